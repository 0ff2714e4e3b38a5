"""Error pages that tell nothing, drawn without database or context (SEC-05, SEC-50)."""

import errno
import logging
import secrets
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, ValidationError
from django.http import HttpResponse
from django.template import loader

from sscb import clock
from sscb.people import naming

log = logging.getLogger("sscb.errors")


class Gone(Exception):
    """What was there is not shown any more: a 410 with a sentence that says where it is now."""


TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
NO_ROOM = (
    "There is no room on the portal's disk, or it cannot be written just now. Nothing was added; send it again later. "
    "What was saved before can be read. The technical administrator sees on the health page what is wrong."
)


class NotKept(ValidationError):
    """A file could not be written, so nothing of the act was done. A form shows it with what was typed (REL-23)."""

    def __init__(self) -> None:
        super().__init__(NO_ROOM)


class Conflict(Exception):
    """What was asked does not fit the record as it now is: a 409, with what is so and what may be done."""


def page(status: int, *, sentence: str = "", reference: str = "") -> HttpResponse:
    """The static page for `status`. Its only variables are what we are called, a sentence of ours and a reference."""
    template = loader.get_template(f"errors/{status}.html")
    told = {"sentence": sentence, "reference": reference, "board_name": naming.board_as_known(clock.today()).name}
    response = HttpResponse(template.render(told), status=status)
    response["Cache-Control"] = "no-store, private"
    return response


def bad_request(request, exception=None):
    return page(413 if isinstance(exception, TOO_MUCH) else 400)


def forbidden(request, exception=None):
    return page(403, sentence=str(exception) if getattr(exception, "decision", None) else "")


def not_found(request, exception=None):
    return page(404)


def fault(request):
    reference = secrets.token_hex(4)
    log.error("a page failed", extra={"reference": reference})
    if getattr(sys.exception(), "errno", None) in FULL:
        return page(503, sentence=NO_ROOM, reference=reference)
    return page(500, reference=reference)


def form_expired(request, reason=""):
    """The form's token did not fit: an old page, or a form sent from elsewhere."""
    return page(
        403,
        sentence="This form was open too long or was sent from another page. "
        "Go back, reload the page and send it again. Nothing was changed.",
    )
