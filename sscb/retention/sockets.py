"""Where each kind of record says how long it is kept and with what it goes, and where subjects are found."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sscb.retention.schedule import LINE
from sscb.sockets import Socket


@dataclass
class Gone:
    """What a disposal took away: rows by table, the hashes of files, and folders of bundles. Never content."""

    rows: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)

    def add(self, other: "Gone") -> None:
        for name, count in other.rows.items():
            self.rows[name] = self.rows.get(name, 0) + count
        self.files += other.files
        self.folders += other.folders


@dataclass(frozen=True)
class Kept:
    """How one kind of record is kept. `code` is that of its record type, `model` its table ("audits.AuditCycle").

    Either `within` names the field that leads to the record it goes with, or `line` is its line of the schedule and
    `starts` the field that it counts from, as the ORM says it. `born`: where the child's day of birth stands.
    `newest_of`: of those alike in this field the newest is always kept. `folders(record)`: bundles that lie beside it.

    What is left of it: nothing but reference and dates; with `blank` its own row stays and these columns are emptied;
    `keeps` are tables that stay, `keeps_files(record)` keys of files that do. `cannot`: why it is not destroyed here.
    """

    code: str
    model: str
    line: str = ""
    starts: str = ""
    within: str = ""
    born: str = ""
    newest_of: str = ""
    folders: Callable[[Any], Iterable[Any]] | None = None
    blank: Mapping[str, Any] | None = None
    keeps: tuple[str, ...] = ()
    keeps_files: Callable[[Any], Iterable[int]] | None = None
    cannot: str = ""

    def __post_init__(self):
        if bool(self.within) is bool(self.line):
            raise ValueError(f"{self.code}: it has a line of the schedule, or it goes with another record")
        if self.line and self.line not in LINE:
            raise ValueError(f"{self.code}: the schedule has no line {self.line}")
        if self.line and not LINE[self.line].period.forever and not self.starts and not self.cannot:
            raise ValueError(f"{self.code}: it does not say from which day it counts")


@dataclass(frozen=True)
class Subject:
    """Who a record is about, as far as it is known. Compared here, kept nowhere else."""

    name: str
    born_on: date | None = None
    number: str = ""

    def same_as(self, other: "Subject") -> bool:
        """The NHS number decides where both have one; else the name, with the day of birth where both have one.

        Rather one too many: a hold that reaches too far is released, one that does not reach is found too late.
        """
        if self.number and other.number:
            return self.number == other.number
        return self.name == other.name and (not self.born_on or not other.born_on or self.born_on == other.born_on)


@dataclass(frozen=True)
class Subjects:
    """The children that records of one kind are about. `code` is that of the record type; `all()` gives pairs of the
    record's key and its Subject, whoever may see them: nothing of it is shown.
    """

    code: str
    all: Callable[[], Iterable[tuple[int, Subject]]]


kept: Socket[Kept] = Socket("how records are kept", Kept)
subjects: Socket[Subjects] = Socket("who records are about", Subjects)
