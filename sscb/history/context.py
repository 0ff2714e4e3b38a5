"""Who is at work, and from where: set by the middleware for a request and by the worker for a job."""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Whereabouts:
    """`acts`: a request that may change something. `stale`: nobody at this browser has entered a factor lately; only
    a request can be, and it is asked of the session when it is needed."""

    address: str = ""
    session: str = ""
    in_request: bool = False
    in_worker: bool = False
    acts: bool = False
    stale: Callable[[], bool] = lambda: False


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
