"""How much a piece of work does, counted and not measured: the same on a slow machine, a busy one and a fast one."""

import sys
from collections.abc import Callable


def calls_of(work: Callable[[], object]) -> int:
    """The calls it makes, of Python's and of C's functions, the second time it is done."""
    work()
    count = 0

    def note(frame, event, arg):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
