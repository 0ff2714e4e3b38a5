"""How people come in: by e-mail, password and a second factor. Nobody makes an account for themselves."""

import base64
import hashlib
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpResponse
from django.template import loader
from django.template.loader import render_to_string

from sscb import clock
from sscb.jobs.services import send_mail
from sscb.people import naming
from sscb.people.models import Person


def has_second_factor(person: Person) -> bool:
    """Set up and confirmed; asked of the database each time, so that a removal counts on the next request."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def attempted_name(request: Any, credentials: dict | None = None) -> str:
    """Whose account is being tried, for the lockout: the e-mail in small letters."""
    given = (credentials or {}).get("email") or (credentials or {}).get("username")
    if not given and request is not None:
        given = request.POST.get("login", "")
    return (given or "").strip().lower()[:200]


def locked_out(request, credentials=None, *args, **kwargs) -> HttpResponse:
    """The same page whoever was tried: it tells nobody whether the account exists (SEC-18)."""
    page = loader.get_template("errors/429.html").render(
        {
            "sentence": "There were too many wrong attempts. Wait 15 minutes, then try again, or reset your password. "
            "If it was not you, tell the Board's office."
        }
    )
    return HttpResponse(page, status=429, headers={"Retry-After": "900"})


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the Board's office; letters go out as rows like every other letter."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": "That is not your password. Nothing was lost: enter it again.",
    }

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        """A closed account is refused in the words of a wrong password: nobody learns which accounts there were."""
        person = super().authenticate(request, **credentials)
        return person if person is not None and person.is_active else None

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Account and address together are counted by the lockout's own rows; here only the address counts.

        The same limit counts wrong codes of the second factor, for each account (SEC-16), so it cannot simply go.
        """
        return secrets.token_hex(16)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        person = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
        if person is None:
            return
        # Links are built from the configured address, never from what the browser claims (SEC-21).
        context = {**context, "person": person, "base_url": settings.BASE_URL}
        body = render_to_string(f"{template_prefix}_message.txt", context)
        moment = clock.wall()
        send_mail(
            key=f"sign-in:{template_prefix}:{person.uuid}:{moment.isoformat()}",
            to=person,
            subject=f"Your account on the {naming.board(clock.today()).short} portal",
            body=body,
            on=clock.today(),
            secret=True,
        )

    def get_reset_password_from_key_url(self, key: str) -> str:
        return f"{settings.BASE_URL}/sign-in/reset/key/{key}/"


def _cipher() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())) for key in keys])


class MfaAdapter(DefaultMFAAdapter):
    """The secret of a second factor is stored encrypted."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code does not fit. Nothing was lost: enter the code that your app shows now.",
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return settings.MFA_TOTP_ISSUER
