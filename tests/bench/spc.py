"""XmR charts' numbers for 10,000 series of 24 points, against the bare arithmetic of the same limits.

bare       mean, average moving range and two limits of each series in plain Python: no flags, no screening, no
           exactness near a line, nothing kept
ours       `dataset.spc.analyse`: every point with its limits, flags and type, as the charts and sentences need them

chart      one whole chart as SVG: 36 points with a break for the page, 30 gaps between events, a funnel of 150 areas

`bench()` returns lines of (name, value with its unit, ratio to the bare arithmetic of the same run); both sides are the
median of five. By hand: `.venv/bin/python tests/bench/spc.py`.
"""

import resource
import statistics
import sys
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from dataset import readings  # noqa: E402
from dataset.spc import Options, analyse  # noqa: E402
from sscb.charts.days_between import days_between  # noqa: E402
from sscb.charts.funnel import Place, funnel  # noqa: E402

SERIES, POINTS, ROUNDS = 10_000, 24, 5
DATES = [date(2017 + (9 + n) // 12, (9 + n) % 12 + 1, 1).isoformat() for n in range(POINTS)]
DIRECTIONS = ("increase", "decrease", "neutral")


def series() -> list[tuple[list[float], Options]]:
    """Wavy series with a step in every fifth and a trend in every seventh; the same ones in every run."""
    made = []
    for number in range(SERIES):
        values = [round(50 + (number * 31 + place * 17) % 23 / 2.3, 1) for place in range(POINTS)]
        if number % 5 == 0:
            values[-8:] = [value + 9 for value in values[-8:]]
        if number % 7 == 0:
            values[-7:] = [values[-8] + step for step in range(1, 8)]
        made.append((values, Options(improvement_direction=DIRECTIONS[number % 3], target=60.0)))
    return made


def _bare(many) -> float:
    started = perf_counter()
    for values, _ in many:
        mean = sum(values) / len(values)
        average = sum(abs(b - a) for a, b in zip(values, values[1:], strict=False)) / (len(values) - 1)
        _limits = mean - 2.66 * average, mean + 2.66 * average
    return perf_counter() - started


def _ours(many) -> float:
    started = perf_counter()
    for values, options in many:
        analyse(DATES, values, options)
    return perf_counter() - started


CHART_SECONDS = 0.002
CHARTS = 50


def _drawn() -> dict[str, float]:
    """The median time of each kind of chart, in seconds."""
    values = [round(60 + (place * 7) % 9 + 20 * (place > 17), 1) for place in range(36)]
    months = [date(2016 + (9 + n) // 12, (9 + n) % 12 + 1, 1).isoformat() for n in range(36)]
    told = analyse(months, values, Options(target=85.0, rebase_dates=(months[18],)))
    facts = readings.Facts(title="Things in time", unit="%", polarity="H", target=85.0, decimals=1)
    events = [date(2014, 1, 6) + timedelta(days=37 * n + n * n % 11) for n in range(31)]
    areas = [Place(f"Area {n}", 20 + n % 9, 90 + 11 * n, own=n == 0) for n in range(150)]
    kinds = {
        "a control chart": lambda: readings.chart(told, readings.read(told, facts), uid="c"),
        "a chart of the time between events": lambda: days_between(events, title="Time between events"),
        "a funnel of 150 areas": lambda: funnel(areas, uid="f", title="All areas", multiplier=100),
    }
    found = {}
    for name, draw in kinds.items():
        took = []
        for _ in range(CHARTS):
            started = perf_counter()
            draw()
            took.append(perf_counter() - started)
        found[name] = statistics.median(took)
    return found


def bench() -> list[tuple]:
    many = series()
    bare = statistics.median(_bare(many) for _ in range(ROUNDS))
    ours = statistics.median(_ours(many) for _ in range(ROUNDS))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        (f"SPC: bare limits of {SERIES:,} series of {POINTS} points", f"{SERIES / bare:,.0f} series a second", None),
        (f"SPC: the whole reading of {SERIES:,} series", f"{SERIES / ours:,.0f} series a second", ours / bare),
        *((f"SPC: {name}, of 2 ms allowed", f"{took * 1000:.2f} ms", took / CHART_SECONDS, 1.0)
          for name, took in _drawn().items()),
        ("SPC: peak memory of the process", f"{memory:.0f} MB", None),
    ]


if __name__ == "__main__":
    for name, value, ratio, *_ in bench():
        print(f"{name:60} {value:>28}  {'' if ratio is None else f'{ratio:.1f} times bare'}")
