"""Takes a record's content away, whatever kind it is: every row that hangs on it, its files, its words in the search.

What stays is the row of the base table, with its reference and dates: a stone that says where something was. A table
that this cannot take away is never passed over: CannotDestroy says which, and nothing of the record is touched.
"""

from collections import deque
from datetime import date
from functools import cache

from django.apps import apps
from django.db import IntegrityError, models
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
    """In the caller's transaction: the furthest first, the record itself last. Raises CannotDestroy."""
    gone = Gone()
    try:
        for part in reversed(parts_of(record)):
            gone.add(_destroy_one(part, on))
        gone.add(_destroy_one(record, on))
    except (ProtectedError, RestrictedError) as held_by:
        others = held_by.protected_objects if isinstance(held_by, ProtectedError) else held_by.restricted_objects
        names = sorted({str(one._meta.verbose_name_plural) for one in others})
        raise CannotDestroy(f"{record.reference} cannot be destroyed while {', '.join(names)} stand on it") from held_by
    except IntegrityError as fault:
        raise CannotDestroy(
            f"{record.reference} cannot be destroyed: another table still needs it. Tell the technical administrator"
        ) from fault
    return gone


def _destroy_one(record: Record, on: date) -> Gone:
    how = kept.get(record.type)
    if how is None or how.cannot:
        raise CannotDestroy(f"{record.reference} cannot be destroyed: {how.cannot if how else 'its kind has no class'}")
    if is_held(record):
        raise CannotDestroy(f"{record.reference} is under a legal hold")
    gone = Gone(folders=[str(name) for name in how.folders(record)] if how.folders else [])
    table = apps.get_model(how.model)
    if how.blank is None:
        _loosen(table, record)
    for model, path in reversed(hanging(table)):
        if model._meta.label not in how.keeps:
            _count(gone, model, everything_of(model).filter(**{path: record.pk}).delete()[0])
    rows = everything_of(table).filter(pk=record.pk)
    if how.blank is None:
        rows.get().delete(keep_parents=True)
    else:
        rows.update(**how.blank)
    _count(gone, table, 1)
    _take_what_every_record_has(record, how, gone)
    advance(record, disposed_on=on, title=STONE, person=None)
    return gone


def _count(gone: Gone, model: type[models.Model], count: int) -> None:
    if count:
        name = str(model._meta.verbose_name_plural)
        gone.rows[name] = gone.rows.get(name, 0) + count


@cache
def hanging(table: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """The tables of the same room whose rows are nothing without the record, with the path to it; the nearest first."""
    found: dict[type[models.Model], str] = {}
    waiting = deque([(table, "")])
    while waiting:
        target, path = waiting.popleft()
        for tie in target._meta.related_objects:
            model = tie.related_model
            if tie.field.many_to_many or tie.field.null or issubclass(model, Record) or model in found:
                continue
            if tie.model is target and model._meta.app_label == table._meta.app_label:
                found[model] = f"{tie.field.name}__{path}" if path else tie.field.name
                waiting.append((model, found[model]))
    return list(found.items())


def _loosen(table: type[models.Model], record: Record) -> None:
    """What only mentions it stays, without the mention: rows and records whose tie may be empty."""
    for tie in table._meta.related_objects:
        if tie.model is not table or tie.field.many_to_many or not tie.field.null:
            continue
        rows = everything_of(tie.related_model).filter(**{tie.field.name: record.pk})
        if issubclass(tie.related_model, Record) and (held := rows.exclude(held_on=None).first()):
            raise CannotDestroy(f"{record.reference} is named by {held.reference}, which is under a legal hold")
        rows.update(**{tie.field.name: None})


def _take_what_every_record_has(record: Record, how: Kept, gone: Gone) -> None:
    staying = list(how.keeps_files(record)) if how.keeps_files else []
    attached = Attachment.objects.filter(record_id=record.pk).exclude(pk__in=staying)
    gone.files += sorted(set(attached.values_list("sha256", flat=True)))
    _count(gone, Attachment, attached.delete()[0])
    Deadline.objects.filter(record_id=record.pk).delete()
    for tie in Record._meta.related_objects:
        model = tie.related_model
        theirs = issubclass(model, Record) or model in (Words, Attachment, Deadline)
        if not theirs and model._meta.app_label != "retention":
            _count(gone, model, everything_of(model).filter(**{tie.field.name: record.pk}).delete()[0])
    # Work that was done for it, and what letters about it said. That a letter went to somebody stays (REL-25).
    Job.objects.filter(about_uuid=record.uuid).exclude(state__in=Job.UNFINISHED).delete()
    Mail.objects.filter(about_uuid=record.uuid).update(subject=STONE, body="", path="")
