"""The dataset's two papers in the pack: facts, their figures, and what is printed of them."""

import json
import re
from datetime import UTC, date, datetime, time

import pytest
from django.conf import settings
from django.utils.html import strip_tags

from dataset import overview_words as say
from dataset.models import Indicator, Value
from dataset.queries.appendix import gather_appendix
from dataset.queries.overview import gather_overview
from dataset.queries.room import lines
from dataset.queries.stale import stale_figures
from sscb.board.models import Meeting, PackVersion
from sscb.board.packs.freezing import frozen_text, plain
from sscb.board.packs.laying_out import lay_out
from sscb.board.sockets import sections
from sscb.pdf.printing import Printer, pack_stylesheet
from sscb.people.models import Organisation
from tests.dataset import concerns, figures

AS_AT = datetime(2019, 11, 12, 6, tzinfo=UTC)
pytestmark = pytest.mark.django_db
HEADING = {"item": "9", "kind": "Decision", "kicker": "Item 9", "title": "Overview"}


@pytest.fixture
def some():
    figures.months(figures.indicator("CC01", title="Interviews in time", target=85), figures.FALLING)
    figures.months(figures.indicator("FF01", title="Checks in time", target=99), [(n, 100) for n in figures.STEADY])
    figures.months(figures.indicator("LL01", title="Reviews", provider="HV"), figures.STEADY, last=date(2019, 8, 1))
    figures.months(figures.indicator("SS01", title="Nights in custody", unit="n", polarity="L", decimals=0),
                   [11, 12, 13, 12, 11, 12, 13, 12, 11, 3])  # fmt: skip
    figures.months(figures.indicator("QQ01", title="Closed well", frequency="Q"), figures.STEADY[:9], step=3,
                   last=date(2019, 7, 1))  # fmt: skip
    places = figures.others()
    one = figures.indicator("AA01", title="Placed far away", frequency="A", polarity="L", target=17)
    figures.years(one, [20.0, 23.4, 24.6], last=2020)
    for place, at in ((places["SW"], 20.0), (places["ENG"], 16.0), *((near, 15.0) for near in places["near"])):
        figures.years(one, [at, at], area=place)
    figures.indicator("EE01", title="Never sent", provider="police")


def html_of(code, facts):
    laid = lay_out(code, sections[code].template, frozen_text(HEADING | facts), level="P3")
    return laid.html


def text_of(html):
    return " ".join(strip_tags(html).split())


def whole(facts: dict) -> dict:
    """A long paper as one: the pieces in which it is laid out, put together."""
    facts = dict(facts)
    for piece in facts.pop("pieces", []):
        for key, value in piece.items():
            if key in ("opening", "closing"):
                facts[key] = value
            elif isinstance(value, list):
                facts[key] = facts.get(key, []) + value
    for key in ("pages", "tables", "blocks", "figures"):
        facts.setdefault(key, [])
    return facts


def whole_appendix() -> dict:
    return whole(gather_appendix(None, AS_AT))


@pytest.mark.parametrize("gather", [gather_overview, gather_appendix])
def test_facts_are_plain_json_and_the_same_facts_give_the_same_text(some, gather):
    facts = gather(None, AS_AT)
    assert json.loads(json.dumps(facts, allow_nan=False)) == plain(facts)
    assert frozen_text(facts) == frozen_text(gather(None, AS_AT))


@pytest.mark.parametrize("code", ["dataset.overview", "dataset.appendix"])
def test_laying_out_asks_the_database_nothing(some, code, django_assert_num_queries):
    facts = whole(sections[code].gather(None, AS_AT))
    with django_assert_num_queries(0):
        html = html_of(code, facts)
    assert " style=" not in html


@pytest.mark.parametrize("code", ["dataset.overview", "dataset.appendix"])
def test_every_figure_has_its_place_on_the_page_its_value_and_its_source(some, code):
    facts = whole(sections[code].gather(None, AS_AT))
    html = html_of(code, facts)
    assert facts["figures"]
    for one in facts["figures"]:
        cell = re.search(rf'<(td|span)[^>]* id="{one["anchor"]}">(.*?)</\1>', html)
        assert cell, one["what"]
        assert strip_tags(cell[2]).replace("&lt;", "<").startswith(one["shown"]), one
        assert one["source"] and one["check"] and one["period"]
        if one["series"]:
            assert ", row " in one["source"] or "mean of the neighbours" in one["source"]
    keys = [one["key"] for one in facts["figures"]]
    assert len(keys) == len(set(keys))


def test_every_number_in_the_tables_of_the_appendix_has_a_provenance_row(some):
    facts = whole_appendix()
    html = html_of("dataset.appendix", facts)
    bodies = re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    known = {one["anchor"] for one in facts["figures"]}
    for body in bodies:
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL):
            if any(name in row for name in ("Mean<", "limit<", ".csv")):
                continue
            for attributes, cell in re.findall(r'<td class="n"(.*?)>(.*?)</td>', row):
                if re.search(r"\d", strip_tags(cell)):
                    assert re.search(r'id="(fig-\w+)"', attributes)[1] in known


def test_counts_by_icon_add_up_and_so_do_those_against_target(some):
    facts = gather_overview(None, AS_AT)
    assert facts["total"] == 7
    assert sum(row["now"] for row in facts["counts"]) == 7
    assert sum(row["now"] for row in facts["targets"]) == 7


def test_the_overview_says_what_worsened_what_will_fail_and_what_is_late(some):
    facts = gather_overview(None, AS_AT)
    assert facts["lead"] == "One indicator has worsened and one will miss its target; figures for one are late."
    assert [row["code"] for row in facts["rows"]] == ["CC01", "FF01"]
    assert [(row["agency"], row["what"], row["owed"]) for row in facts["late"]] == [
        ("Public health nursing", "LL01 Reviews", "September 2019")
    ]
    assert facts["cover"]["asked_to"][0][0] == "Decide"
    assert len(facts["cover"]["summary"]) == 3
    assert [one["kind"] for one in facts["front"]] == ["worry", "late"]


def met_in_july(group) -> Meeting:
    return Meeting._base_manager.create(
        reference="2019/3", title="Board", group=group("board"), meets_on=date(2019, 7, 18), level="P3", stage="held",
        opened_on=date(2019, 6, 1), type="board.meeting", starts=time(10), ends=time(12), place="Taunton",
    )  # fmt: skip


def test_counts_at_the_last_board_are_those_its_pack_printed_or_worked_out_for_its_day(some, group):
    """FALLING turned in its last two months: at the Board of July it had not."""
    meeting = met_in_july(group)
    facts = gather_overview(None, AS_AT)
    told = {row["words"]: (row["before"], row["now"]) for row in facts["counts"]}
    assert told["Concern"] == ("0", 1) and told["No real change"][0] != "0"
    assert facts["before"] == "Last Board: 18 July 2019, worked out since."
    assert "Last Board" in text_of(html_of("dataset.overview", facts))
    printed = [{"key": "dataset:count:reading:concern", "shown": "4"}]
    PackVersion.objects.create(meeting=meeting, number=1, draft=1, as_at=AS_AT, state="issued", sha256="ab" * 32,
                               manifest={"figures": printed, "parts": []})  # fmt: skip
    facts = gather_overview(None, AS_AT)
    assert facts["counts"][0]["before"] == "4"
    assert facts["before"] == "Last Board: 18 July 2019, as its pack printed them."


def test_a_quiet_board_is_told_so_in_whole_sentences():
    figures.indicator("EE01")
    text = text_of(html_of("dataset.overview", gather_overview(None, AS_AT)))
    assert "No other indicator has worsened or is set to miss its target." in text
    assert "No agency is asked anything on an open concern." in text
    assert "None. Every return and figure that was due has come." in text


def crowded():
    """More with long names than a page holds: twelve that worsened, six whose figures are late."""
    for n in range(12):
        title = "Adult offenders: home visit or check done where child present"
        figures.months(figures.indicator(f"CC{n:02}", title=title, target=85),
                       [(900 + 5 * (n % 4), 1100) for n in range(22)] + [(500, 1100), (510, 1100)])  # fmt: skip
    for n in range(6):
        title = "Operation Encompass-style notices to schools by next morning"
        figures.months(figures.indicator(f"LL{n:02}", title=title, provider="CSC/EH"), figures.STEADY,
                       last=date(2019, 5, 1))  # fmt: skip


def test_the_overview_keeps_its_row_budget_and_counts_what_it_left_out():
    crowded()
    facts = gather_overview(None, AS_AT)
    rows, late = len(facts["rows"]), len(facts["late"])
    assert 2 <= rows < 12 and 1 <= late < 6
    assert facts["rows_left_out"] == say.left_out(12 - rows, "indicator", "the appendix")
    assert facts["late_left_out"] == say.left_out(6 - late, "late row", "the portal’s data calendar")
    assert facts["lead"].startswith("12 indicators have worsened")


def test_charts_come_six_to_a_page_with_their_values_behind_and_the_worst_first():
    for n in range(8):
        figures.months(figures.indicator(f"UU{n:02}"), figures.STEADY)
    figures.months(figures.indicator("CC01"), figures.FALLING)
    facts = whole_appendix()
    assert [len(page["cells"]) for page in facts["pages"]] == [6, 3]
    assert facts["pages"][0]["cells"][0]["code"] == "CC01"
    for page in facts["pages"]:
        assert [column["code"] for column in page["values"]["columns"]] == [cell["code"] for cell in page["cells"]]
        assert len(page["values"]["rows"]) == 24


def test_a_chart_speaks_name_reading_newest_mean_limits_and_where_the_values_are(some):
    facts = whole_appendix()
    cell = next(cell for page in facts["pages"] for cell in page["cells"] if cell["code"] == "CC01")
    title = re.search(r"<title[^>]*>(.*?)</title>", cell["svg"])[1]
    for words in (
        "Interviews in time", "Concern, low", "24 points", "Newest 58.0% in September 2019", "Mean ", "limits",
        "Target 85%", "The values are in the table behind the charts",
    ):  # fmt: skip
        assert words in title, words
    assert cell["reading"] == ["Concern:", "lower. May hit or miss 85%"]


def test_years_are_tables_and_never_charts_of_limits(some):
    facts = whole_appendix()
    (block,) = [block for pair in facts["blocks"] for block in pair]
    assert [row["own"] for row in block["rows"]] == ["20.0%", "23.4%", "24.6%"]
    assert [row["later"] for row in block["rows"]] == [False, False, True]
    assert block["bodies"] == ["Neighbours", "South West", "England"]
    assert block["year"] == "2018/19"
    title = re.search(r"<title[^>]*>(.*?)</title>", block["svg"])[1]
    for words in ("Ourshire 23.4%", "South West 20.0%", "2017/18 20.0%", "2019/20 24.6%"):
        assert words in title
    assert "AA01" not in {cell["code"] for page in facts["pages"] for cell in page["cells"]}


@pytest.mark.req("SEC-30")
def test_no_small_number_is_in_the_pack_its_pictures_or_the_file_attached(some):
    facts = whole_appendix()
    assert "SS01" not in {cell["code"] for page in facts["pages"] for cell in page["cells"]}
    (table,) = facts["tables"]
    assert table["code"] == "SS01"
    assert [row["text"] for row in table["rows"]][-2:] == ["11", "<5"]
    (attached,) = facts["attachments"]
    custody = [line for line in attached["csv"].splitlines() if "SS01" in line]
    assert '"<5"' in custody[-1]
    assert not any(re.search(r",3,", line) for line in custody)
    assert not any(one["shown"] == "3" for one in facts["figures"])


def test_who_has_sent_nothing_is_named_by_kind(some):
    facts = whole_appendix()
    assert facts["silent"] == [{"provider": "Constabulary", "indicators": "EE01 Never sent"}]


def test_the_files_are_named_with_the_hash_of_their_bytes(some):
    (file,) = whole_appendix()["files"]
    assert (file["name"], file["sha256"], file["received"]) == ("figures.csv", figures.SHA, "14 October 2019")


def test_a_changed_value_changes_its_figure_and_no_other(some):
    before = {one["key"]: one["shown"] for one in whole_appendix()["figures"]}
    changed = Value.objects.filter(version__indicator__code="AA01", area__is_own=True).order_by("period_start")[1]
    Value.objects.filter(pk=changed.pk).update(value=27.7)
    facts = whole_appendix()
    after = {one["key"]: one["shown"] for one in facts["figures"]}
    different = [key for key in before if before[key] != after[key]]
    assert different == ["dataset:AA01:own:2018-04-01:2019-03-31"] and after[different[0]] == "27.7%"
    (block,) = [block for pair in facts["blocks"] for block in pair]
    assert "27.7%" in block["svg"]


def test_a_draft_is_told_which_of_its_figures_were_replaced_or_hidden_since_and_where_newer_ones_are_confirmed(some):
    printed = [{**one, "page": "9"} for one in whole_appendix()["figures"]]
    assert stale_figures(printed, AS_AT.date()) == []
    was = Value.objects.get(version__indicator__code="CC01", period_label="July 2019")
    Value.objects.filter(pk=was.pk).update(current=False)
    was.pk, was.value, was.row, was.state = None, 12.3, 99, "restated"
    was.save()
    checks = Indicator.objects.get(code="FF01")
    figures.months(checks, [97.0], last=date(2019, 10, 1))  # confirmed after the newest that is printed
    figures.months(checks, [98.0], last=date(2019, 12, 1))  # later than the Board's date
    figures.months(Indicator.objects.get(code="LL01"), [9.0], last=date(2019, 9, 1), state="provisional")
    replaced, newer = stale_figures(printed, AS_AT.date())
    assert replaced.wrong and "CC01 Interviews in time, July 2019: the figure was replaced" in replaced.what
    assert "it is 12.3% now" in replaced.where and replaced.where.startswith("Page 9 says")
    assert not newer.wrong and newer.what == "One indicator has a newer confirmed figure"
    assert newer.where == "FF01 (October 2019). Build a new draft to print it."
    assert stale_figures([{"key": "tried|x", "series": "s"}], AS_AT.date()) == []


def test_the_text_under_a_chart_is_whole_sentences_within_three_lines(some):
    for page in whole_appendix()["pages"]:
        for cell in page["cells"]:
            assert cell["text"].endswith(".") and lines(cell["text"]) <= 4


@pytest.mark.pdf
@pytest.mark.slow
def test_the_overview_is_one_page_however_much_there_is_to_tell():
    crowded()
    assert pages_of(gather_overview(None, AS_AT)) == 1


def pages_of(facts: dict) -> int:
    html = html_of("dataset.overview", facts)
    with Printer(1, fonts_folder=settings.FONTS) as printer:
        printed = printer.print_many([("overview", html, pack_stylesheet())])["overview"]
    assert printed.ok, printed.error
    return printed.pages


def crowded_with_concerns(person, group) -> None:
    """Nine accepted concerns with long words, put to six agencies, their answers late: worse than any real month."""
    group("board")
    office, chair = person("Olga Office", role="OFF"), person("Petra Chair", sits={"qp": "chair"})
    agencies = [
        Organisation.objects.create(
            code=f"agency-{n}", name=f"Clinical commissioning group, area {n}", kind="CCG", duty_basis="s11",
            from_on=date(2018, 1, 1),
        )
        for n in range(6)
    ]  # fmt: skip
    for n in range(9):
        made = figures.indicator(f"ZZ{n:02}", title="Adult offenders: home visit or check done where child present")
        figures.months(made, figures.FALLING)
        concerns.passed(
            office, chair, agencies[n % 3 : n % 3 + 4], made,
            title=f"Visits to offenders’ homes are not made in time, {n}",
            harm="Children live with an adult whom nobody has seen at home for many weeks, unknown to all. More.",
        )


@pytest.mark.pdf
@pytest.mark.slow
def test_the_overview_is_one_page_with_more_concerns_than_it_holds(person, group):
    crowded()
    crowded_with_concerns(person, group)
    met_in_july(group)
    facts = gather_overview(None, AS_AT)
    told = facts["concerns"]
    assert 1 <= len(told["rows"]) < 9 and told["left_out"]
    assert [row["agency"] for row in told["agencies"]][-2:] == ["Three other agencies", "All"]
    assert told["agencies"][-1]["asked"] == told["agencies"][-1]["late"] == 36
    assert pages_of(facts) == 1
