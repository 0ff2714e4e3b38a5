"""What case files say about each Section 11 standard: for triangulation with what agencies say of themselves.

`case_results(as_at)` is the one thing that other rooms of the audits need of case audits: for each key of a standard of
`SSCB-S11-DEFAULT-1` what accepted case audits found, or why there is nothing. Two queries, however many the cases.
"""

from dataclasses import dataclass
from datetime import date

from audits.cases.lifecycle import Tool
from audits.cases.models import CaseTheme, ToolAnswer
from audits.cases.tool import STANDARDS
from audits.cases.words import LADDER, YES_LADDER
from sscb.disclosure import FEWEST, Audience, Shown, disclose_share
from sscb.timetable.days import add_months

MONTHS_BACK = 24
WORTH = {
    **{code: place / (len(LADDER) - 1) for place, code in enumerate(LADDER)},
    **{code: place / (len(YES_LADDER) - 1) for place, code in enumerate(YES_LADDER)},
}
"""What one judgement is worth, from 0 to 1; U and “not applicable” are no judgement."""
MET = ("yes", "G", "O")


@dataclass(frozen=True)
class CaseResult:
    """One standard, over the accepted themes of the last 24 months.

    `score`: 0 to 3, to stand beside Section 11 grades; None where fewer than five cases speak or the share is hidden.
    `share`: judgements “yes” or “good and better” of all, as this audience may see it. `themes`: references, newest
    first. `words`: a sentence for the page; where there is no score it says why.
    """

    standard: str
    score: float | None
    share: Shown
    cases: int
    judgements: int
    themes: tuple[str, ...]
    newest_on: date | None
    words: str


def case_results(as_at: date, *, audience: Audience | str = Audience.BOARD) -> dict[str, CaseResult]:
    """Key of a Section 11 standard -> what case audits say of it, for every standard."""
    accepted = CaseTheme.objects.all_for_job("totals over accepted themes, suppressed for their reader").filter(
        accepted_on__lte=as_at, accepted_on__gt=add_months(as_at, -MONTHS_BACK)
    )
    themes = {one.pk: one for one in accepted.order_by("-accepted_on", "pk")}
    wanted = {key for keys in STANDARDS.values() for key in keys}
    rows = ToolAnswer.objects.filter(
        of__case__theme__in=themes, of__stage=Tool.HANDED_IN, key__in=wanted, choice__in=WORTH
    ).values_list("key", "choice", "of__case_id", "of__case__theme_id")  # fmt: skip
    by_key: dict[str, list[tuple]] = {}
    for key, choice, case, theme in rows:
        by_key.setdefault(key, []).append((choice, case, theme))
    return {
        standard: _result(standard, keys, [row for key in keys for row in by_key.get(key, ())], themes, audience)
        for standard, keys in STANDARDS.items()
    }


def _result(standard: str, keys: list[str], rows: list[tuple], themes: dict, audience) -> CaseResult:
    cases, seen = len({case for _, case, _ in rows}), {theme for _, _, theme in rows}
    told = tuple(one.reference for pk, one in themes.items() if pk in seen)
    newest = max((themes[pk].accepted_on for pk in seen), default=None)
    met = sum(choice in MET for choice, _, _ in rows)
    share = disclose_share(met, len(rows), audience, decimals=0)
    score, words = None, ""
    if not keys:
        words = "Case files do not speak to this standard."
    elif not rows:
        words = f"No case audit of the last {MONTHS_BACK} months speaks to this standard."
    elif cases < FEWEST:
        words = "Too few cases to tell."
    elif share.hidden:
        words = "Too few judgements either way to print."
    else:
        score = round(3 * sum(WORTH[choice] for choice, _, _ in rows) / len(rows), 1)
        words = f"{share.print()} of {len(rows)} judgements on {cases} cases were yes, or good and better."
    return CaseResult(standard, score, share, cases, len(rows), told, newest, words)
