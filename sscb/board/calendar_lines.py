"""How days, words and long lines are written in a calendar file (RFC 5545)."""

from datetime import UTC, date, datetime, time

from sscb import clock

LONGEST = 73


def moment(day: date, at: time) -> str:
    return f"{datetime.combine(day, at, clock.LONDON).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text(words: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        words = words.replace(sign, written)
    return words


def folded(line: str) -> list[str]:
    """Lines of at most 75 octets; a continued one begins with a space."""
    found, rest = [], line
    while len(rest.encode()) > LONGEST:
        cut = LONGEST
        while len(rest[:cut].encode()) > LONGEST:
            cut -= 1
        found.append(rest[:cut])
        rest = " " + rest[cut:]
    return [*found, rest]
