"""What the dataset hides outside Quality and Performance: decided for all its figures together, once, and kept."""

from datetime import date

import pytest

from dataset.models import Indicator, Mask, Value
from dataset.queries.indicator_page import indicator_page
from dataset.queries.judging import counted, hidden, parts, shown
from dataset.queries.release import Links, gather, is_count, links, tilings
from dataset.queries.series import own_figures
from dataset.services.readings import refresh_readings
from sscb.charts.numbers import Hidden
from sscb.disclosure import audit
from tests.dataset import figures

TODAY = date(2019, 11, 12)
pytestmark = pytest.mark.django_db


def own(indicator):
    return own_figures([indicator], as_at=TODAY)[indicator.pk]


def printed(indicator, audience="wider") -> dict[str, str]:
    """Every figure of an indicator as it is printed, by its label."""
    found = own(indicator)
    return {
        point.label: shown(indicator, point, audience)
        for series in (found.process, found.published) if series for point in series.points
    }  # fmt: skip


@pytest.fixture
def police():
    """A count by quarter, with the year that the four quarters make."""
    one = figures.indicator("PX01", unit="n", decimals=0, denominator_label="", frequency="Q,A", multiplier=1)
    figures.months(one, [12, 3, 9, 20, 8], step=3, last=date(2019, 4, 1))
    figures.years(one, [44.0])
    return one


@pytest.mark.req("SEC-31")
def test_a_year_does_not_give_a_quarter_away(police):
    refresh_readings()
    told = printed(police)
    assert told["Q2 2018/19"] == "<5"
    assert told["2018/19"] == "44"
    assert sorted(told[f"Q{n} 2018/19"] for n in (1, 3, 4)) == ["12", "20", "[c]"]
    assert told["Q1 2019/20"] == "8", "the next year's quarter has nothing to do with it"
    assert printed(police, "qp")["Q2 2018/19"] == "3"


@pytest.mark.req("SEC-31")
def test_a_correction_shows_nothing_that_was_hidden(police):
    refresh_readings()
    before = {label for label, text in printed(police).items() if text in ("<5", "[c]")}
    Value.objects.filter(version__indicator=police, value=3).update(value=30)
    Value.objects.filter(version__indicator=police, value=44).update(value=71)
    refresh_readings()
    after = printed(police)
    assert {label for label, text in after.items() if text in ("<5", "[c]")} == before
    assert after["Q2 2018/19"] == "[c]", "no longer small, and hidden all the same"
    assert refresh_readings() and printed(police) == after


def test_deciding_again_changes_nothing(police):
    refresh_readings()
    kept = list(Mask.objects.values_list("pk", "how"))
    refresh_readings()
    assert list(Mask.objects.values_list("pk", "how")) == kept


@pytest.mark.req("SEC-31")
def test_a_percentage_is_hidden_with_the_count_that_another_indicator_would_give_away():
    """Ten of a printed 80 is 12.5%, so where the ten is hidden beside a year the percentage goes too."""
    one = figures.indicator("PC01", frequency="Q,A")
    figures.months(one, [(3, 60), (10, 80), (20, 80), (30, 80)], step=3, last=date(2019, 1, 1))
    figures.kept(one, [{"period_start": date(2018, 4, 1), "period_end": date(2019, 3, 31), "value": 21.0,
                        "numerator": 63.0, "denominator": 300.0, "period_label": "2018/19"}])  # fmt: skip
    refresh_readings()
    told = printed(one)
    assert told["Q1 2018/19"] == "[c]" and told["Q2 2018/19"] == "[c]"
    assert told["Q3 2018/19"] == "25.0%" and told["2018/19"] == "21.0%"
    second = own(one).process.points[1]
    assert parts(one, second, "wider") == "" and parts(one, second, "qp") == "10 of 80"


@pytest.mark.req("SEC-31")
def test_what_came_since_the_last_year_to_date_is_a_count_too():
    one = figures.indicator("YD01", unit="n", decimals=0, multiplier=1, measure_kind="ytd", denominator_label="")
    figures.months(one, [20, 22, 40])
    refresh_readings()
    told = printed(one)
    assert "[c]" in (told["July 2019"], told["August 2019"]), "22 less 20 is two children"


def test_indicators_that_share_a_figure_hide_it_together():
    """FD01 is what FD02 is out of: a total over the one is a total over the other."""
    one = figures.indicator("FD01", unit="n", decimals=0, multiplier=1, denominator_label="", frequency="Q,A")
    other = figures.indicator("FD02", denominator_label="contacts", frequency="Q")
    for indicator, told in ((one, [3, 90, 80, 70]), (other, [(2, 3), (50, 90), (40, 80), (30, 70)])):
        figures.months(indicator, told, step=3, last=date(2019, 1, 1))
    figures.years(one, [243.0])
    refresh_readings()
    at = [label for label, text in printed(one).items() if text == "[c]"]
    assert at == ["Q4 2018/19"]
    assert printed(other)[at[0]] == "[c]"


def test_sums_between_indicators_are_sums():
    """Police and health together: the total is published, so one hidden agency hides another."""
    for code, told in (("AG01", 3), ("AG02", 9), ("AG03", 25), ("AG00", 37)):
        figures.months(figures.indicator(code, unit="n", decimals=0, multiplier=1, denominator_label=""), [told])
    every = own_figures(Indicator.objects.all(), as_at=TODAY)
    gathered = gather(every, Links(sums=(("AG00", ("AG01", "AG02", "AG03")),)))
    disclosed = gathered.release.decide("board")
    told = {place.indicator: disclosed.print(key) for place, key in gathered.keys.items()}
    assert [told[one.pk] for one in Indicator.objects.order_by("code")] == ["37", "<5", "[c]", "25"]


def test_the_links_that_come_with_the_portal_name_indicators_that_there_are():
    import tomllib
    from pathlib import Path

    listed = {one["code"] for one in tomllib.loads(Path("dataset/indicators.toml").read_text())["indicator"]}
    summed = {part for total, parts in links().sums for part in (total, *parts)}
    named = {*links().same, *links().same.values(), *summed}
    assert {name.removesuffix(" of") for name in named} <= listed


def test_periods_that_fill_a_longer_one():
    q1, q2 = (date(2018, 4, 1), date(2018, 6, 30)), (date(2018, 7, 1), date(2018, 9, 30))
    q3, q4 = (date(2018, 10, 1), date(2018, 12, 31)), (date(2019, 1, 1), date(2019, 3, 31))
    year, before = (date(2018, 4, 1), date(2019, 3, 31)), (date(2017, 4, 1), date(2018, 3, 31))
    assert list(tilings([q1, q2, q3, q4, year])) == [(year, [q1, q2, q3, q4])]
    assert list(tilings([q1, q2, q4, year])) == []
    two = (date(2017, 4, 1), date(2019, 3, 31))
    assert list(tilings([before, year, two])) == [(two, [before, year])]


def test_a_share_without_its_count_is_worked_out_by_anybody():
    """6.0% of 50 is three children, though nobody sent the three."""
    one = figures.indicator()
    (value,) = figures.months(one, [6.0])
    Value.objects.filter(pk=value.pk).update(denominator=50, out_of="parts")
    point = own(one).process.points[0]
    assert counted(one, point) == 3 and hidden(one, point, "wider") == Hidden(small=False)


@pytest.mark.req("SEC-30")
def test_those_left_over_are_protected_and_what_would_give_them_away(settings):
    """48 of 50 is two children. Of staff trained it is nobody's secret."""
    one, staff = figures.indicator("CO01", frequency="Q,A"), figures.indicator("HE09")
    figures.months(one, [(48, 50), (40, 60), (50, 70), (60, 80)], step=3, last=date(2019, 1, 1))
    figures.kept(one, [{"period_start": date(2018, 4, 1), "period_end": date(2019, 3, 31), "value": 76.2,
                        "numerator": 198.0, "denominator": 260.0, "period_label": "2018/19"}])  # fmt: skip
    figures.months(staff, [(48, 50)])
    refresh_readings()
    told = printed(one)
    assert told["Q1 2018/19"] == "[c]" and parts(one, own(one).process.points[0], "wider") == ""
    assert sorted(told[f"Q{n} 2018/19"] for n in (2, 3, 4)) == ["71.4%", "75.0%", "[c]"], "a second guards it"
    assert told["2018/19"] == "76.2%"
    assert printed(staff) == {"September 2019": "96.0%"} and printed(one, "qp")["Q1 2018/19"] == "96.0%"
    gathered = gather(own_figures(Indicator.objects.on_scorecard(), as_at=TODAY))
    assert audit(gathered.numbers, gathered.release.equations, gathered.release.decide("board")) == []


def test_a_share_published_without_its_count_tells_of_those_left_over_too():
    one = figures.indicator()
    (value,) = figures.months(one, [96.0])
    Value.objects.filter(pk=value.pk).update(denominator=50, out_of="parts")
    assert hidden(one, own(one).process.points[0], "wider") == Hidden(small=False)


def test_a_count_with_what_it_is_out_of_is_still_a_count():
    one = figures.indicator(unit="n", decimals=0, multiplier=1)
    (value,) = figures.months(one, [3])
    Value.objects.filter(pk=value.pk).update(numerator=3, denominator=40, out_of="parts")
    point = own(one).process.points[0]
    assert is_count(one, point) and shown(one, point, "wider") == "<5" and parts(one, point, "wider") == ""


def test_the_whole_release_is_safe_against_the_attacker(police):
    refresh_readings()
    gathered = gather(own_figures(Indicator.objects.on_scorecard(), as_at=TODAY))
    disclosed = gathered.release.decide("board")
    cells = {key: number for key, number in gathered.numbers.items() if key in disclosed}
    assert audit(cells, gathered.release.equations, disclosed) == []


def test_the_page_for_everybody_draws_no_series_with_a_hidden_figure(police):
    refresh_readings()
    page = indicator_page(police, audience="wider", as_at=TODAY)
    assert page.chart == "" and page.range == ""
    texts = [cell.text for table in (page.table, page.comparators) if table for row in table.rows for cell in row.cells]
    assert "3" not in texts and "9" not in texts and "[c]" in texts
