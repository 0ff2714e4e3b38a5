"""Everything held on one case as plain JSON, and the schema that says what each field means."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db import models

from cdop.bundle import VERSION
from cdop.bundle.tables import rows_of, tables
from cdop.lifecycle import STAGES
from cdop.models import ChildDeathReview, Handover
from sscb import clock
from sscb.history.queries import history_of
from sscb.people import naming
from sscb.records.bundles.tables import plain, row_of
from sscb.records.bundles.tables import told_fields as fields_told
from sscb.timetable.models import Deadline

MOST_HISTORY = 2000
OF_THE_RECORD = ("uuid", "reference", "title", "level", "stage", "opened_on", "closed_on", "locked_on", "held_on")
NOT_TOLD = {"id", "record_ptr", "name_key"}
"""Keys of this portal's own making, which mean nothing elsewhere."""


def facts_of(review: ChildDeathReview, *, handover: Handover | None, as_at: date) -> dict[str, Any]:
    """What stands in the case's JSON. Read inside one transaction, so that it is of one moment."""
    return {
        "format": "sscb-child-death-handover",
        "version": VERSION,
        "as_at": as_at.isoformat(),
        "body": naming.board(as_at).name,
        "body_short": naming.board(as_at).short,
        "marking": review.marking,
        "handover": {
            "what": handover.get_what_display() if handover else "Not owed on this day: a working copy",
            "owed_on": plain(handover.owed_on) if handover else None,
            "last_day": plain(handover.last_day) if handover else None,
            "outstanding": handover.outstanding if handover else "",
        },
        "case": _case(review),
        "tables": {model._meta.model_name: _rows(model, review) for model in tables()},
        "deadlines": _deadlines(review),
        "history": [
            {"at": clock.day_of(one.at).isoformat(), "said": one.sentence}
            for one in reversed(history_of(review, most=MOST_HISTORY))
        ],
        "attachments": _attachments(review),
    }


def fingerprint(facts: dict[str, Any]) -> str:
    """Of what was written in the case: equal as long as nobody wrote in it. History and the day do not count."""
    written = {name: facts[name] for name in ("handover", "tables", "attachments")}
    written["case"] = {name: facts["case"][name] for name in facts["case"] if name not in ("stage", "locked_on")}
    return hashlib.sha256(json.dumps(written, sort_keys=True).encode()).hexdigest()


def counts(facts: dict[str, Any]) -> dict[str, int]:
    """How many rows of each kind, by their plain names; nothing in it says whose case it is."""
    found = {_title(model): len(facts["tables"][model._meta.model_name]) for model in tables()}
    return {**found, "Deadlines": len(facts["deadlines"]), "Attachments": len(facts["attachments"])}


def _title(model: type[models.Model]) -> str:
    name = str(model._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]


def _case(review: ChildDeathReview) -> dict[str, Any]:
    own = {name: value for name, value in _row(review).items() if name not in OF_THE_RECORD}
    record = {name: plain(getattr(review, name)) for name in OF_THE_RECORD}
    return {**record, "stage_words": str(STAGES[review.stage]), **own}


def _rows(model: type[models.Model], review: ChildDeathReview) -> list[dict[str, Any]]:
    ties = [field.name for field in told_fields(model) if field.remote_field]
    return [_row(one) for one in rows_of(model, review).select_related(*ties)]


def told_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields that are told: all but this portal's own keys and the tie to the review itself."""
    return fields_told(model, ChildDeathReview, NOT_TOLD)


def _row(one: models.Model) -> dict[str, Any]:
    return row_of(one, told_fields(type(one)))


def _deadlines(review: ChildDeathReview) -> list[dict[str, Any]]:
    names = ("rule", "rule_version", "title", "citation", "from_on", "due_on", "reason", "sum", "state", "met_on")
    rows = Deadline.objects.filter(record_id=review.pk).order_by("id")
    return [{name: plain(getattr(row, name)) for name in names} for row in rows]


def _attachments(review: ChildDeathReview) -> list[dict[str, Any]]:
    names = ("uuid", "name", "kind", "size", "pages", "sha256", "state", "added_at")
    return [{name: plain(getattr(one, name)) for name in names} for one in review.attachments.order_by("id")]


# --- the schema -------------------------------------------------------------------------------------------------------


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the case's JSON, made from the same models as the JSON itself."""
    day, text = {"type": ["string", "null"], "format": "date"}, {"type": "string"}
    table = {
        model._meta.model_name: {"type": "array", "title": _title(model), "items": _schema_of(model)}
        for model in tables()
    }
    case = _schema_of(ChildDeathReview)
    case["properties"] = {**{name: {"description": "Of the record"} for name in OF_THE_RECORD}, **case["properties"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Handover of one child death review, version {VERSION}",
        "description": "Dates are local to Europe/London; moments are UTC. Where a field has a code, the field named "
        "after it with _words says it in plain words. Agency forms keep answered (value), not known (nk), not "
        "applicable (na) and left blank (blank) apart in answer_state.",
        "type": "object",
        "required": ["format", "version", "as_at", "case", "tables", "deadlines", "history", "attachments"],
        "properties": {
            "format": {"const": "sscb-child-death-handover"},
            "version": {"const": VERSION},
            "as_at": {"type": "string", "format": "date", "description": "The day on which it was put together"},
            "body": {"type": "string", "description": "What the Board was called on that day"},
            "body_short": {"type": "string", "description": "The same, short"},
            "marking": text,
            "handover": {
                "type": "object",
                "properties": {"what": text, "owed_on": day, "last_day": day, "outstanding": text},
            },
            "case": case,
            "tables": {"type": "object", "properties": table, "required": list(table)},
            "deadlines": {"type": "array", "description": "Each with its rule, version, citation and reckoning"},
            "history": {"type": "array", "description": "What was done, the oldest first; free of who the child was"},
            "attachments": {"type": "array", "description": "In the folder attachments, in this order: 01, 02, ..."},
        },
    }


def _schema_of(model: type[models.Model]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for field in told_fields(model):
        said = f"{field.verbose_name}. {field.help_text}".strip()
        properties[field.name] = {"description": said[:1].upper() + said[1:]}
        if field.choices and not field.remote_field:
            properties[field.name]["enum"] = [code for code, _ in field.flatchoices] + [""] * bool(field.blank)
            properties[f"{field.name}_words"] = {"type": "string"}
    return {"type": "object", "properties": properties}
