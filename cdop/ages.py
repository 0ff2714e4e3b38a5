"""Age at death in the bands that may be reported. Pure."""

from datetime import date, timedelta

BANDS = {
    "0-27d": "0 to 27 days", "28-364d": "28 days to under 1 year", "1-4": "1 to 4 years", "5-9": "5 to 9 years",
    "10-14": "10 to 14 years", "15-17": "15 to 17 years", "unknown": "Not known",
}  # fmt: skip
NEONATE = "0-27d"
"""The first 28 days: the day of birth is day 0."""


def whole_years(born_on: date, died_on: date) -> int:
    return died_on.year - born_on.year - ((died_on.month, died_on.day) < (born_on.month, born_on.day))


def age_band(born_on: date | None, died_on: date) -> str:
    """The band's code. Raises ValueError for a birth after the death; who was 18 or older has no band here."""
    if born_on is None:
        return "unknown"
    if born_on > died_on:
        raise ValueError("Born after the death.")
    if died_on - born_on <= timedelta(days=27):
        return NEONATE
    years = whole_years(born_on, died_on)
    for band, last in (("28-364d", 0), ("1-4", 4), ("5-9", 9), ("10-14", 14), ("15-17", 17)):
        if years <= last:
            return band
    raise ValueError("Not a child: 18 years or older.")
