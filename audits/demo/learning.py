"""The learning and development audit of 2019: who is trained and in date, how it is known, and which gaps there are."""

from datetime import date
from typing import Any

from audits.demo.grades import number
from audits.demo.telling import Teller
from audits.gaps.models import TrainingGap
from audits.gaps.services import end_gap, gather_gaps
from audits.kinds.learning.kind import KIND
from audits.questions import Question
from audits.results.services import offer_support
from audits.returns import services
from audits.returns.models import AuditReturn
from sscb import clock
from sscb.learning.services import write_point

PLANNED_ON, OPENED_ON, CLOSES_ON = date(2019, 8, 20), date(2019, 9, 2), date(2019, 10, 18)
ANSWERED_ON, HANDED_IN_ON, CLOSED_ON = date(2019, 9, 24), date(2019, 10, 10), date(2019, 10, 21)
MODERATED_ON = date(2019, 11, 5)

SIZE = {
    "council-csc": 900, "council-ph": 160, "ccg": 120, "trust-west": 2600, "trust-east": 1900, "community-trust": 2100,
    "gp": 640, "ambulance": 820, "police": 1700, "probation": 210, "yos": 64, "voluntary": 380, "early-years": 1240,
    "district-south": 290, "school-hill": 140, "school-valley": 52, "council-asc": 540, "council-other": 310,
    "nhs-commissioner": 25, "family-court": 60, "faith": 420, "railway-police": 30, "school-independent": 80,
}  # fmt: skip
"""Staff and volunteers of those who have answered; the others have not."""
SHARES = (0.44, 0.24, 0.14, 0.08, 0.04, 0.02, 0.03, 0.01)
"""Of them in training groups 1 to 8."""
REVIEWED = ("council-csc", "ccg", "trust-west", "community-trust", "police", "voluntary", "early-years", "gp")
GAPS = {
    # agency: (own gap, gap that only multi-agency training fills)
    "trust-west": (("Safeguarding supervision skills", "Group 4", 60), ("Working with fathers", "Group 3", 140)),
    "community-trust": (("Infants and parents’ mental health", "Group 3", 220), ("Exploitation for health staff",
                                                                               "Group 3", 180)),
    "police": (("Hearing what young children say", "Group 2", 130), ("Working with fathers", "Group 3", 45)),
    "voluntary": (None, ("Neglect: using the tool together", "Group 2", 90)),
    "early-years": (("Induction for volunteers", "Group 1", 110), ("Neglect: using the tool together", "Group 2", 240)),
    "council-csc": (None, ("Exploitation for health staff", "Group 3", 35)),
    "school-hill": (("Online harm", "Group 2", 70), None),
}  # fmt: skip
ENDS = (
    ("Neglect: using the tool together", "programme", "Two half days in spring 2020"),
    ("Online harm", "met", "The schools’ own network gives it in January"),
)  # fmt: skip
SUPPORT = {"voluntary": ("A model training plan", "template"), "gp": ("Places in the evening", "training")}


def build(world: Any, teller: Teller) -> None:
    if world.on <= OPENED_ON:
        return
    office = world.people["bm"]
    with clock.at(PLANNED_ON):
        cycle = services.plan_cycle(
            kind="learning", title="Learning and development audit 2019", opens_on=OPENED_ON, closes_on=CLOSES_ON,
            by=office, on=PLANNED_ON,
        )  # fmt: skip
    with clock.at(OPENED_ON):
        returns = {one.owner.code: one for one in services.open_cycle(cycle=cycle, by=office, on=OPENED_ON)}
    for code in SIZE:
        if teller.happened(ANSWERED_ON):
            _answer(teller, returns[code])
            if teller.happened(HANDED_IN_ON):
                teller.hand_in(returns[code], HANDED_IN_ON)
    if teller.happened(CLOSED_ON):
        with clock.at(CLOSED_ON):
            services.close_window(cycle=cycle, by=office, on=CLOSED_ON)
    if teller.happened(MODERATED_ON):
        for code in REVIEWED:
            teller.moderate(returns[code], {}, MODERATED_ON, by=world.people["td-chair"])
        _end_gaps(cycle, world.people["td-chair"])
        with clock.at(MODERATED_ON):
            write_point(
                title="Training is counted everywhere, and what it changed almost nowhere",
                text="Agencies know who was trained and when. Few can show what a worker does differently since.",
                source="learning-audit", theme="supervision", group=world.groups["td"], by=None, on=MODERATED_ON,
                source_uuid=cycle.uuid, source_words="Learning and development audit 2019",
            )  # fmt: skip
            need, kind = SUPPORT["gp"]
            offer_support(one=returns["gp"], need="Two evening courses in February", kind=kind, asked=need, by=office,
                          on=MODERATED_ON)  # fmt: skip


def _end_gaps(cycle, chair) -> None:
    with clock.at(MODERATED_ON):
        gather_gaps(cycle=cycle, by=chair, on=MODERATED_ON)
        for topic, end, why in ENDS:
            gap = TrainingGap.objects.get(cycle=cycle, topic=topic)
            end_gap(gap=gap, end=end, why=why, by=chair, on=MODERATED_ON)


def _answer(teller: Teller, one: AuditReturn) -> None:
    code = one.owner.code
    strength = {
        "self-coverage": 2 + (number(code, "coverage") > 0.7), "self-quality": 2, "self-evaluation": 2,
        "self-impact": 1 + (number(code, "impact") > 0.55),
    }  # fmt: skip
    asked = KIND.questions_on(OPENED_ON)
    said = {question.key: {"value": value} for _, question in asked if (value := _value(question, code)) is not None}
    teller.answer(one, strength, ANSWERED_ON, more=said)
    teller.plan(one, ANSWERED_ON, date(2020, 3, 31))


def _value(question: Question, code: str) -> Any:
    staff = SIZE[code]
    groups = {f"Group {place}": round(staff * share) for place, share in enumerate(SHARES, 1)}
    used = {
        name: {"used": word}
        for name, word in zip(("Before", "At the end", "Later"), ("yes" if number(code, 3) > 0.5 else "no", "yes",
                                                                 "partly" if number(code, 4) > 0.4 else "no"),
                              strict=True)
    }  # fmt: skip
    told = {
        "reporting-period": {"from": "2018-09-01", "to": "2019-08-31"},
        "who-completed": "Training lead; confirmed by the head of service",
        "staff-by-group": {name: {"staff": count} for name, count in groups.items()},
        "training-strategy": {"said": "yes" if number(code, 1) > 0.25 else "partly", "comment": "Agreed in March 2019"},
        "posts-matched": "Each job description names its training group; managers check it once a year.",
        "inducted": _share(round(staff * 0.12), 0.8 + 0.18 * number(code, "induction")),
        "in-date": {name: {"in-date": _share(count, 0.62 + 0.34 * number(code, name))} for name, count in groups.items()
                    if count},
        "refresher-interval": {name: {"months": 36 if name == "Group 1" else 24} for name in groups},
        "tracked": "A monthly report to the top team.",
        "out-of-date": "Their manager books a place within a month; nobody works alone with children until then.",
        "courses-run": [{"title": "Safeguarding, half a day", "group": "Group 2", "mode": "Face to face", "length": 3,
                         "times": 8, "attended": round(staff * 0.2)}],
        "trainers": "A named trainer with a teaching certificate, updated each year.",
        "content-checked": {"said": "yes", "comment": "After each review that the Board publishes"},
        "sessions-carry": {
            name: {"carried": "yes" if number(code, name) > 0.3 else "partly"} for name in question.rows
        },
        "places": {"Places": {"booked": round(staff * 0.05), "attended": round(staff * 0.04),
                              "not-attended": round(staff * 0.05) - round(staff * 0.04)}},
        "what-stops-staff": ["Workload", "No cover"],
        "given-to-the-pool": round(6 * number(code, 9)),
        "evaluated-when": used,
        "response-rate": {"At the end": {"answered": _share(round(staff * 0.2), 0.83)},
                          "Later": {"answered": _share(round(staff * 0.2), 0.31)}},
        "level-reached": {"1 Reaction": {"example": "Sheets at the end"}, "2 Learning": {"example": "A short test"}},
        "effect-measured": ["Supervision"] + (["Case audit"] if number(code, 5) > 0.5 else []),
        "two-examples": "Workers ask about a child’s day, and write down what they say: seen in a sample of twenty.",
        "in-supervision": {"Supervision": {"done": "yes", "sampled": _share(20, 0.6 + 0.3 * number(code, 6))}},
        "coming-actions": [{"text": "Sample supervision notes twice a year", "owner": "Training lead",
                            "due": "2020-03-31"}],
    }  # fmt: skip
    own, shared = GAPS.get(code, (None, None))
    rows = {"own-gaps": own, "multi-agency-gaps": shared}
    if found := rows.get(question.key):
        topic, group, people = found
        return [{"topic": topic, "group": group, "people": people, "proposal": "A course of half a day"}]
    if question.key == "support-wanted" and code in SUPPORT:
        need, kind = SUPPORT[code]
        return [{"need": need, "kind": kind}]
    return told.get(question.key)


def _share(of: int, part: float) -> dict[str, int]:
    return {"part": round(of * part), "of": of}
