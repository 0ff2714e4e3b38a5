"""How far agencies agree on a question: Krippendorff's alpha on an ordered scale (sscb/decisions/0036). No Django."""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_CASES, FEWEST_PAIRS = 5, 10
"""Below either, a figure would say more about chance than about agencies (default)."""


@dataclass(frozen=True)
class Agreement:
    """`alpha`: 1 all agree, 0 no better than chance; None where it cannot be told, and `words` say why."""

    alpha: float | None
    cases: int
    judgements: int
    words: str


def agreement(judged: Sequence[Sequence[str]], ladder: Sequence[str]) -> Agreement:
    """`judged`: for each case, what each agency said; what is not on the ladder (U, not applicable) is left out."""
    rows = [[ladder.index(one) for one in case if one in ladder] for case in judged]
    rows = [row for row in rows if len(row) >= 2]
    count, pairs = sum(map(len, rows)), sum(len(row) * (len(row) - 1) // 2 for row in rows)
    if len(rows) < FEWEST_CASES or pairs < FEWEST_PAIRS:
        return Agreement(None, len(rows), count, "Too few to tell")
    if len({value for row in rows for value in row}) == 1:
        return Agreement(None, len(rows), count, "All said the same")
    # Loading it costs a fifth of a second and 25 MB, which every other process is spared.
    import krippendorff

    counts = [[row.count(value) for value in range(len(ladder))] for row in rows]
    alpha = float(krippendorff.alpha(value_counts=counts, level_of_measurement="ordinal"))
    return Agreement(round(alpha, 2), len(rows), count, _words(alpha))


def _words(alpha: float) -> str:
    """Krippendorff's own marks: 0.8 to rely on, 0.667 for careful conclusions."""
    if alpha >= 0.8:
        return "Agencies agree"
    if alpha >= 0.667:
        return "Agencies mostly agree"
    return "Agencies agree in part" if alpha > 0.2 else "Agencies see it differently"
