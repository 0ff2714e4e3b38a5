"""The agenda: a template of the handbook's items, and times that follow from the minutes."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from sscb.board.agenda import BREAK, clock_words, quarterly, times


def test_the_quarterly_agenda_fills_the_meeting_and_numbers_each_item_once():
    items = quarterly()
    assert sum(item.minutes for item in items) == 210  # 9.30am to 1pm
    numbers = [item.number for item in items if item.number != BREAK]
    assert len(numbers) == len(set(numbers)) and numbers[0] == "1"
    assert [item.number for item in items].count(BREAK) == 1
    assert {"9", "9.1"} <= set(numbers)


def test_items_without_a_paper_are_spoken_to():
    assert all(item.oral for item in quarterly() if item.kind == "none")


@given(st.lists(st.integers(0, 60), min_size=1, max_size=20))
def test_each_item_begins_when_those_before_it_end(minutes):
    begins = times(time(9), minutes)
    assert begins[0] == time(9)
    for place in range(1, len(minutes)):
        before, now = begins[place - 1], begins[place]
        assert (now.hour - before.hour) * 60 + now.minute - before.minute == minutes[place - 1] or now < before


def test_times_as_the_board_writes_them():
    said = {time(9, 30): "9.30am", time(12): "12 noon", time(13, 5): "1.05pm", time(0, 15): "12.15am", time(10): "10am"}
    assert {moment: clock_words(moment) for moment in said} == said
