"""The work plan: nearest to the panel first, nobody placed twice, nothing after the last day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdop.lifecycle import UNFINISHED, Stage
from cdop.workplan import NEAREST_FIRST, Meeting, OpenCase, in_a_sentence, plan

TODAY, LAST = date(2019, 11, 12), date(2020, 1, 29)


def case(number, stage="ready", on=date(2019, 6, 1)):
    return OpenCase(f"CDR-2019-{number:03d}", stage, on)


def test_five_of_fourteen_will_not_make_it():
    meetings = [Meeting(date(2019, 12, 5), 5), Meeting(date(2020, 1, 16), 4), Meeting(date(2020, 2, 6), 6)]
    made = plan([case(n) for n in range(14)], meetings, today=TODAY, last_day=LAST)
    assert (made.open, made.places, len(made.left_over)) == (14, 9, 5)
    assert in_a_sentence(made, LAST) == (
        "14 reviews are open and the panel has room for 9 until 29 January 2020: 5 will not make it."
    )


def test_a_meeting_on_the_last_day_counts_and_one_the_day_after_does_not():
    made = plan([case(1), case(2)], [Meeting(LAST, 1), Meeting(LAST + timedelta(days=1), 1)], today=LAST, last_day=LAST)
    assert made.placed == {"CDR-2019-001": LAST} and made.left_over == ("CDR-2019-002",)


def test_what_is_near_the_panel_comes_first_and_what_waits_comes_last():
    found = [case(1, "waiting"), case(2, "gathering"), case(3, "ready"), case(4, "ready", date(2019, 5, 1))]
    made = plan(found, [Meeting(date(2019, 12, 5), 3)], today=TODAY, last_day=LAST)
    assert list(made.placed) == ["CDR-2019-004", "CDR-2019-003", "CDR-2019-002"]
    assert made.left_over == ("CDR-2019-001",) and made.waiting == 1


def test_words_at_the_edges():
    assert in_a_sentence(plan([], [], today=TODAY, last_day=LAST), LAST) == "No review is open."
    none = plan([case(1), case(2)], [], today=TODAY, last_day=LAST)
    assert "no panel meeting is planned until 29 January 2020: 2 will not make it" in in_a_sentence(none, LAST)
    one = plan([case(1)], [Meeting(LAST, 2)], today=TODAY, last_day=LAST)
    assert in_a_sentence(one, LAST).startswith("1 review is open") and "each has a place" in in_a_sentence(one, LAST)


def test_a_finished_case_has_no_place():
    with pytest.raises(ValueError, match="Finished already: CDR-2019-007"):
        plan([case(7, "reviewed")], [], today=TODAY, last_day=LAST)
    assert set(NEAREST_FIRST) == set(UNFINISHED)


cases = st.lists(
    st.builds(
        OpenCase, st.integers(1, 999).map(lambda n: f"CDR-2019-{n:03d}"), st.sampled_from([str(s) for s in UNFINISHED]),
        st.dates(date(2018, 1, 1), date(2019, 9, 28)),
    ),
    unique_by=lambda one: one.reference, max_size=30,
)  # fmt: skip
meetings = st.lists(
    st.builds(Meeting, st.dates(date(2019, 10, 1), date(2020, 3, 1)), st.integers(0, 8)), max_size=6,
    unique_by=lambda one: one.on,
)  # fmt: skip


@given(cases, meetings)
def test_each_case_once_no_meeting_too_full_and_none_too_late(found, planned):
    made = plan(found, planned, today=TODAY, last_day=LAST)
    assert sorted([*made.placed, *made.left_over]) == sorted(one.reference for one in found)
    assert all(TODAY <= day <= LAST for day in made.placed.values())
    room = {meeting.on: meeting.room_for for meeting in planned}
    for day in set(made.placed.values()):
        assert list(made.placed.values()).count(day) <= room[day]
    assert not made.left_over or len(made.placed) == made.places


@given(cases, meetings)
def test_nothing_further_from_the_panel_takes_the_place_of_something_nearer(found, planned):
    made = plan(found, planned, today=TODAY, last_day=LAST)
    rank = {one.reference: NEAREST_FIRST.index(Stage(one.stage)) for one in found}
    if made.placed and made.left_over:
        assert max(rank[one] for one in made.placed) <= min(rank[one] for one in made.left_over)
