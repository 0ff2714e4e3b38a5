"""The reviews' history sentences. None keeps anything that identifies a child or a family."""

from sscb.history.sockets import Sentence, sentences

LEVEL = "P4"

for code, text, keeps in (
    ("incident_recorded", "{by} recorded a notifiable incident, {reference}, known since {aware_on}",
     ("aware_on", "regime")),
    ("told", "{by} recorded that {body} was told about {reference} on {told_on}", ("body", "told_on", "rule")),
    ("reply_recorded", "{by} recorded the reply of {body} about {reference}", ("body",)),
    ("rapid_review_recorded", "{by} recorded the rapid review of {reference}", ("completed_on", "sent_on")),
    ("case_referred", "{by} referred a case for consideration, {reference}", ("agency", "regime")),
    ("duplicates_checked", "{by} looked for the same child in other cases for {reference}", ("found",)),
    ("summary_asked", "{by} asked {agency} for a summary on {reference}", ("agency",)),
    ("summary_answered", "{by} answered {reference} for {agency}", ("agency",)),
    ("cut_off", "{by} closed the gathering on {reference} before every agency had answered", ("missing",)),
    ("considered", "{by} recorded the subgroup’s meeting of {met_on} on {reference}",
     ("met_on", "test_met", "recommends")),
    ("more_asked", "{by} sent {reference} back for more information", ()),
    ("decided", "{by} decided on {reference}: {decision}", ("decision", "late")),
    ("withdrawal_asked", "{by} asked that {reference} be withdrawn", ()),
    ("withdrawn", "{by} agreed that {reference} is withdrawn", ()),
    ("conflict_declared", "{by} recorded a conflict of interest on {reference}", ()),
    ("opening_asked", "{by} asked to open who the child of {reference} is", ()),
    ("opening_agreed", "{by} agreed that who the child of {reference} is may be opened", ()),
    ("identity_opened", "{by} opened who the child of {reference} is", ()),
    ("handover_asked", "{by} asked that {reference} be handed over to {body}", ("body",)),
    ("handover_agreed", "{by} agreed that {reference} is handed over", ()),
    ("handover_sent", "{by} recorded that {reference} was sent to the partners on {sent_on}", ("sent_on",)),
    ("locked", "{by} locked {reference}: its last day, {last_day}, has ended", ("last_day", "rule")),
    ("moved", "{by} moved {reference} from {before} to {after}", ("before", "after")),
):  # fmt: skip
    sentences.plug(Sentence(f"reviews.{code}", text, keeps, LEVEL))
