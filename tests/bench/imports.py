"""Import of 100,000 rows in the plain layout, one value a row, every check included, against bare reading of the file.

bare       the file read through the csv module, nothing looked at
import     recognised, checked, compared with what stands, written, readings refreshed: in a process of its own

`bench()` returns lines of (name, value with its unit, ratio, limit). The ratio with a limit is 20,000 rows a second
over those reached, so at most 1 is asked. PostgreSQL is a throw-away cluster of pg_virtualenv; without it, SQLite.
"""

import csv
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from itertools import islice, product
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

ROWS, ASKED = 100_000, 20_000
BOOK_ROWS, BOOK_ASKED, BOOK_MEMORY = 30_000, 3_000, 100
"""Of a workbook: rows measured, rows a second asked, megabytes that it may take above those of the text file."""


def bench() -> list[tuple[str, str, float | None, float | None]]:
    with tempfile.TemporaryDirectory() as folder:
        environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
        environment |= {"SSCB_DATA": folder, "SSCB_MODE": "demonstration", "IMPORT_BENCH_FOLDER": folder}
        name, command = "SQLite", []
        if shutil.which("pg_virtualenv"):
            name, command, environment["IMPORT_BENCH_CLUSTER"] = "PostgreSQL", ["pg_virtualenv", "-t"], "1"
        run = subprocess.run(
            [*command, sys.executable, __file__, "--measure"], env=environment, cwd=ROOT, text=True,
            capture_output=True, timeout=900, check=False,
        )  # fmt: skip
        if run.returncode:
            raise RuntimeError(f"The import could not be measured on {name}:\n{run.stderr[-3000:]}")
        found = json.loads(next(line for line in reversed(run.stdout.splitlines()) if line.startswith("{")))
    pace = ROWS / found["seconds"]
    return [
        (f"import, bare reading of {ROWS:,} rows", f"{found['bare'] * 1000:.0f} ms", None, None),
        (f"import, {name}: against bare reading", f"{found['seconds']:.2f} s", found["seconds"] / found["bare"], None),
        (f"import, {name}: 20,000 rows a second over those reached", f"{pace:,.0f} rows a second", ASKED / pace, 1.0),
        (f"import, {name}: peak memory, above start", f"{found['peak'] - found['start']} MB", None, None),
        (f"import of a workbook, {name}: 3,000 rows a second over those reached",
         f"{BOOK_ROWS / found['book']:,.0f} rows a second", BOOK_ASKED * found["book"] / BOOK_ROWS, 1.0),
        (f"import of a workbook, {name}: memory above the text file's, over 100 MB",
         f"{found['book_peak'] - found['peak']} MB", (found["book_peak"] - found["peak"]) / BOOK_MEMORY, 1.0),
    ]  # fmt: skip


def _measure() -> None:
    if os.environ.get("IMPORT_BENCH_CLUSTER"):
        subprocess.run(["createdb", "portal"], check=True)
        at = os.environ
        at["DATABASE_URL"] = f"postgres://{at['PGUSER']}:{at['PGPASSWORD']}@{at['PGHOST']}:{at['PGPORT']}/portal"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sscb.settings")
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    path = Path(os.environ["IMPORT_BENCH_FOLDER"]) / "figures.csv"
    run = subprocess.run(
        [sys.executable, __file__, "--import", str(path)], cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE
    )
    print(run.stdout.strip().splitlines()[-1])


def _import(path: Path) -> None:
    """The measured process: its own peak memory, its own imports left out of the time."""
    import django

    django.setup()
    from dataset.models import Area, Indicator
    from dataset.services import import_file
    from sscb import clock

    codes = Indicator.objects.filter(frequency="M").values_list("code", flat=True)
    areas = Area.objects.filter(kind="authority").values_list("name", flat=True)
    months = [f"{year}-{month:02d}" for year in range(1990, 2016) for month in range(1, 13)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("indicator", "area", "period", "value", "denominator"))
        rows = (
            (code, area, month, 40 + n % 50, "not published")
            for n, (month, code, area) in enumerate(product(months, codes, areas))
        )
        writer.writerows(islice(rows, ROWS))
    started = perf_counter()
    with path.open(encoding="utf-8", newline="") as file:
        read = sum(1 for _ in csv.reader(file)) - 1
    bare = perf_counter() - started
    assert read == ROWS, f"only {read} different rows could be made"
    start = _peak()
    started = perf_counter()
    report = import_file(path=path, by=None, on=clock.today())
    seconds = perf_counter() - started
    assert report.rows == ROWS, report
    peak = _peak()
    book = path.with_suffix(".xlsx")
    _write_book(book, ((code, area, month, 40 + n % 50) for n, (month, code, area) in
                       enumerate(islice(product(reversed(months), codes, areas), BOOK_ROWS))))  # fmt: skip
    written = _peak()
    started = perf_counter()
    told = import_file(path=book, by=None, on=clock.today())
    book_seconds = perf_counter() - started
    assert told.rows == BOOK_ROWS, told
    print(json.dumps({"bare": bare, "seconds": seconds, "start": start, "peak": peak, "book": book_seconds,
                      "book_peak": peak + _peak() - written}))  # fmt: skip


def _write_book(path: Path, rows) -> None:
    """The same table as a workbook of one sheet, written as a stream."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Figures")
    sheet.append(("indicator", "area", "period", "value", "denominator"))
    for row in rows:
        sheet.append((*row, "not published"))
    book.save(path)


def _peak() -> int:
    """Peak memory of this process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["--import"]:
        _import(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["--measure"]:
        _measure()
    else:
        for row in bench():
            print(*row, sep=" | ")
