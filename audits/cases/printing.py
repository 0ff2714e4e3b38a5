"""The thematic report as a PDF: laid out by the cage, from facts alone; for the Board its small numbers are hidden."""

from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from audits.cases.models import CaseTheme
from audits.cases.queries.report import came_of_it, facts_of
from audits.cases.words import AREAS
from audits.cases.words import THEMES as WORDS
from sscb.access.levels import marking
from sscb.pdf.printing import Printer, pack_stylesheet
from sscb.timetable.days import in_words

MARGINS = """
@page {{ @top-center {{ content: "{marking}"; font: 600 10pt "Source Sans 3"; letter-spacing: 0.6pt }}
  @bottom-left {{ content: "{reference}"; font: 9pt "Source Sans 3"; color: #4a5559 }}
  @bottom-right {{ content: "Page " counter(page) " of " counter(pages); font: 600 11pt "Source Sans 3" }} }}
"""


def about(theme: CaseTheme) -> str:
    return f"{WORDS[theme.theme]}, {AREAS[theme.area]} · for the Board meeting of {in_words(theme.board_on)}"


def report_paper(theme: CaseTheme, *, inside: bool, on: date) -> dict[str, Any]:
    """What the paper shows, for the group or for the Board."""
    facts = facts_of(theme, on)
    return {
        "title": theme.title, "reference": theme.reference, "scope": theme.scope, "lines": theme.lines.splitlines(),
        "about": about(theme),
        "words": theme.report_words, "asks": [line for line in theme.asks.splitlines() if line.strip()],
        "shown": facts["group" if inside else "board"], "facts": facts, "came": came_of_it(theme),
        "accepted": f"Accepted by Quality and Performance on {in_words(theme.accepted_on)}." if theme.accepted_on
        else "Not accepted yet.", "board": not inside,
    }  # fmt: skip


def print_report(theme: CaseTheme, *, inside: bool, on: date) -> bytes:
    """The bytes. Raises CannotPrint where no PDF can be made here, RuntimeError when this one cannot be."""
    html = render_to_string("audits/cases/pack/whole_report.html", {"facts": report_paper(theme, inside=inside, on=on)})
    style = pack_stylesheet() + MARGINS.format(marking=marking(theme.level), reference=theme.reference)
    with Printer(1, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
        printed = printer.print_one(html, style)
    if not printed.ok:
        raise RuntimeError(printed.detail or printed.error)
    return printed.pdf
