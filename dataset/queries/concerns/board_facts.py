"""Areas of concern as the Board's one page tells them: plain JSON, for every reader of the pack."""

from collections import Counter
from datetime import date

from dataset import concern_words as say
from dataset.lifecycle import OPEN, Asking, Stage
from dataset.models import Concern
from dataset.queries.concerns.lists import Standing, standings
from dataset.queries.concerns.watching import WIDER
from dataset.queries.room import row_height, that_fit
from sscb.board.models import Meeting
from sscb.charts import numbers

ROOM = 34.0
"""The page's budget for the list, in millimetres."""
MOST_AGENCIES, MOST_NAMES = 3, 2
BESIDE, AGENCY_WIDE = 19.0, 42.5
"""Millimetres that the rows of agencies have beside the counts by icon, and the width of a name there."""
ICONS = {"late": "late", "soon": "due", "waiting": "track", "done": "closed", "stop": "late"}


def concerns_for_board(as_at: date, *, last: date | None, less: float = 0.0) -> dict:
    """Counts since the last Board, what each agency was asked, and the concerns that need the Board's eye.

    Only what Quality and Performance has accepted: a concern raised yesterday is not the Board's yet. Whatever is open
    stands here at every meeting until it is closed; what was closed since the last one stands here once more.
    `last`: the day of the last Board. `less`: millimetres of its room that something else on the page takes.
    """
    found = standings(
        Concern.objects.all_for_job("the Board's one page holds every accepted concern")
        .filter(released_on__isnull=False, released_on__lte=as_at, level__lte="P3")
        .exclude(stage=Stage.DROPPED)
        .prefetch_related("joined__indicator")
        .order_by("opened_on", "reference"),
        as_at=as_at, audience=WIDER,
    )  # fmt: skip
    shown = [one for one in found if one.concern.stage in OPEN or _closed_since(one.concern, last)]
    ranked = sorted(shown, key=lambda one: _rank(one, last, as_at))
    rows = that_fit([_row(one, last, as_at) for one in ranked], _height, ROOM - less)
    left = ranked[len(rows) :]
    late = [one for one in found if one.told.days_late(as_at)]
    agencies = _agencies(found, as_at)
    return {
        "sum": _sum(found, last, as_at),
        "agencies": agencies,
        "rows": rows,
        "left_out": _left_out(left, as_at),
        "millimetres": round(sum(_height(row) for row in rows) + _beyond(agencies), 1),
        "late": len(late),
        "late_words": [f"{one.concern.title}: {_owing_words(one, as_at)}." for one in late],
        "open": sum(one.concern.stage in OPEN for one in found),
        "followed": sorted(
            {joined.indicator.code for one in found if one.concern.stage in OPEN for joined in one.concern.joined.all()}
        ),
        "titles_late": [one.concern.title for one in late],
    }


def last_board(as_at: date) -> date | None:
    """The day on which the Board met last, before this one."""
    held = Meeting._base_manager.filter(group__code="board", meets_on__lt=as_at).order_by("-meets_on")
    return held.values_list("meets_on", flat=True).first()


def _closed_since(concern: Concern, last: date | None) -> bool:
    return concern.stage == Stage.CLOSED and (last is None or concern.closed_on > last)


def _sum(found: list[Standing], last: date | None, as_at: date) -> list[dict]:
    """Open then, and new, and closed: they add up to what is open now."""
    every = [one.concern for one in found]
    new = [one for one in every if last is None or one.released_on > last]
    closed = [one for one in every if _closed_since(one, last)]
    now = [one for one in every if one.stage in OPEN]
    before = len(now) - len(new) + len(closed)
    when = "Open at the last Board" if last else "Open at the start"
    return [
        {"words": when, "number": str(before)},
        {"words": "New since then", "number": f"+ {len(new)}"},
        {"words": "Closed since then", "number": f"− {len(closed)}"},
        {"words": "Open now", "number": str(len(now))},
    ]


def _agencies(found: list[Standing], as_at: date) -> list[dict]:
    """By agency, of the concerns that are open: asked, answered, late. The last row is their sum."""
    asked, answered, late = Counter(), Counter(), Counter()
    for one in found:
        if one.concern.stage not in OPEN:
            continue
        for question in one.questions:
            if question.stage == Asking.WITHDRAWN:
                continue
            name = question.owner.name
            asked[name] += 1
            answered[name] += question.stage == Asking.ANSWERED
            late[name] += question.stage == Asking.ASKED and question.due_on < as_at
    order = sorted(asked, key=lambda name: (-late[name], -asked[name], name))
    shown, rest = order[:MOST_AGENCIES], order[MOST_AGENCIES:]
    rows = [_agency(name, asked[name], answered[name], late[name]) for name in shown]
    if rest:
        words = numbers.capital(numbers.counted(len(rest), "other agency", "other agencies"))
        rows.append(_agency(words, *(sum(count[name] for name in rest) for count in (asked, answered, late))))
    if rows:
        rows.append({**_agency("All", asked.total(), answered.total(), late.total()), "total": True})
    return rows


def _agency(name: str, asked: int, answered: int, late: int) -> dict:
    return {"agency": name, "asked": asked, "answered": answered, "late": late, "total": False}


def _rank(one: Standing, last: date | None, as_at: date) -> tuple:
    concern, late = one.concern, one.told.days_late(as_at)
    order = 0 if late else 1 if concern.stage == Stage.ESCALATED else 2 if _new(concern, last) else 4
    if concern.stage == Stage.CLOSED:
        order = 3
    return order, -late, concern.reference


def _new(concern: Concern, last: date | None) -> bool:
    return last is None or concern.released_on > last


def _row(one: Standing, last: date | None, as_at: date) -> dict:
    concern, told = one.concern, one.told
    code, words = say.state(told, as_at)
    mark = "Closed" if concern.stage == Stage.CLOSED else "New" if _new(concern, last) else ""
    agencies = list(dict.fromkeys(asked.agency for asked in told.owing or told.asked))
    if len(agencies) > MOST_NAMES:
        agencies = [agencies[0], f"{numbers.in_words(len(agencies) - 1)} more"]
    due = f"{told.owing[0].due_on:%-d %b}" if told.owing else "–"
    harm = concern.impact if concern.stage == Stage.CLOSED and concern.impact else concern.harm
    return {
        "reference": concern.reference, "mark": mark, "title": concern.title, "harm": _short(harm),
        "agencies": numbers.listed(agencies) or "nobody yet", "due": due, "state": words, "icon": ICONS[code],
    }  # fmt: skip


def _short(text: str, most: int = 64) -> str:
    """The first sentence, or as much of it as has room."""
    first = text.split(". ")[0].strip().removesuffix(".")
    return first if len(first) <= most else first[:most].rsplit(" ", 1)[0] + " …"


def _height(row: dict) -> float:
    return row_height(
        (f"{row['mark']}. {row['title']}", 42.0), (row["harm"], 36.0), (row["agencies"], 28.0), (row["state"], 22.0)
    )


def _beyond(agencies: list[dict]) -> float:
    """By how much the rows of agencies reach beyond the counts beside them."""
    return max(sum(row_height((row["agency"], AGENCY_WIDE)) for row in agencies) - BESIDE, 0.0)


def _left_out(left: list[Standing], as_at: date) -> str:
    if not left:
        return ""
    codes = numbers.listed([one.concern.reference for one in left])
    late = sum(one.told.days_late(as_at) > 0 for one in left)
    many = numbers.capital(numbers.counted(len(left), "concern"))
    track = "on track" if not late else f"{numbers.in_words(late)} with a late answer"
    return f"{many} not listed, {track}: {codes}." if len(left) <= 4 else f"{many} not listed, {track}."


def _owing_words(one: Standing, as_at: date) -> str:
    owing = [asked for asked in one.told.owing if asked.due_on < as_at]
    who = numbers.listed([asked.agency for asked in owing])
    return f"{who} {'has' if len(owing) == 1 else 'have'} not answered, {say.days(one.told.days_late(as_at))} late"
