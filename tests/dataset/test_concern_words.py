"""What a concern says of itself, and what counts as the signal gone: pure, so each sentence is held here."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset import concern_words as say
from dataset.concern_words import Asked, Told
from dataset.lifecycle import STAGES, Stage
from dataset.monitoring import Period, Seen, Watched, evidence, together, watch

TODAY = date(2019, 11, 12)
POLICE = Asked("Police force", date(2019, 10, 30))
COUNCIL = Asked("County council", date(2019, 10, 30), date(2019, 10, 24))
CCG = Asked("Clinical commissioning group", date(2019, 11, 20))


def told(stage, *asked, **more):
    return Told("Return interviews", stage, tuple(asked), **more)


@pytest.mark.parametrize(
    ("one", "heading", "state"),
    [
        (told("raised"), "Return interviews: raised, and Quality and Performance has to decide",
         ("soon", "Raised: Q&P to decide")),
        (told("accepted"), "Return interviews: accepted, and no agency has been asked yet",
         ("soon", "Accepted: to be put to agencies")),
        (told("tasked", COUNCIL, POLICE), "Return interviews: the police force has not answered, 13 days late",
         ("late", "Tasked: answer 13 days late")),
        (told("passed", CCG), "Return interviews: the clinical commissioning group answers by 20 November 2019",
         ("soon", "Passed: answer due 20 November")),
        (told("responded", COUNCIL), "Return interviews: answered, and Quality and Performance has to say what follows",
         ("soon", "Answered: Q&P to consider")),
        (told("monitored", COUNCIL, gone=2, wanted=3), "Return interviews: signal gone for 2 of 3 periods",
         ("waiting", "Monitored: signal gone for 2 of 3 periods")),
        (told("monitored", COUNCIL, gone=3, wanted=3),
         "Return interviews: the signal has gone for three periods, and it can be resolved",
         ("soon", "Monitored: signal gone for 3 of 3 periods")),
        (told("escalated", POLICE), "Return interviews: escalated; the police force has not answered, 13 days late",
         ("late", "Escalated: answer 13 days late")),
        (told("escalated", COUNCIL), "Return interviews: escalated to the chief officer, and answered",
         ("soon", "Escalated, and answered")),
        (told("resolved", COUNCIL, resolved_how="signal"),
         "Return interviews: resolved, since the signal has gone; the Board is still to be told",
         ("soon", "Resolved: Board to be told")),
        (told("closed", COUNCIL, resolved_how="explained", closed_on=TODAY),
         "Return interviews: closed on 12 November 2019, with an explanation that was agreed",
         ("done", "Closed 12 November 2019")),
        (told("dropped"), "Return interviews: not taken up", ("done", "Not taken up")),
    ],
)  # fmt: skip
def test_each_stage_has_its_sentence_and_its_mark(one, heading, state):
    assert say.heading(one, TODAY) == heading
    assert say.state(one, TODAY) == state


@settings(max_examples=100)
@given(stage=st.sampled_from(sorted(STAGES)), due=st.integers(-60, 60), gone=st.integers(0, 3))
def test_no_stage_is_without_words_and_nothing_is_late_before_its_day(stage, due, gone):
    one = told(stage, Asked("Police force", TODAY + timedelta(days=due)), gone=gone, wanted=3, closed_on=TODAY)
    code, words = say.state(one, TODAY)
    assert words and say.heading(one, TODAY)
    assert one.days_late(TODAY) >= 0
    assert (code == "late") == (due < 0 and stage in (Stage.PASSED, Stage.TASKED, Stage.ESCALATED))


def test_the_list_says_how_many_are_open_and_how_many_wait_for_a_late_answer():
    assert say.list_heading([], TODAY) == "No concern is open"
    assert say.list_heading([], TODAY, 2) == "No concern is open; two noticed in the figures"
    assert say.list_heading([told("raised")], TODAY) == "One concern is open, and no answer is late"
    some = [told("tasked", POLICE), told("passed", CCG), told("closed")]
    assert say.list_heading(some, TODAY) == "Two concerns are open; one waits for a late answer"


def test_a_home_page_says_who_was_asked_and_who_is_late():
    said = say.asked_line(told("tasked", COUNCIL, POLICE, CCG), TODAY)
    assert said == (
        "Asked: Police force, 13 days late; Clinical commissioning group, by 20 November; "
        "County council, answered 24 October."
    )
    assert say.asked_line(told("raised"), TODAY) == ""


# --- whether the signal has gone --------------------------------------------------------------------------------------

CONCERN = "special_cause_concern"


def months(*told, first=8):
    return [Period(date(2019, first + n, 1), f"m{n}", *one) for n, one in enumerate(told)]


def seen(kind, *told, wanted=3, **more):
    return watch("MI02", kind, months(*told), from_on=date(2019, 9, 1), wanted=wanted, **more)


def test_periods_before_the_day_do_not_count():
    one = seen("signal", (80.0, ""), (81.0, ""), (82.0, ""))
    assert (len(one.periods), one.gone, one.met) == (2, 2, False)


def test_a_signal_begins_the_count_afresh_and_a_gap_counts_for_nothing():
    one = seen("signal", (58.0, CONCERN), (80.0, ""), (58.0, CONCERN), (80.0, ""), (None, ""))
    assert [verdict for _, verdict in one.periods] == [Seen.GONE, Seen.THERE, Seen.GONE, Seen.NOT_SENT]
    assert one.gone == 1


@pytest.mark.parametrize(("polarity", "value", "verdict"), [
    ("H", 84.9, Seen.THERE), ("H", 85.0, Seen.GONE), ("L", 85.1, Seen.THERE), ("L", 85.0, Seen.GONE),
])  # fmt: skip
def test_a_missed_target_is_gone_when_it_is_met(polarity, value, verdict):
    one = seen("red", (80.0, ""), (value, ""), target=85.0, polarity=polarity)
    assert [found for _, found in one.periods] == [verdict]


def test_late_figures_are_gone_when_they_come():
    assert seen("late", (1.0, ""), (None, ""), (3.0, "")).gone == 1


def test_a_worry_that_rests_on_no_signal_ends_with_an_explanation():
    assert not seen("worry", *[(80.0, "")] * 4, wanted=1).met


def test_the_slowest_indicator_counts_and_says_so():
    quick = seen("signal", *[(80.0, "")] * 5)
    slow = seen("signal", *[(80.0, "")] * 2)
    assert together([quick, slow]) == (1, 3) and together([]) == (0, 0)
    assert evidence([quick, slow]) == "Signal gone for one of three periods"
    assert evidence([quick]) == "Signal gone for three of three periods"
    assert evidence([Watched("MI02", 3, ())]) == "No figure has come yet of three periods to be watched"
    assert "explanation" in evidence([])


@settings(max_examples=100)
@given(st.lists(st.sampled_from([(80.0, ""), (58.0, CONCERN), (None, "")]), max_size=4), st.integers(1, 4))
def test_one_more_quiet_period_never_lowers_the_count(told, wanted):
    before = seen("signal", *told, wanted=wanted).gone
    after = seen("signal", *told, (80.0, ""), wanted=wanted).gone
    assert 0 <= before <= after <= wanted
