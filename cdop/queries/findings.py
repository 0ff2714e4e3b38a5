"""What came of a review, with the next lawful step of each finding."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cdop.models import Finding
from sscb.access.policy import can
from sscb.board.queries.shown import State, Step
from sscb.timetable.days import in_words


@dataclass(frozen=True)
class FindingRow:
    kind: str
    text: str
    whose: str
    for_board: str
    state: State
    steps: list[Step]


def findings_of(review: Any, person: Any) -> list[FindingRow]:
    rows = Finding.objects.filter(analysis__review=review).select_related("agency", "owner")
    office, signs = bool(can(person, "cdop.run_review", review)), bool(can(person, "cdop.publish_learning"))
    return [_row(one, person, office=office, signs=signs) for one in rows]


def _row(one: Finding, person: Any, *, office: bool, signs: bool) -> FindingRow:
    whose = [one.to_body, one.owner.name if one.owner else "", f"by {in_words(one.due_on)}" if one.due_on else ""]
    return FindingRow(
        one.get_kind_display(), one.text, ", ".join(part for part in whose if part),
        f"{one.plain_title}: {one.plain_text}" if one.plain_text else "", _state(one),
        _steps(one, person, office=office, signs=signs),
    )  # fmt: skip


def _state(one: Finding) -> State:
    if one.kind == Finding.Kind.RECOMMENDATION and one.told_on:
        return State("done", f"Told on {in_words(one.told_on)}: {one.told_how}")
    if one.published_on and one.kind == Finding.Kind.RECOMMENDATION:
        return State("soon", "Its addressee must be told")
    if one.published_on:
        return State("done", f"For the Board since {in_words(one.published_on)}")
    if one.plain_text:
        return State("soon", "Waits for sign-off")
    return State("waiting", "With the case only")


def _steps(one: Finding, person: Any, *, office: bool, signs: bool) -> list[Step]:
    found, about = [], one.get_kind_display().lower()

    def to(name: str) -> str:
        return reverse(f"cdop:finding_{name}", args=[one.uuid])

    if signs and one.plain_text and not one.published_on and one.written_by_id != person.pk:
        found.append(Step("Sign it off for the Board", to("publish"), post=True, main=True, about=about))
    if not office:
        return found
    if one.kind == Finding.Kind.RECOMMENDATION and one.published_on and not one.told_on:
        found.append(Step("Tell the addressee", to("tell"), main=True, about=about))
    if not one.published_on:
        found.append(Step("Write it for the Board", to("board"), about=about))
        found.append(Step("Change", to("change"), about=about))
    return found
