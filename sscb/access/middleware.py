"""What every request passes: headers on the way out, the threshold on the way in."""

import hashlib
import logging

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, suspend_request
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import InternalError, OperationalError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sscb import clock
from sscb.access import errors
from sscb.access.policy import ProveAgain, Refused, can
from sscb.access.rations import TooMany, count, take
from sscb.access.signing_in import has_second_factor
from sscb.access.steady import SAFE
from sscb.access.views import OPEN, access_rule_of, rationed
from sscb.history.context import Whereabouts, working_from
from sscb.history.services import ViewNotWritten

log = logging.getLogger("sscb.access")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'",
        *(("upgrade-insecure-requests",) if settings.PRODUCTION else ()),
    )
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
if settings.PRODUCTION:
    HEADERS["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"


class Headers:
    """Nothing sensitive is kept by browsers or caches, and no page may run what is not ours (SEC-15, SEC-42)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store, private"
        return response


class Sessions(SessionMiddleware):
    """While the database takes no write, a page that was read is shown: only the minute is not noted (REL-23).

    A session that was ended meanwhile is another thing, and shows nothing.
    """

    def process_response(self, request, response):
        try:
            return super().process_response(request, response)
        except SessionInterrupted as fault:
            cause = fault.__context__ and fault.__context__.__context__
            if request.method not in SAFE and (answer := errors.away(request, cause)) is not None:
                return answer
            if request.method not in SAFE or not isinstance(cause, OperationalError | InternalError):
                raise
            log.error("a session could not be written", extra={"person": _who(request)})
            return response


class Threshold:
    """Default deny: a route without a declared rule is not served; without sign-in only the open ones are (SEC-01)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.REQUEST_MOST_BYTES:
            return errors.page(413 if length.isdigit() else 400)
        session = request.session.session_key or ""
        place = Whereabouts(
            address=request.META.get("REMOTE_ADDR", "")[:45],
            session=hashlib.sha256(session.encode()).hexdigest()[:16] if session else "",
            in_request=True,
            acts=request.method not in SAFE,
            stale=lambda: not did_recently_reauthenticate(request),
        )
        with working_from(place):
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        rule = access_rule_of(view)
        if rule is None:
            raise ImproperlyConfigured(f"{request.resolver_match.view_name}: this route declares no access rule.")
        if rule == OPEN:
            return None
        if not request.user.is_authenticated or not request.user.is_active:
            return self._ask_to_sign_in(request)
        if self._too_old(request):
            logout(request)
            return self._ask_to_sign_in(request)
        try:
            count(request.user)
        except TooMany as refused:
            return self._too_many(request, refused)
        if settings.SECOND_FACTOR and not has_second_factor(request.user) and not getattr(view, "confined_ok", False):
            return redirect("mfa_activate_totp")
        decision = can(request.user, rule)
        if not decision and getattr(getattr(view, "view_class", None), "finds_its_record", False):
            # Whether they may know that it is there depends on the record: the page itself answers 404 or 403.
            return None
        if not decision:
            log.warning("refused", extra={"rule": rule, "person": request.user.uuid, "status": 404 if kwargs else 403})
            if kwargs:
                return errors.page(404)
            return errors.page(403, sentence="This part of the portal is not open to your role.")
        if request.method != "OPTIONS" and (what := rationed(view)):
            try:
                take(request.user, what)
            except TooMany as refused:
                return self._too_many(request, refused)
        return None

    def process_exception(self, request, exception):
        if (answer := errors.away(request, exception)) is not None:
            return answer
        if isinstance(exception, ProveAgain):
            # Nothing was done. What was typed is kept in the session, and done once they have proved who they are.
            return suspend_request(request, reverse("account_reauthenticate"))
        if isinstance(exception, Refused):
            status = 403 if exception.decision.reveal_existence else 404
            log.warning("refused", extra={"rule": exception.decision.code, "person": _who(request), "status": status})
            return errors.page(403, sentence=str(exception)) if status == 403 else errors.page(404)
        if isinstance(exception, Http404):
            log.info("not found", extra={"person": _who(request), "status": 404})
            return errors.page(404)
        if isinstance(exception, PermissionDenied):
            return errors.page(403)
        if isinstance(exception, TooMany):
            return self._too_many(request, exception)
        if isinstance(exception, errors.Gone):
            return errors.page(410, sentence=str(exception))
        if isinstance(exception, errors.Conflict):
            return errors.page(409, sentence=str(exception), request=request)
        if isinstance(exception, errors.NotKept):
            return errors.page(503, sentence=errors.NO_ROOM, request=request, again=True)
        if isinstance(exception, ViewNotWritten):
            log.error("a view could not be written down", extra={"person": _who(request), "status": 503})
            return errors.page(503, sentence=str(exception), request=request, again=True)
        return None

    def _too_many(self, request, refused: TooMany):
        log.warning("refused", extra={"rule": "ration", "person": _who(request), "status": 429})
        answer = errors.page(429, sentence=str(refused), request=request, again=True)
        answer["Retry-After"] = str(refused.seconds)
        return answer

    def _ask_to_sign_in(self, request):
        if request.headers.get("Accept", "").startswith("application/json") or request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)

    def _too_old(self, request) -> bool:
        """Twenty minutes idle or ten hours in all. A page that only watches does not count as activity (SEC-19)."""
        now = clock.wall().timestamp()
        session = request.session
        began, seen = session.setdefault("began", now), session.setdefault("seen", now)
        if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
            return True
        if "watching" not in request.GET and now - seen > settings.SESSION_SEEN_SECONDS:
            session["seen"] = now
        return False


def _who(request):
    return getattr(request.user, "uuid", "nobody") if hasattr(request, "user") else "nobody"
