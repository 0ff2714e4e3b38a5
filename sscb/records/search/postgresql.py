"""PostgreSQL: the words of records as stems, with the reference and the title before the text."""

from collections.abc import Iterable

from django.db import connection

CREATE = "CREATE TABLE records_words (rowid bigint PRIMARY KEY, body tsvector NOT NULL)"
CREATE_INDEX = "CREATE INDEX records_words_body ON records_words USING gin (body)"
DROP = "DROP TABLE records_words"
_PUT = (
    "INSERT INTO records_words (rowid, body) VALUES (%s, "
    "setweight(to_tsvector('english', %s), 'A') || to_tsvector('english', %s)) "
    "ON CONFLICT (rowid) DO UPDATE SET body = excluded.body"
)
_EMPTY = "DELETE FROM records_words"


def put(rows: Iterable[tuple[int, str, str]]) -> None:
    """Rows of (key of the record, its reference and title, its text)."""
    with connection.cursor() as cursor:
        cursor.executemany(_PUT, list(rows))


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY)
