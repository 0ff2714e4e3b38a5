"""The sentences of the Board's own records. Plugged when `sscb.board.history` is."""

from sscb.history.sockets import Sentence, sentences

for code, text, keeps in (
    ("review_set", "{by} set {reference}, due {day}", ("day",)),
    ("review_drafted", "{by} wrote down what changes with {reference}", ()),
    ("review_agreed", "{by} wrote down that {reference} was agreed: {version}", ("version",)),
    ("review_planned", "{by} put {reference} into the business plan, as {action}", ("action",)),
    ("priority_set", "{by} wrote priority {reference}", ()),
    ("priority_ended", "{by} ended priority {reference}", ()),
    ("plan_asked", "{by} wrote {reference} into the business plan, due {day}", ("day",)),
    ("plan_said", "{by} said how {reference} stands", ()),
    ("plan_moved", "{by} moved {reference} to {day}: {why}", ("day",)),
    ("plan_done", "{by} closed {reference} with evidence", ()),
    ("plan_dropped", "{by} dropped {reference}: {why}", ()),
):
    sentences.plug(Sentence(f"board.{code}", text, keeps, "P1"))
for code, text, keeps in (
    ("risk_noted", "{by} wrote risk {reference} down: {score}", ("score",)),
    ("risk_looked_at", "{by} looked at risk {reference} again: {score}", ("score",)),
    ("risk_closed", "{by} closed risk {reference}: {why}", ()),
    ("budget_written", "{by} wrote {reference} into the budget", ()),
    ("budget_settled", "{by} settled {reference}", ()),
    ("letter_written", "{by} wrote {reference}", ()),
    ("letter_sent", "{by} said that {reference} was sent", ()),
    ("letter_answered", "{by} wrote down the answer to {reference}", ()),
    ("link_written", "{by} wrote down {reference}", ()),
    ("link_answered", "{by} said what came of {reference}", ()),
    ("report_begun", "{by} began {reference}", ()),
    ("report_written", "{by} wrote in {reference}", ()),
    ("report_consulted", "{by} put {reference} to the agencies, with {sections} parts frozen", ("sections",)),
    ("report_again", "{by} took {reference} back to be written again", ()),
    ("report_agreed", "{by} wrote down that the Board agreed {reference}", ()),
    ("report_left_out", "{by} left a part of {reference} out: {part}", ("part",)),
    ("report_published", "{by} published {reference}", ("sha256",)),
    ("report_sent", "{by} said to whom {reference} was sent", ()),
):
    sentences.plug(Sentence(f"board.{code}", text, keeps, "P3"))
