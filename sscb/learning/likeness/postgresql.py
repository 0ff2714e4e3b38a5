"""PostgreSQL: how alike two texts are, by the groups of three letters that they share (pg_trgm)."""

from django.db import connection

NEAR = 0.16
"""How alike at least, from 0 to 1."""

_CLOSEST = (
    "SELECT id, alike FROM (SELECT r.id, similarity(r.title || ' ' || t.text, %s) AS alike "
    "FROM records_record r JOIN (SELECT record_ptr_id, text FROM learning_learningpoint UNION ALL "
    "SELECT record_ptr_id, text FROM learning_recommendation) t ON t.record_ptr_id = r.id) found "
    "WHERE alike >= %s ORDER BY alike DESC, id DESC LIMIT %s"
)


def closest(text: str, most: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_CLOSEST, [text, NEAR, most])
        return [key for key, _ in cursor.fetchall()]
