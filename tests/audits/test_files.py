"""A return as a file: away on any day, in at another board, and from a spreadsheet, all or nothing."""

import html
import io
import json
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audits.kinds.learning.kind import KIND as LEARNING
from audits.returns import services
from audits.returns.models import Answer, Improvement
from sscb import clock
from sscb.history.models import View
from tests.audits.conftest import answer_all

ON = date(2019, 5, 2)


@pytest.fixture(autouse=True)
def _in_may():
    with clock.at(ON):
        yield


def url(name: str, *args) -> str:
    return reverse(f"audits:{name}", args=args)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def workbook(rows) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.req("SEC-25")
@pytest.mark.req("SEC-37")
def test_it_goes_away_marked_and_comes_in_at_another_board(
    as_, one, invited, other_agency, contributor, other_lead, practitioner
):
    answer_all(one, contributor, but=("current-policy",))
    answer = Answer.objects.select_related("of__cycle").get(of=one, key="current-policy")
    answer.of = one
    services.save_answer(answer=answer, edition=1, by=contributor, on=ON, self_grade=1, words="=SUM(A1) is no formula")
    services.plan_improvement(
        answer=answer, text="Publish it", owner="Head of policy", due_on=date(2019, 9, 30), by=contributor, on=ON
    )
    client = as_(contributor)
    told = json.loads(client.get(url("take_away", one.uuid, "json")).content)
    assert told["answers"]["current-policy"]["self_grade"] == 1 and "Connor Tribe, County council" in told["issued"]
    answer = client.get(url("take_away", one.uuid, "xlsx"))
    assert answer["Content-Disposition"].startswith('attachment; filename="official')
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    row = next(row for row in sheet.iter_rows() if row[0].value == "current-policy")
    assert (row[3].value, row[4].value, row[4].data_type, row[7].value) == (
        1, "=SUM(A1) is no formula", "s", "Publish it"
    )  # fmt: skip
    assert View.objects.filter(kind="export").count() == 2
    assert client.get(url("take_away", one.uuid, "exe")).status_code == 404
    assert as_(practitioner).get(url("take_away", one.uuid, "json")).status_code in (403, 404)
    assert as_(other_lead).get(url("take_away", one.uuid, "json")).status_code == 404

    # Another board's agency, here another agency: all of it, to be confirmed.
    theirs, reader = invited[other_agency.name], as_(other_lead)
    file = upload("theirs.json", json.dumps({**told, "answers": {**told["answers"], "not-here": {}}}).encode())
    done = reader.post(url("take_in", theirs.uuid), {"file": file}, follow=True).content.decode()
    assert "47 answers taken in, to be confirmed one by one. 1 are not asked here" in done
    assert Answer.objects.filter(of=theirs, confirmed=False, self_grade__isnull=False).count() == 47
    assert Improvement.objects.get(answer__of=theirs).text == "Publish it"
    page = url("answer", theirs.uuid, "current-policy")
    reader.post(url("confirm", theirs.uuid, "current-policy"))
    assert "does it still hold" not in reader.get(page).content.decode().lower()
    again = reader.post(url("take_in", theirs.uuid), {"file": upload("again.json", json.dumps(told).encode())})
    assert again.status_code == 422 and "nothing that is still unanswered" in again.content.decode()
    told["kind"] = "school"
    other = reader.post(url("take_in", theirs.uuid), {"file": upload("x.json", json.dumps(told).encode())})
    assert "another kind of audit" in other.content.decode()
    broken = reader.post(url("take_in", theirs.uuid), {"file": upload("x.json", b'{"format": ')})
    assert "damaged and cannot be read" in broken.content.decode()


def test_a_spreadsheet_is_taken_whole_or_not_at_all(as_, one, contributor):
    client, page = as_(contributor), url("take_in", one.uuid)
    heads = ["Number", "Grade", "How do you know", "Reason", "Action", "Owner", "By when"]
    bad = [
        heads, ["1.1", "2", "Named in the plan"], ["9.9", "2", ""], ["1.2", "4", ""], ["1.3", "N", "", ""],
        ["1.4", "1", "", "", "Send a deputy", "", "2019-09-30"], ["1.5", "1", "", "", "Old", "Head", "2019-01-01"],
        ["2.1", "", "Words alone"], ["1.1", "2", "Twice"],
    ]  # fmt: skip
    refused = client.post(page, {"file": upload("own.xlsx", workbook(bad))})
    text = refused.content.decode()
    assert refused.status_code == 422 and "7 places of the file cannot be taken, so nothing of it was." in text
    for place, sentence in (
        ("A3", "No question here has this number."), ("B4", "This is no grade: enter 0, 1, 2, 3 or N."),
        ("D5", "Say why it does not apply."), ("F6", "An action says what, whose, and by when."),
        ("G7", "This day has gone by."), ("B8", "There are words and no grade."), ("A9", "This question stands here"),
    ):  # fmt: skip
        assert place in text and sentence in text, (place, sentence)
    assert not Answer.objects.filter(of=one, self_grade__isnull=False).exists()
    good = [heads, ["1.1", "In place", "Named"], ["1.2", 1, "Begun", "", "Write it", "Head", "2019-09-30"],
            ["1.3", "N", "", "No governing body"]]  # fmt: skip
    done = client.post(page, {"file": upload("own.xlsx", workbook(good))}, follow=True).content.decode()
    assert "3 answers taken in" in done and "3 carried over are to be confirmed" in done
    assert Improvement.objects.get(answer__of=one).text == "Write it"
    for name, content, sentence in (
        ("own.xlsx", workbook([["Nothing", "here"]]), "The row of headings is missing"),
        ("own.xlsx", b"PK\x03\x04 not really", "damaged"), ("own.csv", b"\x7fELF\x02\x01", "own.csv"),
    ):  # fmt: skip
        answer = client.post(page, {"file": upload(name, content)})
        assert answer.status_code == 422, name
        assert sentence in answer.content.decode() or name == "own.csv"


def test_tables_of_the_learning_audit_go_out_and_come_in_cell_by_cell(
    as_, agency, contributor, group, business_manager
):
    group(LEARNING.moderated_by)
    with clock.at(date(2019, 4, 1)):
        cycle = services.plan_cycle(
            kind="learning", title="L&D 2019", opens_on=date(2019, 4, 1), closes_on=date(2019, 6, 28),
            by=business_manager, on=date(2019, 4, 1),
        )  # fmt: skip
        one = next(each for each in services.open_cycle(cycle=cycle, by=business_manager, on=date(2019, 4, 1))
                   if each.owner == agency)  # fmt: skip
    client, page = as_(contributor), url("take_in", one.uuid)
    taken = client.get(url("take_away", one.uuid, "xlsx")).content
    book = openpyxl.load_workbook(io.BytesIO(taken))
    asked = [question for _, question in LEARNING.questions]
    assert {f"Table {each.number}" for each in asked if each.answer in ("grid", "rows")} < set(book.sheetnames)
    share = book["Table 2.2"]
    assert [cell.value for cell in share[1]] == [
        "Row", "In date, of those due: how many", "In date, of those due: of how many"
    ]  # fmt: skip
    staff, courses, sessions = book["Table 1.3"], book["Table 3.1"], book["Table 3.5"]
    share["B3"], share["C3"] = 90, 40
    share["A4"], share["B4"], share["C4"] = "Group 33", 3, 4
    share["B5"] = 7
    staff["B2"], staff["B3"] = "12a", "=1+1"
    sessions["B2"] = "maybe"
    courses.append(["Neglect", "Group 2", "Face to face", "three"])
    main = book.worksheets[0]
    at = {row[1].value: row[0].row for row in main.iter_rows(min_row=2)}
    main.cell(at["2.1"], 4).value = "9 of 4"
    main.cell(at["4.2"], 4).value = "Workload; Weather"
    main.cell(at["2.2"], 4).value = "See the table"

    def sent():
        out = io.BytesIO()
        book.save(out)
        return client.post(page, {"file": upload("own.xlsx", out.getvalue())}, follow=True)

    refused = sent()
    text = html.unescape(refused.content.decode())
    assert refused.status_code == 422
    for place, sentence in (
        ("Table 2.2, C3", "90 of 40 cannot be"), ("Table 2.2, A4", "No row of this table has this name."),
        ("Table 2.2, B5", "Say how many, and of how many."), ("Table 1.3, B2", "Enter a whole number"),
        ("Table 1.3, B3", "This is a formula."), ("Table 3.5, B2", "Choose yes, partly, no"),
        ("Table 3.1, D2", "Enter a whole number"), (f"D{at['2.1']}", "9 of 4 cannot be"),
        (f"D{at['4.2']}", "Choose from the list."), (f"D{at['2.2']}", "fill in the sheet Table 2.2"),
    ):  # fmt: skip
        assert f">{place}</th>" in text and sentence in text, (place, sentence)
    assert "10 places of the file cannot be taken, so nothing of it was." in text
    assert not Answer.objects.filter(of=one, value__isnull=False).exists()

    share["B3"], share["A4"], share["C5"] = 30, "Group 3", 8
    staff["B2"], staff["B3"], sessions["B2"], courses["D2"] = 12, 2, "Partly", 3
    main.cell(at["2.1"], 4).value, main.cell(at["4.2"], 4).value = "3 of 4", "workload; No cover"
    main.cell(at["2.2"], 4).value, main.cell(at["2.2"], 5).value = None, "From our register"
    main.cell(at["1.1"], 4).value, main.cell(at["1.4"], 4).value = "2018-04-01 to 2019-03-31", "Yes: of March"
    done = html.unescape(sent().content.decode())
    assert "8 answers taken in, to be confirmed one by one." in done
    found = {answer.key: answer for answer in Answer.objects.filter(of=one) if answer.is_given}
    assert found["in-date"].value == {
        "Group 2": {"in-date": {"part": 30, "of": 40}}, "Group 3": {"in-date": {"part": 3, "of": 4}},
        "Group 4": {"in-date": {"part": 7, "of": 8}},
    } and found["in-date"].words == "From our register"  # fmt: skip
    assert found["courses-run"].value == [{"title": "Neglect", "group": "Group 2", "mode": "Face to face", "length": 3}]
    assert found["what-stops-staff"].value == ["Workload", "No cover"] and found["inducted"].value["part"] == 3
    assert found["sessions-carry"].value == {"The child’s voice": {"carried": "partly"}}
    assert found["training-strategy"].value == {"said": "yes", "comment": "of March"}

    # What goes out comes in again, word for word.
    before = {key: answer.value for key, answer in found.items()}
    again = client.get(url("take_away", one.uuid, "xlsx")).content
    done = client.post(page, {"file": upload("own.xlsx", again), "over": "on"}, follow=True)
    assert "8 answers taken in" in done.content.decode()
    assert {answer.key: answer.value for answer in Answer.objects.filter(of=one) if answer.is_given} == before
