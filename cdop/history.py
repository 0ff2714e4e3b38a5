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
    ("form_chased", "{by} wrote again to {agency} for form {form} on {reference}", ("agency", "form")),
    ("form_withdrawn", "{by} asks {agency} no more for form {form} on {reference}", ("agency", "form")),
    ("form_keyed_again", "{by} keyed form {form} of {reference} again as form {new}", ("form", "new")),
    ("identity_corrected", "{by} corrected who the child of {reference} was ({fields}): {why}", ("fields",)),
    ("step_recorded", "{by} recorded for {reference}: {step}", ("step",)),
    ("database_told", "{by} recorded that {reference} was {how} in the national database on {day}",
     ("how", "day")),
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
    ("archive_owed", "The archive of {reference} is owed to the partners", ()),
    ("bundle_asked", "{by} asked for bundle {number} of {reference}", ("number",)),
    ("bundle_built", "Bundle {number} of {reference} was built: {files} files", ("number", "files", "sha256")),
    ("bundle_written", "{by} wrote the bundle of {reference} to a folder: {files} files", ("files", "fingerprint")),
    ("handover_sent_again", "{by} sent {reference} again, to {body}: {because}",
     ("body", "because", "checksum", "number")),
    ("handover_collected", "{by} collected {reference}", ("checksum",)),
    ("receipt_asked", "{by} asked {body} for the receipt of {reference}, letters: {letters}", ("body", "letters")),
    ("receipt_recorded", "{by} recorded the letter in which {body} confirms {reference}", ("body", "sha256")),
    ("content_destroyed", "What was held on {reference} was destroyed, 90 days after its receipt on {received}: {rows}",
     ("received", "rows", "hashes", "rule")),
    ("identity_opened", "{by} opened who the child of {reference} was: {why}", ()),
):  # fmt: skip
    sentences.plug(Sentence(f"cdop.{code}", text, keeps, LEVEL))
