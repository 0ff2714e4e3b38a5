"""Facts to HTML. The template sees the frozen JSON and nothing else: no database, no request, no clock."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template

from sscb.board.packs.freezing import digest
from sscb.pdf.printing import Printed, pack_stylesheet, press_version
from sscb.records.services import write_whole

POLICY_VERSION = "1"
"""Raised when who may see what changes, so that no page laid out under another policy is picked up (SEC-15)."""


@dataclass(frozen=True)
class Laid:
    """One part, laid out as HTML: ready for the printer, or found among what was printed before."""

    code: str
    html: str
    print_sha256: str


def lay_out(code: str, template: str, frozen: str, *, level: str) -> Laid:
    """The part's HTML from its frozen facts, and the key under which its pages are kept."""
    html = get_template(template).render({"facts": json.loads(frozen)})
    key = digest("\n".join((POLICY_VERSION, press_version(), level, pack_stylesheet(), html)))
    return Laid(code, html, key)


def _folder(key: str) -> Path:
    return Path(settings.STORE) / "prints" / key[:2]


@dataclass(frozen=True)
class Kept:
    """Pages that were printed before: bytes, count, and on which of them each anchor stands."""

    pdf: bytes
    pages: int
    anchors: dict[str, int]
    headings: list[dict]


def kept(key: str) -> Kept | None:
    """The pages with this key, whole, or None."""
    about = _folder(key) / f"{key}.json"
    try:
        told = json.loads(about.read_text())
        return Kept((_folder(key) / f"{key}.pdf").read_bytes(), told["pages"], told["anchors"], told["headings"])
    except (FileNotFoundError, ValueError, KeyError):
        return None


def keep(key: str, printed: Printed) -> Kept:
    """Put printed pages where the next build finds them: the bytes first, then the row that makes them count."""
    folder = _folder(key)
    told = {
        "pages": printed.pages,
        "anchors": dict(printed.anchors),
        "headings": [{"level": one.level, "text": one.text, "page": one.page} for one in printed.headings],
    }
    for suffix, content in ((".pdf", printed.pdf), (".json", json.dumps(told).encode())):
        # A build and what prepares it may print the same pages at one moment: each writes a file of its own beside.
        write_whole(folder / f"{key}{suffix}", content)
    return Kept(printed.pdf, told["pages"], told["anchors"], told["headings"])
