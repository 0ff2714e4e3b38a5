"""The database itself refuses to change history (SEC-23), and history stands or falls with the change it tells of."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from sscb.history.models import Entry, View
from sscb.history.services import UnknownSentence, log_view, write_history
from sscb.history.sockets import Sentence, sentences
from sscb.people.models import Organisation
from tests.guards import history_unlocked

DAY = date(2019, 11, 12)
TRIED = Sentence("test.tried", "{by} tried {thing} with {reference}", ("thing",), "P2")


@pytest.fixture(autouse=True)
def sentence():
    with sentences.also(TRIED):
        yield


@pytest.fixture
def written(business_manager, agency):
    write_history(agency, "test.tried", by=business_manager, on=DAY, thing="a kettle")
    log_view(business_manager, agency, kind="page")


def by_orm(act):
    {
        "update": lambda: Entry.objects.update(why="I was never here"),
        "delete": lambda: Entry.objects.all().delete(),
        "save": lambda: _saved(Entry.objects.get()),
        "update a view": lambda: View.objects.update(by_name="Somebody else"),
        "delete a view": lambda: View.objects.get().delete(),
    }[act]()


def _saved(entry):
    entry.why = "I was never here"
    entry.save()


@pytest.mark.req("SEC-23")
@pytest.mark.parametrize("act", ["update", "delete", "save", "update a view", "delete a view"])
def test_the_orm_cannot_change_history(written, act):
    before = list(Entry.objects.values_list("mark", "why")), list(View.objects.values_list("uuid", "by_name"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        by_orm(act)
    assert before == (list(Entry.objects.values_list("mark", "why")), list(View.objects.values_list("uuid", "by_name")))


@pytest.mark.req("SEC-23")
@pytest.mark.parametrize("table", ["history_entry", "history_view"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET reference = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_sql_cannot_change_history(written, table, statement):
    """SQLite has no TRUNCATE: there it is a fault of grammar, and no way round either."""
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert (Entry.objects.count(), View.objects.count()) == (1, 1)


@pytest.mark.req("SEC-23")
def test_replacing_a_row_is_changing_it(written):
    """On SQLite, INSERT OR REPLACE would delete without a word if the number were not guarded."""
    entry = Entry.objects.get()
    columns = [field.column for field in Entry._meta.concrete_fields]
    into = ", ".join(f'"{column}"' for column in columns)
    changed = ", ".join("'put in its place'" if column == "why" else f'"{column}"' for column in columns)
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{verb} INTO history_entry ({into}) SELECT {changed} FROM history_entry")
    assert Entry.objects.get().why == entry.why


def test_the_guard_is_back_after_a_test_has_lifted_it(written):
    with history_unlocked():
        Entry.objects.update(why="lifted")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(why="again")


# --- together or not at all -------------------------------------------------------------------------------------------


@pytest.mark.req("SEC-23")
@pytest.mark.req("REL-13")
@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_entry(business_manager, agency):
    before = Entry.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Organisation.objects.filter(pk=agency.pk).update(name="Renamed")
        write_history(agency, "test.tried", by=business_manager, on=DAY, thing="a name")
        1 / 0  # noqa: B018
    assert Entry.objects.count() == before
    assert Organisation.objects.get(pk=agency.pk).name == agency.name


@pytest.mark.req("SEC-23")
@pytest.mark.req("REL-13")
@pytest.mark.django_db(transaction=True)
def test_without_its_entry_nothing_is_changed(business_manager, agency, monkeypatch):
    monkeypatch.setattr("sscb.history.services.append", lambda entry: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Organisation.objects.filter(pk=agency.pk).update(name="Renamed")
        write_history(agency, "test.tried", by=business_manager, on=DAY, thing="a name")
    assert Organisation.objects.get(pk=agency.pk).name == agency.name


@pytest.mark.req("SEC-23")
@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_history_is_not_written(business_manager, agency):
    with pytest.raises(transaction.TransactionManagementError, match="transaction of the change"):
        write_history(agency, "test.tried", by=business_manager, on=DAY, thing="a name")
    assert not Entry.objects.exists()


def test_a_code_or_a_fact_that_nobody_plugged_in_is_an_error(business_manager, agency):
    with pytest.raises(UnknownSentence):
        write_history(agency, "test.unheard_of", by=business_manager, on=DAY)
    with pytest.raises(UnknownSentence, match="child_name"):
        write_history(agency, "test.tried", by=business_manager, on=DAY, thing="x", child_name="y")
    assert not Entry.objects.exists()


def test_an_entry_outlives_what_it_tells_of(business_manager, other_agency):
    write_history(other_agency, "test.tried", by=business_manager, on=DAY, thing="farewell")
    log_view(business_manager, other_agency, kind="page")
    name, reference, gone = business_manager.name, other_agency.code, other_agency.uuid
    business_manager.roles_held.all().delete()
    other_agency.delete()
    business_manager.delete()
    entry, view = Entry.objects.get(), View.objects.get()
    assert (entry.by_name, entry.reference, entry.object_uuid, entry.on) == (name, reference, gone, DAY)
    assert (view.by_name, view.reference, view.object_uuid) == (name, reference, gone)
