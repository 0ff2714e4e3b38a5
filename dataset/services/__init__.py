"""Every write of the dataset: importing files, deciding restatements, mapping columns, loading the Board's list."""

from dataset.services.agreeing import (
    approve_limits,
    propose_limits,
    read_as_the_board,
    refuse_limits,
    set_rule,
    set_target,
)
from dataset.services.defining import define_again
from dataset.services.importing import (
    SMALL,
    AlreadyRunning,
    Faulty,
    accept_as_job,
    accept_import,
    check_file,
    check_import,
    import_file,
    leave_import,
    look_again,
    upload_file,
)
from dataset.services.loading import load_areas, load_default_indicators
from dataset.services.mapping import map_column
from dataset.services.marking import add_note, take_note_off, write_event_days
from dataset.services.published import load_published_values
from dataset.services.restating import accept_restatement, accept_restatements, refuse_restatement

__all__ = [
    "SMALL", "AlreadyRunning", "Faulty", "accept_as_job", "accept_import", "accept_restatement", "accept_restatements",
    "add_note", "approve_limits", "check_file", "check_import", "define_again", "import_file", "leave_import",
    "load_areas", "load_default_indicators", "load_published_values", "look_again", "map_column", "propose_limits",
    "read_as_the_board", "refuse_limits", "refuse_restatement", "set_rule", "set_target", "take_note_off",
    "upload_file", "write_event_days",
]  # fmt: skip
