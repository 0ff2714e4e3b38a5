"""The transition register: what was owed to whom, when it went, when it arrived, and the hashes that prove it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cdop.bundle.tables import tables
from cdop.models import Handover
from cdop.queries.countdown import now
from cdop.queries.handing_over import METHODS, row_state
from cdop.queries.standing import standing
from cdop.transition import Period, period
from sscb.board.queries.shown import State
from sscb.disclosure import Audience, Disclosed, Equation, disclose
from sscb.timetable.days import in_words

ONE_OF = {str(one._meta.verbose_name_plural): str(one._meta.verbose_name) for one in tables()}


@dataclass(frozen=True)
class RegisterRow:
    """One case, by its reference: for the co-ordinator, the business manager and the Independent Chair."""

    reference: str
    what: str
    owed_on: date
    ready_on: date | None
    body: str
    method: str
    sent_on: date | None
    received_on: date | None
    days: str
    destroyed_on: date | None
    rows: str
    bundle: str
    archive: str
    state: State


def counted(name: str, count: int) -> str:
    """1 identity, 3 deadlines: the bundle's inventory keeps the plain names of many."""
    many = name.lower()
    return f"{count} {ONE_OF.get(many, many.removesuffix('s')) if count == 1 else many}"


def rows() -> list[RegisterRow]:
    """Every handover there is. The caller has asked whether its reader may read the register. Four queries."""
    found = Handover.objects.select_related("review", "receiving_body").prefetch_related("bundles", "sendings")
    return [_row(one) for one in found.order_by("owed_on", "review__reference")]


def _row(one: Handover) -> RegisterRow:
    bundles = list(one.bundles.all())
    built = next((bundle for bundle in bundles if bundle.built_on), None)
    state, _ = row_state(one, bundles)
    return RegisterRow(
        reference=one.review.reference, what=one.get_what_display(), owed_on=one.owed_on, ready_on=one.ready_on,
        body=one.receiving_body.name if one.receiving_body else "", method=METHODS.get(one.method, one.method),
        sent_on=one.sent_on, received_on=one.received_on, days=days_words(one.sent_on, one.received_on),
        destroyed_on=one.destroyed_on,
        rows=", ".join(counted(name, count) for name, count in sorted(built.counts.items()) if count)
        if built else "",
        bundle=built.sha256[:16] if built else "", archive=one.checksum[:16], state=state,
    )  # fmt: skip


def days_words(sent_on: date | None, received_on: date | None) -> str:
    """How long the road was: the same day; 4 days."""
    if sent_on is None or received_on is None:
        return ""
    days = (received_on - sent_on).days
    return "the same day" if not days else f"{days} day{'s' if days > 1 else ''}"


# --- sums, for the Board ----------------------------------------------------------------------------------------------

KINDS = {
    Handover.What.UNFINISHED: "Reviews not finished by the last day",
    Handover.What.NOTIFICATION: "Notifications passed on to the partners",
    Handover.What.OTHER_AREA: "Notifications passed on to another area",
    Handover.What.ARCHIVE: "Archives of completed reviews",
}
STEPS = {"unsent": "Not sent", "sent": "Sent, no receipt", "received": "Received"}
OPEN = ("open", "now")
PLACED, SHORT = ("placed", "all"), ("short", "all")


@dataclass(frozen=True)
class Sums:
    """How the transition stands, as it may be told: printed through the one room that hides small numbers."""

    heading: str
    lead: str
    shown: Disclosed
    kinds: dict[str, str]
    steps: dict[str, str]
    bodies: list[str]

    def row(self, kind: str) -> list[str]:
        return [self.shown.print((kind, step)) for step in (*self.steps, "all")]


def cells_of(handovers: Iterable[tuple[str, bool, bool]], open_now: int) -> dict[tuple[str, str], int]:
    """Counts by kind and step, with both totals. `handovers`: kind, sent, received."""
    cells = {(kind, step): 0 for kind in (*KINDS, "all") for step in (*STEPS, "all")}
    for kind, sent, received in handovers:
        step = "received" if received else "sent" if sent else "unsent"
        for row in (kind, "all"):
            for column in (step, "all"):
                cells[row, column] += 1
    return {**cells, OPEN: open_now}


def equations() -> list[Equation]:
    """Every total is the sum of its parts, so hiding one part may mean hiding another."""
    across = [
        Equation((kind, "all"), tuple((kind, step) for step in STEPS)) for kind in (*KINDS, "all")
    ]  # fmt: skip
    return across + [
        Equation(("all", step), tuple((kind, step) for kind in KINDS)) for step in (*STEPS, "all")
    ]


def sums(as_at: date, audience: Audience = Audience.BOARD) -> Sums:
    """Three queries. Counts of child deaths in progress are small numbers too (RULINGS 8)."""
    found = list(Handover.objects.values_list("what", "sent_on", "received_on", "receiving_body__name"))
    made = now(as_at).plan
    cells = cells_of(((what, sent is not None, got is not None) for what, sent, got, _ in found), made.open)
    cells |= {PLACED: len(made.placed), SHORT: len(made.left_over)}  # home page and pack print these beside it
    shown = disclose(cells, [*equations(), Equation(OPEN, (PLACED, SHORT))], audience=audience)
    stands = standing(as_at)
    return Sums(
        heading=board_heading(period(as_at, stands.start), shown, (stands.last_day - as_at).days, stands.last_day),
        lead=stands.sentence, shown=shown, kinds={str(kind): words for kind, words in KINDS.items()}, steps=STEPS,
        bodies=sorted({body for *_, body in found if body}),
    )  # fmt: skip


def board_heading(now: Period, shown: Any, left: int, last: date) -> str:
    """78 days are left, and fewer than 5 child death reviews are open. Every number as it may be told."""
    if now is Period.BEFORE:
        return "The Board’s panel takes and reviews every child’s death."
    still = shown.say(OPEN)
    if now is Period.GRACE:
        days = "Today is the last day" if not left else f"{left} day{'s are' if left > 1 else ' is'} left"
        return f"{days}, and {still} child death reviews are open."
    owed = shown.say((Handover.What.UNFINISHED, "all"))
    got = shown.say((Handover.What.UNFINISHED, "received"))
    return f"Child death reviews handed over after {in_words(last)}: owed {owed}, received {got}."
