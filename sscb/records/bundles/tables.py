"""Which tables of a programme hang on a record, and by which path: asked of the models, so that none is forgotten."""

from collections import deque
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models

from sscb import clock
from sscb.people.models import Organisation, Person
from sscb.records.models import Record

OWN_KEYS = frozenset({"id", "record_ptr"})
"""Of this portal's own making, which mean nothing elsewhere."""


def tables_of(app: str, root: type[models.Model], but: Collection[type]) -> dict[type[models.Model], str]:
    """Model -> path to `root`, such as FormAnswer -> "form__review"; the nearest first, in order of declaration."""
    ours = [model for model in apps.get_app_config(app).get_models() if model not in but and model is not root]
    found: dict[type[models.Model], str] = {}
    waiting = deque([(root, "")])
    while waiting:
        target, path = waiting.popleft()
        for model in ours:
            if model in found:
                continue
            for field in model._meta.concrete_fields:
                if field.remote_field and field.related_model is target:
                    found[model] = f"{field.name}__{path}" if path else field.name
                    waiting.append((model, found[model]))
                    break
    return found


def told_fields(model: type[models.Model], root: type[models.Model], but: Collection[str] = OWN_KEYS) -> list:
    """The fields that are told: all but this portal's own keys and the tie to the record itself."""
    inherited = {field.name for field in Record._meta.concrete_fields} if issubclass(model, Record) else set()
    if model is not root:
        inherited -= {"uuid", "reference"}
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in but and field.name not in inherited and field.related_model is not root
    ]


def row_of(one: models.Model, fields: list) -> dict[str, Any]:
    """Its fields as plain values; a code has its words beside it."""
    found: dict[str, Any] = {}
    for field in fields:
        found[field.name] = _value(one, field)
        if field.choices and not field.remote_field:
            found[f"{field.name}_words"] = str(getattr(one, f"get_{field.name}_display")() or "")
    return found


def _value(one: models.Model, field: models.Field) -> Any:
    if not field.remote_field:
        return plain(field.value_from_object(one))
    tied = getattr(one, field.name)
    if tied is None:
        return None
    if isinstance(tied, Person):
        return {"name": tied.name, "job_title": tied.job_title}
    if isinstance(tied, Organisation):
        return {"name": tied.name, "kind": tied.kind}
    return {"table": tied._meta.model_name, "uuid": str(getattr(tied, "uuid", "")), "words": str(tied)}


def plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(clock.UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple | set):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return str(value)
