"""The pages of returns as the people who use them: what is typed is kept, what is another's does not exist."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dataset.models import DataReturn, Provider
from dataset.returns.template import HEADER_ROW
from dataset.services import returns
from tests.dataset.figures import indicator
from tests.dataset.returns.conftest import TODAY, WORDS

GRID = {"n_ZA01": "62", "d_ZA01": "83", "n_ZA02": "1,204", **WORDS}


@pytest.fixture
def at(asked):
    """`at("fill/")`: the address of a page of the return."""
    return lambda page="": f"/dataset/returns/{asked.record.uuid}/{page}"


@pytest.fixture
def handed_in(asked, fill, agency_lead):
    returns.submit_return(record=fill(asked.record), by=agency_lead, on=TODAY)
    return asked


def text(answer) -> str:
    return answer.content.decode()


def version(asked) -> int:
    return asked.again().version


@pytest.mark.req("REL-15")
def test_a_fault_is_shown_at_its_cell_and_everything_typed_is_kept(as_, at, asked, contributor):
    client = as_(contributor)
    assert "Seen in time" in text(client.get(at("fill/")))
    wrong = GRID | {"n_ZA01": "about 60", "version": version(asked)}
    answer = client.post(at("fill/"), wrong)
    shown = text(answer)
    assert answer.status_code == 422 and "ZA01: This is not a number" in shown and "Everything that you typed" in shown
    assert 'value="about 60"' in shown and 'value="1,204"' in shown
    later = text(client.get(at("fill/")))
    assert 'value="about 60"' in later and "Nothing unusual." in later
    answer = client.post(at("fill/"), GRID | {"version": version(asked), "done": ""})
    assert answer.status_code == 302 and answer["Location"] == at()
    assert "74.7%" in text(client.get(at()))


@pytest.mark.req("REL-14")
def test_who_was_second_sees_both_texts(as_, at, asked, contributor, agency_lead):
    first = version(asked)
    as_(agency_lead).post(at("fill/"), GRID | {"version": first})
    answer = as_(contributor).post(at("fill/"), GRID | {"n_ZA02": "9", "version": first})
    shown = text(answer)
    assert answer.status_code == 409 and "What you wrote, and what is saved now" in shown
    assert 'value="9"' in shown and "1,204" in shown
    again = as_(contributor).post(at("fill/"), GRID | {"n_ZA02": "9", "version": version(asked)})
    assert again.status_code == 302 and asked.record.rows.get(indicator__code="ZA02").numerator == "9"


def test_from_the_grid_to_a_receipt_and_a_check(as_, at, asked, contributor, agency_lead, board_office):
    as_(contributor).post(at("fill/"), GRID | {"version": version(asked)})
    assert as_(contributor).get(at("submit/")).status_code in (403, 404)
    lead = as_(agency_lead)
    assert "Hand in the figures for September 2019" in text(lead.get(at("submit/")))
    assert lead.post(at("submit/"), {"version": version(asked)}).status_code == 422
    answer = lead.post(at("submit/"), {"version": version(asked), "sure": "on"})
    assert answer["Location"] == at("receipt/")
    assert "2 figures for September 2019" in text(lead.get(at("receipt/"))).replace("Two", "2")
    assert lead.get(at("fill/")).status_code in (302, 403)
    office = as_(board_office)
    assert "right?" in text(office.get(at("check/")))
    assert office.post(at("check/"), {"version": version(asked), "decision": "back"}).status_code == 422
    office.post(at("check/"), {"version": version(asked), "decision": "back", "why": "Please look.",
                               "explain": ["ZA01"]})  # fmt: skip
    assert "Please look." in text(lead.get(at())) and asked.again().stage == "sent_back"
    explained = GRID | {"what_ZA01": "a", "so_what_ZA01": "b", "now_what_ZA01": "c", "version": version(asked)}
    lead.post(at("fill/"), explained)
    lead.post(at("submit/"), {"version": version(asked), "sure": "on"})
    office.post(at("check/"), {"version": version(asked), "decision": "confirm"})
    assert asked.again().stage == "checked"
    office.post(at("reopen/"), {"why": "A new count", "explain": []})
    assert asked.again().stage == "sent_back" and office.get(at("reopen/")).status_code == 200


def test_small_numbers_in_the_words_are_looked_at_again_before_they_are_handed_in(as_, at, asked, agency_lead):
    lead = as_(agency_lead)
    typed = GRID | {"what_ZA01": "Three children came late.", "what": "2 of 50 were not seen."}
    assert lead.post(at("fill/"), typed | {"version": version(asked)}).status_code == 302, "typing goes on unasked"
    answer = lead.post(at("submit/"), {"version": version(asked), "sure": "on"})
    said = text(answer)
    assert answer.status_code == 422 and asked.again().stage == "filling"
    assert "ZA01: “Three children”: this may be a number" in said
    assert "The return as a whole: “2 of 50”: this may be a number" in said and 'name="looked_again"' in said
    answer = lead.post(at("submit/"), {"version": version(asked), "sure": "on", "looked_again": "on"})
    assert answer["Location"] == at("receipt/")


def test_what_is_missing_is_pointed_at_cell_by_cell(as_, at, asked, agency_lead):
    client = as_(agency_lead)
    answer = client.get(at("fill/") + "?check")
    assert answer.status_code == 422 and "ZA02: Enter the figure" in text(answer)
    assert "are missing before these figures can be handed in" in text(client.get(at("submit/")))
    answer = client.post(at("submit/"), {"version": version(asked), "sure": "on"})
    assert answer["Location"].endswith("?check") and asked.again().stage == "due"


def test_the_template_goes_out_and_comes_back(as_, at, asked, contributor):
    client = as_(contributor)
    answer = client.get(at("template.xlsx"))
    assert answer["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    sheet = book["Figures"]
    first = HEADER_ROW + 1
    sheet[f"E{first}"], sheet[f"F{first}"], sheet[f"E{first + 1}"] = 62, 83, "about 9"

    def send(opened, name="filled.xlsx"):
        out = BytesIO()
        opened.save(out)
        return client.post(at("upload/"), {"file": SimpleUploadedFile(name, out.getvalue())})

    answer = send(book)
    assert answer.status_code == 422 and f"E{first + 1}" in text(answer) and "nothing of the file was" in text(answer)
    sheet[f"E{first + 1}"] = 9
    assert send(book).status_code == 302 and asked.again().stage == "filling"
    book["portal"]["B3"] = "ccg"
    refused = text(send(book))
    assert "another agency" in refused and "Download the right template" in refused and at("template.xlsx") in refused
    assert send(book, "filled.csv").status_code == 422 and send(openpyxl.Workbook()).status_code == 422
    assert client.get(at("upload/")).status_code == 200
    assert client.post(at("upload/"), {}).status_code == 422


# --- who sees what ----------------------------------------------------------------------------------------------------

PAGES = ("", "fill/", "template.xlsx", "upload/", "submit/", "receipt/", "check/", "reopen/", "extend/")


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize("who", ["other_lead", "practitioner", "board_member", "system_administrator", "dpo", "cdrp"])
def test_another_agency_s_return_does_not_exist(request, as_, at, handed_in, who):
    client = as_(request.getfixturevalue(who))
    assert {client.get(at(page)).status_code for page in PAGES} <= {403, 404}
    assert {client.post(at(page), GRID | {"version": 1}).status_code for page in PAGES if "." not in page} <= {
        403, 404, 405,
    }  # fmt: skip
    if who != "other_lead":
        assert client.get("/dataset/returns/").status_code == 403
    else:
        assert "September" not in text(client.get("/dataset/returns/"))


@pytest.mark.req("SEC-04")
def test_members_of_q_and_p_read_what_was_handed_in_and_nothing_before(as_, at, asked, fill, qp_member, qp_chair,
                                                                        agency_lead):
    record = fill(asked.record)
    assert as_(qp_member).get(at()).status_code == 404
    assert "September 2019" not in text(as_(qp_member).get("/dataset/returns/"))
    drafts = text(as_(qp_chair).get(at()))
    assert "74.7%" not in drafts and "What the agency has typed so far is its own" in drafts
    returns.submit_return(record=record, by=agency_lead, on=TODAY)
    assert "74.7%" in text(as_(qp_member).get(at())) and "September 2019" in text(
        as_(qp_member).get("/dataset/returns/"))  # fmt: skip


def test_the_calendar_tells_an_agency_of_its_own_alone(as_, asked, other_lead, agency_lead, board_member, ask,
                                                        other_agency):
    indicator("ZB01", provider="acute", use_spc=False)
    ask(other_agency, ["ZB01"], words="acute")
    for who, sees in ((agency_lead, {"County council"}), (other_lead, {"Hospital trust, west"}),
                      (board_member, {"County council", "Hospital trust, west"})):  # fmt: skip
        shown = text(as_(who).get("/dataset/calendar/"))
        every = ("County council", "Hospital trust, west")
        assert {name for name in every if f'<th scope="row">{name}' in shown} == sees, who
        assert "late" in shown and as_(who).get("/dataset/calendar/?year=2018").status_code == 200


def test_the_office_gives_time_and_says_who_is_asked(as_, at, asked, business_manager, agency_lead, agency):
    client = as_(business_manager)
    assert client.post(at("extend/"), {"to": "1 11 2019", "why": "Ill"}).status_code == 422
    assert client.post(at("extend/"), {"to": "29 11 2019", "why": "The author is ill"}).status_code == 302
    assert asked.again().due_on == date(2019, 11, 29) and client.get(at("extend/")).status_code == 200
    assert as_(agency_lead).get("/dataset/providers/").status_code == 403
    assert "asked of agencies" in text(client.get("/dataset/providers/"))
    provider = Provider.objects.get(words="CSC")
    page = f"/dataset/providers/{provider.uuid}/"
    assert "ZA01" in text(client.get(page))
    answer = client.post(page, {"organisation": str(agency.uuid), "indicators": ["ZA01"]})
    assert answer.status_code == 302
    assert client.post(page, {"organisation": "", "indicators": ["ZA01"]}).status_code == 422
    assert client.get("/help/returns/").status_code == 200


# --- how much it costs ------------------------------------------------------------------------------------------------


def test_lists_cost_the_same_for_three_and_for_thirty(as_, ask, agency, budget, two_indicators, business_manager,
                                                       agency_lead, other_agency):
    ask(agency, ["ZA01"], from_on=date(2019, 8, 1))
    clients = {who: as_(who) for who in (business_manager, agency_lead)}
    before = {}
    for who, client in clients.items():
        for name in ("returns", "calendar"):
            client.get(f"/dataset/{name}/")
            with budget(f"dataset.{name}") as few:
                assert client.get(f"/dataset/{name}/").status_code == 200
            before[who, name] = len(few)
    indicator("ZB01", provider="acute", use_spc=False)
    ask(agency, ["ZA01", "ZA02"], from_on=date(2018, 11, 1))
    ask(other_agency, ["ZB01"], words="acute", from_on=date(2018, 11, 1))
    assert DataReturn._base_manager.count() > 14
    for (who, name), cost in before.items():
        with budget(f"dataset.{name}") as many:
            clients[who].get(f"/dataset/{name}/")
        assert len(many) == cost


def test_the_grid_costs_the_same_for_two_and_for_twelve(as_, ask, agency, contributor, budget):
    codes = [indicator(f"ZG{n:02}", use_spc=False, frequency="Q").code for n in range(12)]
    few, client = ask(agency, codes[:2], from_on=date(2019, 7, 1))[0], as_(contributor)
    client.get("/dataset/returns/")
    with budget("dataset.fill_return") as two:
        assert client.get(f"/dataset/returns/{few.uuid}/fill/").status_code == 200
    many = ask(agency, codes, from_on=date(2019, 7, 1))[0]
    assert many.rows.count() == 12
    with budget("dataset.fill_return") as twelve:
        client.get(f"/dataset/returns/{many.uuid}/fill/")
    assert len(two) == len(twelve)
