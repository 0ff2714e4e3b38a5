"""One return as its page shows it: every row with what was typed, what it says, the period before, what is missing."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dataset import words
from dataset.models import DataReturn, Indicator, Reading, ReturnRow, Submission
from dataset.queries.judging import shown
from dataset.queries.returns.asked import asked_of, rows_of, span_of_return
from dataset.queries.returns.needs import reasons
from dataset.queries.series import Own, own_figures
from dataset.returns.cells import Asked, Fault, Read, Typed, read_row
from dataset.returns.spans import YEAR
from sscb.charts import numbers

QP = Reading.Audience.QP.value
WHAT = (
    ("what", "What happened?"), ("so_what", "So what does it mean for children?"), ("now_what", "What happens next?"),
)  # fmt: skip


@dataclass(frozen=True)
class RowShown:
    """One indicator of the return. `figure`: as the portal works it out, "76.1%"; `last`: of the period before."""

    row: ReturnRow
    asked: Asked
    read: Read
    figure: str
    parts: str
    last: str
    last_period: str
    needed: tuple[str, ...]
    signs: bool

    @property
    def code(self) -> str:
        return self.asked.code

    @property
    def words(self) -> tuple[str, ...]:
        return (self.row.what, self.row.so_what, self.row.now_what)

    @property
    def has_words(self) -> bool:
        return any(self.words)


@dataclass(frozen=True)
class Missing:
    """Something without which the return cannot be handed in: whose cell, and a sentence."""

    code: str
    cell: str
    sentence: str
    short: str = ""


@dataclass(frozen=True)
class ReturnShown:
    """A whole return, ready for its pages."""

    record: DataReturn
    period: str
    rows: list[RowShown]
    missing: list[Missing] = field(default_factory=list)

    @property
    def filled(self) -> int:
        return sum(one.read.says_something for one in self.rows)

    @property
    def ready(self) -> bool:
        return not self.missing


def return_shown(record: DataReturn, as_at: date) -> ReturnShown:
    """Four queries, however many rows."""
    rows, span = rows_of(record), span_of_return(record)
    figures = own_figures([row.indicator for row in rows], as_at=as_at)
    said = {row.indicator.code: (asked := asked_of(row), read_row(asked, typed_of(row))) for row in rows}
    needed = reasons(rows, said, span, as_at)
    found = [_row(row, *said[row.indicator.code], needed.get(row.indicator.code, []), figures[row.indicator_id], record)
             for row in rows]  # fmt: skip
    return ReturnShown(record, span.words, found, [*_missing(found), *_missing_words(record)])


def said_words(shown_: ReturnShown) -> list[tuple[str, str]]:
    """Everything that was typed in words, and what it is about: an indicator's code, or the return as a whole."""
    told = [(one.code, text) for one in shown_.rows for text in (one.row.why_missing, *one.words)]
    told += [("The return as a whole", getattr(shown_.record, name)) for name, _ in WHAT]
    return [(about, text) for about, text in told if text.strip()]


def typed_of(row: ReturnRow) -> Typed:
    return Typed(row.numerator, row.denominator, row.missing, row.why_missing)


def figure_words(indicator: Indicator, read: Read) -> str:
    """The figure as every page prints it, or why there is none."""
    if read.value is not None:
        return numbers.shown(read.value, indicator.unit, indicator.decimals)
    return {"x": "not available", "z": "not applicable"}.get(read.marker, "")


def _row(row: ReturnRow, asked: Asked, read: Read, needed: list[str], own: Own, record: DataReturn) -> RowShown:
    series = own.published if record.frequency == YEAR else own.process
    before = None
    if series is not None:
        before = next((one for one in reversed(series.points) if one.end < record.period_start), None)
    return RowShown(
        row=row, asked=asked, read=read, figure=figure_words(row.indicator, read),
        parts=words.parts(read.numerator, read.denominator) if asked.has_parts else "",
        last=shown(row.indicator, before, QP) if before else "", last_period=before.label if before else "",
        needed=tuple(needed), signs=bool(needed),
    )  # fmt: skip


def _missing(rows: list[RowShown]) -> list[Missing]:
    found = []
    for one in rows:
        found += [Missing(one.code, fault.cell, _about(one, fault), fault.sentence) for fault in one.read.faults]
        if not one.read.faults and not one.read.says_something:
            say = "enter the figure, or say that it is not available and why."
            found.append(Missing(one.code, "numerator", f"{one.code} {one.asked.title}: {say}", numbers.capital(say)))
        if one.needed and not all(text.strip() for text in one.words):
            found.append(Missing(one.code, "what", f"{one.code} {one.asked.title}: say what happened, so what and what "
                                 f"next. {one.needed[0].rstrip('.')}.",
                                 "Say what happened, so what and what next."))  # fmt: skip
    return found


def _about(one: RowShown, fault: Fault) -> str:
    return f"{one.code} {one.asked.title}: {fault.sentence[:1].lower()}{fault.sentence[1:]}"


def _missing_words(record: DataReturn) -> list[Missing]:
    names = [label for name, label in WHAT if not getattr(record, name).strip()]
    if not names:
        return []
    cell = next(name for name, _ in WHAT if not getattr(record, name).strip())
    asked = " ".join(names)
    return [Missing("", cell, f"The return as a whole: {asked[:1].lower()}{asked[1:]}")]


@dataclass(frozen=True)
class SubmissionShown:
    """A submission as its receipt shows it."""

    submission: Submission
    rows: list[dict[str, Any]]
    words: list[tuple[str, str]]


def receipt(submission: Submission) -> SubmissionShown:
    told = submission.snapshot
    labels = dict(WHAT)
    return SubmissionShown(submission, told["rows"], [(labels[name], told["words"][name]) for name in labels])


def snapshot(shown_: ReturnShown) -> dict[str, Any]:
    """What is handed in, as plain JSON, word for word."""
    return {
        "period": shown_.period,
        "rows": [
            {"code": one.code, "title": one.asked.title, "figure": one.figure, "parts": one.parts,
             "numerator": one.row.numerator, "denominator": one.row.denominator, "why_missing": one.row.why_missing,
             "value": one.read.value, "marker": one.read.marker, "version": one.asked.version,
             "what": one.row.what, "so_what": one.row.so_what, "now_what": one.row.now_what}
            for one in shown_.rows
        ],
        "words": {name: getattr(shown_.record, name) for name, _ in WHAT},
    }  # fmt: skip
