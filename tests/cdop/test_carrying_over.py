"""Reviews completed before the portal are carried over for the statistics, all or none, and without a name."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cdop import services
from cdop.ethnicity import ethnic_group
from cdop.models import Analysis, ChildDeathReview, Counted, Identity, ModifiableFactor
from cdop.services import NotLawful, PastReview
from sscb import clock
from sscb.access.policy import Refused
from sscb.history.models import Entry

ON = date(2019, 4, 1)
ONE = PastReview(
    died_on=date(2016, 5, 2), notified_on=date(2016, 5, 3), completed_on=date(2017, 1, 10), age_band="1-4", category=7,
    modifiable="identified", expected="expected", sex="female", ethnic_group="white", place_kind="hospital",
    themes=(("environment", "Safe sleeping"),),
)  # fmt: skip


@pytest.fixture
def carry(start, cdc, group):
    group("cdop")

    def carried(past, on=ON, by=cdc):
        with clock.at(on):
            return services.carry_over_reviews(past=past, by=by, on=on)

    return carried


def test_a_past_review_is_closed_counted_and_names_nobody(carry, cdc):
    assert carry([ONE, replace(ONE, themes=(), modifiable="none")]) == 2
    review = ChildDeathReview.objects.get(reference="CDR-2016-001")
    assert (review.stage, review.closed_on, review.completed_on) == ("closed", ONE.completed_on, ONE.completed_on)
    assert Analysis.objects.get(review=review).agreed_on == ONE.completed_on
    assert ModifiableFactor.objects.get().theme == "Safe sleeping"
    assert Counted.objects.filter(sex="female", place_kind="hospital").count() == 2
    assert not Identity.objects.exists()
    assert Entry.objects.get(code="cdop.reviews_carried_over").facts == {"count": 2}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"notified_on": date(2016, 5, 1)}, "in this order"),
        ({"completed_on": date(2019, 4, 2)}, "in the past"),
        ({"category": 11}, "no category"),
        ({"age_band": "16"}, "no age band"),
        ({"themes": (("environment", " "),)}, "no theme"),
        ({"modifiable": "none"}, "says that there are none"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_kept(carry, wrong, words):
    with pytest.raises(ValidationError, match=f"Row 2: .*{words}"):
        carry([ONE, replace(ONE, **wrong)])
    assert not ChildDeathReview.objects.exists()


def test_only_the_co_ordinator_and_only_until_the_last_day_has_ended(carry, business_manager):
    with pytest.raises(Refused):
        carry([ONE], by=business_manager)
    with pytest.raises(NotLawful):
        carry([ONE], on=date(2020, 1, 30))
    assert not ChildDeathReview.objects.exists()


def test_a_notification_taken_is_counted_in_groups(take):
    review = take(date(2019, 9, 3), child={"sex": "male", "ethnicity": "Mixed: White and Asian"},
                  death={"place_kind": "home"})  # fmt: skip
    counted = Counted.objects.get(review=review)
    assert (counted.sex, counted.ethnic_group, counted.place_kind) == ("male", "mixed", "home")


@pytest.mark.parametrize(
    ("told", "group"),
    [("White British", "white"), ("White and Black Caribbean", "mixed"), ("Asian British: Indian", "asian"),
     ("Chinese", "asian"), ("Black African", "black"), ("Arab", "other"), ("", "unknown"), ("not known", "unknown"),
     ("Any other ethnic group", "other"), ("Gypsy or Irish Traveller", "white")],
)  # fmt: skip
def test_ethnicity_is_reported_in_groups(told, group):
    assert ethnic_group(told) == group
