"""The stories told day by day, through the services, with the clock stood at each day."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from cdop import services
from cdop.demo.papers import write_for_panel
from cdop.demo.past import PORTAL_FROM, past_reviews
from cdop.demo.stories import COMPLETED, ELSEWHERE, MEETINGS, OPEN, Form, Found, Story
from cdop.demo.told import Told
from cdop.lifecycle import Stage
from cdop.models import AgencyForm, ChildDeathReview, PanelItem, PanelMeeting
from cdop.paths import NEW_OF
from cdop.questions import form_asked
from cdop.services import ChildTold, DeathTold
from sscb import clock
from sscb.timetable.queries.calendar import read_once
from sscb.timetable.regimes import NCMD

PANEL = ("cdop-chair", "cdc", "cdop-paediatrician", "cdop-police", "cdop-council", "cdop-midwife")
ORDER = ("carried over", "planned", "told", "asked", "answered", "held")
"""What comes first on one day; a case's own steps follow as its story has them."""
LAST_OF_DAY = 100


@dataclass(frozen=True)
class Event:
    on: date
    order: int
    happen: Callable[[], Any]


def _kind(story: Story, form: Form) -> str:
    """Of deaths told of from 1 April 2019 on the new forms (rule forms-switch); the old ones had gone out on paper."""
    return form.kind if story.told_on < NCMD else NEW_OF[form.kind]


class Teller:
    """Keeps what the stories speak of: the world, the cases by child, the meetings by day."""

    def __init__(self, world: Any):
        self.world = world
        self.cdc = world.people["cdc"]
        self.reviews: dict[str, ChildDeathReview] = {}
        self.meetings: dict[date, PanelMeeting] = {}

    def tell(self) -> None:
        """Everything that had happened by the world's date, in the order of its days."""
        events = sorted(self.events(), key=lambda one: (one.on, one.order))
        with read_once():
            for event in events:
                if event.on <= self.world.on:
                    with clock.at(datetime.combine(event.on, time(16), clock.LONDON)):
                        event.happen()

    def events(self) -> Iterator[Event]:
        until = min(self.world.on, PORTAL_FROM)
        yield Event(until, 0, lambda: services.carry_over_reviews(past=past_reviews(until), by=self.cdc, on=until))
        for planned_on, meets_on, room_for in MEETINGS:
            yield Event(planned_on, 1, lambda p=planned_on, m=meets_on, r=room_for: self.plan(p, m, r))
            yield Event(meets_on, 5, lambda m=meets_on: self.hold(m))
        for story in (*COMPLETED, *OPEN, *ELSEWHERE):
            yield from self.of(story)
        for place, (on, happen) in enumerate(Told(self.world).events()):
            yield Event(on, LAST_OF_DAY + place, happen)

    def of(self, story: Story) -> Iterator[Event]:
        # What was told of before the portal began was keyed from the paper forms on its first day.
        keyed_on = max(story.told_on, PORTAL_FROM)
        yield Event(keyed_on, 2, lambda: self.take(story, keyed_on))
        asked: dict[date, list[Form]] = {}
        for form in story.forms:
            asked_on = max(story.told_on + timedelta(days=form.asked), keyed_on)
            asked.setdefault(asked_on, []).append(form)
            if form.answered is not None:
                on = max(story.told_on + timedelta(days=form.answered), asked_on)
                yield Event(on, 4, lambda f=form, on=on: self.answer(story, f, on))
        for asked_on, forms in asked.items():
            yield Event(asked_on, 3, lambda forms=forms, on=asked_on: self.ask(story, forms, on))
        for place, (on, what, *more) in enumerate(story.steps):
            act = getattr(self, "to_" + what.replace("-", "_"))
            yield Event(on, 6 + place, lambda act=act, on=on, more=more: act(self.reviews[story.child], on, *more))

    def plan(self, planned_on: date, meets_on: date, room_for: int) -> None:
        self.meetings[meets_on] = services.plan_panel(
            planned_on=meets_on, place="County Hall, Taunton", room_for=room_for, by=self.cdc, on=planned_on
        )

    def hold(self, meets_on: date) -> None:
        people = [self.world.people[key] for key in PANEL]
        services.hold_panel(
            meeting=self.meetings[meets_on], present=[(one, one.organisation) for one in people], by=self.cdc,
            on=meets_on,
        )  # fmt: skip

    def take(self, story: Story, on: date) -> None:
        late = story.told_on < on
        review = self.reviews[story.child] = services.take_notification(
            child=ChildTold(
                name=story.child, born_on=story.born_on, sex=story.sex, ethnicity=story.ethnicity,
                address=f"{len(self.reviews) + 1} Invented Street", postcode="ZZ1 1ZZ",
                place_of_death="Invented for the demonstration", circumstances="Invented for the demonstration.",
            ),
            death=DeathTold(
                died_on=story.died_on, expected=story.expected, lives_here=not story.home_area,
                home_area=story.home_area, place_kind=story.place_kind,
            ),
            received_at=datetime.combine(story.told_on, time(11), clock.LONDON), by=self.cdc, on=on,
            agency=self.world.organisations[story.told_by],
            note="Keyed from the paper form when the portal began." if late else "", referrer="Invented Referrer",
        )  # fmt: skip
        if story.expected == "unexpected" and review.regime == review.Regime.LSCB and not story.home_area:
            for step in ("home-visit", "first-meeting"):
                services.record_step(review=review, code=step, done_on=story.died_on, by=self.cdc, on=on)
        if story.forms:
            services.open_review(review=review, by=self.cdc, on=on)

    def ask(self, story: Story, forms: list[Form], on: date) -> None:
        asked = [
            (self.world.organisations[form.agency], self.world.people[form.named], _kind(story, form))
            for form in forms
        ]
        services.ask_agencies(review=self.reviews[story.child], asked=asked, by=self.cdc, on=on)

    def answer(self, story: Story, form: Form, on: date) -> None:
        row = AgencyForm.objects.select_related("review").get(
            review=self.reviews[story.child], agency=self.world.organisations[form.agency], kind=_kind(story, form)
        )
        first, second, third = (question.code for question in form_asked(row.kind).questions[:3])
        services.answer_form(
            form=row, by=self.world.people[form.named], on=on, finished=True,
            answers={first: ("value", "Invented for the demonstration."), second: ("nk", ""), third: ("na", "")},
        )  # fmt: skip

    def to_local_meeting(self, review: ChildDeathReview, on: date) -> None:
        services.move_review(review=review, to=Stage.LOCAL_MEETING, by=self.cdc, on=on)

    def to_waiting(self, review: ChildDeathReview, on: date, why: str) -> None:
        services.move_review(review=review, to=Stage.WAITING, by=self.cdc, on=on, why=why)

    def to_ready(self, review: ChildDeathReview, on: date) -> None:
        services.move_review(review=review, to=Stage.READY, by=self.cdc, on=on)

    def to_agenda(self, review: ChildDeathReview, on: date, meets_on: date) -> None:
        services.put_on_agenda(meeting=self.meetings[meets_on], review=review, by=self.cdc, on=on)
        if meets_on >= self.world.on:
            write_for_panel(review, by=self.cdc, on=on)

    def to_deferred(self, review: ChildDeathReview, on: date, why: str) -> None:
        services.defer_item(item=self.on_the_agenda(review), why=why, by=self.cdc, on=on)

    def on_the_agenda(self, review: ChildDeathReview) -> PanelItem:
        item = PanelItem.objects.select_related("meeting").get(review=review, outcome=PanelItem.Outcome.OPEN)
        item.review = review
        return item

    def to_reviewed(self, review: ChildDeathReview, on: date, found: Found) -> None:
        services.write_analysis(
            review=review, by=self.cdc, on=on, category=found.category, modifiable=found.modifiable,
            themes=found.themes, summary="Written to show the form: no such death took place.",
        )  # fmt: skip
        services.agree_item(item=self.on_the_agenda(review), decision="The panel agreed the form.", by=self.cdc, on=on)

    def to_closed(self, review: ChildDeathReview, on: date) -> None:
        services.move_review(review=review, to=Stage.CLOSED, by=self.cdc, on=on)

    def to_out_of_scope(self, review: ChildDeathReview, on: date, why: str) -> None:
        services.move_review(review=review, to=Stage.OUT_OF_SCOPE, by=self.cdc, on=on, why=why)

    def to_sent(self, review: ChildDeathReview, on: date) -> None:
        services.send_handover(
            handover=review.handover, to=self.world.organisations["cdr-partners"], method="Secure mail", by=self.cdc,
            on=on, checksum=hashlib.sha256(review.reference.encode()).hexdigest(),
        )  # fmt: skip

    def to_received(self, review: ChildDeathReview, on: date) -> None:
        services.receive_handover(handover=review.handover, by=self.world.people["cdrp"], on=on)
