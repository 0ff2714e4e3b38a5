"""Where programmes plug in their types of record."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
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


@dataclass(frozen=True)
class Keeps:
    """Rows that stand for bytes on the disk. `kept()` says of each: where it stands, its hash, and the file’s path.

    `folder` holds nothing else: a file in it of which no row speaks is a fault too.
    """

    code: str
    kept: Callable[[], Iterable[tuple[str, str, Path]]]
    folder: Callable[[], Path]


keepers: Socket[Keeps] = Socket("rows that stand for files", Keeps)
