"""Training's own papers as PDF: certificate, sign-in sheet, annual report. Laid out by the cage, from facts alone."""

from typing import Any

import qrcode
from django.conf import settings
from django.template.loader import render_to_string
from qrcode.image.svg import SvgPathImage

from sscb.pdf.printing import Printer, pack_stylesheet

MARGINS = """
@page {{ @top-center {{ content: "{marking}"; font: 600 10pt "Source Sans 3"; letter-spacing: 0.6pt }}
  @bottom-left {{ content: "{reference}"; font: 9pt "Source Sans 3"; color: #4a5559 }}
  @bottom-right {{ content: "Page " counter(page) " of " counter(pages); font: 600 11pt "Source Sans 3" }} }}
"""
CERTIFICATE = """
@page { size: A4 landscape; margin: 18mm 24mm 16mm; @top-center { content: none } @bottom-right { content: none } }
article.certificate { border: 0.6mm solid #12504a; padding: 16mm 18mm 9mm; text-align: center }
.certificate p { font-size: 13pt }
.certificate p.note { font-size: 10.5pt }
.certificate p.board { font-size: 17pt; margin: 0 0 7mm }
.certificate h1 { font-size: 34pt; margin: 0 0 8mm; border: 0 }
.certificate p.name { font: 600 26pt "Source Sans 3"; margin: 3mm 0 }
.certificate p.course { font: 600 17pt "Source Sans 3"; margin: 3mm 0 1mm }
.certificate .foot { margin-top: 9mm; text-align: left; min-height: 32mm }
.certificate .code { float: right; margin-left: 8mm }
.certificate svg { width: 30mm; height: 30mm }
"""
SHEET = """
table.sign { break-inside: auto }
table.sign td { height: 7.6mm }
.sheet { min-height: 38mm }
table.sign { clear: both }
.sheet .code { float: right; margin-left: 8mm; text-align: center }
.sheet svg { width: 24mm; height: 24mm }
"""


def square_code(address: str) -> str:
    """As SVG to stand in the page: a picture would have to be fetched, and the cage fetches nothing."""
    made = qrcode.make(address, image_factory=SvgPathImage, border=2)
    return made.to_string(encoding="unicode")


def address_of(path: str) -> str:
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def print_paper(template: str, facts: dict[str, Any], *, marking: str, reference: str, style: str = "") -> bytes:
    """The bytes. Raises CannotPrint where no PDF can be made here, RuntimeError when this one cannot be."""
    html = render_to_string(template, {"facts": facts})
    sheet = pack_stylesheet() + MARGINS.format(marking=marking, reference=reference) + style
    with Printer(1, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
        printed = printer.print_one(html, sheet)
    if not printed.ok:
        raise RuntimeError(printed.detail or printed.error)
    return printed.pdf
