"""How a query set asks the index of each database. Each expression is given a column to know its table by."""

from django.db.models import BooleanField, FloatField, Func, Lookup, TextField

NOTHING = '""'


class IndexedText(TextField):
    """A text as SQLite indexes it; read by `holds` alone."""


@IndexedText.register_lookup
class Holds(Lookup):
    """SQLite: does it hold every one of these words, in any of their forms?"""

    lookup_name = "holds"

    def as_sqlite(self, compiler, connection):
        left, bound = self.process_lhs(compiler, connection)
        return f"{left} MATCH %s", [*bound, _asked(self.rhs)]


class OfIndex(Func):
    arity = 1

    def __init__(self, column, *, text: str):
        super().__init__(column)
        self.text = text

    def table(self, connection) -> str:
        return connection.ops.quote_name(self.source_expressions[0].alias)


class HoldsWords(OfIndex):
    """PostgreSQL: does the record hold every one of these words, in any of their forms?"""

    output_field = BooleanField()

    def as_postgresql(self, compiler, connection):
        return f"{self.table(connection)}.words @@ plainto_tsquery('english', %s)", [self.text]


class Nearness(OfIndex):
    """How near a record comes to the words asked for, as its database reckons it: the least number is the nearest."""

    output_field = FloatField()

    def as_sqlite(self, compiler, connection):
        return f"{self.table(connection)}.rank", []

    def as_postgresql(self, compiler, connection):
        return f"-ts_rank({self.table(connection)}.words, plainto_tsquery('english', %s))", [self.text]


def _asked(text: str) -> str:
    """Every word of it, each taken as a word and not as the index's own language."""
    return " ".join('"' + word.replace('"', "") + '"' for word in text.split() if word.strip('"')) or NOTHING
