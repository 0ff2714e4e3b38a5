"""Several people in one moment: each in a thread of their own, with a connection of their own, begun together."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections


def at_once(*acts: Callable[[], Any], times: int = 1) -> list:
    """What each of them gave, or the exception that it raised, in the order of the acts; all of them `times` over."""
    acts *= times
    came: list[Any] = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def do(number: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait()
            came[number] = act()
        except Exception as fault:
            came[number] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=told) for told in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def raised(came: list) -> list[Exception]:
    """The faults among what came of them."""
    return [one for one in came if isinstance(one, Exception)]
