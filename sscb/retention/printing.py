"""The certificate of a disposal as PDF, from what it tells alone."""

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string

from sscb.access.levels import marking
from sscb.pdf.printing import Printer, pack_stylesheet
from sscb.retention.certifying import mark_of
from sscb.retention.models import Certificate
from sscb.retention.schedule import LINE, OFFER
from sscb.timetable.days import in_words

MARGINS = """
@page {{ @top-center {{ content: "{marking}"; font: 600 10pt "Source Sans 3"; letter-spacing: 0.6pt }}
  @bottom-left {{ content: "{reference}"; font: 9pt "Source Sans 3"; color: #4a5559 }}
  @bottom-right {{ content: "Page " counter(page) " of " counter(pages); font: 600 11pt "Source Sans 3" }} }}
td.hash {{ font-size: 8.5pt; overflow-wrap: anywhere }}
"""


def certificate_pdf(one: Certificate) -> bytes:
    """Raises CannotPrint where no PDF can be made here, RuntimeError when this one cannot be."""
    line = LINE[one.line]
    facts = {
        "done": "was destroyed" if line.end != OFFER else "were offered to the county archive",
        "number": one.number, "line": one.line, "title": line.title, "version": one.version, "kind": one.kind,
        "reference": one.reference, "uuid": str(one.object_uuid), "also": one.also, "method": one.method,
        "rows": sorted(one.rows.items()), "hashes": one.hashes, "mark": one.mark,
        "whole": mark_of(one) == one.mark, "disposed": in_words(one.disposed_on), "period_end": line.end_words,
        "began": in_words(one.began_on) if one.began_on else "", "starts": line.starts,
        "kept_until": in_words(one.kept_until) if one.kept_until else "",
        "approved": [{**who, "on": _words(who["on"])} for who in one.approved],
    }  # fmt: skip
    html = render_to_string("retention/pack/certificate.html", {"facts": facts})
    sheet = pack_stylesheet() + MARGINS.format(marking=marking("P3"), reference=one.number)
    with Printer(1, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
        printed = printer.print_one(html, sheet)
    if not printed.ok:
        raise RuntimeError(printed.detail or printed.error)
    return printed.pdf


def _words(day: str) -> str:
    return in_words(date.fromisoformat(day))
