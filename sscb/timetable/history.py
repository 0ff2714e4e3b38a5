"""Sentences of this room's history."""

from sscb.history.sockets import Sentence, sentences

for sentence in (
    Sentence(
        "timetable.deadline_set", "{by} set off {rule} for {reference}; last day {due_on}",
        ("rule", "rule_version", "from_on", "due_on"),
    ),
    Sentence(
        "timetable.deadline_moved", "{rule} for {reference} was worked out again: {before} became {due_on}. {why}",
        ("rule", "rule_version", "from_on", "before", "due_on"),
    ),
    Sentence(
        "timetable.deadline_met", "{by} met {rule} for {reference}, days late: {days_late}",
        ("rule", "due_on", "days_late"),
    ),
    Sentence("timetable.deadline_cancelled", "{rule} no longer applies to {reference}. {why}", ("rule", "due_on")),
    # Of rules whose date says who somebody is: that it happened, never when it counted from.
    Sentence("timetable.deadline_set_undated", "{by} set off {rule} for {reference}", ("rule", "rule_version")),
    Sentence(
        "timetable.deadline_moved_undated", "{rule} for {reference} was worked out again. {why}",
        ("rule", "rule_version"),
    ),
    Sentence("timetable.deadline_met_undated", "{by} met {rule} for {reference}", ("rule", "rule_version")),
    Sentence(
        "timetable.deadline_cancelled_undated", "{rule} no longer applies to {reference}. {why}",
        ("rule", "rule_version"),
    ),
    Sentence("timetable.holiday_added", "{by} added the bank holiday {title}, {day}", ("title", "day", "moved")),
    Sentence("timetable.start_recorded", "{by} recorded {code} as {day}", ("code", "day", "source", "moved")),
    Sentence(
        "timetable.rule_confirmed", "{by} confirmed {rule}, version {rule_version}: {source}",
        ("rule", "rule_version", "source"),
    ),
    Sentence(
        "timetable.swept",
        "The sweep as at {as_at}: {made} made, {skipped} overtaken, {handled} handled",
        ("as_at", "made", "skipped", "handled", "failed", "missed_days"),
    ),
):  # fmt: skip
    sentences.plug(sentence)
