"""Taking a notification in the browser: every bad input gets its sentence, and nothing typed is lost."""

import re
from datetime import date

import pytest
from django.urls import reverse

from cdop.models import ChildDeathReview, Counted, Identity, Notification, Relative
from sscb import clock

from .conftest import london

BEFORE, GRACE = date(2019, 9, 3), date(2019, 11, 12)
NHS = "9434765919"
TOLD = {
    "received_day": "2019-11-12", "received_time": "09:30", "how": "phone", "note": "Ward sister rang at 09:30",
    "referrer": "Sister Quill", "referrer_phone": "01823 000000", "name": "Ottoline Marchbanks", "sex": "female",
    "born_on": "2012-03-04", "nhs_number": NHS, "ethnicity": "White and Asian", "address": "1 Invented Lane",
    "postcode": "TA9 9ZZ", "lives_here": "yes", "died_on": "2019-11-11", "place_kind": "hospital",
    "live_birth": "yes", "planned_termination": "no", "cause": "Sepsis", "circumstances": "Taken ill at her aunt’s",
    "expected": "unexpected", "post_mortem": "yes", "gp": "Dr Invented, Taunton", "rows": "2", "r0-kind": "responsible",
    "r0-name": "Mother Marchbanks", "r0-relationship": "Mother", "r1-kind": "child", "r1-name": "Brother",
    "r1-age": "9", "r1-at_risk": "no",
}  # fmt: skip


@pytest.fixture
def office(start, cdc, as_, group):
    group("cdop")
    client = as_(cdc)
    return lambda **told: client.post(reverse("cdop:notify"), {**TOLD, **told})


def kept_on(html: str) -> str:
    return html.replace("&#x27;", "'")


def test_it_is_asked_checked_and_taken_with_all_its_groups(office):
    with clock.at(london(date(2019, 9, 3), 12)):
        day = {"received_day": "2019-09-03", "died_on": "2019-09-02"}
        checked = office(**day, check="yes").content.decode()
        assert "The Board’s panel reviews this death" in checked and "Family and household" in checked
        assert not Identity.objects.exists(), "Looking keeps nothing."
        answer = office(**day, take="yes")
    review = ChildDeathReview._base_manager.get()
    assert answer.status_code == 302 and str(review.uuid) in answer.headers["Location"]
    assert (review.notified_on, review.expected, review.age_band) == (BEFORE, "unexpected", "5-9")
    who, told = review.identity, review.notifications.get()
    assert (who.name, who.nhs_number, who.nhs_number_state) == ("Ottoline Marchbanks", NHS, "known")
    assert [one.name for one in who.relatives.order_by("id")] == ["Mother Marchbanks", "Brother"]
    assert who.relatives.get(name="Brother").at_risk is False
    assert (told.how, told.referrer) == ("phone", "Sister Quill")
    assert (told.post_mortem, told.certificate_issued) == ("yes", "nk")
    assert told.professionals == "General practitioner: Dr Invented, Taunton"
    assert Counted.objects.get(review=review).ethnic_group == "mixed"


def test_from_the_start_on_it_is_taken_all_the_same_and_said_whose_it_is(office, as_, cdc):
    checked = office(check="yes").content.decode()
    assert "The child death review partners review this death" in checked
    assert "rule cdop-no-new-in-grace" in checked and "Take it, to be passed on" in checked
    page = as_(cdc).get(office(take="yes").headers["Location"]).content.decode()
    review = ChildDeathReview._base_manager.get()
    assert review.handover.what == "notification" and "rule cdop-no-new-in-grace" in page
    assert "Pass it to the child death review partners" in page or "pass it to the child death review partners" in page


def test_a_child_who_lived_elsewhere_is_for_the_home_area(office):
    without = office(lives_here="no", check="yes")
    assert without.status_code == 422 and "in which area the child lived" in without.content.decode()
    checked = office(lives_here="no", home_area="Devon", check="yes").content.decode()
    assert "Devon reviews this death" in checked
    office(lives_here="no", home_area="Devon", take="yes")
    assert ChildDeathReview._base_manager.get().stage == "other-area"


@pytest.mark.parametrize(
    ("told", "words", "field"),
    [
        ({"died_on": "2019-11-13"}, "has not come", "died_on"),
        ({"born_on": "2019-11-12"}, "is after the date of death", "born_on"),
        ({"born_on": "2001-11-10"}, "18th birthday was 10 November 2019", "born_on"),
        ({"live_birth": "no"}, "stillbirth or late foetal loss is not reviewed", "live_birth"),
        ({"planned_termination": "yes"}, "planned termination is not reviewed", "planned_termination"),
        ({"received_day": "2019-11-11", "note": ""}, "add a note of the call", "note"),
        ({"received_time": "23:59"}, "moment of receipt has not come", "received_day"),
        ({"received_day": "2019-11-10"}, "received before the date of death", "died_on"),
        ({"nhs_number": "1234567890"}, "does not add up", "nhs_number"),
        ({"name": ""}, "Enter the child’s name", "name"),
        ({"died_on": "31.02.2019"}, "Enter a day that exists", "died_on"),
        ({"r1-name": ""}, "Enter the name, or “not known”", "r1-name"),
    ],
)  # fmt: skip
def test_what_cannot_be_gets_its_sentence_and_nothing_typed_is_lost(office, told, words, field):
    for button in ("check", "take"):
        with clock.at(london(GRACE, 12)):
            answer = office(**told, **{button: "yes"})
        html = kept_on(answer.content.decode())
        assert answer.status_code == 422 and words in html
        assert f'href="#id_{field}"' in html
        for text in ("Sister Quill", "1 Invented Lane", "Taken ill at her aunt’s", "Mother Marchbanks", "Dr Invented"):
            assert text in html, text
    assert not ChildDeathReview._base_manager.exists()


def test_more_people_and_going_back_keep_what_was_typed(office):
    for button, rows in (("row", 3), ("change", 2)):
        html = office(**{button: "yes"}).content.decode()
        assert "Sister Quill" in html and "Mother Marchbanks" in html and f'name="rows" value="{rows}"' in html
        assert ("Person 3" in html) == (rows == 3) and "There is a problem" not in html
    assert 'name="rows" value="12"' in office(row="yes", rows="99999").content.decode()
    assert not Notification.objects.exists()


def test_the_same_number_is_the_same_child_and_the_notification_joins(office, take, cdc):
    first = take(BEFORE, child={"nhs_number": NHS})
    checked = office(check="yes").content.decode()
    assert f"This death may be known already as {first.reference}" in checked
    assert "same NHS number" in checked and 'name="take"' not in checked
    refused = office(take="yes")
    assert refused.status_code == 409 and f"Add this notification to {first.reference}" in refused.content.decode()
    assert "Sister Quill" in refused.content.decode()
    assert office(join="no-uuid").status_code == 404
    assert office(join=str(first.uuid)).status_code == 302
    who = Identity.objects.get()
    assert first.notifications.count() == 2 and who.name.startswith("Invented Child")
    assert who.address == "1 Invented Lane" and who.relatives.count() == 2, "What was not known is filled in."
    assert office(join=str(first.uuid)).status_code == 302
    assert Relative.objects.count() == 2


def test_a_likely_duplicate_is_another_child_only_with_a_reason(office, take):
    take(BEFORE, child={"name": "Ottoline Marchbanks"}, born_on=date(2012, 3, 4))
    assert "Is it the same child?" in office(check="yes").content.decode()
    refused = office(take="yes")
    assert refused.status_code == 409 and "say why this is another child" in refused.content.decode()
    assert office(take="yes", another_child_because="A cousin of the same name").status_code == 302
    assert ChildDeathReview._base_manager.count() == 2


def test_it_is_the_co_ordinator_s_page(start, as_, business_manager, cdrp, contributor, chair):
    for person in (business_manager, cdrp, contributor, chair):
        client = as_(person)
        assert client.get(reverse("cdop:notify")).status_code == 403
        assert client.post(reverse("cdop:notify"), {**TOLD, "take": "yes"}).status_code == 403
    assert not ChildDeathReview._base_manager.exists()


def test_the_page_begins_with_now_in_london(start, cdc, as_):
    with clock.at(london(date(2019, 9, 28), 23, 45)):
        html = as_(cdc).get(reverse("cdop:notify")).content.decode()
    assert 'value="2019-09-28"' in html and 'value="23:45"' in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
