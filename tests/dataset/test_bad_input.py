"""Every odd cell and file that spreadsheets bring to the importer is read right, or refused in words."""

import datetime
import io

import openpyxl
import pytest

from dataset.layouts import Record, Rejected
from tests.dataset.reading import items_of

HEAD = ["indicator", "area", "period", "value"]


def workbook(path, value, *, period="2019-09", change=None, title=()):
    book = openpyxl.Workbook()
    for row in (*title, HEAD, ["FD04", "Somerset", period, value], ["FD04", "Somerset", "2019-08", 7]):
        book.active.append(row)
    if change:
        change(book.active)
    book.save(path)
    return path


def outcome(path) -> tuple[list, list[str]]:
    """Of the first figure: its value and marker; and the sentences of what was refused."""
    items = items_of(path)
    cells = [(one.cells[0].value, one.cells[0].marker) for one in items if isinstance(one, Record)]
    return cells, [one.reason for one in items if isinstance(one, Rejected)]


READ = {
    "a number": (23.9, (23.9, None)), "thousands separator": ("1,204", (1204.0, None)), "nought": (0, (0.0, None)),
    **{f"marker {marker}": (marker, (None, marker))
       for marker in ("c", "x", "z", ":", "..", "*", "-", "low", "k", "u", "[k]", "[low]")},
}  # fmt: skip
REFUSED = {
    "formula": ("=1+1", "formula"), "percent as text": ("45%", "percentage"), "words": ("about 9", "neither"),
    "error of the spreadsheet": ("#DIV/0!", "error message"),
    "date in the figure": (datetime.date(2019, 9, 30), "neither"),
}  # fmt: skip


@pytest.mark.parametrize("what", READ)
def test_read_right(what, tmp_path):
    value, wanted = READ[what]
    cells, faults = outcome(workbook(tmp_path / "a.xlsx", value))
    assert cells[0] == wanted and not faults


@pytest.mark.parametrize("what", REFUSED)
def test_refused_in_words(what, tmp_path):
    value, word = REFUSED[what]
    cells, faults = outcome(workbook(tmp_path / "a.xlsx", value))
    assert len(cells) == 1 and len(faults) == 1 and word in faults[0] and faults[0].endswith(".")


@pytest.mark.parametrize(
    "period", [datetime.datetime(2019, 9, 1), datetime.date(2019, 9, 30), "30/09/2019", "September 2019", "Sep-2019"]
)
def test_dates_are_read_whether_as_dates_or_as_text(period, tmp_path):
    records = [one for one in items_of(workbook(tmp_path / "a.xlsx", 5, period=period)) if isinstance(one, Record)]
    assert len(records) == 2 and records[0].cells[0].value == 5


def test_a_date_that_can_be_none_is_refused_in_words(tmp_path):
    _, faults = outcome(workbook(tmp_path / "a.xlsx", 5, period="31/09/2019"))
    assert len(faults) == 1 and "no day" in faults[0]


def test_merged_cells_of_the_table_are_refused_and_a_merged_title_is_not(tmp_path):
    cells, faults = outcome(workbook(tmp_path / "a.xlsx", 5, change=lambda sheet: sheet.merge_cells("D2:D3")))
    assert not cells and len(faults) == 2 and "D2:D3 are merged" in faults[0]
    cells, faults = outcome(workbook(tmp_path / "b.xlsx", 5, title=[["A title", None, None, None]],
                                     change=lambda sheet: sheet.merge_cells("A1:D1")))  # fmt: skip
    assert len(cells) == 2 and not faults


@pytest.mark.parametrize(("encoding", "mark"), [
    ("utf-8", ""), ("utf-8", "\ufeff"), ("utf-16-le", "\ufeff"), ("utf-16-be", "\ufeff"), ("cp1252", ""),
])  # fmt: skip
def test_text_of_every_kind_is_read(encoding, mark, tmp_path):
    path = tmp_path / "a.csv"
    out = io.StringIO()
    out.write("indicator,area,period,value\r\nFD04,Stoke – naïve,2019-09,\"1,204\"\r\nFD04,Somerset,2019-08,c\r\n")
    path.write_bytes(mark.encode(encoding) + out.getvalue().encode(encoding))
    records = [one for one in items_of(path) if isinstance(one, Record)]
    assert [(one.cells[0].value, one.cells[0].marker) for one in records] == [(1204.0, None), (None, "c")]
    assert records[0].area_name == "Stoke – naïve"
