"""Periods as publishers write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset.periods import BASES, NoSuchPeriod, read_period

CASES = [
    ("2025", "financial", date(2024, 4, 1), date(2025, 3, 31), "2024/25"),
    ("2025", "calendar", date(2025, 1, 1), date(2025, 12, 31), "2025"),
    ("2025", "academic", date(2024, 9, 1), date(2025, 8, 31), "2024/25 school year"),
    ("2025", "september", date(2024, 10, 1), date(2025, 9, 30), "to September 2025"),
    ("2016", "mid-year", date(2016, 6, 30), date(2016, 6, 30), "mid-2016"),
    ("2017/18", "financial", date(2017, 4, 1), date(2018, 3, 31), "2017/18"),
    ("2017/18", "academic", date(2017, 9, 1), date(2018, 8, 31), "2017/18 school year"),
    ("1999/00", "financial", date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
    ("2016-17 (OT)", "financial", date(2016, 4, 1), date(2017, 3, 31), "2016/17"),
    ("2024-25", "financial", date(2024, 4, 1), date(2025, 3, 31), "2024/25"),
    ("2014-16", "financial", date(2014, 1, 1), date(2016, 12, 31), "2014 to 2016"),
    ("2013/14-15/16", "financial", date(2013, 4, 1), date(2016, 3, 31), "2013/14 to 2015/16"),
    ("20230000", "financial", date(2023, 4, 1), date(2024, 3, 31), "2023/24"),
    ("202324", "financial", date(2023, 4, 1), date(2024, 3, 31), "2023/24"),
    ("2019-10", "financial", date(2019, 10, 1), date(2019, 10, 31), "October 2019"),
    ("Oct 2019", "financial", date(2019, 10, 1), date(2019, 10, 31), "October 2019"),
    ("2019 October", "financial", date(2019, 10, 1), date(2019, 10, 31), "October 2019"),
    ("2019-10-31", "financial", date(2019, 10, 1), date(2019, 10, 31), "October 2019"),
    ("01/10/2019", "financial", date(2019, 10, 1), date(2019, 10, 31), "October 2019"),
    ("2019-07-01", "day", date(2019, 7, 1), date(2019, 7, 1), "1 July 2019"),
    ("2022-07-18", "financial", date(2022, 7, 18), date(2022, 7, 18), "18 July 2022"),
    ("2019/20 Q2", "financial", date(2019, 7, 1), date(2019, 9, 30), "July to September 2019"),
    ("2019/20 Q4", "financial", date(2020, 1, 1), date(2020, 3, 31), "January to March 2020"),
    ("Q1 2019", "financial", date(2019, 1, 1), date(2019, 3, 31), "January to March 2019"),
]


@pytest.mark.parametrize("text, basis, start, end, label", CASES)
def test_what_a_period_means(text, basis, start, end, label):
    assert read_period(text, basis=basis, latest_year=2027) == (start, end, label)


@pytest.mark.parametrize("text", [
    "2125", "1066", "20199", "201921", "2019/21", "2019-", "2030", "0", "", "soon", "2019-13", "2019-02-30",
    "31/02/2019", "2019/20 Q5", "Octember 2019", "2013/15-15/16", "2013/14-12/13", "20280000",
    "\u0662\u0660\u0661\u0669",
])  # fmt: skip
def test_a_period_that_cannot_be(text):
    with pytest.raises(NoSuchPeriod) as why:
        read_period(text, latest_year=2027)
    assert str(why.value).endswith(".") and not str(why.value).startswith("No module")


@given(st.integers(1991, 2026), st.sampled_from(BASES))
def test_years_follow_on_without_gap(year, basis):
    this, following = (read_period(str(one), basis=basis, latest_year=2028) for one in (year, year + 1))
    if basis == "mid-year":
        assert following.start.year == this.start.year + 1
    else:
        assert following.start == this.end + timedelta(days=1)


@given(st.text(max_size=20))
def test_any_text_is_a_period_or_a_sentence(text):
    try:
        period = read_period(text, latest_year=2027)
        assert period.start <= period.end and period.end.year <= 2027 and period.label
    except NoSuchPeriod as why:
        assert str(why)
