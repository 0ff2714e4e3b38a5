"""Two papers of the pack: exceptions of action plans, and how far learning spread (specimen items 11 and 23)."""

from typing import Any

from sscb import clock
from sscb.board.packs.freezing import plain
from sscb.board.queries.shown import day_words, many
from sscb.learning.models import Action, Cascade
from sscb.learning.queries.actions import with_proofs
from sscb.learning.queries.products import cascade_state
from sscb.learning.status import COLOURS

EXCEPTIONS = ("red", "amber")
ICONS = {"red": "late", "amber": "due"}


def plan_exceptions(meeting: Any, as_at: Any) -> dict[str, Any]:
    """Actions of recommendations that are late, silent or at risk, and those done and not shown to work."""
    day = clock.day_of(as_at)
    every = with_proofs(
        Action.objects.all_for_job("exceptions of action plans are a paper for every reader of the pack").filter(
            plan__isnull=False, level__lte=meeting.level, opened_on__lte=day
        )
    ).select_related("agency", "plan")
    rows, unshown = [], []
    for one in every.order_by("due_on", "reference"):
        status = one.status(day)
        told = {"reference": one.reference, "text": one.title, "agency": one.agency.name, "due": day_words(one.due_on)}
        if status.colour in EXCEPTIONS:
            words = f"{COLOURS[status.colour]}: {status.words[:1].lower()}{status.words[1:]}"
            plan = one.plan.title if one.plan.level <= meeting.level else ""
            rows.append({**told, "plan": plan, "state": words, "icon": ICONS[status.colour]})
        elif status.kept and not one.practice:
            unshown.append({**told, "closed": f"{one.closed_on:%-d %b %Y}"})
    lead = f"{many(len(rows), 'action')} of the plans {'needs' if len(rows) == 1 else 'need'} the Board’s eye."
    return plain({
        "as_at": day, "lead": lead if rows else "Every action of the plans is on time or carried out.", "rows": rows,
        "unshown": unshown, "front": [],
    })  # fmt: skip


def learning_spread(meeting: Any, as_at: Any) -> dict[str, Any]:
    """What was published, which agencies confirmed it, and how many staff were told."""
    day = clock.day_of(as_at)
    rows: dict[int, dict[str, Any]] = {}
    sent = Cascade.objects.filter(product__stage="published", sent_on__lte=day).select_related("product", "agency")
    for one in sent.order_by("-product__published_on", "product_id", "agency__name"):
        row = rows.setdefault(one.product_id, {
            "title": one.product.title, "kind": one.product.get_kind_display(), "sent": 0, "received": 0, "reached": 0,
            "of": 0, "silent": [],
        })  # fmt: skip
        row["sent"] += 1
        row["received"] += one.received_on is not None
        row["reached"] += one.reached or 0
        row["of"] += one.of or 0
        if cascade_state(one, day).colour == "red":
            row["silent"].append(one.agency.name)
    silent = sum(bool(row["silent"]) for row in rows.values())
    waits = f"{silent} not confirmed by all" if silent else "every agency has confirmed"
    lead = f"{many(len(rows), 'text')} went out to agencies; {waits}."
    return plain({"as_at": day, "lead": lead if rows else "Nothing was sent to agencies.", "rows": list(rows.values()),
                  "front": []})  # fmt: skip
