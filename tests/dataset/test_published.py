"""Every published file goes in with every quirk; the markers are counted, and values checked by eye are found."""

from collections import Counter

import pytest

from dataset.layouts import Definition, Neighbour, Record, Rejected, Started
from dataset.layouts.lait_metadata import excel_day
from tests.dataset.reading import FINGERTIPS, LAIT, NEIGHBOURS, OFSTED, PUBLISHED, cells_of, items_of, reading_of

WHAT = [  # file, layout, rows, measure columns, markers
    ("dfe_cin_b1_children_in_need_2013_2025.csv", "dfe-open-data", 2132, 8, {"c": 62, "x": 46, "u": 10}),
    ("dfe_cin_c1_referrals_2013_2025.csv", "dfe-open-data", 2132, 10, {"c": 296, "x": 68, "u": 26}),
    ("dfe_cin_c3_assessment_factors_2018_2025.csv", "dfe-open-data", 1312, 40,
     {"c": 2253, "x": 2701, "u": 80, "z": 34}),
    ("dfe_cin_d3_second_plans_2013_2025.csv", "dfe-open-data", 2132, 3, {"c": 75, "x": 9, "z": 6, "u": 5}),
    ("dfe_cla_numbers_rates_2021_2025.csv", "dfe-open-data", 2505, 3, {"c": 4, "x": 42, "z": 112}),
    ("dfe_csww_workforce_2017_2025.csv", "dfe-open-data", 1463, 22, {"c": 8, "x": 98, "z": 81, "u": 51, "low": 12}),
    ("ons_population_0_17_2012_2024.csv", "dfe-open-data", 2132, 1, {"x": 21}),
    ("lait_safeguarding_measures.csv", "lait", 7254, 1, {"-": 446}),
    ("fingertips_domestic_abuse_avon_somerset.csv", "fingertips-extract", 5, 1, {}),
]  # fmt: skip


@pytest.mark.parametrize("name, layout, rows, measures, markers", WHAT, ids=lambda one: str(one)[:30])
def test_every_cell_is_a_number_or_a_marker(name, layout, rows, measures, markers):
    path = PUBLISHED / name
    items = items_of(path)
    assert reading_of(path).layout.code == layout
    assert sum(isinstance(one, Started) for one in items) == rows
    assert not [one for one in items if isinstance(one, Rejected)]
    cells = [cell for one in items if isinstance(one, Record) for cell in one.cells]
    assert len(cells) == rows * measures
    assert dict(Counter(cell.marker for cell in cells if cell.marker is not None)) == markers
    assert all((cell.value is None) != (cell.marker is None) for cell in cells)


def somerset(name: str, column: str, **dimensions: str) -> dict[str, float]:
    wanted = dimensions.items()
    return {
        period: value
        for measure, code, place, period, told, value, _, _ in cells_of(PUBLISHED / name)
        if place == "Somerset" and measure == column and wanted <= set(told)
        and code in ("E10000027", "E06000066", "933")
    }  # fmt: skip


def test_children_in_need():
    found = somerset("dfe_cin_b1_children_in_need_2013_2025.csv", "At31_episodes")
    assert [found[year] for year in ("2016", "2017", "2023", "2024", "2025")] == [2903, 3109, 2761, 3004, 3412]
    assert len(found) == 13


def test_referrals():
    name = "dfe_cin_c1_referrals_2013_2025.csv"
    found = somerset(name, "rereferral_percent")
    expected = [25.3, 28.6, 27, 23.8, 19.9, 21.4, 23.9, 19.8, 20.2, 20.1, 21.4, 23, 22.1]
    assert [found[str(year)] for year in range(2013, 2026)] == expected
    told = somerset("lait_safeguarding_measures.csv", "ReReferral")
    assert [round(told[str(year)], 10) for year in range(2016, 2026)] == expected[3:]
    assert [somerset(name, "referral_count")[year] for year in ("2016", "2017")] == [4133, 4777]
    assert somerset(name, "rereferral_count")["2017"] == 950


def test_second_plans_and_looked_after():
    plans = somerset("dfe_cin_d3_second_plans_2013_2025.csv", "CPP_subsequent_percent")
    assert [plans[year] for year in ("2013", "2021", "2024", "2025")] == [11.8, 27.3, 23.3, 19.5]
    kind = {"population_type": "Children looked after on 31 March each year"}
    assert somerset("dfe_cla_numbers_rates_2021_2025.csv", "children_count", **kind)["2025"] == 624
    assert somerset("dfe_cla_numbers_rates_2021_2025.csv", "rate_per_10000", **kind)["2025"] == 55
    england = [one for one in cells_of(PUBLISHED / "dfe_cla_numbers_rates_2021_2025.csv")
               if one[2] == "England" and one[3] == "2025" and kind.items() <= set(one[4])]
    assert {one[0]: one[5] for one in england} == {
        "population_estimate": 12183016, "children_count": 81770, "rate_per_10000": 67
    }  # fmt: skip


def test_lait():
    plans = somerset("lait_safeguarding_measures.csv", "CPP_rate")
    assert (plans["2016"], plans["2025"]) == (25.6, 27.7)
    enquiries = somerset("lait_safeguarding_measures.csv", "Section_47")
    assert (enquiries["2016"], enquiries["2025"]) == (118.8, 123.2)
    cells = {(one[0], one[2], one[3]): one for one in cells_of(LAIT)}
    assert cells["CPP_rate", "England", "2016"][5] == 43.4 and cells["CPP_rate", "England", "2025"][5] == 40.6
    assert cells["Section_47", "England", "2016"][5] == 148.8 and cells["Section_47", "England", "2025"][5] == 189.3
    assert cells["CPP_rate", "Somerset", "2017"][5] == 37.700000000000003
    assert cells["RTA", "Somerset", "2019-21"][5:7] == (None, "-"), "a marker is never zero"
    assert cells["RTA", "Somerset", "2020-22"][5:7] == (0, None), "and zero is no marker"
    assert cells["LAC_KS2_AVG_Prog8_R", "Somerset", "2018"][5] == -0.67, "a minus before a number is no marker"


def test_fingertips():
    items = items_of(FINGERTIPS)
    assert sum(isinstance(one, Started) for one in items) == 1038
    assert not [one for one in items if isinstance(one, Rejected)]
    records = [one for one in items if isinstance(one, Record)]
    assert len([one for one in records if one.area_code == "E06000066"]) == 38
    found = {}
    for one in records:
        told = dict(one.dimensions)
        if one.period == "2023/24" and told["Sex"] == "Persons" and not told["Category Type"]:
            found[one.area_name] = {cell.column: cell.value for cell in one.cells}
    name = "Hospital admissions caused by unintentional and deliberate injuries in children (aged 0 to 14 years)"
    assert [found["Somerset UA"][column] for column in (name, "Count", "Denominator")] == [86.37384, 785, 90884]
    west = next(place for place in found if place.startswith("South West"))
    assert round(found[west][name], 5) == 79.69396
    assert round(found["England"][name], 5) == 72.71223
    empty = [cell for one in records for cell in one.cells if cell.column == name and cell.value is None]
    assert len(empty) == 195 and all(cell.marker is not None for cell in empty)
    assert any("disclosure control" in cell.marker for cell in empty), "the reason stands in the note"


def test_ofsted():
    items = items_of(OFSTED)
    assert not [one for one in items if isinstance(one, Rejected)]
    rows = [one for one in items if isinstance(one, Record) and one.sheet == "Inspections_as_at_31_March"]
    assert len(rows) == 153
    mine = next(one for one in rows if one.area_name == "Somerset")
    assert mine.area_code == "E06000066" and mine.period == "2022-07-18"
    told = {cell.column: cell.text for cell in mine.cells}
    assert told["Overall effectiveness"] == "Good"
    assert told["Publication date"] == "2022-09-21" and told["Inspection date"] == "2022-07-18"
    assert all(cell.value is None for cell in mine.cells)
    assert rows[0].row == 4, "two rows of words and the headings stand above"


def test_neighbours():
    items = items_of(NEIGHBOURS)
    assert sum(isinstance(one, Started) for one in items) == 158
    told = [one for one in items if isinstance(one, Neighbour)]
    assert len(told) == 1580
    mine = [one for one in told if one.area_code == "933"]
    assert [one.neighbour_code for one in mine] == "935 830 838 893 885 891 878 860 855 881".split()
    assert [one.rank for one in mine] == list(range(1, 11))
    assert mine[0].neighbour_name == "Suffolk" and mine[0].area_name == "Somerset"
    assert {one.closeness for one in told} == {
        "Extremely close", "Very close", "Close", "Somewhat close", "Not close"
    }, "two ways of writing one word are one"  # fmt: skip


def test_definitions():
    items = items_of(PUBLISHED / "lait_measure_metadata.csv")
    told = [one for one in items if isinstance(one, Definition)]
    assert len(told) == 62 and sum(isinstance(one, Started) for one in items) == 62
    infants = next(one for one in told if one.measure == "InfMort")
    assert (infants.polarity, infants.year_type, infants.updated) == ("L", "Calendar Year", "2025-06-01")
    assert told[0].row == 2 and told[1].row > 3, "line breaks inside cells are counted"
    assert excel_day("TBC") == "TBC"
    assert {one.polarity for one in told} == {"H", "L", "N"}


def test_the_row_is_the_line_where_the_record_begins():
    lines = LAIT.read_bytes().split(b"\r\n")
    broken = [one for one in items_of(LAIT) if isinstance(one, Record)]
    for one in broken[::97]:
        assert lines[one.row - 1].decode().lstrip('"').startswith(one.cells[0].column), one
    assert broken[-1].row > len(broken) + 1, "quoted line breaks were met on the way"
