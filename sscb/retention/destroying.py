"""Takes a record's content away, whatever kind it is: every row that hangs on it, its files, its words in the search.

What stays is the row of the base table, with its reference and dates: a stone that says where something was. A table
that this cannot take away is never passed over: CannotDestroy says which, and nothing of the record is touched.
"""

from collections import deque
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models.deletion import ProtectedError, RestrictedError

from sscb.jobs.models import Job, Mail
from sscb.records.models import Attachment, Record, Words
from sscb.records.moving import advance
from sscb.retention.reach import is_held, parts_of
from sscb.retention.sockets import Gone, Kept, kept
from sscb.timetable.models import Deadline

STONE = "Disposed of"


class CannotDestroy(Exception):
    """The portal cannot take it away as things are; the message is a sentence. Nothing was taken away."""


def everything_of(model: type[models.Model]) -> models.Manager:
    """Its rows, sealed or not."""
    return getattr(model, "everything", model._base_manager)


def destroy(record: Record, on: date) -> Gone:
    """In the caller's transaction, the record with all that belongs to it. Raises CannotDestroy."""
    gone, whole = Gone(), [*reversed(parts_of(record)), record]
    for one in whole:
        how = kept.get(one.type)
        if how is None or how.cannot:
            why = how.cannot if how else "its kind has no class"
            raise CannotDestroy(f"{one.reference} cannot be destroyed: {why}")
        if is_held(one):
            raise CannotDestroy(f"{one.reference} is under a legal hold")
        gone.folders += [str(name) for name in how.folders(one)] if how.folders else []
    _do_all(record, [act for one in whole for act in _acts(one, kept[one.type], gone)])
    for one in whole:
        _take_what_every_record_has(one, kept[one.type], gone)
        advance(one, disposed_on=on, title=STONE, person=None)
    return gone


def _do_all(record: Record, acts: list[Callable[[], None]]) -> None:
    """In whatever order the tables let them go: what another row still needs is tried again after that one."""
    why: Exception | None = None
    while acts:
        waiting = []
        for act in acts:
            try:
                with transaction.atomic():
                    act()
            except (ProtectedError, RestrictedError, IntegrityError) as fault:
                waiting, why = [*waiting, act], fault
        if len(waiting) == len(acts):
            raise CannotDestroy(_in_words(record, why)) from why
        acts = waiting


def _in_words(record: Record, why: Exception | None) -> str:
    others = getattr(why, "protected_objects", None) or getattr(why, "restricted_objects", ())
    names = ", ".join(sorted({str(one._meta.verbose_name_plural) for one in others}))
    return f"{record.reference} cannot be destroyed while {names or 'rows of another table'} stand on it"


def _acts(record: Record, how: Kept, gone: Gone) -> list[Callable[[], None]]:
    """First the rows that hang on it, then the ties of what only mentions it, its own row last."""
    table = apps.get_model(how.model)
    rows = [(model, path) for model, path in reversed(hanging(table)) if model._meta.label not in how.keeps]
    acts = [partial(_take_rows, model, path, record, gone) for model, path in rows]
    acts += [partial(_loosen, model, path, record) for model, path in rows]
    if how.blank is None:
        acts.append(partial(_loosen, table, "", record))
    return [*acts, partial(_take_own_row, table, how, record, gone)]


def _take_rows(model: type[models.Model], path: str, record: Record, gone: Gone) -> None:
    _count(gone, model, everything_of(model).filter(**{path: record.pk}).delete()[0])


def _take_own_row(table: type[models.Model], how: Kept, record: Record, gone: Gone) -> None:
    rows = everything_of(table).filter(pk=record.pk)
    if how.blank is None:
        rows.get().delete(keep_parents=True)
    else:
        rows.update(**how.blank)
    _count(gone, table, 1)


def _count(gone: Gone, model: type[models.Model], count: int) -> None:
    if count:
        name = str(model._meta.verbose_name_plural)
        gone.rows[name] = gone.rows.get(name, 0) + count


@cache
def ties_to(table: type[models.Model]) -> list[Any]:
    """Every column elsewhere that leads to this very table, also those that have no name on this side."""
    return [
        tie for tie in table._meta.get_fields(include_hidden=True)
        if tie.auto_created and not tie.concrete and not tie.many_to_many and tie.model is table
        and not tie.related_model._meta.auto_created
    ]  # fmt: skip


@cache
def hanging(table: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """The tables of the same room whose rows are nothing without the record, with the path to it; the nearest first."""
    found: dict[type[models.Model], str] = {}
    waiting = deque([(table, "")])
    while waiting:
        target, path = waiting.popleft()
        for tie in ties_to(target):
            model = tie.related_model
            if tie.field.null or issubclass(model, Record) or model in found:
                continue
            if model._meta.app_label == table._meta.app_label:
                found[model] = f"{tie.field.name}__{path}" if path else tie.field.name
                waiting.append((model, found[model]))
    return list(found.items())


def _loosen(model: type[models.Model], path: str, record: Record) -> None:
    """What only mentions a row that goes stays, without the mention: where its tie may be empty."""
    for tie in ties_to(model):
        if not tie.field.null:
            continue
        way = f"{tie.field.name}__{path}" if path else tie.field.name
        rows = everything_of(tie.related_model).filter(**{way: record.pk})
        for held in _holds_on(tie.related_model):
            if rows.exclude(**{held: None}).exists():
                raise CannotDestroy(f"{record.reference} is named in a record that is under a legal hold")
        rows.update(**{tie.field.name: None})


def _holds_on(model: type[models.Model]) -> list[str]:
    """Where the hold on the record stands that a row is, or belongs to."""
    if issubclass(model, Record):
        return ["held_on"]
    ties = [field for field in model._meta.local_fields if field.remote_field and not field.null]
    return [f"{field.name}__held_on" for field in ties if issubclass(field.related_model, Record)]


def _take_what_every_record_has(record: Record, how: Kept, gone: Gone) -> None:
    staying = list(how.keeps_files(record)) if how.keeps_files else []
    attached = Attachment.objects.filter(record_id=record.pk).exclude(pk__in=staying)
    gone.files += sorted(set(attached.values_list("sha256", flat=True)))
    _count(gone, Attachment, attached.delete()[0])
    Deadline.objects.filter(record_id=record.pk).delete()
    for tie in ties_to(Record):
        model = tie.related_model
        theirs = issubclass(model, Record) or model in (Words, Attachment, Deadline)
        if theirs or model._meta.app_label == "retention":
            continue
        rows = everything_of(model).filter(**{tie.field.name: record.pk})
        if tie.field.null:
            rows.update(**{tie.field.name: None})
        else:
            _count(gone, model, rows.delete()[0])
    # Work that was done for it, and what letters about it said. That a letter went to somebody stays (REL-25).
    Job.objects.filter(about_uuid=record.uuid).exclude(state__in=Job.UNFINISHED).delete()
    Mail.objects.filter(about_uuid=record.uuid).update(subject=STONE, body="", path="")
