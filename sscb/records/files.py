"""The one checked view through which files leave the portal (SEC-12)."""

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

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
}


def hand_out(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """A download that a browser will neither run nor keep."""
    response = HttpResponse(content, content_type=TYPES.get(kind, "application/octet-stream"))
    response.headers["Content-Disposition"] = _disposition(name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store, private"
    return response


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
    log_view(request.user, found.record, kind="file", sha256=found.sha256)
    return hand_out(content, name=found.name, kind=found.kind)
