"""Where programmes plug in their types of record."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sscb.records.lifecycle import Move
from sscb.sockets import Socket


@dataclass(frozen=True)
class RecordType:
    """A kind of record: its words, where its page is, its stages and moves.

    `guards` maps a guard's name to (test, sentence): test(record, on) is true when the move may be made; the sentence
    completes "You cannot yet, because ...".
    """

    code: str
    title: str
    url_name: str
    stages: dict[str, str]
    highest_level: str = "P5"
    moves: tuple[Move, ...] = ()
    guards: dict[str, tuple[Callable[[Any, Any], bool], str]] = field(default_factory=dict)
    prefix: str = ""


types: Socket[RecordType] = Socket("record types", RecordType)
