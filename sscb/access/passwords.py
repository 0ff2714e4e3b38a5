"""What a password may not be, beyond Django's own checks (SEC-17). No composition rules, no forced change."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from sscb.people.models import Organisation

LONGEST = 128
CONTEXT_WORDS = ("sscb", "somerset", "safeguard")


class LongestLength:
    def validate(self, password, user=None):
        if len(password) > LONGEST:
            raise ValidationError(f"Enter a password of at most {LONGEST} characters.", code="too_long")

    def get_help_text(self):
        return f"Your password can have up to {LONGEST} characters. Fifteen or more is best."


class ContextWords:
    """Words that an attacker of this very portal would try first: its own names and those of its agencies."""

    def validate(self, password, user=None):
        small = password.lower().replace(" ", "")
        names = {word for name in Organisation.objects.values_list("name", flat=True) for word in _words(name)}
        for word in (*CONTEXT_WORDS, *sorted(names)):
            if word in small:
                raise ValidationError(
                    f"Enter a password without “{word}”: words about this Board are tried first.", code="context_word"
                )

    def get_help_text(self):
        return "Your password cannot contain words about this Board or its agencies."


def _words(name: str) -> list[str]:
    return [word for word in (part.strip(",.()").lower() for part in name.split()) if len(word) > 6]


@lru_cache(maxsize=1)
def _breached(path: str, changed: float) -> frozenset[str]:
    return frozenset(line.strip().lower() for line in Path(path).read_text(encoding="utf-8").splitlines() if line)


def breached_list_sentence() -> str:
    """For the health page: whether the operator has supplied a list of breached passwords (RULINGS 12)."""
    if not settings.BREACHED_PASSWORDS:
        return "No list of breached passwords is installed; the 20,000 most common ones are refused."
    return f"Breached passwords are refused from {settings.BREACHED_PASSWORDS}."


class BreachedList:
    def validate(self, password, user=None):
        path = settings.BREACHED_PASSWORDS
        if path and password.lower() in _breached(path, Path(path).stat().st_mtime):
            raise ValidationError("Enter another password: this one is on a list of stolen passwords.", code="breached")

    def get_help_text(self):
        return "Your password cannot be one that is known to have been stolen."
