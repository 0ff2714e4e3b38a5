"""Where programmes plug in the sentences of their history."""

import string
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sscb.sockets import Socket


@dataclass(frozen=True)
class Sentence:
    """One kind of thing that happens. `code` is past tense, never reused or renamed; `keeps` are the facts it may hold.

    `{by}` and `{reference}` in the text come from the entry; every other name must be in `keeps`.
    """

    code: str
    text: str
    keeps: tuple[str, ...] = ()
    level: str = "P1"

    def __post_init__(self):
        asked = {name for _, name, _, _ in string.Formatter().parse(self.text) if name}
        unknown = asked - set(self.keeps) - {"by", "reference", "why"}
        if unknown:
            raise ValueError(f"{self.code}: the sentence asks for {sorted(unknown)}, which it does not keep")


sentences: Socket[Sentence] = Socket("history sentences", Sentence)


@dataclass(frozen=True)
class Listener:
    """Told of each thing of which something was written, in the same transaction."""

    code: str
    told: Callable[[Any], None]


listeners: Socket[Listener] = Socket("listeners to history", Listener)
