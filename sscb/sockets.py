"""The Socket: a place in a kernel room where programmes plug things in, so that the kernel needs to name none.

A plug is a frozen dataclass with a `code` (`programme.thing`) and, where order matters, an `order`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

Plug = TypeVar("Plug")

open_for_plugging = True


class SocketError(Exception):
    """Something was plugged that does not fit. Raised at start-up, never while the portal serves."""


class Socket(Generic[Plug]):
    """A place in a kernel room where programmes plug things in. Closed when start-up ends."""

    every: list["Socket"] = []

    def __init__(self, name: str, takes: type[Plug]):
        self.name, self.takes = name, takes
        self._plugs: dict[str, Plug] = {}
        self._sorted: tuple[Plug, ...] | None = None
        self._closed = False
        Socket.every.append(self)

    def plug(self, thing: Plug) -> Plug:
        """Refuses the wrong type, a code already taken, and anything after start-up."""
        if self._closed:
            raise SocketError(f"{self.name}: closed; {thing.code} came after start-up")
        if not isinstance(thing, self.takes):
            raise SocketError(f"{self.name} takes {self.takes.__name__}, not {type(thing).__name__}")
        if thing.code in self._plugs:
            raise SocketError(f"{self.name}: the code {thing.code} is taken")
        self._plugs[thing.code] = thing
        self._sorted = None
        return thing

    def get(self, code: str) -> Plug | None:
        return self._plugs.get(code)

    def __getitem__(self, code: str) -> Plug:
        return self._plugs[code]

    def __contains__(self, code: str) -> bool:
        return code in self._plugs

    def __iter__(self) -> Iterator[Plug]:
        """Always in order of (order, code), never in order of import."""
        if self._sorted is None:
            self._sorted = tuple(sorted(self._plugs.values(), key=lambda p: (getattr(p, "order", 0), p.code)))
        return iter(self._sorted)

    def __len__(self) -> int:
        return len(self._plugs)

    def close(self) -> None:
        self._closed = True

    @contextmanager
    def only(self, *things: Plug):
        """For tests: as if these alone had been plugged."""
        before, closed = self._plugs, self._closed
        self._plugs, self._sorted, self._closed = {}, None, False
        try:
            for thing in things:
                self.plug(thing)
            yield self
        finally:
            self._plugs, self._sorted, self._closed = before, None, closed

    @contextmanager
    def also(self, *things: Plug):
        """For tests: with these beside what is plugged already."""
        with self.only(*[*self._plugs.values(), *things]):
            yield self
