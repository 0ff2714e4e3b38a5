"""The transition register as a paper of the pack: sums, and the proof of what arrived. No case by its reference."""

from datetime import date, datetime
from typing import Any

from cdop.models import Handover
from cdop.queries.register import KINDS, STEPS, days_words, sums
from cdop.queries.standing import standing
from cdop.transition import GRACE_END, HANDOVER
from sscb import clock
from sscb.board.packs.freezing import Figure, check_mark
from sscb.timetable.days import in_words

SHOWN_FROM = 5
"""The proofs are a list, and a list tells how long it is: a short one would tell a small number."""


def gather_register(meeting: Any, as_at: datetime) -> dict[str, Any]:
    """Facts of the section `cdop.transition_register`."""
    day = clock.day_of(as_at)
    told, stands = sums(day), standing(day)
    rows, figures = [], []
    for kind, words in [*KINDS.items(), ("all", "All")]:
        cells = []
        for step, step_words in [*STEPS.items(), ("all", "All")]:
            figure = _figure(f"{kind}:{step}", f"{words}: {step_words.lower()}", told.shown.print((kind, step)), day)
            figures.append(figure)
            cells.append({"shown": figure.shown, "anchor": figure.anchor})
        rows.append({"words": words, "cells": cells, "total": kind == "all"})
    proofs = _proofs(told.shown)
    return {
        "title": "Child death reviews: transition register",
        "as_at": day.isoformat(),
        "lead": f"{told.heading} {told.lead}",
        "columns": [*STEPS.values(), "All"],
        "rows": rows,
        "note": told.shown.note(),
        "bodies": told.bodies,
        "proofs": proofs,
        "no_proofs": "" if proofs else "The proof of each case stands in the portal’s register, which the Independent "
        "Chair and the business manager read.",
        "rules": f"Rules {GRACE_END} and {HANDOVER}; last day {in_words(stands.last_day)}.",
        "figures": figures,
        "cover": {
            "asked_to": [["Note", "how far the handing over of child death reviews is"]],
            "summary": [told.heading, told.lead],
            "children": "Each child’s death is reviewed by one body and by no two; what was learned so far goes along.",
            "equality": "Not looked at: numbers are too small to be split.",
            "voice": "Not looked at: the register is about papers handed over.",
            "author": "Written by the portal from the transition register",
            "sponsor": "Chair, Child Death Overview Panel",
        },
        "front": [],
    }


def _figure(key: str, what: str, shown: str, day: date) -> Figure:
    return Figure(
        key=f"cdop.transition:{key}", what=what, shown=shown, out_of="", period=f"to {in_words(day)}",
        source="Transition register", received=day.isoformat(), state="Counted by the portal",
        check=check_mark("cdop.transition", key, shown, day),
    )  # fmt: skip


def _proofs(shown: Any) -> list[dict[str, str]]:
    """Of what arrived: to whom, how long it took, how many rows, which hashes; in the order of the hashes."""
    received = shown.number(("all", "received"))
    if received is None or received < SHOWN_FROM:
        return []
    found = Handover.objects.filter(received_on__isnull=False).exclude(checksum="").order_by("checksum")
    proofs = []
    for one in found.select_related("receiving_body").prefetch_related("bundles"):
        built = next((bundle for bundle in one.bundles.all() if bundle.built_on), None)
        proofs.append({
            "body": one.receiving_body.name, "days": days_words(one.sent_on, one.received_on),
            "rows": str(sum(built.counts.values())) if built else "–", "bundle": built.sha256[:16] if built else "–",
            "archive": one.checksum[:16],
        })  # fmt: skip
    return proofs
