"""The transition page: how long there is, which reviews will make it, and what must be handed over."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from cdop.handover_check import checks
from cdop.lifecycle import Stage
from cdop.models import AgencyForm, Bundle, ChildDeathReview, Handover, PanelItem, PanelMeeting
from cdop.queries.handing_over import held_of, row_state
from cdop.queries.standing import Standing, standing
from cdop.timeline import Marked, draw
from cdop.transition import GRACE_END, GUIDANCE, NO_NEW, Period, days_left, period
from cdop.workplan import (
    Chance,
    Meeting,
    OpenCase,
    Plan,
    chance,
    heading,
    heading_after,
    in_a_sentence,
    plan,
)
from sscb.board.queries.shown import Fact, State, Step
from sscb.timetable.days import in_words
from sscb.timetable.models import LocalDate
from sscb.timetable.queries.late import transition_clocks
from sscb.timetable.starts import CDR_START

MARKS = {Chance.IN_TIME: "done", Chance.TIGHT: "soon", Chance.WAITS: "soon", Chance.NOT: "stop"}
GROUPS = (
    ("Ready for the panel", (Stage.PANEL, Stage.READY)),
    ("Waiting for agency forms", (Stage.NOTIFIED, Stage.GATHERING, Stage.REOPENED, Stage.DEFERRED)),
    ("Waiting for a local meeting", (Stage.LOCAL_MEETING,)),
    ("Waiting for another process", (Stage.WAITING,)),
)
ITEMS = 9


@dataclass(frozen=True)
class Items:
    """How many of the things of a whole case are there, as components/progress.html shows it."""

    label: str
    done: int
    total: int
    words: str
    inline: bool = True


@dataclass(frozen=True)
class Row:
    reference: str
    url: str
    notified_on: date
    waits_for: str
    panel_on: date | None
    state: State
    step: Step
    items: Items | None
    css: str


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Owed:
    """One case that must be handed over, or was: of the red list after the last day."""

    reference: str
    url: str
    what: str
    since: date
    state: State
    step: Step
    css: str


@dataclass(frozen=True)
class Refused:
    """A death that the panel may not review: what it may do instead, as components/refusal.html shows it."""

    what: str
    why: str
    step: Step
    kept: str


@dataclass(frozen=True)
class TransitionPage:
    standing: Standing
    now: str
    heading: str
    left: int
    left_words: str
    lead: str
    drawing: SafeString
    meetings: list[str]
    groups: list[Group]
    owed: list[Owed]
    archives: list[Owed]
    refused: list[Refused]
    reckoning: list[Fact]


def transition_page(person: Any, as_at: date) -> TransitionPage:
    """Everything of the page. A fixed number of queries, however many cases."""
    stands = standing(as_at)
    now = period(as_at, stands.start)
    cases, meetings = _open_cases(person), _meetings(as_at)
    made = plan([case for case, _ in cases], [one for one, _, _ in meetings], today=as_at, last_day=stands.last_day)
    owed = _owed(person)
    left = days_left(as_at, stands.start)
    return TransitionPage(
        standing=stands,
        now=now.value,
        heading=_heading(now, made, owed, stands),
        left=abs(left),
        left_words=_left_words(now, left, stands.last_day),
        lead=_lead(now, made, stands.last_day),
        drawing=mark_safe(  # noqa: S308 - drawn here, of dates and counts
            draw(stands.start, as_at, stands.last_day, [Marked(one.on, short) for one, _, short in meetings])
        ),
        meetings=[f"Panel {in_words(one.on)}: {words}" for one, words, _ in meetings],
        groups=_groups(cases, made, as_at) if now is not Period.AFTER else [],
        owed=[_owed_row(one) for one in owed if one.what == Handover.What.UNFINISHED],
        archives=[_owed_row(one) for one in owed if one.what == Handover.What.ARCHIVE],
        refused=[_refused(one, stands.start) for one in owed if _is_passed_on(one) and not one.sent_on],
        reckoning=_reckoning(stands),
    )


def _heading(now: Period, made: Plan, owed: list[Handover], stands: Standing) -> str:
    if now is Period.BEFORE:
        return f"From {in_words(stands.start)} the panel may begin no new review. {heading(made)}"
    if now is Period.GRACE:
        return heading(made)
    unfinished = [one for one in owed if one.what == Handover.What.UNFINISHED]
    waiting = made.open  # the sweep has not locked them yet: they are owed all the same
    sent = sum(1 for one in unfinished if one.sent_on)
    return heading_after(len(unfinished) + waiting, sent, sum(1 for one in unfinished if one.received_on))


def _lead(now: Period, made: Plan, last: date) -> str:
    if now is Period.AFTER:
        return f"The last day, {in_words(last)}, has ended. What is unfinished is locked and only handed over."
    if not made.left_over:
        return in_a_sentence(made, last)
    which = ", ".join(made.left_over)
    return f"The panel has room for {made.places} until {in_words(last)}. These will not make it: {which}."


def _left_words(now: Period, left: int, last: date) -> str:
    day = f"{last:%A} {in_words(last)}"
    if now is Period.AFTER:
        return f"day{'s' if left != -1 else ''} since the last day, {day}"
    return f"day{'s' if left != 1 else ''} to {day}"


def _open_cases(person: Any) -> list[tuple[OpenCase, ChildDeathReview]]:
    agenda = Prefetch(
        "panel_items", PanelItem.objects.filter(outcome="open").select_related("meeting"), to_attr="coming"
    )
    sent = AgencyForm.objects.all_for_job("of the cases shown").select_related("agency")
    forms = Prefetch("agency_forms", sent, to_attr="forms_sent")
    found = ChildDeathReview.objects.all().unfinished().visible_to(person).filter(handover=None, lives_here=True)
    return [
        (OpenCase(one.reference, one.stage, one.notified_on), one)
        for one in found.prefetch_related(agenda, forms).order_by("notified_on", "reference")
    ]


def _meetings(as_at: date) -> list[tuple[Meeting, str, str]]:
    """Each meeting to come, how full it is in words, and as short as the drawing has it."""
    coming = PanelMeeting.objects.all_for_job("the panel’s dates").filter(met_on=None, cancelled_on=None)
    coming = coming.filter(planned_on__gte=as_at)
    coming = coming.annotate(taken=Count("items", filter=Q(items__outcome="open"))).order_by("planned_on")
    return [
        (Meeting(one.planned_on, one.room_for), f"{one.taken} on the agenda, room for {one.room_for}",
         f"{one.taken} of {one.room_for}")
        for one in coming
    ]


def _groups(cases: list, made: Plan, as_at: date) -> list[Group]:
    short = {review.pk for case, review in cases if case.reference not in made.placed}
    held = held_of(short, {})
    found = []
    for title, stages in GROUPS:
        rows = [_row(case, review, made, held, as_at) for case, review in cases if case.stage in stages]
        if rows:
            found.append(Group(title, rows))
    return found


def _row(case: OpenCase, review: ChildDeathReview, made: Plan, held: dict, as_at: date) -> Row:
    waiting = [form for form in review.forms_sent if form.answered_on is None]
    what = chance(case, made, forms_open=len(waiting))
    url = reverse("cdop:review", args=[review.uuid])
    on_agenda = review.coming[0].meeting.planned_on if review.coming else None
    items = None
    if what is Chance.NOT:
        whole = sum(one.whole for one in checks(held[review.pk])) if review.pk in held else 0
        items = Items(f"What is there of {case.reference}", whole, ITEMS, f"{whole} of {ITEMS} items")
    return Row(
        reference=case.reference, url=url, notified_on=case.notified_on,
        waits_for=_waits_for(review, waiting, as_at), panel_on=on_agenda or made.placed.get(case.reference),
        state=State(MARKS[what], what.value), step=_step(case, review, what, waiting, url), items=items,
        css="faulty" if what is Chance.NOT else "",
    )  # fmt: skip


def _waits_for(review: ChildDeathReview, waiting: list[AgencyForm], as_at: date) -> str:
    if review.stage == Stage.WAITING:
        return review.waits_for or "Another process"
    if review.stage == Stage.PANEL:
        return "On the agenda"
    if review.stage == Stage.LOCAL_MEETING:
        return "The local meeting"
    if waiting:
        longest = max((as_at - form.asked_on).days for form in waiting)
        agencies = ", ".join(sorted({form.agency.name for form in waiting}))
        sent = len(review.forms_sent)
        return f"{len(waiting)} of {sent} forms: {agencies}, asked {longest} days ago"
    if review.stage == Stage.READY:
        return "A place on an agenda"
    return "Forms to be sent to agencies" if not review.forms_sent else "Its papers"


def _step(case: OpenCase, review: ChildDeathReview, what: Chance, waiting: list, url: str) -> Step:
    about = case.reference
    if what is Chance.NOT:
        return Step("Prepare handover", reverse("cdop:handover", args=[review.uuid]), about=about)
    if case.stage == Stage.READY:
        return Step("Put on an agenda", url, about=about)
    if waiting:
        return Step("Chase", url, about=about)
    return Step("Open", url, about=about)


def _owed(person: Any) -> list[Handover]:
    mine = ChildDeathReview.objects.visible_to(person).values("pk")
    found = Handover.objects.filter(review__in=mine).select_related("review", "receiving_body")
    return list(found.prefetch_related("bundles").order_by("sent_on", "owed_on", "review__reference"))


def _is_passed_on(one: Handover) -> bool:
    return one.what in (Handover.What.NOTIFICATION, Handover.What.OTHER_AREA)


def _owed_row(one: Handover) -> Owed:
    bundles: list[Bundle] = list(one.bundles.all())
    state, step = row_state(one, bundles)
    url = reverse("cdop:handover", args=[one.review.uuid])
    css = "faulty" if not one.sent_on and one.what == Handover.What.UNFINISHED else ""
    return Owed(one.review.reference, url, one.get_what_display(), one.owed_on, state, step, css)


def _refused(one: Handover, start: date) -> Refused:
    review = one.review
    url = reverse("cdop:handover", args=[review.uuid])
    if one.what == Handover.What.OTHER_AREA:
        return Refused(
            f"You cannot open a review for {review.reference}",
            f"The child lived in {review.home_area}, and the area of residence reviews the death (rule "
            "cd-review-duty).", Step("Pass it to the home area", url, main=True), "The notification is kept.",
        )  # fmt: skip
    return Refused(
        f"You cannot open a review for {review.reference}",
        f"It was received on {in_words(review.notified_on)}. Since {in_words(start)} the Board’s panel may finish "
        "reviews but may not begin a new one.",
        Step("Pass it to the child death review partners", url, main=True),
        f"Nothing was lost: the notification is kept, and this refusal is on record. Rule {NO_NEW}, {GUIDANCE}.",
    )


def _clock(on: date) -> Any:
    return next((one for one in transition_clocks(on) if one.rule == GRACE_END), None)


def _reckoning(stands: Standing) -> list[Fact]:
    """Why that is the last day, line by line."""
    recorded = LocalDate.objects.filter(code=CDR_START.code).order_by("-id").first()
    source = recorded.source if recorded else "not recorded: the statutory latest date"
    clock = _clock(stands.last_day)
    return [
        Fact(f"Arrangements began ({source})", in_words(stands.start)),
        Fact("The sum", clock.sum if clock else "four months, same day number, capped at 29 January 2020"),
        Fact("Last lawful day, whole in London", f"{stands.last_day:%A} {in_words(stands.last_day)}"),
    ]
