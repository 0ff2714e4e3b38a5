"""The statistical neighbour workbook: an authority a row, its ten neighbours in order, each with how close it is."""

import re
from collections.abc import Iterator

from dataset.layouts import columns
from dataset.layouts.shapes import Item, Layout, Match, Neighbour, Rejected, Sheet, Started

_RANK = re.compile(r"sn\s?(\d{1,2})")
NUMBER = ("la num", "la number")


def match(headings: list[str]) -> Match:
    there = [columns.key(heading) for heading in headings]
    ranks = sum(bool(_RANK.fullmatch(name)) for name in there)
    if not ranks:
        return Match(0)
    wanted = (("LA num", any(name in there for name in NUMBER)), ("LA Name", "la name" in there))
    missing = tuple(name for name, found in wanted if not found)
    return Match(score=10 * (2 - len(missing)) + 10 * min(ranks, 10), missing=missing)


def read(sheet: Sheet) -> Iterator[Item]:
    headings = [columns.key(heading) for heading in sheet.headings]
    number_at = next(headings.index(name) for name in NUMBER if name in headings)
    name_at = headings.index("la name")
    ranks = sorted((int(found[1]), i) for i, name in enumerate(headings) if (found := _RANK.fullmatch(name)))
    close = {i: i + 1 if headings[i + 1:i + 2] == ["snp"] else None for _, i in ranks}
    width = len(headings)
    where = sheet.table.sheet
    rows = [(row, cells + [""] * (width - len(cells))) for row, cells in sheet.table.rows() if row > sheet.header_row]
    names = {cells[number_at].strip(): cells[name_at].strip() for _, cells in rows if cells[number_at].strip()}
    for row, cells in rows:
        code, name = cells[number_at].strip(), cells[name_at].strip()
        if not code and not any(cells[i].strip() for _, i in ranks):
            continue  # a line of words between the two lists
        yield Started(row)
        if not (code.isascii() and code.isdigit()):
            yield Rejected(row, sheet.headings[number_at], code[:200], "This row has no authority number.", where)
            continue
        for rank, i in ranks:
            other = cells[i].strip()
            if not (other.isascii() and other.isdigit()) or other not in names:
                yield Rejected(row, sheet.headings[i], other[:200],
                               "This neighbour is not an authority of the list.", where)
                continue
            near = close[i]
            yield Neighbour(row, code, name, rank, other, names[other],
                            cells[near].strip().capitalize() if near is not None else "")


LAYOUT = Layout(code="statistical-neighbours", title="Statistical neighbours", match=match, read=read)
