"""Which figures are read, what is compared with them, and what each audience may see."""

from datetime import date

import pytest

from dataset.models import Area, Indicator, Neighbour
from dataset.queries import judging
from dataset.queries.audience import audience_of
from dataset.queries.comparing import comparators, models_words, neighbour_models
from dataset.queries.series import frequency_of, own_figures
from dataset.queries.standing import judged
from dataset.services.defining import define_again
from sscb.charts import icons
from tests.dataset import figures

TODAY = date(2019, 11, 12)
pytestmark = pytest.mark.django_db


def judge(indicator, audience="qp", as_at=TODAY):
    (one,) = judged(audience=audience, as_at=as_at, indicators=Indicator.objects.filter(pk=indicator.pk))
    return one.judged


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        (date(2019, 2, 1), date(2019, 2, 28), "month"),
        (date(2019, 4, 1), date(2019, 6, 30), "quarter"),
        (date(2018, 4, 1), date(2019, 3, 31), "year"),
        (date(2016, 4, 1), date(2019, 3, 31), "year"),
        (date(2019, 6, 30), date(2019, 6, 30), "year"),
    ],
)
def test_a_period_says_what_it_is(start, end, kind):
    assert frequency_of(start, end) == kind


def test_our_own_months_come_before_invented_ones_and_years_stand_beside():
    one = figures.indicator()
    figures.months(one, figures.STEADY, area=figures.stand_in())
    figures.years(one, [70.0, 71.0])
    assert own_figures([one], as_at=TODAY)[one.pk].process.invented
    figures.months(one, [55.0])
    own = own_figures([one], as_at=TODAY)[one.pk]
    assert not own.process.invented and len(own.process.points) == 1
    assert [point.value for point in own.published.points] == [70.0, 71.0]


def test_what_is_later_than_the_boards_date_is_kept_apart_and_not_read():
    one = figures.indicator()
    figures.months(one, [*figures.STEADY, 10.0], last=date(2019, 12, 1))
    found = judge(one)
    assert [point.later for point in found.own.process.points][-3:] == [False, True, True]
    assert found.newest.start == date(2019, 10, 1)
    assert found.later == 2
    assert "later than this board’s date" in judging.later_words(found.own.process)


def test_a_figure_that_was_due_and_has_not_come_is_owed_on_the_25th_day():
    one = figures.indicator()
    figures.months(one, figures.STEADY, last=date(2019, 8, 1))
    assert judge(one, as_at=date(2019, 10, 25)).missing == ()
    late = judge(one, as_at=date(2019, 10, 26))
    assert late.missing == (date(2019, 9, 1),)
    assert late.group == judging.NO_DATA
    assert late.variation.reason == "no data for September 2019"


def test_years_are_never_charted_whatever_their_number():
    one = figures.indicator(frequency="A")
    figures.years(one, [float(n) for n in range(20)])
    found = judge(one)
    assert found.reading is None
    assert found.group == judging.TABLE


def test_rolling_figures_are_not_charted():
    one = figures.indicator(use_spc=False, measure_kind="rolling12")
    figures.months(one, figures.STEADY)
    found = judge(one)
    assert found.reading is None and "overlap" in found.variation.reason


def test_tiny_counts_are_a_list():
    one = figures.indicator(unit="n", decimals=0, polarity="L", target=0)
    figures.months(one, [n % 4 for n in range(24)])
    assert judge(one).reading is None


@pytest.mark.parametrize("count", [1, 7])
def test_under_eight_points_there_is_a_table(count):
    one = figures.indicator()
    figures.months(one, figures.FALLING[-count:])
    found = judge(one)
    assert not found.reading.charted
    assert found.group == judging.TABLE


def test_neither_way_is_good_gives_neither_good_nor_bad():
    one = figures.indicator(polarity="N")
    figures.months(one, figures.FALLING)
    found = judge(one)
    assert found.group == judging.SHIFT
    assert found.variation.icon == icons.UNUSUAL
    assert not found.fails


@pytest.mark.parametrize(("polarity", "group"), [("H", judging.CONCERN), ("L", judging.IMPROVEMENT)])
def test_the_same_fall_is_bad_or_good_by_polarity(polarity, group):
    one = figures.indicator(polarity=polarity)
    figures.months(one, figures.FALLING)
    assert judge(one).group == group


def test_another_definition_draws_the_limits_afresh(business_manager):
    one = figures.indicator()
    define_again(indicator=one, from_on=date(2018, 10, 1), why="A new form", by=business_manager, on=TODAY)
    figures.months(one, [50.0 + n % 3 for n in range(24)] + [80.0 + n % 3 for n in range(12)])
    found = judge(one)
    assert [segment.first_date for segment in found.analysis.segments] == ["2016-10-01", "2018-10-01"]
    assert any("a new form" in note for note in found.notes)


# --- small numbers ---


def test_who_sees_small_numbers(qp_member, qp_chair, business_manager, board_office, chair, board_member, agency_lead):
    assert {audience_of(one) for one in (qp_member, qp_chair, business_manager, board_office, chair)} == {"qp"}
    assert {audience_of(one) for one in (board_member, agency_lead)} == {"wider"}


@pytest.mark.req("SEC-30")
@pytest.mark.parametrize(
    ("unit", "figure", "shown"),
    [("n", 0, "0"), ("n", 1, "<5"), ("n", 4, "<5"), ("n", 5, "5"),
     ("%", (4, 50), "[c]"), ("%", (5, 50), "10.0%"), ("%", (0, 50), "0.0%"), ("%", (9, 9), "[c]"),
     ("%", (0, 9), "[c]"), ("%", (10, 10), "100.0%")],
)  # fmt: skip
def test_small_numbers_are_hidden_from_those_outside(unit, figure, shown):
    one = figures.indicator(unit=unit, decimals=0 if unit == "n" else 1)
    figures.months(one, [figure])
    wider, qp = judge(one, "wider"), judge(one, "qp")
    assert wider.shown(wider.newest) == shown
    assert qp.shown(qp.newest) not in ("<5", "[c]")
    if shown in ("<5", "[c]"):
        assert judging.parts(one, wider.newest, "wider") == ""


@pytest.mark.req("SEC-30")
def test_a_series_with_one_hidden_figure_is_not_drawn_for_those_outside():
    one = figures.indicator()
    figures.months(one, [(40 + n % 4, 50) for n in range(23)] + [(4, 50)])
    assert judge(one, "qp").reading.charted
    assert not judge(one, "wider").reading.charted


@pytest.mark.req("SEC-30")
def test_a_small_numerator_is_not_told_beside_its_share():
    one = figures.indicator()
    figures.months(one, [(3, 400)])
    found = judge(one, "wider")
    assert judging.parts(one, found.newest, "wider") == ""


# --- comparators ---


def test_neighbours_are_a_plain_mean_and_those_withheld_are_left_out():
    one, places = figures.indicator(comparators="SN SW ENG"), figures.others()
    figures.years(one, [60.0])
    for place, figure in zip(places["near"], (70.0, 74.0, None), strict=True):
        figures.years(one, [figure], area=place, marker=None if figure else "c")
    figures.years(one, [66.0], area=places["SW"])
    own = own_figures([one], as_at=TODAY)[one.pk]
    at, beside = comparators([one])[one.pk].common(own.published)
    assert at.label == "2018/19"
    assert beside["SN"].value == 72.0 and (beside["SN"].over, beside["SN"].among) == (2, 3)
    assert beside["SW"].value == 66.0
    assert "ENG" not in beside


def test_the_newest_common_year_is_compared_and_never_one_later_than_the_date():
    one, places = figures.indicator(comparators="SW"), figures.others(neighbours=0)
    figures.years(one, [60.0, 61.0, 62.0, 63.0], last=2020)
    figures.years(one, [50.0, 51.0], last=2018, area=places["SW"])
    figures.years(one, [59.0], last=2020, area=places["SW"])
    own = own_figures([one], as_at=TODAY)[one.pk]
    at, beside = comparators([one])[one.pk].common(own.published)
    assert at.label == "2017/18" and beside["SW"].value == 51.0


def test_each_year_has_the_neighbours_of_the_list_in_force_when_it_ended():
    """Before the first list there was none, so the first stands, and is said to have come after."""
    one, places = figures.indicator(comparators="SN"), figures.others(neighbours=2)
    other = Area.objects.create(name="Neighbour of 2019", kind="authority")
    Neighbour.objects.create(area=figures.own_area(), neighbour=other, rank=1, model="March 2019",
                             from_on=date(2019, 3, 31))  # fmt: skip
    figures.years(one, [60.0, 60.0, 60.0])
    for place, told in zip([*places["near"], other], ([10, 20, 30], [30, 40, 50], [1, 2, 3]), strict=True):
        figures.years(one, [float(number) for number in told], area=place)
    found = comparators([one])[one.pk].by_year
    assert [(found[year]["SN"].value, found[year]["SN"].among, found[year]["SN"].model) for year in sorted(found)] == [
        (20.0, 2, "the model of April 2018"), (30.0, 2, "the model of April 2018"), (3.0, 1, "the model of March 2019"),
    ]  # fmt: skip
    models = neighbour_models()
    assert models_words(found, models) == (
        "the model of April 2018 (which came after them: no earlier one is known here) for years to 31 March 2018 and "
        "the model of March 2019 for years that ended later"
    )
    assert models_words([max(found)], models) == "the model of March 2019"
    assert models_words([], models) == "" and models_words(found, []) == ""


@pytest.mark.parametrize("count", [3, 30])
def test_the_number_of_questions_asked_does_not_grow(count, django_assert_num_queries):
    figures.others()
    for n in range(count):
        figures.months(figures.indicator(f"XX{n:02}"), figures.STEADY[:9])
    with django_assert_num_queries(9):
        judged(audience="qp", as_at=TODAY)


# --- what is kept ---


def test_figures_that_arrive_are_read_at_once_and_a_restatement_too(business_manager, settings, tmp_path):
    from dataset import services
    from dataset.importing.lookups import plain_name
    from dataset.models import AreaCode, Reading, Restatement

    settings.DATA = tmp_path
    one = figures.indicator("CC01", target=85)
    area = figures.own_area()
    AreaCode.objects.create(area=area, scheme="name", code=plain_name(area.name))

    def brought(newest: str) -> None:
        table = ["indicator,area,period,value,denominator"]
        table += [f"CC01,{area.name},{month},{80 + n % 5},not published" for n, month in enumerate(MONTHS[:-1])]
        path = tmp_path / f"{newest}.csv"
        path.write_text("\n".join([*table, f"CC01,{area.name},{MONTHS[-1]},{newest},not published", ""]))
        services.import_file(path=path, by=business_manager, on=TODAY)

    def newest() -> str:
        return Reading.objects.get(indicator=one, audience="qp").row["latest"]

    brought("82.0")
    assert newest() == "82.0%"
    brought("37.3")
    assert newest() == "82.0%"
    services.accept_restatement(restatement=Restatement.objects.get(), by=business_manager, on=TODAY)
    assert newest() == "37.3%"
    assert judge(one).group == judging.CONCERN


MONTHS = [f"{name} {year}" for year in (2018, 2019) for name in (
    "January", "February", "March", "April", "May", "June", "July", "August", "September")]  # fmt: skip


def test_years_that_end_in_september_read_as_words():
    from dataset.queries.series import Point, period_words

    point = Point(date(2018, 10, 1), date(2019, 9, 30), "to September 2019", 13.7)
    assert period_words("year", point) == "the year to September 2019"
    assert period_words("year", point, short=True) == "Sep 2019"
    assert period_words("year", Point(date(2018, 4, 1), date(2019, 3, 31), "2018/19", 1.0)) == "2018/19"
