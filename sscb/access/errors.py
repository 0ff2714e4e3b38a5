"""Error pages that tell nothing, drawn without database or context (SEC-05, SEC-50)."""

import errno
import logging
import secrets
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, ValidationError
from django.http import HttpResponse
from django.template import loader

from sscb import clock, database
from sscb.access.typed import typed_in
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

AWAY = (
    "The portal’s database did not answer. It comes back by itself, mostly within a minute. "
    "What was saved before is kept."
)
HELD_UP = "Too much was going on at that moment, so this was given up. Nothing of it was done."


class NotKept(ValidationError):
    """A file could not be written, so nothing of the act was done. A form shows it with what was typed (REL-23)."""

    def __init__(self) -> None:
        super().__init__(NO_ROOM)


class Conflict(Exception):
    """What was asked does not fit the record as it now is: a 409, with what is so and what may be done."""


def page(
    status: int, *, sentence: str = "", reference: str = "", request=None, again: bool = False, form_key: str = "",
    look: str = "",
) -> HttpResponse:  # fmt: skip
    """The static page for `status`. Its only variables are what we are called, a sentence of ours and a reference.

    With `request` what was sent stands below it, so that nobody types it twice; with `again` it can be sent once more:
    as the same form, which does nothing twice, or under another `form_key`. `look`: the page that shows what was done.
    """
    template = loader.get_template(f"errors/{status}.html")
    name = naming.board_as_known(clock.today()).name
    told = {"sentence": sentence, "reference": reference, "look": look, "board_name": name}
    if request is not None:
        told["typed"], told["again"] = typed_in(request, form_key=form_key), again
    response = HttpResponse(template.render(told), status=status)
    response["Cache-Control"] = "no-store, private"
    return response


def away(request, fault: BaseException | None) -> HttpResponse | None:
    """The page for a database that is away, or that kept somebody waiting too long; None for any other fault.

    Its answer says whether it is worth asking again at once (`try_again`); what was sent can be sent again (REL-11).
    """
    gone = database.is_away(fault)
    if not gone and not database.is_held_up(fault) and not database.was_cut(fault):
        return None
    if gone:
        database.let_go()
    log.error("the database was away or busy", extra={"kind": type(fault).__name__, "status": 503})
    response = page(503, sentence=AWAY if gone else HELD_UP, request=request, again=True)
    response["Retry-After"] = "10"
    response.try_again = not database.was_cut(fault)
    return response


def bad_request(request, exception=None):
    return page(413 if isinstance(exception, TOO_MUCH) else 400)


def forbidden(request, exception=None):
    return page(403, sentence=str(exception) if getattr(exception, "decision", None) else "")


def not_found(request, exception=None):
    return page(404)


def fault(request):
    if (response := away(request, sys.exception())) is not None:
        return response
    reference = secrets.token_hex(4)
    log.error("a page failed", extra={"reference": reference})
    if getattr(sys.exception(), "errno", None) in FULL:
        return page(503, sentence=NO_ROOM, reference=reference, request=request, again=True)
    return page(500, reference=reference, request=request, again=True)


def form_expired(request, reason=""):
    """The form's token did not fit: an old page, or a form sent from elsewhere."""
    return page(
        403,
        sentence="This form was open too long or was sent from another page. "
        "Go back, reload the page and send it again. Nothing was changed.",
    )
