"""The schools' audit of the school year: three schools, one of them moderated."""

from datetime import date
from typing import Any

from audits.demo.grades import SCHOOLS, grades_of
from audits.demo.telling import Teller
from audits.kinds.school.kind import KIND
from audits.returns import services
from sscb import clock

PLANNED_ON, OPENED_ON, CLOSES_ON = date(2019, 8, 27), date(2019, 9, 9), date(2019, 12, 18)
ANSWERED_ON, HANDED_IN_ON, MODERATED_ON = date(2019, 10, 1), date(2019, 10, 10), date(2019, 11, 5)

ABOUT = {
    "pupils-on-roll": {"value": 640},
    "designated-leads": {"value": [{"post": "Deputy head", "trained": "2018-10-05"},
                                   {"post": "Head of year", "trained": "2019-02-11"}]},
    "children-with-plans": {"value": {"Child protection plan": {"children": 6}, "Child in need": {"children": 14},
                                      "Looked after": {"children": 9}}},
}  # fmt: skip


def build(world: Any, teller: Teller) -> None:
    if world.on <= OPENED_ON:
        return
    office = world.people["bm"]
    with clock.at(PLANNED_ON):
        cycle = services.plan_cycle(
            kind="school", title="Schools’ safeguarding audit 2019/20", opens_on=OPENED_ON, closes_on=CLOSES_ON,
            by=office, on=PLANNED_ON,
        )  # fmt: skip
    with clock.at(OPENED_ON):
        returns = {one.owner.code: one for one in services.open_cycle(cycle=cycle, by=office, on=OPENED_ON)}
    for code, row in SCHOOLS.items():
        one = returns[code]
        if not teller.happened(ANSWERED_ON):
            return
        asked = KIND.questions_on(OPENED_ON)
        more = {question.key: ABOUT[question.key] for _, question in asked if question.key in ABOUT}
        teller.answer(one, grades_of(asked, KIND.scale, row[0]), ANSWERED_ON, more={**more, **_words(asked)})
        teller.plan(one, ANSWERED_ON, date(2020, 3, 31))
        if code == "school-hill" and teller.happened(HANDED_IN_ON):
            teller.hand_in(one, HANDED_IN_ON)
            if teller.happened(MODERATED_ON):
                grades = grades_of(asked, KIND.scale, row[1])
                teller.moderate(one, grades, MODERATED_ON, by=world.people["qp-chair"])


def _words(asked: Any) -> dict[str, dict]:
    """Whatever else is asked and has no answer above."""
    made = {
        "text": "The single list of staff was read in September.", "number": 12, "date": "2019-09-12",
        "date_and_person": {"on": "2019-09-12", "who": "Business manager of the school"},
        "yes_partly_no": {"said": "yes", "comment": ""}, "share": {"part": 71, "of": 74},
    }  # fmt: skip
    return {
        question.key: {"value": made[question.answer]}
        for _, question in asked if question.answer in made and question.key not in ABOUT
    }  # fmt: skip
