"""The attacker: nobody outside Quality and Performance can tell two truths apart that differ in small numbers only.

Everything a Board member can open is taken twice. Between the two, hidden figures are changed for others that
fit every printed sum as well. If one letter of all pages, files and papers differs, something tells a hidden number:
in a text, a drawing, a word for screen readers, the order of a list, or by subtracting. `sscb.disclosure` is not asked.
"""

import csv
import io
import json
import re
import zipfile
from datetime import UTC, date, datetime
from itertools import product

import pytest

from dataset.models import Concern, Value
from dataset.queries.appendix import gather_appendix
from dataset.queries.overview import gather_overview
from dataset.services.readings import refresh_readings
from sscb.board.packs.freezing import frozen_text
from sscb.board.packs.laying_out import lay_out
from sscb.board.sockets import sections
from tests.dataset import figures
from tests.dataset.concerns import monitored

AS_AT = datetime(2019, 11, 12, 6, tzinfo=UTC)
pytestmark = pytest.mark.django_db
HEADING = {"item": "9", "kind": "Decision", "kicker": "Item 9", "title": "Dataset"}
COUNT = {"unit": "n", "decimals": 0, "denominator_label": "", "multiplier": 1}
APRIL = date(2019, 1, 1)
"""The quarter that ends a year."""


def count(code, **more):
    return figures.indicator(code, **(COUNT | more))


@pytest.fixture
def planted(group):
    """Small numbers of every kind, and for each another truth: (indicator, period) -> what it might be instead."""
    group("board"), group("qp")
    figures.others()
    quarters = count("QA01", frequency="Q,A")
    figures.months(quarters, [12, 3, 9, 20, 30], step=3, last=date(2019, 4, 1))
    figures.years(quarters, [44.0])
    long = count("LO01", polarity="L", target=2)
    figures.months(long, [*(20 + n * 7 % 5 for n in range(22)), 21, 3])
    share = figures.indicator("SH01", frequency="Q,A", target=90)
    figures.months(share, [(3, 60), (10, 80), (20, 80), (30, 80)], step=3, last=APRIL)
    figures.kept(share, [{"period_start": date(2018, 4, 1), "period_end": date(2019, 3, 31), "value": 21.0,
                          "numerator": 63.0, "denominator": 300.0, "period_label": "2018/19"}])  # fmt: skip
    tiny = count("TI01")
    figures.months(tiny, [8, 3])
    season = count("SE01", seasonal=True)
    figures.months(season, [*([30] * 12), *([40] * 11), 4])
    retired = count("RE01", frequency="Q,A", status="retired")
    figures.months(retired, [12, 3, 9, 20], step=3, last=APRIL)
    figures.years(retired, [44.0])
    left = figures.indicator("CO01", target=90)
    figures.months(left, [*((70 + n % 5, 90 + n % 3) for n in range(22)), (48, 50), (80, 95)])
    return {"QA01": quarters, "LO01": long, "SH01": share, "TI01": tiny, "SE01": season, "RE01": retired,
            "CO01": left}  # fmt: skip


OTHERWISE = {
    "QA01": {date(2018, 7, 1): 2, date(2018, 10, 1): 10}, "RE01": {date(2018, 7, 1): 2, date(2018, 10, 1): 10},
    "LO01": {date(2019, 9, 1): 2}, "SH01": {date(2018, 4, 1): 4, date(2018, 7, 1): 9},
    "TI01": {date(2019, 9, 1): 1}, "SE01": {date(2019, 9, 1): 1}, "CO01": {date(2019, 8, 1): 46},
}  # fmt: skip
"""Another truth: every year, and every figure that is printed, is as before."""


def tell_otherwise(planted):
    """The other truth, as if it had been sent so from the beginning."""
    for code, told in OTHERWISE.items():
        for start, number in told.items():
            one = Value.objects.filter(version__indicator=planted[code], period_start=start).exclude(
                period_label="2018/19"
            ).get()  # fmt: skip
            parts = {"value": number} if one.denominator is None else {
                "value": 100 * number / one.denominator, "numerator": number}  # fmt: skip
            Value.objects.filter(pk=one.pk).update(**parts)
    refresh_readings()


def without_what_changes_by_itself(body: str) -> str:
    body = re.sub(r'((csrfmiddlewaretoken|form_key)" value|nonce)="[^"]*"', "", body)
    return re.sub(r"Issued at.{0,80}?UTC|\b[0-9a-f]{8}\b", "", body)


def body_of(answer) -> str:
    content = answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in sorted(book.namelist()) if "docProps" not in name)
    return without_what_changes_by_itself(content.decode("utf-8", "replace"))


def everything(client, planted) -> dict[str, str]:
    """All that a Board member, and a reader of the pack, has of the dataset."""
    addresses = ["/", "/dataset/", "/dataset/overview/", "/dataset/concerns/", "/dataset/definitions/",
                 "/dataset/figures.csv", "/dataset/figures.xlsx"]  # fmt: skip
    for code in planted:
        addresses += [f"/dataset/{code}/", f"/dataset/{code}/?all", f"/dataset/definitions/{code}/"]
        addresses += [f"/dataset/{code}/{name}" for name in ("figures.csv", "figures.xlsx", "chart.svg")]
    addresses += [f"/dataset/concerns/{one.uuid}/" for one in Concern._base_manager.order_by("pk")]
    found = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code in (200, 404) if "chart." in address else answer.status_code == 200, address
        found[address] = f"{answer.status_code} {body_of(answer)}"
    for code, gather in (("dataset.overview", gather_overview), ("dataset.appendix", gather_appendix)):
        facts = gather(None, AS_AT)
        found[code] = json.dumps(facts)
        for place, piece in enumerate(facts.get("pieces", [{}])):
            told = frozen_text(HEADING | facts | piece)
            found[f"{code}, piece {place}"] = lay_out(code, sections[code].template, told, level="P3").html
    return found


def assert_alike(before: dict[str, str], after: dict[str, str]) -> None:
    telling = {}
    for where, told in before.items():
        if told != (other := after[where]):
            at = next(n for n, pair in enumerate(zip(told + " ", other + " ", strict=False)) if len(set(pair)) > 1)
            telling[where] = (told[max(0, at - 60) : at + 30], other[max(0, at - 60) : at + 30])
    assert telling == {}


@pytest.mark.req("SEC-30", "SEC-31")
def test_a_board_member_cannot_tell_two_truths_apart(
    planted, as_, board_member, board_office, qp_chair, other_lead, other_agency, unrationed
):
    refresh_readings()
    monitored(board_office, qp_chair, other_lead, other_agency, planted["LO01"], from_on=date(2019, 9, 1), periods=2)
    client = as_(board_member)
    before = everything(client, planted)
    assert len(before) > 45 and "&lt;5" in before["/dataset/QA01/"] and "[c]" in before["/dataset/RE01/"]
    tell_otherwise(planted)
    assert_alike(before, everything(client, planted))


@pytest.mark.req("SEC-31")
def test_quality_and_performance_can_tell_them_apart(planted, as_, qp_member):
    """So that the test above is not alike for want of looking."""
    refresh_readings()
    client = as_(qp_member)
    pages = [f"/dataset/{code}/?all" for code in planted]
    before = [body_of(client.get(page)) for page in pages]
    tell_otherwise(planted)
    assert all(one != body_of(client.get(page)) for one, page in zip(before, pages, strict=True))


def rows_of(client, code):
    text = client.get(f"/dataset/{code}/figures.csv").content.decode("utf-8-sig")
    headings, *rows = csv.reader(io.StringIO(text, newline=""))
    return [dict(zip(headings, row, strict=True)) for row in rows]


def may_be(text: str) -> range:
    return (
        range(1, 5)
        if text == "<5"
        else range(0, 61)
        if text == "[c]"
        else range(int(float(text)), int(float(text)) + 1)
    )


@pytest.mark.req("SEC-31")
@pytest.mark.parametrize("code", ["QA01", "RE01"])
def test_by_subtracting_three_values_of_a_small_number_remain(planted, as_, board_member, code):
    """From the file alone: every way of filling the four quarters that makes up the printed year."""
    refresh_readings()
    rows = {row["period"]: row["value"] for row in rows_of(as_(board_member), code)}
    year = rows.pop("2018/19")
    quarters = [rows[f"Q{n} 2018/19"] for n in (1, 2, 3, 4)]
    assert quarters[1] == "<5" and "3" not in rows.values()
    ways = [way for way in product(*(may_be(text) for text in quarters)) if sum(way) in may_be(year)]
    assert len({way[1] for way in ways}) >= 3


@pytest.mark.req("SEC-30")
def test_what_a_concern_is_raised_with_is_for_the_board_to_read(planted, as_, qp_member):
    refresh_readings()
    form = as_(qp_member).get("/dataset/LO01/raise/").content.decode()
    (typed,) = re.findall(r"<textarea[^>]*name=\"evidence\"[^>]*>(.*?)</textarea>", form, re.DOTALL)
    assert "ewer than 5 in September 2019" in typed
