"""The funnel plot: areas by how many they count among, and the range in which chance alone would leave them.

Limits are those of D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine
24 (2005) 1185-1202: binomial for shares, Poisson for rates, at 95% and 99.8%. Below 20 expected cases they are exact,
interpolated between whole numbers as he does; above, the normal quantile with Cornish and Fisher's correction for
skewness stands for them, which is within a fifth of one case of the exact one there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, sqrt

from sscb.charts import numbers
from sscb.charts.axes import span, ticks
from sscb.charts.lettering import label, opening, spread, width
from sscb.charts.palette import HAIRLINE, INK, RULE, SECOND, WHITE

TAILS = (0.001, 0.025, 0.975, 0.999)
_Z = (-3.0902, -1.9600, 1.9600, 3.0902)
EXACT_BELOW = 20
GRID = 28
FEWEST = 5
"""Fewer areas than this are a table: a funnel of three points says nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """One area: how many it counts, among how many."""

    name: str
    numerator: float
    denominator: float
    own: bool = False


@dataclass(frozen=True, slots=True)
class Stands:
    """Where an area stands. `side`: above, below or "" (within); `far`: outside the outer limits too."""

    place: Place
    value: float
    side: str
    far: bool

    @property
    def words(self) -> str:
        if not self.side:
            return "within the funnel"
        return f"{self.side} the {'outer' if self.far else 'inner'} limit"


@dataclass(frozen=True, slots=True)
class Funnel:
    """The drawing, the sentence, and where each area stands, ours first and then from the largest."""

    svg: str
    sentence: str
    rows: tuple[Stands, ...]
    centre: float


def limits(centre: float, among: float, *, multiplier: int, share: bool) -> tuple[float, float, float, float]:
    """Outer lower, inner lower, inner upper and outer upper limit of the value, for an area that counts `among`.

    `centre`: the value of all areas together; value = multiplier * counted / among. `share`: whether counted cannot be
    more than among (binomial); otherwise Poisson.
    """
    rate = centre / multiplier
    if share:
        counts = _binomial(rate, round(among))
    else:
        counts = _poisson(rate * among)
    low, high = 0.0, (among if share else float("inf"))
    return tuple(multiplier * min(max(count, low), high) / among for count in counts)


def _binomial(rate: float, among: int) -> Sequence[float]:
    if rate > 0.5:  # the rarer side is counted, and turned round
        return tuple(among - count for count in reversed(_binomial(1 - rate, among)))
    if rate * among >= EXACT_BELOW:
        return _near(among * rate, among * rate * (1 - rate), 1 - 2 * rate)

    def chances() -> Iterator[float]:
        chance = (1 - rate) ** among
        for count in range(among + 1):
            yield chance
            chance *= (among - count) / (count + 1) * rate / (1 - rate)

    return _tails(chances())


def _poisson(expected: float) -> Sequence[float]:
    if expected >= EXACT_BELOW:
        return _near(expected, expected, 1.0)

    def chances() -> Iterator[float]:
        chance, count = exp(-expected), 0
        while True:
            yield chance
            count += 1
            chance *= expected / count

    return _tails(chances())


def _near(mean: float, variance: float, skew: float) -> list[float]:
    """The count at each tail, near enough; half a case less, as interpolating between whole numbers gives."""
    away = sqrt(variance)
    return [mean + z * away + skew * (z * z - 1) / 6 - 0.5 for z in _Z]


def _tails(chances: Iterator[float]) -> list[float]:
    """The count at each tail, interpolated between whole numbers."""
    found: list[float] = []
    total, tail = 0.0, TAILS[0]
    for count, chance in enumerate(chances):
        total += chance
        while total >= tail or (chance < 1e-300 and total > 0.5):
            found.append(count - (total - tail) / chance if chance > 0 else float(count))
            if len(found) == len(TAILS):
                return found
            tail = TAILS[len(found)]
    return found + [float(count)] * (len(TAILS) - len(found))


def funnel(
    places: Sequence[Place],
    *,
    uid: str,
    title: str,
    multiplier: int,
    unit: str = "%",
    decimals: int = 1,
    among_words: str = "cases",
    polarity: str = "N",
    for_pdf: bool = False,
) -> Funnel | None:
    """The funnel of these areas, or None where there are too few, or none is ours.

    `polarity`: H, L or N; only with a good direction does the sentence say better or worse. `unit`: as in `numbers`.
    """
    usable = [place for place in places if place.denominator > 0]
    own = next((place for place in usable if place.own), None)
    if own is None or len(usable) < FEWEST:
        return None
    share = unit == numbers.PER_CENT
    centre = multiplier * sum(place.numerator for place in usable) / sum(place.denominator for place in usable)
    stands = [_stand(place, centre, multiplier, share) for place in usable]
    stands.sort(key=lambda one: (not one.place.own, -one.place.denominator, one.place.name))
    sentence = _sentence(stands[0], centre, unit, decimals, among_words, polarity, len(stands))
    outside = sum(bool(one.side) for one in stands)
    description = (
        f"{sentence} {numbers.plain(outside)} of {numbers.plain(len(stands))} areas lie outside the inner limits. "
        "The values are in the table."
    )
    svg = _draw(stands, centre, multiplier, share, uid, title, description, unit, decimals, among_words, for_pdf)
    return Funnel(svg, sentence, tuple(stands), centre)


def _stand(place: Place, centre: float, multiplier: int, share: bool) -> Stands:
    value = multiplier * place.numerator / place.denominator
    expected = place.denominator * centre / multiplier
    variance = expected * (1 - centre / multiplier) if share else expected
    if abs(place.numerator - expected) < 1.8 * sqrt(max(variance, 0.0)) - 1:  # inside every limit
        return Stands(place, value, "", False)
    outer_low, low, high, outer_high = limits(centre, place.denominator, multiplier=multiplier, share=share)
    side = "above" if value > high else "below" if value < low else ""
    return Stands(place, value, side, value > outer_high or value < outer_low)


def _sentence(own: Stands, centre, unit, decimals, among_words, polarity, count) -> str:
    figure = numbers.said(own.value, unit, decimals)
    whole = numbers.plain(own.place.denominator)
    together = numbers.said(centre, unit, decimals)
    told = f"{own.place.name}, {figure} of {whole} {among_words}" if unit == numbers.PER_CENT else (
        f"{own.place.name}, {figure}, among {whole} {among_words},")
    if not own.side:
        return f"{told} lies within the funnel: no further from the {together} of all {count} areas than chance allows."
    by = "far more" if own.far else "more"
    better = ""
    if polarity in ("H", "L"):
        better = "better" if (own.side == "above") is (polarity == "H") else "worse"
    way = f", on the {better} side" if better else "; neither way is good by itself"
    return f"{told} lies {own.side} the {together} of all {count} areas by {by} than chance allows{way}."


def _draw(stands, centre, multiplier, share, uid, title, description, unit, decimals, among_words, for_pdf) -> str:
    wide, high, letter, top, bottom = 640.0, 330.0, 13.0, 14.0, 278.0
    head = opening(uid, wide, high, title, description, for_pdf=for_pdf, css_class="chart chart-funnel",
                   family="Arial, Helvetica, sans-serif")  # fmt: skip
    most = max(one.place.denominator for one in stands) * 1.04
    least = min(one.place.denominator for one in stands)
    first = max(1.0, least * 0.8)
    grid = [first * (most / first) ** (step / (GRID - 1)) for step in range(GRID)]
    lines = [limits(centre, among, multiplier=multiplier, share=share) for among in grid]
    figures = [one.value for one in stands]
    near = [line for line, among in zip(lines, grid, strict=True) if among >= least]
    low, up = span([*figures, *(line[0] for line in near), *(line[3] for line in near)], decimals)
    low = max(low, 0.0) if min(figures) >= 0 else low
    scale, tick_decimals = ticks(low, up, 5)
    texts = [numbers.shown(tick, unit, tick_decimals) for tick in scale]
    left = max([30.0, *(width(text, letter) for text in texts)]) + 10
    outer_low, inner_low, inner_up, outer_up = lines[-1]
    ends = [(outer_up, "99.8%"), (inner_up, "95%"), (centre, "all"), (inner_low, "95%"), (outer_low, "99.8%")]
    right = wide - max(width(text, letter) for _, text in ends) - 18

    def x(among: float) -> float:
        return left + (right - left) * among / most

    def y(value: float) -> float:
        return bottom - (min(max(value, low), up) - low) * (bottom - top) / (up - low)

    parts = [head]
    add = parts.append
    for tick, text in zip(scale, texts, strict=True):
        add(f'<path d="M{left:.1f} {y(tick):.1f}H{right:.1f}" stroke="{HAIRLINE}" stroke-width="1" fill="none"/>')
        add(label(left - 7, y(tick) + 4.5, text, letter, anchor="end", fill=SECOND))
    add(f'<path d="M{left:.1f} {bottom:.1f}H{right:.1f}" stroke="{RULE}" stroke-width="1" fill="none"/>')
    edge = -1e9
    for tick in ticks(0, most, 5)[0]:
        text = numbers.plain(tick)
        half = width(text, letter) / 2
        if x(tick) - half > max(edge, 0) and x(tick) + half < right:
            add(f'<path d="M{x(tick):.1f} {bottom:.1f}v5" stroke="{RULE}" stroke-width="1" fill="none"/>')
            add(label(x(tick), bottom + 19, text, letter, anchor="middle", fill=SECOND))
            edge = x(tick) + half + 8
    add(label((left + right) / 2, high - 8, f"out of how many {among_words}", letter, anchor="middle", fill=SECOND))
    for place, dash in ((0, "1.5 3"), (1, "5 3"), (2, "5 3"), (3, "1.5 3")):
        line = "L".join(f"{x(among):.1f} {y(limit[place]):.1f}" for among, limit in zip(grid, lines, strict=True))
        add(f'<path d="M{line}" stroke="{SECOND}" stroke-width="1.1" stroke-dasharray="{dash}" fill="none"/>')
    add(f'<path d="M{left:.1f} {y(centre):.1f}H{right:.1f}" stroke="{SECOND}" stroke-width="1.2" fill="none"/>')
    for one in reversed(stands):
        own = one.place.own
        add(f'<circle cx="{x(one.place.denominator):.1f}" cy="{y(one.value):.1f}" r="{6 if own else 3.4}" '
            f'fill="{INK if own else WHITE}" stroke="{INK}" stroke-width="{1 if own else 1.2}"/>')  # fmt: skip
    middles = spread([y(value) for value, _ in ends], [15.0] * len(ends), top - 6, bottom + 8)
    for (_, text), middle in zip(ends, middles, strict=True):
        add(label(right + 8, middle + 4.5, text, letter, fill=SECOND))
    add("</svg>")
    return "".join(parts)
