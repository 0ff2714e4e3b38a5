"""`./run bench`: everything measured in one run, as ratios to something bare on the same machine, and written down.

Each module of this folder has `bench()`, which gives rows of (name, value in words, ratio or None, limit or None); the
limit may be left out and is then the one below. A ratio means the same on a slow machine and a fast one. Names of
modules as arguments measure only those, and write nothing.
"""

import importlib
import os
import platform
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = ("pages", "pack", "sweep", "search", "spc", "imports")
LIMITS = {
    # the row's name, or how it begins up to a comma      at most, as a ratio
    "Pack: cold build": 0.5,
    "Pack: warm build": 0.15,
    "Pack: one changed paper": 0.15,
    "Pack of 200: cold build": 0.5,
    "Pack of 200: one late paper": 0.1,
    "sweep, PostgreSQL: first run": 5,
    "sweep, PostgreSQL: second run": 5,
}
NOTES = {
    "pages": "A page as its reader gets it, whole, against `HttpResponse(\"\")` of the same server through the same "
    "middleware less sign-in; the median of 200, with the demonstration board loaded. While nobody does anything a "
    "home page and the scorecard are kept for some seconds; the rows “just after something was done” are the same "
    "pages worked out each time. Limits: home 15, scorecard 25.",
    "pack": "A Board pack of about 60 pages and 20 charts, and one of about 200 pages with 40 papers. *Bare* is one "
    "tagged call of the layout engine on the same HTML. Every measure is a fresh process, imports included; the median "
    "of five, of three for the long pack. A late paper is laid out with every page that tells page numbers. Limits: "
    "cold 0.5, warm 0.15, one changed paper 0.15; of the long pack cold 0.5 and one late paper 0.1; and under 500 MB "
    "for every process of ours, whatever the length.",
    "sweep": "100,000 open deadlines of which 10,000 have one effect due. *Bare* is one `INSERT ... SELECT` doing the "
    "same. Limit: 5 on PostgreSQL, first and second run; the second run writes nothing.",
    "search": "What a Board member finds in 50,000 records of all levels, with the first page of it, against the bare "
    "full-text query on the same index. Limit: 1.5.",
    "spc": "10,000 series of 24 points. *Bare* is the arithmetic of the limits alone, without flags or screening. "
    "Limit: at least 5,000 series a second.",
    "imports": "100,000 rows of the plain layout, one value a row, every check included. Limit: at least 20,000 rows a "
    "second into PostgreSQL, memory flat.",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    name: str
    value: str
    ratio: float | None = None
    limit: float | None = None

    @property
    def ratio_words(self) -> str:
        return "" if self.ratio is None else f"{self.ratio:.3g}"

    @property
    def limit_words(self) -> str:
        return "" if self.limit is None else f"{self.limit:g}"

    @property
    def verdict(self) -> str:
        if self.limit is None or self.ratio is None:
            return ""
        return "within" if self.ratio <= self.limit else "over"


def row_of(told: tuple) -> Row:
    row = Row(*told)
    known = next((limit for name, limit in LIMITS.items() if row.name == name or row.name.startswith(f"{name},")), None)
    return row if row.limit is not None or known is None else Row(row.name, row.value, row.ratio, known)


def measure(name: str) -> tuple[list[Row], str]:
    """The rows of one module, or the reason why there are none."""
    try:
        module = importlib.import_module(f"tests.bench.{name}")
    except ModuleNotFoundError as missing:
        if missing.name == f"tests.bench.{name}":
            return [], "There is nothing to measure here yet."
        raise
    try:
        return [row_of(told) for told in module.bench()], ""
    except Exception as fault:
        return [], f"It could not be measured: {' '.join(str(fault).split())[-300:]}"


def table(rows: list[Row]) -> str:
    head = ("What", "Value", "Ratio", "At most", "")
    lines = [head, *((row.name, row.value, row.ratio_words, row.limit_words, row.verdict) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def machine() -> str:
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} processors ({model}), {memory:.0f} GB memory, {system}"


def peak_megabytes() -> tuple[float, float]:
    """Of this process, and of the largest process it has started and that has ended."""
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return here, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def written(found: dict[str, tuple[list[Row], str]], seconds: float) -> str:
    from sscb import clock

    own, largest = peak_megabytes()
    told = [
        "# What it costs",
        "",
        "Written by `./run bench`; do not edit. Every ratio is to something bare that was measured in the same run.",
        "",
        f"- Measured on {clock.wall():%-d %B %Y, %H:%M} UTC, in {seconds / 60:.0f} minutes.",
        f"- Machine: {machine()}. Load while measuring, at the end: {os.getloadavg()[0]:.1f}.",
        f"- Peak memory: {own:.0f} MB in the measuring process, {largest:.0f} MB in the largest it started.",
        "",
    ]
    for name, (rows, reason) in found.items():
        told += [f"## {name.capitalize()}", "", NOTES[name], ""]
        if reason:
            told += [reason, ""]
            continue
        told += ["| What | Value | Ratio | At most | |", "|---|---|---|---|---|"]
        told += [
            f"| {row.name} | {row.value} | {row.ratio_words} | {row.limit_words} | {row.verdict} |" for row in rows
        ]
        told.append("")
    return "\n".join(told)


def main(names: list[str]) -> int:
    unknown = sorted(set(names) - set(MODULES))
    if unknown:
        print(f"There is no “{unknown[0]}” to measure. There are: {', '.join(MODULES)}.", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sscb.settings")
    import django

    django.setup()
    began, found = time.monotonic(), {}
    for name in names or MODULES:
        print(f"Measuring {name} ...", file=sys.stderr, flush=True)
        found[name] = measure(name)
    every = [row for rows, _ in found.values() for row in rows]
    print(table(every))
    for name, (_, reason) in found.items():
        if reason:
            print(f"{name}: {reason}")
    own, largest = peak_megabytes()
    print(f"Peak memory: {own:.0f} MB here, {largest:.0f} MB in the largest process started.")
    if not names:
        (HERE / "README.md").write_text(written(found, time.monotonic() - began), encoding="utf-8")
        print("Written to tests/bench/README.md.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
