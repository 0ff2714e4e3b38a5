"""Who is at work, and from where: set by the middleware for a request and by the worker for a job."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Whereabouts:
    address: str = ""
    session: str = ""
    in_request: bool = False
    in_worker: bool = False


NOWHERE = Whereabouts()
_current: ContextVar[Whereabouts] = ContextVar("whereabouts", default=NOWHERE)


def whereabouts() -> Whereabouts:
    return _current.get()


@contextmanager
def working_from(place: Whereabouts):
    token = _current.set(place)
    try:
        yield
    finally:
        _current.reset(token)
