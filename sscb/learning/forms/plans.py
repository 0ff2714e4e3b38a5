"""What is asked about recommendations, their actions and what shows that they were carried out and worked."""

from django import forms

from sscb.learning.forms.fields import NO_NAMES, choices_of, day, lay_out, line, named, one_of, pick, some_of, words
from sscb.learning.methods import METHODS
from sscb.learning.models import Action, Proof, Recommendation
from sscb.learning.themes import THEMES

SOURCES = [("", "Choose where it came from"), *((one.code, one.title) for one in METHODS)]


class LookedForm(forms.Form):
    """Asks to look at earlier learning first, when some is close; then it may be written all the same."""

    looked = forms.BooleanField(required=False, widget=forms.HiddenInput)


class PointForm(LookedForm):
    title = line("What was learned, in one sentence", "Enter what was learned", "A Board member reads it as a heading.")
    text = words("What lies behind it", "Enter what lies behind it", f"What was seen, how often, and why. {NO_NAMES}")
    source = pick("Where it came from", "Choose where it came from")
    source_words = line("Which one", "", "Such as Case audit of November 2017, children missing from care.")
    theme = pick("Theme")
    group = pick("Subgroup that follows it up", "Choose the subgroup")

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = SOURCES
        self.fields["theme"].choices = [("", "None of the list"), *THEMES.items()]
        self.fields["group"].choices = named(groups, "Choose a subgroup")
        lay_out(self)


class RecommendationForm(PointForm):
    title = line("Recommendation, in one sentence", "Enter the recommendation")
    text = words("The whole recommendation", "Enter the whole recommendation", NO_NAMES)
    finding = words(
        "The finding it rests on", "Enter what it rests on", f"Without it nobody can tell whether it helps. {NO_NAMES}"
    )
    strength = one_of(
        "How strong is it?", Recommendation.Strength.choices, "Choose how strong it is",
        "Reminders fade, training fades more slowly, a changed system holds.",
    )  # fmt: skip
    reach = one_of("For whom is it?", Recommendation.Reach.choices, "Choose for whom it is")
    agency = pick("The agency, where it is one")
    points = some_of("Learning that it answers")

    field_order = ["title", "text", "finding", "strength", "reach", "agency", "points", "source", "source_words"]

    def __init__(self, *args, agencies, points, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = named(agencies, "More than one, or none of the Board’s")
        self.fields["points"].choices = choices_of(points)
        lay_out(self)


class AnswerForm(forms.Form):
    accepted = one_of("Is it accepted?", Recommendation.Accepted.choices, "Say whether it is accepted")
    response = words("The answer", "", "Needed unless it is accepted as it stands. It stays on record.")
    responded_for = line("Who answers", "Enter which body answers", "Such as the Board, on 12 September 2019.", 120)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lay_out(self)


class AskForm(forms.Form):
    title = line("What is to be done", "Enter what is to be done", "One thing, that somebody could check.")
    text = words("What exactly", "Enter what exactly is to be done", NO_NAMES)
    agencies = some_of("Who is asked", "Choose who is asked", "Each agency gets its own action and answers for it.")
    due_on = day("To be done by", "An action without an end date is not taken.")
    impact = words("What should be different for children", "Enter what should be different for children", most=600)
    measure = line(
        "What would show it", "Enter what would show it", "An indicator, an audit done again, a survey.", 300
    )

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agencies"].choices = named(agencies)
        lay_out(self, text=3, impact=2)


class CarryForm(forms.Form):
    due_on = day("New date")
    why = words("Why the date moves", "Enter why the date moves", "It stays in the history for ever.", 600)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lay_out(self, why=3)


class WhyForm(forms.Form):
    why = words("Why", "Enter the reason", "It stays in the history.", 600)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lay_out(self, why=3)


class ProofForm(forms.Form):
    shows = one_of("What does it show?", Proof.Shows.choices, "Choose what it shows")
    kind = one_of("What is it?", Proof.Kind.choices, "Choose what it is")
    text = words(
        "What it says", "Enter what it says", f"With its figures: 35 of 43, where there were 26 of 43. {NO_NAMES}", 1000
    )
    seen_on = day("The day it speaks of")

    def __init__(self, *args, only: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if only:
            del self.fields["shows"]
        lay_out(self)


class JudgeForm(forms.Form):
    practice = one_of("Did practice change?", Action.Practice.choices, "Say whether practice changed")
    judgement = words("Why you say so", "Enter why you say so", "It stands beside your name.", 1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lay_out(self)
