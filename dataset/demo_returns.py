"""The demonstration's returns: who was asked for what since July 2019, who sent it, and who did not.

Everything goes through the services, on its own day. What the agencies type is what their files say, so that a
return changes no figure that a file has brought; the story is in who sent when.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dataset.models import DataReturn, Provider, Value
from dataset.queries.returns.page import return_shown
from dataset.services import returns
from dataset.services.returns import Row
from sscb import clock

ASKED_FROM = date(2019, 7, 1)
ASKED_ON = date(2019, 7, 1)

ASKED: dict[str, tuple[str, tuple[str, ...]]] = {
    # words of the list: agency, indicators
    "CSC": ("council-csc", ("FD01", "FD02", "FD04", "FD06", "AS01", "AS04", "CP02", "CP03", "CP06", "CP09", "CP10",
                            "MI02")),
    "EH": ("council-csc", ("EH03",)),
    "police": ("police", ("MI01", "DA01", "PO04")),
    "CE group": ("police", ("EX03",)),
    "health": ("ccg", ("LA05",)),
    "acute": ("trust-west", ("HE01",)),
    "CAMHS": ("community-trust", ("HE05", "HE06")),
    "HV": ("council-ph", ("HE07",)),
}  # fmt: skip
LEADS = {"council-csc": "dcs", "police": "police-acc", "ccg": "ccg-lead", "trust-west": "trust-west-lead",
         "community-trust": "community-lead"}  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """One return: sent on a day, and what came of it: checked or sent back on another, or waiting."""

    agency: str
    start: date
    end: date
    on: date
    then: str = "checked"
    then_on: date | None = None


JULY, AUGUST, SEPTEMBER = (
    (date(2019, 7, 1), date(2019, 7, 31)), (date(2019, 8, 1), date(2019, 8, 31)), (date(2019, 9, 1), date(2019, 9, 30)),
)  # fmt: skip
QUARTER = (date(2019, 7, 1), date(2019, 9, 30))
STORY = (
    Sent("council-csc", *JULY, date(2019, 8, 16), then_on=date(2019, 8, 28)),
    Sent("police", *JULY, date(2019, 8, 23), then_on=date(2019, 8, 28)),
    Sent("ccg", *JULY, date(2019, 8, 30), then_on=date(2019, 9, 6)),
    Sent("trust-west", *JULY, date(2019, 8, 22), then_on=date(2019, 8, 28)),
    Sent("community-trust", *JULY, date(2019, 8, 20), then_on=date(2019, 8, 28)),
    Sent("council-csc", *AUGUST, date(2019, 9, 16), then_on=date(2019, 9, 27)),
    Sent("police", *AUGUST, date(2019, 9, 25), then_on=date(2019, 9, 27)),
    Sent("ccg", *AUGUST, date(2019, 9, 24), then_on=date(2019, 9, 27)),
    Sent("trust-west", *AUGUST, date(2019, 9, 24), then_on=date(2019, 9, 27)),
    Sent("community-trust", *AUGUST, date(2019, 9, 19), then_on=date(2019, 9, 27)),
    Sent("council-csc", *SEPTEMBER, date(2019, 10, 14), then_on=date(2019, 10, 29)),
    Sent("police", *SEPTEMBER, date(2019, 10, 24), then_on=date(2019, 10, 29)),
    Sent("council-csc", *QUARTER, date(2019, 10, 18), then_on=date(2019, 10, 29)),
    Sent("police", *QUARTER, date(2019, 10, 24), then_on=date(2019, 10, 29)),
    Sent("ccg", *SEPTEMBER, date(2019, 10, 25), then="waiting"),
    Sent("community-trust", *SEPTEMBER, date(2019, 10, 23), then="waiting"),
    Sent("trust-west", *SEPTEMBER, date(2019, 10, 25), then="sent back", then_on=date(2019, 11, 8)),
)
WHY_BACK = (
    "36 attendances in September against 22 in August, far outside the usual range. Please check the count, and say "
    "more: what happened, what it means for these young people, and who does what next."
)
THIN = {"what": "A busy month.", "so_what": "More young people came.", "now_what": "We watch it."}
WORDS = {
    "what": "The count was checked against the case system. The change is real and not an effect of late entries.",
    "so_what": "For children it shows in how long they wait: the cases behind the figure were read one by one.",
    "now_what": "The service brings what it found to the next meeting of Quality and Performance.",
}
"""What an agency says beside a figure that has changed, where words are asked for."""
DRAFT = {"MI01": Row(numerator="74"), "DA01": Row(numerator="about 400")}
"""What the police's contributor has typed for October: one figure, and one cell that is no number yet."""


def build_returns(world) -> None:
    """Ask from July 2019 on, and play the story up to the demonstration's date."""
    if not set(LEADS.values()) <= set(world.people) or world.on < ASKED_ON:
        return  # a test's small world without agencies' leads
    with clock.at(ASKED_ON):
        for words, (agency, codes) in ASKED.items():
            returns.ask_provider(
                provider=Provider.objects.get(words=words), organisation=world.organisations[agency],
                indicators=codes, from_on=ASKED_FROM, by=world.people["bm"], on=ASKED_ON,
            )  # fmt: skip
    days = sorted({day for one in STORY for day in (one.on, one.then_on) if day and day <= world.on})
    for opened_on in (date(2019, 8, 1), date(2019, 9, 2), date(2019, 10, 1), date(2019, 11, 1)):
        if opened_on <= world.on:
            with clock.at(opened_on):
                returns.open_returns(opened_on)
            _play(world, [day for day in days if opened_on <= day < _next(opened_on)])
    _draft(world)


def _next(opened_on: date) -> date:
    return date(opened_on.year, opened_on.month + 1, 1)


def _play(world, days: Iterable[date]) -> None:
    for day in days:
        with clock.at(day):
            for one in STORY:
                if one.on == day:
                    _send(world, one)
                if one.then_on == day:
                    _decide(world, one)


def _found(world, one: Sent) -> DataReturn:
    return DataReturn._base_manager.select_related("agency").get(
        agency=world.organisations[one.agency], period_start=one.start, period_end=one.end
    )


def _send(world, one: Sent) -> None:
    record, by = _found(world, one), world.people[LEADS[one.agency]]
    figures = {
        value.version.indicator.code: value
        for value in Value.objects.current().filter(
            period_start=one.start, period_end=one.end, area__stands_in=True,
            version__indicator__in=record.rows.values("indicator"),
        ).select_related("version__indicator")
    }  # fmt: skip
    words = {
        "what": "Figures drawn from the case system on the first working day, and checked by the team manager.",
        "so_what": "Most children were seen in the time that was promised. Where a figure has changed, its own words "
        "say what that means for them.",
        "now_what": "The next figures follow by the day in the data calendar.",
    }
    rows = {code: _typed(value) for code, value in figures.items()}
    record = returns.fill_return(record=record, rows=rows, words=words, by=by, on=one.on)
    said = THIN if one.then == "sent back" else WORDS
    asked = {shown.code for shown in return_shown(record, one.on).rows if shown.needed}
    if asked:
        with_words = {code: replace(rows[code], **said) for code in asked}
        record = returns.fill_return(record=record, rows=with_words, by=by, on=one.on)
    returns.submit_return(record=record, by=by, on=one.on)


def _typed(value: Value) -> Row:
    if value.denominator is not None:
        return Row(numerator=f"{value.numerator:.0f}", denominator=f"{value.denominator:.0f}")
    return Row(numerator=f"{value.value:.0f}")


def _decide(world, one: Sent) -> None:
    record, by = _found(world, one), world.people["office"]
    if one.then == "checked":
        returns.check_return(record=record, by=by, on=one.then_on)
    else:
        returns.send_back(record=record, why=WHY_BACK, explain=["HE01"], by=by, on=one.then_on)


def _draft(world) -> None:
    """The police's contributor has begun with the month that ended last."""
    on = min(world.on, date(2019, 11, 11))
    begun = DataReturn._base_manager.filter(
        agency=world.organisations["police"], frequency="month", stage="due", period_end__lt=on
    ).order_by("-period_end")  # fmt: skip
    if record := begun.first():
        with clock.at(on):
            returns.fill_return(record=record, rows=DRAFT, by=world.people["police-agc"], on=on)
