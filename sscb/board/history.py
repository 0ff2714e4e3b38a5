"""The board room's history sentences."""

from sscb.board.business import history  # noqa: F401 - plugs its own
from sscb.board.transition import history as of_the_transition  # noqa: F401 - plugs its own
from sscb.history.sockets import Sentence, sentences

for sentence in (
    Sentence("board.meeting_planned", "{by} planned meeting {reference} for {day}", ("day",), "P3"),
    Sentence("board.meeting_moved", "{by} moved meeting {reference} to {day}", ("day",), "P3"),
    Sentence("board.agenda_set", "{by} changed the agenda of {reference}", ("items", "minutes"), "P3"),
    Sentence("board.item_put_off", "{by} took “{title}” off the agenda of {reference}", ("title",), "P3"),
    Sentence("board.attendance_recorded", "{by} recorded who came to {reference}", ("present", "of"), "P3"),
    Sentence("board.interest_declared", "{by} recorded a declaration of interest at {reference}", (), "P3"),
    Sentence("board.minuted", "{by} minuted item {item} of {reference}", ("item",), "P3"),
    Sentence("board.decided", "{by} recorded decision {decision} of {reference}", ("decision",), "P3"),
    Sentence("board.messages_written", "{by} wrote the messages to staff from {reference}", (), "P3"),
    Sentence("board.meeting_held", "{by} recorded that {reference} was held", (), "P3"),
    Sentence("board.minutes_sent", "{by} sent the draft minutes of {reference} to its members", (), "P3"),
    Sentence("board.minutes_approved", "{by} recorded that the minutes of {reference} are approved", ("sha256",), "P3"),
    Sentence("board.minutes_corrected", "{by} corrected the approved minutes of {reference}", (), "P3"),
    Sentence("board.item_planned", "{by} put “{title}” in the Board’s forward plan", ("title",), "P3"),
    Sentence("board.rewound", "{by} took out what the Board knew on {day}", ("day", "sha256"), "P3"),
    Sentence("board.held", "{by} placed {reference} under a legal hold: {why}", ("hold",), "P3"),
    Sentence("board.release_asked", "{by} asked for {reference} to be released from its legal hold: {why}",
             ("hold",), "P3"),
    Sentence("board.released", "{by} released {reference} from its legal hold", ("hold",), "P3"),
    Sentence("board.reader_named", "{by} named a reader of part B of {reference}", ("to",), "P3"),
    Sentence("board.calendar_made", "{by} asked for a calendar address of their own", (), "P1"),
    Sentence("board.paper_expected", "{by} asked for {reference}, due {due}", ("due",), "P3"),
    Sentence("board.paper_received", "{by} handed in {reference}, {pages} pages", ("pages", "sha256"), "P3"),
    Sentence("board.cover_written", "{by} wrote the cover sheet of {reference}", (), "P3"),
    Sentence("board.paper_withdrawn", "{by} withdrew {reference}: {why}", (), "P3"),
    Sentence("board.pack_asked_for", "{by} asked for draft {draft} of the pack of {reference}", ("draft",), "P3"),
    Sentence("board.pack_built", "The pack of {reference}, draft {draft}, was built: {pages} pages",
             ("draft", "pages", "fingerprint"), "P3"),
    Sentence("board.pack_stopped", "Building the pack of {reference} stopped: {problem}", ("draft", "problem"), "P3"),
    Sentence("board.pack_issued", "{by} issued version {number} of the pack of {reference}",
             ("number", "fingerprint", "pages"), "P3"),
    Sentence("board.pack_taken", "{by} downloaded the pack of {reference}", ("number", "sha256"), "P3"),
    Sentence("board.list_loaded", "{by} loaded the Board's list: {people} people, {added} of them new",
             ("people", "added"), "P1"),
    Sentence("board.date_stepped", "{by} stepped the demonstration's date to {day}", ("day",), "P1"),
    Sentence("board.challenge_raised", "{by} put {reference} to {office}, due {due}", ("office", "due"), "P3"),
    Sentence("board.challenge_chased", "{by} asked again for the answer to {reference}", ("time",), "P3"),
    Sentence("board.challenge_answered", "{by} answered {reference}", (), "P3"),
    Sentence("board.challenge_asked_again", "{by} asked for a better answer to {reference}: {why}", ("due",), "P3"),
    Sentence("board.challenge_closed", "{by} closed {reference}", (), "P3"),
):  # fmt: skip
    sentences.plug(sentence)
