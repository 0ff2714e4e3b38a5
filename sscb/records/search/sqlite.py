"""SQLite: the words of records in a full-text index (FTS5)."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import F, QuerySet

from sscb.records.search.fields import Nearness

CREATE = "CREATE VIRTUAL TABLE records_words USING fts5(body, tokenize='porter unicode61')"
DROP = "DROP TABLE records_words"
_PUT = "INSERT OR REPLACE INTO records_words (rowid, body) VALUES (%s, %s)"
_REMOVE = "DELETE FROM records_words WHERE rowid = %s"
_PRESS = "INSERT INTO records_words(records_words) VALUES('optimize')"
_EMPTY = "DELETE FROM records_words"
_SOME = "SELECT EXISTS (SELECT 1 FROM records_words)"
_KEPT = "SELECT rowid, body FROM records_words"


def put(rows: Iterable[tuple[int, str, str]]) -> None:
    """Rows of (key of the record, its reference and title, its text)."""
    with connection.cursor() as cursor:
        cursor.executemany(_PUT, [(key, f"{head}\n{body}") for key, head, body in rows])


def remove(keys: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_REMOVE, [(key,) for key in keys])


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY)


def press() -> None:
    """Lay the index together anew: what was deleted from it only bore a mark, and its words still stood there."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESS)


def holds_some() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_SOME)
        return bool(cursor.fetchone()[0])


def kept() -> dict[int, str]:
    """What is in the index, by key of the record."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT)
        return dict(cursor.fetchall())


def holding(records: QuerySet, text: str) -> QuerySet:
    """Those of the records that hold all of these words, the nearest first.

    In order of nearness alone: SQLite then reads its index nearest first and stops when there are enough.
    """
    found = records.filter(search_words__body__holds=text)
    return found.order_by(Nearness(F("search_words__body"), text=text))
