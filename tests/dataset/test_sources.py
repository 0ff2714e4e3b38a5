"""Files of strangers: each is refused quickly, in little memory, with a sentence (SEC-36)."""

import io
import subprocess
import sys
import textwrap
import zipfile

import openpyxl
import pytest
from django.core.checks import run_checks

from dataset.checks import workbooks_are_read_safely
from dataset.layouts import recognise
from sscb.tables import Refused, open_source
from tests.dataset.reading import NEIGHBOURS, OFSTED, items_of
from tests.effort import calls_of

pytestmark = pytest.mark.req("SEC-36")

HEAD = b"indicator,area,period,value\n"
ROW = b"FD04,Somerset,2019,23.9\n"
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">' + "".join(
        f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10)).replace("&lol0;", "&lol;") + "]>"
)  # fmt: skip


def workbook(change=None, **parts: bytes) -> bytes:
    """An ordinary workbook with a plain table; `parts` replace or add members."""
    book = openpyxl.Workbook()
    for row in (["indicator", "area", "period", "value"], ["FD04", "Somerset", 2019, 23.9]):
        book.active.append(row)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    if not parts:
        return out.getvalue()
    packed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            if one.filename not in parts:
                new.writestr(one, old.read(one))
        for name, data in parts.items():
            new.writestr(name, data)
    return packed.getvalue()


def archive(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return packed.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>'
    "</worksheet>"
)
ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
ODS_BODY = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{}'
    "</office:spreadsheet></office:body></office:document-content>"
)


def ods(rows: str) -> bytes:
    body = ODS_BODY.format(f'<table:table table:name="A">{rows}</table:table>')
    return archive(**ODS, **{"content.xml": body.encode()})


def ods_cells(*words: str, more: str = "") -> str:
    return "".join(f"<table:table-cell {more}><text:p>{word}</text:p></table:table-cell>" for word in words)


def ods_row(*words: str) -> str:
    return f"<table:table-row>{ods_cells(*words)}</table:table-row>"


FORMULA = MAIN.format(
    '<row r="1">' + "".join(f'<c r="{c}1" t="inlineStr"><is><t>{w}</t></is></c>' for c, w in
                            zip("ABCD", ("indicator", "area", "period", "value"), strict=True))
    + '</row><row r="2"><c r="A2" t="inlineStr"><is><t>FD04</t></is></c><c r="B2" t="inlineStr"><is><t>Somerset</t>'
    '</is></c><c r="C2"><v>2019</v></c><c r="D2"><f>[1]Other!A1</f><v>23.9</v></c></row>'
)  # fmt: skip

BAD = {
    "empty": (b"", "empty"),
    "only a mark": (b"\xef\xbb\xbf", "empty"),
    "headings only": (HEAD, "no rows"),
    "a PDF": (b"%PDF-1.7\n" + b"x" * 2000, "PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "picture"),
    "a web page": (b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", "web page"),
    "json": (b'{"error": "not found"}', "JSON"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel"),
    "gzip": (b"\x1f\x8b\x08\0\0\0\0\0" + b"\0" * 40, "compressed"),
    "NULs": (HEAD + b"FD04,Som\0erset,2019,1\n", "NUL"),
    "broken characters": (HEAD + b"FD04,Som\x81\xffrset,2019,1\n", "damaged"),
    "field of 5 MB": (HEAD + b'FD04,"' + b"x\n" * 2_600_000 + b'",2019,1\n', "characters"),
    "line of 5 MB": (HEAD + b"FD04," + b"x" * 5_300_000 + b",2019,1\n", "million"),
    "quotation mark missing": (HEAD + b'FD04,"Somerset,2019,23.9\n' + ROW * 5, "quotation mark"),
    "another table": (b"name,age\nA,4\n", "not laid out"),
    "prose": (b"Dear all,\nplease find attached the figures for this quarter.\n", "not laid out"),
    "truncated zip": (workbook()[:900], "damaged"),
    "zip of texts": (archive(**{"a.txt": b"a"}), "zip archive"),
    "word document": (archive(**{"word/document.xml": b"<a/>"}), "Word"),
    "bomb": (workbook(**{"xl/media/zeros.bin": b"\0" * 90_000_000}), "far more"),
    "bigger bomb": (workbook(**{"xl/media/zeros.bin": b"\0" * 110_000_000}), "100 MB"),
    "nested archive": (workbook(**{"xl/embeddings/other.zip": archive(a=b"a")}), "another archive"),
    "nested, under another name": (workbook(**{"xl/media/image1.png": archive(a=b"a")}), "another archive"),
    "billion laughs": (workbook(**{SHEET: (ENTITIES + "<a>&lol9;</a>").encode()}), "declarations"),
    "external entity": (
        workbook(**{"xl/sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst>&e;</sst>'}),
        "declarations",
    ),
    "laughs in ODS": (archive(**ODS, **{"content.xml": (ENTITIES + "<a>&lol9;</a>").encode()}), "declarations"),
    "far cell": (
        workbook(**{SHEET: MAIN.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>').encode()}),
        "below row",
    ),
    "cell far right": (
        workbook(**{SHEET: MAIN.format('<row r="1"><c r="XFD1"><v>1</v></c></row>').encode()}), "right of column",
    ),
    "10,000 sheets": (workbook(**{f"xl/worksheets/sheet{n}.xml": b"<a/>" for n in range(2, 10_002)}), "sheets"),
    "10,000 sheets in ODS": (
        archive(**ODS, **{"content.xml": ODS_BODY.format('<table:table table:name="x"></table:table>' * 10_000)
                          .encode()}),
        "sheets",
    ),
    "links to other workbooks": (workbook(**{"xl/externalLinks/externalLink1.xml": b"<a/>"}), "links"),
    "macros": (workbook(**{"xl/vbaProject.bin": b"x"}), "macros"),
    "broken sheet": (workbook(**{SHEET: b"<worksheet><row"}), "damaged"),
    "broken ODS": (archive(**ODS, **{"content.xml": b"<office"}), "damaged"),
    "repeated a million times": (
        ods(f'<table:table-row table:number-rows-repeated="1048576">{ods_cells("a", "b")}</table:table-row>'),
        "below row",
    ),
    "repeated to the right": (
        ods("<table:table-row>" + ods_cells("a", more='table:number-columns-repeated="16384"') + "</table:table-row>"),
        "right of column",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_refused_with_a_sentence(what, tmp_path):
    data, word = BAD[what]
    path = tmp_path / "file"
    path.write_bytes(data)

    def refuse():
        with pytest.raises(Refused, match=word) as why:
            items_of(path)
        return why

    assert calls_of(refuse) < 3_000_000, "more work than the reading of an honest workbook of 100 kB"
    why = refuse()
    assert str(why.value).endswith(".") and "Error" not in str(why.value)


@pytest.mark.parametrize(
    "value", ["1E400", "NaN", "inf", "-Infinity", "1_000", "0x10", "١٢", "1e9999999", "#DIV/0!", "--1"]
)
def test_numbers_that_are_none(value, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(HEAD + ROW + f"FD04,Somerset,2018,{value}\n".encode())
    faults = [one for one in items_of(path) if hasattr(one, "reason")]
    assert [(one.row, one.value) for one in faults] == [(3, value)]


def test_a_formula_is_a_fault_not_the_value_it_once_had(tmp_path):
    path = tmp_path / "file.xlsx"
    path.write_bytes(workbook(**{SHEET: FORMULA.encode()}))
    faults = [one for one in items_of(path) if hasattr(one, "reason")]
    assert [(one.row, one.sheet) for one in faults] == [(2, "Sheet")] and "formula" in faults[0].reason
    path.write_bytes(ods(ods_row("indicator", "area", "period", "value") + "<table:table-row>" + ods_cells(
        "FD04", "Somerset", "2019") + '<table:table-cell table:formula="of:=[.A1]" office:value-type="float" '
        'office:value="23.9"><text:p>23.9</text:p></table:table-cell></table:table-row>'))  # fmt: skip
    faults = [one for one in items_of(path) if hasattr(one, "reason")]
    assert [one.row for one in faults] == [2] and "formula" in faults[0].reason


def test_blank_rows_and_repeats_in_ods_are_counted_not_expanded(tmp_path):
    path = tmp_path / "file.ods"
    path.write_bytes(ods(
        ods_row("indicator", "area", "period", "value")
        + '<table:table-row table:number-rows-repeated="7"><table:table-cell/></table:table-row>'
        + ods_row("FD04", "Somerset", "2019", "23.9")
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'))  # fmt: skip
    assert [one.row for one in items_of(path) if hasattr(one, "cells")] == [9]


def test_a_comment_in_a_cell_is_not_its_text(tmp_path):
    path = tmp_path / "file.ods"
    noted = ('<table:table-cell><office:annotation><text:p>check this</text:p></office:annotation><text:p>23'
             '<text:s text:c="0"/>.9</text:p></table:table-cell>')  # fmt: skip
    path.write_bytes(ods(ods_row("indicator", "area", "period", "value")
                         + f"<table:table-row>{ods_cells('FD04', 'Somerset', '2019')}{noted}</table:table-row>"))
    assert [one.cells[0].value for one in items_of(path) if hasattr(one, "cells")] == [23.9]


def test_memory_stays_small(tmp_path):
    """The heaviest of them, each in a process of its own that may not grow past 300 MB."""
    for what in ("bomb", "bigger bomb", "billion laughs", "far cell", "10,000 sheets", "field of 5 MB",
                 "10,000 sheets in ODS"):  # fmt: skip
        path = tmp_path / "file"
        path.write_bytes(BAD[what][0])
        code = f"""
        from pathlib import Path
        from dataset.layouts import recognise
        from sscb.tables import Refused, open_source
        try:
            list(recognise(open_source(Path({str(path)!r})), latest_year=2027).items())
        except Refused as why:
            peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
            print(int(peak.split()[1]) // 1024, why)
        """
        words = [sys.executable, "-c", textwrap.dedent(code)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
        assert int(done.stdout.split()[0]) < 300, (what, done.stdout)


def test_good_workbooks_pass_the_same_gate():
    for path in (NEIGHBOURS, OFSTED):
        assert recognise(open_source(path), latest_year=2027).layout


def test_the_start_up_check_knows_whether_workbooks_are_guarded(monkeypatch):
    assert not [one for one in run_checks() if one.id == "dataset.E001"]
    monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)
    assert [one.id for one in workbooks_are_read_safely(None)] == ["dataset.E001"]
