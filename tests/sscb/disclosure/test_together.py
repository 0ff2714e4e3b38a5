"""Two rooms' figures in one pack: what each hides by itself, the other must not tell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sscb.disclosure import CannotProtect, Counts, Disclosed, Equation, Release, Shown, audit, decide_together, disclose
from tests.sscb.disclosure.attacker import possible

SMALL = st.one_of(st.integers(0, 6), st.integers(5, 40))


def quarters(told, **more) -> Counts:
    """A year and its quarters; the year is known to others as "deaths"."""
    release = Release()
    cells = {f"q{n}": number for n, number in enumerate(told)}
    release.add({**cells, "year": sum(told)}, [Equation("year", tuple(cells))])
    return Counts(release, known_as={"year": "deaths"}, **more)


def reported(year: int, other: int) -> Counts:
    """Another room's decision about the same year, one more, and both together; it stands printed already."""
    cells = {"2018": year, "2017": other, "both": year + other}
    decided = disclose(cells, [Equation("both", ("2018", "2017"))], audience="board")
    release = Release()
    release.add(cells, [Equation("both", ("2018", "2017"))])
    return Counts(
        release, known_as={"2018": "deaths"}, hidden={key: one.hidden for key, one in decided.items() if one.hidden},
        printed=frozenset(key for key in cells if not decided[key].hidden),
    )  # fmt: skip


@pytest.mark.req("SEC-30", "SEC-31")
@settings(max_examples=150, deadline=None)
@given(st.lists(SMALL, min_size=2, max_size=4), SMALL)
def test_nobody_who_reads_both_can_work_out_a_hidden_small_figure(told, other):
    ours, theirs = quarters(told), reported(sum(told), other)
    try:
        decided = decide_together({"ours": ours, "theirs": theirs})
    except CannotProtect:
        return  # nothing goes out
    assert all(not decided["theirs"][key].hidden for key in theirs.printed), "what is printed cannot be taken back"
    assert all(decided["theirs"][key].hidden for key in theirs.hidden)
    cells = {("ours", key): value for key, value in ours.release.cells.items()}
    cells |= {("theirs", key): value for key, value in theirs.release.cells.items()}
    printed = {(room, key): decided[room].print(key) for room, key in cells}
    sums = [(("ours", "year"), tuple(("ours", f"q{n}") for n in range(len(told)))),
            (("theirs", "both"), (("theirs", "2018"), ("theirs", "2017"))),
            (("ours", "year"), (("theirs", "2018"),))]  # fmt: skip
    veiled = any(printed[key] == "[c]" and cells[key] < 5 for key in cells)
    left = possible(printed, sums, most=max(cells.values()) + 8, least=0 if veiled else 5)
    if "2018" in theirs.printed and left:
        left.pop(("ours", "year"), None)  # theirs prints it
    for key, values in (left or {}).items():
        assert max(values) - min(values) >= (2 if cells[key] < 5 else 1), (key, printed)


def test_apart_each_would_be_safe_and_together_they_would_tell():
    """We print quarters and hide the year's sum; they print the year: the third quarter is what is left."""
    ours = quarters([3, 7, 20], hidden={"q0": "small", "year": "protect"})
    alone = decide_together({"ours": ours})["ours"]
    assert [alone.print(f"q{n}") for n in range(3)] == ["<5", "7", "20"] and alone.print("year") == "[c]"
    theirs = Counts(_one("2018", 30), known_as={"2018": "deaths"}, printed=frozenset({"2018"}))
    both = decide_together({"ours": ours, "theirs": theirs})["ours"]
    assert [both.print(f"q{n}") for n in range(3)] == ["<5", "[c]", "20"]


def test_where_nothing_can_be_hidden_any_more_it_is_said_and_no_number_named():
    ours = Counts(_one("count", 3), known_as={"count": "deaths"})
    theirs = Counts(_one("2018", 3), known_as={"2018": "deaths"})
    both = decide_together({"ours": ours, "theirs": theirs})
    assert [both["ours"].print("count"), both["theirs"].print("2018")] == ["<5", "<5"]
    release = Release()
    release.add({"a": 3, "b": 9, "all": 12}, [Equation("all", ("a", "b"))])
    with pytest.raises(CannotProtect) as why:
        decide_together({"ours": Counts(release, printed=frozenset({"b", "all"}))})
    assert "3" not in str(why.value)


def test_what_is_kept_is_what_each_room_may_print():
    decided = decide_together({"ours": quarters([3, 7, 20])})["ours"]
    assert isinstance(decided, Disclosed) and decided["q0"] == Shown(None, "small")
    cells = {"q0": 3, "q1": 7, "q2": 20, "year": 30}
    assert audit(cells, [Equation("year", ("q0", "q1", "q2"))], decided) == []


def _one(key: str, number: int) -> Release:
    release = Release()
    release.add({key: number})
    return release
