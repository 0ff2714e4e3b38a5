"""The daily sweep over 100,000 open deadlines of which 10,000 have one effect due, against one bare INSERT ... SELECT.

bare       the statement alone: every step that is due becomes an effect, nothing else; in a transaction of its own
first      the sweep: effects with the overtaken ones marked, steps taken off the plan, the mark of the day, the
           history entry
letters    what follows it: one letter to each of forty people, each line checked against what the reader may read
second     the whole again, letters included, when nothing is left to do

`bench()` returns lines of (name, value with its unit, ratio to the bare statement of the same run). Each side is the
median of five, on the same rows, put back in between. By hand: `.venv/bin/python tests/bench/sweep.py`. PostgreSQL is
the one of DATABASE_URL, or a throw-away cluster of pg_virtualenv.
"""

import gc
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

DEADLINES, DUE, RULES, PEOPLE = 100_000, 10_000, 5, 40
AS_AT = date(2019, 11, 12)
EVERY = DEADLINES // DUE
ROUNDS = 5
BARE = """
    INSERT INTO timetable_effect (deadline_id, kind, due_on, done_on, tell_on, outcome)
    SELECT deadline_id, kind, due_on, %s, %s, 'made' FROM timetable_step WHERE due_on <= %s
    ON CONFLICT (deadline_id, kind, due_on) DO NOTHING
"""


def bench() -> list[tuple[str, str, float | None]]:
    rows = []
    for database, command, environment in _databases():
        run = subprocess.run(
            [*command, sys.executable, __file__, "--measure"], env=environment, cwd=ROOT, text=True,
            capture_output=True, timeout=900, check=False,
        )  # fmt: skip
        if run.returncode:
            raise RuntimeError(f"The sweep could not be measured on {database}:\n{run.stderr[-3000:]}")
        found = json.loads(next(line for line in run.stdout.splitlines() if line.startswith("{")))
        for name in ("first", "second"):
            bare, ours = found[f"bare {name}"], found[name]
            rows.append((f"sweep, {database}: bare INSERT ... SELECT, {name} run", f"{bare * 1000:.1f} ms", None))
            rows.append((f"sweep, {database}: {name} run", f"{ours * 1000:.1f} ms", ours / bare))
        whole = found["first"] + found["letters"]
        name = f"sweep, {database}: first run and {PEOPLE} letters"
        rows.append((name, f"{whole * 1000:.1f} ms", whole / found["bare first"]))
        rows.append((f"sweep, {database}: peak memory while sweeping, above start", f"{found['memory']:.0f} MB", None))
    return rows


def _databases():
    """(name, command before, environment): the configured PostgreSQL or a throw-away one, and SQLite."""
    data = tempfile.mkdtemp(prefix="sweep-bench-")
    plain = {**os.environ, "SSCB_DATA": data, "SSCB_MODE": "test"}
    here = plain.pop("DATABASE_URL", "")
    if here.startswith(("postgres", "pgsql")):
        yield "PostgreSQL", [], {**plain, "DATABASE_URL": here}
    elif shutil.which("pg_virtualenv"):
        yield "PostgreSQL", ["pg_virtualenv", "-t"], {**plain, "SWEEP_BENCH_CLUSTER": "1"}
    yield "SQLite", [], plain
    shutil.rmtree(data, ignore_errors=True)


# --- one database, in a process of its own ----------------------------------------------------------------------------


def _measure() -> dict[str, float]:
    if os.environ.get("SWEEP_BENCH_CLUSTER"):
        known = os.environ
        os.environ["DATABASE_URL"] = (
            f"postgres://{known['PGUSER']}:{known['PGPASSWORD']}@{known['PGHOST']}:{known['PGPORT']}/postgres"
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sscb.settings")
    import django

    django.setup()
    from django.db import connection

    from sscb import clock

    with clock.at(AS_AT):
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            return _on_this_database()
        finally:
            connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _on_this_database() -> dict[str, float]:
    from django.db import connection, transaction

    from sscb.jobs.models import Mail
    from sscb.timetable import letters
    from sscb.timetable.models import Effect, Step, SweepRun
    from sscb.timetable.sweeping import sweep

    _fill()
    planned = list(Step.objects.filter(due_on__lte=AS_AT).values_list("deadline_id", "kind", "due_on"))
    assert len(planned) == DUE

    def put_back() -> None:
        Effect.objects.all().delete()
        Mail.objects.all().delete()
        SweepRun.objects.all().delete()
        Step.objects.filter(due_on__lte=AS_AT).delete()
        Step.objects.bulk_create(
            [Step(deadline_id=row, kind=kind, due_on=on) for row, kind, on in planned], batch_size=1000
        )
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")

    def bare() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(BARE, [AS_AT, AS_AT, AS_AT])

    found: dict[str, list[float]] = {"bare first": [], "bare second": [], "first": [], "letters": [], "second": []}
    memory, writing = 0.0, letters.send_letters

    def timed(run) -> int:
        began = perf_counter()
        sent = writing(run)
        found["letters"].append(perf_counter() - began)
        return sent

    letters.send_letters = timed
    for _ in range(ROUNDS):
        put_back()
        found["bare first"].append(_seconds(bare))
        found["bare second"].append(_seconds(bare))
        assert Effect.objects.count() == DUE
        put_back()
        before = _memory_from_here()
        whole = _seconds(lambda: sweep(AS_AT))
        found["first"].append(whole - found["letters"][-1])
        memory = max(memory, _peak() - before)
        found["second"].append(_seconds(lambda: sweep(AS_AT)))
        assert Effect.objects.count() == DUE and Mail.objects.count() == PEOPLE
    return {**{name: statistics.median(times) for name, times in found.items()}, "memory": memory}


def _seconds(work) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _memory_from_here() -> float:
    """Megabytes held now; from here on the peak is counted anew."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> float:
    """Megabytes this process has held at most since the peak was last counted anew."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _fill() -> None:
    """100,000 open deadlines on 20,000 records, three steps each; a tenth of them has its first step due."""
    from django.db.models import Max

    from sscb.people.models import Person
    from sscb.people.services import add_person, give_role
    from sscb.records.models import Record
    from sscb.timetable.models import Deadline, Step

    people: list[Person] = []
    for number in range(PEOPLE):
        person = add_person(email=f"reader.{number}@example.org", name=f"Reader {number}")
        give_role(person=person, role="OFF", on=date(2018, 4, 1))
        people.append(person)
    Record.objects.bulk_create(
        [
            Record(type="test.thing", reference=f"T-{number}", title="Thing", level="P3", stage="open", opened_on=AS_AT)
            for number in range(DEADLINES // RULES)
        ],
        batch_size=2000,
    )
    records = list(Record.objects.all_for_job("benchmark").order_by("pk").values_list("pk", flat=True))
    first = Deadline.objects.aggregate(Max("pk"))["pk__max"] or 0
    Deadline.objects.bulk_create(
        [
            Deadline(
                record_id=records[number // RULES], rule=f"rule-{number % RULES}", rule_version=1, title="Do it",
                citation="This measurement", counts_from="thing.happened_on", from_on=AS_AT - timedelta(days=30),
                due_on=AS_AT + timedelta(days=_days_to_last_day(number)), strength="must", owner="office",
                person_id=people[number // EVERY % PEOPLE].pk, set_on=AS_AT - timedelta(days=30),
            )
            for number in range(DEADLINES)
        ],
        batch_size=2000,
    )  # fmt: skip
    rows = Deadline.objects.filter(pk__gt=first).order_by("pk").values_list("pk", "due_on")
    steps = []
    for pk, due_on in rows:
        steps += [
            Step(deadline_id=pk, kind="warn-10", due_on=due_on - timedelta(days=14)),
            Step(deadline_id=pk, kind="warn-3", due_on=due_on - timedelta(days=5)),
            Step(deadline_id=pk, kind="late", due_on=due_on + timedelta(days=1)),
        ]
    Step.objects.bulk_create(steps, batch_size=2000)


def _days_to_last_day(number: int) -> int:
    """A tenth is to be warned of today, the rest lie further ahead."""
    return 14 if number % EVERY == 0 else 15 + number % 300


if __name__ == "__main__":
    if "--measure" in sys.argv:
        print(json.dumps(_measure()))
    else:
        for line, value, ratio in bench():
            print(f"{line:65} {value:>12}" + (f"  {ratio:.2f}" if ratio is not None else ""))
