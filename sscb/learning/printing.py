"""A published product as a PDF: laid out by the cage in a job, kept with its record."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from sscb.access.levels import marking
from sscb.learning.models import Product
from sscb.learning.rich import shown
from sscb.pdf.printing import CannotPrint, Printer, pack_stylesheet
from sscb.records.services import add_attachment

MARGINS = """
@page {{ @top-center {{ content: "{marking}"; font: 600 10pt "Source Sans 3"; letter-spacing: 0.6pt }}
  @bottom-left {{ content: "{reference}"; font: 9pt "Source Sans 3"; color: #4a5559 }}
  @bottom-right {{ content: "Page " counter(page) " of " counter(pages); font: 600 11pt "Source Sans 3" }} }}
"""


def run_print(job: Any, progress: Any) -> dict[str, Any]:
    """The job: one PDF for one published text. Twice is as good as once."""
    product = Product.objects.all_for_job("printing").filter(uuid=job.args["product"], stage="published").first()
    if product is None or product.attachments.exists():
        return {"printed": 0}
    progress.step(0, 1, "Laying it out")
    style = pack_stylesheet() + MARGINS.format(marking=marking(product.level), reference=product.reference)
    html = render_to_string("learning/pack/product.html", {"product": product, "body": shown(product.body)})
    try:
        with Printer(1, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
            printed = printer.print_one(html, style)
    except CannotPrint:
        return {"printed": 0}
    if not printed.ok:
        raise RuntimeError(printed.detail or printed.error)
    with transaction.atomic():
        add_attachment(
            record=product, name=f"{product.reference.lower()}.pdf", kind="pdf", content=printed.pdf, by=None,
            pages=printed.pages,
        )  # fmt: skip
    return {"printed": printed.pages}
