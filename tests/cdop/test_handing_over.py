"""Owed, sent, received: transferred only with a receipt, by the receiving body's own account."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cdop import services
from cdop.models import ChildDeathReview, Handover
from cdop.services import AlreadyThere, NotLawful, notifying
from sscb import clock
from sscb.access.policy import Refused
from sscb.history.models import Entry
from sscb.timetable.models import Deadline
from sscb.timetable.sweeping import sweep

from .conftest import LAST, agree

BEFORE, GRACE, ENDED, LATER = date(2019, 9, 3), date(2019, 11, 12), date(2020, 1, 30), date(2020, 2, 3)
SHA = "5e" * 32


def fresh(review):
    return ChildDeathReview.objects.get(pk=review.pk)


@pytest.fixture
def sent(take, cdc, new_partners):
    """A review that the sweep locked and the co-ordinator sent."""
    review = take(BEFORE)
    with clock.at(ENDED):
        sweep(ENDED)
        return services.send_handover(
            handover=Handover.objects.get(review=review), to=new_partners, method="Secure mail", checksum=SHA, by=cdc,
            on=ENDED, outstanding="Post-mortem results",
        )  # fmt: skip


def test_locked_sent_and_received(sent, cdrp, new_partners):
    review = fresh(sent.review)
    assert (review.stage, review.handed_to, review.handed_on) == ("notified", new_partners, ENDED)
    with clock.at(LATER):
        services.receive_handover(handover=Handover.objects.get(pk=sent.pk), by=cdrp, on=LATER)
    review = fresh(review)
    assert (review.stage, review.closed_on, review.handover.received_by) == ("transferred", LATER, cdrp)
    assert [row.rule for row in Deadline.objects.open().filter(record_id=review.pk)] == ["cdop-content-destroyed"]
    assert Deadline.objects.get(record_id=review.pk, rule="cdop-handover").met_on == ENDED
    assert Deadline.objects.get(record_id=review.pk, rule="cdop-grace-end").state == "cancelled"


def test_a_second_receipt_changes_nothing(sent, cdrp):
    for day in (LATER, date(2020, 2, 20)):
        with clock.at(day):
            services.receive_handover(handover=Handover.objects.get(pk=sent.pk), by=cdrp, on=day)
    assert Handover.objects.get(pk=sent.pk).received_on == LATER
    assert Entry.objects.filter(code="cdop.handover_received").count() == 1


def test_nobody_but_the_receiving_body_confirms_it(sent, person, other_agency, cdc, business_manager):
    strangers = [person("Olga Other", role="CDRP", organisation=other_agency), cdc, business_manager]
    for stranger in strangers:
        with clock.at(LATER), pytest.raises(Refused):
            services.receive_handover(handover=Handover.objects.get(pk=sent.pk), by=stranger, on=LATER)
    assert fresh(sent.review).stage == "notified"


def test_sent_once_and_not_ahead_of_its_day_and_never_without_proof(take, cdc, new_partners, business_manager):
    review = take(date(2019, 10, 1))
    told = {"handover": review.handover, "to": new_partners, "by": cdc, "on": GRACE}
    with clock.at(GRACE):
        for wrong in ({"method": "Secure mail", "checksum": "abc"}, {"method": " ", "checksum": SHA}):
            with pytest.raises(ValidationError, match="nothing goes out unproven"):
                services.send_handover(**told, **wrong)
        with pytest.raises(ValidationError, match="has not come"):
            services.send_handover(**{**told, "on": LATER}, method="Secure mail", checksum=SHA)
        with pytest.raises(Refused):
            services.send_handover(**{**told, "by": business_manager}, method="Secure mail", checksum=SHA)
        services.send_handover(**told, method="Secure mail", checksum=SHA)
        with pytest.raises(ValidationError, match="It was sent on 12 November 2019"):
            services.send_handover(**told, method="Secure mail", checksum=SHA)
    assert fresh(review).locked_on == GRACE


def test_a_notification_that_the_panel_may_only_pass_on_is_transferred_too(take, cdc, cdrp, new_partners):
    review = take(date(2019, 10, 1))
    with clock.at(GRACE):
        services.send_handover(
            handover=review.handover, to=new_partners, method="Secure mail", checksum=SHA, by=cdc, on=GRACE
        )
        services.receive_handover(handover=Handover.objects.get(review=review), by=cdrp, on=GRACE)
    assert fresh(review).stage == "transferred"


def test_within_the_four_months_a_review_may_be_handed_over_early(take, cdc):
    review = take(BEFORE)
    with clock.at(GRACE):
        owed = services.owe_handover(review=review, by=cdc, on=GRACE)
        assert (owed.what, owed.owed_on, owed.last_day) == ("unfinished", GRACE, LAST)
        with pytest.raises(Refused):
            services.open_review(review=fresh(review), by=cdc, on=GRACE)
        with pytest.raises(ValidationError, match="to be handed over already"):
            services.owe_handover(review=fresh(review), by=cdc, on=GRACE)
    with clock.at(ENDED):
        sweep(ENDED)
    assert fresh(review).locked_on == GRACE and Handover.objects.count() == 1


def test_a_finished_review_is_not_owed(at_panel, cdc):
    review = at_panel()
    with clock.at(GRACE):
        agree(review, by=cdc, on=GRACE)
        with pytest.raises(ValidationError, match="is finished"):
            services.owe_handover(review=review, by=cdc, on=GRACE)


def test_after_it_was_sent_nobody_edits_it(sent, cdc):
    review = fresh(sent.review)
    for day in (ENDED, LATER):
        with clock.at(day), pytest.raises(NotLawful):
            services.write_analysis(review=review, category=1, by=cdc, on=day)


def test_the_database_knows_no_receipt_without_sending(take):
    review = take(date(2019, 10, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(review=review).update(received_on=GRACE, received_by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(review=review).update(sent_on=GRACE)


def test_two_who_key_one_child_in_the_same_moment_keep_one(take, monkeypatch):
    """Neither saw the other's: the database refuses the second, and the answer names the first."""
    first, real = take(BEFORE, child={"nhs_number": "9434765919"}), notifying.find_alike
    monkeypatch.setattr(notifying, "find_alike", _blind_once(real))
    with pytest.raises(AlreadyThere, match=f"Add this notification to {first.reference}"):
        take(BEFORE, child={"nhs_number": "9434765919"})
    assert ChildDeathReview.objects.count() == 1


def _blind_once(real):
    asked = []

    def find(*told):
        asked.append(told)
        return [] if len(asked) == 1 else real(*told)

    return find
