"""No percentage is stored without what it is out of; a published one may say that it was not published."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from dataset import services
from dataset.importing.figures import NOT_OUT_OF
from dataset.models import Restatement, Value
from dataset.queries import judging
from dataset.queries.series import own_figures
from dataset.queries.values_file import value_rows
from tests.dataset import figures
from tests.dataset.reading import PUBLISHED, write_rows

DAY = date(2019, 11, 12)
HEAD = ["indicator", "area", "period", "value", "numerator", "denominator"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def board(settings, tmp_path):
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    services.load_default_indicators(by=None, on=DAY)


def bring(path, *rows, head=HEAD):
    return services.import_file(path=write_rows(path, [head, *rows]), by=None, on=DAY)


def test_a_percentage_without_it_is_refused_with_its_row_and_nothing_is_stored(board, tmp_path):
    with pytest.raises(services.Faulty) as refused:
        bring(tmp_path / "a.csv", ["FD04", "Somerset", "2019-10", "21.0", "63", "300"],
              ["FD04", "Somerset", "2019-11", "21.0", "63", ""], ["FD01", "Somerset", "2019-10", "1800", "", ""])
    (fault,) = refused.value.report.faults
    assert (fault["row"], fault["column"], fault["reason"]) == (3, "denominator", NOT_OUT_OF)
    assert not Value.objects.exists()


def test_nor_in_a_table_without_the_column(board, tmp_path):
    with pytest.raises(services.Faulty):
        bring(tmp_path / "a.csv", ["FD04", "Somerset", "2019-10", "21.0"], head=HEAD[:4])


def test_what_is_said_is_stored_and_printed(board, tmp_path):
    bring(tmp_path / "a.csv", ["FD04", "Somerset", "2019-09", "21.0", "63", "300"],
          ["FD04", "Somerset", "2019-10", "21.5", "", "not published"], ["FD01", "Somerset", "2019-10", "1800", "", ""])
    told = dict(Value.objects.values_list("value", "out_of"))
    assert told == {21.0: "parts", 21.5: "not-given", 1800.0: "count"}
    one = Value.objects.get(value=21.0).version.indicator
    series = own_figures([one], as_at=DAY)[one.pk].process
    assert [judging.out_of(one, point, "wider") for point in series.points] == ["63 of 300", "not published"]
    assert [row[7] for row in value_rows(series, "wider")] == ["63 of 300", "not published"]


def test_a_marker_needs_nothing(board, tmp_path):
    assert bring(tmp_path / "a.csv", ["FD04", "Somerset", "2019-10", "c", "", ""]).new == 1


def test_published_figures_say_that_it_was_not_published(board):
    services.import_file(path=PUBLISHED / "lait_safeguarding_measures.csv", by=None, on=DAY)
    stored = Value.objects.filter(value__isnull=False, version__indicator__unit="%")
    assert stored.exists() and not stored.exclude(out_of="not-given", denominator=None).exists()


def test_a_restated_percentage_says_it_too(board, tmp_path):
    bring(tmp_path / "a.csv", ["FD04", "Somerset", "2019-10", "21.0", "63", "300"])
    bring(tmp_path / "b.csv", ["FD04", "Somerset", "2019-10", "25.0", "75", "300"])
    restated = Restatement.objects.get()
    assert restated.out_of == "parts"
    with pytest.raises(services.Faulty):
        bring(tmp_path / "c.csv", ["FD04", "Somerset", "2019-10", "26.0", "", ""])


@pytest.mark.parametrize("parts", [{}, {"out_of": "parts"}, {"out_of": "not-given", "denominator": 30.0}])
def test_no_way_in_leads_past_the_table_itself(parts):
    """Whoever writes a figure says what it is out of; nothing is assumed for them."""
    one = figures.indicator()
    with pytest.raises(IntegrityError, match="value_says_what_it_is_out_of"), transaction.atomic():
        figures.months(one, [80.0], **({"out_of": ""} | parts))
