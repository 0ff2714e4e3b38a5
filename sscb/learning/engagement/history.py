"""The sentences of what was heard. Plugged when `sscb.learning.history` is."""

from sscb.history.sockets import Sentence, sentences

for code, text, keeps in (
    ("forum_planned", "{by} planned {reference} for {day}", ("day",)),
    ("forum_held", "{by} wrote down how {reference} went: {came} people came", ("came",)),
    ("forum_not_held", "{by} said that {reference} was not held: {why}", ()),
    ("issue_raised", "{by} wrote down {reference}, raised by practitioners: {kind}", ("kind",)),
    ("issue_sent", "{by} sent {reference} to {group}", ("group",)),
    ("issue_answered", "{by} answered {reference}", ()),
    ("issue_fed_back", "{by} said that {reference} was fed back {how}", ("how",)),
    ("issue_closed", "{by} closed {reference}", ()),
    ("consulted", "{by} wrote down {reference}, a {how}", ("how",)),
    ("view_heard", "{by} wrote down {reference}, said by young people", ()),
    ("view_considered", "{by} answered {reference}: {answer}", ("answer",)),
    ("view_done", "{by} said what was done because of {reference}", ()),
    ("view_told", "{by} said how young people were told of {reference}", ()),
    ("consultation_closed", "{by} closed {reference}", ()),
    ("signal_noted", "{by} noted {reference}: {source}", ("source",)),
    ("signal_sent", "{by} sent {reference} to {group}", ("group",)),
    ("signal_answered", "{by} said what came of {reference}", ()),
):
    sentences.plug(Sentence(f"learning.{code}", text, keeps, "P1"))
for code, text, keeps in (
    ("conversation_planned", "{by} planned {reference} for {day}", ("day",)),
    ("conversation_held", "{by} wrote down what was said in {reference}; the Board looks again on {day}", ("day",)),
    ("conversation_followed", "{by} wrote down the follow-up of {reference}", ()),
):
    sentences.plug(Sentence(f"learning.{code}", text, keeps, "P2"))
