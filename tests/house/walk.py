"""Walks every route of the portal, however deep it was included."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import URLPattern, URLResolver

NOT_THERE = UUID("00000000-0000-4000-8000-000000000000")
SAMPLES = {"uuid": str(NOT_THERE), "int": "1", "slug": "not-there", "str": "not-there", "path": "not-there"}


def _fitting(group: str) -> str:
    """Something that this part of a regular expression takes."""
    return next(text for text in ("notthere", "NOTTHERE", "1", "not-there", "csv", "svg") if re.fullmatch(group, text))


@dataclass(frozen=True)
class Route:
    pattern: str
    """As Django writes it in `resolver_match.route`."""
    name: str
    view: Callable

    def __str__(self) -> str:
        return f"{self.name or '(no name)'} at /{self.pattern}"

    @property
    def converters(self) -> set[str]:
        return {kind or "str" for kind in re.findall(r"<(?:(\w+):)?\w+>", self.pattern)}

    @property
    def path(self) -> str:
        """An address that leads here, to something that does not exist."""
        plain = re.sub(r"\(\?P<\w+>([^)]*)\)", lambda group: _fitting(group[1]), self.pattern)
        plain = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "not-there"), plain)
        return "/" + plain.replace("^", "").replace("$", "").replace("\\", "")


def _joined(before: str, after: str) -> str:
    """As Django joins them: a regular expression further in loses its caret."""
    return before + (after.removeprefix("^") if before else after)


def routes(resolver: URLResolver, *, before: str = "", space: str = "") -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = _joined(before, str(entry.pattern))
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from routes(entry, before=pattern, space=inner)
        elif isinstance(entry, URLPattern):
            yield Route(pattern, f"{space}{entry.name}" if entry.name else "", entry.callback)
        else:
            raise TypeError(f"An address that this walk does not know: {entry!r}")


def view_of(route: Route) -> Callable:
    """The view itself, without what was wrapped round it."""
    view = route.view
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return getattr(view, "view_class", view)
