"""Indicators, places and figures for tests, made without a file."""

from datetime import UTC, date, datetime

from dataset import words
from dataset.models import Area, Import, Indicator, IndicatorVersion, Neighbour, Value
from sscb.charts import numbers

RECEIVED = datetime(2019, 10, 14, 9, tzinfo=UTC)
SHA = "ab" * 32


def indicator(code="XX01", **more) -> Indicator:
    told = {
        "theme": "Front door and early help", "title": f"Things in time {code}", "unit": "%", "polarity": "H",
        "frequency": "M", "provider": "CSC", "source": "case system", "decimals": 1, "multiplier": 100,
        "numerator_label": "in time", "denominator_label": "things", "definition": "Things done in time.",
        "order": Indicator.objects.count() + 1,
    }  # fmt: skip
    told |= more
    if told.get("target") is not None:
        told.setdefault("tolerance", told["target"])
    made = Indicator.objects.create(code=code, **told)
    IndicatorVersion.objects.create(indicator=made, number=1, multiplier=told["multiplier"])
    return made


def own_area() -> Area:
    return Area.objects.get_or_create(is_own=True, defaults={"name": "Ourshire", "kind": "authority"})[0]


def stand_in() -> Area:
    return Area.objects.get_or_create(stands_in=True, defaults={"name": "Invented place", "kind": "authority"})[0]


def source(name="figures.csv", sha256=SHA) -> Import:
    return Import.objects.get_or_create(
        sha256=sha256, defaults={"file_name": name, "size": 1, "uploaded_at": RECEIVED, "state": "accepted",
                                 "accepted_at": RECEIVED},
    )[0]  # fmt: skip


def kept(to: Indicator, told: list[dict], *, area=None, came_from=None, **more) -> list[Value]:
    same = {
        "version": to.versions.order_by("number").last(), "area": area or own_area(),
        "came_from": came_from or source(), "period_text": "as in the file", "column": "value",
        "received_at": RECEIVED,
    }  # fmt: skip
    without = "count" if to.unit == numbers.COUNT else "not-given"

    def out_of(one: dict) -> str:
        return "parts" if one.get("denominator") is not None else without

    return Value.objects.bulk_create(
        Value(row=row, **({"out_of": out_of(one)} | same | one | more)) for row, one in enumerate(told, 2)
    )


def months(to: Indicator, figures, *, last=date(2019, 9, 1), step=1, area=None, **more) -> list[Value]:
    """One figure a month (or quarter, with step=3), the last in the month that begins on `last`.

    A figure may be a pair (numerator, denominator), or None for a month that is missing altogether.
    """
    told, frequency = [], "month" if step == 1 else "quarter"
    end = last.year * 12 + last.month - 1
    for back, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        at = end - back * step
        start = date(at // 12, at % 12 + 1, 1)
        parts = {}
        if isinstance(figure, tuple):
            parts = {"numerator": float(figure[0]), "denominator": float(figure[1])}
            figure = 100 * figure[0] / figure[1]
        if figure is not None:
            told.append({"period_start": start, "period_end": words.last_day(start, frequency), "value": figure,
                         "period_label": numbers.period(start, frequency), **parts})  # fmt: skip
    return kept(to, told, area=area, **more)


def years(to: Indicator, figures, *, last=2019, area=None, **more) -> list[Value]:
    """One figure a year, the last for the year that ends on 31 March of `last`."""
    told = []
    for back, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        first = last - back - 1
        label = f"{first}/{(first + 1) % 100:02}"
        told.append({"period_start": date(first, 4, 1), "period_end": date(first + 1, 3, 31), "value": figure,
                     "period_label": label})  # fmt: skip
    return kept(to, told, area=area, **more)


def others(*, neighbours: int = 3) -> dict:
    """Our region, the country and a model of neighbours; by "SW", "ENG", and "near"."""
    region = Area.objects.create(name="South West", kind="region")
    own = own_area()
    own.region = region
    own.save()
    near = [Area.objects.create(name=f"Neighbour {n}", kind="authority") for n in range(neighbours)]
    Neighbour.objects.bulk_create(
        Neighbour(area=own, neighbour=one, rank=rank, model="April 2018", from_on=date(2018, 4, 1))
        for rank, one in enumerate(near, 1)
    )
    return {"SW": region, "ENG": Area.objects.create(name="England", kind="country"), "near": near}


STEADY = [80.0 + (n * 7 % 5) for n in range(24)]
"""Two years of months in which no rule is met."""
FALLING = [*(80.0 + (n * 7 % 5) for n in range(22)), 60.0, 58.0]
"""The same with two months far below at the end."""
