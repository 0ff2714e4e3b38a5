"""The child death reviews' history sentences. None keeps anything that identifies a child."""

from sscb.history.sockets import Sentence, sentences

LEVEL = "P5"

for code, text, keeps in (
    ("notification_taken", "{by} took a notification received on {received}: {reference}",
     ("received", "keyed", "body", "rule")),
    ("notification_joined", "{by} joined another notification, received on {received}, to {reference}", ("received",)),
    ("reviews_carried_over", "{by} carried over {count} reviews completed before the portal", ("count",)),
    ("review_opened", "{by} sent {reference} out to agencies", ()),
    ("form_asked", "{by} asked {agency} for form {form} on {reference}", ("agency", "form")),
    ("form_answered", "{by} answered form {form} on {reference}", ("form",)),
    ("review_moved", "{by} moved {reference} from {before} to {after}", ("before", "after")),
    ("panel_planned", "{by} planned a panel meeting on {day}", ("day", "room_for")),
    ("panel_held", "{by} recorded the panel meeting, {present} present", ("present",)),
    ("put_on_agenda", "{by} put {reference} on the agenda of {day}", ("day",)),
    ("review_deferred", "{by} recorded that the panel deferred {reference}", ()),
    ("review_reopened", "{by} reopened {reference}: {why}", ()),
    ("analysis_written", "{by} wrote the analysis form of {reference}", ()),
    ("review_completed", "{by} recorded that the panel completed {reference}", ("last_day",)),
    ("review_locked", "{reference} was locked: its last day, {last_day}, had ended", ("last_day", "rule")),
    ("handover_owed", "{by} decided to hand {reference} over before its last day", ()),
    ("handover_sent", "{by} sent {reference} to {body} by {method}", ("body", "method", "checksum")),
    ("handover_received", "{by} confirmed for {body} that {reference} arrived", ("body", "checksum")),
    ("identity_opened", "{by} opened who the child of {reference} was: {why}", ()),
):  # fmt: skip
    sentences.plug(Sentence(f"cdop.{code}", text, keeps, LEVEL))
