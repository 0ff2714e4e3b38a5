"""Which layout a file has: decided on its headings, wherever they stand, never on its name."""

from dataset.layouts import dfe, fingertips, fingertips_extract, lait, lait_metadata, neighbours, ofsted, plain
from dataset.layouts.shapes import Layout, Match, Reading, Sheet
from sscb.tables import Refused, Source, Table

LAYOUTS: tuple[Layout, ...] = (
    dfe.LAYOUT, lait.LAYOUT, lait_metadata.LAYOUT, fingertips.LAYOUT, fingertips_extract.LAYOUT, neighbours.LAYOUT,
    ofsted.LAYOUT, plain.LAYOUT,
)
HEADER_WITHIN = 20
"""Headings stand in one of the first so many rows; what is above them is a title."""

UNKNOWN = ("This table is not laid out in a way that is known. The portal reads open data of the Department for "
           "Education, the Local Authority Interactive Tool, Fingertips, statistical neighbours, Ofsted outcomes, "
           "and a plain table with the headings indicator, area, period and value.")


def recognise(source: Source, *, latest_year: int) -> Reading:
    """Find the layout and the heading row of each table. Raises Refused with what is missing."""
    if not any(table.head for table in source.tables):
        raise Refused("This file is empty: there is no heading and no row in it.")
    found: list[tuple[Layout, Table, int, Match]] = []
    nearly: list[tuple[Layout, Match]] = []
    for table in source.tables:
        if best := _best(table):
            layout, at, fit = best
            if fit.missing:
                nearly.append((layout, fit))
            else:
                found.append((layout, table, at, fit))
    if not found:
        raise Refused(_almost(nearly))
    codes = {layout.code for layout, *_ in found}
    if len(codes) > 1:
        raise Refused("The sheets of this workbook are laid out in different ways. "
                      "Save each as a file of its own and import them one after the other.")
    sheets = []
    for _, table, at, _ in found:
        number, headings = table.head[at]
        sheets.append(Sheet(table=table, headings=headings, header_row=number,
                            sample=[cells for _, cells in table.head[at + 1:]], latest_year=latest_year))
    if not any(sheet.sample for sheet in sheets):
        raise Refused("This file has headings but no rows below them, so there is nothing to import.")
    return Reading(source=source, layout=found[0][0], sheets=sheets)


def _best(table: Table) -> tuple[Layout, int, Match] | None:
    fits = [(layout, at, layout.match(cells)) for at, (_, cells) in enumerate(table.head[:HEADER_WITHIN])
            for layout in LAYOUTS]
    whole = [fit for fit in fits if fit[2].score and not fit[2].missing]
    if whole:
        return max(whole, key=lambda fit: fit[2].score)
    return max(fits, key=lambda fit: fit[2].score, default=None)


def _almost(nearly: list[tuple[Layout, Match]]) -> str:
    close = [(layout, fit) for layout, fit in nearly if fit.score >= 20 and fit.score >= 10 * len(fit.missing)]
    if not close:
        return UNKNOWN
    layout, fit = max(close, key=lambda one: one[1].score)
    names = " and ".join(f"'{name}'" for name in fit.missing)
    column = "the column" if len(fit.missing) == 1 else "the columns"
    return (f"This looks like a file of the kind '{layout.title}', but {column} {names} "
            f"{'is' if len(fit.missing) == 1 else 'are'} missing. Download it again, or put the missing heading back.")
