"""The attacker goes over a built pack: every word, drawing, title, bookmark, attachment and annex of the PDF itself.

Two truths that differ only in hidden numbers must give one and the same PDF; and from what is printed in it, every
hidden small number keeps three values.
"""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from cdop.queries import figures as panel_figures
from cdop.queries import release as panel_release
from cdop.years import Year
from dataset.models import Mask, Value
from dataset.services.readings import refresh_readings
from sscb import clock
from sscb.board.agenda import Planned
from sscb.board.models import PackPart, PackVersion
from sscb.records.services import read_stored
from tests.cdop.told import steady
from tests.dataset import figures
from tests.dataset.test_attacker import COUNT, planted, tell_otherwise
from tests.sscb.board.reading import bookmarks_of, texts_of
from tests.sscb.board.world import build, make_board
from tests.sscb.disclosure.attacker import possible

DAY = date(2019, 11, 12)
AGENDA = [
    Planned("9", "Quality and performance", "decision", "Chair", 15, section="dataset.overview"),
    Planned("9.1", "Dataset appendix", "information", "Chair", 0, section="dataset.appendix"),
    Planned("12", "Child deaths", "discussion", "Chair", 15, section="cdop.report"),
    Planned("12.1", "Transition register", "information", "Chair", 0, section="cdop.transition_register"),
]
pytestmark = [pytest.mark.django_db, pytest.mark.pdf, pytest.mark.slow]
__all__ = ["planted"]


@pytest.fixture
def county(monkeypatch):
    """What the panel counts, and another truth that prints the same, found by trying."""
    told = {"cases": steady()}
    for room in (panel_figures, panel_release):
        monkeypatch.setattr(room, "countings", lambda until: told["cases"])

    def another_truth() -> None:
        before = panel_figures.figures_of("quarterly", Year(2018), as_at=DAY)
        for place, one in enumerate(told["cases"]):
            for other in (1, 2, 3, 9):
                tried = [*told["cases"][:place], replace(one, category=other), *told["cases"][place + 1 :]]
                if one.category != other and panel_figures.figures_of(
                    "quarterly", Year(2018), as_at=DAY, cases=tried
                ) == before:  # fmt: skip
                    told["cases"] = tried
                    return
        raise AssertionError("no other truth prints the same")

    told["otherwise"] = another_truth
    return told


@pytest.fixture
def deaths(planted):
    """Deaths notified, quarter by quarter, as the dataset has them; the panel's report prints the year."""
    one = figures.indicator("CD01", title="Child deaths notified", frequency="Q,A", **COUNT)
    figures.months(one, [9, 8, 3, 10], step=3, last=date(2019, 1, 1))
    figures.years(one, [30.0])
    return one


def built(board, *, afresh: bool = True):
    """A draft of the pack and its bytes, built as if it were the first; else parts that did not change are kept."""
    if afresh:
        PackPart.objects.all().delete()
    PackVersion.objects.all().delete()
    with clock.at(DAY):
        version = build(board)
    assert version.state == "ready", version.problem
    return read_stored(version.sha256), version


def inside(content: bytes) -> dict[str, str | bytes]:
    """Everything in the file: each object's strings, and each stream unpacked (words, drawings, attachments)."""
    found: dict[str, str | bytes] = {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                found[f"stream {one.objgen}"] = one.read_bytes()
            found[f"object {one.objgen}"] = one.unparse()
    return found


def attached(content: bytes, name: str) -> list[dict]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        text = pdf.attachments[name].get_file().read_bytes().decode("utf-8-sig")
    headings, *rows = csv.reader(io.StringIO(text, newline=""))
    return [dict(zip(headings, row, strict=True)) for row in rows]


def assert_small_numbers_keep_three_values(content: bytes, version, deaths) -> None:
    """The dataset's file and the panel's table side by side: the year of the one is the year of the other."""
    rows = attached(content, "dataset-values.csv")
    for code, small in (("QA01", "Q2 2018/19"), ("CD01", "Q3 2018/19")):
        printed = {row["period"]: row["value"] for row in rows if row["indicator"] == code}
        quarters = tuple(f"Q{n} 2018/19" for n in (1, 2, 3, 4))
        printed = {key: printed[key].split(".")[0] for key in (*quarters, "2018/19") if key in printed}
        left = possible(printed, [("2018/19", quarters)], most=45, least=0, patience=300_000)
        assert left and max(left[small]) - min(left[small]) >= 2, (code, printed)
    assert all(printed[quarter] in ("<5", "[c]") for quarter in quarters), "child deaths: nothing but years"
    assert Mask.objects.filter(indicator=deaths).exists()
    for figure in version.manifest["figures"]:
        if figure["out_of"] == "count" and re.fullmatch(r"\d+", figure["shown"]):
            assert int(figure["shown"]) == 0 or int(figure["shown"]) >= 5, figure


@pytest.mark.req("SEC-30", "SEC-31")
def test_two_truths_that_differ_in_hidden_numbers_give_one_pdf(planted, deaths, county, settings, tmp_path):
    settings.STORE = tmp_path / "store"
    board = make_board(AGENDA)
    refresh_readings()
    first, version = built(board)
    words = "\n".join(texts_of(first))
    assert "<5" in words and "[c]" in words and "Child deaths notified" in words
    assert len(bookmarks_of(first)) >= 4 and len(version.manifest["figures"]) > 60
    assert_small_numbers_keep_three_values(first, version, deaths)
    tell_otherwise(planted)
    Value.objects.filter(version__indicator=deaths, value=3).update(value=4)
    Value.objects.filter(version__indicator=deaths, value=8).update(value=7)
    county["otherwise"]()
    refresh_readings()
    second, _ = built(board)
    assert second == first or inside(second) == inside(first), "the two files differ"
    Value.objects.filter(version__indicator=planted["QA01"], value=30).update(value=31)  # a printed one
    refresh_readings()
    third, _ = built(board, afresh=False)
    assert inside(third) != inside(first), "the test would not see a difference"
    assert "\n".join(texts_of(third)) != words
