"""Ofsted's inspection outcomes: judgements as words, dates as dates, one inspection a row, several sheets."""

from collections.abc import Iterator

from dataset.layouts import columns
from dataset.layouts.cells import NotAFigure, is_marker, measure
from dataset.layouts.shapes import Cell, Item, Layout, Match, Record, Rejected, Sheet, Started
from dataset.layouts.wide import data_rows, period_fault
from dataset.periods import NoSuchPeriod, read_period

NEEDS = ("Local authority area code", "Local authority name", "Publication date", "Overall effectiveness")
DATES = ("Inspection date", "Inspection/Visit date")
JUDGEMENTS = (
    "Overall effectiveness",
    "The impact of leaders on social work practice with children and families",
    "The experiences and progress of children who need help and protection",
    "The experiences and progress of children in care",
    "The experiences and progress of care leavers",
)
PLACES = ("Web link", "Ofsted region", "Region")
TOLD_APART = ("Inspection type", "Inspection/Visit type", "Visit Theme", "Local authority status")
GRADES = ("outstanding", "good", "requires improvement to be good", "requires improvement", "inadequate", "adequate")


def match(headings: list[str]) -> Match:
    found = columns.match(headings, needs=NEEDS, knows=(*JUDGEMENTS[1:], *PLACES, *TOLD_APART))
    there = {columns.key(heading) for heading in headings}
    if not any(columns.key(name) in there for name in DATES):
        return Match(found.score, (*found.missing, "Inspection date"))
    return Match(found.score + 10, found.missing)


def read(sheet: Sheet) -> Iterator[Item]:
    at = columns.positions(sheet.headings)
    where = sheet.table.sheet
    date_at = next(at[columns.key(name)] for name in DATES if columns.key(name) in at)
    date_heading = sheet.headings[date_at].strip()
    published_at = at["publication date"]
    judged = {columns.key(name) for name in JUDGEMENTS}
    apart = {columns.key(name) for name in TOLD_APART}
    places = {columns.key(name) for name in (*NEEDS[:3], *PLACES, date_heading)}
    told_apart, words, figures = [], [], []
    for name, i in at.items():
        heading = sheet.headings[i].strip()
        if name in judged:
            words.append((i, heading))
        elif name in apart:
            told_apart.append((heading, i))
        elif name not in places:
            (figures if columns.holds_measures(i, sheet.sample) else words).append((i, heading))
    code_at, name_at = at["local authority area code"], at["local authority name"]
    for row, cells, fault in data_rows(sheet):
        yield Started(row)
        held = cells[date_at].strip()
        if fault is None and (reason := _day_fault(held, sheet.latest_year)):
            fault = Rejected(row, date_heading, held[:200], reason, where)
        if fault is None and not cells[code_at].strip() and not cells[name_at].strip():
            fault = Rejected(row, "Local authority name", "", "This row names no area.", where)
        if fault is not None:
            yield fault
            for i, heading in words + figures:
                yield Rejected(row, heading, cells[i][:200], fault.reason, where, True)
            continue
        good = [Cell(date_heading, None, None, held)]
        published = cells[published_at].strip()
        if published and (reason := _day_fault(published, sheet.latest_year)):
            yield Rejected(row, "Publication date", published[:200], reason, where)
        else:
            good.append(Cell("Publication date", None, None if published else "", published or None))
        for i, heading in words:
            raw = cells[i].strip()
            if columns.key(heading) in judged and raw and not is_marker(raw) and raw.lower() not in GRADES:
                yield Rejected(row, heading, raw[:200], "This is not a judgement that is known "
                               "(Outstanding, Good, Requires improvement to be good, Inadequate).", where)
            else:
                good.append(Cell(heading, None, raw, None) if is_marker(raw) else Cell(heading, None, None, raw))
        for i, heading in figures:
            try:
                good.append(measure(heading, cells[i]))
            except NotAFigure as why:
                yield Rejected(row, heading, cells[i][:200], str(why), where)
        yield Record(row, where, cells[code_at].strip() or None, cells[name_at].strip() or None, held,
                     tuple((heading, cells[i].strip()) for heading, i in told_apart), good)


def _day_fault(text: str, latest_year: int) -> str | None:
    """A date that cannot be; the layout's dates are days, so a bare year is a fault too."""
    try:
        period = read_period(text, latest_year=latest_year)
    except NoSuchPeriod:
        return period_fault(text, latest_year)
    is_day = (period.end - period.start).days < 31 and ("-" in text or text.count("/") == 2)
    return None if is_day else f"'{text}' is not a date."


LAYOUT = Layout(code="ofsted-outcomes", title="Ofsted inspection outcomes", match=match, read=read)
