"""The scorecard: what it says, to whom, and what it costs."""

import csv
import io
import re
from datetime import date

import pytest
from django.utils.html import strip_tags

from dataset.models import Reading
from dataset.queries.scorecard import cutting, scorecard
from dataset.services.readings import refresh_readings
from sscb import clock
from sscb.access.sockets import rules
from tests.dataset import figures

TODAY = date(2019, 11, 12)
pytestmark = pytest.mark.django_db


@pytest.fixture
def some():
    """A concern, a sure failure, a shift without direction, tiny counts, late figures, a year and nothing at all."""
    figures.months(figures.indicator("CC01", title="Interviews in time", target=85), figures.FALLING)
    figures.months(figures.indicator("FF01", title="Checks in time", target=99), figures.STEADY)
    figures.months(figures.indicator("NN01", title="Contacts", polarity="N", unit="n", decimals=0), figures.FALLING)
    figures.months(figures.indicator("SS01", title="Nights in custody", unit="n", polarity="L", decimals=0),
                   [n % 4 for n in range(24)])  # fmt: skip
    figures.months(figures.indicator("LL01", title="Reviews", provider="HV"), figures.STEADY, last=date(2019, 8, 1))
    figures.years(figures.indicator("AA01", title="Placed far away", frequency="A"), [20.0, 23.0])
    figures.indicator("EE01", title="Never sent")
    refresh_readings()


def page(client, query=""):
    return strip_tags(re.sub(r"<svg.*?</svg>", "", client.get(f"/dataset/{query}").content.decode(), flags=re.DOTALL))


def test_the_heading_is_the_answer_and_the_lead_names_them(as_, qp_chair, some):
    answer = as_(qp_chair).get("/dataset/").content.decode()
    assert "One indicator has turned for the worse and one will miss its target" in answer
    lead = re.search(r'portal-lead">(.*?)</p>', answer, re.DOTALL)[1]
    assert '<a class="govuk-link" href="/dataset/CC01/">Interviews in time</a> has left its usual range' in lead
    assert "Checks in time</a> will miss its target as it runs now." in lead


def test_nothing_to_tell_is_said(as_, qp_chair):
    figures.indicator()
    assert "No indicator has figures yet" in page(as_(qp_chair))


def test_a_late_return_names_its_provider_and_is_never_blank(as_, qp_chair, some):
    text = page(as_(qp_chair), "?show=late")
    assert "Not sent" in text and "Public health nursing" in text
    assert "No data for September 2019" in text
    assert "Interviews in time" not in text.split("Data, and its age")[1]


@pytest.mark.parametrize(
    ("show", "codes"),
    [("", 7), ("concern", 2), ("improving", 0), ("late", 1), ("figures", 6), ("anything else", 7)],
)
def test_filters_are_links_that_keep_what_they_say(some, show, codes):
    found = scorecard(audience="qp", as_at=TODAY, cut=cutting({"show": show}))
    assert len(found.shown) == codes
    if show in ("concern", "late", "figures"):
        current = next(one for one in found.filters if one.current)
        assert f"({codes})" in current.text


def test_a_theme_can_be_chosen_and_nonsense_shows_everything(some):
    figures.indicator("ZZ01", theme="Health")
    assert [row.code for row in scorecard(audience="qp", as_at=TODAY, cut=cutting({"theme": "2"})).shown] == ["ZZ01"]
    assert len(scorecard(audience="qp", as_at=TODAY, cut=cutting({"theme": "99"})).shown) == 8


def test_the_counts_add_up_to_the_number_of_indicators(some):
    found = scorecard(audience="qp", as_at=TODAY)
    groups = [count for count in found.counts if count.words != "will fail target"]
    assert sum(int(count.figure) for count in groups) == 7


@pytest.mark.req("SEC-30")
def test_small_numbers_on_the_page_and_in_the_file(as_, qp_member, board_member, some):
    for who, hides in ((qp_member, False), (board_member, True)):
        client = as_(who)
        row = page(client).split("Nights in custody")[1][:200]
        assert ("<5" in row or "&lt;5" in row) is hides
        rows = csv.DictReader(io.StringIO(client.get("/dataset/figures.csv").content.decode()))
        custody = {row["value"] for row in rows if row["indicator"] == "SS01"}
        assert ("<5" in custody) is hides
        assert custody & {"1", "2", "3"} == (set() if hides else {"1", "2", "3"})


def test_annual_figures_have_no_limits_and_no_icon_of_change(some):
    row = next(row for row in scorecard(audience="qp", as_at=TODAY).shown if row.code == "AA01")
    assert (row.spark, row.variation_kind, row.assurance) == ("", "table", "")


def test_what_is_kept_is_shown_as_it_is_and_worked_out_again_when_its_day_comes(some):
    kept = Reading.objects.get(indicator__code="CC01", audience="qp")
    Reading.objects.filter(pk=kept.pk).update(row=kept.row | {"latest": "kept"})
    assert next(r for r in scorecard(audience="qp", as_at=TODAY).shown if r.code == "CC01").latest == "kept"
    later = next(r for r in scorecard(audience="qp", as_at=date(2019, 11, 26)).shown if r.code == "CC01")
    assert later.late and later.latest == "Not sent"


def test_what_is_worked_out_anew_is_remembered_until_its_figures_change(some, django_assert_num_queries):
    late = date(2019, 12, 10)
    first = scorecard(audience="qp", as_at=late)
    with django_assert_num_queries(2):
        scorecard(audience="qp", as_at=late)
    one = Reading.objects.get(indicator__code="CC01", audience="qp").indicator
    figures.months(one, [99.0], last=date(2019, 10, 1))
    refresh_readings([one])
    again = scorecard(audience="qp", as_at=late)
    latest = [next(row for row in page.shown if row.code == "CC01").latest for page in (first, again)]
    assert latest == ["Not sent", "99.0%"]


def test_what_was_never_read_is_read_now(as_, qp_chair):
    figures.months(figures.indicator(), figures.FALLING)
    assert not Reading.objects.exists()
    assert "One indicator has turned for the worse" in page(as_(qp_chair))
    assert not Reading.objects.exists(), "looking at a page changes nothing"


def test_its_cost_is_flat(as_, qp_chair, budget):
    client, spent = as_(qp_chair), []
    for first, last in ((0, 3), (3, 300)):
        for n in range(first, last):
            figures.months(figures.indicator(f"XX{n:03}"), figures.STEADY[:8])
        refresh_readings()
        client.get("/dataset/")
        with budget("dataset.scorecard") as queries:
            assert client.get("/dataset/").status_code == 200
        spent.append(len(queries))
    assert spent[0] == spent[1]


@pytest.mark.req("SEC-03")
def test_who_may_read_it():
    assert rules["dataset.read"].roles == {"AGC", "AGL", "BM", "SGM", "SGC", "CHAIR", "OFF", "BMGR", "CDC", "TRC"}


@pytest.mark.req("SEC-03")
@pytest.mark.parametrize("url", ["/dataset/", "/dataset/figures.csv", "/dataset/CC01/", "/dataset/CC01/figures.csv"])
def test_others_may_not(as_, nobody, practitioner, some, url):
    for who in (nobody, practitioner):
        assert as_(who).get(url).status_code in (403, 404)


@pytest.mark.req("SEC-37")
def test_a_formula_in_a_file_name_is_text_in_the_download(as_, qp_chair):
    one = figures.indicator()
    figures.months(one, [80.0], came_from=figures.source("=cmd|' /C calc'!A0.csv", "cd" * 32))
    text = as_(qp_chair).get("/dataset/figures.csv").content.decode()
    assert "\"'=cmd" in text
    assert clock.today() == TODAY
