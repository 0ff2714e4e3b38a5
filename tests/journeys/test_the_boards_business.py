"""Three short visits: a figure followed to its thread, a challenge put, and what a forum raised written down."""


def test_a_board_member_finds_the_thread_behind_one_figure(visitor):
    me = visitor()
    me.sign_in_as("Board member", name="Nadia Okafor")
    me.open("/dataset/MI02/")
    me.page.locator("section[aria-labelledby=concern] a").first.click()
    me.look()
    me.follow("Interviews after a child was missing come too late to help")
    assert "promises are broken" in me.heading and "Found by: multi-agency case audits" in me.main
    me.open("/framework/")
    assert "Practitioner forums" in me.main


def test_the_chair_puts_a_challenge(visitor):
    me = visitor()
    me.sign_in_as("Independent Chair", name="Margaret Ellacombe")
    me.open("/challenges/")
    me.follow("Raise a challenge")
    me.page.get_by_label("Which agency is asked?").select_option(label="Community and mental health trust")
    me.fill("Whose office is it put to?", "Chief executive")
    me.fill("In a few words", "Weekend cover of crisis beds")
    me.fill("What does the Board ask?", "Who decides on a bed for a child on a Saturday?")
    me.press("Raise the challenge")
    assert "is in the challenge log" in me.text and "Who decides on a bed" in me.main


def test_whoever_comes_to_a_forum_for_the_board_writes_down_what_was_raised(visitor):
    me = visitor()
    me.sign_in_as("Board member", name="Nadia Okafor")
    me.open("/learning/heard/forums/")
    me.follow("Practitioner forum, South Somerset, 9 October 2019")
    me.follow("Write down what was raised")
    me.press("Save")
    assert "Enter the issue in one sentence" in me.text
    me.fill("The issue, in one sentence", "Nobody says who is told when a course is full")
    me.fill("What practitioners said", "Managers ask each week and hear nothing.")
    me.fill("Who raised it", "Community health")
    me.page.get_by_label("Training", exact=True).check()
    me.page.get_by_label("It holds work up").check()
    me.press("Save")
    me.follow("Nobody says who is told when a course is full")
    assert "Raised, with nobody yet" in me.main
    assert me.page.get_by_role("link", name="Send it to a subgroup").count() == 0
