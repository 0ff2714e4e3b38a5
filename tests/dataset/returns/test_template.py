"""The template: what was filled is what is stored; another agency's, another period's, an old one is refused."""

import datetime
import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.queries.returns.asked import asked_of, rows_of, stamp_of
from dataset.returns.cells import Asked
from dataset.returns.template import HEADER_ROW, LETTER, Row, Stamp, fingerprint, make_template
from dataset.returns.uploads import NO_STAMP, WrongTemplate, read_template
from dataset.services import returns
from sscb.tables import Refused
from tests.conftest import SHARED_FIXTURE
from tests.dataset.returns.conftest import TODAY

ASKED = (
    Asked("ZA01", "Seen in time", "", "seen", "children", "%", 100, 1),
    Asked("ZA02", "Contacts", "", "contacts", "", "n", 1, 0),
)
FIRST = HEADER_ROW + 1


def stamp(**other) -> Stamp:
    told = {"reference": "RET-2019-001", "agency": "police", "frequency": "month", "start": "2019-09-01",
            "end": "2019-09-30", "fingerprint": ""} | other  # fmt: skip
    mark = fingerprint(reference=told["reference"], agency=told["agency"], start=told["start"], asked=ASKED)
    return Stamp(**(told | {"fingerprint": other.get("fingerprint", mark)}))


def book(cells: dict | None = None, *, of: Stamp | None = None, change=None) -> bytes:
    made = make_template(stamp=of or stamp(), agency_name="Police force", period="September 2019",
                         due="25 October 2019", rows=[Row(one, "61.0%") for one in ASKED])  # fmt: skip
    opened = openpyxl.load_workbook(io.BytesIO(made))
    for address, value in (cells or {}).items():
        opened["Figures"][address] = value
    if change:
        change(opened)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def read(content: bytes, tmp_path, *, wanted: Stamp | None = None):
    path = tmp_path / "upload"
    path.write_bytes(content)
    return read_template(path, name="template.xlsx", wanted=wanted or stamp(), asked=ASKED)


GOOD = {f"E{FIRST}": 62, f"F{FIRST}": 83, f"E{FIRST + 1}": "1,204", f"I{FIRST + 1}": "A busy month."}


def as_csv(encoding: str, *, numerator="62", mark="") -> bytes:
    lines = [
        f'"{stamp().line}"', "Police force", "note",
        "Code,Indicator,What to count,Last period,Number,Out of,Not available,Why not available,What happened",
        f"ZA01,Seen in time,,61.0%,{numerator},83,,,Größer – naïve", 'ZA02,Contacts,,,"1,204",,,,',
    ]  # fmt: skip
    return mark.encode(encoding) + "\r\n".join(lines).encode(encoding)


# --- made -------------------------------------------------------------------------------------------------------------


def test_the_workbook_has_its_rows_checks_protection_and_a_hidden_version():
    opened = openpyxl.load_workbook(io.BytesIO(book()))
    sheet, hidden = opened["Figures"], opened["portal"]
    assert [sheet.cell(FIRST + n, 1).value for n in (0, 1)] == ["ZA01", "ZA02"]
    assert sheet.protection.sheet and hidden.sheet_state == "veryHidden"
    assert not sheet[f"E{FIRST}"].protection.locked and sheet[f"B{FIRST}"].protection.locked
    assert sheet[f"F{FIRST + 1}"].protection.locked, "A count is not out of anything"
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"custom", "list", "textLength"}
    told = {row[0].value: row[1].value for row in hidden.iter_rows()}
    assert told["reference"] == "RET-2019-001" and told["fingerprint"] == stamp().fingerprint
    assert LETTER["numerator"] == "E"


def test_text_of_the_board_s_list_never_becomes_a_formula():
    odd = (Asked("ZA01", "=HYPERLINK(1)", "", "=1+1", "", "n", 1, 0),)
    made = make_template(stamp=stamp(), agency_name="=A1", period="p", due="d", rows=[Row(odd[0], "=2")])
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Figures"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_another_indicator_or_definition_is_another_version():
    mark = stamp().fingerprint
    for asked in (ASKED[:1], (ASKED[0], Asked(**{**ASKED[1].__dict__, "version": 2}))):
        assert fingerprint(reference="RET-2019-001", agency="police", start="2019-09-01", asked=asked) != mark


# --- read -------------------------------------------------------------------------------------------------------------


def test_what_was_filled_in_is_read(tmp_path):
    upload = read(book(GOOD), tmp_path)
    assert not upload.faults
    assert {one.code: dict(one.cells) for one in upload.filled} == {
        "ZA01": {"numerator": "62", "denominator": "83"}, "ZA02": {"numerator": "1,204", "what": "A busy month."},
    }  # fmt: skip


def test_an_untouched_template_says_nothing(tmp_path):
    upload = read(book(), tmp_path)
    assert not upload.filled and not upload.faults


def _merge(opened):
    opened["Figures"].merge_cells(f"E{FIRST}:F{FIRST}")


def _percent(opened):
    cell = opened["Figures"][f"E{FIRST}"]
    cell.value, cell.number_format = 0.45, "0%"


CELLS = {
    # what stands in the cell: where the fault is, and a word of its sentence
    "formula": ({f"E{FIRST}": "=1+1"}, f"E{FIRST}", "formula"),
    "formula in words": ({f"I{FIRST}": "=A1"}, f"I{FIRST}", "formula"),
    "date": ({f"E{FIRST}": datetime.datetime(2019, 9, 30)}, f"E{FIRST}", "date"),
    "date as text": ({f"E{FIRST}": "30/09/2019"}, f"E{FIRST}", "date"),
    "percent as text": ({f"E{FIRST}": "45%"}, f"E{FIRST}", "percentage"),
    "hidden by itself": ({f"E{FIRST + 1}": "c"}, f"E{FIRST + 1}", "true number"),
    "star": ({f"E{FIRST + 1}": "*"}, f"E{FIRST + 1}", "true number"),
    "low": ({f"E{FIRST + 1}": "low"}, f"E{FIRST + 1}", "rounds"),
    "k": ({f"E{FIRST + 1}": "k"}, f"E{FIRST + 1}", "rounds"),
    "u": ({f"E{FIRST + 1}": "u"}, f"E{FIRST + 1}", "relied"),
    "dash": ({f"E{FIRST + 1}": "-"}, f"E{FIRST + 1}", "dash"),
    "x without a reason": ({f"E{FIRST + 1}": "x"}, f"H{FIRST + 1}", "why"),
    "yes without a reason": ({f"G{FIRST + 1}": "yes"}, f"H{FIRST + 1}", "why"),
    "neither yes nor nothing": ({f"G{FIRST + 1}": "perhaps"}, f"G{FIRST + 1}", "yes"),
    "a count out of something": ({f"E{FIRST + 1}": 4, f"F{FIRST + 1}": 9}, f"F{FIRST + 1}", "count"),
    "only half of a share": ({f"E{FIRST}": 4}, f"F{FIRST}", "children"),
    "more than all": ({f"E{FIRST}": 9, f"F{FIRST}": 8}, f"E{FIRST}", "more than"),
    "half a child": ({f"E{FIRST + 1}": 4.5}, f"E{FIRST + 1}", "whole"),
    "below nought": ({f"E{FIRST + 1}": -4}, f"E{FIRST + 1}", "below nought"),
    "error of the spreadsheet": ({f"E{FIRST + 1}": "#DIV/0!"}, f"E{FIRST + 1}", "error"),
    "another indicator": ({f"A{FIRST}": "FD01"}, f"A{FIRST}", "not part"),
    "the same twice": ({f"A{FIRST + 1}": "ZA01"}, f"A{FIRST + 1}", "twice"),
    "a row of its own": ({f"E{FIRST + 3}": 4}, f"E{FIRST + 3}", "no code"),
    "too long": ({f"E{FIRST}": "9" * 99}, f"E{FIRST}", "too long"),
}  # fmt: skip


@pytest.mark.parametrize("what", CELLS)
def test_a_cell_that_cannot_be_taken_is_named_by_its_address(what, tmp_path):
    cells, address, word = CELLS[what]
    upload = read(book(cells), tmp_path)
    assert [(one.address, word in one.sentence) for one in upload.faults] == [(address, True)]
    assert upload.faults[0].sentence.endswith(".")


@pytest.mark.parametrize(("change", "word"), [(_merge, "merged"), (_percent, "percentage")])
def test_what_only_the_workbook_shows_is_named_too(change, word, tmp_path):
    upload = read(book(change=change), tmp_path)
    assert [(one.address, word in one.sentence) for one in upload.faults] == [(f"E{FIRST}", True)]


@pytest.mark.parametrize(("marker", "said"), [("x", "x"), (":", ":"), ("..", ".."), ("z", "z"), ("X", "X")])
def test_not_available_with_a_reason_is_taken(marker, said, tmp_path):
    upload = read(book({f"E{FIRST + 1}": marker, f"H{FIRST + 1}": "New system."}), tmp_path)
    assert not upload.faults and upload.filled[0].cells["numerator"] == said


@pytest.mark.parametrize("number", [0, 1204, 1204.0, "1204", "1,204", "1 204", "\u00a01204 "])
def test_numbers_of_every_kind_are_read_right(number, tmp_path):
    upload = read(book({f"E{FIRST + 1}": number}), tmp_path)
    assert not upload.faults and upload.filled[0].code == "ZA02"


@pytest.mark.parametrize(("encoding", "mark"), [
    ("utf-8", ""), ("utf-8", "\ufeff"), ("utf-16-le", "\ufeff"), ("utf-16-be", "\ufeff"), ("cp1252", ""),
])  # fmt: skip
def test_the_sheet_saved_as_text_is_read_whatever_its_letters(encoding, mark, tmp_path):
    upload = read(as_csv(encoding, mark=mark), tmp_path)
    assert not upload.faults
    assert upload.filled[0].cells["what"] == "Größer – naïve" and upload.filled[1].cells["numerator"] == "1,204"


def test_a_fault_in_text_is_named_by_line_and_column(tmp_path):
    upload = read(as_csv("utf-8", numerator="about"), tmp_path)
    assert [one.address for one in upload.faults] == ["line 5, column E"]


@pytest.mark.parametrize(
    ("other", "word"),
    [
        ({"agency": "ccg"}, "another agency"), ({"start": "2019-08-01", "end": "2019-08-31"}, "2019-08-01"),
        ({"fingerprint": "0" * 12}, "old version"), ({"format": "0"}, "old version"),
        ({"reference": "RET-2019-002"}, "old version"),
    ],
)  # fmt: skip
def test_a_template_of_another_return_is_refused(other, word, tmp_path):
    with pytest.raises(WrongTemplate, match=word) as why:
        read(book(GOOD, of=stamp(**other)), tmp_path)
    assert "Nothing was taken" in str(why.value)


def test_the_same_holds_for_text(tmp_path):
    with pytest.raises(WrongTemplate, match="another agency"):
        read(as_csv("utf-8").replace(b"police", b"ccg"), tmp_path)


def _plain() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def _without(name: str) -> bytes:
    def change(opened):
        opened[name].title = "Another"

    return book(GOOD, change=change)


def _damaged() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(GOOD))) as old, zipfile.ZipFile(packed, "w") as new:
        for one in old.infolist():
            content = old.read(one)
            new.writestr(one, content[:200] if one.filename == "xl/worksheets/sheet1.xml" else content)
    return packed.getvalue()


BAD = {
    "another workbook": (_plain(), "not a template"),
    "without its hidden sheet": (_without("portal"), "not a template"),
    "without its figures": (_without("Figures"), "missing"), "damaged": (_damaged(), "damaged"),
    "text of something else": (b"indicator,area\nZA01,Ourshire\n", "not a template"), "empty": (b"", "empty"),
    "headings gone": (book({f"A{HEADER_ROW}": "x"}), "headings"), "a PDF": (b"%PDF-1.7\n", "PDF"),
}  # fmt: skip


@pytest.mark.req("SEC-36")
@pytest.mark.parametrize("what", BAD)
def test_what_is_no_template_is_refused_with_a_sentence(what, tmp_path):
    content, word = BAD[what]
    with pytest.raises(Refused, match=word) as why:
        read(content, tmp_path)
    assert str(why.value).endswith(".") and str(why.value) != NO_STAMP or word == "not a template"


counts = st.integers(0, 99_999)


@settings(max_examples=15, deadline=None, suppress_health_check=SHARED_FIXTURE)
@given(
    over=counts, more=counts, count=counts,
    words=st.text(st.characters(whitelist_categories=("L", "N", "P", "Zs"), max_codepoint=0x2FF), max_size=60),
)  # fmt: skip
def test_what_goes_in_comes_out(over, more, count, words, tmp_path):
    under = over + more
    text = re.sub(r"\s+", " ", words).strip().lstrip("=")
    upload = read(book({f"E{FIRST}": over, f"F{FIRST}": under, f"E{FIRST + 1}": count, f"I{FIRST}": text or None}),
                  tmp_path)  # fmt: skip
    assert not upload.faults
    first, second = upload.filled
    assert (first.cells["numerator"], first.cells["denominator"]) == (str(over), str(under))
    assert first.cells.get("what", "").strip() == text.strip() and second.cells["numerator"] == str(count)


# --- by the service ---------------------------------------------------------------------------------------------------


def filled_for(asked, cells) -> io.BytesIO:
    rows = rows_of(asked.record)
    made = make_template(stamp=stamp_of(asked.record, rows), agency_name="x", period="y", due="z",
                         rows=[Row(asked_of(row)) for row in rows])  # fmt: skip
    opened = openpyxl.load_workbook(io.BytesIO(made))
    for address, value in cells.items():
        opened["Figures"][address] = value
    out = io.BytesIO()
    opened.save(out)
    out.seek(0)
    return out


def upload(asked, cells, by):
    stream = filled_for(asked, cells)
    return returns.upload_template(record=asked.again(), stream=stream, name="a.xlsx", by=by, on=TODAY)


@pytest.mark.req("REL-18")
def test_all_of_a_template_or_nothing(asked, contributor):
    told = upload(asked, GOOD | {f"E{FIRST + 1}": "about 9"}, contributor)
    assert len(told.faults) == 1 and asked.again().stage == "due"
    assert not asked.record.rows.exclude(numerator="").exists()
    assert not upload(asked, GOOD, contributor).faults
    kept = {row.indicator.code: row for row in asked.record.rows.select_related("indicator")}
    assert (kept["ZA01"].numerator, kept["ZA01"].denominator, kept["ZA02"].numerator) == ("62", "83", "1,204")
    assert kept["ZA02"].what == "A busy month." and asked.again().stage == "filling"


def test_empty_cells_leave_what_is_saved_and_a_number_ends_not_available(asked, contributor, fill):
    fill(asked.record, words={}, rows={
        "ZA01": returns.Row(missing=True, why_missing="New system."),
        "ZA02": returns.Row(numerator="7", what="Kept."),
    })  # fmt: skip
    upload(asked, {f"E{FIRST}": 1, f"F{FIRST}": 2}, contributor)
    kept = {row.indicator.code: row for row in asked.record.rows.select_related("indicator")}
    assert (kept["ZA01"].missing, kept["ZA01"].why_missing, kept["ZA01"].numerator) == (False, "", "1")
    assert (kept["ZA02"].numerator, kept["ZA02"].what) == ("7", "Kept.")
