"""Questions of case audits in a few words, for whoever asks through the kernel: accepted audits, never one case."""

from datetime import date
from typing import Any

from django.urls import reverse

from audits.cases.lifecycle import Tool
from audits.cases.models import CaseTheme, ToolAnswer
from audits.cases.queries.again import COUNTED
from audits.cases.queries.standards import MET, MONTHS_BACK, WORTH
from audits.cases.tool import VERSIONS
from sscb.board.figures import FigureSaid
from sscb.disclosure import FEWEST, Audience, disclose_share
from sscb.timetable.days import add_months, in_words

PREFIX = "case-audit:"


def _questions() -> dict[str, Any]:
    asked = [question for standard in VERSIONS[-1].standards for question in standard.questions]
    return {f"{PREFIX}{one.key}": one for one in asked if one.answer in COUNTED}


def offers() -> list[tuple[str, str]]:
    return [(code, f"{one.number} {one.text}") for code, one in _questions().items()]


def say(person: Any, codes: list[str], as_at: date) -> dict[str, FigureSaid]:
    """As the Board may read it, whoever asks: it leaves the audits' own pages. Two queries."""
    asked = {code: one for code, one in _questions().items() if code in codes}
    if not asked:
        return {}
    accepted = CaseTheme.objects.all_for_job("totals over accepted themes, suppressed for the Board").filter(
        accepted_on__lte=as_at, accepted_on__gt=add_months(as_at, -MONTHS_BACK)
    )
    days = dict(accepted.values_list("pk", "accepted_on"))
    handed_in = ToolAnswer.objects.filter(of__case__theme__in=days, of__stage=Tool.HANDED_IN, choice__in=WORTH)
    rows = handed_in.filter(key__in=[one.key for one in asked.values()])
    rows = rows.values_list("key", "choice", "of__case_id", "of__case__theme_id")
    by_key: dict[str, list[tuple]] = {}
    for key, *row in rows:
        by_key.setdefault(key, []).append(tuple(row))
    url = reverse("audits:case_audits")
    found = {}
    for code, one in asked.items():
        rows = by_key.get(one.key, [])
        newest = None if _too_few(rows) else max(days[theme] for _, _, theme in rows)
        found[code] = FigureSaid(code, one.text, _words(rows, newest), url, newest)
    return found


def _too_few(rows: list[tuple]) -> bool:
    return len({case for _, case, _ in rows}) < FEWEST


def _words(rows: list[tuple], newest: date | None) -> str:
    if newest is None:
        return f"too few cases in audits accepted in the last {MONTHS_BACK} months to tell"
    share = disclose_share(sum(choice in MET for choice, _, _ in rows), len(rows), Audience.BOARD, decimals=0)
    when = f"newest audit accepted on {in_words(newest)}"
    if share.hidden:
        return f"too few judgements either way to print; {when}"
    return f"{share.print()} of {len(rows)} judgements by agencies were yes, or good and better; {when}"
