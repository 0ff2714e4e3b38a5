"""Gaps that only multi-agency training fills: whichever programme hears of them plugs in here, and whoever answers them
names none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sscb.sockets import Socket


@dataclass(frozen=True)
class GapAsked:
    """One open gap in words that everybody may read; `source`: where it was named."""

    uuid: UUID
    words: str
    source: str
    found_on: date


@dataclass(frozen=True)
class GapSource:
    """`asked(as_at)`: the open ones. `end(uuid, end, why, by, on)`: one is answered (programme, met, declined)."""

    code: str
    asked: Callable[[date], list[GapAsked]]
    end: Callable[[UUID, str, str, Any, date], None]


gap_sources: Socket[GapSource] = Socket("sources of training gaps", GapSource)


def gaps_asked(as_at: date) -> list[GapAsked]:
    return [gap for source in gap_sources for gap in source.asked(as_at)]


def end_gap(uuid: UUID, end: str, why: str, by: Any, on: date) -> bool:
    """The gap is ended where it was named. False: no source knows it as open."""
    for source in gap_sources:
        if any(gap.uuid == uuid for gap in source.asked(on)):
            source.end(uuid, end, why, by, on)
            return True
    return False
