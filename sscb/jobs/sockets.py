"""Where programmes plug in the kinds of work that run outside a request, and what `fsck` looks at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string

from sscb.sockets import Socket


@dataclass(frozen=True)
class JobKind:
    """One kind of work. `run` is dotted text, "sscb.board.services:run_build", so that plugging imports nothing.

    The function is called as `run(job, progress)` and may return a dict of plain JSON, kept as the job's result.
    It may be called again after a crash, so what it does twice must equal what it does once. `twin` is the
    management command that does the same by hand. `tries` counts every start: a job that died or failed that many
    times stays failed. `most_seconds` is looked at whenever the work reports progress. `on_failed`, dotted text too, is
    called as `on_failed(job, sentence)` in the transaction in which the job ends as failed, so that what waits for it
    can say so.
    """

    code: str
    title: str
    run: str
    twin: str = ""
    most_seconds: int = 900
    tries: int = 3
    on_failed: str = ""

    def function(self) -> Callable[..., dict[str, Any] | None]:
        """Raises ImportError when the text leads nowhere; a system check finds that at start-up."""
        return import_string(self.run.replace(":", "."))


kinds: Socket[JobKind] = Socket("job kinds", JobKind)


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it must be: where, what, and what to do. No name of a person, no title of a record."""

    where: str
    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.do}"


@dataclass(frozen=True)
class Checkup:
    """What `manage.py fsck` looks at: something that must always hold, whatever died meanwhile. It only reads."""

    code: str
    title: str
    look: Callable[[], Iterable[Finding]]
    order: int = 0


checkups: Socket[Checkup] = Socket("what must always hold", Checkup)
