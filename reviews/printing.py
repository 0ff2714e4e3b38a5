"""The integrated chronology on paper: marked, numbered, with its reader's name in the foot of every page."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from reviews.models import CaseReview, ChronologyRow
from sscb.board.context import BOARD_NAME as BOARD
from sscb.pdf import merging
from sscb.pdf.printing import Printer, pack_stylesheet
from sscb.pdf.properties import Properties
from sscb.pdf.stamping import Stamps

TITLE = "Integrated chronology"


def print_chronology(
    case: CaseReview, rows: Sequence[ChronologyRow], *, narrowed: str, copy: str, made_at: datetime
) -> tuple[bytes, str]:
    """The bytes and their SHA-256. Raises CannotPrint, or ValidationError with a sentence."""
    told = {"case": case, "rows": rows, "narrowed": narrowed, "count": len(rows)}
    html = render_to_string("reviews/pack/chronology.html", told)
    with Printer(1, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
        printed = printer.print_one(html, pack_stylesheet(), key="chronology")
    if not printed.ok:
        raise ValidationError(printed.error)
    labels = [str(number) for number in range(1, printed.pages + 1)]
    content = merging.merge(
        [merging.Part(key="chronology", pdf=printed.pdf, run=case.reference)],
        {"chronology": labels},
        Stamps(board=BOARD, marking=case.marking, version=case.reference, last=labels[-1], copy=copy),
        Properties(
            title=f"{TITLE} {case.reference} ({case.marking})", author=BOARD, subject=TITLE, issued_at=made_at,
            keywords=(case.marking,), custom={"sscbmarking": case.marking},
        ),
        fonts_folder=settings.FONTS,
    )  # fmt: skip
    return content, hashlib.sha256(content).hexdigest()
