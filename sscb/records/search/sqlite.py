"""SQLite: the words of records in a full-text index (FTS5)."""

from collections.abc import Iterable

from django.db import connection

CREATE = "CREATE VIRTUAL TABLE records_words USING fts5(body, tokenize='porter unicode61')"
DROP = "DROP TABLE records_words"
_PUT = "INSERT OR REPLACE INTO records_words (rowid, body) VALUES (%s, %s)"
_PRESS = "INSERT INTO records_words(records_words) VALUES('optimize')"
_EMPTY = "DELETE FROM records_words"
NOTHING = '""'


def put(rows: Iterable[tuple[int, str, str]]) -> None:
    """Rows of (key of the record, its reference and title, its text)."""
    with connection.cursor() as cursor:
        cursor.executemany(_PUT, [(key, f"{head}\n{body}") for key, head, body in rows])


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY)


def press() -> None:
    """Lay the index together anew: what was deleted from it only bore a mark, and its words still stood there."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESS)


def asked(text: str) -> str:
    """Every word of it, each taken as a word and not as the index's own language."""
    return " ".join('"' + word.replace('"', "") + '"' for word in text.split() if word.strip('"')) or NOTHING
