"""The dataset's history sentences."""

from sscb.history.sockets import Sentence, sentences

sentences.plug(
    Sentence(
        "dataset.file_imported",
        "{by} imported {file}: {new} new figures, {unchanged} unchanged, {restated} to be decided",
        keeps=("file", "sha256", "layout", "rows", "new", "unchanged", "restated", "confirmed", "completed"),
    )
)
sentences.plug(
    Sentence("dataset.file_left", "{by} looked at {file} and did not import it", keeps=("file", "sha256"))
)
sentences.plug(
    Sentence(
        "dataset.restatement_accepted",
        "{by} accepted a restated figure of {indicator}, {area}, {period}: {stood} became {value}",
        keeps=("indicator", "area", "period", "stood", "value", "file"),
    )
)
sentences.plug(
    Sentence(
        "dataset.restatement_refused",
        "{by} kept {stood} of {indicator}, {area}, {period}, against {value}",
        keeps=("indicator", "area", "period", "stood", "value", "file"),
    )
)
sentences.plug(
    Sentence(
        "dataset.column_mapped",
        "{by} mapped the column {column} of {layout} files to {indicator}",
        keeps=("column", "layout", "indicator", "part"),
    )
)
sentences.plug(Sentence("dataset.list_loaded", "{by} loaded the default indicators", keeps=("indicators",)))
sentences.plug(
    Sentence(
        "dataset.defined_again",
        "{by} changed the definition of {indicator} from {from_on}: version {version}",
        keeps=("indicator", "version", "from_on"),
    )
)
sentences.plug(
    Sentence(
        "dataset.limits_proposed", "{by} proposed new limits for {indicator} from {from_on}: {why}",
        keeps=("indicator", "from_on"),
    )
)  # fmt: skip
sentences.plug(
    Sentence(
        "dataset.limits_approved", "{by} approved new limits for {indicator} from {from_on}, {minute}",
        keeps=("indicator", "from_on", "minute"),
    )
)  # fmt: skip
sentences.plug(
    Sentence(
        "dataset.limits_refused", "{by} did not approve new limits for {indicator} from {from_on}: {why}",
        keeps=("indicator", "from_on"),
    )
)  # fmt: skip
sentences.plug(
    Sentence(
        "dataset.target_set", "{by} set the target of {indicator} from {from_on}: {target}, {minute}",
        keeps=("indicator", "from_on", "target", "tolerance", "minute"),
    )
)  # fmt: skip
sentences.plug(
    Sentence(
        "dataset.rule_set", "{by} changed how {what} read: {rule}", keeps=("what", "rule"),
    )
)  # fmt: skip
sentences.plug(
    Sentence("dataset.note_added", "{by} marked {when} on the chart of {indicator}", keeps=("indicator", "when"))
)
sentences.plug(
    Sentence(
        "dataset.note_taken_off", "{by} took the mark of {when} off the chart of {indicator}",
        keeps=("indicator", "when"),
    )
)  # fmt: skip
sentences.plug(
    Sentence(
        "dataset.event_days_written", "{by} wrote down the days of {count} events of {indicator}",
        keeps=("indicator", "count"),
    )
)  # fmt: skip
sentences.plug(
    Sentence(
        "dataset.figures_taken", "{by} took figures of {what} as {form}: {rows} rows", keeps=("what", "form", "rows"),
    )
)  # fmt: skip
for sentence in (
    Sentence("dataset.return_opened", "{agency} is asked for its figures for {period}, due {due}",
             ("agency", "period", "due", "indicators"), "P2"),
    Sentence("dataset.return_filled", "{by} filled in {cells} cells of {reference}", ("cells", "how", "sha256"), "P2"),
    Sentence("dataset.return_submitted", "{by} handed in {reference}",
             ("number", "sha256", "new", "unchanged", "restated"), "P2"),
    Sentence("dataset.return_checked", "{by} checked {reference}: its figures are confirmed",
             ("number", "confirmed"), "P2"),
    Sentence("dataset.return_sent_back", "{by} sent {reference} back: {why}", ("number", "indicators"), "P2"),
    Sentence("dataset.return_reopened", "{by} opened {reference} again: {why}", ("number",), "P2"),
    Sentence("dataset.return_extended", "{by} gave {reference} until {due}: {why}", ("due", "before"), "P2"),
    Sentence("dataset.provider_asked", "{by} asks {agency} for the figures of “{words}”",
             ("agency", "words", "indicators", "from_on")),
    Sentence("dataset.figure_sent_again", "{by} sent {indicator} for {period} again before it was checked: "
             "{stood} became {value}", ("indicator", "period", "stood", "value"), "P2"),
):  # fmt: skip
    sentences.plug(sentence)


for sentence in (
    Sentence("dataset.concern_raised", "{by} raised {reference} on {what}", ("what",), "P3"),
    Sentence("dataset.concern_joined", "{by} joined {what} to {reference}", ("what",), "P3"),
    Sentence("dataset.concern_accepted", "{by} accepted {reference}, minute {minute}", ("minute",), "P3"),
    Sentence("dataset.concern_dropped", "{by} did not take {reference} up, minute {minute}: {why}", ("minute",), "P3"),
    Sentence("dataset.concern_passed", "{by} put {reference} to {agencies}", ("agencies",), "P3"),
    Sentence("dataset.concern_tasked", "{agency} promised {action} on {reference}", ("agency", "action"), "P3"),
    Sentence("dataset.concern_answered", "Every agency asked has answered {reference}", (), "P3"),
    Sentence("dataset.concern_monitored", "{by} set {periods} periods for {reference}, minute {minute}",
             ("periods", "minute"), "P3"),
    Sentence("dataset.concern_escalated", "{by} escalated {reference} as challenge {challenge}", ("challenge",), "P3"),
    Sentence("dataset.concern_resolved", "{by} resolved {reference}, minute {minute}", ("minute", "how"), "P3"),
    Sentence("dataset.concern_closed", "{by} closed {reference}; the Board was told: {told}", ("told",), "P3"),
    Sentence("dataset.concern_reopened", "{by} raised {reference} again as {now}", ("now",), "P3"),
    Sentence("dataset.question_asked", "{by} asked {agency}: {reference}, due {due}", ("agency", "due"), "P2"),
    Sentence("dataset.question_chased", "{by} asked again for {reference}", ("time",), "P2"),
    Sentence("dataset.answer_saved", "{by} wrote at the answer to {reference}", (), "P2"),
    Sentence("dataset.answer_sent", "{by} answered {reference}", (), "P2"),
    Sentence("dataset.action_promised", "{by} promised {action} on {reference}", ("action",), "P2"),
    Sentence("dataset.question_reopened", "{by} asked for a better answer to {reference}: {why}", ("due",), "P2"),
    Sentence("dataset.question_withdrawn", "{reference} was withdrawn", (), "P2"),
):  # fmt: skip
    sentences.plug(sentence)
