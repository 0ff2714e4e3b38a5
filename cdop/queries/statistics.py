"""The deaths that are counted, as the database has them. Two queries, whatever their number."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from cdop.models import ChildDeathReview, ModifiableFactor
from cdop.statistics import Counting


def countings(until: date) -> list[Counting]:
    """Every death of a child who lived here, as it stood at the end of `until`. For figures: no reader gets these rows.

    Of a case whose receiver has confirmed it, only the dates that remain on its stub are counted.
    """
    found = ChildDeathReview.objects.all_for_job("figures of a report; nobody reads these rows")
    rows = found.filter(lives_here=True, notified_on__lte=until).exclude(stage="out-of-scope").values_list(
        "pk", "notified_on", "completed_on", "sealed_on", "died_on", "age_band", "expected", "counted__sex",
        "counted__ethnic_group", "counted__place_kind", "analysis__category", "analysis__modifiable",
    )  # fmt: skip
    themes = defaultdict(set)
    for review, theme in ModifiableFactor.objects.values_list("analysis__review_id", "theme"):
        themes[review].add(theme)
    return [_counting(until, themes[row[0]], *row[1:]) for row in rows]


def _counting(
    until, themes, notified_on, completed_on, sealed_on, died_on, age, expected, sex, ethnicity, place, category, found
) -> Counting:
    done = completed_on if completed_on and completed_on <= until else None
    if sealed_on is not None:
        return Counting(notified_on, done)
    known = Counting(
        notified_on, done, died_on=died_on, age=age, expected=expected, sex=sex or "unknown",
        ethnicity=ethnicity or "unknown", place=place or "unknown",
    )  # fmt: skip
    if done is None:
        return known
    return replace(known, category=category, modifiable=found or "inadequate", themes=tuple(sorted(themes)))
