"""A Board pack of 60 pages, and one of 200 with 40 papers: the split build against one bare call of the layout engine.

Every measure is a fresh process, imports included, on both sides (RULINGS 19). `bench()` returns lines of
(name, value with its unit, ratio to the bare call). By hand: `.venv/bin/python tests/bench/pack.py`.

bare       one call of the engine: whole pack as one document, tagged, garbage collector as Python has it
cold       nothing kept: two cages lay out every part, then the front matter, then the merge
warm       every part kept by content: the merge alone
changed    one paper laid out again, its own process and cage start included
late       the last paper comes when all others are kept: it is laid out, and every page that tells page numbers
long       the merge of ten such packs into one, for its memory
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.bench.specimen import BARE_MARGINS, LONG, SHORT, SIZES, Size, front_matter, papers, whole  # noqa: E402

# The four builds. Each runs in a process of its own.


def build_bare(folder: Path) -> dict:
    os.environ["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
    from weasyprint import CSS, HTML

    css = (ROOT / "sscb/pdf/pack.css").read_text() + BARE_MARGINS
    icons = {path.name: path.read_bytes() for path in (ROOT / "sscb/pdf/icons").glob("*.svg")}
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Icons(URLFetcher):
        def fetch(self, url, headers=None):
            name = url.removeprefix("asset:")
            return URLFetcherResponse(url, icons[name], {"Content-Type": "image/svg+xml"})

    document = HTML(string=(folder / "whole.html").read_text(), url_fetcher=Icons())
    pdf = document.write_pdf(stylesheets=[CSS(string=css, url_fetcher=Icons())], pdf_variant="pdf/ua-1")
    (folder / "bare.pdf").write_bytes(pdf)
    return {"bytes": len(pdf)}


LATE = "item-40"


def build_split(folder: Path, todo: str) -> dict:
    """todo: cold (print all), warm (print none), changed (print item 5 again), late (print item 40 and the front)."""
    from sscb.board.packs.numbering import Counted, number_afresh
    from sscb.pdf.printing import Printer, pack_stylesheet

    css = pack_stylesheet()
    made: dict[str, bytes] = {}
    counts: dict[str, int] = {} if todo == "cold" else json.loads((folder / "counts.json").read_text())
    order = json.loads((folder / "order.json").read_text())
    with Printer(processes=1 if todo == "changed" else 2) as printer:
        if todo != "warm":
            printer.start()  # the cages load while the rest of this process does
        from sscb.pdf.merging import Part, Properties, Stamps, merge

        def lay_out(work: list[tuple[str, str, str]]) -> None:
            for printed in printer.print_many(work).values():
                assert printed.ok, printed
                made[printed.key], counts[printed.key] = printed.pdf, printed.pages

        if todo == "changed":
            lay_out([("item-5", (folder / "changed.html").read_text(), css)])
        elif todo in ("cold", "late"):
            work = [(key, whole(body), css) for key, _, body in papers(size_of(folder))]
            lay_out([one for one in work if todo == "cold" or one[0] == LATE])
            _write_front(order, counts, lay_out, css)
        if todo == "cold":
            for key, pdf in made.items():
                (folder / f"{key}.part").write_bytes(pdf)
            (folder / "counts.json").write_text(json.dumps(counts))
        labels = {one.code: one.labels for one in number_afresh([Counted(key, counts[key]) for key, _ in order])}
        parts = [
            Part(key, made.get(key) or (folder / f"{key}.part").read_bytes(), run=title, bare=key == "front")
            for key, title in order
        ]
        pack = merge(
            parts,
            labels,
            Stamps("SSCB Board · 12 December 2019", "OFFICIAL-SENSITIVE", "Version 2 · 7c1e 94ab",
                   labels[order[-1][0]][-1], "Copy 7 of 24: Judith Merrow"),
            Properties("Board pack", "Board", "Papers", datetime(2019, 11, 12, 6, 20, tzinfo=UTC)),
            fonts_folder=Path(os.environ["SSCB_FONTS"]),
        )  # fmt: skip
        (folder / f"{todo}.pdf").write_bytes(pack)
    return {"bytes": len(pack), "pages": sum(counts.values())}


def _write_front(order, counts: dict[str, int], lay_out, css: str) -> None:
    """Lay out what tells page numbers until its own length no longer moves them, as a build does."""
    from sscb.board.packs.numbering import Counted, number_afresh

    while True:
        first = {one.code: one.first for one in number_afresh([Counted(key, counts.get(key, 1)) for key, _ in order])}
        items = [(key, title, first[key]) for key, title in order[4:]]
        before = [counts.get(key, 1) for key, _ in order[:4]]
        lay_out([(key, whole(body), css) for key, _, body in front_matter(items)])
        if before == [counts[key] for key, _ in order[:4]]:
            return


def build_long(folder: Path) -> dict:
    """Ten packs as one: what a worker's memory does when a pack is long."""
    from sscb.pdf.merging import Part, Properties, Stamps, merge

    counts = json.loads((folder / "counts.json").read_text())
    order = json.loads((folder / "order.json").read_text())
    parts, labels, number = [], {}, 1
    for time_round in range(10):
        for key, title in order:
            name = f"{key}-{time_round}" if time_round else key
            parts.append(Part(name, (folder / f"{key}.part").read_bytes(), run=title))
            labels[name] = tuple(str(number + at) for at in range(counts[key]))
            number += counts[key]
    stamps = Stamps("SSCB Board", "OFFICIAL-SENSITIVE", "Version 2", str(number - 1))
    issued_at = datetime(2019, 11, 12, 6, 20, tzinfo=UTC)
    pack = merge(parts, labels, stamps, Properties("Board pack", "Board", "Papers", issued_at))
    (folder / "long.pdf").write_bytes(pack)
    return {"bytes": len(pack), "pages": number - 1}


def size_of(folder: Path) -> Size:
    return SIZES[(folder / "size").read_text()]


def in_fresh_process(todo: str, folder: Path) -> dict:
    """Run one build; adds `seconds` from before the process starts until it has ended, and peak memory in MB."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(Path(__file__).resolve()), todo, str(folder)], capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - began
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return {**json.loads(done.stdout.splitlines()[-1]), "seconds": seconds}


def prepare(folder: Path, size: Size) -> None:
    """The HTML of all builds, from one source, and the font where the builds find it."""
    from sscb.pdf import fonts, stampfont

    where = fonts.folder()
    os.environ["SSCB_FONTS"] = str(where)
    (folder / "fonts.conf").write_text(fonts.fontconfig(where.resolve(), folder / "cache"))
    if not (where / stampfont.FILE).is_file():
        stampfont.prepare(where)
    (folder / "size").write_text(size.name)
    bodies = papers(size)
    items = [(key, title, "60") for key, title, _ in bodies]
    front = front_matter(items)
    (folder / "order.json").write_text(json.dumps([(key, title) for key, title, _ in [*front, *bodies]]))
    (folder / "whole.html").write_text(whole("".join(body for _, _, body in [*front, *bodies])))
    changed = {key: body for key, _, body in bodies}["item-5"].replace("children", "young children")
    (folder / "changed.html").write_text(whole(changed))


WORDS = {
    "bare": "one bare tagged call",
    "cold": "cold build, two processes",
    "warm": "warm build",
    "changed": "one changed paper",
    "late": "one late paper",
}


def measured(size: Size, builds: tuple[str, ...], times: int, *, long: bool) -> list[tuple[str, str, float | None]]:
    """Lines of one pack. Each time every build runs once, so that a busy moment of the machine meets them all."""
    with tempfile.TemporaryDirectory(prefix="sscb-bench-") as name:
        folder = Path(name)
        prepare(folder, size)
        runs: dict[str, list[dict]] = {todo: [] for todo in builds}
        for _ in range(times):
            for todo in builds:
                runs[todo].append(in_fresh_process(todo, folder))
        merged = in_fresh_process("long", folder) if long else None
    seconds = {todo: statistics.median(run["seconds"] for run in done) for todo, done in runs.items()}
    lines: list[tuple[str, str, float | None]] = [
        (f"{size.name}: pages, papers, charts", f"{runs['cold'][0]['pages']}, {size.papers}, {size.all_charts}", None)
    ]
    for todo in builds:
        lines.append((f"{size.name}: {WORDS[todo]}", f"{seconds[todo]:.2f} s", seconds[todo] / seconds["bare"]))
    for todo in builds:
        own, child = (max(run[which] for run in runs[todo]) for which in ("own_mb", "child_mb"))
        limit = MOST_MEGABYTES if todo != "bare" else None
        largest = max(own, child)
        lines.append((f"{size.name}: peak memory, {WORDS[todo]}, of {MOST_MEGABYTES} MB",
                      f"{own:.0f} MB, largest cage {child:.0f} MB", largest / MOST_MEGABYTES, limit and 1))  # fmt: skip
    if merged:
        words = f"{size.name}: peak memory, merge of {merged['pages']} pages"
        lines.append((words, f"{merged['own_mb']:.0f} MB", None))
    return lines


MOST_MEGABYTES = 500


def bench(times: int = 5) -> list[tuple]:
    """Lines of (name, value, ratio, limit). Medians of `times` fresh processes each; of three for the long pack."""
    return [
        *measured(SHORT, ("bare", "cold", "warm", "changed"), times, long=True),
        *measured(LONG, ("bare", "cold", "late"), min(times, 3), long=False),
    ]


def main(todo: str, folder: Path) -> None:
    builds = {"bare": build_bare, "long": build_long}
    done = builds[todo](folder) if todo in builds else build_split(folder, todo)
    done["own_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    done["child_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps(done))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        main(sys.argv[1], Path(sys.argv[2]))
    else:
        for line in bench(times=int(sys.argv[1]) if len(sys.argv) == 2 else 5):
            print(line)
