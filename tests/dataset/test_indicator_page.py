"""One indicator's page: the chart, the table behind it, the years beside others, where the figures come from."""

import re
from datetime import date

import pytest
from django.utils.html import strip_tags

from dataset.queries.indicator_page import indicator_page
from dataset.services.defining import define_again
from tests.dataset import figures

TODAY = date(2019, 11, 12)
pytestmark = pytest.mark.django_db


def shown(indicator, audience="qp", **more):
    return indicator_page(indicator, audience=audience, as_at=TODAY, **more)


def text_of(client, code):
    return strip_tags(client.get(f"/dataset/{code}/").content.decode())


def test_the_heading_says_the_figure_and_what_it_means():
    one = figures.indicator("CC01", title="Interviews in time", target=85)
    figures.months(one, figures.FALLING)
    page = shown(one)
    assert page.heading.startswith("Interviews in time: 58.0% in September 2019, below the usual range of ")
    assert "it is time to find out why" in page.lead
    assert page.chart.startswith("<svg") and page.range.startswith("<svg")


def test_the_chart_has_its_table_and_the_newest_comes_first():
    one = figures.indicator()
    figures.months(one, figures.FALLING)
    page = shown(one)
    assert [row.period for row in page.table.rows][:2] == ["September 2019", "August 2019"]
    assert len(page.table.rows) == 12 and page.table.all_url == "/dataset/XX01/?all=1#figures"
    assert page.table.rows[0].signal == "Concern, low: below the lower limit" and page.table.rows[0].marked
    every = shown(one, every=True)
    assert len(every.table.rows) == 24 and not every.table.all_url


def test_where_the_figures_come_from():
    one = figures.indicator()
    figures.months(one, [(58, 100)], state="provisional")
    told = {fact.term: fact.text for fact in shown(one).provenance}
    assert told["Definition"] == "Version 1. Things done in time."
    assert told["Received"].startswith("14 October 2019, file figures.csv, row ")
    assert told["File’s SHA-256"] == figures.SHA
    assert told["State"] == "Provisional"
    assert told["Provider"] == "County council, children’s social care; case system"


def test_a_change_of_definition_is_a_letter_on_the_chart_with_its_reason(business_manager):
    one = figures.indicator()
    define_again(indicator=one, from_on=date(2018, 10, 1), why="A new form", by=business_manager, on=TODAY)
    figures.months(one, [50.0 + n % 3 for n in range(24)] + [80.0 + n % 3 for n in range(12)])
    page = shown(one)
    assert [(note.letter, note.text) for note in page.annotations] == [
        ("A", "Limits drawn afresh, October 2018: A new form (agreed 12 November 2019).")
    ]
    assert "Old limits" in page.chart


def test_figures_later_than_the_boards_date_are_whole_and_marked(as_, qp_chair):
    one = figures.indicator()
    figures.years(one, [60.0, 61.0, 62.5], last=2021)
    text = text_of(as_(qp_chair), "XX01")
    assert "60.0% in 2018/19" in text
    assert "62.5%" in text
    assert text.count("later than this board’s date") >= 2


def test_only_later_figures_are_no_reading(as_, qp_chair):
    one = figures.indicator()
    figures.years(one, [62.5], last=2025)
    text = text_of(as_(qp_chair), "XX01")
    assert "every figure is later than this board’s date" in text and "62.5%" in text


def test_years_stand_beside_others_with_a_picture():
    one, places = figures.indicator(comparators="SN SW ENG"), figures.others()
    figures.years(one, [59.0, 60.0])
    for place in (*places["near"], places["SW"], places["ENG"]):
        figures.years(one, [71.0, 72.0], area=place)
    page = shown(one)
    assert page.comparators is None, "the years are the only table where there is nothing by month"
    assert [column.title for column in page.table.columns][2:] == [
        "Ourshire", "Statistical neighbours", "South West", "England", "State",
    ]  # fmt: skip
    assert [cell.text for cell in page.table.rows[0].cells][1:5] == ["60.0%", "72.0%", "72.0%", "72.0%"]
    assert "Ourshire 60.0%" in page.strip


def test_months_and_years_each_have_their_table():
    one = figures.indicator()
    figures.months(one, figures.STEADY, area=figures.stand_in())
    figures.years(one, [60.0, 61.0])
    page = shown(one)
    assert page.table.title == "Figures behind the chart"
    assert [row.period for row in page.comparators.rows] == ["2018/19", "2017/18"]
    assert any("invented" in note for note in page.notes)


@pytest.mark.req("SEC-30")
def test_small_numbers_are_nowhere_on_the_page_for_those_outside(as_, board_member, qp_member):
    one = figures.indicator("SS01", title="Nights in custody", unit="n", polarity="L", decimals=0)
    figures.months(one, [11, 12, 13, 12, 11, 12, 13, 12, 11, 3])
    inside = as_(qp_member).get("/dataset/SS01/").content.decode()
    assert "chart-page" in inside and re.search(r"<strong>3</strong>", inside)
    outside = as_(board_member).get("/dataset/SS01/").content.decode()
    assert "chart-page" not in outside and not re.search(r"<strong>3</strong>", outside)
    assert "fewer than 5" in outside and "&lt;5" in outside
    assert "too small to show" in outside


@pytest.mark.req("SEC-30")
def test_the_change_beside_a_hidden_figure_is_not_told():
    one = figures.indicator("SS01", unit="n", polarity="L", decimals=0)
    figures.months(one, [11, 12, 13, 12, 11, 12, 13, 12, 3, 14])
    page = shown(one, "wider")
    assert not any(cell.label == "Change" for row in page.table.rows for cell in row.cells)
    assert not page.range


def test_a_waiting_restatement_is_said(as_, qp_chair):
    from dataset.models import Restatement

    one = figures.indicator()
    (stands,) = figures.months(one, [80.0])
    Restatement.objects.create(
        stands=stands, came_from=figures.source("again.csv", "ef" * 32), value=81.0, out_of="not-given",
        period_text="x", row=2, column="value", received_at=figures.RECEIVED,
    )  # fmt: skip
    assert "One restated figure of this indicator waits for a decision" in text_of(as_(qp_chair), "XX01")


def test_an_unknown_code_is_not_there(as_, qp_chair):
    assert as_(qp_chair).get("/dataset/QQ99/").status_code == 404


def test_its_cost_is_flat(as_, qp_chair, budget):
    client, spent = as_(qp_chair), []
    few, many = figures.indicator("XX01"), figures.indicator("XX02")
    figures.months(few, [80.0 + n % 5 for n in range(3)])
    figures.months(many, [80.0 + n % 5 for n in range(300)])
    client.get("/dataset/XX01/")
    for code in ("XX01", "XX02"):
        with budget("dataset.indicator") as queries:
            assert client.get(f"/dataset/{code}/").status_code == 200
        spent.append(len(queries))
    assert spent[0] == spent[1]
