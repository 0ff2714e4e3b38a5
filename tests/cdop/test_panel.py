"""The panel's meetings: lawful up to the last day, no fuller than they are, each case on an agenda once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cdop import services
from cdop.models import Attendance, ChildDeathReview, PanelItem, PanelMeeting
from cdop.queries import work_plan
from cdop.services import NotLawful
from sscb import clock
from sscb.access.policy import Refused
from sscb.records.moving import NotThere

from .conftest import LAST, hold

BEFORE, GRACE, ENDED = date(2019, 9, 3), date(2019, 11, 12), date(2020, 1, 30)


@pytest.fixture
def ready(take, cdc):
    def make():
        review = take(BEFORE)
        with clock.at(BEFORE):
            services.open_review(review=review, by=cdc, on=BEFORE)
            services.move_review(review=review, to="ready", by=cdc, on=BEFORE)
        return review

    return make


@pytest.fixture
def meeting(start, cdc):
    with clock.at(GRACE):
        return services.plan_panel(planned_on=date(2019, 12, 5), room_for=2, by=cdc, on=GRACE)


def test_a_meeting_is_planned_up_to_the_last_day_and_not_after(start, cdc):
    with clock.at(GRACE):
        assert services.plan_panel(planned_on=LAST, by=cdc, on=GRACE).planned_on == LAST
        for day, words in (
            (ENDED, "rule cdop-grace-end"),
            (date(2019, 11, 11), "has gone"),
            (LAST, "meets on 29 January 2020 already"),
        ):
            with pytest.raises(ValidationError, match=words):
                services.plan_panel(planned_on=day, by=cdc, on=GRACE)
        with pytest.raises(ValidationError, match="one case at least"):
            services.plan_panel(planned_on=date(2019, 12, 6), room_for=0, by=cdc, on=GRACE)
    assert PanelMeeting.objects.count() == 1


def test_an_agenda_takes_what_is_ready_and_is_full_when_it_is_full(meeting, ready, take, cdc):
    first, second, third, raw = ready(), ready(), ready(), take(BEFORE)
    with clock.at(GRACE):
        with pytest.raises(NotThere):
            services.put_on_agenda(meeting=meeting, review=raw, by=cdc, on=GRACE)
        for review in (first, second):
            services.put_on_agenda(meeting=meeting, review=review, by=cdc, on=GRACE)
        with pytest.raises(ValidationError, match="is full: it takes 2"):
            services.put_on_agenda(meeting=meeting, review=third, by=cdc, on=GRACE)
    assert list(meeting.items.values_list("order", flat=True)) == [1, 2]
    assert ChildDeathReview.objects.get(pk=third.pk).stage == "ready"


def test_a_deferral_says_why_and_the_case_comes_back_to_another_meeting(meeting, ready, cdc):
    review = ready()
    with clock.at(GRACE):
        item = services.put_on_agenda(meeting=meeting, review=review, by=cdc, on=GRACE)
        with pytest.raises(ValidationError, match="Record first who is at the meeting"):
            services.defer_item(item=item, why="The post-mortem results", by=cdc, on=GRACE)
        hold(meeting, by=cdc, on=GRACE)
        with pytest.raises(ValidationError, match="Say what the panel still wants to know"):
            services.defer_item(item=item, why="  ", by=cdc, on=GRACE)
        services.defer_item(item=item, why="The post-mortem results", by=cdc, on=GRACE)
        review = ChildDeathReview.objects.get(pk=review.pk)
        services.move_review(review=review, to="ready", by=cdc, on=GRACE)
        with pytest.raises(ValidationError, match="was held on 12 November 2019"):
            services.put_on_agenda(meeting=meeting, review=review, by=cdc, on=GRACE)
        other = services.plan_panel(planned_on=date(2020, 1, 16), by=cdc, on=GRACE)
        services.put_on_agenda(meeting=other, review=review, by=cdc, on=GRACE)
    assert list(PanelItem.objects.order_by("id").values_list("outcome", flat=True)) == ["deferred", "open"]


def test_only_a_quorate_meeting_completes_a_review_or_one_that_says_why(meeting, ready, cdc, chair):
    """Whoever calls, and from wherever: there is no other door (handbook 3.3)."""
    review = ready()
    assert not [name for name in services.__all__ if name.startswith("complete")]
    with clock.at(GRACE):
        item = services.put_on_agenda(meeting=meeting, review=review, by=cdc, on=GRACE)
        services.write_analysis(review=review, category=9, modifiable="none", by=cdc, on=GRACE)
        told = {"item": item, "decision": "Agreed.", "by": cdc, "on": GRACE}
        with pytest.raises(ValidationError, match="Record first who is at the meeting"):
            services.agree_item(**told)
        services.hold_panel(meeting=meeting, present=[(chair, None)], by=cdc, on=GRACE)
        with pytest.raises(ValidationError, match="There is no quorum for this case"):
            services.agree_item(**told)
        with pytest.raises(ValueError, match="door of its own"):
            services.move_review(review=review, to="reviewed", by=cdc, on=GRACE)
        assert ChildDeathReview.objects.get(pk=review.pk).completed_on is None
        services.agree_item(**told, without_quorum_because="All had agreed in writing.")
    assert ChildDeathReview.objects.get(pk=review.pk).completed_on == GRACE
    assert PanelItem.objects.get().outcome == "reviewed"


def test_who_was_there_is_kept_and_a_held_meeting_is_closed(meeting, ready, cdc, agency_lead, agency, chair):
    review, day = ready(), date(2019, 12, 5)
    with clock.at(day):
        with pytest.raises(ValidationError, match="Say who was there"):
            services.hold_panel(meeting=meeting, present=[], by=cdc, on=day)
        with pytest.raises(ValidationError, match="has not come"):
            services.hold_panel(meeting=meeting, present=[(chair, None)], by=cdc, on=LAST)
        services.hold_panel(meeting=meeting, present=[(agency_lead, agency), (chair, None)], by=cdc, on=day)
        with pytest.raises(ValidationError, match="was held on 5 December 2019"):
            services.put_on_agenda(meeting=meeting, review=review, by=cdc, on=day)
    assert Attendance.objects.filter(meeting=meeting).count() == 2


def test_no_meeting_is_held_and_no_case_put_on_an_agenda_once_the_last_day_has_ended(meeting, ready, cdc, chair):
    review = ready()
    with clock.at(ENDED):
        with pytest.raises(ValidationError, match="could meet until 29 January 2020"):
            services.hold_panel(meeting=meeting, present=[(chair, None)], by=cdc, on=ENDED)
        with pytest.raises(NotLawful, match="rule cdop-grace-end"):
            services.put_on_agenda(meeting=meeting, review=review, by=cdc, on=LAST)


def test_nobody_else_plans_a_panel(start, business_manager, chair, cdrp):
    for person in (business_manager, chair, cdrp):
        with pytest.raises(Refused):
            services.plan_panel(planned_on=LAST, by=person, on=GRACE)


def test_the_work_plan_and_its_sentence_on_the_list(meeting, ready, take, cdc, as_, business_manager):
    for _ in range(2):
        ready()
    left, passed = take(BEFORE), take(date(2019, 10, 1))
    made = work_plan(cdc, GRACE)
    assert made.left_over == (left.reference,) and passed.reference not in {*made.placed, *made.left_over}
    words = "3 reviews are open and the panel has room for 2 until 29 January 2020: 1 will not make it."
    client = as_(cdc)
    assert words in client.get("/child-deaths/").content.decode()
    with clock.at(ENDED):
        assert "will not make it" not in client.get("/child-deaths/").content.decode()
    assert work_plan(business_manager, GRACE).open == 0
