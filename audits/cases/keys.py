"""An agency’s own record number of a case: encrypted where it is kept, and gone with the keys twelve months on."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def _cipher() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    # A key of its own, made from the portal's: what opens a second factor does not open this.
    made = (hashlib.sha256(f"case-keys:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(one)) for one in made])


def seal(number: str) -> str:
    return _cipher().encrypt(number.encode()).decode() if number else ""


def unseal(sealed: str) -> str:
    """The number; a sentence where the portal's keys have changed since."""
    if not sealed:
        return ""
    try:
        return _cipher().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return "It cannot be read any more: the portal’s key has changed. Enter it again."
