"""The search of a Board member over 50,000 records, against the bare full-text query on the same index.

bare    the statement alone: the keys of what holds the word, the nearest first, as many as the search keeps
ours    the same of what the person may read and open: the statements of `search`, as the database gets them
whole   all that the page does for it: who the person is, the statement made and put, the first page's titles and stages

Three words: one that stands in one record of a hundred, one in ten, and one in two; then all three added up. The limit
is for each word. The member has ten records opened to them by name and is kept out of ten; that is read with who they
are, once a request and before any page, so it counts to `whole`. `bench()` returns lines of (name, value with its unit,
ratio to the bare statement of the same run); each side is the median of 41 by turns. By hand:
`.venv/bin/python tests/bench/search.py`.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

RECORDS, ROUNDS = 50_000, 41
AS_AT, ENDS = date(2019, 11, 12), datetime(2019, 12, 12, tzinfo=UTC)
WORDS = {"one in a hundred": ("gymkhana", 100), "one in ten": ("pelican", 10), "one in two": ("midwife", 2)}
LEVELS = ("P1", "P1", "P1", "P2", "P3", "P3", "P4", "P5")
FILLING = (
    "Nobody asked the child what a day at home was like. The school knew of three moves and the surgery of two, and "
    "neither had written to the other. A worker saw the kitchen once and did not go upstairs. "
)
BARE = {
    "sqlite": "SELECT rowid FROM records_words WHERE records_words MATCH %s ORDER BY rank LIMIT 101",
    "postgresql": "SELECT id FROM records_record, plainto_tsquery('english', %s) asked WHERE words @@ asked "
    "ORDER BY ts_rank(words, asked) DESC LIMIT 101",
}


def bench() -> list[tuple[str, str, float | None, float | None]]:
    rows = []
    for database, command, environment in _databases():
        run = subprocess.run(
            [*command, sys.executable, __file__, "--measure"], env=environment, cwd=ROOT, text=True,
            capture_output=True, timeout=900, check=False,
        )  # fmt: skip
        if run.returncode:
            raise RuntimeError(f"The search could not be measured on {database}:\n{run.stderr[-3000:]}")
        found = json.loads(next(line for line in run.stdout.splitlines() if line.startswith("{")))
        found["all three words"] = tuple(map(sum, zip(*found.values(), strict=True)))
        for name, (bare, ours, whole) in found.items():
            rows.append((f"search, {database}: bare full-text query, {name}", f"{bare * 1000:.1f} ms", None, None))
            rows.append((f"search, {database}: what a Board member finds, {name}", f"{ours * 1000:.1f} ms",
                         ours / bare, None if name == "all three words" else 1.5))  # fmt: skip
            rows.append((f"search, {database}: and all that the page does for it, {name}", f"{whole * 1000:.1f} ms",
                         whole / bare, None))  # fmt: skip
    return rows


def _databases():
    """(name, command before, environment): a throw-away cluster of PostgreSQL, and a file of SQLite."""
    data = tempfile.mkdtemp(prefix="search-bench-")
    plain = {**os.environ, "SSCB_DATA": data, "SSCB_MODE": "test"}
    plain.pop("DATABASE_URL", "")
    if shutil.which("pg_virtualenv"):
        yield "PostgreSQL", ["pg_virtualenv", "-t"], {**plain, "SEARCH_BENCH_CLUSTER": "1"}
    yield "SQLite", [], plain
    shutil.rmtree(data, ignore_errors=True)


# --- one database, in a process of its own ----------------------------------------------------------------------------


def _measure() -> dict[str, tuple[float, float, float]]:
    if os.environ.get("SEARCH_BENCH_CLUSTER"):
        known = os.environ
        os.environ["DATABASE_URL"] = (
            f"postgres://{known['PGUSER']}:{known['PGPASSWORD']}@{known['PGHOST']}:{known['PGPORT']}/postgres"
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sscb.settings")
    import django

    django.setup()
    from sscb import clock
    from sscb.board.fresh_database import make_at_once

    with clock.at(AS_AT):
        assert make_at_once(), "Only a database of its own is filled."
        return _on_this_database()


def _on_this_database() -> dict[str, tuple[float, float, float]]:
    from django.db import connection

    from sscb.people.models import Person
    from sscb.records.search.finding import search, shown

    member = _fill()
    somebody = Person.objects.get(pk=member)
    statements: dict[str, list[tuple]] = {}
    for word, _ in WORDS.values():
        search(somebody, word)  # who the person is, is known from here on
        put = statements[word] = []

        def note(execute, sql, params, many, context, put=put):
            put.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            search(somebody, word)

    def bare(word: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE[connection.vendor], [word])
            cursor.fetchall()

    def ours(word: str) -> None:
        with connection.cursor() as cursor:
            for statement in statements[word]:
                cursor.execute(*statement)
                cursor.fetchall()

    def whole(word: str) -> None:
        person = Person.objects.get(pk=member)
        keys = search(person, word).keys
        assert keys
        shown(keys[:20])

    def seconds(word: str) -> tuple[float, ...]:
        """The sides by turns, so that whatever else the machine does meets all of them alike."""
        sides = (bare, ours, whole)
        spent: list[list[float]] = [[] for _ in sides]
        for turn in range(1 + ROUNDS):
            for side, times in zip(sides, spent, strict=True):
                began = perf_counter()
                side(word)
                if turn:
                    times.append(perf_counter() - began)
        return tuple(map(statistics.median, spent))

    return {name: seconds(word) for name, (word, _) in WORDS.items()}


def _fill() -> int:
    """A Board member and the records, of all levels; `_words` of each as a learning point's. The member's key."""
    from django.db import connection

    from sscb.access.models import Exclusion, Grant
    from sscb.people.models import Group, Membership, Organisation, Person
    from sscb.records.models import Record
    from sscb.records.search import postgresql, sqlite

    board = Group.objects.create(code="board", name="Board", kind="board")
    agency = Organisation.objects.create(code="one", name="One agency", kind="POL", from_on=AS_AT)
    member = Person.objects.create(email="member@example.org", name="A member", organisation=agency, is_active=True)
    Membership.objects.create(person=member, group=board, position="member", from_on=AS_AT)
    giver = Person.objects.create(email="giver@example.org", name="Somebody else")
    Record._base_manager.bulk_create(
        [
            Record(
                type="learning.point", reference=f"LP-{number}", title=f"Point {number}", group=board, stage="open",
                level=LEVELS[number % len(LEVELS)], opened_on=AS_AT,
            )
            for number in range(RECORDS)
        ],
        batch_size=2000,
    )  # fmt: skip
    for number, uuid in enumerate(Record._base_manager.filter(level="P5").values_list("uuid", flat=True)[:20]):
        if number % 2:
            Exclusion.objects.create(record_uuid=uuid, person=member, why="A relative")
        else:
            Grant.objects.create(
                record_uuid=uuid, person=member, granted_by=giver, purpose="Panel", granted_on=AS_AT, ends_at=ENDS
            )
    engine = postgresql if connection.vendor == "postgresql" else sqlite
    engine.put(
        (pk, f"LP-{number} Point {number}", FILLING + _words_of(number))
        for number, pk in enumerate(Record._base_manager.order_by("pk").values_list("pk", flat=True))
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as its own housekeeping leaves it
    return member.pk


def _words_of(number: int) -> str:
    """Each of the words in its share of the records, spread over the levels, some of them twice."""
    mixed = number * 7919 % RECORDS
    return " ".join(word for word, every in WORDS.values() if mixed % every == 0 for _ in range(1 + number % 3))


if __name__ == "__main__":
    if "--measure" in sys.argv:
        print(json.dumps(_measure()))
    else:
        for line, value, ratio, _limit in bench():
            print(f"{line:75} {value:>12}" + (f"  {ratio:.2f}" if ratio is not None else ""))
