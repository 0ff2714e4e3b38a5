"""Records with deadlines, for the timetable's own tests."""

from datetime import date
from itertools import count

import pytest
from django.db import transaction

from sscb.records.models import Record
from sscb.timetable import services
from sscb.timetable.allow import Days, WorkingDays
from sscb.timetable.models import Deadline, Effect, Step
from sscb.timetable.rules import AfterTheEnd, EffectHandler, InForce, Rule, Version, WorkingDaysBefore
from sscb.timetable.sockets import effects, rules

ALWAYS = InForce(date(2012, 1, 1))
handed: list[tuple] = []


def lock(deadline, as_at):
    """What a programme's handler would do: change its record, once."""
    Record.objects.filter(pk=deadline.record_id).update(locked_on=as_at)
    handed.append((deadline.pk, as_at))


def a_rule(code, allow=WorkingDays(15), trigger="thing.happened_on", **more):
    version = {"owner": "agency", "strength": "must", "grade": "D", "cites": "This test", **more}
    return Rule(
        code=code, title=f"Do {code}", counts_from=trigger, starts_from="something happened",
        versions=(Version(1, allow, ALWAYS, **version),),
    )  # fmt: skip


WARNED = a_rule("test-warned", warn=(WorkingDaysBefore(10), WorkingDaysBefore(3)))
LOCKED = a_rule("test-locked", Days(30), trigger="thing.locked_on", then=(AfterTheEnd("test.lock"),),
                warn=(WorkingDaysBefore(3),))  # fmt: skip


@pytest.fixture
def test_rules():
    handed.clear()
    handler = EffectHandler(code="test.lock", title="Lock", handle=lock)
    with rules.also(WARNED, LOCKED), effects.also(handler):
        yield rules


@pytest.fixture
def record(db):
    number = count(1)

    def make(*, level="P1", **more):
        place = next(number)
        more = {"type": "test.thing", "stage": "open", "opened_on": date(2019, 1, 1), **more}
        return Record.objects.create(reference=f"T-2019-{place:04d}", title=f"Thing {place}", level=level, **more)

    return make


@pytest.fixture
def deadline(record, test_rules):
    """`deadline(on=date(2019, 11, 1))`: one open deadline of 15 working days, warned of at 10 and 3."""

    def make(*, on, trigger="thing.happened_on", of=None, **more):
        with transaction.atomic():
            (row,) = services.set_deadlines(of or record(), trigger=trigger, on=on, by=None, **more)
        return row

    return make


@pytest.fixture
def tables():
    """Everything the sweep writes, for comparing."""

    def read():
        return (
            sorted(Effect.objects.values_list("deadline_id", "kind", "due_on", "outcome")),
            sorted(Step.objects.values_list("deadline_id", "kind", "due_on")),
            sorted(Deadline.objects.values_list("pk", "state")),
            sorted(Record.objects.values_list("pk", "locked_on")),
        )

    return read
