"""What waits for whom on the home pages: the chair's decisions, the subgroup's meeting, the manager's steps."""

from datetime import date
from typing import Any

from django.urls import reverse

from reviews.lifecycle import Stage
from reviews.models import AgencySummary, CaseReview, Notice, Opening
from reviews.queries.shown import nearest_duties, state_of
from sscb.access.policy import can
from sscb.board.queries.shown import OwedRow, State, Step, day_words
from sscb.people.models import Person


def for_decision(person: Any, as_at: date) -> list[OwedRow]:
    """For the Independent Chair: decisions, withdrawals to agree. Two queries."""
    cases = CaseReview.objects.visible_to(person)
    asked = cases.filter(stage=Stage.REFERRED, withdrawal_asked_on__isnull=False)
    found = [*cases.filter(stage=Stage.CONSIDERED), *asked]
    return _rows(found, as_at, {
        Stage.CONSIDERED: ("Decide on {}", "reviews:decide", "Decide"),
        Stage.REFERRED: ("Agree that {} is withdrawn", "reviews:withdraw_agree", "Look"),
    })  # fmt: skip


def for_the_subgroup(person: Any, as_at: date) -> list[OwedRow]:
    """For the subgroup's chair: cases to which no answer is missing any more."""
    waits = AgencySummary.objects.all_for_job("whose answer is missing").filter(stage="asked").values("case")
    answered = AgencySummary.objects.all_for_job("who answered").filter(stage="answered").values("case")
    gathering = CaseReview.objects.visible_to(person).filter(stage=Stage.GATHERING)
    ready = gathering.filter(pk__in=answered).exclude(pk__in=waits) | gathering.filter(cut_off_on__isnull=False)
    return _rows(list(ready), as_at, {Stage.GATHERING: ("Consider {} with the subgroup", "reviews:consider", "Record")})


def for_the_manager(person: Any, as_at: date) -> list[OwedRow]:
    """For the business manager: new forms, and everybody who must still be told."""
    new = CaseReview.objects.visible_to(person).filter(stage=Stage.REFERRED, withdrawal_asked_on=None)
    rows = _rows(list(new), as_at, {Stage.REFERRED: ("Ask the agencies about {}", "reviews:gather", "Begin")})
    owed = Notice.objects.filter(told_on=None, record__in=CaseReview.objects.visible_to(person).values("pk"))
    cases = {one.pk: one for one in CaseReview.objects.visible_to(person).filter(pk__in=owed.values("record"))}
    duties = nearest_duties(list(cases.values()))
    for line in owed:
        case, duty = cases[line.record_id], duties.get(line.record_id)
        due_on = duty.due_on if duty and duty.rule == line.rule else None
        rows.append(
            OwedRow(
                f"Tell {line.get_body_display()} of {case.reference}", reverse("reviews:notice_told", args=[line.uuid]),
                line.about, day_words(due_on) if due_on else "no date", state_of(duty, as_at) if due_on
                else State("soon", "To be told"),
                Step("Record it", reverse("reviews:notice_told", args=[line.uuid]), about=case.reference), due_on,
            )
        )  # fmt: skip
    return rows


def openings_to_agree(person: Person, as_at: date) -> list[OwedRow]:
    """Somebody asked to know who a child is, and wants a second person."""
    asked = Opening.objects.filter(agreed_on=None).exclude(asked_by=person)
    mine = CaseReview.objects.visible_to(person).values("pk")
    return [
        OwedRow(
            f"Agree that who the child of {one.case.reference} is may be opened",
            reverse("reviews:review", args=[one.case.uuid]), one.asked_by.name, day_words(one.asked_on),
            State("waiting", "Wants a second person"),
            Step("Look", reverse("reviews:review", args=[one.case.uuid]), about=one.case.reference), one.asked_on,
        )
        for one in asked.filter(case__in=mine).select_related("case", "asked_by")
    ]  # fmt: skip


def decide_rows(person: Any, as_at: date) -> list[OwedRow]:
    """Everything of the reviews that waits for this person, by their office."""
    rows: list[OwedRow] = []
    if can(person, "reviews.decide"):
        rows += for_decision(person, as_at)
    if can(person, "reviews.consider"):
        rows += for_the_subgroup(person, as_at)
    if can(person, "reviews.run"):
        rows += for_the_manager(person, as_at)
    if can(person, "reviews.open_identity"):
        rows += openings_to_agree(person, as_at)
    return rows


def _rows(cases: list[CaseReview], as_at: date, words: dict[str, tuple[str, str, str]]) -> list[OwedRow]:
    duties, rows = nearest_duties(cases), []
    for case in cases:
        title, name, step = words[case.stage]
        url, duty = reverse(name, args=[case.uuid]), duties.get(case.pk)
        rows.append(
            OwedRow(
                title.format(f"{case.reference}, {case.pseudonym}"), url, f"Received {day_words(case.received_on)}",
                day_words(duty.due_on) if duty else "no date", state_of(duty, as_at) if duty
                else State("waiting", "No date"), Step(step, url, about=case.reference), duty.due_on if duty else None,
            )
        )  # fmt: skip
    return rows
