"""What figures say about a theme, from whichever programme keeps them: the word by which others ask, and name none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sscb.access.policy import can
from sscb.sockets import Socket


@dataclass(frozen=True)
class FigureSaid:
    """One figure in words, as its reader may see it, where the rest stands, and the last day that it speaks of."""

    code: str
    title: str
    words: str
    url: str
    newest_on: date | None = None


@dataclass(frozen=True)
class FigureSource:
    """`say(person, codes, as_at)` answers for the codes that it knows, and leaves out the others.

    Without a person it answers as the Board's pack may print it. `rule`: who may read its figures. `offers()` lists
    (code, title) of what may be asked for, for whoever links something to a figure; it tells no figure.
    """

    code: str
    rule: str
    say: Callable[[Any, list[str], date], dict[str, FigureSaid]]
    offers: Callable[[], list[tuple[str, str]]] = list


figure_sources: Socket[FigureSource] = Socket("figure sources", FigureSource)


def figures_said(person: Any, codes: Iterable[str], as_at: date) -> dict[str, FigureSaid]:
    """By code; a source whose rule the person does not hold says nothing."""
    wanted, found = list(dict.fromkeys(codes)), {}
    for source in figure_sources:
        if wanted and (person is None or can(person, source.rule)):
            found.update(source.say(person, wanted, as_at))
    return found


def figures_offered() -> list[tuple[str, list[tuple[str, str]]]]:
    """(code of the source, its (code, title) pairs) of every source that offers something."""
    return [(source.code, offered) for source in figure_sources if (offered := source.offers())]
