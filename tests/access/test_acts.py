"""An action from asking to closing, by POST, as those who may and those who may not (SEC-11)."""

from datetime import date

import pytest

from sscb.access.once import changed_by
from sscb.access.views import Page
from sscb.history.models import Entry
from sscb.learning.models import Action
from sscb.learning.services import ask_action
from sscb.records.models import Record
from tests.whole_suite import LookingChanged

DAY = date(2019, 11, 12)


@pytest.fixture
def action(agency, group, business_manager):
    return ask_action(
        title="Health assessments in time", text="Agree who asks for them.", agency=agency, due_on=date(2020, 1, 31),
        group=group("qp"), by=business_manager, on=DAY,
    )  # fmt: skip


def stage(action) -> str:
    return Action._base_manager.get(pk=action.pk).stage


@pytest.mark.req("SEC-11")
def test_the_agency_says_it_is_done_and_the_office_closes_it(as_, action, agency_lead, business_manager):
    address = f"/learning/actions/{action.uuid}/"
    shown = {"text": "Agreed in the team.", "evidence": "Minutes of 5 November", "version": action.version}
    assert as_(agency_lead).post(f"{address}progress/", shown).status_code == 302
    assert as_(agency_lead).post(f"{address}done/").status_code == 302
    assert stage(action) == "done"
    assert as_(business_manager).post(f"{address}close/").status_code == 302
    assert stage(action) == "closed"
    entries = Entry.objects.filter(object_uuid=action.uuid, code__startswith="learning.").order_by("number")
    told = list(entries.values_list("code", "by_name"))
    assert told == [
        ("learning.action_asked", business_manager.name), ("learning.progress_said", agency_lead.name),
        ("learning.action_done", agency_lead.name), ("learning.action_closed", business_manager.name),
    ]  # fmt: skip


@pytest.mark.req("SEC-11")
@pytest.mark.parametrize("act", ["progress/", "done/", "close/"])
@pytest.mark.parametrize("who", ["other_lead", "practitioner", "board_member", "system_administrator", "dpo", "cdrp"])
def test_nobody_else_does(request, as_, action, who, act):
    before = Entry.objects.count()
    client = as_(request.getfixturevalue(who))
    shown = {"text": "posted", "evidence": "posted", "version": action.version}
    assert client.post(f"/learning/actions/{action.uuid}/{act}", shown).status_code in (403, 404)
    row = Action._base_manager.get(pk=action.pk)
    assert (row.stage, row.progress, row.version) == ("asked", "", action.version)
    assert Entry.objects.count() == before


@pytest.mark.req("SEC-11")
@pytest.mark.parametrize("act", ["progress/", "done/", "close/"])
def test_looking_changes_nothing(as_, action, business_manager, act):
    before = Entry.objects.count()
    as_(business_manager).get(f"/learning/actions/{action.uuid}/{act}")
    assert stage(action) == "asked" and Entry.objects.count() == before


@pytest.mark.req("SEC-11")
@pytest.mark.parametrize(("state", "said"), [("locked_on", "locked"), ("held_on", "on hold")])
@pytest.mark.parametrize("act", ["progress/", "done/"])
def test_what_is_locked_or_held_stays_as_it_is(as_, action, agency_lead, state, said, act):
    Action._base_manager.filter(pk=action.pk).update(evidence="Minutes of 5 November")
    Record._plain.filter(pk=action.pk).update(**{state: DAY})
    shown = {"text": "posted", "evidence": "posted", "version": action.version}
    answer = as_(agency_lead).post(f"/learning/actions/{action.uuid}/{act}", shown)
    assert answer.status_code == 409 and f"is {said}" in answer.content.decode()
    row = Action._base_manager.get(pk=action.pk)
    assert (row.stage, row.progress) == ("asked", "")


@pytest.mark.req("SEC-11")
def test_a_page_that_changes_something_by_being_looked_at_would_be_found_wherever_the_suite_looks(
    as_, business_manager, group, monkeypatch
):
    """The whole suite is watched (tests/whole_suite.py): this shows that the watch sees, and what it lets through."""
    row, page, client = group("li"), Page.page, as_(business_manager)

    def looks_and_changes(self, **more):
        type(row).objects.filter(pk=row.pk).update(does="Something else")
        return page(self, **more)

    assert client.get("/").status_code == 200
    with monkeypatch.context() as patch:
        patch.setattr(Page, "page", looks_and_changes)
        for look in (client.get, client.head):
            with pytest.raises(LookingChanged, match="people_group"):
                look("/")
    for wrote, table in (
        ('INSERT INTO "history_entry" ("at") VALUES (1)', "history_entry"), ('UPDATE "a" SET b = 1', "a"),
        ('DELETE FROM "jobs_job" WHERE 1', "jobs_job"), ('INSERT OR IGNORE INTO "a" VALUES (1)', "a"),
        ("SELECT 1", ""), ("SAVEPOINT s", ""),
    ):  # fmt: skip
        assert changed_by(wrote) == table
