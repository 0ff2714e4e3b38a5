"""A line: whoever waits longest comes next."""

from collections import deque
from threading import Lock


class Line:
    """SQLite has one writer at a time and no line for the others: each looks again every tenth of a second, and under
    load somebody looks in vain until they are told that it is locked. Here the threads of one process stand in line."""

    def __init__(self) -> None:
        self._guard, self._waiting, self._busy = Lock(), deque(), False

    def enter(self, seconds: float) -> bool:
        """True: it is one's turn, until `leave`. False: not within so many seconds; ask SQLite itself."""
        with self._guard:
            if not self._busy:
                self._busy = True
                return True
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=seconds):
            return True
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return False
        return True  # it was called in the very moment in which it lost patience

    def leave(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._busy = False
