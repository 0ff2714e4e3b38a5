"""Figures into PostgreSQL by COPY, compared and written as sets. Constant statements, bound values (RULINGS 18)."""

import tempfile
from collections.abc import Iterable
from datetime import datetime
from typing import IO

from django.db import connection

from dataset.importing.figures import Figure

CREATE = """
CREATE TEMPORARY TABLE dataset_staging (
    id integer, version_id bigint, area_id bigint, period_start date, period_end date, period_label text,
    period_text text, value double precision, numerator double precision, denominator double precision, marker text,
    text text, decimals smallint, computed boolean, provisional boolean, "row" integer, sheet text, "column" text,
    not_given boolean, verdict text NOT NULL DEFAULT 'new', stands_id bigint
) ON COMMIT DROP
"""
COPY = """
COPY dataset_staging (id, version_id, area_id, period_start, period_end, period_label, period_text, value, numerator,
    denominator, marker, text, decimals, computed, provisional, "row", sheet, "column", not_given) FROM STDIN
"""
DROP = "DROP TABLE IF EXISTS dataset_staging"

TWICE = """
SELECT 1 FROM dataset_staging GROUP BY version_id, area_id, period_start, period_end HAVING count(*) > 1 LIMIT 1
"""
FOLD = """
DELETE FROM dataset_staging WHERE id IN (
    SELECT later.id FROM dataset_staging later JOIN dataset_staging first
    ON first.version_id = later.version_id AND first.area_id = later.area_id
    AND first.period_start = later.period_start AND first.period_end = later.period_end AND first.id < later.id
    WHERE first.value IS NOT DISTINCT FROM later.value AND first.marker IS NOT DISTINCT FROM later.marker
    AND first.text IS NOT DISTINCT FROM later.text)
"""
CONFLICTS = """
SELECT later."row", later.sheet, later."column", later.value, later.marker, later.text, first."row", first.sheet,
    first.value, first.marker, first.text
FROM dataset_staging later JOIN dataset_staging first
ON first.version_id = later.version_id AND first.area_id = later.area_id
    AND first.period_start = later.period_start AND first.period_end = later.period_end AND first.id < later.id
ORDER BY later.id LIMIT 1000
"""

# One source, its own column: any difference is a restatement, even of the parts. Two sources agree when they agree to
# what the coarser of them prints (24 and 23.9 do, where one prints whole numbers). A marker of another source says
# nothing against a figure.
COMPARE = """
UPDATE dataset_staging AS s SET stands_id = v.id, verdict = CASE
    WHEN s.text IS NOT NULL OR v.text IS NOT NULL THEN
        CASE WHEN s.text IS NOT DISTINCT FROM v.text THEN 'same' ELSE 'restated' END
    WHEN s.value IS NOT NULL AND v.value IS NOT NULL THEN
        CASE WHEN (v."column" = s."column" AND i.layout = %s) THEN
            CASE WHEN abs(s.value - v.value) <= 0.000000001 * (1 + abs(v.value))
                AND (s.numerator IS NOT DISTINCT FROM v.numerator AND s.denominator IS NOT DISTINCT FROM v.denominator
                    OR s.denominator IS NOT NULL AND v.numerator IS NULL AND v.denominator IS NULL) THEN 'same'
            ELSE 'restated' END
        WHEN v.decimals IS NULL OR s.decimals IS NULL THEN
            CASE WHEN abs(s.value - v.value) <= 0.000000001 * (1 + abs(v.value)) THEN 'same' ELSE 'restated' END
        WHEN abs(s.value - v.value) <= 0.000000001 * (1 + abs(v.value)) + 0.5 / power(10,
            CASE WHEN s.decimals < v.decimals THEN s.decimals ELSE v.decimals END) THEN 'same'
        ELSE 'restated' END
    WHEN s.value IS NULL AND v.value IS NULL THEN
        CASE WHEN s.marker IS NOT DISTINCT FROM v.marker OR NOT (v."column" = s."column" AND i.layout = %s) THEN 'same'
        ELSE 'restated' END
    WHEN s.value IS NULL THEN
        CASE WHEN (v."column" = s."column" AND i.layout = %s) THEN 'restated' ELSE 'same' END
    ELSE 'restated' END
FROM dataset_value v JOIN dataset_import i ON i.id = v.came_from_id
WHERE v.current AND v.version_id = s.version_id AND v.area_id = s.area_id
    AND v.period_start = s.period_start AND v.period_end = s.period_end
"""
CONFIRM = """
UPDATE dataset_staging SET verdict = 'confirmed' WHERE verdict = 'same' AND NOT provisional AND value IS NOT NULL
AND stands_id IN (SELECT id FROM dataset_value WHERE current AND state = 'provisional')
"""
# A figure that came alone, and now comes with what it is out of: it stands, and gets its parts.
COMPLETE = """
UPDATE dataset_staging SET verdict = 'completed' WHERE verdict IN ('same', 'confirmed') AND value IS NOT NULL
AND numerator IS NOT NULL AND denominator IS NOT NULL
AND stands_id IN (SELECT id FROM dataset_value WHERE current AND numerator IS NULL AND denominator IS NULL)
"""
WAITING = """
UPDATE dataset_staging SET verdict = 'waiting' WHERE verdict = 'restated' AND EXISTS (
    SELECT 1 FROM dataset_restatement r WHERE r.stands_id = dataset_staging.stands_id
    AND r.state IN ('open', 'refused') AND r.value IS NOT DISTINCT FROM dataset_staging.value
    AND r.marker IS NOT DISTINCT FROM dataset_staging.marker
    AND r.text IS NOT DISTINCT FROM dataset_staging.text
    AND r.numerator IS NOT DISTINCT FROM dataset_staging.numerator
    AND r.denominator IS NOT DISTINCT FROM dataset_staging.denominator)
"""
VERDICTS = "SELECT version_id, verdict, count(*) FROM dataset_staging GROUP BY version_id, verdict"
RESTATED = """
SELECT s.version_id, s.area_id, s.period_label, v.value, v.marker, v.text, s.value, s.marker, s.text, s."row", s.sheet,
    s."column"
FROM dataset_staging s JOIN dataset_value v ON v.id = s.stands_id WHERE s.verdict = 'restated' ORDER BY s.id LIMIT %s
"""

# A percentage without its denominator gets no word unless the record says that it was not published, and the table's
# own constraint then refuses it: no way in leads past it.
OUT_OF = """CASE WHEN s.denominator IS NOT NULL THEN 'parts' WHEN i.unit = 'n' THEN 'count'
    WHEN i.unit <> '%%' OR s.not_given THEN 'not-given' ELSE '' END"""
STAGED = """
FROM dataset_staging s JOIN dataset_indicatorversion n ON n.id = s.version_id
    JOIN dataset_indicator i ON i.id = n.indicator_id
"""
INSERT = f"""
INSERT INTO dataset_value (version_id, area_id, period_start, period_end, period_label, period_text, value, numerator,
    denominator, out_of, marker, text, decimals, computed, state, current, came_from_id, "row", sheet, "column",
    received_at)
SELECT s.version_id, s.area_id, s.period_start, s.period_end, s.period_label, s.period_text, s.value, s.numerator,
    s.denominator, {OUT_OF}, s.marker, s.text, s.decimals, s.computed,
    CASE WHEN s.provisional THEN 'provisional' ELSE 'confirmed' END, %s, %s, s."row", s.sheet, s."column", %s
{STAGED} WHERE s.verdict = 'new'
"""
RESTATE = f"""
INSERT INTO dataset_restatement (uuid, stands_id, came_from_id, value, numerator, denominator, out_of, marker, text,
    decimals, computed, provisional, period_text, "row", sheet, "column", received_at, state, why)
SELECT gen_random_uuid(), s.stands_id, %s, s.value, s.numerator, s.denominator, {OUT_OF}, s.marker, s.text, s.decimals,
    s.computed, s.provisional, s.period_text, s."row", s.sheet, s."column", %s, 'open', ''
{STAGED} WHERE s.verdict = 'restated'
"""
CONFIRMED = """
UPDATE dataset_value SET state = 'confirmed' WHERE state = 'provisional' AND id IN (
    SELECT stands_id FROM dataset_staging WHERE verdict IN ('confirmed', 'completed') AND NOT provisional)
"""
COMPLETED = """
UPDATE dataset_value SET numerator = s.numerator, denominator = s.denominator, out_of = 'parts', parts_from_id = %s,
    parts_row = s."row"
FROM dataset_staging s WHERE s.verdict = 'completed' AND dataset_value.id = s.stands_id
"""

SPOOL = 16 * 1024 * 1024
_UNSAFE = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def spool(figures: Iterable[Figure]) -> IO[bytes]:
    """Write figures to a temporary file in COPY's own form. Raises what reading the file raises, before any COPY."""
    out = tempfile.SpooledTemporaryFile(SPOOL)  # noqa: SIM115 - the caller closes it
    lines: list[str] = []
    safe: dict[str, str] = {}
    for figure in figures:
        words = []
        for part in figure:
            if part is None:
                words.append("\\N")
            elif type(part) is str:
                known = safe.get(part)
                if known is None:
                    known = part.translate(_UNSAFE)
                    if len(safe) < 50_000:
                        safe[part] = known
                words.append(known)
            else:
                words.append(repr(part))
        lines.append("\t".join(words))
        if len(lines) == 1000:
            out.write(("\n".join(lines) + "\n").encode())
            lines.clear()
    if lines:
        out.write(("\n".join(lines) + "\n").encode())
    out.seek(0)
    return out


def stage(spooled: IO[bytes]) -> None:
    """Bring spooled figures into the staging table of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(DROP)
        cursor.execute(CREATE)
        cursor.copy_expert(COPY, spooled, size=65_536)
        cursor.execute("ANALYZE dataset_staging")


def write(*, import_id: int, received_at: datetime) -> None:
    """Write what is new, put up what is restated, confirm what was provisional, add parts that were missing."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [True, import_id, received_at])
        cursor.execute(RESTATE, [import_id, received_at])
        cursor.execute(CONFIRMED)
        cursor.execute(COMPLETED, [import_id])
