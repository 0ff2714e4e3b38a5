"""One unbroken chain, whoever writes at once; and a change of any row is named (SEC-23)."""

from datetime import date, timedelta
from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from sscb.history.chain import FIRST_MARK, append, faults, mark_of
from sscb.history.models import Entry
from sscb.history.services import write_history
from sscb.history.sockets import Sentence, sentences
from tests.guards import history_unlocked
from tests.together import at_once, raised

DAY = date(2019, 11, 12)
THREADS, WRITES = 8, 50


@pytest.fixture(autouse=True)
def sentence():
    with sentences.also(Sentence("test.tried", "{by} tried {thing}", ("thing",))):
        yield


@pytest.fixture
def ten(business_manager, agency):
    for number in range(10):
        write_history(agency, "test.tried", by=business_manager, on=DAY, why=f"try {number}", thing=number)


@pytest.mark.req("SEC-23")
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_leave_one_unbroken_chain(business_manager, agency):
    def write(who: int):
        for number in range(WRITES):
            with transaction.atomic():
                write_history(agency, "test.tried", by=business_manager, on=DAY, thing=f"{who}-{number}")

    came = at_once(*(partial(write, who) for who in range(THREADS)))
    assert not raised(came), raised(came)[:3]
    assert list(faults()) == []
    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, THREADS * WRITES + 1))
    told = set(Entry.objects.values_list("facts__thing", flat=True))
    assert told == {f"{who}-{number}" for who in range(THREADS) for number in range(WRITES)}


def verify(*more) -> str:
    said = StringIO()
    call_command("verify_history", *more, stdout=said, stderr=StringIO())
    return said.getvalue()


def verify_says() -> str:
    said = StringIO()
    with pytest.raises(CommandError) as stopped:
        call_command("verify_history", stdout=StringIO(), stderr=said)
    assert stopped.value.returncode == 1
    return said.getvalue()


@pytest.mark.req("SEC-23")
def test_a_whole_history_is_said_to_be_whole(ten):
    assert "whole: 10 entries" in verify()


def test_an_empty_history_is_whole(db):
    assert "empty and whole" in verify()


@pytest.mark.req("SEC-23")
@pytest.mark.parametrize(
    "change",
    [
        {"why": "another reason"},
        {"by_name": "Somebody Else"},
        {"by_uuid": None},
        {"code": "test.other"},
        {"facts": {"thing": 99}},
        {"on": DAY - timedelta(days=1)},
        {"at": Entry._meta.get_field("at").to_python("2019-01-01T00:00:00+00:00")},
        {"level": "P0"},
        {"outcome": "refused"},
        {"object_uuid": None},
        {"reference": "other"},
        {"address": "192.0.2.1"},
        {"session": "abcdef"},
        {"written_at": Entry._meta.get_field("at").to_python("2019-01-01T00:00:00+00:00")},
        {"object_type": "people.person"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_altering_one_row_names_it(ten, change):
    with history_unlocked():
        assert Entry.objects.filter(number=4).update(**change) == 1
    assert "Entry 4" in verify_says()


@pytest.mark.req("SEC-23")
def test_every_column_that_could_lie_is_under_the_mark():
    """All but the row's own number in the table and the mark itself."""
    from sscb.history.chain import MARKED

    assert {field.name for field in Entry._meta.concrete_fields} - set(MARKED) == {"id", "mark"}


@pytest.mark.req("SEC-23")
@pytest.mark.parametrize(("numbers", "said"), [([4], "Entry 4 is missing"), ([1], "Entry 1 is missing"),
                                               ([4, 5, 6], "Entry 4 to 6 is missing")])  # fmt: skip
def test_removing_rows_names_them(ten, numbers, said):
    with history_unlocked():
        Entry.objects.filter(number__in=numbers).delete()
    assert said in verify_says()


@pytest.mark.req("SEC-23")
def test_removing_a_row_and_closing_the_gap_is_found(ten):
    with history_unlocked():
        Entry.objects.filter(number=4).delete()
        for number in range(5, 11):
            Entry.objects.filter(number=number).update(number=number - 1)
    assert "Entry 4" in verify_says()


@pytest.mark.req("SEC-23")
def test_cutting_off_the_end_is_found_by_a_mark_noted_earlier(ten):
    head = Entry.objects.order_by("-number").first().mark
    assert "whole" in verify("--head", head)
    with history_unlocked():
        Entry.objects.filter(number__gt=8).delete()
    assert "whole" in verify()
    with pytest.raises(CommandError):
        verify("--head", head)


@pytest.mark.req("SEC-23")
def test_a_row_put_in_is_found(ten):
    """Whoever writes to the table without the key cannot make a mark that fits."""
    stray = Entry.objects.get(number=10)
    stray.pk, stray.number, stray.previous_mark, stray.mark, stray.why = None, 11, stray.mark, "f" * 64, "put in"
    stray.save(force_insert=True)
    assert "Entry 11" in verify_says()


@pytest.mark.req("SEC-23")
def test_the_mark_cannot_be_made_without_the_key(ten, settings):
    entry = Entry.objects.get(number=3)
    assert mark_of(entry) == entry.mark
    settings.HISTORY_KEY = "another key"
    assert mark_of(entry) != entry.mark


@pytest.mark.req("SEC-23")
def test_two_rows_that_change_places_are_found(ten):
    with history_unlocked():
        Entry.objects.filter(number=3).update(number=99)
        Entry.objects.filter(number=4).update(number=3)
        Entry.objects.filter(number=99).update(number=4)
    said = verify_says()
    assert "Entry 3" in said and "Entry 4" in said


@pytest.mark.django_db(transaction=True)
def test_the_first_entry_follows_nothing(business_manager):
    with transaction.atomic():
        first = write_history(None, "test.tried", by=business_manager, on=DAY, thing="x")
    assert (first.number, first.previous_mark) == (1, FIRST_MARK)
    with pytest.raises(transaction.TransactionManagementError):
        append(Entry())


def test_the_facts_are_kept_as_they_were(business_manager, agency):
    """What the database gives back carries the same mark as what was written: dates, numbers, accents and all."""
    write_history(agency, "test.tried", by=business_manager, on=DAY, why="Dŵr – “quoted”", thing=DAY)
    write_history(agency, "test.tried", by=None, on=DAY, thing=True)
    write_history(agency, "test.tried", by=None, on=DAY, thing=None)
    assert list(faults()) == []
    assert connection.vendor in ("sqlite", "postgresql")


@pytest.mark.req("SEC-23")
def test_the_end_of_the_chain_can_be_looked_at_alone(ten):
    last = Entry.objects.order_by("-number").first().number
    for newest in (1, 3, last, last + 5):
        assert list(faults(newest=newest)) == []
    with history_unlocked():
        Entry.objects.filter(number=last - 5).update(why="another reason")
    assert list(faults(newest=3)) == []
    assert list(faults(newest=6)) == [f"Entry {last - 5} (test.tried) was altered after it was written."]
    with history_unlocked():
        Entry.objects.filter(number=last - 1).delete()
    assert f"Entry {last - 1} is missing." in list(faults(newest=3))
