"""Figures and charts as files: what was filtered, marked, written down, and small numbers hidden."""

import csv
import hashlib
import io
import xml.etree.ElementTree as tree
from datetime import date

import openpyxl
import pytest

from dataset.queries.cutting import Cutting, cutting
from dataset.queries.scorecard import scorecard
from dataset.services.readings import refresh_readings
from sscb.history.models import View
from sscb.tables.writing import as_xlsx
from tests.dataset import figures
from tests.sscb.charts.test_drawings import assert_lawful, assert_readable

TODAY = date(2019, 11, 12)
pytestmark = pytest.mark.django_db


@pytest.fixture
def some():
    figures.months(figures.indicator("CC01", title="Interviews in time", target=85), figures.FALLING)
    figures.months(figures.indicator("LL01", title="Reviews", provider="HV"), figures.STEADY, last=date(2019, 8, 1))
    figures.months(figures.indicator("SS01", title="Nights", unit="n", polarity="L", decimals=0, theme="Police"),
                   [n % 4 for n in range(24)])  # fmt: skip
    figures.years(figures.indicator("AA01", title="Placed far away", frequency="A"), [20.0, 23.0], last=2017)
    refresh_readings()


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({}, "CC01 LL01 SS01 AA01"), ({"theme": "2"}, "SS01"), ({"icon": "concern"}, "CC01"), ({"age": "more"}, "AA01"),
        ({"agency": "2"}, "LL01"), ({"age": "6"}, "LL01"), ({"age": "2", "icon": "table"}, "SS01"),
        ({"theme": "77", "agency": "x", "icon": "?", "age": "1"}, "CC01 LL01 SS01 AA01"),
    ],
)  # fmt: skip
def test_the_scorecard_is_shortened_and_so_is_its_file(as_, qp_chair, some, asked, codes):
    cut = cutting(asked)
    assert [row.code for row in scorecard(audience="qp", as_at=TODAY, cut=cut).shown] == codes.split()
    rows = csv.DictReader(io.StringIO(as_(qp_chair).get(f"/dataset/figures.csv{cut.query}").content.decode()))
    assert list(dict.fromkeys(row["indicator"] for row in rows)) == codes.split()


def test_the_form_keeps_what_was_chosen_and_says_how_many_are_left(as_, qp_chair, some):
    text = as_(qp_chair).get("/dataset/?theme=2&icon=table").content.decode()
    assert "One of 4 indicators is shown." in text
    assert '<option value="2" selected>Police</option>' in text
    assert "/dataset/figures.xlsx?theme=2&amp;icon=table" in text
    assert "printed--a3" in as_(qp_chair).get("/dataset/?paper=a3").content.decode()


def test_old_figures_are_marked_with_their_age(as_, qp_chair, some):
    assert "956 days: more than a year old" in as_(qp_chair).get("/dataset/?age=more").content.decode()


@pytest.mark.req("SEC-25")
@pytest.mark.parametrize("url", ["figures.csv", "figures.xlsx", "CC01/figures.csv", "CC01/figures.xlsx",
                                 "CC01/chart.svg", "CC01/chart.png"])  # fmt: skip
def test_each_file_is_written_down_with_the_hash_of_what_was_sent(as_, qp_chair, some, url):
    answer = as_(qp_chair).get(f"/dataset/{url}")
    view = View.objects.get(kind="export")
    assert answer.status_code == 200
    assert (view.by_name, view.sha256) == (qp_chair.name, hashlib.sha256(answer.content).hexdigest())
    assert f"{url.rpartition('.')[2].upper()}, export " in view.why and view.level == "P3"
    if "figures" in url:
        assert view.taken["rows"] > 0 and "indicator" in view.taken["columns"] and view.taken["filter"], view.taken
    assert 'filename="official-sensitive-' in answer["Content-Disposition"]


@pytest.mark.req("SEC-30")
def test_a_reader_outside_the_subgroup_gets_what_the_page_shows(as_, board_member, some):
    client = as_(board_member)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/dataset/SS01/figures.xlsx").content))
    values = {row[6] for row in book["Figures"].iter_rows(min_row=2, values_only=True)}
    assert values == {0, "<5"} or values <= {0, "<5", "[c]"}
    about = dict(book["About"].iter_rows(values_only=True))
    assert about["Marking"] == "OFFICIAL" and about["Issued"].startswith(f"Issued to {board_member.name}")
    assert book["Figures"].oddFooter.center.text == "OFFICIAL"
    assert client.get("/dataset/SS01/chart.svg").status_code == 404
    assert client.get("/dataset/CC01/chart.png").content[:4] == b"\x89PNG"


def test_the_picture_says_what_it_is_without_its_page(as_, qp_chair, some):
    svg = as_(qp_chair).get("/dataset/CC01/chart.svg").content.decode()
    assert_lawful(svg)
    for words in ("CC01 Interviews in time, %", "58.0% in September 2019 lies below", "Figures as at 12 November 2019",
                  "OFFICIAL-SENSITIVE"):  # fmt: skip
        assert words in svg
    outer = tree.fromstring(svg)
    for inner in outer.findall("{http://www.w3.org/2000/svg}svg"):
        outer.remove(inner)
    assert_readable(tree.tostring(outer, encoding="unicode"))


def test_years_have_their_picture_beside_others(as_, qp_chair):
    others, one = figures.others(), figures.indicator("AA02", frequency="A")
    figures.years(one, [20.0, 23.0])
    figures.years(one, [21.0, 22.0], area=others["ENG"])
    assert "England" in as_(qp_chair).get("/dataset/AA02/chart.svg").content.decode()


@pytest.mark.req("SEC-37")
def test_a_workbook_holds_no_formula_and_keeps_its_numbers(some):
    odd = ["=1+1", "+cmd|' /C calc'!A0", "-1", "@x", "\x01=1", "＝1", "plain", "a\nb"]
    made = as_xlsx(["text", "number"], [(text, -3.5) for text in odd], marking="OFFICIAL & more", issued="To A & B",
                   about=[("=x", "=y")])
    book = openpyxl.load_workbook(io.BytesIO(made))
    for row, text in zip(book["Figures"].iter_rows(min_row=2), odd, strict=True):
        assert (row[0].data_type, row[1].data_type, row[1].value) == ("s", "n", -3.5)
        assert row[0].value == text.replace("\x01", "")
    assert book["About"]["A2"].data_type == "s"


def test_everything_is_no_filter():
    assert (Cutting().query, Cutting().words) == ("", "all indicators")
    assert cutting({"theme": "2", "age": "more"}).words == "theme 2, more than a year old"
