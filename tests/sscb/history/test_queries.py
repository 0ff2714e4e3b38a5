"""Sentences are made when they are read."""

from datetime import date

import pytest

from sscb.history.models import Entry
from sscb.history.queries import history_of, told
from sscb.history.services import log_view, write_history
from sscb.history.sockets import Sentence, sentences

DAY = date(2019, 11, 12)
TRIED = Sentence("test.tried", "{by} tried {thing} with {reference}", ("thing",), "P2")


def test_the_newest_is_told_first_and_only_of_this_thing(business_manager, agency, other_agency):
    with sentences.also(TRIED):
        for thing in ("tea", "coffee"):
            write_history(agency, "test.tried", by=business_manager, on=DAY, thing=thing)
        write_history(other_agency, "test.tried", by=business_manager, on=DAY, thing="water")
        assert [line.sentence for line in history_of(agency)] == [
            "Bea Manning tried coffee with county-council", "Bea Manning tried tea with county-council",
        ]  # fmt: skip


def test_wording_may_improve_and_facts_may_not(business_manager, agency):
    with sentences.also(TRIED):
        write_history(agency, "test.tried", by=business_manager, on=DAY, thing="tea")
    with sentences.also(Sentence("test.tried", "{thing} was tried by {by}", ("thing",))):
        assert told(Entry.objects.get()).sentence == "Tea was tried by Bea Manning"


def test_a_sentence_that_was_unplugged_is_still_told_somehow(business_manager, agency):
    with sentences.also(TRIED):
        write_history(agency, "test.tried", by=business_manager, on=DAY, thing="tea")
    assert told(Entry.objects.get()).sentence == "Bea Manning: test.tried"


def test_what_nobody_asked_for_was_done_by_the_command_line(agency):
    with sentences.also(TRIED):
        write_history(agency, "test.tried", by=None, on=DAY, thing="tea")
    assert Entry.objects.get().by_name == "the command line"


def test_a_sentence_that_asks_for_what_it_does_not_keep_stops_the_start():
    with pytest.raises(ValueError, match="child"):
        Sentence("test.wrong", "{by} named {child}", ("thing",))


def test_braces_in_a_fact_are_only_text(business_manager, agency):
    with sentences.also(TRIED):
        write_history(agency, "test.tried", by=business_manager, on=DAY, thing="{by.password}")
        assert "{by.password}" in told(Entry.objects.get()).sentence


def test_what_is_no_single_thing_can_be_noted_too(business_manager):
    view = log_view(business_manager, None, kind="export", why="the scorecard as CSV")
    view.refresh_from_db()
    assert (view.object_type, view.reference, view.level, view.why) == ("", "", "P3", "the scorecard as CSV")
