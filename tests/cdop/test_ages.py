"""Age bands at death, at their edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdop.ages import BANDS, age_band
from cdop.transition import eighteenth_birthday

DAY = date(2019, 3, 1)


@pytest.mark.parametrize(
    ("died_on", "band"),
    [
        (DAY, "0-27d"), (DAY + timedelta(days=27), "0-27d"), (DAY + timedelta(days=28), "28-364d"),
        (date(2020, 2, 29), "28-364d"), (date(2020, 3, 1), "1-4"), (date(2024, 2, 29), "1-4"),
        (date(2024, 3, 1), "5-9"), (date(2029, 3, 1), "10-14"), (date(2034, 3, 1), "15-17"),
        (date(2037, 2, 28), "15-17"),
    ],
)  # fmt: skip
def test_the_edges(died_on, band):
    assert age_band(DAY, died_on) == band


def test_what_has_no_band():
    assert age_band(None, DAY) == "unknown"
    with pytest.raises(ValueError, match="Born after"):
        age_band(DAY, DAY - timedelta(days=1))
    with pytest.raises(ValueError, match="18 years"):
        age_band(DAY, date(2037, 3, 1))


@given(st.dates(date(1995, 1, 1), date(2020, 1, 1)), st.integers(0, 7000))
def test_every_child_has_one_band_and_bands_only_rise(born_on, days):
    died_on = born_on + timedelta(days=days)
    order = list(BANDS)
    if died_on < eighteenth_birthday(born_on):
        assert age_band(born_on, died_on) in order
        assert order.index(age_band(born_on, born_on + timedelta(days=days // 2))) <= order.index(
            age_band(born_on, died_on)
        )
