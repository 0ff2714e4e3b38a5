"""The Board's one page on quality and performance, and what stands on its cover sheet: facts as plain JSON."""

from datetime import date

from dataset import overview_words as say
from dataset import words
from dataset.models import Reading
from dataset.overview_words import Told
from dataset.queries import judging
from dataset.queries.concerns.board_facts import concerns_for_board, last_board
from dataset.queries.figures import count_figure, figure_of
from dataset.queries.judging import Judged
from dataset.queries.last_board import counts_at_last_board
from dataset.queries.room import LINE, row_height, that_fit
from dataset.queries.rows import in_print, sentence
from dataset.queries.series import period_words
from dataset.queries.standing import judged
from dataset.queries.unsent_for_board import unsent_for_board
from sscb import clock
from sscb.charts import icons, numbers

WIDER = Reading.Audience.WIDER.value
ROOM, ROOM_LATE = 52.0, 16.0
"""The page's budget in millimetres: for concerns and what is noticed together, and for late figures. What has no room
is counted in a sentence."""

GROUP_WORDS = {
    judging.CONCERN: ("concern", "Concern"),
    judging.IMPROVEMENT: ("improvement", "Improvement"),
    judging.SHIFT: ("shift", "Shift, no good direction"),
    judging.USUAL: ("ordinary", "No real change"),
    judging.TRIAL: ("trial", "Trial limits (8–11 points)"),
    judging.TABLE: ("table", "Table only (yearly or tiny)"),
    judging.NO_DATA: ("nodata", "Newest figure not sent"),
    judging.NEVER: ("nodata", "No figures yet"),
}
ICON_CLASS = {
    icons.CONCERN: "concern", icons.IMPROVEMENT: "improvement", icons.UNUSUAL: "shift", icons.USUAL: "ordinary",
    icons.TRIAL: "trial", icons.TABLE: "table", icons.NO_DATA: "nodata", icons.NONE: "table",
}  # fmt: skip


def gather_overview(meeting, as_at) -> dict:
    """Facts of the section `dataset.overview`. Small numbers are hidden: a pack goes wider than the subgroup."""
    day = clock.day_of(as_at)
    found = [one.judged for one in judged(audience=WIDER, as_at=day)]
    counts = {group: sum(one.group == group for one in found) for group in judging.GROUPS}
    eye = sorted((one for one in found if one.group == judging.CONCERN or one.fails), key=lambda one: -one.weight)
    late = unsent_for_board(day, found)
    late_titles = list(dict.fromkeys(title for one in late for title in one.titles))
    last = last_board(day)
    before, before_words = counts_at_last_board(last)
    told = [told_of(one) for one in eye]
    worse = [one.title for one in told if one.group == judging.CONCERN]
    fails = [one.title for one in told if one.fails]
    invented = any(one.series is not None and one.series.invented for one in found)
    less = LINE * (bool(before) + invented)
    concerns = concerns_for_board(day, last=last, less=less)
    followed = set(concerns["followed"])
    unfollowed = [one for one in eye if one.indicator.code not in followed]
    new = {one.indicator.title for one in unfollowed}
    room, all_rows = ROOM - concerns["millimetres"] - less, [_row(one) for one in unfollowed]
    rows = that_fit(all_rows, _height, room) if all_rows and _height(all_rows[0]) <= room else []
    late_rows = that_fit([one.row() for one in late], _late_height, ROOM_LATE)
    shown = unfollowed[: len(rows)]
    return {
        "period": _span(found),
        "as_at": day.isoformat(),
        "lead": say.lead(len(worse), len(fails), len(late_titles), concerns["late"]),
        "concerns": concerns,
        "total": len(found),
        "counts": [
            {"icon": GROUP_WORDS[group][0], "words": GROUP_WORDS[group][1], "now": counts[group],
             "before": before.get(group, "0") if before else "",
             "anchor": count_figure(f"reading:{group}", "", counts[group], len(found), day)["anchor"]}
            for group in judging.GROUPS
        ],
        "before": before_words,
        "targets": [
            {**row, "anchor": count_figure(f"target:{row['words']}", "", row["now"], len(found), day)["anchor"]}
            for row in _targets(found)
        ],
        "rows": rows,
        "rows_left_out": say.left_out(len(unfollowed) - len(shown), "indicator", "the appendix"),
        "late": late_rows,
        "late_left_out": say.left_out(len(late) - len(late_rows), "late row", "the portal’s data calendar"),
        "invented": invented,
        "cover": {
            "asked_to": say.asked_to(
                [title for title in worse if title in new], [title for title in fails if title in new],
                late_titles, concerns["titles_late"],
            ),
            "summary": say.summary(counts, told),
            "children": say.children(told),
            "equality": "Not looked at: these figures are not yet split by sex, age or ethnicity.",
            "voice": "Not looked at: these figures count what services did. Children’s own words are in other papers.",
            "author": "Written by the portal from the dataset",
            "sponsor": "Chair, Quality and Performance",
        },
        "front": [{"kind": "worry", "text": say.front_worry(one)} for one in told if one.group == judging.CONCERN][:3]
        + [{"kind": "late", "text": text} for text in concerns["late_words"][:2]]
        + [{"kind": "late", "text": one.sentence()} for one in late[:3]],
        "figures": [
            *(count_figure(f"reading:{group}", GROUP_WORDS[group][1], counts[group], len(found), day)
              for group in judging.GROUPS),
            *(count_figure(f"target:{row['words']}", row["words"], row["now"], len(found), day)
              for row in _targets(found)),
            *(figure_of(one.series, one.newest, WIDER) for one in shown if one.newest),
        ],
    }  # fmt: skip


def split(reading: str) -> list[str]:
    """The first word, which stands with the icon on one line, and the rest, which may wrap."""
    first, _, rest = reading.partition(" ")
    return [first, rest]


def told_of(one: Judged) -> Told:
    """What the sentences may know of an indicator."""
    indicator, newest = one.indicator, one.newest
    missed = among = None
    if newest and newest.numerator is not None and newest.denominator and indicator.unit == numbers.PER_CENT:
        part = newest.numerator if indicator.polarity == "L" else newest.denominator - newest.numerator
        if not judging.hidden(indicator, newest, WIDER) and not numbers.small(part) and part > 0:
            missed, among = int(part), int(newest.denominator)
    return Told(
        title=indicator.title, sentence=sentence(one), group=one.group, fails=one.fails,
        target=judging.words_of_target(indicator), missed=missed, among=among, numerator=indicator.numerator_label,
        denominator=indicator.denominator_label, low_is_good=indicator.polarity == "L",
        period=period_words(one.series.frequency, newest) if newest else "",
    )  # fmt: skip


def _row(one: Judged) -> dict:
    newest = one.newest
    figure = figure_of(one.series, newest, WIDER)
    limits = one.reading.limits if one.reading else None
    return {
        "code": one.indicator.code,
        "title": one.indicator.title,
        "icon": ICON_CLASS[one.variation.icon],
        "reading": split(in_print(one)),
        "latest": figure["shown"],
        "anchor": figure["anchor"],
        "of": "" if figure["out_of"] in ("count", judging.NOT_PUBLISHED, "hidden") else figure["out_of"],
        "period": period_words(one.series.frequency, newest, short=True),
        "range": f"{one.reading.facts.limit(limits[0])}–{one.reading.facts.limit(limits[1])}" if limits else "–",
        "target": judging.words_of_target(one.indicator) or "–",
        "provider": words.provider(one.indicator.provider),
    }


def _height(row: dict) -> float:
    return row_height((f"{row['title']}, {row['period']}", 37.0), (" ".join(row["reading"]), 33.0), (row["of"], 24.0))


def _late_height(row: dict) -> float:
    return row_height((row["agency"], 39.0), (row["what"], 43.0), (row["owed"], 27.0), (row["late"], 21.0))


def _targets(found: list[Judged]) -> list[dict]:
    """Against target: how many will meet it, may hit or miss it, will not."""
    kinds = ((icons.PASS, "Will meet it"), (icons.HIT_AND_MISS, "May hit or miss it"), (icons.FAIL, "Will not meet it"))
    rows = [{"words": text, "now": sum(one.assurance.icon == kind for one in found)} for kind, text in kinds]
    aimed = [one for one in found if one.indicator.target is not None and one.indicator.polarity != "N"]
    rows.append({"words": "Target, no reading yet", "now": len(aimed) - sum(row["now"] for row in rows)})
    rows.append({"words": "No target", "now": len(found) - len(aimed)})
    return rows


def _span(found: list[Judged]) -> str:
    ends: list[date] = [one.newest.end for one in found if one.newest and one.reading]
    return f"Figures to {numbers.day(max(ends))}" if ends else "Figures"
