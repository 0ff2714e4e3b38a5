"""The learning room's history sentences."""

from sscb.history.sockets import Sentence, sentences

sentences.plug(Sentence("learning.point_written", "{by} wrote down a learning point, {reference}", ("source",), "P1"))
sentences.plug(
    Sentence("learning.action_asked", "{by} asked {agency} to act: {reference}, due {due}", ("agency", "due"), "P1")
)
sentences.plug(Sentence("learning.progress_said", "{by} said how {reference} stands", (), "P1"))
sentences.plug(Sentence("learning.action_done", "{by} said that {reference} is done", (), "P1"))
sentences.plug(Sentence("learning.action_closed", "{by} closed {reference} with evidence", (), "P1"))
sentences.plug(
    Sentence("learning.action_carried", "{by} moved the date of {reference} to {due}: {why}", ("due",), "P1")
)
