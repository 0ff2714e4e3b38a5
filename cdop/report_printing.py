"""A report as a PDF paper: laid out by the cage in a job, from the figures kept with the chair's agreement."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from cdop.models import Report
from cdop.queries.figures import chart_of
from cdop.queries.reports import texts_of
from sscb.access.levels import marking
from sscb.charts import numbers
from sscb.pdf.printing import CannotPrint, Printer, pack_stylesheet
from sscb.records.services import add_attachment

MARGINS = """
@page {{ @top-center {{ content: "{marking}"; font: 600 10pt "Source Sans 3"; letter-spacing: 0.6pt }}
  @bottom-left {{ content: "{reference}"; font: 9pt "Source Sans 3"; color: #4a5559 }}
  @bottom-right {{ content: "Page " counter(page) " of " counter(pages); font: 600 11pt "Source Sans 3" }} }}
"""


def run_print(job: Any, progress: Any) -> dict[str, Any]:
    """The job: lay the report out and keep it with its record. One that was opened again meanwhile is left alone."""
    report = Report.objects.all_for_job("printing").filter(uuid=job.args["report"]).first()
    if report is None or not report.agreed_on:
        return {"printed": 0}
    name = f"{report.reference.lower()}-{report.agreed_on.isoformat()}.pdf"
    if report.attachments.filter(name=name).exists():
        return {"printed": 0}
    progress.step(0, 1, "Laying out the report")
    style = pack_stylesheet() + MARGINS.format(marking=marking(report.level), reference=report.reference)
    try:
        with Printer(1, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
            printed = printer.print_one(html_of(report), style)
    except CannotPrint:
        return {"printed": 0}
    if not printed.ok:
        raise RuntimeError(printed.detail or printed.error)
    with transaction.atomic():
        add_attachment(record=report, name=name, kind="pdf", content=printed.pdf, by=None, pages=printed.pages)
    return {"printed": printed.pages}


def html_of(report: Report) -> str:
    """The paper's HTML, from kept facts alone."""
    chart = chart_of(report.figures, size="pack", for_pdf=True)
    facts = {
        "title": report.title, "kicker": f"{report.reference} · agreed by the panel’s chair, "
        f"{numbers.day(report.agreed_on)}", "figures": report.figures, "svg": chart.svg if chart else "",
        "chart_words": chart.sentence if chart else report.figures["chart_hidden"],
        "listed": f"{chart.listed} {chart.method}" if chart else "",
        "texts": [{"title": one.title, "words": one.words} for one in texts_of(report)],
    }  # fmt: skip
    return render_to_string("cdop/pack/whole_report.html", {"facts": facts})
