"""What training puts into the menu, on the home pages and into the pack."""

from typing import Any

from sscb.board.sockets import (
    Carried,
    Entry,
    Owing,
    Section,
    Tile,
    Whose,
    YearPart,
    carried,
    menu,
    sections,
    tiles,
    year_parts,
)
from training.lifecycle import Place, When
from training.reporting.pack import gather_training
from training.reporting.yearly import year_of_training

menu.plug(Entry("training.catalogue", "Training", "training.read", "training:catalogue", order=45, under="/training/"))

EVENT, BOOKING = "training.event", "training.booking"

tiles.plug(Tile("training.agree", "Places that your staff ask for", "training.agree", order=4, owing=(
    Owing(BOOKING, (Place.ASKED,), "training.agree", "Answer", whose=Whose.AGENCY, url_name="training:booking",
          title="Somebody of your agency asks for a place: {title}", about="{reference}", late=None,
          due="training_booking__event__closes_on", state=("waiting", "Waits for an answer")),
)))  # fmt: skip


def unanswered(one: Any, as_at: Any, row: Any) -> Any:
    """It came from the waiting list, and nobody has said that they come."""
    by, taken_up = one.more["training_booking__answer_by"], one.more["training_booking__taken_up_on"]
    return row if by and not taken_up and as_at < one.more["training_booking__event__first_day"] else None


tiles.plug(Tile("training.own", "Your places on courses", "training.book", order=5, owing=(
    Owing(BOOKING, (Place.CONFIRMED,), "training.book", "Say so", whose=Whose.PERSON,
          title="You waited for a place: do you come? {title}", about="Your place {reference}",
          due="training_booking__answer_by", late="It may go to the next who waits", row=unanswered,
          more=("training_booking__answer_by", "training_booking__taken_up_on", "training_booking__event__first_day")),
    Owing(BOOKING, (Place.CONFIRMED,), "training.book", "Look", whose=Whose.PERSON, title="You have a place: {title}",
          about="Your place {reference}", due="training_booking__event__first_day", late=None,
          state=("done", "Confirmed")),
)))  # fmt: skip


def too_few(one: Any, as_at: Any, row: Any) -> Any:
    """Booking has closed, and fewer have a place than it needs. `more` brought how many."""
    return row if one.more["training_event__taken"] < one.more["training_event__least"] else None


tiles.plug(Tile("training.events", "Dates of courses", "training.run", order=5, owing=(
    Owing(EVENT, (When.PLANNED,), "training.run", "Open", title="Open for booking: {title}", late=None,
          due="training_event__first_day", state=("waiting", "Planned")),
    Owing(EVENT, (When.PUBLISHED,), "training.run", "Decide", title="Too few have booked: {title}", only_late=True,
          about="{0} of the {1} that it needs", more=("training_event__taken", "training_event__least"),
          due="training_event__closes_on", late="Booking has closed", row=too_few),
    Owing(EVENT, (When.POSTPONED,), "training.run", "Date", url_name="training:new_date", late=None,
          title="Postponed, and without a new date: {title}", due="training_event__first_day",
          state=("soon", "Postponed")),
)))  # fmt: skip

sections.plug(
    Section("training.report", "Training and Development report", "training.read_report", gather=gather_training,
            template="training/pack/report.html", order=45, most_pages=4)
)  # fmt: skip

carried.plug(Carried("training.programme", "Training: strategy, programme, courses and events",
                     ("training.strategy", "training.programme", "training.course", "training.event"),
                     order=40, of_group="td"))  # fmt: skip

year_parts.plug(YearPart("training.year", "Training", year_of_training, order=20))
