"""The records room's history sentences."""

from sscb.history.sockets import Listener, Sentence, listeners, sentences
from sscb.records.search.keeping import after_history

sentences.plug(Sentence("records.file_added", "{by} added a file to {reference}", ("sha256", "pages"), "P3"))
sentences.plug(
    Sentence("records.file_refused", "The virus scanner refused a file of {reference}; nobody can open it", ("sha256",),
             "P3")
)  # fmt: skip
sentences.plug(Sentence("records.file_taken", "{by} downloaded a file of {reference}", ("sha256",), "P3"))
sentences.plug(
    Sentence("records.marking_lowered", "{by} agreed that {reference}, {before} until now, is marked lower; {asked_by} "
             "had asked for it", ("asked_by", "before"), "P3")
)  # fmt: skip
listeners.plug(Listener("records.words", after_history))
