"""The default list, and invented monthly figures for a place that does not exist.

No invented figure stands against a real body: the figures belong to an area of their own, which stands in for the
Board's area wherever no real month or quarter has been imported. They come in through the front door, as files.
The shapes are chosen so that each kind of reading appears; nothing in them is random.
"""

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dataset import words
from dataset.demo_returns import build_returns
from dataset.importing.lookups import plain_name
from dataset.models import Area, AreaCode, Indicator
from dataset.services import (
    add_note,
    define_again,
    import_file,
    load_default_indicators,
    load_published_values,
    propose_limits,
    write_event_days,
)
from sscb import clock
from sscb.charts import numbers
from sscb.tables.writing import as_csv

STAND_IN = "This Board’s area (invented figures)"
LAST_DAY_SENT = date(2019, 9, 30)
RECEIVED_ON = date(2019, 10, 14)

Shape = Callable[[int, int], float]
"""Level of a share (0 to 1) or a count, from the place in the series and its length."""


@dataclass(frozen=True)
class Invented:
    """One indicator's figures. `among`: about how many it is a share of; nought for a plain count."""

    code: str
    shape: Shape
    wobble: float
    among: int = 0
    frequency: str = "month"
    periods: int = 36
    not_sent: int = 0
    provisional: bool = False


def flat(level: float) -> Shape:
    return lambda place, count: level


def turn(level: float, then: float, last: int) -> Shape:
    """Level until the last few periods, which stand at another."""
    return lambda place, count: level if place < count - last else then


def dip(level: float, down: float, back: int) -> Shape:
    """Level, but for the one period so many from the end."""
    return lambda place, count: down if place == count - back else level


def slide(level: float, end: float, last: int) -> Shape:
    """Level, and over the last few periods a steady way to the end."""

    def shape(place, count):
        done = max(0, place - (count - 1 - last))
        return level + (end - level) * done / last

    return shape


def ladder(*levels: float) -> Shape:
    """Level by level, for a few quarters."""
    return lambda place, count: levels[place]


def new_provider(place: int, count: int) -> float:
    """Return interviews: better since April 2018, and two bad months at the end."""
    if place >= count - 2:
        return 0.605
    return 0.61 if place < 18 else 0.815


FILES: dict[str, tuple[Invented, ...]] = {
    "council-childrens-social-care-2019-09.csv": (
        Invented("FD01", turn(1800, 2075, 8), 75),
        Invented("FD02", flat(0.178), 0.012, 1850),
        Invented("FD04", flat(0.219), 0.026, 320),
        Invented("FD06", turn(0.913, 0.957, 8), 0.016, 320),
        Invented("AS01", flat(0.755), 0.022, 300),
        Invented("AS04", flat(0.974), 0.009, 300),
        Invented("CP02", flat(0.41), 0.05, 104),
        Invented("CP03", flat(0.91), 0.045, 46),
        Invented("CP06", flat(0.212), 0.045, 42),
        Invented("CP09", slide(0.969, 0.887, 6), 0.006, 106),
        Invented("CP10", dip(0.957, 0.915, 4), 0.008, 1120),
        Invented("MI02", new_provider, 0.035, 96),
    ),
    "council-early-help-2019-q2.csv": (
        Invented("EH03", flat(0.715), 0.05, 320, "quarter", 10),
    ),
    "police-2019-09.csv": (
        Invented("MI01", flat(72), 12),
        Invented("DA01", flat(412), 36),
        Invented("PO04", ladder(3, 1, 4, 2, 5, 3, 2, 0, 3, 1, 2, 2), 0, 0, "quarter", 12),
    ),
    "exploitation-group-2019-q2.csv": (
        Invented("EX03", ladder(29, 31, 30, 34, 34, 37, 41, 45, 49, 52), 0, 0, "quarter", 10),
    ),
    "health-2019-09.csv": (
        Invented("LA05", flat(0.66), 0.05, 25, provisional=True),
        Invented("HE01", turn(21, 38, 1), 4, provisional=True),
        Invented("HE05", flat(0.64), 0.04, 215, provisional=True),
        Invented("HE06", slide(0.608, 0.748, 10), 0.008, 152, provisional=True),
        Invented("HE07", flat(0.752), 0.02, 1340, "quarter", 12, not_sent=1),
    ),
}


AGREED_ON = date(2019, 10, 16)
MARKS = (
    ("MI02", date(2019, 7, 31), "action", "Weekend notices due"),
    ("CP09", date(2019, 4, 1), "provider", "New case system"),
    ("HE06", date(2018, 11, 5), "event", "Second clinic opened"),
)


def build(world) -> None:
    """Load the default list and the invented figures that had been sent by the demonstration's date."""
    load_default_indicators(by=None, on=min(world.on, date(2019, 4, 1)))
    area = Area.objects.create(name=STAND_IN, kind=Area.Kind.AUTHORITY, stands_in=True)
    AreaCode.objects.create(area=area, scheme=AreaCode.Scheme.NAME, code=plain_name(STAND_IN))
    with clock.at(date(2018, 5, 2)):
        define_again(
            indicator=Indicator.objects.get(code="MI02"), from_on=date(2018, 4, 1), by=world.people["bm"],
            on=date(2018, 5, 2), why="A new provider of return interviews", minute="Q&P 2018/22",
        )  # fmt: skip
    on = min(world.on, RECEIVED_ON)
    with tempfile.TemporaryDirectory() as folder, clock.at(on):
        load_published_values(by=world.people["bm"], on=on)
        for name, series in FILES.items():
            path = Path(folder) / name
            rows = [row for one in series for row in rows_of(one, on)]
            if rows:
                write(path, rows)
                import_file(path=path, by=world.people["bm"], on=on, name=name)
    agree(world)
    build_returns(world)


def agree(world) -> None:
    """What the subgroup agreed by the demonstration's date: marks, event days, and new limits that wait."""
    member, on = world.people.get("qp-police", world.people["bm"]), min(world.on, AGREED_ON)

    def find(code: str) -> Indicator:
        return Indicator.objects.get(code=code)

    with clock.at(on):
        for code, day, kind, text in MARKS:
            if day <= on:
                add_note(indicator=find(code), happened_on=day, kind=kind, text=text, by=member, on=on)
        days = [day for day in event_days() if day <= on]
        write_event_days(indicator=find("PO04"), days=days, by=member, on=on)
        if world.on >= AGREED_ON:
            propose_limits(indicator=find("FD06"), from_on=date(2019, 2, 1), by=member, on=on,
                           why="Two more staff at the front door since February, for good")  # fmt: skip


def event_days() -> list[date]:
    """Days of the rare events that PO04 counts: 31, about five weeks apart, the same each time."""
    found, day = [], date(2016, 10, 6)
    for place in range(31):
        found.append(day)
        day += timedelta(days=round(34 * (1.05 + 0.75 * wave("PO04 days", place))))
    return found


def write(path: Path, rows: list[list]) -> None:
    """The portal's own plain table."""
    headings = ["indicator", "area", "period", "value", "numerator", "denominator", "provisional"]
    path.write_text(as_csv(headings, rows), encoding="utf-8", newline="")


def rows_of(one: Invented, on: date) -> list[list]:
    """The rows of one indicator that were due by `on`, oldest first."""
    starts = _starts(one)
    found = []
    for place, start in enumerate(starts[: len(starts) - one.not_sent]):
        if words.due_on(words.last_day(start, one.frequency)) > max(on, words.due_on(LAST_DAY_SENT)):
            break
        if words.last_day(start, one.frequency) >= on:
            break
        newest = place == len(starts) - 1
        level = one.shape(place, len(starts)) + one.wobble * wave(one.code, place)
        period = numbers.month(start) if one.frequency == "month" else _quarter(start)
        state = "yes" if one.provisional and newest else "no"
        if one.among:
            whole = round(one.among * (1 + 0.12 * wave(one.code + " of", place)))
            part = min(whole, max(0, round(level * whole)))
            found.append([one.code, STAND_IN, period, f"{100 * part / whole:.1f}", part, whole, state])
        else:
            found.append([one.code, STAND_IN, period, max(0, round(level)), "", "", state])
    return found


def wave(name: str, place: int) -> float:
    """A number between -1 and 1, always the same for the same name and place."""
    return int.from_bytes(hashlib.sha256(f"{name} {place}".encode()).digest()[:4]) / 0x7FFFFFFF - 1


def _starts(one: Invented) -> list[date]:
    """First days, so that the newest period ends with September 2019."""
    step = 1 if one.frequency == "month" else 3
    last = LAST_DAY_SENT.year * 12 + LAST_DAY_SENT.month - step
    months = [last - step * back for back in range(one.periods - 1, -1, -1)]
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _quarter(start: date) -> str:
    name, year = numbers.quarter(start).split(" ")
    return f"{year} {name}"
