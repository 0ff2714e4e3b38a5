"""The same statements on SQLite, which has no COPY and makes its own random identifiers."""

import json
import tempfile
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import IO

from django.db import connection

from dataset.importing import postgresql
from dataset.importing.figures import Figure

CREATE = postgresql.CREATE.replace("ON COMMIT DROP", "")
INDEX = "CREATE INDEX temp.dataset_staging_key ON dataset_staging (version_id, area_id, period_start, period_end)"
FILL = """
INSERT INTO dataset_staging (id, version_id, area_id, period_start, period_end, period_label, period_text, value,
    numerator, denominator, marker, text, decimals, computed, provisional, "row", sheet, "column", not_given)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
RESTATE = postgresql.RESTATE.replace("gen_random_uuid()", "lower(hex(randomblob(16)))")
BATCH = 5000


def spool(figures: Iterable[Figure]) -> IO[bytes]:
    """Write figures to a temporary file, so that nothing is locked while a file is read."""
    out = tempfile.SpooledTemporaryFile(postgresql.SPOOL)  # noqa: SIM115 - the caller closes it
    figures = iter(figures)
    while batch := list(islice(figures, BATCH)):
        out.write(json.dumps(batch).encode() + b"\n")
    out.seek(0)
    return out


def stage(spooled: IO[bytes]) -> None:
    """Bring spooled figures into a temporary table of this connection."""
    with connection.cursor() as cursor:
        cursor.execute(postgresql.DROP)
        cursor.execute(CREATE)
        for line in spooled:
            cursor.executemany(FILL, json.loads(line))
        cursor.execute(INDEX)


def write(*, import_id: int, received_at: datetime) -> None:
    """Write what is new, put up what is restated, confirm what was provisional, add parts that were missing."""
    with connection.cursor() as cursor:
        cursor.execute(postgresql.INSERT, [True, import_id, received_at])
        cursor.execute(RESTATE, [import_id, received_at])
        cursor.execute(postgresql.CONFIRMED)
        cursor.execute(postgresql.COMPLETED, [import_id])
