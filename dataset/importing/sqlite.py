"""The same statements on SQLite, which has no COPY and makes its own random identifiers."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.db import connection

from dataset.importing import postgresql
from dataset.importing.figures import Figure

CREATE = postgresql.CREATE.replace("ON COMMIT DROP", "")
INDEX = "CREATE INDEX temp.dataset_staging_key ON dataset_staging (version_id, area_id, period_start, period_end)"
FILL = """
INSERT INTO dataset_staging (id, version_id, area_id, period_start, period_end, period_label, period_text, value,
    numerator, denominator, marker, text, decimals, computed, provisional, "row", sheet, "column")
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
RESTATE = postgresql.RESTATE.replace("gen_random_uuid()", "lower(hex(randomblob(16)))")
BATCH = 5000


def stage(figures: Iterable[Figure]) -> None:
    """Bring all figures into a temporary table of this connection."""
    figures = iter(figures)
    with connection.cursor() as cursor:
        cursor.execute(postgresql.DROP)
        cursor.execute(CREATE)
        while batch := list(islice(figures, BATCH)):
            cursor.executemany(FILL, batch)
        cursor.execute(INDEX)


def write(*, import_id: int, received_at: datetime) -> None:
    """Write what is new, put up what is restated, confirm what was provisional."""
    with connection.cursor() as cursor:
        cursor.execute(postgresql.INSERT, [True, import_id, received_at])
        cursor.execute(RESTATE, [import_id, received_at])
        cursor.execute(postgresql.CONFIRMED)
