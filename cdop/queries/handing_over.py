"""One case on its way to the partners: what is there, what is missing, whether it is built, sent, received."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from cdop.handover_check import Check, Held, checks
from cdop.models import AgencyForm, Analysis, Bundle, ChildDeathReview, Handover, Identity, Notification, Sending
from sscb.board.queries.shown import State, Step
from sscb.records.models import Attachment
from sscb.timetable.days import in_words

METHODS = dict(Handover.Method.choices)
UNSCANNED = (Attachment.State.QUARANTINED, Attachment.State.INFECTED)


def held_of(reviews: Iterable[int], outstanding: dict[int, str] | None = None) -> dict[int, Held]:
    """What the tables hold of these cases, by primary key. Six queries, however many cases."""
    keys = list(reviews)
    notified = _counts(Notification.objects.filter(review__in=keys), "review_id")
    forms = {
        row["review_id"]: row
        for row in AgencyForm.objects.all_for_job("counted of cases in hand")
        .filter(review__in=keys)
        .order_by()
        .values("review_id")
        .annotate(asked=Count("pk"), answered=Count("pk", filter=Q(answered_on__isnull=False)))
    }
    known = {row.review_id: row for row in Identity.objects.filter(review__in=keys)}
    drafted = dict(Analysis.objects.filter(review__in=keys).values_list("review_id", "category"))
    files = _counts(Attachment.objects.filter(record__in=keys, state__in=UNSCANNED), "record_id")
    said = outstanding if outstanding is not None else dict(
        Handover.objects.filter(review__in=keys).values_list("review_id", "outstanding")
    )  # fmt: skip
    found = {}
    for key in keys:
        who, form = known.get(key), forms.get(key, {})
        found[key] = Held(
            notifications=notified.get(key, 0), named=bool(who and who.name), born_on=bool(who and who.born_on),
            number_settled=bool(who) and who.number_settled, forms_asked=form.get("asked", 0),
            forms_answered=form.get("answered", 0), analysis=key in drafted, category=drafted.get(key) is not None,
            unscanned=files.get(key, 0), outstanding=bool(said.get(key, "").strip()),
        )  # fmt: skip
    return found


def _counts(rows: Any, by: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(by).annotate(count=Count("pk")))


@dataclass(frozen=True)
class HandoverPage:
    """Where one handover stands. `stage`: open, building, failed, ready, sent, told or received."""

    stage: str
    heading: str
    lead: str
    checks: list[Check]
    whole: int
    outstanding: str
    problem: str
    bundle: Bundle | None
    sending: Sending | None
    method: str
    steps: list[State]


STEPS = ("Owed", "Bundle built", "Sent", "Received")


def handover_page(review: ChildDeathReview, handover: Handover | None, as_at: date) -> HandoverPage:
    """Everything of the co-ordinator's page for one case. Ten queries at most."""
    found = checks(held_of([review.pk])[review.pk])
    bundles = list(Bundle.objects.filter(handover=handover)) if handover else []
    built = next((one for one in bundles if one.built_on), None)
    sending = Sending.objects.select_related("to").filter(handover=handover, withdrawn_on=None).first()
    stage = stage_of(handover, bundles)
    return HandoverPage(
        stage=stage, heading=heading(review.reference, handover, stage), lead=lead(handover, stage, sending, as_at),
        checks=found, whole=sum(one.whole for one in found), outstanding=handover.outstanding if handover else "",
        problem=bundles[0].problem if bundles and stage == "failed" else "", bundle=built, sending=sending,
        method=METHODS.get(handover.method, handover.method) if handover else "", steps=_steps(handover, built),
    )  # fmt: skip


def stage_of(handover: Handover | None, bundles: list[Bundle]) -> str:
    """`bundles` newest first."""
    if handover is None:
        return "open"
    if handover.received_on:
        return "received"
    if handover.told_on:
        return "told"
    if handover.sent_on:
        return "sent"
    newest = bundles[0] if bundles else None
    if newest is None:
        return "owed"
    if newest.problem:
        return "failed"
    return "ready" if newest.built_on else "building"


def heading(reference: str, handover: Handover | None, stage: str) -> str:
    """CDR-2019-004 is ready to be sent."""
    return {
        "open": f"Hand {reference} over before the last day",
        "owed": f"{reference} is to be handed over: build its bundle",
        "building": f"The bundle of {reference} is being built",
        "failed": f"The bundle of {reference} could not be built",
        "ready": f"{reference} is ready to be sent",
        "sent": f"{reference} was sent and waits for its receipt",
        "told": f"The letter of receipt for {reference} waits for a second person",
        "received": f"{reference} is handed over",
    }[stage]


def lead(handover: Handover | None, stage: str, sending: Sending | None, as_at: date) -> str:
    if handover is None:
        return "From then on the panel may not edit it, and its bundle is built at once. This cannot be undone."
    if stage == "received":
        return f"{handover.receiving_body.name} confirmed on {in_words(handover.received_on)} that it arrived whole."
    if sending is not None:
        days = (as_at - sending.sent_on).days
        since = "today" if not days else f"{days} day{'s' if days > 1 else ''} ago"
        return f"Sent to {sending.to.name} on {in_words(sending.sent_on)}, {since}: {METHODS[sending.method].lower()}."
    day = handover.last_day
    last = f" The last day {'was' if day < as_at else 'is'} {in_words(day)}." if day else ""
    return f"{handover.get_what_display()}, owed since {in_words(handover.owed_on)}.{last}"


def _steps(handover: Handover | None, built: Bundle | None) -> list[State]:
    days = (
        (handover.owed_on, built.built_on if built else None, handover.sent_on, handover.received_on)
        if handover
        else (None,) * 4
    )
    return [
        State("done", f"{title} {in_words(day)}") if day else State("waiting", title)
        for title, day in zip(STEPS, days, strict=True)
    ]


def row_state(handover: Handover, bundles: list[Bundle]) -> tuple[State, Step]:
    """For lists: how far it is, and the next lawful step."""
    stage, url = stage_of(handover, bundles), reverse("cdop:handover", args=[handover.review.uuid])
    about = handover.review.reference
    return {
        "owed": (State("late", "Must be handed over"), Step("Build the bundle", url, about=about)),
        "building": (State("soon", "Bundle being built"), Step("See how far", url, about=about)),
        "failed": (State("late", "Bundle could not be built"), Step("See why", url, about=about)),
        "ready": (State("late", "Ready, not sent"), Step("Send", url, about=about)),
        "sent": (State("waiting", f"Sent {handover.sent_on:%-d %b}, no receipt"), Step("Ask again", url, about=about))
        if handover.sent_on else None,
        "told": (State("waiting", "Letter to be confirmed"), Step("Open", url, about=about)),
        "received": (State("done", f"Received {handover.received_on:%-d %b}"), Step("Open", url, about=about))
        if handover.received_on else None,
    }[stage]  # fmt: skip
