"""Figures that a draft of the pack printed and that the portal knows better by now (decisions/0041)."""

from collections.abc import Iterable
from datetime import date

from dataset.models import Indicator
from dataset.queries.figures import figure_of
from dataset.queries.hidden_figures import WIDER
from dataset.queries.series import Own, Series, own_figures
from sscb.board.sockets import Stale

AGAIN = "Build a new draft"
MOST = 6


def stale_figures(figures: list[dict], day: date) -> list[Stale]:
    """What was replaced or hidden since, figure by figure; then, in one sentence, what has a newer confirmed period."""
    printed = {one["key"]: one for one in figures if one["key"].startswith("dataset:") and one.get("series")}
    codes = {key.split(":")[1] for key in printed}
    found, newer = [], []
    now_known = own_figures(Indicator.objects.filter(code__in=codes), as_at=day)
    for own in now_known.values():
        for series in (one for one in (own.process, own.published) if one is not None):
            now = [figure_of(series, point, WIDER) for point in series.points]
            found += [
                _replaced(printed[one["key"]], one) for one in now
                if one["key"] in printed and one["check"] != printed[one["key"]]["check"]
            ]  # fmt: skip
            newer += _newer_than_printed(own, series, [one["key"] in printed for one in now])
    if newer:
        rest = f" and {len(newer) - MOST} more" if len(newer) > MOST else ""
        what = f"{len(newer)} indicators have" if len(newer) > 1 else "One indicator has"
        found.append(
            Stale(f"{what} a newer confirmed figure", f"{', '.join(newer[:MOST])}{rest}. {AGAIN} to print it.", False)
        )
    return found


def _replaced(was: dict, now: dict) -> Stale:
    told = f"it is {now['shown']} now" if was["shown"] != now["shown"] else "it comes from another file now"
    return Stale(
        f"{was['what']}, {was['period']}: the figure was replaced",
        f"Page {was['page']} says {was['shown']}; {told}. {AGAIN}, so that the Board is told what holds.",
        True,
    )


def _newer_than_printed(own: Own, series: Series, printed: list[bool]) -> Iterable[str]:
    """The indicator and the period, where the newest printed period is older than the newest confirmed one."""
    if True in printed:
        last = len(printed) - 1 - printed[::-1].index(True)
        rest = [one for one in series.points[last + 1 :] if not one.provisional and not one.later]
        if rest:
            yield f"{own.indicator.code} ({rest[-1].label})"
