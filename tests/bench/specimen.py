"""Made-up packs to measure with: words, tables, charts and cover sheets as real packs have, the same every time."""

import random
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Size:
    """How many papers; parts of each behind its cover sheet; rows of each part's table; charts by paper number."""

    name: str
    papers: int
    parts: int
    rows: int
    charts: dict[int, int]

    @property
    def all_charts(self) -> int:
        return sum(self.charts.values())


SHORT = Size("Pack", 16, 2, 13, {8: 6, 9: 6, 10: 4, 11: 4})
LONG = Size("Pack of 200", 40, 3, 15, {8: 6, 9: 6, 10: 4, 11: 4, 20: 6, 21: 6, 30: 6, 31: 2})
SIZES = {size.name: size for size in (SHORT, LONG)}


def papers(size: Size = SHORT, seed: int = 7) -> list[tuple[str, str, str]]:
    """(key, title, body) of the papers and two annexes."""
    found = []
    chart_number = 1
    for number in range(1, size.papers + 1):
        dice = random.Random(seed * 1000 + number)
        title = f"Paper {number} on {dice.choice(WORDS)} and {dice.choice(WORDS)}"
        body = cover(dice, number, title)
        for part in range(size.parts):
            body += f"<h2>{sentence(dice, 4)[:-1]}</h2>" + "".join(paragraph(dice) for _ in range(3))
            body += table(dice, f"Table {part + 1}: {sentence(dice, 5)}", size.rows)
        if count := size.charts.get(number, 0):
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
