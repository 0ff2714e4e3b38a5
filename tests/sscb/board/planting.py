"""Everything that `fsck` must notice, planted one by one in the demonstration and taken back (REL-30)."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import F

from audits.returns.models import Snapshot
from cdop.models import Bundle, ChildDeathReview
from cdop.models import Handover as Owed
from dataset.models import Import, Mask
from dataset.services.importing import kept_at
from reviews.models import CaseReview, Handover
from sscb import clock
from sscb.access.models import Exclusion, Grant
from sscb.board.models import Meeting, PackCopy, PackPart, PackVersion
from sscb.history.models import Entry
from sscb.jobs.checking import look, look_at_all
from sscb.jobs.models import Job, Mail
from sscb.jobs.sockets import checkups
from sscb.people.models import Organisation, Person
from sscb.records.bundles.storing import folder_of
from sscb.records.models import Attachment, Record, Series
from sscb.records.services import stored_path
from sscb.timetable.models import Deadline, Effect, Step
from tests.guards import history_unlocked
from training.models import Booking, Event

NOBODY = UUID(int=7)
OLD = timedelta(days=3)


class TakenBack(Exception):
    """What was planted is gone again."""


def nothing_is_found() -> None:
    found = [f"{one.code}: {line}" for one, lines in look_at_all() for line in lines]
    assert not found, "\n".join(found)


def all_that_is_planted_is_found(day) -> None:
    missed = []
    for name, (code, words, plant) in PLANTS.items():
        try:
            with transaction.atomic():
                planted = plant(day)
                assert planted, f"{name}: there is nothing to plant it in"
                with planted if hasattr(planted, "__enter__") else transaction.atomic():
                    found = [str(line) for line in look(checkups[code])]
                    if not any(words in line for line in found):
                        missed.append(f"{name}: {found}")
                raise TakenBack
        except TakenBack:
            continue
    assert not missed, "\n".join(missed)
    assert len(PLANTS) >= 25 and {code for code, _, _ in PLANTS.values()} == {one.code for one in checkups}
    nothing_is_found()


PLANTS: dict[str, tuple[str, str, Callable]] = {}


def plants(code: str, words: str):
    def keep(plant):
        PLANTS[plant.__name__] = (code, words, plant)
        return plant

    return keep


def first(rows):
    return rows.order_by("pk").first()


def changed(rows, **values) -> bool | None:
    """One row of these, changed behind everybody's back; None where there is none."""
    row = first(rows)
    return row and bool(type(row)._base_manager.filter(pk=row.pk).update(**values))


# --- history, jobs, letters -------------------------------------------------------------------------------------------


@contextmanager
def _altered_entry() -> Iterator[None]:
    with history_unlocked():
        Entry.objects.filter(number=5).update(by_name="Somebody else")
        yield


@plants("history.chain", "Entry 5 ")
def an_altered_entry(day):
    return _altered_entry()


def job(**more):
    return Job.objects.create(**{"kind": "jobs.fsck", "created_at": clock.wall() - OLD, **more})


@plants("jobs.ended_or_held", "nobody has worked on it")
def a_lease_that_ended(day):
    return bool(job(state="running", lease_ends=clock.wall() - OLD))


@plants("jobs.ended_or_held", "waited for more than a day")
def a_job_left_lying(day):
    return bool(job(state="queued"))


@plants("jobs.ended_or_held", "nobody knows this kind")
def a_job_of_no_kind(day):
    return bool(job(kind="board.forgotten"))


@plants("jobs.letters_go", "waited for more than a day")
def a_letter_left_lying(day):
    return changed(Mail.objects.all(), state="waiting", sent_at=None, error="", due_at=None,
                   created_at=clock.wall() - OLD)  # fmt: skip


# --- files ------------------------------------------------------------------------------------------------------------


@contextmanager
def on_disk(path: Path, content: bytes | None) -> Iterator[None]:
    """The file says something else, or is not there; and afterwards it is as it was."""
    before = path.read_bytes() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True) if content is None else path.write_bytes(content)
    if content is not None:
        os.utime(path, (0, 0))
    try:
        yield
    finally:
        path.unlink(missing_ok=True) if before is None else path.write_bytes(before)


@plants("records.files", "is not on the disk")
def a_file_that_is_gone(day):
    return on_disk(stored_path(first(Attachment.objects.all()).sha256), None)


@plants("records.files", "was altered on the disk")
def a_file_that_is_another(day):
    return on_disk(stored_path(first(Attachment.objects.all()).sha256), b"another")


@plants("records.files", "no row speaks of this file")
def a_file_without_a_row(day):
    return on_disk(stored_path("f" * 64), b"nobody's")


@plants("records.files", "Pack of ")
def a_pack_that_is_gone(day):
    return bool(version(day))


@plants("records.files", "Import ")
def figures_that_are_gone(day):
    return on_disk(kept_at(first(Import.objects.all()).sha256), b"another")


def bundle(day, **more):
    review = first(ChildDeathReview._base_manager.filter(handover=None))
    handover = Owed.objects.create(review=review, what="archive", owed_on=day)
    return Bundle.objects.create(handover=handover, asked_on=day, built_on=day, sha256="c" * 64, **more)


@plants("cdop.bundles", "is not on the disk")
def a_bundle_that_is_gone(day):
    return bool(bundle(day))


@plants("cdop.bundles", "was destroyed, and a file of it is still kept")
def a_bundle_that_stayed(day):
    return on_disk(folder_of(bundle(day, destroyed_on=day).handover.uuid) / "left.zip", b"left")


@plants("reviews.archives", "is not on the disk")
def an_archive_that_is_gone(day):
    return bool(Handover.objects.create(
        case=first(CaseReview._base_manager.all()), to=first(Organisation.objects.all()), why="x", inventory="x",
        asked_on=day, asked_by=first(Person.objects.all()), archive="e" * 64,
    ))  # fmt: skip


# --- records and grants -----------------------------------------------------------------------------------------------


@plants("records.whole", "in no stage that there is (lost)")
def a_stage_that_is_none(day):
    return changed(Record._plain.all(), stage="lost")


@plants("records.whole", "nobody knows this kind")
def a_kind_that_is_none(day):
    return changed(Record._plain.all(), type="board.forgotten")


@plants("records.whole", "only half of the record")
def half_a_record(day):
    like = first(Record._plain.filter(type="board.meeting"))
    return bool(Record._plain.create(type=like.type, reference="HALF", title="x", level="P1", stage=like.stage,
                                     opened_on=day))  # fmt: skip


@plants("records.references", "would give number")
def a_series_set_back(day):
    return changed(Series.objects.filter(last__gt=2), last=F("last") - 1)


@plants("records.grants", "the record that it opens is not there")
def a_grant_of_nothing(day):
    return _grant(first(Person.objects.filter(is_active=True)), NOBODY, day)


@plants("records.grants", "whose account is closed")
def a_grant_of_somebody_gone(day):
    somebody = first(Person.objects.filter(is_active=True))
    made = _grant(somebody, first(Record._plain.all()).uuid, day)
    Person.objects.filter(pk=somebody.pk).update(is_active=False)
    return made


def _grant(to, record, day):
    giver = Person.objects.exclude(pk=to.pk).first()
    return bool(Grant.objects.create(record_uuid=record, person=to, purpose="x", granted_by=giver, granted_on=day,
                                     ends_at=clock.now() + OLD))  # fmt: skip


@plants("records.grants", "the record that it is of is not there")
def an_exclusion_of_nothing(day):
    return bool(Exclusion.objects.create(record_uuid=NOBODY, person=first(Person.objects.all()), why="x"))


@plants("records.disposed", "a file of it is still kept")
def a_file_that_was_to_go(day):
    record = first(Record._plain.filter(type="board.meeting"))
    Attachment.objects.create(record=record, name="x", kind="pdf", size=1, sha256="a" * 64, added_at=clock.now())
    return changed(Record._plain.filter(pk=record.pk), disposed_on=day)


# --- duties -----------------------------------------------------------------------------------------------------------

OPEN = {"deadline__state": Deadline.State.OPEN}


@plants("timetable.duties", "is neither planned nor done")
def an_effect_that_is_gone(day):
    row = first(Effect.objects.filter(**OPEN))
    return row and bool(Effect.objects.filter(pk=row.pk).delete())


@plants("timetable.duties", "is neither planned nor done")
def a_step_that_is_gone(day):
    row = first(Step.objects.filter(**OPEN))
    return row and bool(Step.objects.filter(pk=row.pk).delete())


@plants("timetable.duties", "that no rule asks for")
def a_step_of_no_rule(day):
    return bool(Step.objects.create(deadline=first(Deadline.objects.open()), kind="remind", due_on=day + 400 * OLD))


@plants("timetable.duties", "is planned once more")
def a_step_twice(day):
    row = first(Effect.objects.filter(**OPEN))
    return row and bool(Step.objects.create(deadline=row.deadline, kind=row.kind, due_on=row.due_on))


@plants("timetable.duties", "was passed over by the sweep")
def a_step_passed_over(day):
    row = first(Effect.objects.filter(**OPEN, due_on__lt=day - OLD))
    if row is None:
        return None
    Step.objects.create(deadline=row.deadline, kind=row.kind, due_on=row.due_on)
    return bool(Effect.objects.filter(pk=row.pk).delete())


@plants("timetable.duties", "something is still planned for it")
def a_step_after_the_end(day):
    ended = first(Deadline.objects.filter(state=Deadline.State.MET))
    return ended and bool(Step.objects.create(deadline=ended, kind="remind", due_on=day))


@plants("timetable.duties", "no rule says how version 99")
def a_rule_that_is_none(day):
    return changed(Deadline.objects.open(), rule_version=99)


@plants("timetable.effects", "is said to have been done on")
def an_effect_before_its_day(day):
    return changed(Effect.objects.all(), done_on=F("due_on") - OLD)


# --- packs ------------------------------------------------------------------------------------------------------------


def version(day, **more):
    told = {"number": 1, "draft": 90, "state": "issued", "as_at": clock.now(), "sha256": "d" * 64, "issued_on": day}
    issuer = first(Person.objects.all())
    return PackVersion.objects.create(meeting=first(Meeting._base_manager.all()),
                                      **{**told, "issued_by": issuer, **more})  # fmt: skip


@plants("board.pack_versions", "a number is missing among its issued versions")
def a_version_that_is_gone(day):
    return bool(version(day, number=2))


@plants("board.pack_versions", "a number is missing among them")
def a_copy_that_is_gone(day):
    reader = first(Person.objects.all())
    return bool(PackCopy.objects.create(version=version(day), person=reader, number=7, taken_on=day))


@plants("board.pack_versions", "no job is at it")
def a_build_without_a_job(day):
    return bool(version(day, state="building", sha256="", issued_on=None, issued_by=None, job=NOBODY))


@plants("board.pack_facts", "are not what was printed")
def facts_that_are_others(day):
    return bool(PackPart.objects.create(version=version(day), code="x", position=1, title="x", made_by="portal",
                                        facts={"said": "otherwise"}, facts_sha256="b" * 64))  # fmt: skip


# --- places, figures, returns -----------------------------------------------------------------------------------------


@plants("training.places", "bookings hold one")
def a_place_too_many(day):
    return changed(Event._base_manager.filter(taken__gt=0), taken=F("taken") - 1)


@plants("training.places", "and it counts 0 requests")
def a_turn_that_was_not_given(day):
    return changed(Event._base_manager.filter(asked__gt=0), asked=0)


@plants("training.parties", "only a part has places")
def half_a_party(day):
    from training.models import Party

    row = first(Booking._base_manager.filter(live=True, holds_place=True))
    other = first(Booking._base_manager.filter(live=True, holds_place=False))
    if row is None or other is None:
        return None
    party = Party.objects.create(event=row.event, size=2)
    return bool(Booking._base_manager.filter(pk__in=[row.pk, other.pk]).update(party=party, event=row.event))


@plants("dataset.masks", "must be hidden outside Quality and Performance")
def a_mask_that_is_gone(day):
    row = first(Mask.objects.filter(how="small"))
    return row and bool(Mask.objects.filter(pk=row.pk).delete())


@plants("audits.snapshots", "it was altered since")
def a_return_that_was_altered(day):
    return changed(Snapshot.objects.all(), content={"said": "otherwise"})


@plants("audits.snapshots", "a number is missing among what was frozen")
def a_return_frozen_less_often(day):
    return changed(Snapshot.objects.all(), number=9)
