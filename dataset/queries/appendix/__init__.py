"""The dataset appendix of a pack: charts six to a page, the values behind them, yearly figures beside those of others.

Facts as plain JSON, pictures among them: what is frozen is what is printed. Small numbers are hidden throughout.
"""

import json
import re

from dataset import words
from dataset.models import Reading
from dataset.queries import judging
from dataset.queries.agreed import board_rule
from dataset.queries.appendix.charts import chart_pages, list_table
from dataset.queries.appendix.years import block, model_words
from dataset.queries.comparing import neighbour_models
from dataset.queries.judging import Judged
from dataset.queries.series import Series
from dataset.queries.standing import Standing, judged
from dataset.queries.values_file import VALUE_HEADINGS, value_rows
from sscb import clock
from sscb.charts import numbers
from sscb.tables.writing import as_csv

WIDER = Reading.Audience.WIDER.value
CSV_NAME = "dataset-values.csv"
PAIRS_IN_A_PIECE = 4
ANCHOR = re.compile(r"fig-[0-9a-f]{12}")

__all__ = ["gather_appendix"]


def gather_appendix(meeting, as_at) -> dict:
    """Facts of the section `dataset.appendix`."""
    day = clock.day_of(as_at)
    every = judged(audience=WIDER, as_at=day)
    models = neighbour_models()
    charted = [one.judged for one in every if one.judged.reading and one.judged.reading.charted]
    listed = [one.judged for one in every if one.judged.series is not None and one.judged.own.process is not None
              and one.judged.own.process.known and one.judged not in charted]  # fmt: skip
    yearly = [one for one in every if one.judged.own.published is not None]
    silent = [one.judged for one in every if one.judged.own.empty]
    figures: list[dict] = []
    pages = chart_pages(charted, figures)
    tables = [list_table(one, figures) for one in listed]
    blocks = [block(one, figures) for one in yearly]
    return {
        "as_at": day.isoformat(),
        "lead": _lead(len(charted), len(blocks), len(listed), len(silent)),
        "rule_set": judging.RULE_SET,
        "rules": board_rule(day).rules,
        "options": board_rule(day).options,
        "own_rules": _own_rules(charted),
        "pieces": _pieces(pages, tables, blocks, figures),
        "later": any(block["later"] for block in blocks),
        "model": model_words(models, yearly, blocks),
        "silent": _silent(silent),
        "files": files(every),
        "invented": any(series.invented for series in series_of(every)),
        "csv": CSV_NAME,
        "attachments": [
            {"name": CSV_NAME, "csv": as_csv(VALUE_HEADINGS, every_value(every)),
             "description": "Every figure of the dataset appendix, small numbers hidden as on the page"}
        ],
    }  # fmt: skip


def _own_rules(charted: list[Judged]) -> str:
    """The charts that are read by a rule of their own, each with it and its reason."""
    own = [one for one in charted if one.own.agreed.own_why]
    return " ".join(
        f"{one.indicator.code} {one.indicator.title} has rules of its own: {one.own.agreed.rules}; "
        f"{one.own.agreed.options}." for one in own
    )  # fmt: skip


def _pieces(pages: list[dict], tables: list[dict], blocks: list[dict], figures: list[dict]) -> list[dict]:
    """The appendix in pieces that are laid out apart: one page of charts that changes is one piece laid out again.

    Each piece carries the figures it prints, found by the anchors in it.
    """
    pairs = [blocks[place : place + 2] for place in range(0, len(blocks), 2)]
    pieces: list[dict] = [{"opening": True}, *({"pages": [page]} for page in pages)]
    if tables:
        pieces.append({"tables": tables})
    for place in range(0, len(pairs), PAIRS_IN_A_PIECE):
        pieces.append({"blocks": pairs[place : place + PAIRS_IN_A_PIECE], "goes_on": place > 0})
    pieces.append({"closing": True})
    left = list(figures)
    for piece in pieces:
        anchors = set(ANCHOR.findall(json.dumps(piece)))
        piece["figures"] = [one for one in left if one["anchor"] in anchors]
        left = [one for one in left if one["anchor"] not in anchors]
    pieces[0]["figures"] += left
    return pieces


def _lead(charts: int, blocks: int, lists: int, silent: int) -> str:
    told = []
    if charts:
        told.append(f"{numbers.counted(charts, 'chart')} with the values behind them")
    if lists:
        told.append(f"{numbers.counted(lists, 'list')} of figures too small or too few to chart")
    if blocks:
        told.append(f"{numbers.counted(blocks, 'indicator')} by year beside those of others")
    if silent:
        have = "has" if silent == 1 else "have"
        told.append(f"{numbers.counted(silent, 'indicator')} that {have} no figures yet")
    return numbers.capital(numbers.listed(told) if told else "no figures have been sent yet") + "."


def _silent(silent: list[Judged]) -> list[dict]:
    """Who has sent nothing yet of which indicators."""
    by_provider: dict[str, list[str]] = {}
    for one in silent:
        name = words.provider(one.indicator.provider)
        by_provider.setdefault(name, []).append(f"{one.indicator.code} {one.indicator.title}")
    return [{"provider": name, "indicators": "; ".join(titles)} for name, titles in by_provider.items()]


def series_of(every: list[Standing]) -> list[Series]:
    found = []
    for one in every:
        found += [series for series in (one.judged.own.process, one.judged.own.published) if series]
    return found


def files(every: list[Standing]) -> list[dict]:
    """The files that the figures of this appendix came from, by name, with the hash of their bytes."""
    known: dict[str, dict] = {}
    for series in series_of(every):
        for point in series.points:
            if not point.sha256:
                continue
            one = known.setdefault(
                point.sha256,
                {"name": point.file_name, "sha256": point.sha256, "figures": 0,
                 "halves": [point.sha256[:32], point.sha256[32:]],
                 "received": numbers.day(clock.day_of(point.received_at)) if point.received_at else ""},
            )  # fmt: skip
            one["figures"] += 1
    return sorted(known.values(), key=lambda one: (one["name"], one["sha256"]))


def every_value(every: list[Standing]) -> list[tuple]:
    """The rows of the file attached to the PDF."""
    return [row for series in series_of(every) for row in value_rows(series, WIDER)]
