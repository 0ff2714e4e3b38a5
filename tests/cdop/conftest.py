"""Cases on either side of the start, taken through the portal's own services."""

from datetime import date, datetime, time
from itertools import count

import pytest

from cdop import services
from cdop.models import PanelItem, PanelMeeting
from cdop.services import ChildTold, DeathTold
from sscb import clock
from sscb.timetable.services import record_local_date
from tests.conftest import _organisation
from tests.workers import worker  # noqa: F401

START = date(2019, 9, 29)
LAST = date(2020, 1, 29)


def london(day: date, hour: int = 10, minute: int = 0, second: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, second), clock.LONDON).astimezone(clock.UTC)


@pytest.fixture
def start(db, business_manager):
    """The partners' arrangements begin on 29 September 2019, as the demonstration has it."""
    with clock.at(date(2019, 8, 1)):
        record_local_date(
            code="cdr_start", day=START, source="This test", by=business_manager, on=date(2019, 8, 1)
        )
    return START


@pytest.fixture
def take(start, cdc, group):
    """`take(on=date(2019, 9, 3))`: the notification of a death of two days before, received and keyed that day."""
    group("cdop")
    numbers = count(1)

    def make(on: date, *, by=None, died_on=None, born_on=date(2012, 3, 4), received_at=None, keyed_on=None, **more):
        place = next(numbers)
        child = {"name": f"Invented Child {place}", "born_on": born_on, **more.pop("child", {})}
        death = {"died_on": died_on or date.fromordinal(on.toordinal() - 2), **more.pop("death", {})}
        keyed = keyed_on or on
        with clock.at(london(keyed, 23, 30)):
            return services.take_notification(
                child=ChildTold(**child), death=DeathTold(**death), received_at=received_at or london(on),
                by=by or cdc, on=keyed, **more,
            )  # fmt: skip

    return make


def hold(meeting, *, by, on: date):
    """The meeting is held with a quorum: one person who chairs and is the designated doctor is enough by its rule."""
    if not meeting.met_on:
        services.set_quorum(from_on=START.replace(month=1), agencies=1, source="This test", by=by, on=on)
        seat = services.ask_to_meeting(
            meeting=meeting, name="Dr Invented", job_title="Designated doctor", seat="chair", is_health=True, by=by,
            agency=_organisation("county-council", "County council", "LA"), on=on,
        )  # fmt: skip
        services.hold_panel(meeting=meeting, seats=[seat.uuid], by=by, on=on)
    return meeting


def item_of(review) -> PanelItem:
    item = PanelItem.objects.select_related("meeting").filter(review_id=review.pk).latest("pk")
    item.review = review
    return item


def agree(review, *, by, on: date):
    """The panel meets on `on`, with a quorum, and agrees the form."""
    item = item_of(review)
    hold(item.meeting, by=by, on=on)
    services.agree_item(item=item, decision="The panel agreed the form.", by=by, on=on)


@pytest.fixture
def at_panel(take, cdc):
    """A case on the panel's agenda, its analysis form whole; taken on 3 September 2019."""

    def make(on: date = date(2019, 9, 3), panel_on: date = date(2019, 9, 20), **more):
        review = take(on, **more)
        with clock.at(panel_on):
            services.open_review(review=review, by=cdc, on=panel_on)
            services.move_review(review=review, to="ready", by=cdc, on=panel_on)
            meeting = PanelMeeting.objects.filter(planned_on=panel_on).first()
            meeting = meeting or services.plan_panel(planned_on=panel_on, by=cdc, on=panel_on)
            services.put_on_agenda(meeting=meeting, review=review, by=cdc, on=panel_on)
            services.write_analysis(review=review, category=8, modifiable="none", by=cdc, on=panel_on)
        return review

    return make
