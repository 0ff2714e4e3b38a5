"""The transition on home pages: the countdown, and after the last day what must be handed over."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from cdop.models import Bundle, ChildDeathReview, Handover, PanelMeeting
from cdop.queries.collecting import collect_rows
from cdop.queries.handing_over import row_state
from cdop.transition import Period, last_day, period, start_or_latest
from cdop.workplan import Meeting, OpenCase, Plan, heading, plan
from sscb.access.policy import can
from sscb.access.standing import standing as standing_of
from sscb.board.queries.shown import OwedRow, State, Step, day_words
from sscb.board.sockets import Worry
from sscb.disclosure import Audience, Equation, disclose
from sscb.timetable.days import in_words
from sscb.timetable.models import LocalDate
from sscb.timetable.starts import CDR_START

OFFICE = frozenset({"BMGR", "OFF"})
SOON_DAYS = 30
MOST = 8


@dataclass(frozen=True)
class Now:
    """Where the transition stands, for home pages: everything of it in one query."""

    period: Period
    last_day: date
    plan: Plan
    owed: list[tuple[bool, bool]]
    """Of each unfinished review that must be handed over: sent, received."""
    letters: int = 0
    """How many letters of receipt want a second person."""


def _row(rows: QuerySet, kind: str, first: str, second: str, third: str) -> QuerySet:
    def text(name: str):
        return Coalesce(Cast(name, CharField()), Value(""))

    told = {"kind": Value(kind, CharField()), "one": text(first), "two": text(second), "three": text(third)}
    return rows.order_by().annotate(**told).values_list("kind", "one", "two", "three")


def now(as_at: date) -> Now:
    """One query: a home page asks it each time (budgets.json), and the four tables are small."""
    cases = ChildDeathReview.objects.all_for_job("counted for home pages, in sums").unfinished()
    coming = PanelMeeting.objects.all_for_job("the panel’s dates").filter(met_on=None, cancelled_on=None)
    starts = _row(LocalDate.objects.filter(code=CDR_START.code), "start", "id", "on", "code")
    found = starts.union(
        _row(cases.filter(lives_here=True, handover=None), "case", "reference", "stage", "notified_on"),
        _row(coming.filter(planned_on__gte=as_at), "panel", "id", "planned_on", "room_for"),
        _row(Handover.objects.filter(what=Handover.What.UNFINISHED), "owed", "id", "sent_on", "received_on"),
        _row(Handover.objects.filter(told_on__isnull=False, received_on=None), "letter", "id", "told_on", "owed_on"),
        all=True,
    )  # fmt: skip
    rows: dict[str, list[tuple]] = {"start": [], "case": [], "panel": [], "owed": [], "letter": []}
    for kind, *told in found:
        rows[kind].append(tuple(told))
    newest = max(rows["start"], key=lambda row: int(row[0]), default=None)
    start, _ = start_or_latest(date.fromisoformat(newest[1]) if newest else None)
    last = last_day(start)
    return Now(
        period(as_at, start), last,
        plan([OpenCase(one, stage, date.fromisoformat(on)) for one, stage, on in rows["case"]],
             [Meeting(date.fromisoformat(on), int(room)) for _, on, room in rows["panel"]], today=as_at,
             last_day=last),
        [(bool(sent), bool(received)) for _, sent, received in rows["owed"]], len(rows["letter"]),
    )  # fmt: skip


def now_for(person: Any, as_at: date) -> Now:
    """The same, worked out once a request: kept on the person's own object, as their standing is."""
    known = person.__dict__.get("_transition")
    if not known or known[0] != as_at:
        known = person.__dict__["_transition"] = (as_at, now(as_at))
    return known[1]


def worries(person: Any, as_at: date) -> list[Worry]:
    """For the Board: how long, and how many as they may be told. The office finds the same among what waits for it."""
    if standing_of(person).roles & OFFICE:
        return []
    stands = now_for(person, as_at)
    if stands.period is Period.BEFORE:
        return []
    if stands.period is Period.GRACE:
        return _counting_down(as_at, stands.last_day, stands.plan)
    return _owed_worry(stands.last_day, stands.owed)


def _counting_down(as_at: date, last: date, made: Plan) -> list[Worry]:
    left = (last - as_at).days
    if not made.open:
        return []
    cells = {"open": made.open, "placed": len(made.placed), "short": len(made.left_over)}
    shown = disclose(cells, [Equation("open", ("placed", "short"))], audience=Audience.BOARD)
    short = f"Will not be finished and must be handed over: {shown.say('short')}." if made.left_over else "Each can be."
    days = "today is the last day" if not left else f"{left} day{'s' if left > 1 else ''} to the last day"
    return [
        Worry(
            title=f"Child death reviews: {days}", url=reverse("cdop:register"),
            sentence=f"Open: {shown.say('open')}. {short} The last day is {in_words(last)}.",
            asked="Rule cdop-grace-end", state=State("soon" if left <= SOON_DAYS else "waiting", "Set by law"),
            number=str(left), side_words="days left", weight=2.5 if left <= SOON_DAYS else 1.5,
        )
    ]  # fmt: skip


def _owed_worry(last: date, found: list[tuple[bool, bool]]) -> list[Worry]:
    cells = {
        "unsent": sum(1 for sent, _ in found if not sent), "sent": sum(1 for sent, got in found if sent and not got),
        "received": sum(1 for _, got in found if got), "all": len(found),
    }  # fmt: skip
    if cells["received"] == cells["all"]:
        return []
    shown = disclose(cells, [Equation("all", ("unsent", "sent", "received"))], audience=Audience.BOARD)
    return [
        Worry(
            title="Child death reviews must be handed over", url=reverse("cdop:register"),
            sentence=f"The last day was {in_words(last)}. Not sent: {shown.say('unsent')}. Sent and not confirmed: "
            f"{shown.say('sent')}. Received: {shown.say('received')}.",
            asked="Rule cdop-handover: guidance says must", state=State("late", "Must be handed over"), weight=4,
        )
    ]  # fmt: skip


def office_rows(person: Any, as_at: date) -> list[OwedRow]:
    """For the office: what must be handed over, first of all; letters that want a second person.

    One query as long as nothing of it waits. The countdown itself stands among the clocks of the same page.
    """
    if not can(person, "cdop.confirm_receipt"):
        return []
    office = bool(standing_of(person).roles & OFFICE)
    if not office and not now_for(person, as_at).letters:
        return []
    wanted = Q(what=Handover.What.UNFINISHED) | Q(told_on__isnull=False)
    rows = []
    found = list(Handover.objects.filter(wanted, received_on=None).select_related("review", "receiving_body"))
    owed = [one for one in found if one.what == Handover.What.UNFINISHED]
    if owed and office:
        last, url = max((one.last_day for one in owed if one.last_day), default=as_at), reverse("cdop:register")
        for one in _owed_worry(last, now(as_at).owed):
            step = Step("Register", url, about=one.title)
            rows.append(OwedRow(one.title, url, one.sentence, day_words(last), one.state, step, last))
    for one in found:
        if one.told_on is None or one.told_by_id == person.pk:
            continue
        url = reverse("cdop:letter", args=[one.uuid])
        rows.append(
            OwedRow(
                f"Confirm the letter of receipt for {one.review.reference}", url, one.receiving_body.name,
                day_words(one.told_on), State("waiting", "Wants a second person"), Step("Open", url), one.told_on,
            )
        )  # fmt: skip
    return rows


def coordinator_rows(person: Any, as_at: date) -> list[OwedRow]:
    """For the co-ordinator: the countdown while it runs, and each case that must be handed over."""
    stands, url, rows = now(as_at), reverse("cdop:transition"), []
    if stands.period is Period.GRACE:
        made, left = stands.plan, (stands.last_day - as_at).days
        if made.open:
            days = f"{left} day{'s' if left > 1 else ''} left to finish reviews" if left else "Today is the last day"
            rows.append(
                OwedRow(
                    days, url, heading(made), day_words(stands.last_day),
                    State("stop" if made.left_over else "done", f"{len(made.left_over)} will not make it"
                          if made.left_over else "In time"),
                    Step("Work plan", url), stands.last_day,
                )
            )  # fmt: skip
    mine = ChildDeathReview.objects.visible_to(person).values("pk")
    owed = Handover.objects.filter(review__in=mine, received_on=None).select_related("review")
    for one in owed.prefetch_related("bundles").order_by("sent_on", "owed_on", "review__reference")[:MOST]:
        bundles: list[Bundle] = list(one.bundles.all())
        state, step = row_state(one, bundles)
        due_on = one.last_day or one.owed_on
        rows.append(
            OwedRow(f"Hand over {one.review.reference}", step.url, one.get_what_display(), day_words(due_on), state,
                    step, due_on)
        )  # fmt: skip
    return rows


def partner_rows(person: Any, as_at: date) -> list[OwedRow]:
    """For a child death review partner: what waits for their receipt."""
    return [
        OwedRow(
            f"Collect {row.reference} and confirm that it arrived", reverse("cdop:collect_one", args=[row.uuid]),
            row.what, f"Sent {day_words(row.sent_on)}", row.state,
            Step("Open", reverse("cdop:collect_one", args=[row.uuid]), about=row.reference), row.sent_on,
        )
        for row in collect_rows(person)
        if row.received_on is None
    ]  # fmt: skip
