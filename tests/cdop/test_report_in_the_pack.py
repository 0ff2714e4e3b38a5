"""The panel's report in the Board's pack and as a paper of its own: from kept figures, traced, nothing identifying."""

import json
from datetime import date
from types import SimpleNamespace

import pytest

from cdop import report_printing, services
from cdop.models import Report
from cdop.queries import figures as figures_room
from cdop.queries.pack import asked_to, gather_report
from cdop.queries.reports import to_begin
from cdop.report_words import PARTS
from cdop.years import Year
from sscb import clock
from sscb.board.packs.freezing import frozen_text
from sscb.board.queries.home.desk import desk_of
from tests.cdop.conftest import london
from tests.cdop.told import steady

ON = date(2019, 9, 3)
MEETING = SimpleNamespace(meets_on=date(2019, 12, 12))


@pytest.fixture
def county(monkeypatch):
    """A county's counts, so that there is something to show."""
    monkeypatch.setattr(figures_room, "countings", lambda until: steady())


@pytest.fixture
def agreed(start, cdc, person, group, county):
    chair = person("Pat Panel", sits={"cdop": "chair"})
    with clock.at(ON):
        report = services.begin_report(kind="annual", year=Year(2018), by=cdc, on=ON)
        texts = dict.fromkeys(PARTS["annual"], "Said.")
        services.write_report(report=report, version=report.version, texts=texts, by=cdc, on=ON)
        return services.agree_report(report=report, by=chair, on=ON)


def test_the_section_is_made_from_the_agreed_figures_and_each_is_traced(agreed, monkeypatch):
    monkeypatch.setattr(figures_room, "countings", lambda until: [])
    facts = gather_report(MEETING, london(date(2019, 11, 12)))
    assert agreed.reference in facts["source"] and "agreed 3 September 2019" in facts["source"]
    shown = {one["anchor"]: one["shown"] for one in facts["figures"]}
    cells = [cell for table in facts["tables"] for row in table["rows"] for cell in row["cells"] if cell["anchor"]]
    cells += facts["path"]["rows"]
    assert cells and all(shown[cell["anchor"]] == cell["text"] for cell in cells)
    anchors = [cell["anchor"] for cell in cells]
    assert len(anchors) == len(set(anchors)), "a figure has one place"
    assert "<svg" in facts["svg"] and frozen_text(facts)
    assert {one["code"] for one in facts["tables"]} == {"category", "age"}


def test_what_the_board_is_asked_begins_with_a_verb_and_is_never_empty():
    assert asked_to("Support the handover.\n\n Note the campaigns.") == [
        ["Support", "the handover."], ["Note", "the campaigns."]
    ]
    assert asked_to("  ")[0][0] == "Note"


def test_open_reviews_are_small_numbers_too(take, agreed):
    for day in (2, 3):
        take(date(2019, 9, day))
    facts = gather_report(MEETING, london(date(2019, 11, 12)))
    assert [row["text"] for row in facts["path"]["rows"]] == ["0", "<5", "<5"]
    assert "Fewer than 5 reviews are open, and 78 days remain" in facts["lead"]
    assert "CDR-2019" not in json.dumps({key: one for key, one in facts.items() if key != "source"})
    after = gather_report(MEETING, london(date(2020, 1, 30)))
    assert after["path"]["rows"] == [] and "last day was 29 January 2020" in after["path"]["note"]


def test_without_an_agreed_report_the_section_says_so(start, group, county):
    group("cdop")
    facts = gather_report(MEETING, london(date(2019, 11, 12)))
    assert "no report is agreed yet" in facts["source"] and facts["learning"] == []


@pytest.mark.pdf
def test_an_agreed_report_is_printed_once_as_a_paper(agreed, settings, tmp_path):
    settings.STORE = tmp_path
    progress = SimpleNamespace(step=lambda *told: None)
    job = SimpleNamespace(args={"report": str(agreed.uuid)})
    assert report_printing.run_print(job, progress)["printed"] >= 3
    assert report_printing.run_print(job, progress)["printed"] == 0
    kept = agreed.attachments.get()
    assert kept.name == f"{agreed.reference.lower()}-2019-09-03.pdf" and kept.pages >= 3
    html = report_printing.html_of(Report.objects.get(pk=agreed.pk))
    assert all(title in html.replace("&#x27;", "’") for title in PARTS["annual"].values())


def test_what_waits_stands_on_the_home_page_of_whoever_it_waits_for(start, cdc, person, county, group, chair):
    group("cdop")
    panel_chair = person("Pat Panel", sits={"cdop": "chair"})
    words = lambda who: [row.state.words for row in [*to_begin(who, ON), *desk_of(who, ON).waiting]]  # noqa: E731
    with clock.at(ON):
        assert words(cdc) == ["To be begun", "To be begun"] and words(panel_chair) == []
        report = services.begin_report(kind="annual", year=Year(2018), by=cdc, on=ON)
        services.write_report(
            report=report, version=report.version, texts=dict.fromkeys(PARTS["annual"], "Said."), by=cdc, on=ON
        )
        assert words(panel_chair) == ["To be agreed by you"] and words(chair) == []
        services.agree_report(report=report, by=panel_chair, on=ON)
        assert words(cdc) == ["To be begun", "To be sent to the Board"] and words(panel_chair) == []


def test_a_year_that_runs_shows_no_figures(start, cdc, group, county, as_):
    group("cdop")
    with clock.at(ON):
        report = services.begin_report(kind="annual", year=Year(2019), by=cdc, on=ON)
        page = as_(cdc).get(f"/child-deaths/reports/{report.uuid}/").content.decode()
    assert "counted when its period has ended: after 31 March 2020" in page and "Category of death" not in page
