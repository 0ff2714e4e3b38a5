"""The short list of published values: the same as the publishers' own files, loaded once, computed ones marked."""

import csv
import tomllib
from datetime import date
from pathlib import Path

import pytest

from dataset.models import Value
from dataset.queries.comparing import comparators
from dataset.queries.figures import comparison_shown
from dataset.services import import_file, load_areas, load_default_indicators, load_published_values
from dataset.services.published import FILE, NAME

HERE = Path(__file__).resolve().parent.parent.parent / "dataset"
TODAY = date(2019, 11, 12)


def listed() -> list[dict]:
    with FILE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def in_lait() -> dict[tuple[str, str, str], float]:
    """Indicator, area and year of what the Department's tool says. Its neighbours are those of a later model."""
    claims = tomllib.loads((HERE / "claims.toml").read_text())["claim"]
    codes = {claim["column"]: claim["indicator"] for claim in claims if claim["layout"] == "lait"}
    found = {}
    with (HERE / "published/lait_safeguarding_measures.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            try:
                found[codes.get(row["Short Desc"]), row["LA and Regions"].strip(), row["Years"]] = float(row["Values"])
            except ValueError:
                continue
    return found


def test_it_says_what_the_publisher_says_to_the_last_digit_printed():
    theirs, compared, off = in_lait(), 0, []
    for row in listed():
        theirs_now = theirs.get((row["indicator"], row["area"], row["period"]))
        if theirs_now is None or row["value"] == "c":
            continue
        compared += 1
        places = len(row["value"].partition(".")[2])
        if abs(theirs_now - float(row["value"])) > 0.5000001 * 10**-places:
            off.append((row, theirs_now))
    assert compared > 200
    assert not off, [(one["indicator"], one["area"][:5], one["period"], one["value"], told) for one, told in off]


def test_a_row_that_is_plainly_not_a_rate_is_left_out():
    assert not [row for row in listed() if row["indicator"] == "YO01" and row["area"] == "England"]


@pytest.mark.django_db
def test_it_is_loaded_once_and_computed_rates_are_marked(business_manager, settings, tmp_path):
    settings.DATA = tmp_path
    load_default_indicators(by=None, on=TODAY)
    first = load_published_values(by=business_manager, on=TODAY)
    assert first > 450
    assert load_published_values(by=business_manager, on=TODAY) == 0
    rate = Value.objects.get(version__indicator__code="FD03", area__name="Somerset", period_end=date(2014, 3, 31))
    assert (rate.value, rate.computed, rate.came_from.file_name) == (674.6, True, NAME)
    assert Value.objects.filter(computed=True).count() == 18
    beside = comparators([rate.version.indicator])[rate.version.indicator_id]
    newest = beside.by_year["2018-04-01/2019-03-31"]
    assert {body: one.value for body, one in newest.items()} == {"SN": 429.2, "SW": 503.3, "ENG": 553.7}
    assert comparison_shown(rate.version.indicator, beside.by_year["2013-04-01/2014-03-31"]["SW"]) == "550.4 c"


@pytest.mark.django_db
def test_what_a_real_file_gave_is_not_loaded_again(business_manager, settings, tmp_path):
    settings.DATA = tmp_path
    load_default_indicators(by=None, on=TODAY)
    load_areas()
    path = tmp_path / "first.csv"
    path.write_text("indicator,area,period,value,denominator\nFD04,Somerset,2019,23.9,not published\n")
    import_file(path=path, by=business_manager, on=TODAY)
    load_published_values(by=business_manager, on=TODAY)
    kept = Value.objects.get(version__indicator__code="FD04", area__name="Somerset", period_end=date(2019, 3, 31))
    assert kept.came_from.file_name == "first.csv"
