"""The one door through which files leave the portal: written down, named with their marking, and sent (SEC-12, SEC-25).

Who took what, when and with which hash stands in the log before a byte is sent. What the portal made itself says on
each page to whom it was given; what somebody sent in is given back as it came, byte for byte.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import require
from sscb.access.views import access
from sscb.history.services import log_view
from sscb.records.models import Attachment, Record
from sscb.records.services import read_stored

TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "json": "application/json",
    "zip": "application/zip",
    "svg": "image/svg+xml",
    "png": "image/png",
}


@dataclass(frozen=True)
class Issued:
    """To whom a file is given, and under which mark: a copy that is found leads back to its line in the log."""

    to: str
    at: datetime
    export: str
    marking: str

    @property
    def words(self) -> str:
        return f"Issued to {self.to}, {self.at:%Y-%m-%d %H:%M} UTC, export {self.export}"


def hand_out(
    person: Any, content: bytes | Callable[[Issued], bytes], *, name: str, kind: str, of: Any = None, level: str = "",
    why: str = "", log_as: str = "export", rows: int | None = None, columns: Sequence[str] = (), narrowed: str = "",
    as_it_came: bool = False,
) -> HttpResponse:  # fmt: skip
    """A download that a browser will neither run nor keep, logged with the hash of the very bytes that are sent.

    `content`: the bytes, or what makes them with the line of whom they are for. `of`: the record they are of, or None
    with a `level`. `rows`, `columns` and `narrowed` (the filter in words) say what a table holds.
    """
    level = level or getattr(of, "level", "") or "P3"
    issued = issued_to(person, level)
    made = content(issued) if callable(content) else content
    if kind == "pdf" and not as_it_came:
        from sscb.pdf.issued import with_its_reader  # the library of PDFs is slow to load, and most files are none

        made = with_its_reader(made, f"{issued.marking} · {issued.words}", fonts_folder=settings.FONTS)
    told = {
        "file": kind, "export": issued.export, "rows": rows, "columns": list(columns), "filter": narrowed,
        "as_it_came": as_it_came,
    }  # fmt: skip
    log_view(person, of, kind=log_as, level=level, sha256=hashlib.sha256(made).hexdigest(), taken=told,
             why=f"{why}{', ' if why else ''}{kind.upper()}, export {issued.export}")  # fmt: skip
    response = HttpResponse(made, content_type=TYPES.get(kind, "application/octet-stream"))
    response.headers["Content-Disposition"] = _disposition(marked(name, issued.marking))
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store, private"
    return response


def issued_to(person: Any, level: str) -> Issued:
    agency = f", {person.organisation}" if person.organisation_id else ""
    return Issued(f"{person.name}{agency}", clock.now(), secrets.token_hex(4), marking(level))


def marked(name: str, words: str) -> str:
    """The file's name with the marking in it (SEC-28)."""
    return name if words.lower() in name.lower() else f"{words.lower()}-{name}"


def _disposition(name: str) -> str:
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "._- ") else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"


@access("records.take_file")
@require_safe
def attachment(request, uuid):
    found = (
        Attachment.objects.filter(uuid=uuid, record__in=Record.objects.all().visible_to(request.user))
        .select_related("record")
        .first()
    )
    if found is None or not found.opens:
        raise Http404
    if found.record.disposed_on or found.record.sealed_on:
        raise Http404
    require(request.user, "records.take_file", found.record)
    content = read_stored(found.sha256)
    return hand_out(
        request.user, content, name=found.name, kind=found.kind, of=found.record, log_as="file", as_it_came=True
    )
