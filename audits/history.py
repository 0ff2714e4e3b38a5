"""The audits' history sentences. What was answered stands in the answers' own trail."""

import audits.cases.history  # noqa: F401 - it plugs in what case audits declare
from sscb.history.sockets import Sentence, sentences

for code, text, keeps, level in (
    ("cycle_planned", "{by} planned {reference}, {opens} to {closes}", ("kind", "questions", "opens", "closes"), "P3"),
    (
        "cycle_carried_over",
        "{by} carried over {reference} with {returns} returns from an earlier tool",
        ("kind", "questions", "returns"),
        "P3",
    ),
    ("cycle_opened", "{by} opened {reference} and invited {invited} agencies", ("invited",), "P3"),
    ("cycle_moved", "{by} moved {reference} from {before} to {after}", ("before", "after"), "P3"),
    ("return_invited", "{by} invited {agency} to {reference}", ("agency", "carried"), "P2"),
    ("answer_saved", "{by} saved answer {number} of {reference}", ("number",), "P2"),
    ("answers_saved", "{by} saved {count} answers of {reference}", ("count",), "P2"),
    ("moderation_begun", "{by} began moderation of {reference}: {panel}", ("kind", "panel"), "P2"),
    ("survey_made", "{by} asked front-line staff under {reference}, {opens} to {closes}", ("opens", "closes"), "P2"),
    ("replies_added", "{by} added replies of staff to {reference}", (), "P2"),
    ("support_offered", "{by} offered support under {reference}: {need} ({kind})", ("kind", "need"), "P2"),
    ("support_ended", "{by} noted that support under {reference} was {taken}", ("taken",), "P2"),
    ("gaps_gathered", "{by} took {new} gaps from the returns of {reference}", ("new",), "P3"),
    ("gap_ended", "{by} decided a gap of {reference}: {topic}, {end}. {why}", ("topic", "end"), "P3"),
    ("answers_agreed", "{by} agreed with {count} grades of {reference} as the agency gave them", ("count",), "P2"),
    ("answer_updated", "{by} updated answer {number} of {reference} after it was closed: {why}", ("number",), "P2"),
    ("longer_asked", "{by} asked for {reference} to have until {until}: {why}", ("until",), "P2"),
    ("excuse_asked", "{by} asked that the agency be excused from {reference}: {why}", (), "P2"),
    ("plea_declined", "{by} declined what was asked about {reference}: {why}", ("what",), "P2"),
    ("exemption_approved", "{by} approved that {reference} need not be answered", (), "P2"),
    ("return_chased", "A reminder of {reference} went to {to}", ("step", "to"), "P2"),
    ("return_moved", "{by} moved {reference} from {before} to {after}. {why}", ("before", "after"), "P2"),
    ("return_signed", "{by} signed {reference} as {office}", ("office",), "P2"),
    ("signatures_withdrawn", "What was signed under {reference} no longer holds", ("offices",), "P2"),
    ("return_handed_in", "{by} handed in {reference}", ("sha256", "number"), "P2"),
    ("return_extended", "{by} gave {reference} until {until}: {why}", ("before", "until"), "P2"),
    ("return_exempted", "{by} exempted {reference}: {why}", ("approved",), "P2"),
    ("answer_moderated", "{by} moderated answer {number} of {reference}", ("number",), "P2"),
):
    sentences.plug(Sentence(f"audits.{code}", text, keeps, level))
