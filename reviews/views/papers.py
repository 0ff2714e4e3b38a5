"""A paper of a live case, printed for whoever asked."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect

from sscb.pdf.printing import CannotPrint
from sscb.records.files import hand_out


def hand_paper(
    request: Any, record: Any, make: Callable[[], tuple[bytes, str]], *, what: str, name: str, why: str, back: str,
    **told: Any,
) -> HttpResponse:  # fmt: skip
    """What `make` prints; where it cannot, the page `back` says so, and that the same can be read there.

    `told`: of a table, its rows, columns and filter, for the log.
    """
    try:
        content, _ = make()
    except (CannotPrint, ValidationError) as refused:
        words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
        messages.error(request, f"{words} {what} can be read on the page all the same.")
        return redirect(back)
    return hand_out(request.user, content, name=f"{name}.pdf", kind="pdf", of=record, why=why, **told)
