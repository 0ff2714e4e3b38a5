"""A panel paper as a PDF: marked, numbered, with its reader's name in the foot of every page."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from cdop.queries.papers import AnalysisShown, PaperShown
from sscb.pdf import merging
from sscb.pdf.printing import Printer, pack_stylesheet
from sscb.pdf.properties import Properties
from sscb.pdf.stamping import Stamps

PANEL = "Child death overview panel"


def print_paper(
    shown: PaperShown, analysis: AnalysisShown | None, *, copy: str, marking: str, made_at: datetime
) -> tuple[bytes, str]:
    """The bytes and their SHA-256. Gets words only: nothing it is given leads to who the child was.

    Raises CannotPrint where no PDF can be made here, ValidationError with a sentence when this paper cannot be.
    """
    html = render_to_string("cdop/pack/paper.html", {"shown": shown, "analysis": analysis})
    with Printer(1, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
        printed = printer.print_one(html, pack_stylesheet(), key="paper")
    if not printed.ok:
        raise ValidationError(printed.error)
    labels = [str(number) for number in range(1, printed.pages + 1)]
    content = merging.merge(
        [merging.Part(key="paper", pdf=printed.pdf, run=f"Case {shown.case}")],
        {"paper": labels},
        Stamps(board=PANEL, marking=marking, version=shown.reference, last=labels[-1], copy=copy),
        Properties(
            title=f"Panel paper {shown.reference} ({marking})", author=PANEL, subject="Panel paper",
            issued_at=made_at, keywords=(marking,), custom={"sscbmarking": marking},
        ),
        fonts_folder=settings.FONTS,
    )  # fmt: skip
    return content, hashlib.sha256(content).hexdigest()
