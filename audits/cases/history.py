"""Case audits' history sentences. No word of a case is kept in them: what was written stands in the case."""

from sscb.history.sockets import Sentence, sentences

for code, text, keeps, level in (
    ("theme_planned", "{by} planned {reference} for the Board meeting of {board_on}", ("board_on",), "P3"),
    ("theme_moved", "{by} moved {reference} from “{before}” to “{after}”. {why}", ("before", "after"), "P3"),
    ("theme_asked", "{by} wrote {count} of the theme’s own questions for {reference}", ("count",), "P3"),
    ("list_entered", "{by} entered the list for {reference}: {count} children by pseudonym", ("count", "sha256"), "P3"),
    ("sample_drawn", "{by} drew {size} of {population} for {reference}", ("size", "population", "method"), "P3"),
    ("attendance_noted", "{by} noted who sat at the meeting of {reference}", (), "P3"),
    ("report_saved", "{by} wrote in the report of {reference}", (), "P3"),
    ("learning_sent", "{by} sent out what was learned from {reference}", ("points",), "P3"),
    ("reaudit_agreed", "{by} set the re-audit of {reference} for {reaudit_on}", ("reaudit_on",), "P3"),
    ("keys_destroyed", "What led from {reference} to a child’s record was destroyed: {rows}", ("rows", "rule"), "P3"),
    ("case_swapped", "{by} swapped {reference} for {other}: {why}", ("other",), "P4"),
    ("case_opened", "{by} opened the grades of {reference}, {agencies} agencies. {why}", ("agencies",), "P4"),
    ("case_agreed", "{by} recorded the grade that the meeting agreed for {reference}", ("grade",), "P4"),
    ("finding_added", "{by} wrote a finding on {reference}", ("kind",), "P4"),
    ("voice_added", "{by} wrote down what was said about {reference}", ("whose",), "P4"),
    ("words_kept", "{by} kept words that looked identifying in {reference}: {why}", (), "P4"),
    ("safety_raised", "{by} said that a child may be unsafe: {reference}. {agency} was told", ("agency",), "P4"),
    ("safety_answered", "{by} said what was done for the child of {reference}", (), "P4"),
    ("safe_said", "{by} answered that no child is unsafe now: {reference}", (), "P4"),
    ("tool_asked", "{by} asked {agency} for {reference}", ("agency",), "P4"),
    ("tool_chased", "{by} wrote to {agency} again about {reference}", ("agency",), "P4"),
    ("tool_moved", "{by} moved {reference} from “{before}” to “{after}”. {why}", ("before", "after"), "P4"),
    ("keys_entered", "{by} entered which records {reference} is", ("count",), "P4"),
    ("issue_raised", "{by} sent {reference} to Quality and Performance", (), "P3"),
    ("issue_moved", "{by} moved {reference} from “{before}” to “{after}”. {why}", ("before", "after"), "P3"),
    ("audit_logged", "{by} logged an audit done elsewhere as {reference}", (), "P3"),
):
    sentences.plug(Sentence(f"audits.{code}", text, keeps, level))
