"""The PDF of something that is published, as everybody takes it."""

from typing import Any

from django.http import Http404, HttpResponse

from sscb.records.services import read_stored


def as_pdf(record: Any, file: Any) -> HttpResponse:
    """`file`: the record's attachment, or None while it is not printed yet, which is Http404."""
    if file is None:
        raise Http404
    return HttpResponse(
        read_stored(file.sha256), content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{record.reference.lower()}.pdf"'},
    )  # fmt: skip
