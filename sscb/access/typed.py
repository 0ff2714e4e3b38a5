"""What somebody typed, for a page that says why it was not done: nobody types it twice (REL-11, REL-15).

It needs no database and no session. It is shown to whoever sent it with a form's own token, to nobody else.
"""

from dataclasses import dataclass, field

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import UnreadablePostError
from django.middleware.csrf import get_token

FORM_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
DOORS = ("account_", "mfa_")
FORM_KEY = "form_key"
SECRET = ("password", "passphrase")
"""Pages and fields in which passwords and codes are typed: nothing of such a form is shown again."""


@dataclass(frozen=True)
class Line:
    name: str
    text: str

    @property
    def title(self) -> str:
        return self.name.rpartition("-")[2].replace("_", " ").capitalize()

    @property
    def rows(self) -> int:
        return min(12, 2 + self.text.count("\n") + len(self.text) // 80)


@dataclass(frozen=True)
class Typed:
    """`lines` are words, to be read; `rest` is what was chosen. `files`: some were sent, which cannot be kept."""

    where: str
    token: str
    lines: list[Line] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    files: bool = False


def at_a_door(request) -> bool:
    match = getattr(request, "resolver_match", None)
    return match is None or match.view_name.startswith(DOORS)


def typed_in(request, *, form_key: str = "") -> Typed | None:
    """None when nothing was sent, or when it is not certain that they sent it themselves. `form_key`: another key."""
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False) or at_a_door(request):
        return None
    try:
        sent, files = request.POST, bool(request.FILES)
    except (BadRequest, SuspiciousOperation, UnreadablePostError):
        return None
    if any(word in name for name in sent for word in SECRET):
        return None
    typed = Typed(where=request.get_full_path(), token=get_token(request), files=files)
    for name, texts in sent.lists():
        if name == FORM_TOKEN:
            continue
        for text in [form_key] if name == FORM_KEY and form_key else texts:
            (typed.lines if _is_words(text) else typed.rest).append(Line(name, text))
    return typed


def _is_words(text: str) -> bool:
    return len(text.split()) > 1
