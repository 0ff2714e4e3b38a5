"""What is offered: the strategy, the courses with what asked for them, the programme as agreed, and its changes."""

from datetime import date
from typing import Any

from sscb import clock
from sscb.learning.models import LearningPoint
from training import services
from training.demo.told import Told
from training.models import Course, Programme
from training.queries.planning import needs_open

STRATEGY_ON, STRATEGY_AGREED = date(2018, 2, 12), date(2018, 3, 7)
YEARS = (
    ("2018/19", date(2018, 3, 12), date(2018, 3, 21), "T&D, 21 March 2018, minute 3", (("CORE", 2), ("BASICS", 1))),
    ("2019/20", date(2019, 3, 26), date(2019, 3, 27), "T&D, 27 March 2019, minute 5", (
        ("CORE", 4), ("CHILD", 3), ("NEGLECT", 2), ("ABUSE", 2), ("EXPLOIT", 1), ("SUPER", 1), ("BOARDDAY", 1),
        ("BASICS", 1),
    )),
)  # fmt: skip
"""Begun, agreed, where it was agreed, and how often each course is to run."""

EVALUATION = [
    {"point": "Before", "when": "from the booking to the first day", "level": "2 Learning",
     "asks": "How confident are you in each thing that the course is for?"},
    {"point": "At the end", "when": "within five days", "level": "1 Reaction, 2 Learning",
     "asks": "The same, what the course was worth, and what you will do"},
    {"point": "Three months on", "when": "day 42 to day 112", "level": "3 Behaviour, 4 Results",
     "asks": "The same, what you did of it, and an example of what changed for a child"},
    {"point": "The line manager", "when": "day 42 to day 112", "level": "3 Behaviour",
     "asks": "Do you see it in their work, and was it talked over in supervision?"},
]  # fmt: skip
STRATEGY = """Training follows learning. Each course names the finding, gap or priority that asked for it, and is \
taken out when nothing asks for it any more.

Those who work with the same families learn at the same table: agencies teach their own procedures, the Board teaches \
what they do together.

A course counts when a child meets something better because of it. How far that is shown is said beside every figure."""
SUPERVISION = "Each course gives two questions for the next supervision. Managers are asked, three months on, whether \
they were talked over and written down."

CONFIDENT = {
    "CHILD": ("Ask a child what a day is like", "See a child alone and write down their own words",
              "Let what a child said change the plan"),
    "CORE": ("Say when and how to refer", "Take part in a strategy discussion", "Share what must be shared, lawfully"),
    "NEGLECT": ("Use the neglect tool with another agency", "Name neglect early", "Measure whether it changes"),
    "BRUISE": ("Know that a bruise on a baby who cannot move is seen by a paediatrician the same day",
               "Say what you see, and refer at once"),
    "ABUSE": ("Ask about abuse when it is safe to", "Know what to do with the answer",
              "Think of the child who hears it"),
    "EXPLOIT": ("See the signs of exploitation", "Know who holds the risk", "Pass on what you know"),
    "SUPER": ("Ask in supervision what life is like for the child", "Write down what changed because of it"),
    "BOARDDAY": ("Know what a member must ask", "Read the Board’s figures"),
    "BASICS": ("Recognise abuse and neglect", "Know whom to tell"),
}  # fmt: skip

COURSES = (
    # code, title, kind, groups, levels, hours, refresher months, offered on, aims, kind of prompt, what asked for it
    ("CORE", "Working together to protect children", "course", [3], [3], 6, 12, date(2018, 3, 5),
     "The day on which agencies learn each other’s part, from referral to plan.", "national",
     "Working Together to Safeguard Children: multi-agency training for those who work with children"),
    ("BOARDDAY", "The Board member’s day", "briefing", [8], [], 3, 12, date(2018, 9, 3),
     "What a member answers for, and how to tell whether practice is good.", "other",
     "Each member’s induction, and a day every year"),
    ("BASICS", "Safeguarding children: the basics", "e-learning", [1, 2], [1, 2], 1, 36, date(2018, 3, 5),
     "What everybody who meets a child knows. At one’s own desk, in an hour.", "national",
     "Working Together to Safeguard Children: training for everybody who meets a child"),
    ("CHILD", "What life is like for the child", "course", [3, 4], [3], 12, 36, date(2019, 3, 4),
     "Two half days on seeing a child alone, hearing what they say, and letting it change the plan.", "learning",
     "An audit: what children said after they went missing seldom reached those who plan for them"),
    ("NEGLECT", "Neglect: seeing it early, acting together", "workshop", [3, 4], [3], 6, 36, date(2019, 3, 4),
     "One family, one tool, six agencies: a workshop with the neglect tool.", "plan",
     "Business plan: neglect is seen early and answered together"),
    ("ABUSE", "Asking about abuse at home", "course", [2, 3], [2, 3], 3, 36, date(2019, 3, 4),
     "Routine questions, what to do when the partner is in the room, and what comes after the answer.", "other",
     "Practitioner forums: workers ask for help with the question"),
    ("EXPLOIT", "Exploitation: what children are drawn into", "conference", [2, 3, 4], [], 6, None, date(2019, 3, 4),
     "A day for 40 people, with young people’s own account of what was seen and not said.", "plan",
     "Business plan: children who go missing or are exploited"),
    ("SUPER", "Supervision that asks about the child", "course", [6], [4], 6, 24, date(2019, 3, 25),
     "For those who supervise: two questions in each session, and what to write down.", "learning",
     "Audit of agencies: supervision notes seldom say what life is like for the child"),
    ("BRUISE", "Bruises in babies who cannot move", "briefing", [2, 3], [2, 3], 1, None, date(2019, 5, 20),
     "An hour on one rule: the same day, by a paediatrician.", "learning",
     "A review: bruises in babies who cannot move are not always looked at on the same day"),
)  # fmt: skip
POINTS = {
    "CHILD": "Interviews after a child was missing", "SUPER": "Supervision notes seldom",
    "BRUISE": "Bruises in babies who cannot move",
}  # fmt: skip
"""The learning point that asked for a course, by the beginning of its title."""
VENUES = (
    ("Town hall, east", 60, "Mendip", "Step-free, hearing loop, parking behind the building"),
    ("Community centre, south", 30, "South Somerset", "Step-free; no parking, bus stop at the door"),
    ("College, west", 90, "Taunton", "Lift to all floors, hearing loop in the large room"),
    ("Library, centre", 20, "Sedgemoor", "Two steps at the entrance; a ramp is put out on request"),
)
TRAINERS = (
    # key, prepared, refreshed, topics
    ("trainer", date(2015, 6, 9), date(2018, 5, 15), "Hearing children, neglect, bruising"),
    ("cdop-police", date(2018, 5, 15), None, "Strategy discussions, exploitation"),
    ("health-chair", date(2017, 10, 3), None, "Health’s part, babies"),
    ("qp-chair", date(2016, 9, 20), None, "Supervision"),
)
DOMAINS_OF = ("council-csc", "police", "trust-west", "trust-east", "community-trust", "school-hill", "school-valley",
              "probation", "voluntary", "early-years", "gp")  # fmt: skip


def build(told: Told) -> None:
    office = told.office
    with clock.at(STRATEGY_ON):
        for name, places, area, access in VENUES:
            told.venues[name] = services.add_venue(
                name=name, places=places, area=area, access=access, by=office, on=STRATEGY_ON
            )
        for key, prepared, refreshed, topics in TRAINERS:
            services.add_trainer(person=told.world.people[key], prepared_on=prepared, topics=topics, by=office,
                                 on=STRATEGY_ON, refreshed_on=refreshed)  # fmt: skip
        for code in DOMAINS_OF:
            services.add_domain(agency=told.world.organisations[code], domain=f"{code}.example", by=office,
                                on=STRATEGY_ON)  # fmt: skip
        strategy = services.write_strategy(
            title="Learning and development strategy 2018 to 2021", from_on=date(2018, 4, 1), to_on=date(2021, 3, 31),
            text=STRATEGY, evaluation=EVALUATION, supervision=SUPERVISION, by=office, on=STRATEGY_ON,
        )  # fmt: skip
    with clock.at(STRATEGY_AGREED):
        services.agree_strategy(strategy=strategy, minute="T&D, 7 March 2018, minute 4", by=told.chair,
                                on=STRATEGY_AGREED)  # fmt: skip
    for row in COURSES:
        told.courses[row[0]] = _course(told, *row)
    for year in YEARS:
        _programme(told, strategy, *year)


def _course(told: Told, code, title, kind, groups, levels, hours, refresher, day, aims, asked, words) -> Course:
    office = told.office
    with clock.at(day):
        course = services.write_course(
            code=code, title=title, kind=kind, groups=groups, levels=levels, hours=hours, refresher_months=refresher,
            aims=aims, outcomes=list(CONFIDENT[code]), by=office, on=day,
            materials="A page of questions for supervision; slides on request." if kind != "e-learning" else "",
        )  # fmt: skip
        point = LearningPoint._base_manager.filter(title__startswith=POINTS[code]).first() if code in POINTS else None
        services.name_prompt(course=course, kind=asked, words=words, by=office, on=day,
                             record_uuid=point.uuid if point else None)  # fmt: skip
        return services.offer_course(course=course, by=office, on=day)


def _programme(told: Told, strategy: Any, year: str, begun: date, agreed: date, minute: str, courses: Any) -> Programme:
    with clock.at(begun):
        programme = services.begin_programme(year=year, by=told.office, on=begun, strategy=strategy)
        for code, runs in courses:
            services.change_programme(programme=programme, course=told.courses[code], what="add", why="", runs=runs,
                                      by=told.office, on=begun)  # fmt: skip
    with clock.at(agreed):
        services.agree_programme(programme=programme, minute=minute, by=told.chair, on=agreed)
    return programme


def change_through_the_year(told: Told) -> None:
    """Each change with its reason; the second version was agreed in September."""
    office = told.office

    def change(code: str, what: str, why: str, **more: Any):
        programme = Programme._base_manager.get(year="2019/20")
        return lambda on: services.change_programme(
            programme=programme, course=told.courses[code], what=what, why=why, by=office, on=on, **more
        )

    told.on(date(2019, 5, 21), change("BRUISE", "add", "A learning point of May asks for it, on every ward.", runs=2))
    told.on(date(2019, 10, 14), change(
        "ABUSE", "runs", "The forum of 9 October: fourteen workers wait for it.", runs=3
    ))  # fmt: skip
    told.on(date(2019, 9, 18), lambda on: services.agree_programme(
        programme=Programme._base_manager.get(year="2019/20"), minute="T&D, 18 September 2019, minute 6", by=told.chair,
        on=on,
    ))  # fmt: skip
    told.on(date(2019, 11, 6), lambda on: _answer_gaps(told, on))


def _answer_gaps(told: Told, on: date) -> None:
    """Two of what asks for training are answered; what is left is what the co-ordinator plans from."""
    for need in needs_open(told.office, on):
        act = {"need": need.uuid, "kind": need.kind, "by": told.office, "on": on}
        if need.words.startswith("Exploitation for health"):
            services.answer_need(**act, words="Gap of the learning and development audit: exploitation, for health",
                                 end="programme", why="Two tables of the conference are for health staff",
                                 course=told.courses["EXPLOIT"])  # fmt: skip
        elif need.words.startswith("Schools do not see"):
            services.answer_need(**act, words="", end="met", why="A guide went to every head teacher in September")
