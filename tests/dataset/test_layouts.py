"""A layout is recognised on what is in the file: renamed, shuffled, extended or saved anew, it says the same."""

import random
import shutil
from collections import Counter

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.layouts import LAYOUTS, Neighbour, Record
from sscb.tables import Refused
from tests.dataset.reading import (
    C1,
    FINGERTIPS,
    LAIT,
    NEIGHBOURS,
    OFSTED,
    PUBLISHED,
    cells_of,
    items_of,
    reading_of,
    rejected_of,
    rows_of,
    write_rows,
)

FILES = sorted(path for path in PUBLISHED.iterdir() if path.suffix != ".md")
TABLES = [path for path in FILES if path.suffix == ".csv" and "metadata" not in path.name]
SHORT = 120
PLAIN = [
    ["indicator", "area", "period", "value"],
    ["FD04", "Somerset", "2019-10", "23.9"],
    ["FD04", "E12000009", "2019", "c"],
]  # fmt: skip


def shuffled(rows: list[list[str]], seed: int) -> list[list[str]]:
    order = list(range(len(rows[0])))
    random.Random(seed).shuffle(order)
    return [[row[at] for at in order] for row in rows]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:30])
def test_the_name_of_the_file_says_nothing(path, tmp_path):
    other = tmp_path / "figures for Tuesday (2)"
    shutil.copy(path, other)
    assert reading_of(other).layout.code == reading_of(path).layout.code


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name[:30])
@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_shuffled_columns_say_the_same(path, seed, tmp_path_factory):
    rows = rows_of(path)[:SHORT]
    folder = tmp_path_factory.mktemp("shuffled")
    plain = write_rows(folder / "plain", rows)
    mixed = write_rows(folder / "mixed", shuffled(rows, seed))
    assert Counter(cells_of(mixed)) == Counter(cells_of(plain))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name[:30])
def test_an_unknown_measure_is_read_beside_the_known(path, tmp_path):
    rows = rows_of(path)[:SHORT]
    rows = [[*row, "Visits made" if not at else str(at / 4)] for at, row in enumerate(rows)]
    longer = write_rows(tmp_path / "longer", shuffled(rows, 7))
    found = [one for one in cells_of(longer) if one[0] == "Visits made"]
    assert sorted(one[5] for one in found) == [at / 4 for at in range(1, len(rows))]
    assert not rejected_of(longer)
    known = {one[0] for one in cells_of(write_rows(tmp_path / "short", [row[:-1] for row in rows]))}
    assert {one[0] for one in cells_of(longer)} == known | {"Visits made"}


@pytest.mark.parametrize(
    "encoding, ends", [("utf-8-sig", "\r\n"), ("utf-8", "\r\n"), ("utf-16", "\n"), ("cp1252", "\n")]
)
@pytest.mark.parametrize("path", [C1, FINGERTIPS, PUBLISHED / "dfe_cla_numbers_rates_2021_2025.csv"], ids=str)
def test_however_it_was_saved(path, encoding, ends, tmp_path):
    rows = rows_of(path)[:SHORT]
    saved = write_rows(tmp_path / "saved", rows, encoding=encoding, ends=ends)
    assert cells_of(saved) == cells_of(write_rows(tmp_path / "plain", rows))


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_other_delimiters(mark, tmp_path):
    path = tmp_path / "table"
    path.write_text("\n".join(mark.join(row) for row in PLAIN))
    assert [one[5] for one in cells_of(path)] == [23.9, None]


def test_plain_columns_in_any_order_and_case(tmp_path):
    rows = [
        ["Value", "PERIOD", " Area", "Numerator", "Indicator", "provisional", "Denominator"],
        ["23.9", "2019-10", "Somerset", "914", "FD04", "yes", "3830"],
        ["c", "2018/19", "E10000027", "", "AS01", "", ""],
    ]
    records = [one for one in items_of(write_rows(tmp_path / "table", rows)) if isinstance(one, Record)]
    first, second = records
    assert first.cells[0][:4] == ("FD04", 23.9, None, None) and first.provisional
    assert (first.cells[0].numerator, first.cells[0].denominator) == (914, 3830)
    assert (first.area_code, first.area_name, second.area_code) == (None, "Somerset", "E10000027")
    assert second.cells[0].marker == "c" and not second.provisional


def test_plain_table_in_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["What the county council sent"])
    book.active.append([])
    for row in (["indicator", "area", "period", "value"], ["FD04", 933, 2019, 23.9], ["AS01", "Somerset", 2019, 76.0]):
        book.active.append(row)
    book.create_sheet("Notes").append(["Nothing to see here"])
    path = tmp_path / "sent.xlsx"
    book.save(path)
    records = [one for one in items_of(path) if isinstance(one, Record)]
    assert [(one.row, one.sheet, one.area_code, one.period, one.cells[0].value) for one in records] == [
        (4, "Sheet", "933", "2019", 23.9), (5, "Sheet", None, "2019", 76.0)
    ]  # fmt: skip


def test_a_filter_of_words_tells_records_apart_and_is_no_measure(tmp_path):
    rows = rows_of(C1)[:40]
    wider = [[*row, "placement_provider" if not at else ("Own", "Other")[at % 2]] for at, row in enumerate(rows)]
    found = [one for one in items_of(write_rows(tmp_path / "wider", wider)) if isinstance(one, Record)]
    assert {dict(one.dimensions)["placement_provider"] for one in found} == {"Own", "Other"}
    assert {cell.column for one in found for cell in one.cells} == set(rows[0][11:])


def test_the_three_kinds_of_count_stay_apart():
    cells = [one for one in cells_of(PUBLISHED / "dfe_cla_numbers_rates_2021_2025.csv")
             if one[0] == "children_count" and one[2] == "Somerset" and one[3] == "2025"]
    assert len(cells) == 3 and len({one[4] for one in cells}) == 3


def test_text_among_figures_is_a_fault_with_its_place(tmp_path):
    rows = rows_of(C1)[:60]
    at = rows[0].index("rereferral_percent")
    rows[33][at], rows[34][at], rows[35][at] = "twenty", "=A1+1", "21.4%"
    path = write_rows(tmp_path / "table", rows)
    assert [(one.row, one.column, one.value) for one in rejected_of(path)] == [
        (34, "rereferral_percent", "twenty"), (35, "rereferral_percent", "=A1+1"), (36, "rereferral_percent", "21.4%")
    ]  # fmt: skip
    assert len(cells_of(path)) + 3 == 59 * 10, "every measure cell is read or rejected"
    assert all(one.reason.endswith(".") for one in rejected_of(path))


@pytest.mark.parametrize("year", ["2125", "1066", "20199", "", "last year", "2019/21", "0000"])
def test_a_year_that_cannot_be(year, tmp_path):
    rows = rows_of(C1)[:30]
    rows[9][0] = year
    path = write_rows(tmp_path / "table", rows)
    faults = rejected_of(path)
    assert {one.row for one in faults} == {10}
    assert faults[0].column == "time_period" and faults[0].value == year
    assert len([one for one in faults if one.follows]) == 10
    assert len(cells_of(path)) == 28 * 10
    lait = [*rows_of(LAIT)[:20]]
    lait[4][2] = year
    assert [(one.row, one.column, one.value) for one in rejected_of(write_rows(tmp_path / "lait", lait))] == [
        (5, "Years", year)
    ]  # fmt: skip


@pytest.mark.parametrize("name, gone", [(C1, "time_period"), (C1, "new_la_code"), (LAIT, "Years"), (LAIT, "Values"),
                                        (FINGERTIPS, "Value"), (FINGERTIPS, "Area Code")], ids=str)
def test_a_missing_column_is_named(name, gone, tmp_path):
    rows = rows_of(name)[:40]
    at = rows[0].index(gone)
    with pytest.raises(Refused, match=gone):
        reading_of(write_rows(tmp_path / "table", [row[:at] + row[at + 1:] for row in rows]))


def test_ragged_rows_and_columns_without_heading(tmp_path):
    rows = [*PLAIN, ["FD04", "Somerset"], ["FD04", "Somerset", "2019", "1", "2"], ["", "", "", ""]]
    path = write_rows(tmp_path / "table", rows)
    assert [one.row for one in rejected_of(path)] == [4, 5]
    headless = write_rows(tmp_path / "headless", [[*PLAIN[0], ""], [*PLAIN[1], ""], [*PLAIN[2], "7"]])
    assert [(one.row, one.column) for one in rejected_of(headless)] == [(3, "column 5")]


def test_twice_the_same_heading_is_refused(tmp_path):
    path = write_rows(tmp_path / "table", [[*PLAIN[0], "Value"], [*PLAIN[1], "1"]])
    with pytest.raises(Refused, match="twice"):
        items_of(path)


def test_a_neighbour_without_its_closeness_is_still_a_neighbour(tmp_path):
    book = openpyxl.load_workbook(NEIGHBOURS)
    sheet = book.active
    rows = [[cell.value for cell in row][:25] for row in sheet.iter_rows(max_row=6)]
    other = openpyxl.Workbook()
    for row in rows[2:]:
        other.active.append([row[1], row[0], *row[2:]])
    path = tmp_path / "neighbours.xlsx"
    other.save(path)
    assert reading_of(path).layout.code == "statistical-neighbours"
    assert len([one for one in items_of(path) if isinstance(one, Neighbour)]) < 30


def test_ofsted_reads_all_three_lists():
    sheets = Counter(one.sheet for one in items_of(OFSTED) if isinstance(one, Record))
    assert set(sheets) == {"Inspections_as_at_31_March", "In-year_inspections", "ILACS_inspection_history"}


def test_layouts_have_codes_of_their_own():
    assert len({layout.code for layout in LAYOUTS}) == len(LAYOUTS)


@settings(max_examples=60, deadline=None)
@given(table=st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), max_size=8))
def test_any_table_is_read_or_refused_with_a_sentence(table, tmp_path_factory):
    path = tmp_path_factory.mktemp("any") / "table"
    path.write_text("\n".join(",".join(row) for row in table), encoding="utf-8", errors="ignore")
    try:
        items_of(path)
    except Refused as why:
        assert str(why).endswith(".")
