"""The one writer of files that people open in a spreadsheet."""

import ast
import csv
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscb.tables.writing import as_csv, as_xlsx, book_bytes, new_book, safe
from tests.house.source import Module, calls, dotted, imports, modules

WOULD_RUN = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "|cmd", "%x", '=HYPERLINK("https://evil.example","here")', "={1,2}", "==1",
    "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-cmd|' /C calc'!A0", "@cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
    '=DDE("cmd";"/C calc";"x")', "=IMPORTXML(A1)", '=WEBSERVICE("https://evil.example")', '=A1,"=B1"', "=", " =1",
    "   \t=1", "\t=1", "\r=1", "\n=1", "\r\n=1", "\ufeff=1", "\u3000=1", "\u00a0=1", "\ufeff ＝1", "＝1", "＋1",
    "－1", "＠x", "｜x", "％x", "\x01=1", " \x01=1", "\x7f=1",
)  # fmt: skip
ONE_WRITER = "sscb/tables/writing.py"


@pytest.mark.req("SEC-37")
def test_text_that_would_run_is_text_in_every_kind_of_file(tmp_path):
    """Read again: no formula in any cell, the words as they were written, and numbers are still numbers."""
    assert [text for text in WOULD_RUN if safe(text) != "'" + text] == []
    table = as_csv(["text", "number"], [(text, -3.5) for text in WOULD_RUN])
    rows = list(csv.reader(io.StringIO(table, newline="")))[1:]
    assert rows == [["'" + text, "-3.5"] for text in WOULD_RUN]
    assert table.count('"\'') == len(WOULD_RUN), "each of them begins inside its quotes with an apostrophe"

    laid_out = new_book()
    laid_out.active.title = "Figures"
    for row in [("text", "number"), *((text.translate(UNWRITABLE), Decimal("-3.5")) for text in WOULD_RUN)]:
        laid_out.active.append(row)
    for made in (
        as_xlsx(["text", "number"], [(text, Decimal("-3.5")) for text in WOULD_RUN], marking="=OFFICIAL", issued="",
                about=[("=x", "=y")], further=[("More", ["=heading"], [["=cell"]])]),
        book_bytes(laid_out, title="=title"),
    ):  # fmt: skip
        with zipfile.ZipFile(io.BytesIO(made)) as parts:
            sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
        assert sheets and not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
        book = openpyxl.load_workbook(io.BytesIO(made))
        for row, text in zip(book["Figures"].iter_rows(min_row=2), WOULD_RUN, strict=True):
            assert row[0].data_type == "s" and row[0].quotePrefix, text
            assert row[0].value.replace("\r", "") == text.translate(UNWRITABLE).replace("\r", ""), text
            assert (row[1].data_type, row[1].value) == ("n", -3.5)


UNWRITABLE = {code: None for code in range(32) if chr(code) not in "\t\n"}


@pytest.mark.req("SEC-37")
def test_one_module_writes_what_a_spreadsheet_opens():
    """Whoever writes a table goes through it: no other module makes a workbook or a writer of CSV."""
    assert {module.path for module in modules() if writers(module)} == {ONE_WRITER}
    for planted in ("csv.writer(out)", "w = csv.DictWriter(out, [])", "book = openpyxl.Workbook()", "Workbook()",
                    "from csv import writer", "import xlsxwriter", "from odf import opendocument", "book.save(path)"):
        assert writers(Module("planted.py", ast.parse(planted))), planted


def writers(module: Module) -> list[str]:
    made = [dotted(call.func) for call in calls(module.tree)]
    found = [name for name in made if name.endswith(("DictWriter", "Workbook", "csv.writer", "book.save"))]
    banned = ("csv.writer", "csv.DictWriter", "xlsxwriter", "xlwt", "odf", "pandas", "tablib", "pyexcel")
    return found + [name for name, _ in imports(module.tree) if name.startswith(banned)]


@pytest.mark.parametrize("cell", [-1.5, 0, 12, "58.2%", "<5", "[c]", "Q2 2019/20", "–", ""])
def test_numbers_and_words_stay(cell):
    assert safe(cell) == cell


def test_nothing_is_empty():
    assert safe(None) == ""


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=4))
def test_every_text_comes_back_and_none_begins_a_formula(cells):
    rows = list(csv.reader(io.StringIO(as_csv([f"c{n}" for n in range(len(cells))], [cells]), newline="")))
    for back, cell in zip(rows[1], cells, strict=True):
        assert back in (cell, "'" + cell)
    assert not any(back.strip().startswith(("=", "+", "-", "@")) for back in rows[1])
