"""What is hidden, what is shown, and that nobody can work out a hidden figure."""

import json

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sscb.disclosure import Audience, Disclosed, Equation, Release, Share, audit, disclose, disclose_share
from tests.sscb.disclosure.attacker import possible

COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 12))
LARGE = st.one_of(st.just(0), st.integers(5, 60))


def table(rows: list[list[int]]):
    """Cells and sums of a table with row totals, column totals and a grand total."""
    cells = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row)}
    heights, widths = range(len(rows)), range(len(rows[0]))
    for r in heights:
        cells[r, "all"] = sum(rows[r])
    for c in (*widths, "all"):
        cells["all", c] = sum(cells[r, c] for r in heights)
    sums = [Equation((r, "all"), tuple((r, c) for c in widths)) for r in (*heights, "all")]
    return cells, sums + [Equation(("all", c), tuple((r, c) for r in heights)) for c in (*widths, "all")]


def tables(counts):
    sizes = st.sampled_from([(2, 2), (2, 3), (3, 2), (1, 4), (3, 3)])
    return sizes.flatmap(lambda size: st.lists(
        st.lists(counts, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])).map(table)


@st.composite
def linked(draw):
    """One total split three ways: by agency, by age, and by quarter, whose parts are split again."""
    total = draw(st.integers(0, 24))
    cells, sums = {"all": total}, []

    def split(name, of, into):
        cuts = sorted(draw(st.lists(st.integers(0, of), min_size=into - 1, max_size=into - 1)))
        parts = [after - before for before, after in zip([0, *cuts], [*cuts, of], strict=True)]
        keys = tuple(f"{name}{place}" for place in range(into))
        cells.update(zip(keys, parts, strict=True))
        sums.append(Equation("all" if len(name) == 1 else name[:-1], keys))
        return keys

    split("a", total, 2)
    split("g", total, 3)
    for key in split("q", total, 2):
        split(f"{key}m", cells[key], 2)
    sums[-2:] = [Equation(f"q{place}", one.parts) for place, one in enumerate(sums[-2:])]
    return cells, sums


def attacked(cells, sums, shown):
    """For each hidden figure the values left to somebody who sees only the print; None: too many to try."""
    printed = {key: shown.print(key) for key in cells}
    veiled = any(printed[key] == "[c]" and cells[key] < 5 for key in cells)
    return possible(
        printed, [(one.total, one.parts) for one in sums], most=max(cells.values()) + 8, least=0 if veiled else 5,
        secret=shown.secret_zeros,
    )  # fmt: skip


@pytest.mark.req("SEC-30")
@settings(max_examples=200, deadline=None)
@example(table([[1, 1, 1]]))
@example(table([[3, 4], [0, 20]]))
@example(table([[3, 10, 20], [8, 9, 30], [12, 15, 2]]))
@given(st.one_of(tables(COUNTS), linked()))
def test_nobody_can_work_out_a_hidden_small_figure(given_table):
    cells, sums = given_table
    shown = disclose(cells, sums, audience="board")
    assert audit(cells, sums, shown) == []
    assert not any(0 < (shown.number(key) or 0) < 5 for key in cells)
    left = attacked(cells, sums, shown)
    if left is None:
        return
    for key, values in left.items():
        assert cells[key] in values
        assert max(values) - min(values) >= (2 if cells[key] < 5 else 1), key


@pytest.mark.req("SEC-30")
@settings(max_examples=100, deadline=None)
@given(tables(LARGE))
def test_nothing_is_hidden_where_nothing_is_small(given_table):
    cells, sums = given_table
    shown = disclose(cells, sums, audience="board")
    assert shown.masked == 0 and shown.note() == ""
    assert {key: shown.number(key) for key in cells} == cells


@settings(max_examples=60, deadline=None)
@given(st.one_of(tables(COUNTS), linked()))
def test_every_hidden_figure_is_needed(given_table):
    """Showing any one of the figures hidden to protect others would give something away."""
    cells, sums = given_table
    shown = disclose(cells, sums, audience="board")
    assume(not any(shown[key].hidden == "protect" and cells[key] < 5 for key in cells))
    for key in cells:
        if shown[key].hidden == "protect":
            bolder = Disclosed(shown.audience, {**shown, key: type(shown[key])(cells[key])})
            assert audit(cells, sums, bolder), f"{key} need not be hidden"


@pytest.mark.req("SEC-31")
@settings(max_examples=60, deadline=None)
@given(tables(COUNTS), st.data())
def test_what_was_decided_stays_decided(given_table, data):
    cells, sums = given_table
    shown = disclose(cells, sums, audience="board")
    assert disclose(cells, sums, audience="board") == shown
    assert disclose(cells, sums, audience="board", earlier=shown) == shown
    assert Disclosed.from_json(json.loads(json.dumps(shown.as_json()))) == shown
    rows = [[data.draw(COUNTS) for key in cells if key[0] == r and key[1] != "all"]
            for r in {key[0] for key in cells} - {"all"}]  # fmt: skip
    corrected, sums = table(rows)
    again = disclose(corrected, sums, audience="board", earlier=shown)
    assert all(again[key].hidden for key in cells if shown[key].hidden)
    assert audit(corrected, sums, again) == []


@pytest.mark.req("SEC-31")
@settings(max_examples=60, deadline=None)
@given(linked())
def test_two_tables_of_one_release_are_decided_together(given_tables):
    """Printed apart, a table by agency and a table by age would each be safe and their difference would not be."""
    cells, sums = given_tables
    release = Release()
    for one in sums:
        release.add({key: cells[key] for key in one.members}, [one])
    shown = release.decide("board")
    left = attacked({key: cells[key] for key in shown}, sums, shown)
    if left is None:
        return
    assert all(len(values) > (2 if cells[key] < 5 else 1) or max(values) - min(values) >= 2
               for key, values in left.items())  # fmt: skip


def test_a_table_as_it_is_printed():
    cells = {"police": 3, "health": 10, "council": 20, "schools": 0, "all": 33}
    sums = [Equation("all", ("police", "health", "council", "schools"))]
    shown = disclose(cells, sums, audience=Audience.BOARD)
    assert [shown.print(key) for key in cells] == ["<5", "[c]", "20", "0", "33"]
    assert [shown.say(key) for key in cells] == ["fewer than 5", "a number that is not shown", "20", "0", "33"]
    assert shown.masked == 2 and not shown.raw
    assert shown.note() == (
        "One figure is printed <5 (fewer than 5), so that nobody can be known by it; one more figure is printed "
        "[c], because hidden ones could be worked out from it."
    )
    assert shown.ranked(cells) == ["all", "council", "schools", "police", "health"]
    assert "3" not in json.dumps(shown.as_json()).replace("33", "") and "10" not in json.dumps(shown.as_json())


def test_quality_and_performance_sees_all_and_is_told_so():
    cells = {"a": 3, "b": 10, "all": 13}
    shown = disclose(cells, [Equation("all", ("a", "b"))], audience="qp")
    assert [shown.print(key) for key in cells] == ["3", "10", "13"] and shown.raw and shown.masked == 0


def test_a_small_table_that_cannot_be_protected_is_not_shown_at_all():
    shown = disclose({"a": 1, "b": 1, "c": 1, "all": 3}, [Equation("all", ("a", "b", "c"))], audience="board")
    assert [shown.print(key) for key in shown] == ["[c]"] * 4


def test_a_nought_that_would_tell_is_hidden_with_the_small_ones():
    cells = {"other": 0, "white": 12, "all": 12}
    sums = [Equation("all", ("other", "white"))]
    assert disclose(cells, sums, audience="board").print("other") == "0"
    shown = disclose(cells, sums, audience="board", secret_zeros=["other"])
    assert [shown.print(key) for key in cells] == ["<5", "[c]", "12"]
    left = attacked(cells, sums, shown)
    assert max(left["other"]) - min(left["other"]) >= 2


def test_a_figure_that_was_not_sent_is_not_a_nought_and_not_hidden():
    cells = {"a": None, "b": 3, "c": 9, "all": 12}
    shown = disclose(cells, [Equation("all", ("a", "b", "c"))], audience="board")
    assert [shown.print(key) for key in cells] == ["–", "<5", "[c]", "12"] and shown.say("a") == "not sent"
    loose = disclose({**cells, "all": 40}, [Equation("all", ("a", "b", "c"))], audience="board")
    assert loose.print("c") == "9", "with an unknown part in it the sum tells nothing"


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [(3, 50, "[c]"), (5, 50, "10.0%"), (0, 50, "0.0%"), (9, 9, "[c]"), (0, 9, "[c]"), (10, 10, "100.0%"),
     (None, 50, "–"), (5, None, "–"), (5, 0, "–"), (6, 9, "[c]"), (48, 50, "[c]"), (46, 50, "[c]"), (45, 50, "90.0%"),
     (50, 50, "100.0%")],
)  # fmt: skip
def test_a_share_of_few_is_hidden(numerator, denominator, printed):
    assert disclose_share(numerator, denominator, "board").print() == printed


def test_those_left_over_count_only_where_they_are_people():
    assert disclose_share(48, 50, "qp").print() == "96.0%"
    assert disclose_share(48, 50, "board", of_people=False).print() == "96.0%"
    assert disclose_share(48, 50, "board", unit="per 10,000", multiplier=10_000).print() == "9,600.0"


def test_a_share_is_hidden_with_either_of_its_parts():
    """12.5% of a printed 80 is 10, so a hidden 10 takes its percentage with it."""
    cells = {"late": 3, "in time": 10, "seen": 13, "asked": 80}
    shares = [Share("rate", "in time", "asked"), Share("all rate", "seen", "asked"),
              Share("per 10,000", "seen", "asked", multiplier=10_000, unit="per 10,000")]  # fmt: skip
    shown = disclose(cells, [Equation("seen", ("late", "in time"))], audience="board", shares=shares)
    assert shown.print("in time") == "[c]" and shown.print("rate") == "[c]"
    assert shown.print("all rate") == "16.3%" and shown.say("per 10,000") == "1,625.0 per 10,000"
    assert disclose(cells, (), audience="qp", shares=shares).print("rate") == "12.5%"


def test_the_attacker_finds_what_a_careless_page_prints():
    cells = {"a": 3, "b": 10, "all": 13}
    sums = [Equation("all", ("a", "b"))]
    shown = disclose(cells, sums, audience="board")
    number = type(shown["a"])
    careless = Disclosed(Audience.BOARD, {**shown, "b": number(10), "all": number(13)})
    assert audit(cells, sums, careless) == ["a can be worked out from what is printed."]
    assert audit(cells, (), careless) == []
    assert audit(cells, sums, Disclosed(Audience.BOARD, {**shown, "a": number(3)}))


def test_figures_that_miss_their_total_are_protected_all_the_same():
    """A restated month with an old year: the difference is known, so the hidden figure still follows."""
    cells = {"a": 3, "b": 10, "all": 14}
    shown = disclose(cells, [Equation("all", ("a", "b"))], audience="board")
    assert shown.masked == 2


@pytest.mark.parametrize("cells", [{"a": -1}, {"a": 2.5}])
def test_only_whole_counts_can_be_made_safe(cells):
    with pytest.raises(ValueError, match="whole count"):
        disclose(cells, audience="board")


def test_mistakes_of_the_caller_are_refused():
    with pytest.raises(ValueError, match="not among the figures"):
        disclose({"a": 1}, [Equation("all", ("a",))], audience="board")
    release = Release()
    release.add({"a": 1})
    with pytest.raises(ValueError, match="different figures"):
        release.add({"a": 2})


def test_a_long_series_is_decided_quickly():
    """Ten years of months, their quarters and years, for three agencies and all of them."""
    cells, sums = {}, []
    for agency, step in (("police", 7), ("health", 11), ("council", 3)):
        for month in range(120):
            cells[agency, "month", month] = month * step % 17
    for span, size, parts in (("quarter", 3, "month"), ("year", 4, "quarter")):
        for at in range(sum(key[1] == parts for key in cells) // 3 // size):
            for agency in ("police", "health", "council"):
                keys = tuple((agency, parts, place) for place in range(at * size, at * size + size))
                cells[agency, span, at] = sum(cells[key] for key in keys)
                sums.append(Equation((agency, span, at), keys))
    for key in [key for key in cells if key[0] == "police"]:
        keys = tuple((agency, *key[1:]) for agency in ("police", "health", "council"))
        cells["all", *key[1:]] = sum(cells[one] for one in keys)
        sums.append(Equation(("all", *key[1:]), keys))
    shown = disclose(cells, sums, audience="board")
    assert audit(cells, sums, shown) == []
    assert shown.masked < len(cells) / 2
