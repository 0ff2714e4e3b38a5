"""The four months drawn from left to right: what has gone, today, the panel's meetings, the last day. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

INK, GREEN, RED, GREY, SECOND = "#0b0c0c", "#12504a", "#a8171c", "#8b9697", "#484f53"
WIDTH, LEFT, RIGHT, TOP, HEIGHT = 900, 8, 860, 56, 132


@dataclass(frozen=True)
class Marked:
    """A panel meeting on the line: its day and how many cases it takes, in few words."""

    on: date
    words: str


def draw(begins_on: date, today: date, last_day: date, meetings: Sequence[Marked]) -> str:
    """An SVG with words in it; the page says the same in a list for those who do not see it."""
    span = max((last_day - begins_on).days, 1)

    def x(day: date) -> float:
        return LEFT + (RIGHT - LEFT) * min(max((day - begins_on).days / span, 0), 1)

    now = x(today)
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">',
        f'<rect x="{LEFT}" y="{TOP}" width="{max(now - LEFT, 0):.1f}" height="20" fill="{GREY}"/>',
        f'<rect x="{now:.1f}" y="{TOP}" width="{max(RIGHT - now, 0):.1f}" height="20" fill="#ffffff" stroke="{INK}" '
        'stroke-width="2"/>',
        _text(LEFT, TOP - 10, f"Began {_short(begins_on)}", size=14),
        *_months(begins_on, last_day, x),
        *_meetings(meetings, today, x),
        f'<line x1="{RIGHT}" y1="{TOP - 26}" x2="{RIGHT}" y2="{TOP + 40}" stroke="{RED}" stroke-width="5"/>',
        _text(RIGHT, TOP + 60, f"Last day {_short(last_day)} {last_day.year}", size=15, bold=True, fill=RED, end=True),
    ]
    if begins_on <= today <= last_day:
        parts += [
            f'<line x1="{now:.1f}" y1="{TOP - 28}" x2="{now:.1f}" y2="{TOP + 22}" stroke="{INK}" stroke-width="4"/>',
            _text(now, TOP - 34, "Today", size=15, bold=True, end=now > 60),
        ]
    return "".join([*parts, "</svg>"])


def _months(begins_on: date, last_day: date, x) -> list[str]:
    found, day = [], (begins_on.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day <= last_day:
        at = x(day)
        found.append(
            f'<line x1="{at:.1f}" y1="{TOP + 20}" x2="{at:.1f}" y2="{TOP + 30}" stroke="{SECOND}" stroke-width="1.5"/>'
        )
        found.append(_text(at + 4, TOP + 38, f"{day:%b}", size=13, fill=SECOND))
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def _meetings(meetings: Sequence[Marked], today: date, x) -> list[str]:
    found = []
    for one in meetings:
        if one.on < today:
            continue
        at, y = x(one.on), TOP + 10
        found.append(f'<path d="M{at:.1f} {y - 12}l9 12l-9 12l-9 -12Z" fill="{GREEN}"/>')
        end = at > WIDTH / 2
        found.append(_text(at + (9 if end else -9), TOP - 28, f"Panel {_short(one.on)}", size=14, bold=True, fill=GREEN,
                           end=end))  # fmt: skip
        found.append(_text(at + (9 if end else -9), TOP - 11, one.words, size=14, end=end))
    return found


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def _text(x: float, y: float, words: str, *, size: int, bold: bool = False, fill: str = INK, end: bool = False) -> str:
    anchor = ' text-anchor="end"' if end else ""
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}"{weight}{anchor}>{words}</text>'
