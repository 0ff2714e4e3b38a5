"""Papers that invented authors hand in for the demonstration's next meeting, made as an author would: as a PDF."""

from django.conf import settings
from django.template.loader import render_to_string

from sscb.pdf.printing import CannotPrint, Printer, pack_stylesheet

PAPERS = (
    (
        "2",
        {
            "asked_to": [["Agree", "the minutes of 12 September 2019."]],
            "summary": ["Fourteen of sixteen member agencies were present; the meeting was quorate.",
                        "Five actions were agreed; all have an agency, a lead and a date.",
                        "The Board asked for weekend notices of missing children to be settled."],
            "children": "The minutes show what the Board decided for children and who answers for it.",
            "author": "Board’s office", "sponsor": "Independent Chair", "resources": "None asked for.",
            "seen_before": "The chair, 19 September 2019.", "publication": "Published once agreed.",
        },
        "board/demo/minutes.html",
    ),
    (
        "7",
        {
            "asked_to": [["Note", "the dates of the transition to the new arrangements."]],
            "summary": ["The new safeguarding arrangements began on 29 September 2019.",
                        "The child death panel may finish open reviews until 29 January 2020 and starts none.",
                        "What is not finished by then is handed over whole."],
            "children": "No child’s death goes unreviewed because one body ends and another begins.",
            "author": "Independent Chair", "sponsor": "Independent Chair", "resources": "None asked for.",
            "seen_before": "Executive Group, 5 November 2019.",
        },
        "board/demo/chairs_report.html",
    ),
)  # fmt: skip


def uploaded_papers():
    """(item number, cover sheet, PDF) of each; none where this machine cannot make PDFs."""
    try:
        with Printer(1, fonts_folder=settings.FONTS) as printer:
            printed = printer.print_many(
                [(number, render_to_string(template), pack_stylesheet()) for number, _, template in PAPERS]
            )
    except CannotPrint:
        return []
    return [(number, cover, printed[number].pdf) for number, cover, _ in PAPERS if printed[number].ok]
