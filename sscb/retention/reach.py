"""What stops disposal: does a hold stand on this record or person, how far does it reach, does a moratorium stand?"""

from collections.abc import Iterable
from functools import cache

from django.apps import apps
from django.db import models

from sscb.people.models import Person
from sscb.records.models import Record
from sscb.retention.models import Hold, Moratorium, Reached
from sscb.retention.sockets import Kept, kept, subjects
from sscb.timetable.days import in_words
from sscb.timetable.rules import NotNow

WHY = "what holds and disposal reach, whoever may see it: references only are shown"


def moratorium() -> Moratorium | None:
    """The newest that stands."""
    return Moratorium.objects.filter(released_on=None).first()


def stopped() -> str:
    """Why nothing is disposed of now, or ""."""
    one = moratorium()
    return f"All disposal is stopped since {in_words(one.placed_on)} ({one.reference})" if one else ""


def disposal_may_go_on(*records: Record) -> None:
    """For what the sweep destroys by rule. Raises NotNow under a moratorium, or where a hold stands on one of these."""
    if why := stopped():
        raise NotNow(why)
    held = next((one for one in records if one.held_on), None)
    if held:
        raise NotNow(f"{held.reference} is under a legal hold since {in_words(held.held_on)}")


@cache
def parts() -> dict[str, tuple[tuple[Kept, type[models.Model]], ...]]:
    """Type of record -> the kinds that belong to it and go with it."""
    found: dict[str, list] = {}
    tables = {apps.get_model(one.model): one.code for one in kept}
    for one in kept:
        if one.within:
            table = apps.get_model(one.model)
            found.setdefault(tables[table._meta.get_field(one.within).related_model], []).append((one, table))
    return {code: tuple(some) for code, some in found.items()}


def parts_of(record: Record) -> list[Record]:
    """The records that belong to this one, the nearest first, as rows of the base table."""
    found = []
    for one, table in parts().get(record.type, ()):
        keys = table._base_manager.filter(**{one.within: record.pk}).values("pk")
        for part in Record._plain.filter(pk__in=keys, disposed_on=None).order_by("pk"):
            found += [part, *parts_of(part)]
    return found


def linked(record: Record) -> list[Record]:
    """The records about the child whom this one is about, itself left out; none where nobody knows who it is."""
    mine = next((who for key, who in _all_subjects() if key == record.pk), None)
    if mine is None:
        return []
    same = [key for key, who in _all_subjects() if key != record.pk and mine.same_as(who)]
    return list(Record._plain.filter(pk__in=same, disposed_on=None).order_by("pk"))


def _all_subjects() -> Iterable:
    return [pair for one in subjects for pair in one.all()]


def has_subject(record: Record) -> bool:
    return any(key == record.pk for key, _ in _all_subjects())


def reach_of(hold: Hold) -> list[Record]:
    """Every record that the hold stops as things stand now."""
    if hold.on == Hold.On.ACCOUNT:
        roots = list(Record._plain.filter(person=hold.person_id, disposed_on=None).order_by("pk"))
    else:
        roots = [Record._plain.get(pk=hold.record_id)]
        if hold.on == Hold.On.CHILD:
            roots += linked(roots[0])
    found = {}
    for root in roots:
        for one in (root, *parts_of(root)):
            found[one.pk] = one
    return list(found.values())


def is_held(record: Record) -> bool:
    """By a mark on it, or by a hold that reaches it and has not marked it yet."""
    if record.held_on or Reached.objects.filter(record_id=record.pk, hold__released_on=None).exists():
        return True
    live = Hold.objects.filter(released_on=None).exclude(on=Hold.On.RECORD)
    return any(record.pk == one.pk for hold in live for one in reach_of(hold))


def person_is_held(person: Person) -> bool:
    return Hold.objects.filter(person=person, released_on=None).exists()
