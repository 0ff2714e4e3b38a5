"""Papers of a live case: marked, numbered, with their reader's name in the foot of every page."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from reviews.models import CaseReview, ChronologyRow, DraftCopy
from sscb import clock
from sscb.pdf import merging
from sscb.pdf.printing import Printer, pack_stylesheet
from sscb.pdf.properties import Properties
from sscb.pdf.stamping import Stamps
from sscb.people import naming

CHRONOLOGY = "Integrated chronology"
COPY = "Copy of a draft report"


def print_chronology(
    case: CaseReview, rows: Sequence[ChronologyRow], *, narrowed: str, copy: str, made_at: datetime
) -> tuple[bytes, str]:
    """The bytes and their SHA-256. Raises CannotPrint, or ValidationError with a sentence."""
    told = {"case": case, "rows": rows, "narrowed": narrowed, "count": len(rows)}
    return _bound(case, CHRONOLOGY, "reviews/pack/chronology.html", told, copy=copy, made_at=made_at)


def print_copy(
    copy: DraftCopy, *, reader: str, body: str, family_summary: str, made_at: datetime
) -> tuple[bytes, str]:
    """A numbered copy of a draft, with its reader's name behind the text of every page. As `print_chronology`."""
    told = {"copy": copy, "reader": reader, "body": body, "family_summary": family_summary}
    return _bound(
        copy.case, COPY, "reviews/pack/copy.html", told, copy=f"Copy {copy.number}: {reader}", made_at=made_at,
        watermark=f"Copy {copy.number} · {reader}",
    )  # fmt: skip


def _bound(
    case: CaseReview, title: str, template: str, told: dict[str, Any], *, copy: str, made_at: datetime,
    watermark: str = "",
) -> tuple[bytes, str]:  # fmt: skip
    with Printer(1, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
        printed = printer.print_one(render_to_string(template, told), pack_stylesheet(), key="paper")
    if not printed.ok:
        raise ValidationError(printed.error)
    body = naming.board(clock.day_of(made_at)).name
    labels = [str(number) for number in range(1, printed.pages + 1)]
    content = merging.merge(
        [merging.Part(key="paper", pdf=printed.pdf, run=case.reference, watermark=watermark)],
        {"paper": labels},
        Stamps(board=body, marking=case.marking, version=case.reference, last=labels[-1], copy=copy),
        Properties(
            title=f"{title} {case.reference} ({case.marking})", author=body, subject=title, issued_at=made_at,
            keywords=(case.marking,), custom={"sscbmarking": case.marking},
        ),
        fonts_folder=settings.FONTS,
    )  # fmt: skip
    return content, hashlib.sha256(content).hexdigest()
