"""The two gates, role and grant, and what neither opens. The whole matrix is in tests/access."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count

from sscb import clock
from sscb.access.models import Exclusion, Grant, ReasonGiven
from sscb.access.policy import Refused, Unscoped, can, require
from sscb.access.services import give_reason, grant_access, revoke_access
from sscb.access.standing import forget_standing, standing
from sscb.history.context import Whereabouts, working_from
from sscb.history.models import Entry
from sscb.people.models import Group, Membership, RoleHeld
from sscb.people.services import give_role
from sscb.records.models import Record

NOON = datetime(2019, 11, 12, 12, tzinfo=UTC)
ENDS = NOON + timedelta(days=30)


@pytest.fixture
def case(record, group):
    return record("P5", type="reviews.case", group=group("li"))


def sees(person, record) -> bool:
    """Both ways of asking, which must agree, of one object: what was written of it since then counts at once."""
    one, many = bool(can(person, "read", record)), Record.objects.visible_to(person).filter(pk=record.pk).exists()
    assert one == many
    return one


# --- the truth table of the two gates ---------------------------------------------------------------------------------


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize("role", [True, False], ids=["role", "no role"])
@pytest.mark.parametrize("grant", [True, False], ids=["grant", "no grant"])
@pytest.mark.parametrize("active", [True, False], ids=["active", "closed account"])
@pytest.mark.parametrize("excluded", [True, False], ids=["conflict", "no conflict"])
def test_the_two_gates(person, chair, record, group, role, grant, active, excluded):
    somebody = person("Sam Sort", sits={"li": "member"} if role else {})
    somebody.is_active = active
    somebody.save()
    case = record("P4", group=group("li"))
    if grant:
        grant_access(record=case, to=somebody, purpose="Panel", ends_at=ENDS, by=chair)
    if excluded:
        Exclusion.objects.create(record_uuid=case.uuid, person=somebody, why="A neighbour")
    assert sees(somebody, case) == (active and not excluded and (role or grant))


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize("stranger", [None, AnonymousUser()], ids=["nobody", "not signed in"])
def test_without_a_session_everything_is_closed(stranger, record):
    for level in ("P0", "P1", "P2", "P3", "P4", "P5"):
        assert not can(stranger, "read", record(level))
    assert not can(stranger, "portal.enter")
    assert not Record.objects.visible_to(stranger).exists()


@pytest.mark.req("SEC-02")
def test_a_session_of_another_agency_does_not_pass(agency_lead, other_lead, agency, record):
    own = record("P2", owner=agency)
    assert sees(agency_lead, own) and not sees(other_lead, own)
    assert can(agency_lead, "change", own) and not can(other_lead, "change", own)


@pytest.mark.req("SEC-02")
def test_an_unknown_name_is_an_error_and_not_a_silent_no(business_manager):
    with pytest.raises(LookupError, match="No access rule"):
        can(business_manager, "board.raed_meetings")


def test_an_account_without_any_role_sees_nothing(nobody, record):
    assert not can(nobody, "portal.enter")
    assert not [level for level in ("P0", "P1", "P2", "P3", "P4", "P5") if sees(nobody, record(level))]


def test_neither_no_agency_nor_no_group_is_one_s_own(person, record):
    """A record that nobody owns is not "own" to a person who works for nobody."""
    free = person("Fran Free", role="PRAC")
    assert not sees(free, record("P2")) and not sees(free, record("P4"))


def test_a_role_counts_for_the_agency_it_was_given_for(person, agency, other_agency, record):
    """Employed here, lead for there: own is where the role was given."""
    lead = person("Lee Lead", organisation=agency)
    give_role(person=lead, role="AGL", organisation=other_agency, on=date(2019, 1, 1))
    assert sees(lead, record("P2", owner=other_agency)) and not sees(lead, record("P2", owner=agency))


@pytest.mark.req("SEC-10")
def test_a_conflict_of_an_agency_covers_who_holds_a_role_for_it(person, agency, other_agency, record):
    lead = person("Lee Lead", organisation=agency)
    give_role(person=lead, role="AGL", organisation=other_agency, on=date(2019, 1, 1))
    record = record("P1")
    assert sees(lead, record)
    Exclusion.objects.create(record_uuid=record.uuid, organisation=other_agency, why="Its own staff are spoken of")
    assert not sees(lead, record)


@pytest.mark.req("SEC-13")
def test_a_place_or_role_that_ended_opens_nothing(qp_chair, agency_lead, agency, group, record):
    paper, own = record("P4", group=group("qp")), record("P2", owner=agency)
    assert sees(qp_chair, paper) and sees(agency_lead, own)
    Membership.objects.update(to_on=date(2019, 11, 11))
    RoleHeld.objects.update(to_on=date(2019, 11, 11))
    for person in (qp_chair, agency_lead):
        forget_standing(person)
    assert not sees(qp_chair, paper) and not sees(agency_lead, own)
    with clock.at(date(2019, 11, 11)):
        assert sees(qp_chair, paper) and sees(agency_lead, own)


# --- grants -----------------------------------------------------------------------------------------------------------


@pytest.mark.req("SEC-09")
@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (ENDS - timedelta(seconds=1), True),
        (ENDS, False),
        (ENDS + timedelta(seconds=1), False),
        (NOON, True),
        (NOON - timedelta(days=1), False),
    ],
    ids=["a second before", "at the end", "a second after", "at once", "the day before"],
)
def test_a_grant_ends_to_the_second(practitioner, chair, case, moment, opens):
    with clock.at(NOON):
        grant_access(record=case, to=practitioner, purpose="Panel", ends_at=ENDS, by=chair)
    with clock.at(moment):
        assert sees(practitioner, case) is opens


@pytest.mark.req("SEC-09")
def test_a_revoked_grant_is_closed_at_once(practitioner, chair, case):
    grant = grant_access(record=case, to=practitioner, purpose="Panel", ends_at=ENDS, by=chair)
    assert sees(practitioner, case)
    revoke_access(grant=grant, record=case, by=chair)
    assert not sees(practitioner, case)


@pytest.mark.req("SEC-09")
@pytest.mark.parametrize("by", ["chair", "business_manager"])
def test_nobody_grants_to_themselves(request, by, case):
    granter = request.getfixturevalue(by)
    with pytest.raises(ValidationError, match="somebody else"):
        grant_access(record=case, to=granter, purpose="Panel", ends_at=ENDS, by=granter)
    with pytest.raises(IntegrityError, match="grant_not_to_oneself"), transaction.atomic():
        Grant.objects.create(
            record_uuid=case.uuid, person=granter, purpose="Panel", granted_by=granter, granted_on=date(2019, 11, 12),
            ends_at=ENDS,
        )  # fmt: skip
    assert not Grant.objects.exists()


@pytest.mark.req("SEC-09")
@pytest.mark.parametrize("by", ["board_office", "qp_chair", "system_administrator", "dpo", "cdc", "board_member"])
def test_only_those_with_authority_grant(request, by, practitioner, case):
    with pytest.raises(Refused):
        grant_access(record=case, to=practitioner, purpose="Panel", ends_at=ENDS, by=request.getfixturevalue(by))
    assert not Grant.objects.exists()


@pytest.mark.req("SEC-09")
@pytest.mark.parametrize(
    ("more", "said"),
    [({"purpose": "  "}, "what the access is for"), ({"ends_at": NOON + timedelta(days=91)}, "within 90 days")],
)
def test_a_grant_has_a_purpose_and_an_end(practitioner, chair, case, more, said):
    with pytest.raises(ValidationError, match=said):
        grant_access(**{"record": case, "to": practitioner, "purpose": "Panel", "ends_at": ENDS, "by": chair, **more})
    assert not Grant.objects.exists() and not Entry.objects.exists()


@pytest.mark.req("SEC-09")
def test_a_grant_opens_one_record_and_no_sibling(practitioner, chair, case, record, group):
    sibling = record("P5", type="reviews.case", group=group("li"))
    grant_access(record=case, to=practitioner, purpose="Panel", ends_at=ENDS, by=chair)
    assert sees(practitioner, case) and not sees(practitioner, sibling)
    assert set(Record.objects.visible_to(practitioner)) == {case}


@pytest.mark.req("SEC-09")
def test_a_grant_to_read_does_not_let_write(practitioner, chair, case):
    grant_access(record=case, to=practitioner, purpose="Panel", ends_at=ENDS, by=chair)
    assert not can(practitioner, "change", case) and not can(practitioner, "attach", case)
    grant_access(record=case, to=practitioner, purpose="Panel", ends_at=ENDS, by=chair, may_write=True)
    assert can(practitioner, "change", case) and not can(practitioner, "delete", case)


@pytest.mark.req("SEC-13")
def test_what_does_not_count_today_is_nothing_that_somebody_is(person, agency, group):
    """Roles and places by day, first and last included; a deputy's place; a group that has ended."""
    tomorrow, yesterday = date(2019, 11, 13), date(2019, 11, 11)
    somebody = person("Dee Day", organisation=agency)
    ended, lasting = group("li"), group("qp")
    Group.objects.filter(pk=ended.pk).update(to_on=date(2019, 11, 12))
    RoleHeld.objects.create(person=somebody, role="CDC", from_on=tomorrow)
    RoleHeld.objects.create(person=somebody, role="DPO", from_on=yesterday, to_on=yesterday)
    RoleHeld.objects.create(person=somebody, role="AGL", organisation=agency, from_on=date(2019, 11, 12))
    Membership.objects.create(person=somebody, group=ended, position="chair", from_on=yesterday)
    Membership.objects.create(person=somebody, group=lasting, position="deputy", from_on=yesterday)
    told = {}
    for day in (yesterday, date(2019, 11, 12), tomorrow):
        with clock.at(day):
            told[day.day] = (set(standing(somebody).roles), standing(somebody).agency)
    name = agency.name
    assert told == {11: ({"DPO", "SGM", "SGC"}, name), 12: ({"AGL", "SGM", "SGC"}, name), 13: ({"CDC", "AGL"}, name)}


def test_somebody_with_nothing_but_a_grant_may_come_in_while_it_lasts(nobody, chair, case):
    with clock.at(NOON):
        grant_access(record=case, to=nobody, purpose="Panel", ends_at=ENDS, by=chair)
        assert can(nobody, "portal.enter") and sees(nobody, case)
    forget_standing(nobody)
    with clock.at(ENDS):
        assert not can(nobody, "portal.enter")


def test_giving_and_taking_away_is_history(practitioner, chair, case):
    grant = grant_access(record=case, to=practitioner, purpose="Panel member", ends_at=ENDS, by=chair)
    revoke_access(grant=grant, record=case, by=chair)
    told = list(Entry.objects.order_by("number").values_list("code", "object_uuid", "by_name"))
    assert told == [("access.grant_given", case.uuid, chair.name), ("access.grant_revoked", case.uuid, chair.name)]


# --- the business manager's reason ------------------------------------------------------------------------------------


@pytest.mark.req("SEC-10")
def test_the_business_manager_says_why_and_has_an_hour(business_manager, case):
    assert not sees(business_manager, case)
    with clock.at(NOON):
        give_reason(record=case, why="The coroner has asked for it", by=business_manager)
        assert sees(business_manager, case)
    for moment, opens in ((timedelta(minutes=59, seconds=59), True), (timedelta(minutes=60), False)):
        with clock.at(NOON + moment):
            assert sees(business_manager, case) is opens


@pytest.mark.req("SEC-10")
@pytest.mark.parametrize("why", ["", "because", "              x              "])
def test_a_reason_is_a_reason(business_manager, case, why):
    with pytest.raises(ValidationError, match="at least 15"):
        give_reason(record=case, why=why, by=business_manager)
    assert not ReasonGiven.objects.exists() and not sees(business_manager, case)


@pytest.mark.req("SEC-10")
@pytest.mark.parametrize("by", ["board_office", "chair", "system_administrator", "dpo"])
def test_a_reason_is_the_business_manager_s_alone(request, by, case):
    with pytest.raises(Refused):
        give_reason(record=case, why="The coroner has asked for it", by=request.getfixturevalue(by))
    assert not ReasonGiven.objects.exists()


@pytest.mark.req("SEC-10")
def test_a_reason_does_not_open_a_child_death_review(business_manager, chair, record):
    review = record("P5", type="cdop.review")
    give_reason(record=review, why="The coroner has asked for it", by=business_manager)
    assert not sees(business_manager, review)
    assert not can(business_manager, "read", review).reveal_existence
    grant_access(record=review, to=business_manager, purpose="Hand-over", ends_at=ENDS, by=chair)
    assert sees(business_manager, review)


@pytest.mark.req("SEC-10")
def test_a_conflict_beats_the_reason(business_manager, case):
    give_reason(record=case, why="The coroner has asked for it", by=business_manager)
    Exclusion.objects.create(record_uuid=case.uuid, person=business_manager, why="A relative")
    assert not sees(business_manager, case)


# --- state ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["locked_on", "held_on", "disposed_on"])
def test_what_is_locked_held_or_disposed_of_is_read_and_not_written(business_manager, record, state):
    paper = record("P3", **{state: date(2019, 11, 1)})
    assert sees(business_manager, paper)
    refused = can(business_manager, "change", paper)
    assert not refused and refused.code == "locked" and refused.reveal_existence
    assert not Record.objects.visible_to(business_manager, "change").filter(pk=paper.pk).exists()


def test_a_review_that_was_locked_can_still_be_received(cdrp, new_partners, record):
    """It is locked before it is handed over; the receipt is the one act left (RULINGS 3)."""
    day = date(2020, 1, 30)
    review = record("P5", type="cdop.review", handed_to=new_partners, handed_on=day, locked_on=day)
    assert can(cdrp, "acknowledge", review) and not can(cdrp, "change", review)
    review.held_on = day
    assert not can(cdrp, "acknowledge", review)


def test_a_refusal_tells_a_sentence_and_whether_it_may_say_so(practitioner, record):
    with pytest.raises(Refused, match="Nothing was changed") as open_:
        require(practitioner, "change", record("P0"))
    with pytest.raises(Refused) as hidden:
        require(practitioner, "read", record("P4"))
    assert open_.value.decision.reveal_existence and not hidden.value.decision.reveal_existence


# --- lists must say for whom ------------------------------------------------------------------------------------------


@pytest.fixture
def in_request():
    with working_from(Whereabouts(in_request=True)):
        yield


@pytest.mark.req("SEC-03")
@pytest.mark.parametrize(
    "look",
    [
        lambda rows: list(rows), lambda rows: rows.count(), lambda rows: rows.exists(), lambda rows: rows.first(),
        lambda rows: list(rows.iterator()), lambda rows: rows.aggregate(n=Count("pk")), lambda rows: len(rows),
        lambda rows: bool(rows), lambda rows: rows.get(reference="TRY-001"), lambda rows: rows[0],
        lambda rows: list(rows.values("title")), lambda rows: list(rows.values_list("title", flat=True)),
        lambda rows: rows.in_bulk(), lambda rows: list(rows.filter(level="P0").order_by("title")),
        lambda rows: rows.last(), lambda rows: rows.latest("opened_on"), lambda rows: rows.contains(rows.model(pk=1)),
        lambda rows: list(rows.dates("opened_on", "year")),
        lambda rows: rows.delete(), lambda rows: list(rows | rows.filter(level="P0")),
        lambda rows: list(rows.union(rows.filter(level="P0"))),
    ],
    ids=["list", "count", "exists", "first", "iterator", "aggregate", "len", "bool", "get", "index", "values",
         "values_list", "in_bulk", "filtered", "last", "latest", "contains", "dates", "delete", "or", "union"],
)  # fmt: skip
def test_in_a_request_records_are_not_read_before_it_is_said_for_whom(in_request, record, look):
    record("P0")
    with pytest.raises(Unscoped, match="visible_to"):
        look(Record.objects.all())
    assert Record._plain.filter(title="marker-P0-1").exists()


@pytest.mark.req("SEC-03")
def test_once_narrowed_they_are_read_and_stay_narrowed(in_request, record, practitioner):
    shown, hidden = record("P0"), record("P4")
    rows = Record.objects.visible_to(practitioner).filter(opened_on__lte=date(2020, 1, 1)).order_by("title")
    assert list(rows) == [shown] and rows.count() == 1 and hidden not in rows


def test_what_works_for_nobody_says_why(in_request, record):
    record("P4")
    assert Record.objects.all_for_job("the sweep looks at every record").count() == 1
    with pytest.raises(ValueError, match="Say why"):
        Record.objects.all_for_job("")


def test_outside_a_request_nobody_is_asked(record):
    record("P4")
    assert Record.objects.count() == 1
