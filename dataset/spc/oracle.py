"""The reference's JSON shape, in and out, for the command line and the tests."""

from dataset.spc.analysis import Analysis, Points, Segment
from dataset.spc.questions import Options, Refusal

_POINTS = tuple(Points.__dataclass_fields__)
_SEGMENT = tuple(Segment.__dataclass_fields__)
_OPTIONS = tuple(Options.__dataclass_fields__)


def read_case(case: object) -> tuple[list, list, Options]:
    """Dates, values and options of one case: {"input": {"date", "value"}, "options": {...}}. Raises `Refusal`."""
    if not isinstance(case, dict):
        raise Refusal("This case is not an object with an input and options.")
    series = case.get("input")
    if not isinstance(series, dict):
        raise Refusal("This case has no input with lists of dates and values.")
    dates, values = series.get("date"), series.get("value")
    if not isinstance(dates, list) or not isinstance(values, list):
        raise Refusal("The input needs a list of dates and a list of values.")
    asked = case.get("options")
    if asked is None:
        asked = {}
    if not isinstance(asked, dict):
        raise Refusal("The options are not an object with names and values.")
    given = {name: asked[name] for name in _OPTIONS if name in asked}
    rebase = given.get("rebase_dates")
    if rebase is None:
        given["rebase_dates"] = ()
    elif not isinstance(rebase, list | str):
        raise Refusal("The rebase dates are not a list of dates.")
    return dates, values, Options(**given)


def to_oracle(analysis: Analysis) -> dict:
    """`points`, `segments` and `summary` as the reference's results are laid out; None becomes null."""
    points, summary = analysis.points, analysis.summary
    return {
        "points": {name: getattr(points, name) for name in _POINTS},
        "segments": [{name: getattr(segment, name) for name in _SEGMENT} for segment in analysis.segments],
        "summary": {"variation_type": summary.variation_type, "assurance_type": summary.assurance_type},
    }
