"""The two forms of the chart, for the page and for six to a sheet in the pack, and what is drawn on them."""

from dataclasses import dataclass

MOST_POINTS = 36


@dataclass(frozen=True, slots=True)
class Stretch:
    """One set of limits: points `start` up to, not including, `stop`. None where there is no limit to draw.

    `trial`: dotted limits, too few points for a reading. `note`: a word or two where the stretch begins.
    """

    start: int
    stop: int
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    trial: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A letter in a disc above a point; the words stand beside it where there is room, and in a list below."""

    place: int
    letter: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    """Measures of one form of the chart, in units of its viewBox."""

    wide: float
    high: float
    left: float
    right: float
    top: float
    bottom: float
    letter: float
    apart: float
    most_ticks: int
    dot: float
    special: float
    line: float
    words: tuple[str, str, str, str]
    family: str
    css_class: str


PAGE = Size(860, 330, 46, 150, 34, 46, 13, 15, 6, 2.9, 5.6, 1.6, ("Upper limit", "Target", "Mean", "Lower limit"),
            "Arial, Helvetica, sans-serif", "chart chart-page")  # fmt: skip
PACK = Size(232, 118, 24, 60, 13, 16, 8, 8.4, 4, 1.7, 3.0, 1.0, ("upper", "target", "mean", "lower"),
            "Source Sans 3, Arial, sans-serif", "chart chart-pack")  # fmt: skip
SIZES = {"page": PAGE, "pack": PACK}
