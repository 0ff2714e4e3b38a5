"""How a query set asks the index: `filter(search_words__body__holds=text)`, in the order of `Nearness`."""

from django.db.models import BooleanField, FloatField, Func, Lookup, TextField

from sscb.records.search.sqlite import asked


class IndexedText(TextField):
    """A text as its database indexes it; read by `holds` alone."""


@IndexedText.register_lookup
class Holds(Lookup):
    """Does it hold every one of these words, in any of their forms?"""

    lookup_name = "holds"

    def as_sqlite(self, compiler, connection):
        left, bound = self.process_lhs(compiler, connection)
        return f"{left} MATCH %s", [*bound, asked(self.rhs)]

    def as_postgresql(self, compiler, connection):
        left, bound = self.process_lhs(compiler, connection)
        return f"{left} @@ plainto_tsquery('english', %s)", [*bound, self.rhs]


class Nearness(Func):
    """How near a record comes to the words asked for, as its database reckons it: the least number is the nearest."""

    output_field = FloatField()

    def as_sqlite(self, compiler, connection):
        (column, _words) = self.source_expressions
        return f"{connection.ops.quote_name(column.alias)}.{connection.ops.quote_name('rank')}", []

    def as_postgresql(self, compiler, connection):
        return super().as_sql(
            compiler, connection, template="-ts_rank(%(expressions)s))", arg_joiner=", plainto_tsquery('english', "
        )


class AnyOf(Func):
    """Is it one of these keys? PostgreSQL alone: one array is read faster there than some hundred parameters."""

    output_field = BooleanField()
    arity = 1
    template = "%(expressions)s = ANY(%%s::bigint[])"

    def __init__(self, expression, *, keys: list[int]):
        super().__init__(expression)
        self.keys = keys

    def as_postgresql(self, compiler, connection):
        left, bound = super().as_sql(compiler, connection)
        return left, [*bound, f"{{{','.join(map(str, self.keys))}}}"]
