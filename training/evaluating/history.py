"""Sentences of the register, the evaluation and certificates. No name, no answer stands in any of them."""

from sscb.history.sockets import Sentence, sentences

for code, text, keeps in (
    ("session_marked", "{by} marked {count} people of {reference} for {session}", ("count", "session")),
    ("written_in", "{by} wrote somebody without a place into the register of {reference}", ()),
    (
        "register_closed", "{by} closed the register of {reference}: {came} of {confirmed} booked people attended",
        ("confirmed", "came", "walked_in"),
    ),
    ("certificates_issued", "{by} issued {count} certificates for {reference}", ("count",)),
    ("certificate_withdrawn", "{by} withdrew a certificate of {reference}", ()),
    ("evaluation_asked", "{count} people were asked about {reference} ({point})", ("count", "point")),
    ("link_made", "{by} made a new link for somebody asked about {reference} ({point})", ("point",)),
    ("evaluation_closed", "{by} closed the evaluation of {reference}", ()),
    ("session_observed", "{by} observed {reference} for quality", ()),
    ("trainer_told", "{by} told the trainer of {reference} what was observed", ()),
    ("trainer_replied", "{by} answered the observer of {reference}", ()),
    ("story_judged", "{by} judged a story about {reference} as {strength}", ("strength",)),
    ("reading_linked", "{by} linked the figure {code} to {reference}", ("code",)),
):  # fmt: skip
    sentences.plug(Sentence(f"training.{code}", text, keeps, "P1"))
