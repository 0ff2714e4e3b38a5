"""Keeps the index in the transaction of the change itself, and makes it anew from the records.

A model says in `Privacy.searched` which of its texts are searched; they are shown to everybody who may read the record.
References and titles always are. Nothing is kept of what its receiver has, or of what was disposed of.
"""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

from django.db import connection, transaction

from sscb.records.models import Record
from sscb.records.search import postgresql, sqlite

HEAD = ("reference", "title")
ENDINGS = ("sealed_on", "disposed_on")
LONGEST = 100_000
AT_ONCE = 500


def engine() -> ModuleType:
    """How this database keeps the index and is asked."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def searched(model: type) -> tuple[str, ...] | None:
    """The texts that are searched; None where not even the title is, since it says nothing of the record itself."""
    return getattr(model.Privacy, "searched", ())


def after_save(sender, instance, update_fields=None, raw=False, **_kwargs) -> None:
    """A record was made or saved."""
    if not isinstance(instance, Record) or sender is Record or raw or searched(sender) is None:
        return
    if update_fields is not None and not set(update_fields) & {*HEAD, *ENDINGS, *searched(sender)}:
        return
    _keep(instance, _told(instance))


def after_delete(sender, instance, **_kwargs) -> None:
    """A record's row is gone; where the index is a table of its own its words go with it."""
    if sender is Record:
        engine().remove([instance.pk])


def after_advance(record: Record, changed: set[str]) -> None:
    """Fields of its base row were changed by a statement."""
    if changed & set(ENDINGS):
        engine().remove([record.pk])
    elif changed & set(HEAD):
        after_history(record, title_too=True)


def keep_all(records: list[Record]) -> None:
    """Many of one kind, made at once."""
    if records and searched(type(records[0])) is not None:
        engine().put([_row(one.pk, _told(one)[len(ENDINGS) :]) for one in records])


def _told(record: Record) -> list:
    return [getattr(record, name) for name in (*ENDINGS, *HEAD, *searched(type(record)))]


def after_history(thing: Any, *, title_too: bool = False) -> None:
    """Something of it was written into the history: its texts may have been changed by a statement, without a save."""
    if not isinstance(thing, Record) or type(thing) is Record or searched(type(thing)) is None:
        return
    if not searched(type(thing)) and not title_too:
        return
    rows = type(thing)._base_manager.filter(pk=thing.pk)
    row = rows.values_list(*ENDINGS, *HEAD, *searched(type(thing))).first()
    if row is not None:
        _keep(thing, list(row))


def _keep(record: Record, told: list) -> None:
    if record.__dict__.get("_kept_words") == told:
        return
    if told[0] or told[1]:
        engine().remove([record.pk])
    else:
        engine().put([_row(record.pk, told[2:])])
    record.__dict__["_kept_words"] = told


def rebuild() -> int:
    """The whole index from the records; how many are in it."""
    kept = 0
    with transaction.atomic():
        engine().empty()
        for model in sorted(Record.__subclasses__(), key=lambda one: one._meta.label):
            if searched(model) is None:
                continue
            batch = []
            for row in _rows(model):
                batch.append(row)
                if len(batch) == AT_ONCE:
                    engine().put(batch)
                    kept, batch = kept + len(batch), []
            if batch:
                engine().put(batch)
                kept += len(batch)
    return kept


def fill_if_empty() -> int:
    """After an upgrade there are records and no index yet: how many went into it."""
    return 0 if engine().holds_some() or not Record._base_manager.exists() else rebuild()


def _rows(model: type) -> Iterator[tuple[int, str, str]]:
    found = model._base_manager.filter(sealed_on=None, disposed_on=None)
    for key, *told in found.values_list("pk", *HEAD, *searched(model)).order_by("pk").iterator(AT_ONCE):
        yield _row(key, told)


def _row(key: int, told: list) -> tuple[int, str, str]:
    head, body = "\n".join(told[:2]), "\n".join(text for text in told[2:] if text)[:LONGEST]
    return key, head.replace("\0", ""), body.replace("\0", "")
