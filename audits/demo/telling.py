"""One return, from its first answer to where it stands: each step by whom, on which day, through the services."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from audits.demo.people import Staff
from audits.returns import services
from audits.returns.models import Answer, AuditReturn
from audits.returns.reading import kind_of, questions_of
from sscb import clock
from sscb.people.models import Person

SAYS = {
    0: "This is not in place. We found it when we prepared this return and have told our top team.",
    1: "It is in place in two of our three services. The third began in spring and has no proof yet.",
    2: "It works across the agency. We checked a sample of ten in May and found it in each of them.",
    3: "It works, and our own audit of spring shows what it changed: families were offered help sooner.",
}
IMPACT = "Workers say that they ask earlier. In the sample nine of ten plans had changed because of what was asked."
LOWER = (
    "The evidence is a policy and a training list. Nothing shows that it reaches practice: in the sample that "
    "the panel saw, half the records said nothing about it."
)


class Teller:
    def __init__(self, world: Any):
        self.world, self.staff = world, Staff(world)

    def happened(self, day: date) -> bool:
        return day < self.world.on

    def answer(self, one: AuditReturn, grades: Mapping[str, int], day: date, *, more: Mapping[str, dict] | None = None):
        """By the agency's author. `more`: answers that are not grades."""
        said = {
            key: {"self_grade": grade, "words": SAYS[grade], "impact": IMPACT if grade > 2 else ""}
            for key, grade in grades.items()
        }
        with clock.at(day):
            services.answer_many(one=one, said={**said, **(more or {})}, by=self.staff.author(one.owner), on=day)

    def plan(self, one: AuditReturn, day: date, due_on: date, *, actions: int = 1) -> None:
        """An action for the first gaps, and a reason for the others."""
        kind, by = kind_of(one.cycle), self.staff.author(one.owner)
        gaps = list(Answer.objects.filter(of=one, self_grade__lt=kind.scale.enough))
        asked = questions_of(one.cycle)
        with clock.at(day):
            for answer in gaps[:actions]:
                answer.of = one
                question = asked.question(answer.key)
                services.plan_improvement(
                    answer=answer, text=f"Put this in place in every service: {question.text[0].lower()}"
                    f"{question.text[1:]}", owner="Head of safeguarding", due_on=due_on, by=by, on=day,
                )  # fmt: skip
            rest = {answer.key: {"gap_reason": "Part of the same action"} for answer in gaps[actions:]}
            if rest:
                services.answer_many(one=one, said=rest, by=by, on=day)

    def hand_in(self, one: AuditReturn, day: date) -> None:
        with clock.at(day):
            services.ask_for_signature(one=one, by=self.staff.author(one.owner), on=day)
            for place, office in enumerate(kind_of(one.cycle).signed_by):
                services.sign_return(one=one, office=office, by=self.staff.signatory(one.owner, place), on=day)
            services.hand_in(one=one, by=self.staff.signatory(one.owner), on=day)

    def moderate(self, one: AuditReturn, grades: Mapping[str, int], day: date, *, by: Person, end: bool = True) -> None:
        """What the panel sees otherwise, then agreement with the rest."""
        with clock.at(day):
            services.begin_moderation(one=one, by=by, on=day)
            for answer in Answer.objects.filter(of=one, key__in=grades):
                if answer.self_grade != grades[answer.key]:
                    answer.of = one
                    services.moderate_answer(answer=answer, grade=grades[answer.key], words=LOWER, by=by, on=day)
            if end:
                services.agree_with_rest(one=one, by=by, on=day)
                services.end_moderation(one=one, by=by, on=day)
