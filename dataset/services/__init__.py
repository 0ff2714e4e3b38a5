"""Every write of the dataset: importing files, deciding restatements, mapping columns, loading the Board's list."""

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
from dataset.services.restating import accept_restatement, accept_restatements, refuse_restatement

__all__ = [
    "SMALL", "AlreadyRunning", "Faulty", "accept_as_job", "accept_import", "accept_restatement",
    "accept_restatements", "check_file", "check_import", "import_file", "leave_import", "load_areas",
    "load_default_indicators", "look_again", "map_column", "refuse_restatement", "upload_file",
]  # fmt: skip
