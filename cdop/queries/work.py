"""What the co-ordinator does on a case today: how far it is, what is next, who is waited for. Never who it was."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from cdop.lifecycle import MOVES, STAGES, Stage
from cdop.models import AgencyForm, CaseStep, ChildDeathReview, DatabaseEntry, Notification, PanelItem
from cdop.paths import NEW_OF, Task, path_of, path_words
from cdop.queries.forms import due_dates, state_of_form
from cdop.queries.shown import State
from cdop.queries.standing import days_in_words
from cdop.services.stages import act_of
from cdop.transition import (
    NEW_FORMS,
    UNCHANGED,
    Body,
    days_left,
    decide,
    goes_to_national_database,
    last_day,
    needs_handover,
    responsible,
)
from sscb.timetable.days import in_words

LINE = (Stage.NOTIFIED, Stage.GATHERING, Stage.LOCAL_MEETING, Stage.READY, Stage.PANEL, Stage.REVIEWED, Stage.CLOSED)
PLACE = {Stage.WAITING: Stage.LOCAL_MEETING, Stage.DEFERRED: Stage.PANEL, Stage.ACTIONS: Stage.REVIEWED,
         Stage.REOPENED: Stage.NOTIFIED}  # fmt: skip
"""Stages that stand at the place of another on the strip, under their own words."""
SHORT = {Stage.GATHERING: "Forms out", Stage.READY: "Papers ready", Stage.PANEL: "Panel", Stage.REVIEWED: "Reviewed",
         Stage.WAITING: "Waiting", Stage.DEFERRED: "Deferred", Stage.ACTIONS: "Recommendations"}  # fmt: skip
TOO_EARLY = "Recorded on a day before the death as it now stands: record the right day, or correct the date of death."
OTHERS_OWN = {Stage.REVIEWED, Stage.DEFERRED, Stage.TRANSFERRED, Stage.PANEL}
"""Moves with pages of their own: the panel's meeting, and the handing over."""


@dataclass(frozen=True)
class Step:
    code: str
    title: str
    when: str = ""
    late: bool = False


@dataclass(frozen=True)
class MoveShown:
    """A move of the table: a button, or the reason why it is not lawful today."""

    to: str
    words: str
    asks: bool
    refused: str


@dataclass(frozen=True)
class FormRow:
    uuid: UUID
    agency: str
    title: str
    named: str
    state: State
    may_chase: bool


@dataclass(frozen=True)
class NotificationRow:
    received_on: date
    how: str
    agency: str
    keyed_on: date
    decides: bool


@dataclass(frozen=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True)
class Work:
    heading: str
    lead: str
    refusal: dict | None
    stages: list[Step]
    moves: list[MoveShown]
    path: str
    tasks: list[Task]
    forms: list[FormRow]
    notifications: list[NotificationRow]
    database: State | None
    may_tell_database: bool
    links: list[Link]
    waits_for: str
    may_ask: bool


@dataclass(frozen=True)
class Count:
    """How many forms were asked for, how many of them are in, how many late."""

    asked: int = 0
    answered: int = 0
    late: int = 0


def heading_of_case(stage: str, forms: Count, *, body: Body, owed: bool, passed_on: date | None, panel_on: date | None,
                    completed_on: date | None) -> str:  # fmt: skip
    """How far the case is, in one sentence; it stands in the window's title too, so it says nothing of the child."""
    if passed_on:
        return f"Handed over on {in_words(passed_on)}"
    if body is Body.OTHER_AREA:
        return "The home area reviews this death: pass the notification on"
    if owed:
        return "The child death review partners review this death: hand it over"
    if stage == Stage.GATHERING:
        return _forms_sentence(forms)
    if stage == Stage.PANEL and panel_on:
        return f"On the agenda of the panel of {in_words(panel_on)}"
    if completed_on:
        return f"The panel completed its review on {in_words(completed_on)}"
    return {
        Stage.NOTIFIED: "Notified: forms can go out to the agencies",
        Stage.LOCAL_MEETING: "The local meeting is next",
        Stage.WAITING: "It waits for another process, and its last day stays where it is",
        Stage.READY: "The papers are ready: put the case on a panel’s agenda",
        Stage.DEFERRED: "The panel asked for more before it decides",
        Stage.REOPENED: "Reopened: forms can go out to the agencies",
        Stage.OUT_OF_SCOPE: "It is not a child’s death in law",
    }.get(stage, str(STAGES[stage]))


def _forms_sentence(forms: Count) -> str:
    if not forms.asked:
        return "No agency is asked for its form yet"
    if forms.answered == forms.asked:
        return f"{'The' if forms.asked == 1 else 'All'} {_of_forms(forms.asked)} in: plan the local meeting, or make " \
               "the papers ready"  # fmt: skip
    late = f"; {forms.late} {'is' if forms.late == 1 else 'are'} late" if forms.late else ""
    if forms.asked == 1:
        return f"The agency form is not in{' and is late' if forms.late else ''}"
    return f"{forms.answered or 'None'} of {forms.asked} agency forms {'is' if forms.answered < 2 else 'are'} in{late}"


def _of_forms(count: int) -> str:
    return "agency form is" if count == 1 else f"{count} agency forms are"


def lead_of_case(*, done: bool, owed: bool, left: int, last: date, started: bool, late_duties: int) -> str:
    """What the days say."""
    if done:
        return "Nothing more is asked of the Board’s panel."
    if owed:
        return "The Board’s panel does no more work on it."
    late = f" {late_duties} {'duty is' if late_duties == 1 else 'duties are'} late." if late_duties else ""
    if not started:
        return f"Its time limits stand below.{late}"
    days = f"{days_in_words(left)} {'is' if left == 1 else 'are'} left" if left else "Today is the last day"
    return f"{days} until its last day, {in_words(last)}.{late}"


def work_on(review: ChildDeathReview, as_at: date, start: date, *, late_duties: int) -> Work:
    """Everything the co-ordinator works with. Nine queries, however many forms."""
    forms = list(
        AgencyForm.objects.all_for_job("the case in hand").filter(review=review).select_related("agency", "named")
    )
    due = due_dates(forms)
    rows = [_form_row(form, due.get(form.pk), as_at) for form in forms]
    count = Count(
        sum(form.stage != "withdrawn" for form in forms), sum(form.answered_on is not None for form in forms),
        sum(row.state.code == "late" for row in rows),
    )  # fmt: skip
    body, owed = responsible(review.case, as_at, start), needs_handover(review.case, as_at, start)
    ended = review.closed_on is not None and review.lives_here
    panel_on = PanelItem.objects.filter(review=review, outcome="open").values_list("meeting__planned_on", flat=True)
    entry = DatabaseEntry.objects.filter(review=review).first()
    goes = goes_to_national_database(review.case, as_at)
    left = days_left(as_at, start)
    working = not (owed or ended or review.locked_on or review.handed_on)
    return Work(
        heading=heading_of_case(
            review.stage, count, body=body, owed=owed and not ended, passed_on=review.handed_on,
            panel_on=panel_on.order_by("-meeting__planned_on").first(), completed_on=review.completed_on,
        ),
        lead=lead_of_case(
            done=bool(ended or review.handed_on or review.case.complete_on(as_at)), owed=owed, left=left,
            last=last_day(start), started=as_at >= start, late_duties=late_duties,
        ),
        refusal=_refusal(review, as_at, start) if owed and not ended and not review.handed_on else None,
        stages=_stages(review.stage),
        moves=[] if review.locked_on or review.handed_on or review.sealed_on else _moves(review, as_at, start),
        path=path_words(review.age_band, review.expected),
        tasks=_tasks(review, forms) if working else [],
        forms=rows,
        notifications=_notifications(review),
        database=_database(entry, goes),
        may_tell_database=goes and (entry is None or entry.outcome == DatabaseEntry.Outcome.REFUSED)
        and not review.handed_on and not review.locked_on,
        links=_links(review, owed=owed, ended=ended),
        waits_for=review.waits_for if review.stage == Stage.WAITING else "",
        may_ask=working and review.stage in (Stage.GATHERING, Stage.LOCAL_MEETING, Stage.WAITING, Stage.DEFERRED),
    )  # fmt: skip


def _form_row(form: AgencyForm, due_on: date | None, as_at: date) -> FormRow:
    state = state_of_form(form, due_on, as_at)
    named = form.signed_by or form.named.name
    may_chase = form.stage == "asked" and not form.keyed_from_id and form.chased_on != as_at
    return FormRow(form.uuid, form.agency.name, form.title, named, state, may_chase)


def _refusal(review: ChildDeathReview, as_at: date, start: date) -> dict:
    """The words of the refusal box: what, why by which rule, and the one lawful next step."""
    ruling = decide(act_of(review, Stage.GATHERING, start), review.case, as_at, start)
    to = review.home_area or "the child death review partners"
    url = url_if_there("cdop:handover", review.uuid)
    return {
        "what": "The Board’s panel may not work on this death",
        "why": ruling.sentence.removesuffix(f" {UNCHANGED}"),
        "step": {"text": f"Pass it on to {to}", "url": url, "main": True} if url else None,
        "kept": "All that was told is kept and goes with it.",
    }


def _stages(stage: str) -> list[Step]:
    here = PLACE.get(stage, stage)
    if here not in LINE:
        return []
    place = LINE.index(here)
    return [
        Step("done" if number < place else "now" if number == place else "ahead",
             SHORT.get(stage if number == place else one, str(STAGES[stage if number == place else one])))
        for number, one in enumerate(LINE)
    ]  # fmt: skip


def _moves(review: ChildDeathReview, as_at: date, start: date) -> list[MoveShown]:
    found = []
    for move in MOVES:
        to = Stage(move.to)
        elsewhere = "lived_elsewhere" in move.needs and review.lives_here
        if move.start != review.stage or to in OTHERS_OWN or elsewhere:
            continue
        ruling = decide(act_of(review, to, start), review.case, as_at, start)
        refused = "" if ruling else ruling.sentence.removesuffix(f" {UNCHANGED}")
        found.append(MoveShown(str(to), move.button, "says_why" in move.needs, refused))
    return sorted(found, key=lambda one: one.asks)


def _tasks(review: ChildDeathReview, forms: list[AgencyForm]) -> list[Task]:
    in_hand = [form for form in forms if form.stage != "withdrawn"]
    answered: dict[str, bool] = {}
    for form in in_hand:
        kind = NEW_OF.get(form.kind, form.kind) if review.forms == NEW_FORMS else form.kind
        answered[kind] = answered.get(kind, True) and form.answered_on is not None
    steps = {step.code: step for step in CaseStep.objects.filter(review=review)}
    before = {code for code, step in steps.items() if step.lies_before(review.died_on)}
    tasks = path_of(
        age_band=review.age_band, expected=review.expected, new_forms=review.forms == NEW_FORMS, forms=answered,
        steps=steps,
    )  # fmt: skip
    return [replace(task, state="now", why=TOO_EARLY) if task.code in before else task for task in tasks]


def _notifications(review: ChildDeathReview) -> list[NotificationRow]:
    rows = list(Notification.objects.filter(review=review).select_related("agency"))
    return [
        NotificationRow(row.received_on, row.get_how_display(), row.agency.name if row.agency else "", row.keyed_on,
                        decides=place == 0)
        for place, row in enumerate(rows)
    ]  # fmt: skip


def _database(entry: DatabaseEntry | None, goes: bool) -> State | None:
    if entry:
        done = entry.outcome == DatabaseEntry.Outcome.ENTERED
        return State("done" if done else "stop", f"{entry.get_outcome_display()} {in_words(entry.on)}")
    return State("waiting", "To be entered") if goes else None


def _links(review: ChildDeathReview, *, owed: bool, ended: bool) -> list[Link]:
    """Pages of others, as far as they are there."""
    wanted = []
    if review.stage == Stage.READY:
        wanted += [("Put it on a panel’s agenda", "cdop:panel", None)]
    if not owed and not ended and review.stage not in (Stage.NOTIFIED, Stage.OTHER_AREA):
        wanted += [("Anonymised paper for the panel", "cdop:paper_write", review.uuid),
                   ("Analysis form", "cdop:analysis", review.uuid)]  # fmt: skip
    wanted += [("Handing over", "cdop:handover", review.uuid)]
    found = [(text, url_if_there(name, uuid)) for text, name, uuid in wanted]
    return [Link(text, url) for text, url in found if url]


def url_if_there(name: str, uuid: Any = None) -> str:
    try:
        return reverse(name, args=[uuid] if uuid else None)
    except NoReverseMatch:
        return ""

