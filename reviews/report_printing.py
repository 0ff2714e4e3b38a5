"""A published review as a PDF: laid out by the cage in a job, kept with its publication."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from reviews.models import PublicReport
from sscb.learning.printing import MARGINS
from sscb.learning.rich import shown, typed_to_html
from sscb.pdf.printing import CannotPrint, Printer, pack_stylesheet
from sscb.people import naming
from sscb.records.services import add_attachment


def run_print(job: Any, progress: Any) -> dict[str, Any]:
    """The job: one PDF for one published review. Twice is as good as once."""
    made = PublicReport.objects.public().filter(uuid=job.args["publication"]).first()
    if made is None or made.attachments.exists():
        return {"printed": 0}
    progress.step(0, 1, "Laying it out")
    style = pack_stylesheet() + MARGINS.format(marking="OFFICIAL", reference=made.heading)
    html = render_to_string("reviews/pack/published.html", {
        "body": naming.board(made.published_on).name, "made": made,
        "report": shown(typed_to_html(made.words)), "response": shown(typed_to_html(made.response)),
    })  # fmt: skip
    try:
        with Printer(1, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
            printed = printer.print_one(html, style)
    except CannotPrint:
        return {"printed": 0}
    if not printed.ok:
        raise RuntimeError(printed.detail or printed.error)
    with transaction.atomic():
        add_attachment(record=made, name=f"{made.reference.lower()}.pdf", kind="pdf", content=printed.pdf, by=None,
                       pages=printed.pages)  # fmt: skip
    return {"printed": printed.pages}
