"""The history sentences of the transition. Who moves where stands in the plan, not here."""

from sscb.history.sockets import Sentence, sentences

for sentence in (
    Sentence("board.transition_begun", "{by} began the plan of the transition, {reference}", ("name",), "P3"),
    Sentence("board.transition_named", "{by} wrote into {reference} what the Board is called then: {name}",
             ("name",), "P3"),
    Sentence("board.transition_group", "{by} wrote into {reference} what becomes of a group: {group}, {becomes}",
             ("group", "becomes"), "P3"),
    Sentence("board.transition_seat", "{by} changed in {reference} who moves where", (), "P3"),
    Sentence("board.transition_proposed", "{by} put {reference} to the Independent Chair", (), "P3"),
    Sentence("board.transition_agreed", "{by} agreed to {reference}, which takes effect on {day}", ("day",), "P3"),
    Sentence("board.transition_changed", "{by} opened {reference} again: {why}", (), "P3"),
    Sentence("board.transition_follows", "{reference} takes effect on {day}, as the start is recorded now",
             ("day",), "P3"),
    Sentence("board.passed_on", "{reference} passed from {was} to {now}", ("was", "now"), "P3"),
):  # fmt: skip
    sentences.plug(sentence)
