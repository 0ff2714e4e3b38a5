"""SQLite: a full-text index beside the tables of learning points and recommendations, kept by triggers."""

import re

from django.db import connection

WORDS = re.compile(r"[^\W\d_]{4,}")
MOST_WORDS = 60
NEAR = 0.4
"""How near to the closest one must be, by the index's own ranking (bm25)."""

_CREATE = "CREATE VIRTUAL TABLE IF NOT EXISTS learning_words USING fts5(body, tokenize='porter unicode61')"
_FORGET = (
    "DELETE FROM learning_words WHERE rowid NOT IN (SELECT record_ptr_id FROM learning_learningpoint "
    "UNION SELECT record_ptr_id FROM learning_recommendation)"
)
_FILL_POINTS = (
    "INSERT INTO learning_words (rowid, body) SELECT r.id, r.title || ' ' || t.text FROM learning_learningpoint t "
    "JOIN records_record r ON r.id = t.record_ptr_id WHERE r.id NOT IN (SELECT rowid FROM learning_words)"
)
_FILL_RECOMMENDATIONS = (
    "INSERT INTO learning_words (rowid, body) SELECT r.id, r.title || ' ' || t.text FROM learning_recommendation t "
    "JOIN records_record r ON r.id = t.record_ptr_id WHERE r.id NOT IN (SELECT rowid FROM learning_words)"
)
_DROP_POINT_ADDED = "DROP TRIGGER IF EXISTS learning_point_added"
_POINT_ADDED = (
    "CREATE TRIGGER learning_point_added AFTER INSERT ON learning_learningpoint BEGIN "
    "INSERT INTO learning_words (rowid, body) SELECT id, title || ' ' || new.text FROM records_record "
    "WHERE id = new.record_ptr_id; END"
)
_DROP_POINT_GONE = "DROP TRIGGER IF EXISTS learning_point_gone"
_POINT_GONE = (
    "CREATE TRIGGER learning_point_gone AFTER DELETE ON learning_learningpoint BEGIN "
    "DELETE FROM learning_words WHERE rowid = old.record_ptr_id; END"
)
_DROP_RECOMMENDATION_ADDED = "DROP TRIGGER IF EXISTS learning_recommendation_added"
_RECOMMENDATION_ADDED = (
    "CREATE TRIGGER learning_recommendation_added AFTER INSERT ON learning_recommendation BEGIN "
    "INSERT INTO learning_words (rowid, body) SELECT id, title || ' ' || new.text FROM records_record "
    "WHERE id = new.record_ptr_id; END"
)
_DROP_RECOMMENDATION_GONE = "DROP TRIGGER IF EXISTS learning_recommendation_gone"
_RECOMMENDATION_GONE = (
    "CREATE TRIGGER learning_recommendation_gone AFTER DELETE ON learning_recommendation BEGIN "
    "DELETE FROM learning_words WHERE rowid = old.record_ptr_id; END"
)
_PRESS = "INSERT INTO learning_words(learning_words) VALUES('optimize')"
_CLOSEST = "SELECT rowid, bm25(learning_words) FROM learning_words WHERE learning_words MATCH %s ORDER BY 2 LIMIT %s"


def lay_index(sender, using: str, **_kwargs) -> None:
    """After each migration: the index, its triggers (a table that Django makes anew loses them), and what it lacks."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(_CREATE)
        cursor.execute(_DROP_POINT_ADDED)
        cursor.execute(_POINT_ADDED)
        cursor.execute(_DROP_POINT_GONE)
        cursor.execute(_POINT_GONE)
        cursor.execute(_DROP_RECOMMENDATION_ADDED)
        cursor.execute(_RECOMMENDATION_ADDED)
        cursor.execute(_DROP_RECOMMENDATION_GONE)
        cursor.execute(_RECOMMENDATION_GONE)
        cursor.execute(_FORGET)
        cursor.execute(_FILL_POINTS)
        cursor.execute(_FILL_RECOMMENDATIONS)


def press() -> None:
    """Lay the index together anew, so that the words of what was deleted are gone from it too."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESS)


def closest(text: str, most: int) -> list[int]:
    words = list(dict.fromkeys(WORDS.findall(text.casefold())))[:MOST_WORDS]
    if not words:
        return []
    asked = " OR ".join(f'"{word}"' for word in words)
    with connection.cursor() as cursor:
        cursor.execute(_CLOSEST, [asked, most])
        found = cursor.fetchall()
    return [key for key, score in found if score <= NEAR * found[0][1]]
