"""Where programmes say which of their records learning comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sscb.learning.methods import BY_CODE
from sscb.sockets import Socket


@dataclass(frozen=True)
class Finding:
    """Learning comes from records of these types, by this method of the framework.

    A learning point or recommendation whose `source_uuid` is such a record shows it as the first knot of its thread,
    to those who may read it; `words` say to everybody else what it was, and never which. `only` leaves out some of the
    type's records; it is asked of one record at a time, and the first finding by `order` that fits is taken.
    """

    code: str
    method: str
    record_types: tuple[str, ...]
    words: str
    order: int = 0
    only: Callable[[Any], bool] | None = None

    def fits(self, record: Any) -> bool:
        return record.type in self.record_types and (self.only is None or self.only(record))

    def __post_init__(self):
        if self.method not in BY_CODE:
            raise ValueError(f"{self.code}: the framework has no method {self.method}")


findings: Socket[Finding] = Socket("findings", Finding)


@dataclass(frozen=True)
class Activity:
    """What a method of the framework did in a period, as the framework's page counts it.

    Either data: records of `types` (at `stages`, where named), by the day in `dated`; all of these together cost one
    query, whatever their number. Or `count(from_on, to_on)`, for what is no record: one query each. `guarded`: one to
    four is told as "fewer than five". Nobody needs to plug: a method without one is judged by its learning alone.
    """

    code: str
    method: str
    one: str
    more: str
    types: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    dated: str = "opened_on"
    guarded: bool = False
    count: Callable[[date, date], int] | None = None
    order: int = 0

    def __post_init__(self):
        if self.method not in BY_CODE:
            raise ValueError(f"{self.code}: the framework has no method {self.method}")
        if bool(self.types) is bool(self.count):
            raise ValueError(f"{self.code}: it counts records of some types, or by a function of its own")


activities: Socket[Activity] = Socket("activities", Activity)
