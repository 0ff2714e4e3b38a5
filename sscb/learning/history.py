"""The learning room's history sentences."""

from sscb.history.sockets import Sentence, sentences
from sscb.learning.engagement import history  # noqa: F401 - plugs its own sentences

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
sentences.plug(Sentence("learning.action_sent_back", "{by} sent {reference} back: {why}", (), "P1"))
sentences.plug(Sentence("learning.action_withdrawn", "{by} withdrew {reference}: {why}", (), "P1"))
sentences.plug(Sentence("learning.recommended", "{by} wrote recommendation {reference}: {strength}", ("strength",)))
sentences.plug(
    Sentence("learning.recommendation_answered", "{by} answered {reference} for {body}: {answer}", ("body", "answer"))
)
sentences.plug(Sentence("learning.recommendation_closed", "{by} closed the plan of {reference}"))
sentences.plug(Sentence("learning.proof_added", "{by} handed in evidence for {reference}: {kind}", ("kind",)))
sentences.plug(Sentence("learning.proof_verified", "{by} verified evidence for {reference}: {kind}", ("kind",)))
sentences.plug(Sentence("learning.practice_judged", "{by} judged {reference}: {verdict}", ("verdict",)))
sentences.plug(Sentence("learning.product_written", "{by} began {reference}, a {kind}", ("kind",)))
sentences.plug(Sentence("learning.product_changed", "{by} changed {reference}"))
sentences.plug(Sentence("learning.product_approved", "{by} approved {reference}"))
sentences.plug(Sentence("learning.product_published", "{by} published {reference}"))
sentences.plug(Sentence("learning.product_withdrawn", "{by} took {reference} down: {why}"))
sentences.plug(Sentence("learning.product_sent", "{by} sent {reference} to {agencies} agencies", ("agencies",)))
sentences.plug(Sentence("learning.product_received", "{by} confirmed {reference} for {agency}", ("agency",)))
sentences.plug(
    Sentence(
        "learning.product_told", "{by} said that {reference} was told to {reached} of {of} staff of {agency}",
        ("agency", "reached", "of"),
    )
)  # fmt: skip
sentences.plug(
    Sentence("learning.check_planned", "{by} planned {reference}: {asks} Last day {due}", ("asks", "due"))
)
sentences.plug(Sentence("learning.check_judged", "{by} judged {reference}: {verdict}", ("verdict",)))
sentences.plug(Sentence("learning.point_closed", "{by} closed the thread of {reference}"))
sentences.plug(Sentence("learning.point_excused", "{by} excused {reference} from a {what}: {why}", ("what",)))
sentences.plug(Sentence("learning.national_received", "{by} put {reference} into the inbox of national reviews"))
sentences.plug(Sentence("learning.national_answered", "{by} said of {reference}: {answer}", ("answer",)))
