"""What is out of scope does not exist; what is restricted is written down before it is shown."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from sscb import clock
from sscb.access.models import Exclusion
from sscb.access.policy import Unscoped
from sscb.access.services import give_reason, grant_access, revoke_access
from sscb.history.models import View
from sscb.records.models import Record

NOON = datetime(2019, 11, 12, 12, tzinfo=UTC)
ENDS = NOON + timedelta(days=30)

HIDDEN = (("plain.record", "li"), ("reviews.case", "li"), ("cdop.review", "cdop"), ("board.paper", "qp"),
          ("audits.return", "qp"))  # fmt: skip

pytestmark = pytest.mark.usefixtures("pages")


def told(answer) -> tuple:
    """All of an answer that its reader could learn from; the form's keys are different each time."""
    body = re.sub(rb'name="(csrfmiddlewaretoken|form_key)" value="[^"]+"', b"", answer.content)
    return answer.status_code, body, sorted(answer.headers.items()), sorted(answer.cookies)


# --- 404 and 403 ------------------------------------------------------------------------------------------------------


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize("page", ["", "change/", "close/"])
@pytest.mark.parametrize("who", ["agency_lead", "system_administrator", "practitioner"])
def test_what_is_out_of_scope_answers_as_what_does_not_exist(request, as_, record, group, other_agency, page, who):
    hidden = [
        record(level, type=kind, owner=other_agency, group=group(code))
        for level in ("P2", "P3", "P4", "P5")
        for kind, code in HIDDEN
    ]
    assert len(hidden) == 20
    client = as_(request.getfixturevalue(who))
    client.get("/office/")  # the first answer of a session sets its cookie
    method = client.post if page == "close/" else client.get
    answers = {str(told(method(f"/one/{one.uuid}/{page}"))) for one in hidden}
    strangers = {str(told(method(f"/one/{uuid4()}/{page}"))) for _ in range(20)}
    assert len(answers) == 1 and answers == strangers
    assert next(iter(answers)).startswith("(404,")
    assert "marker" not in next(iter(answers))


@pytest.mark.req("SEC-05")
def test_it_costs_the_same_to_be_refused_as_to_be_wrong(as_, practitioner, record, group):
    client, hidden = as_(practitioner), record("P5", group=group("li"))
    client.get(f"/one/{uuid4()}/")
    with CaptureQueriesContext(connection) as wrong:
        client.get(f"/one/{uuid4()}/")
    with CaptureQueriesContext(connection) as refused:
        client.get(f"/one/{hidden.uuid}/")
    shapes = [[re.sub(r"'[^']*'|\d+|[0-9a-f]{32}", "?", query["sql"]) for query in one] for one in (wrong, refused)]
    assert shapes[0] == shapes[1]


@pytest.mark.req("SEC-05")
def test_a_part_of_the_portal_that_is_not_one_s_own_says_so(as_, practitioner, business_manager):
    answer = as_(practitioner).get("/office/")
    assert answer.status_code == 403 and "not open to your role" in answer.content.decode()
    assert as_(business_manager).get("/office/").status_code == 200


@pytest.mark.req("SEC-05")
def test_what_one_sees_and_may_not_change_says_so(as_, practitioner, record):
    shown = record("P0")
    client = as_(practitioner)
    assert client.get(f"/one/{shown.uuid}/").status_code == 200
    answer = client.post(f"/one/{shown.uuid}/change/", {"title": "x", "version": 1})
    assert answer.status_code == 403 and "You may not change what is tried" in answer.content.decode()
    assert Record._plain.get().title == shown.title


@pytest.mark.req("SEC-05")
@pytest.mark.req("SEC-11")
def test_what_the_record_s_state_forbids_is_a_409_with_the_reason(as_, business_manager, record):
    shown = record("P3")
    answer = as_(business_manager).post(f"/one/{shown.uuid}/close/")
    assert answer.status_code == 409 and "a reply is missing" in answer.content.decode()


@pytest.mark.req("SEC-28")
def test_a_page_is_never_marked_lower_than_its_record(as_, business_manager, record):
    client = as_(business_manager)
    for level, marked in (("P1", "marked--official"), ("P3", "marked--official-sensitive")):
        shown = record(level)
        page = client.get(f"/one/{shown.uuid}/careless/").content.decode()
        assert shown.title in page and re.search(r'<body class="[^"]*(marked--[a-z-]+)', page)[1] == marked


@pytest.mark.req("SEC-10")
def test_somebody_excluded_meets_nothing(as_, business_manager, record):
    shown = record("P3")
    client = as_(business_manager)
    assert client.get(f"/one/{shown.uuid}/").status_code == 200
    Exclusion.objects.create(record_uuid=shown.uuid, person=business_manager, why="A relative")
    assert told(client.get(f"/one/{shown.uuid}/")) == told(client.get(f"/one/{uuid4()}/"))


@pytest.mark.req("SEC-09")
def test_a_grant_taken_away_between_two_requests(as_, practitioner, chair, record, group):
    case, client = record("P5", group=group("li")), as_(practitioner)
    grant = grant_access(record=case, to=practitioner, purpose="Panel", ends_at=ENDS, by=chair)
    assert case.title in client.get(f"/one/{case.uuid}/").content.decode()
    revoke_access(grant=grant, record=case, by=chair)
    assert client.get(f"/one/{case.uuid}/").status_code == 404


@pytest.mark.req("SEC-09")
def test_a_grant_that_ends_between_two_requests(as_, practitioner, chair, record, group):
    case, client = record("P5", group=group("li")), as_(practitioner)
    grant_access(record=case, to=practitioner, purpose="Panel", ends_at=ENDS, by=chair)
    with clock.at(ENDS - timedelta(seconds=1)):
        assert client.get(f"/one/{case.uuid}/").status_code == 200
    with clock.at(ENDS + timedelta(seconds=1)):
        assert client.get(f"/one/{case.uuid}/").status_code == 404


@pytest.mark.req("SEC-13")
def test_a_closed_account_is_out_at_the_next_request(as_, practitioner, record):
    shown, client = record("P0"), as_(practitioner)
    assert client.get(f"/one/{shown.uuid}/").status_code == 200
    practitioner.is_active = False
    practitioner.save()
    answer = client.get(f"/one/{shown.uuid}/")
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/")


@pytest.mark.req("SEC-03")
def test_a_page_that_lists_records_without_saying_for_whom_is_found(as_, practitioner, record):
    record("P5")
    with pytest.raises(Unscoped):
        as_(practitioner).get("/careless/")


@pytest.mark.req("SEC-06")
@pytest.mark.req("SEC-11")
def test_what_the_form_does_not_ask_is_not_taken(as_, business_manager, record):
    shown = record("P3")
    stray = {"level": "P0", "stage": "closed", "owner": 1, "released_on": "2019-11-12", "is_superuser": "on"}
    answer = as_(business_manager).post(f"/one/{shown.uuid}/change/", {"title": "new", "version": 1, **stray})
    assert answer.status_code == 200
    after = Record._plain.get()
    assert (after.title, after.level, after.stage, after.released_on) == ("new", "P3", "open", None)


# --- who saw it -------------------------------------------------------------------------------------------------------


@pytest.mark.req("SEC-24")
@pytest.mark.parametrize(("level", "written"), [("P0", 0), ("P1", 0), ("P3", 0), ("P4", 1), ("P5", 1)])
def test_opening_what_is_restricted_is_written_down(as_, business_manager, record, level, written):
    shown = record(level, type="reviews.case")
    give_reason(record=shown, why="The coroner has asked for it", by=business_manager)
    assert as_(business_manager).get(f"/one/{shown.uuid}/").status_code == 200
    views = list(View.objects.values_list("by_uuid", "object_uuid", "level", "kind", "reference"))
    assert views == [(business_manager.uuid, shown.uuid, level, "page", shown.reference)] * written


@pytest.mark.req("SEC-24")
def test_who_is_refused_has_seen_nothing(as_, practitioner, record):
    as_(practitioner).get(f"/one/{record('P5').uuid}/")
    assert not View.objects.exists()


@pytest.mark.req("SEC-24")
@pytest.mark.parametrize("level", ["P4", "P5"])
def test_what_cannot_be_written_down_is_not_shown(as_, business_manager, record, monkeypatch, level):
    shown = record(level, type="reviews.case")
    give_reason(record=shown, why="The coroner has asked for it", by=business_manager)
    client = as_(business_manager)

    def broken(*args, **more):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(View.objects, "create", broken)
    answer = client.get(f"/one/{shown.uuid}/")
    assert answer.status_code == 503
    assert shown.title not in answer.content.decode() and "disk" not in answer.content.decode()
    assert "Nothing was shown" in answer.content.decode()


@pytest.mark.req("SEC-24")
def test_it_is_written_down_before_it_is_sent(as_, business_manager, record, monkeypatch):
    """The order: first the row, then the content. A page that breaks afterwards was still opened."""
    shown = record("P4")
    from tests.sscb.access import trying

    monkeypatch.setattr(trying.One, "get", lambda self, request, uuid: 1 / len(self.record.closed_on or ""))
    client = as_(business_manager)
    client.raise_request_exception = False
    assert client.get(f"/one/{shown.uuid}/").status_code == 500
    assert View.objects.get().object_uuid == shown.uuid


# --- two people at one form -------------------------------------------------------------------------------------------


@pytest.mark.req("REL-14")
def test_the_second_to_save_keeps_their_text_and_overwrites_nothing(as_, business_manager, board_office, record):
    shown = record("P3")
    address = f"/one/{shown.uuid}/change/"
    assert as_(business_manager).post(address, {"title": "the first text", "version": 1}).status_code == 200
    answer = as_(board_office).post(address, {"title": "the second text", "version": 1})
    assert answer.status_code == 409
    assert "typed: the second text" in answer.content.decode() and "Somebody else" in answer.content.decode()
    assert Record._plain.get().title == "the first text"
    assert as_(board_office).post(address, {"title": "the second text", "version": 2}).status_code == 200
    assert Record._plain.get().title == "the second text"


def test_a_record_of_tomorrow_is_as_open_as_today(as_, practitioner, record):
    with clock.at(date(2019, 11, 11)):
        assert as_(practitioner).get(f"/one/{record('P0').uuid}/").status_code == 200
