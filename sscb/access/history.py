"""The access room's history sentences."""

from sscb.history.sockets import Sentence, sentences

sentences.plug(Sentence("access.grant_given", "{by} opened {reference} to a named person: {why}", ("to",), "P5"))
sentences.plug(Sentence("access.grant_revoked", "{by} ended a named person's access to {reference}", ("to",), "P5"))
sentences.plug(
    Sentence("access.excluded", "{by} kept a person out of {reference}: a conflict of interest", ("who",), "P5")
)
sentences.plug(Sentence("access.reason_given", "{by} opened {reference} and gave a reason: {why}", (), "P5"))
sentences.plug(Sentence("access.signed_in_as", "{by} entered the demonstration as {role}", ("role",), "P1"))
