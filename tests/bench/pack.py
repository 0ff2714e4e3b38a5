"""A 60-page, 20-chart Board pack: the split build against one bare call of the layout engine on the same HTML.

Every measure is a fresh process, imports included, on both sides (RULINGS 19). `bench()` returns lines of
(name, value with its unit, ratio to the bare call). By hand: `.venv/bin/python tests/bench/pack.py`.

bare       one call of the engine: whole pack as one document, tagged, garbage collector as Python has it
cold       nothing kept: two cages lay out every part, then the front matter, then the merge
warm       every part kept by content: the merge alone
changed    one paper laid out again, its own process and cage start included
long       the merge of ten such packs into one, for its memory
"""

import json
import os
import random
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

# What the margins say costs the bare call something too, as it must print the same pages.
BARE_MARGINS = """
@page { @top-left { content: "SSCB Board · 12 December 2019"; font-size: 9pt }
  @top-center { content: "OFFICIAL-SENSITIVE"; font-size: 10pt; font-weight: 700 }
  @top-right { content: string(run); font-size: 9pt }
  @bottom-left { content: "Version 2 · 7c1e 94ab"; font-size: 9pt }
  @bottom-center { content: "OFFICIAL-SENSITIVE"; font-size: 10pt; font-weight: 700 }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 11pt; font-weight: 600 } }
article { string-set: run attr(data-run) }
"""
WORDS = (
    "the Board agency children review return concern months action answer conference interview hospital trust county "
    "council police school health visitor plan risk theme neglect audit learning practice evidence change voice young "
    "people said felt waited early help assessment referral threshold worker manager supervision training course place "
    "quarter figure mean limit above below since because between while until before after and with from that which"
).split()


def sentence(dice: random.Random, length: int) -> str:
    words = [dice.choice(WORDS) for _ in range(length)]
    return " ".join(words).capitalize() + "."


def paragraph(dice: random.Random) -> str:
    return "<p>" + " ".join(sentence(dice, dice.randint(9, 19)) for _ in range(dice.randint(3, 5))) + "</p>"


def chart(dice: random.Random, number: int) -> str:
    """A run chart of 24 points with mean and limits, as the chart room draws them: 232 x 118 units."""
    values = [dice.gauss(60, 8) for _ in range(24)]
    x = [26 + at * 146 / 23 for at in range(24)]
    y = [104 - (value - 30) * 1.4 for value in values]
    line = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    dots = "".join(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="1.7" fill="#1a1a1a"/>' for a, b in zip(x, y, strict=True))
    ticks = "".join(
        f'<text x="22" y="{104 - (tick - 30) * 1.4 + 2.5:.1f}" text-anchor="end" font-size="8">{tick}</text>'
        for tick in (40, 60, 80)
    )
    months = "".join(
        f'<text x="{26 + at * 146 / 23:.1f}" y="115" text-anchor="middle" font-size="8">{month}</text>'
        for at, month in ((1, "Oct 17"), (12, "Oct 18"), (22, "Sep 19"))
    )
    rules = "".join(
        f'<path d="M26 {at}H176" stroke="#4a5559" stroke-width="{width}" stroke-dasharray="{dash}" fill="none"/>'
        f'<text x="179" y="{at + 2.5}" font-size="8">{name}</text>'
        for at, width, dash, name in ((38, 0.9, "4 2.5", "upper 77.2"), (62, 1, "none", "mean 60.1"),
                                      (86, 0.9, "4 2.5", "lower 43.0"))
    )  # fmt: skip
    return (
        '<svg viewBox="0 0 232 118" width="232" height="118" font-family="Source Sans 3">'
        f"<title>Indicator {number}: 24 points, October 2017 to September 2019. Mean 60.1, limits 43.0 to 77.2.</title>"
        f'<path d="M26 8V104H176" stroke="#7d8a8f" fill="none"/>{ticks}{months}{rules}'
        f'<polyline points="{line}" fill="none" stroke="#1a1a1a"/>{dots}</svg>'
    )


def charts_page(dice: random.Random, first: int, count: int) -> str:
    cells = "".join(
        f'<div class="cell"><h2>{number} Indicator of month {number} (%)</h2>'
        f'<p class="reading"><span class="icon {dice.choice(["ordinary", "concern", "improvement"])}">No real change'
        f'</span></p>{chart(dice, number)}<p class="text">{sentence(dice, 9)} {sentence(dice, 8)}</p></div>'
        for number in range(first, first + count)
    )
    return f'<p class="note">{sentence(dice, 22)}</p><div class="six">{cells}</div>'


def table(dice: random.Random, caption: str, rows: int) -> str:
    body = "".join(
        f'<tr><th scope="row">{dice.choice(WORDS)} {row}</th><td>{sentence(dice, dice.randint(4, 11))}</td>'
        f'<td>{dice.choice(WORDS)} {dice.choice(WORDS)}</td><td class="n">{dice.randint(0, 999)}</td>'
        f'<td class="n">{dice.randint(0, 99)}%</td><td><span class="icon {dice.choice(["late", "due", "track"])}">'
        f"{dice.randint(1, 30)} days</span></td></tr>"
        for row in range(1, rows + 1)
    )
    return (
        f'<table><caption>{caption}</caption><colgroup><col class="w25"><col><col class="w30"><col class="w16">'
        '<col class="w16"><col class="w25"></colgroup><thead><tr><th scope="col">Number</th><th scope="col">What</th>'
        '<th scope="col">Who</th><th scope="col" class="n">Now</th><th scope="col" class="n">Share</th>'
        f'<th scope="col">State</th></tr></thead><tbody>{body}</tbody></table>'
    )


def values_table(dice: random.Random) -> str:
    heads = "".join(f'<th scope="col" class="n">{name}</th>' for name in ("Jan", "Feb", "Mar", "Apr", "May", "Jun"))
    rows = "".join(
        f'<tr><th scope="row">{number} Indicator</th>'
        + "".join(f'<td class="n">{dice.randint(30, 90)}</td>' for _ in range(6))
        + "</tr>"
        for number in range(1, 41)
    )
    return (
        '<table class="values"><caption>Values plotted, 2019</caption><colgroup><col><col class="w20"><col class="w20">'
        '<col class="w20"><col class="w20"><col class="w20"><col class="w20"></colgroup>'
        f'<thead><tr><th scope="col">Indicator</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def cover(dice: random.Random, number: int, title: str) -> str:
    return (
        f'<p class="kicker">Item {number} · Decision · 10 minutes</p><h1>{title}</h1>'
        f'<div class="asked"><h2>The Board is asked to</h2><ol><li><strong>Decide</strong> {sentence(dice, 14)}</li>'
        f"<li><strong>Note</strong> {sentence(dice, 10)}</li></ol></div><h2>Summary in three lines</h2><ol>"
        + "".join(f"<li>{sentence(dice, 16)}</li>" for _ in range(3))
        + f"</ol><h2>What it means for children</h2>{paragraph(dice)}"
    )


def papers(seed: int = 7) -> list[tuple[str, str, str]]:
    """(key, title, body) of sixteen papers and two annexes, about 56 pages, 20 charts."""
    found = []
    chart_number = 1
    for number in range(1, 17):
        dice = random.Random(seed * 1000 + number)
        title = f"Paper {number} on {dice.choice(WORDS)} and {dice.choice(WORDS)}"
        body = cover(dice, number, title)
        for part in range(2):
            body += f"<h2>{sentence(dice, 4)[:-1]}</h2>" + "".join(paragraph(dice) for _ in range(3))
            body += table(dice, f"Table {part + 1}: {sentence(dice, 5)}", 13)
        if number in (8, 9, 10, 11):
            count = 6 if number < 10 else 4
            body += f'<div class="next"></div>{charts_page(dice, chart_number, count)}'
            chart_number += count
        found.append((f"item-{number}", title, f'<article data-run="Item {number} · Paper">{body}</article>'))
    dice = random.Random(seed)
    found.append(("values", "Values", f'<article data-run="Annex">{_titled("Values")}{values_table(dice)}</article>'))
    rows = "".join(table(dice, f"Figures, part {part}", 22) for part in range(1, 3))
    found.append(("sources", "Sources", f'<article data-run="Annex">{_titled("Sources")}{rows}</article>'))
    return found


def _titled(words: str) -> str:
    return f"<h1>{words}</h1>"


def front_matter(items: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Front sheet, what changed, agenda, contents. items: (key, title, first page as printed)."""
    dice = random.Random(3)
    asked = "".join(
        f'<li>{sentence(dice, 12)} (<a href="pack:{key}">page {page}</a>)</li>' for key, _, page in items[:5]
    )
    facts = "".join(f'<tr><th scope="row">Fact {n}</th><td>{sentence(dice, 15)}</td></tr>' for n in range(8))
    agenda = "".join(
        f'<tr><th scope="row">{at}</th><td>9.{at:02}</td><td>{title}</td><td>Decision</td>'
        f'<td class="n"><a href="pack:{key}">{page}</a></td></tr>'
        for at, (key, title, page) in enumerate(items, 1)
    )
    lines = "".join(
        f'<li><a href="pack:{key}" title="{title}, page {page}"><span class="no">{at}</span>'
        f'<span class="what">{title}</span><span class="at">{page}</span></a></li>'
        for at, (key, title, page) in enumerate(items, 1)
    )
    pages = [
        ("front", "Front sheet", f'<p class="board">Somerset Safeguarding Children Board</p><h1 class="front">Board '
         f'pack</h1><p class="when">Thursday 12 December 2019</p><div class="asked"><h2>The Board is asked to decide'
         f'</h2><ol>{asked}</ol></div><table class="facts roomy"><caption>About the meeting</caption>{facts}</table>'),
        ("changes", "What changed", f"<h1>What changed</h1>{table(dice, 'Papers', 9)}{table(dice, 'Figures', 9)}"),
        ("agenda", "Agenda", '<h1>Agenda</h1><table class="agenda"><caption>Items</caption><colgroup>'
         '<col class="w12"><col class="w14"><col><col class="w28"><col class="w18"></colgroup><thead><tr>'
         '<th scope="col">Item</th><th scope="col">Time</th><th scope="col">Title</th><th scope="col">Asked for</th>'
         f'<th scope="col" class="n">Page</th></tr></thead><tbody>{agenda}</tbody></table>'),
        ("contents", "Contents", f'<h1>Contents</h1><ol class="contents">{lines}</ol>'),
    ]  # fmt: skip
    return [(key, title, f'<article data-run="{title}">{body}</article>') for key, title, body in pages]


def whole(body: str, title: str = "Board pack") -> str:
    return f'<!doctype html><html lang="en-GB"><head><title>{title}</title></head><body>{body}</body></html>'


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


def build_split(folder: Path, todo: str) -> dict:
    """todo: cold (print all), warm (print none), changed (print the paper in changed.html)."""
    from sscb.board.packs.numbering import Counted, number_afresh
    from sscb.pdf.printing import Printer, pack_stylesheet

    css = pack_stylesheet()
    made: dict[str, bytes] = {}
    counts: dict[str, int] = {}
    order = json.loads((folder / "order.json").read_text())
    with Printer(processes=1 if todo == "changed" else 2) as printer:
        if todo != "warm":
            printer.start()  # the cages load while the rest of this process does
        if todo == "changed":
            printer_work = [("item-5", (folder / "changed.html").read_text(), css)]
        else:
            printer_work = papers_work(css) if todo == "cold" else []
        from sscb.pdf.merging import Part, Properties, Stamps, merge

        for printed in printer.print_many(printer_work).values() if printer_work else ():
            assert printed.ok, printed
            made[printed.key], counts[printed.key] = printed.pdf, printed.pages
        if todo == "cold":
            sizes = [(key, counts.get(key, 1)) for key, _ in order]
            first = {one.code: one.first for one in number_afresh([Counted(*size) for size in sizes])}
            items = [(key, title, first[key]) for key, title in order[4:]]
            for printed in printer.print_many(
                [(key, whole(body), css) for key, _, body in front_matter(items)]
            ).values():
                assert printed.ok and printed.pages == 1, printed
                made[printed.key], counts[printed.key] = printed.pdf, printed.pages
            for key, pdf in made.items():
                (folder / f"{key}.part").write_bytes(pdf)
            (folder / "counts.json").write_text(json.dumps(counts))
        counts = json.loads((folder / "counts.json").read_text()) | counts
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


def papers_work(css: str) -> list[tuple[str, str, str]]:
    return [(key, whole(body), css) for key, _, body in papers()]


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


def prepare(folder: Path) -> None:
    """The HTML of all builds, from one source, and the font where the builds find it."""
    from sscb.pdf import fonts, stampfont

    where = fonts.folder()
    os.environ["SSCB_FONTS"] = str(where)
    (folder / "fonts.conf").write_text(fonts.fontconfig(where.resolve(), folder / "cache"))
    if not (where / stampfont.FILE).is_file():
        stampfont.prepare(where)
    bodies = papers()
    items = [(key, title, "60") for key, title, _ in bodies]
    front = front_matter(items)
    (folder / "order.json").write_text(json.dumps([(key, title) for key, title, _ in [*front, *bodies]]))
    (folder / "whole.html").write_text(whole("".join(body for _, _, body in [*front, *bodies])))
    changed = {key: body for key, _, body in bodies}["item-5"].replace("children", "young children")
    (folder / "changed.html").write_text(whole(changed))


def bench(times: int = 5) -> list[tuple[str, str, float | None]]:
    """Lines of (name, value, ratio to the bare call or None). Medians of `times` fresh processes each."""
    with tempfile.TemporaryDirectory(prefix="sscb-bench-") as name:
        folder = Path(name)
        prepare(folder)
        builds = ("bare", "cold", "warm", "changed")
        runs = {todo: [in_fresh_process(todo, folder) for _ in range(times)] for todo in builds}
        pages = runs["warm"][0]["pages"]
        long = in_fresh_process("long", folder)
    seconds = {todo: statistics.median(run["seconds"] for run in done) for todo, done in runs.items()}
    lines: list[tuple[str, str, float | None]] = [("Pack: pages, charts", f"{pages}, 20", None)]
    names = {
        "bare": "Pack: one bare tagged call",
        "cold": "Pack: cold build, two processes",
        "warm": "Pack: warm build",
        "changed": "Pack: one changed paper",
    }
    for todo, words in names.items():
        lines.append((words, f"{seconds[todo]:.2f} s", seconds[todo] / seconds["bare"]))
    for todo in ("bare", "cold", "warm"):
        own, child = (max(run[which] for run in runs[todo]) for which in ("own_mb", "child_mb"))
        lines.append((f"Pack: peak memory, {todo}", f"{own:.0f} MB, largest cage {child:.0f} MB", None))
    lines.append((f"Pack: peak memory, merge of {long['pages']} pages", f"{long['own_mb']:.0f} MB", None))
    return lines


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
