"""PostgreSQL: the words of records as stems, with the reference and the title before the text.

They are a column of the record itself, which Django does not know of and so never brings along with one: what a reader
may see is then asked of the very row that the index found, in one statement.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import F, QuerySet

from sscb.records.search.fields import HoldsWords, Nearness

CREATE = "ALTER TABLE records_record ADD COLUMN words tsvector"
CREATE_INDEX = "CREATE INDEX records_record_words ON records_record USING gin (words)"
DROP = "ALTER TABLE records_record DROP COLUMN words"
_PUT = (
    "UPDATE records_record SET words = "
    "setweight(to_tsvector('english', %s), 'A') || to_tsvector('english', %s) WHERE id = %s"
)
_REMOVE = "UPDATE records_record SET words = NULL WHERE words IS NOT NULL AND id = ANY(%s)"
_EMPTY = "UPDATE records_record SET words = NULL WHERE words IS NOT NULL"
_SOME = "SELECT EXISTS (SELECT FROM records_record WHERE words IS NOT NULL)"
_KEPT = "SELECT id, words::text FROM records_record WHERE words IS NOT NULL"


def put(rows: Iterable[tuple[int, str, str]]) -> None:
    """Rows of (key of the record, its reference and title, its text)."""
    with connection.cursor() as cursor:
        cursor.executemany(_PUT, [(head, body, key) for key, head, body in rows])


def remove(keys: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_REMOVE, [list(keys)])


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY)


def holds_some() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_SOME)
        return cursor.fetchone()[0]


def kept() -> dict[int, str]:
    """What is in the index, by key of the record."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT)
        return dict(cursor.fetchall())


def holding(records: QuerySet, text: str) -> QuerySet:
    """Those of the records that hold all of these words, the nearest first."""
    return records.filter(HoldsWords(F("pk"), text=text)).order_by(Nearness(F("pk"), text=text))
