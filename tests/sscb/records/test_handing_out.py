"""Every file that leaves is in the log with its hash, and says on each page to whom it was given (SEC-25, SEC-28)."""

import ast
import hashlib
from io import BytesIO

import pikepdf
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from sscb.history.models import View
from sscb.records.files import hand_out
from sscb.tables.writing import as_xlsx
from tests.house.source import modules

# Who sends a file without that door, and why.
NOT_THROUGH_THE_DOOR = {
    "sscb/records/files.py": "the door itself",
    "sscb/records/printed.py": "published, for everybody without an account: there is no reader to name",
    "training/views/booking.py": "one date for a diary, and nothing that the portal holds about anybody",
}
ODD = "Zoë O’Neill-Ångström"


def test_files_leave_through_one_door():
    found = set()
    for module in modules():
        words = {node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant)}
        words |= {"FileResponse" for node in ast.walk(module.tree) if isinstance(node, ast.Name | ast.alias)
                  and "FileResponse" in (getattr(node, "id", ""), getattr(node, "name", ""))}  # fmt: skip
        if words & {"Content-Disposition", "FileResponse"}:
            found.add(module.path)
    assert found == set(NOT_THROUGH_THE_DOOR)


def pdf_of(*sizes) -> bytes:
    with pikepdf.new() as pdf:
        for size in sizes:
            pdf.add_blank_page(page_size=size)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.req("SEC-25")
@pytest.mark.req("SEC-28")
@pytest.mark.django_db
@pytest.mark.pdf
def test_what_is_sent_is_what_the_log_says_and_each_page_names_its_reader(agency_lead):
    agency_lead.name = ODD
    answer = hand_out(agency_lead, pdf_of((595, 842), (842, 595), (200, 300)), name="figures.pdf", kind="pdf",
                      level="P4", why="Figures", rows=3, columns=("a", "b"), narrowed="2019, one agency")  # fmt: skip
    view = View.objects.get()
    assert view.sha256 == hashlib.sha256(answer.content).hexdigest()
    assert (view.by_name, view.level, view.kind) == (ODD, "P4", "export")
    export = view.taken["export"]
    assert view.taken == {"file": "pdf", "export": export, "rows": 3, "columns": ["a", "b"],
                          "filter": "2019, one agency", "as_it_came": False}  # fmt: skip
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
    assert len(pages) == 3
    for words in pages[:2]:
        to = f"{ODD}, {agency_lead.organisation}, 2019-11-12 12:00 UTC, export {export}"
        assert f"OFFICIAL-SENSITIVE · Issued to {to}" in words
    assert "Issued to Zoë" in pages[2], "on a small page it is shortened, and never left out"
    assert 'filename="official-sensitive-figures.pdf"' in answer["Content-Disposition"]

    came = pdf_of((595, 842))
    answer = hand_out(agency_lead, came, name="letter-official.pdf", kind="pdf", level="P1", as_it_came=True)
    assert answer.content == came and 'filename="letter-official.pdf"' in answer["Content-Disposition"]
    assert View.objects.latest("id").sha256 == hashlib.sha256(came).hexdigest()

    answer = hand_out(
        agency_lead, lambda issued: as_xlsx(["n"], [[1]], marking=issued.marking, issued=issued.words, about=[]),
        name="figures.xlsx", kind="xlsx", level="P2", rows=1, columns=["n"],
    )  # fmt: skip
    view = View.objects.latest("id")
    assert view.sha256 == hashlib.sha256(answer.content).hexdigest()
    first = load_workbook(BytesIO(answer.content)).worksheets[0]
    assert first.oddFooter.left.text.endswith(f"UTC, export {view.taken['export']}")
    assert (first.oddHeader.center.text, first.oddFooter.center.text) == ("OFFICIAL", "OFFICIAL")
