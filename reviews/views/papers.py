"""A paper of a live case, printed for whoever asked: written down before its bytes are sent (SEC-25)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect

from sscb.history.services import log_view
from sscb.pdf.printing import CannotPrint
from sscb.records.files import hand_out


def hand_paper(
    request: Any, record: Any, make: Callable[[], tuple[bytes, str]], *, what: str, name: str, why: str, back: str
) -> HttpResponse:
    """What `make` prints; where it cannot, the page `back` says so, and that the same can be read there."""
    try:
        content, sha256 = make()
    except (CannotPrint, ValidationError) as refused:
        words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
        messages.error(request, f"{words} {what} can be read on the page all the same.")
        return redirect(back)
    log_view(request.user, record, kind="export", why=why, sha256=sha256)
    return hand_out(content, name=f"{record.marking.lower()}-{name}.pdf", kind="pdf")
