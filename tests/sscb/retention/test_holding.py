"""Legal holds: on a record with what belongs to it, on a child, on a person; and the one switch."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from reviews.models import CaseReview, Identity
from sscb.access.errors import Conflict
from sscb.access.policy import Refused, can
from sscb.history.models import Entry
from sscb.history.services import write_history
from sscb.records.models import Record
from sscb.retention.models import Hold, Moratorium, Reached
from sscb.retention.services import ask_lift, ask_release, hold_person, lift, place_hold, release_hold, stop_disposal
from sscb.retention.services.holding import extend_holds
from sscb.retention.sockets import Subject
from tests.sscb.retention.conftest import TODAY, base

WHY = {"reason": "Inquest", "reference": "C/2019/7"}


@pytest.mark.req("SEC-48")
def test_a_hold_stops_the_record_and_all_that_belongs_to_it_until_two_release_it(
    old_case, business_manager, chair, dpo, board_office
):
    told = old_case()
    with pytest.raises(Refused):
        place_hold(record=told.case, by=board_office, on=TODAY, **WHY)
    hold = place_hold(record=told.case, by=business_manager, on=TODAY, **WHY)
    assert base(told.case).held_on == base(told.report).held_on == TODAY
    assert not can(business_manager, "change", base(told.report)) and can(business_manager, "read", base(told.report))
    with pytest.raises(ValidationError, match="held already"):
        place_hold(record=base(told.case), by=chair, on=TODAY, **WHY)
    other = place_hold(record=base(told.report), by=chair, on=TODAY, reason="Police", reference="P1")
    with pytest.raises(Conflict, match="Nobody has asked"):
        release_hold(hold=hold, by=dpo, on=TODAY)
    with pytest.raises(ValidationError, match="why"):
        ask_release(hold=hold, why=" ", by=dpo, on=TODAY)
    ask_release(hold=hold, why="The inquest is over", by=dpo, on=TODAY)
    with pytest.raises(Conflict, match="somebody else"):
        release_hold(hold=hold, by=dpo, on=TODAY)
    release_hold(hold=hold, by=chair, on=TODAY)
    assert base(told.case).held_on is None and base(told.report).held_on == TODAY  # the other hold stands
    with pytest.raises(Conflict, match="released already"):
        release_hold(hold=hold, by=dpo, on=TODAY)
    with pytest.raises(Conflict, match="released already"):
        ask_release(hold=hold, why="x", by=dpo, on=TODAY)
    ask_release(hold=other, why="Police have closed it", by=chair, on=TODAY)
    release_hold(hold=other, by=business_manager, on=TODAY)
    assert base(told.report).held_on is None
    codes = set(Entry.objects.filter(object_uuid=told.case.uuid).values_list("code", flat=True))
    assert {"retention.held", "retention.release_asked", "retention.released"} <= codes


@pytest.mark.req("SEC-48")
def test_a_hold_on_a_child_reaches_every_record_about_the_child_also_those_linked_later(
    old_case, business_manager, django_capture_on_commit_callbacks
):
    first = old_case("zqone", name="ottoline marchbanks")
    second = old_case("zqtwo", name="ottoline marchbanks", born_on=None)
    other = old_case("zqthree", name="ottoline marchbanks", born_on=date(2001, 1, 1))
    hold = place_hold(record=first.case, child=True, by=business_manager, on=TODAY, **WHY)
    held = {one.pk for one in Record._plain.exclude(held_on=None)}
    assert held == {first.case.pk, first.report.pk, second.case.pk, second.report.pk}
    later = old_case("zqfour", name="somebody else")
    assert not extend_holds(TODAY)
    Identity.objects.filter(case=later.case).update(name_key="ottoline marchbanks", born_on=date(1975, 5, 6))
    with django_capture_on_commit_callbacks(execute=True):
        write_history(later.case, "reviews.case_referred", by=business_manager, on=TODAY)
    assert base(later.case).held_on and base(later.report).held_on and base(other.case).held_on is None
    assert Reached.objects.filter(hold=hold).count() == 6
    nameless = CaseReview(
        type="reviews.review", reference="CR-1980-099", title="x", stage="closed", regime="lscb-wt2013", level="P4",
        opened_on=TODAY, received_on=TODAY, notified_on=TODAY,
    )  # fmt: skip
    nameless.save()
    with pytest.raises(ValidationError, match="names no child"):
        place_hold(record=nameless, child=True, by=business_manager, on=TODAY, **WHY)


def test_who_is_the_same_child():
    one = Subject("ann lee", date(2010, 1, 2), "9434765919")
    assert one.same_as(Subject("other name", None, "9434765919"))
    assert not one.same_as(Subject("ann lee", date(2010, 1, 2), "9434765870"))
    assert one.same_as(Subject("ann lee")) and Subject("ann lee").same_as(one)
    assert not one.same_as(Subject("ann lee", date(2010, 1, 3))) and not one.same_as(Subject("ann leigh"))


@pytest.mark.req("SEC-48")
def test_a_hold_on_a_person_reaches_what_is_theirs(old_case, practitioner, business_manager):
    told = old_case()
    Record._plain.filter(pk=told.report.pk).update(person=practitioner)
    hold = hold_person(person=practitioner, by=business_manager, on=TODAY, **WHY)
    assert base(told.report).held_on == TODAY and base(told.case).held_on is None and hold.reached.count() == 1
    with pytest.raises(ValidationError, match="already"):
        hold_person(person=practitioner, by=business_manager, on=TODAY, **WHY)


@pytest.mark.req("SEC-48")
def test_the_one_switch_is_placed_by_one_and_lifted_by_two(business_manager, dpo, agency_lead):
    with pytest.raises(Refused):
        stop_disposal(by=agency_lead, on=TODAY, **WHY)
    one = stop_disposal(by=business_manager, on=TODAY, **WHY)
    with pytest.raises(ValidationError, match="stopped already"):
        stop_disposal(by=dpo, on=TODAY, **WHY)
    ask_lift(moratorium=one, why="The inquiry has reported", by=business_manager, on=TODAY)
    with pytest.raises(Conflict, match="somebody else"):
        lift(moratorium=one, by=business_manager, on=TODAY)
    lift(moratorium=one, by=dpo, on=TODAY + timedelta(days=1))
    assert Moratorium.objects.get().released_by == dpo


@pytest.mark.req("SEC-48")
@pytest.mark.req("SEC-20")
def test_the_page_of_holds_asks_for_a_factor_again_and_shows_no_title(
    old_case, as_, chair, business_manager, board_office
):
    told, page = old_case(), reverse("retention:holds")
    said = {"on": "record", "record": told.case.reference, **WHY}
    stale = as_(business_manager, stale=True)
    assert stale.post(page, said).headers["Location"].startswith("/account/again/") and not Hold.objects.exists()
    office = as_(business_manager)
    assert office.post(page, {**said, "record": "CR-1999-999"}).status_code == 422
    assert office.post(page, said).status_code == 302 and office.post(page, said).status_code == 422
    shown = office.get(page).text
    assert told.case.reference in shown and "2 records" in shown and told.word not in shown
    hold = Hold.objects.get()
    step = reverse("retention:step_hold", args=[hold.uuid])
    assert office.post(step).status_code == 409  # nobody asked yet
    office.post(step, {"why": ""})
    assert Hold.objects.get().asked_by is None
    office.post(step, {"why": "The inquest is over."})
    assert office.post(step).status_code == 409 and "The inquest is over." in as_(chair).get(page).text
    assert as_(chair, stale=True).post(step).headers["Location"].startswith("/account/again/")
    assert base(told.case).held_on == TODAY or base(told.case).held_on
    assert as_(chair).post(step).status_code == 302 and base(told.case).held_on is None
    assert as_(board_office).get(page).status_code == 403
    office.post(page, {**said, "on": "account", "record": "nobody@example.org"})
    office.post(page, {**said, "on": "account", "record": chair.email})
    assert Hold.objects.filter(person=chair).count() == 1
    stop = reverse("retention:stop")
    office.post(stop, {"stop-reason": "", "stop-reference": "x"})
    assert not Moratorium.objects.exists()
    office.post(stop, {"stop-reason": "Inquiry", "stop-reference": "INQ/1"})
    assert "All disposal is stopped" in office.get(page).text
    step = reverse("retention:step_stop", args=[Moratorium.objects.get().uuid])
    office.post(step, {"why": "It has reported"})
    assert as_(chair).post(step).status_code == 302
    assert "All disposal is stopped" not in office.get(page).text


@pytest.mark.req("SEC-20")
def test_whoever_proves_that_it_is_still_them_finds_it_done_and_nothing_typed_is_lost(old_case, as_, business_manager):
    business_manager.set_password("a long and quiet evening")
    business_manager.save()
    told, page, client = old_case(), reverse("retention:holds"), as_(business_manager, stale=True)
    asked = client.post(page, {"on": "record", "record": told.case.reference, **WHY}).headers["Location"]
    assert "Whatever you have entered is kept." in client.get(asked).text and not Hold.objects.exists()
    wrong = client.post(asked, {"password": "another evening", "next": page}).text
    assert "That is not your password. Nothing was lost: enter it again." in wrong and not Hold.objects.exists()
    client.post(asked, {"password": "a long and quiet evening", "next": page})
    assert Hold.objects.get().reason == WHY["reason"] and base(told.case).held_on == TODAY
