"""The journey of a file through the pages: chosen, looked at, imported or left, its restatements decided."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dataset import services
from dataset.models import Claim, Import, Indicator, Restatement, Value
from dataset.services.importing import _writing
from sscb import clock
from sscb.jobs.running import run
from tests.dataset.reading import C1, PUBLISHED, rows_of, write_rows

pytestmark = pytest.mark.django_db

PLAIN = (b"indicator,area,period,value,denominator\nAS01,Somerset,2019-10,76.5,300\n"
         b"AS01,Somerset,2019-11,77,not published\n")  # fmt: skip


@pytest.fixture(autouse=True)
def board(settings, tmp_path, db):
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    services.load_default_indicators(by=None, on=clock.today())


@pytest.fixture
def office(as_, business_manager):
    return as_(business_manager)


def choose(client, data: bytes, name: str = "figures.csv"):
    return client.post(reverse("dataset:choose"), {"file": SimpleUploadedFile(name, data)})


def page_of(client, response) -> str:
    assert response.status_code == 302, response.content.decode()[:2000]
    return re.sub(r"\s+", " ", client.get(response.url).content.decode())


def test_choose_look_import(office):
    response = choose(office, PLAIN)
    shown = page_of(office, response)
    assert "figures.csv adds two figures" in shown and "Import this file" in shown
    assert not Value.objects.exists(), "looking changes nothing"
    made = Import.objects.get()
    shown = page_of(office, office.post(reverse("dataset:accept_import", args=[made.uuid])))
    assert "figures.csv was imported: two new figures" in shown
    assert sorted(Value.objects.values_list("value", flat=True)) == [76.5, 77]
    assert "figures.csv" in office.get(reverse("dataset:imports")).content.decode()
    office.post(reverse("dataset:accept_import", args=[made.uuid]))
    assert Value.objects.count() == 2, "a second press changes nothing"


def test_the_same_file_again_changes_nothing_and_says_so(office):
    choose(office, PLAIN)
    office.post(reverse("dataset:accept_import", args=[Import.objects.get().uuid]))
    shown = page_of(office, choose(office, PLAIN, "another name.csv"))
    assert "another name.csv changes nothing" in shown and "imported before" in shown
    assert "Import this file" not in shown


def test_faults_are_listed_row_by_row_and_nothing_can_be_imported(office):
    data = PLAIN + b"AS01,Somerset,2125,1,9\nAS01,Somerzet,2019-12,1,9\nAS01,Somerset,2019-09,many,9\n"
    response = choose(office, data)
    shown = page_of(office, response)
    assert "Three faults in figures.csv" in shown and "Import this file" not in shown
    for words in ("2125", "Somerzet", "many", "neither a number nor a marker"):
        assert words in shown
    made = Import.objects.get()
    shown = page_of(office, office.post(reverse("dataset:accept_import", args=[made.uuid])))
    assert "cannot be taken" in shown and not Value.objects.exists()
    made.refresh_from_db()
    assert made.state == Import.State.CHECKED


@pytest.mark.req("SEC-34")
@pytest.mark.parametrize("name, data, words", [
    ("figures.pdf", b"%PDF-1.7", "Choose a CSV, XLSX or ODS file"),
    ("figures.xlsx", PLAIN, "not a workbook"),
    ("figures.csv", b"PK\x03\x04" + b"0" * 100, "is a workbook"),
    ("figures.csv", b"", "empty"),
])  # fmt: skip
def test_what_the_form_refuses(office, name, data, words):
    response = choose(office, data, name)
    assert response.status_code == 422 and words in response.content.decode()
    assert not Import.objects.exists()


def test_a_file_that_cannot_be_read_says_why(office):
    shown = page_of(office, choose(office, b"<!DOCTYPE html><html>502</html>"))
    assert "figures.csv was not taken" in shown and "web page" in shown and "Nothing was changed" in shown


def test_leaving_a_file(office):
    choose(office, PLAIN)
    made = Import.objects.get()
    office.post(reverse("dataset:leave_import", args=[made.uuid]))
    made.refresh_from_db()
    assert made.state == Import.State.LEFT and not Value.objects.exists()
    assert "was left" in office.get(reverse("dataset:import", args=[made.uuid])).content.decode()


def test_a_large_file_is_read_as_a_job(office, monkeypatch):
    monkeypatch.setattr(services.importing, "SMALL", 10)
    monkeypatch.setattr(services, "SMALL", 10)
    shown = page_of(office, choose(office, PLAIN))
    assert "is being read" in shown and 'http-equiv="refresh"' in shown
    made = Import.objects.get()
    assert made.job_uuid and made.state == Import.State.READING


def altered(tmp_path, value="99.9"):
    rows = rows_of(C1)
    at = rows[0].index("rereferral_percent")
    row = next(one for one in rows if one[0] == "2019" and one[9] == "Somerset")
    row[at] = value
    return write_rows(tmp_path / "altered.csv", rows)


def test_an_edition_with_another_value_is_asked_about(office, tmp_path, business_manager):
    services.import_file(path=C1, by=None, on=clock.today())
    shown = page_of(office, choose(office, altered(tmp_path).read_bytes(), "edition 2.csv"))
    assert "asks about one figure" in shown and "99.9" in shown and "23.9" in shown
    made = Import.objects.get(file_name="edition 2.csv")
    office.post(reverse("dataset:accept_import", args=[made.uuid]))
    waiting = Restatement.objects.get()
    assert waiting.stands.value == 23.9 and waiting.stands.current, "never overwritten in silence"
    shown = office.get(reverse("dataset:restatements")).content.decode()
    assert "One restated figure to be decided" in shown and "99.9" in shown
    address = reverse("dataset:restatement", args=[waiting.uuid])
    assert "FD04" in office.get(address).content.decode()
    assert office.post(address, {"decision": "refuse", "why": ""}).status_code == 422
    assert office.post(address, {"decision": "accept", "why": ""}).status_code == 302
    now = Value.objects.current().get(version__indicator__code="FD04", area__is_own=True, period_label="2018/19")
    assert (now.value, now.state, now.came_from.file_name) == (99.9, "restated", "edition 2.csv")
    assert Value.objects.filter(current=False, value=23.9).count() == 1, "the old figure is kept"
    again = office.post(address, {"decision": "accept", "why": ""})
    assert again.status_code == 422 and "already" in again.content.decode()


def test_all_restatements_of_a_file_at_once(office, tmp_path):
    services.import_file(path=C1, by=None, on=clock.today())
    services.import_file(path=altered(tmp_path), by=None, on=clock.today())
    made = Import.objects.get(file_name="altered.csv")
    office.post(reverse("dataset:accept_restatements", args=[made.uuid]))
    assert Value.objects.current().filter(value=99.9).count() == 1
    assert "No restated figure waits" in office.get(reverse("dataset:restatements")).content.decode()


def test_mapping_a_column_brings_its_figures(office):
    path = PUBLISHED / "dfe_cin_c3_assessment_factors_2018_2025.csv"
    shown = page_of(office, choose(office, path.read_bytes(), path.name))
    assert "Columns that no indicator claims" in shown and "Domestic_Abuse_parent" in shown
    made = Import.objects.get()
    address = reverse("dataset:map", args=[made.uuid]) + "?column=Going_missing"
    assert "Which indicator is" in office.get(address).content.decode()
    assert office.get(reverse("dataset:map", args=[made.uuid]) + "?column=nonsense").status_code == 404
    shown = page_of(office, office.post(address, {"indicator": "MI01", "part": "value", "basis": "financial",
                                                  "rows": ""}))  # fmt: skip
    assert Claim.objects.get(column="Going_missing").indicator.code == "MI01"
    assert "MI01" in shown and "Import this file" in shown
    office.post(reverse("dataset:accept_import", args=[made.uuid]))
    assert Value.objects.filter(version__indicator__code="MI01", area__is_own=True).count() == 8


def test_mapping_one_kind_of_rows(office):
    path = PUBLISHED / "dfe_cla_numbers_rates_2021_2025.csv"
    Claim.objects.filter(indicator__code="LA01", layout="dfe-open-data").delete()
    choose(office, path.read_bytes(), path.name)
    made = Import.objects.get()
    address = reverse("dataset:map", args=[made.uuid]) + "?column=children_count"
    form = office.get(address).content.decode()
    kinds = re.findall(r'<option value="(\{[^"]+)"', form)
    assert len(kinds) == 3
    chosen = next(one for one in kinds if "starting" in one).replace("&quot;", '"')
    shown = page_of(office, office.post(address, {"indicator": "LA03", "part": "value", "basis": "financial",
                                                  "rows": chosen}))  # fmt: skip
    assert "LA03" in shown and "fault" not in shown


@pytest.mark.req("SEC-03")
def test_who_may_not(as_, board_member, agency_lead, practitioner):
    for person in (board_member, agency_lead, practitioner):
        client = as_(person)
        for name in ("imports", "choose", "restatements"):
            assert client.get(reverse(f"dataset:{name}")).status_code in (403, 404), (person, name)
        assert choose(client, PLAIN).status_code in (403, 404)
    assert not Import.objects.exists()


def test_lists_cost_the_same_however_long(office):
    def spent(name: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            office.get(reverse(name))
        return len(queries)

    def more(count: int) -> None:
        Import.objects.bulk_create(
            [Import(file_name=f"{n}.csv", sha256=f"{n:064}", size=1, uploaded_at=clock.now()) for n in range(count)])

    more(3)
    spent("dataset:imports")  # what is read once and remembered
    few = spent("dataset:imports")
    more(300)
    assert spent("dataset:imports") == few


def test_indicators_can_be_mapped_only_by_the_office(qp_chair):
    from sscb.access.policy import Refused

    with pytest.raises(Refused):
        services.map_column(layout="lait", column="RTA", indicator=Indicator.objects.get(code="PO01"), by=qp_chair,
                            on=clock.today())  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_large_file_is_checked_and_accepted_by_the_worker(as_, business_manager, monkeypatch):
    monkeypatch.setattr(services.importing, "SMALL", 10)
    monkeypatch.setattr(services, "SMALL", 10)
    office = as_(business_manager)
    choose(office, PLAIN)
    made = Import.objects.get()
    assert run(str(made.job_uuid), "a worker") and not Value.objects.exists()
    address = reverse("dataset:import", args=[made.uuid])
    assert "adds two figures" in office.get(address).content.decode()
    office.post(reverse("dataset:accept_import", args=[made.uuid]))
    assert 'http-equiv="refresh"' in office.get(address).content.decode()
    made.refresh_from_db()
    with _writing():
        run(str(made.job_uuid), "a worker")
    shown = office.get(address).content.decode()
    assert "was not imported" in shown and "Another import" in shown and not Value.objects.exists()
    office.post(reverse("dataset:accept_import", args=[made.uuid]))
    made.refresh_from_db()
    run(str(made.job_uuid), "a worker")
    assert Value.objects.count() == 2
    run(str(made.job_uuid), "another worker")
    assert Value.objects.count() == 2, "run twice it does what it does once"
    assert "was imported" in office.get(address).content.decode()
