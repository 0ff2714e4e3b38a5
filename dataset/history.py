"""The dataset's history sentences."""

from sscb.history.sockets import Sentence, sentences

sentences.plug(
    Sentence(
        "dataset.file_imported",
        "{by} imported {file}: {new} new figures, {unchanged} unchanged, {restated} to be decided",
        keeps=("file", "sha256", "layout", "rows", "new", "unchanged", "restated", "confirmed"),
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
