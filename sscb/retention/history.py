"""The retention room's history sentences. References, classes and dates: never what stood in a record."""

from sscb.history.sockets import Listener, Sentence, listeners, sentences
from sscb.retention.services.holding import after_history

for _sentence in (
    Sentence("retention.held", "{by} placed {reference} under a legal hold: {why}", ("hold",), "P3"),
    Sentence("retention.person_held", "{by} placed a legal hold on a person with an account: {why}", ("hold",), "P3"),
    Sentence("retention.hold_reached", "The legal hold {hold} now reaches {reference} too", ("hold",), "P3"),
    Sentence("retention.release_asked", "{by} asked for the legal hold {hold} to be released: {why}", ("hold",), "P3"),
    Sentence("retention.released", "{by} released the legal hold {hold}", ("hold",), "P3"),
    Sentence("retention.stopped", "{by} stopped all disposal ({hold}): {why}", ("hold",), "P3"),
    Sentence("retention.lift_asked", "{by} asked for disposal to go on ({hold}): {why}", ("hold",), "P3"),
    Sentence("retention.lifted", "{by} let disposal go on ({hold})", ("hold",), "P3"),
    Sentence("retention.period_changed", "{by} changed how long {line} is kept, from {before} to {after}: {why}",
             ("line", "number", "before", "after", "from_on"), "P3"),
    Sentence("retention.signed_off", "{by} signed off {line}, version {number}", ("line", "number"), "P3"),
    Sentence("retention.proposed", "{reference} has reached the end of its time ({line}), kept until {kept_until}",
             ("line", "kept_until"), "P3"),
    Sentence("retention.withdrawn", "{reference} is no longer proposed for disposal ({line})", ("line",), "P3"),
    Sentence("retention.approved", "{by} approved the disposal of {reference} ({line})", ("line", "which"), "P3"),
    Sentence("retention.extended", "{by} keeps {reference} until {until}: {why}", ("line", "until"), "P3"),
    Sentence("retention.disposed", "{reference} was disposed of ({line}); certificate {number}",
             ("line", "number", "mark"), "P3"),
    Sentence("retention.offered", "{by} offered {count} records to the county archive; certificate {number}",
             ("count", "number", "mark"), "P3"),
    Sentence("retention.replayed", "{by} disposed of {reference} again after a restore; certificate {number}",
             ("line", "number", "mark"), "P3"),
):  # fmt: skip
    sentences.plug(_sentence)
listeners.plug(Listener("retention.holds", after_history))
