"""A form that is sent twice acts once (REL-16): a double click, Back and again, or a line that broke off.

Every form carries a key of its own, which `{% csrf_token %}` puts into it. The first thing a request writes is that
key, in the same transaction as what is done: it is there when that is there, and not otherwise. Whoever sends a form
again is led to where the first answer led. A form that was refused has done nothing, and may be sent again.
"""

import hashlib
import logging
import re
import secrets
import time

from django.db import Error, connection
from django.http import HttpResponse
from django.shortcuts import redirect

from sscb import clock, database
from sscb.access import errors
from sscb.access.models import FormSent
from sscb.access.policy import ProveAgain
from sscb.access.rations import EXPORT
from sscb.access.typed import FORM_KEY, FORM_TOKEN, at_a_door
from sscb.access.views import rationed

log = logging.getLogger("sscb.access")

CHANGES = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)
TRACES = frozenset({
    "history_view", "access_ration", "django_session", "portal_cache", "axes_accessattempt", "axes_accesslog",
    "axes_accessfailurelog",
})  # fmt: skip
"""What is written because somebody was there, whatever they do: who opened what, sessions, counters (SEC-11)."""
LONGEST_KEY = 40
WAIT_SECONDS = 10
LOOK_EVERY = 0.1

DONE = "What it asked for was done, once. Look at the page before you go on."
BEGUN = (
    "Something stopped half-way then: what it asked for may have been done. Look at the page first. If it was not "
    "done, send it again from here."
)
OTHERWISE = (
    "Something else stood in it then, and that was done. What you sent now was not done, and nothing of it is lost. "
    "Look at the page first; if this is to be done as well, send it again from here."
)
NOT_DONE = "This form was sent twice at one moment, and the first time it was not done. Nothing was changed."


class SentBefore(Exception):
    """Somebody is doing, or has done, what this form asks. Whatever was begun here is taken back."""


def new_key() -> str:
    return secrets.token_urlsafe(12)


class Sending:
    """One request that sends a form: it claims the form's key with the first thing that it writes."""

    def __init__(self, request, key: str):
        who = request.user.pk if request.user.is_authenticated else request.META.get("CSRF_COOKIE", "")
        self.key, self.words = _hash(who, request.path, key), _words(request)
        self.attempt, self.claimed, self.was_before = secrets.token_hex(16), False, False

    def __call__(self, execute, sql, params, many, context):
        """Stands between the request and the database."""
        if not self.claimed and (table := changed_by(sql)) and table not in TRACES:
            self.claimed = True
            # Waits for whoever is doing the same in this moment; theirs stands once they have done it.
            self._write()
            if not self._mine().exists():
                self.was_before = True
                raise SentBefore
        return execute(sql, params, many, context)

    def _write(self, **told) -> None:
        row = FormSent(key=self.key, words=self.words, attempt=self.attempt, sent_on=clock.wall().date(), **told)
        FormSent.objects.bulk_create([row], ignore_conflicts=True)

    def _mine(self):
        return FormSent.objects.filter(key=self.key, attempt=self.attempt)

    def first(self) -> FormSent | None:
        """What was sent before, once it is known where it led; None when it was never done."""
        last = time.monotonic() + WAIT_SECONDS
        while True:
            row = FormSent.objects.filter(key=self.key).first()
            if row is None or row.answered or time.monotonic() > last:
                return row
            time.sleep(LOOK_EVERY)

    def ended(self, response) -> None:
        """Note where it led. What was refused, and a file that was fetched, may be asked for again with the same form.

        (After a fault nothing is noted: if the key is there, what it came with is there too.)
        """
        where = response.headers.get("Location", "")
        page = response.headers.get("Content-Type", "").startswith("text/html")
        if 400 <= response.status_code < 500 or (response.status_code < 300 and not page):
            self._mine().delete()
        else:
            told = {"answered": True, "where": where if len(where) <= FormSent.LONGEST else ""}
            if not self._mine().update(**told):
                # It was taken back with something that was refused on the way, and more was done after it.
                self._write(**told)


class Once:
    """Inside the threshold: who may not act is refused before their form is looked at."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        before = len(connection.execute_wrappers)
        try:
            response = self.get_response(request)
        finally:
            del connection.execute_wrappers[before:]
        sending = getattr(request, "sending", None)
        if sending is None or response.status_code >= 500:
            return response
        if not sending.claimed:
            # It may have been refused because of what the same form, sent at the same moment, has just done.
            first = sending.first()
            return response if first is None else self._answer(request, sending, first)
        if sending.was_before:
            return self._answer(request, sending, sending.first())
        try:
            sending.ended(response)
        except Error as fault:
            log.error("where a form led could not be noted", extra={"kind": type(fault).__name__})
            database.let_go()
        return response

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or at_a_door(request) or rationed(view) == EXPORT:
            return None
        key = request.POST.get(FORM_KEY, "")[:LONGEST_KEY]
        if not key or getattr(getattr(view, "view_class", None), "sent_often", False):
            return None
        sending = Sending(request, key)
        if (first := sending.first()) is not None:
            return self._answer(request, sending, first)
        request.sending = sending
        connection.execute_wrappers.append(sending)
        return None

    def process_exception(self, request, exception):
        if isinstance(exception, SentBefore):
            return HttpResponse(status=409)  # what is answered instead is found out once the request has ended
        if isinstance(exception, ProveAgain) and hasattr(request, "sending"):
            request.sending.claimed = False  # nothing was done: it is, once they have proved who they are
        return None

    def _answer(self, request, sending: Sending, first: FormSent | None):
        if first is None:
            return errors.page(503, sentence=NOT_DONE, request=request, again=True)
        look = first.where or request.path
        if first.words != sending.words:
            return errors.page(409, sentence=OTHERWISE, request=request, again=True, form_key=new_key(), look=look)
        if not first.answered:
            return errors.page(409, sentence=BEGUN, request=request, again=True, form_key=new_key(), look=look)
        if first.where:
            return redirect(first.where)
        return errors.page(409, sentence=DONE, request=request, look=look)


def changed_by(sql: str) -> str:
    """The table that a statement changes, or ""."""
    found = CHANGES.match(sql)
    return found[1].lower() if found else ""


def _hash(*parts) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def _words(request) -> str:
    """What is in the form, but for its keys: the same words under the same key are the same sending."""
    typed = [(name, texts) for name, texts in request.POST.lists() if name not in (FORM_TOKEN, FORM_KEY)]
    files = [(name, [(one.name, one.size) for one in found]) for name, found in request.FILES.lists()]
    return _hash(repr(sorted(typed)), repr(sorted(files)))
