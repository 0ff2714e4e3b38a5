"""Facts are frozen as plain JSON: same facts, same bytes, and nothing a template could use to ask the database."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from sscb.board.packs.freezing import Figure, digest, frozen_text, plain
from sscb.people.models import Person

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@dataclass(frozen=True)
class Row:
    title: str
    due_on: date
    share: Decimal


@given(st.dictionaries(st.text(), PLAIN))
def test_same_facts_same_bytes_whatever_their_order(facts):
    turned = dict(reversed(list(facts.items())))
    assert frozen_text(facts) == frozen_text(turned)
    assert digest(frozen_text(facts)) == digest(frozen_text(turned))


@given(st.dictionaries(st.text(), PLAIN))
def test_freezing_what_is_frozen_changes_nothing(facts):
    once = plain(facts)
    assert plain(once) == once
    assert frozen_text(once) == frozen_text(facts)


def test_rows_dates_and_shares_become_text():
    row = Row("Minutes", date(2019, 12, 12), Decimal("81.50"))
    assert plain([row, datetime(2019, 11, 12, 12, tzinfo=UTC)]) == [
        {"title": "Minutes", "due_on": "2019-12-12", "share": "81.50"},
        "2019-11-12T12:00:00+00:00",
    ]


def test_safe_markup_is_only_text_once_it_is_frozen():
    assert type(json.loads(frozen_text({"svg": mark_safe("<svg/>")}))["svg"]) is str


@pytest.mark.parametrize(
    "thing",
    [Person(), Person.objects.all(), object(), {1, 2}, b"bytes", lambda: 1, {"deep": [{"person": Person()}]}],
    ids=["record", "query", "object", "set", "bytes", "function", "deep down"],
)
def test_what_is_not_plain_is_refused(thing):
    with pytest.raises(TypeError, match="must be plain"):
        plain(thing)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_no_number_that_json_does_not_know(number):
    with pytest.raises(ValueError):
        frozen_text({"share": number})


def test_a_figure_has_the_same_anchor_for_ever():
    told = {"what": "Visits", "out_of": "", "period": "October", "source": "", "received": "", "state": "", "check": ""}
    one, other = Figure(key="visits|october", shown="64%", **told), Figure(key="visits|october", shown="65%", **told)
    assert one.anchor == other.anchor and one.anchor.startswith("fig-")
    assert Figure(key="visits|november", shown="64%", **told).anchor != one.anchor
