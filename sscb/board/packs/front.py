"""What is written last and printed around the papers: front sheet, what changed, agenda, contents, and the annexes."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from sscb import clock
from sscb.access.levels import OFFICIAL_SENSITIVE, marking
from sscb.board.agenda import clock_words
from sscb.board.models import PackVersion
from sscb.board.packs import numbering
from sscb.board.packs.freezing import check_mark, digest
from sscb.board.packs.laying_out import Kept, lay_out
from sscb.board.packs.parts import FRONT, Part, pack_level
from sscb.board.packs.words import WORDS

LAST = (*FRONT, "annex-figures")
LATER = "board/pack/last/"
"""Templates below this folder tell page numbers, so they are laid out when all others are counted."""
ROUNDS = 5
ONE_PAGE = {"front", "contents"}
"""They have one page if they can: what runs over is set closer before it may take a second."""
MOST_FIGURES = 12
LONG_MONTH = re.compile(r"(\d+) ([A-Z][a-z]{2})[a-z]* (\d{4})")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class TwoValues(Exception):
    """One figure is printed with two values: the Board would be told both. Nothing is built."""


DECIDING = ("decide", "agree", "accept", "approve", "endorse")


def annexes(parts: list[Part], version: PackVersion) -> list[Part]:
    """The parts behind the papers: where each figure comes from, and words and short forms."""
    level = pack_level(parts)
    return [
        Part(
            "annex-figures",
            "Where each figure comes from",
            run="Annex · Provenance",
            template=f"{LATER}provenance.html",
            level=level,
        ),
        Part(
            "annex-words",
            "Words and short forms",
            run="Annex · Words",
            template="board/pack/words.html",
            facts={"words": [list(pair) for pair in WORDS]},
            level=level,
        ),
    ]


def fingerprint_of(parts: list[Part]) -> str:
    """Of the papers, their figures and their order, not of the file: the same for every reader's copy."""
    return digest(
        "\n".join(f"{p.code} {p.title} {digest(p.frozen)}" for p in parts if p.template != f"{LATER}provenance.html")
    )


def write(
    version: PackVersion,
    parts: list[Part],
    pages: dict[str, Kept],
    rows: list[dict],
    before: PackVersion | None,
    print_now: Callable[[list], dict[str, Kept]],
) -> tuple[list[Part], list[numbering.Placed], dict[str, Kept]]:
    """Lay out the parts that tell page numbers, until the numbers they tell are the numbers they have.

    Their own lengths move the numbers, so the first guess is the draft before; it settles in one or two rounds. A front
    sheet or contents that run over one page are set closer, so that page 2 says what changed.
    """
    sheets = {**_guess(version), **{code: found.pages for code, found in pages.items()}}
    old = [_placed_from(line) for line in before.manifest["parts"]] if before else []
    close: set[str] = set()
    for _ in range(ROUNDS):
        counted = [numbering.Counted(code, sheets[code]) for code in (*FRONT, *(part.code for part in parts))]
        placed = numbering.number_after(counted, old) if old else numbering.number_afresh(counted)
        later = [_set_closer(one, close) for one in _written(version, parts, pages, rows, placed, before)]
        extra = _sheets_standing_for(placed, version)
        laid = [lay_out(one.code, one.template, one.frozen, level=one.level) for one in [*later, *extra]]
        found = print_now(laid)
        if over := {code for code in ONE_PAGE - close if found[code].pages > 1}:
            close |= over
            continue
        settled = all(found[one.code].pages == sheets[one.code] for one in later)
        sheets.update({one.code: found[one.code].pages for one in later})
        if settled:
            known = {part.code: part for part in later}
            for place, part in enumerate(parts):
                parts[place] = known.get(part.code, part)
            fronts = [one for one in later if one.code in FRONT] + extra
            return fronts, placed, {**pages, **found}
    raise numbering.TooManyLatePages(
        "The contents could not be settled: their own length keeps moving the page numbers. Shorten an item's title "
        "and build again. The pack before this one is unchanged."
    )


def _set_closer(part: Part, close: set[str]) -> Part:
    return replace(part, facts={**part.facts, "close": True}) if part.code in close else part


def _guess(version: PackVersion) -> dict[str, int]:
    last = (
        PackVersion.objects.filter(meeting=version.meeting)
        .exclude(pk=version.pk)
        .exclude(sha256="")
        .order_by("-draft")
        .first()
    )
    known = {line["code"]: len(line["labels"]) for line in last.manifest["parts"]} if last else {}
    return {code: known.get(code, 1) for code in LAST}


def _placed_from(line: dict) -> numbering.Placed:
    return numbering.Placed(line["code"], tuple(line["labels"]), line["empty"], line["gone"])


def _written(version, parts, pages, rows, placed, before) -> list[Part]:
    where = {one.code: one for one in placed}
    level = pack_level(parts)
    last = str(numbering.last_number(placed))
    figures = figures_of(parts, placed, pages)
    manifest = {"parts": manifest_lines(parts, placed), "figures": figures}
    told = changes(manifest, before.manifest if before else None)
    last_pack = {} if before else since_last_pack(version, manifest)
    made = [
        Part(
            "front",
            "Front sheet",
            template=f"{LATER}front.html",
            facts=_front_facts(version, parts, where, pages),
            level=level,
        ),
        Part(
            "changed",
            "What changed",
            run="What changed",
            template=f"{LATER}changed.html",
            facts={"number": version.number, "changes": told, "before": _before_words(before), "last": last_pack},
            level=level,
        ),
        Part(
            "agenda",
            "Agenda",
            run="Agenda",
            template=f"{LATER}agenda.html",
            facts=_agenda_facts(version, rows, parts, where),
            level=level,
        ),
        Part(
            "contents",
            "Contents",
            run="Contents",
            template=f"{LATER}contents.html",
            facts=_contents_facts(version, parts, where),
            level=level,
        ),
    ]
    annex = next(part for part in parts if part.code == "annex-figures")
    facts = {
        **annex_rows(figures),
        "as_at": _day_words(version.as_at),
        "pack": [
            ["Version", f"{version.number}, figures as at {_day_words(version.as_at)}"],
            [
                "Fingerprint",
                f"{fingerprint_of(parts)}. It is worked out from the list of papers and figures, not from "
                "the file, so every reader’s copy has the same one; its first eight characters are at the foot of "
                "every page.",
            ],
            ["Last page", last],
        ],
    }
    return [*made, replace(annex, facts=facts)]


def _front_facts(version, parts, where, pages) -> dict[str, Any]:
    meeting = version.meeting
    decisions = []
    for part in parts:
        for verb, text in part.facts.get("asked_to", []) if part.template == "board/pack/cover.html" else []:
            if verb.lower() in DECIDING:
                decisions.append({"verb": verb, "text": text, "item": part.item, "page": where[part.code].first})
    said = [{**one, "page": where[part.code].first} for part in parts for one in part.facts.get("front", [])]
    marked = marking(pack_level(parts))
    return {
        "when": f"{meeting.meets_on:%A %-d %B %Y}, {clock_words(meeting.starts)} to {clock_words(meeting.ends)}",
        "meeting": f"Meeting {meeting.reference} · {meeting.place}",
        "decisions": decisions,
        "worries": [one for one in said if one["kind"] == "worry"],
        "late": [one for one in said if one["kind"] == "late"],
        "facts": [
            pair
            for pair in (
                ["Quorum", meeting.quorum],
                ["Getting there", meeting.getting_there],
                ["Questions", meeting.questions_to],
                [
                    "This version",
                    f"Version {version.number}. Figures as at {_day_words(version.as_at)}",
                ],
                ["Handling", _handling(marked)],
                ["Note", meeting.note],
            )
            if pair[1]
        ],
    }


def _handling(marked: str) -> str:
    if marked == OFFICIAL_SENSITIVE:
        return f"{marked}. Do not forward. Return or shred after the meeting."
    return f"{marked}."


def _agenda_facts(version, rows, parts, where) -> dict[str, Any]:
    meeting = version.meeting
    codes = {part.item: part.code for part in reversed(parts) if part.item}
    lines = []
    for row in rows:
        code = codes.get(row["number"])
        page = "oral" if row["oral"] else "–"
        lines.append({**row, "page": where[code].first if code else page, "code": code or ""})
    deciding = sum(1 for row in rows if row["kind"] == "Decision")
    return {
        "kicker": f"{meeting.meets_on:%A %-d %B %Y} · {meeting.place}",
        "lead": f"{_number_word(deciding)} items need a decision. Papers are taken as read: the time is for questions.",
        "rows": lines,
        "total": sum(row["minutes"] for row in rows),
        "breaks": sum(row["minutes"] for row in rows if row["is_break"]),
    }


def _contents_facts(version, parts, where) -> dict[str, Any]:
    spans: dict[str, numbering.Placed] = {}
    for part in parts:  # a cover sheet and all that stands behind it
        labels = spans[part.paper].labels if part.paper in spans else ()
        spans[part.paper] = numbering.Placed(part.paper, (*labels, *where[part.code].labels))

    def line(code, title, number="", paper=""):
        return {"code": code, "no": number, "title": title, "page": (spans[paper] if paper else where[code]).span}

    front = [
        line("front", "Front sheet"),
        line("changed", f"What changed in version {version.number}"),
        line("agenda", "Agenda"),
        line("contents", "Contents"),
    ]
    papers = [line(part.code, part.title, part.item, part.paper) for part in parts if part.item and part.in_contents]
    annex = [line(part.code, part.title) for part in parts if not part.item]
    return {"groups": [["Front matter", front], ["Papers", papers], ["Annexes", annex]]}


def _sheets_standing_for(placed, version) -> list[Part]:
    """Sheets for numbers that must not go missing: a part that is gone, and pages left empty on purpose."""
    found = []
    for one in placed:
        if one.gone:
            facts = {"span": one.span, "number": version.number}
            found.append(Part(one.code, "Withdrawn", run="Withdrawn", template="board/pack/gone.html", facts=facts))
        if one.empty:
            facts = {"labels": list(one.labels[-one.empty :]), "number": version.number}
            found.append(Part(f"{one.code}~empty", "Left empty", template="board/pack/left_empty.html", facts=facts))
    return found


def figures_of(parts: list[Part], placed: list[numbering.Placed], pages: dict[str, Kept]) -> list[dict[str, Any]]:
    """Every figure of the pack once, in the order of its first page, with all pages on which it is printed."""
    where = {one.code: one for one in placed}
    found: dict[str, dict[str, Any]] = {}
    for part in parts:
        for figure in part.facts.get("figures", []) if part.item else []:
            anchors = pages[part.code].anchors if part.code in pages else {}
            labels = where[part.code].labels
            sheet = anchors.get(figure["anchor"], 1)
            label = labels[min(sheet, len(labels)) - 1]
            known = found.setdefault(figure["key"], {**figure, "pages": [], "papers": []})
            if known["shown"] != figure["shown"]:
                raise TwoValues(
                    f"“{figure['what']}, {figure['period']}” is printed as {known['shown']} and as {figure['shown']}. "
                    "Both cannot be right, so no pack was built. The pack before this one is unchanged."
                )
            if label not in known["pages"]:
                known["pages"].append(label)
            paper = f"Item {part.item}, {part.title}"
            if paper not in known["papers"]:
                known["papers"].append(paper)
    return [{**one, "page": ", ".join(one["pages"])} for one in found.values()]


def annex_rows(figures: list[dict[str, Any]]) -> dict[str, Any]:
    """The annex's two tables: figures that stand alone, and series with all their values in one row."""
    by_series: dict[str, list[dict[str, Any]]] = {}
    for one in figures:
        if one["series"]:
            by_series.setdefault(one["series"], []).append(one)
    for rows in by_series.values():
        rows.sort(key=lambda one: one["key"])  # keys of a series end with the period, so this is oldest first
    alone = [one for one in figures if not one["series"] or one is by_series[one["series"]][-1]]
    alone = [
        {**one, "number": f"F-{place:02d}", "received": _short_day(one["received"])}
        for place, one in enumerate(alone, start=1)
    ]
    series = [_series_row(many) for many in by_series.values() if len(many) > 1]
    return {"figures": alone, "series": series}


def _short_day(words: str) -> str:
    if ISO_DAY.fullmatch(words):
        return f"{date.fromisoformat(words):%-d %b %Y}"
    return LONG_MONTH.sub(r"\1 \2 \3", words)


def _series_row(figures: list[dict[str, Any]]) -> dict[str, Any]:
    """One indicator and place: every value printed, with the files and rows they came from."""
    files: dict[str, list[str]] = {}
    for one in figures:
        file, has_row, row = one["source"].rpartition(", row ")
        files.setdefault(file if has_row else one["source"], []).append(row if has_row else "")
    pages = sorted({page for one in figures for page in one["pages"]}, key=_reading_order)
    periods = f"{figures[0]['period']} to {figures[-1]['period']}" if len(figures) > 1 else figures[0]["period"]
    return {
        "what": figures[-1]["what"],
        "periods": periods,
        "count": len(figures),
        "values": ", ".join(one["shown"] for one in figures),
        "page": ", ".join(pages),
        "source": "; ".join(f"{file}, rows {_rows(rows)}" if any(rows) else file for file, rows in files.items()),
        "check": check_mark(*(one["check"] for one in figures)),
    }


def _reading_order(label: str) -> tuple[int, str]:
    digits = "".join(char for char in label if char.isdigit())
    return int(digits or 0), label


def _rows(rows: list[str]) -> str:
    """ "3 to 26" where they follow one another, else "3, 9, 15" shortened to first and last."""
    numbers = [int(row) for row in rows if row.isdigit()]
    if not numbers:
        return ""
    if len(numbers) == 1:
        return str(numbers[0])
    return f"{min(numbers)} to {max(numbers)}"


def manifest_lines(parts: list[Part], placed: list[numbering.Placed]) -> list[dict[str, Any]]:
    """What was printed, for comparing versions: parts with their hashes and their page numbers."""
    by_code = {part.code: part for part in parts}
    lines = []
    for one in placed:
        part = by_code.get(one.code)
        lines.append(
            {
                "code": one.code,
                "title": part.title if part else "",
                "item": part.item if part else "",
                "labels": list(one.labels),
                "empty": one.empty,
                "gone": one.gone,
                "front": one.code in FRONT,
                "facts": digest(part.frozen) if part else "",
            }
        )
    return lines


def changes(now: dict, before: dict | None) -> dict[str, Any]:
    """What a reader of the version before must know: papers added, changed, withdrawn; figures that moved; pages."""
    if before is None:
        return {"first": True, "papers": [], "figures": [], "pages": []}
    old = {line["code"]: line for line in before["parts"] if not line["front"]}
    papers, pages = [], []
    for line in now["parts"]:
        if line["front"] or line["code"].startswith("annex"):
            continue
        span = f"{line['labels'][0]}–{line['labels'][-1]}" if len(line["labels"]) > 1 else line["labels"][0]
        known = old.get(line["code"])
        if line["gone"]:
            if not (known and known["gone"]):
                papers.append(
                    {
                        "page": span,
                        "item": known["item"] if known else "",
                        "what": "Withdrawn",
                        "title": known["title"] if known else "",
                    }
                )
                pages += line["labels"]
        elif known is None:
            papers.append({"page": span, "item": line["item"], "what": "Added", "title": line["title"]})
            pages += line["labels"]
        elif known["facts"] != line["facts"]:
            papers.append({"page": span, "item": line["item"], "what": "Changed", "title": line["title"]})
            pages += line["labels"]
    was = {figure["key"]: figure for figure in before["figures"]}
    figures = [
        {"pages": one["page"], "what": one["what"], "before": was[one["key"]]["shown"], "now": one["shown"]}
        for one in now["figures"]
        if one["key"] in was and was[one["key"]]["shown"] != one["shown"]
    ]
    return {"first": False, "papers": papers, "figures": figures, "pages": pages}


def since_last_pack(version: PackVersion, now: dict) -> dict[str, Any]:
    """In version 1: what is new, gone or another number since the pack of the meeting before."""
    last = (
        PackVersion.objects.filter(
            meeting__group_id=version.meeting.group_id, meeting__meets_on__lt=version.meeting.meets_on,
            state=PackVersion.State.ISSUED,
        )
        .select_related("meeting")
        .order_by("-meeting__meets_on", "-number")
        .first()
    )  # fmt: skip
    if last is None:
        return {}

    def titles(manifest: dict) -> list[str]:
        shown = (one for one in manifest["parts"] if one["item"] and not one["gone"] and one["title"])
        return list(dict.fromkeys(one["title"] for one in shown))

    old, new = titles(last.manifest), titles(now)
    was = {one["key"]: one["shown"] for one in last.manifest["figures"]}
    figures = [
        {"what": one["what"], "page": one["page"], "before": was[one["key"]], "now": one["shown"]}
        for one in now["figures"]
        if was.get(one["key"], one["shown"]) != one["shown"]
    ]
    return {
        "meeting": last.meeting.reference, "number": last.number, "added": [one for one in new if one not in old],
        "gone": [one for one in old if one not in new], "figures": figures[:MOST_FIGURES],
        "more": max(0, len(figures) - MOST_FIGURES),
    }  # fmt: skip


def _before_words(before: PackVersion | None) -> str:
    return f"Since version {before.number}, issued {before.issued_on:%A %-d %B %Y}" if before else "Version 1"


def _day_words(moment) -> str:
    """The day alone; the minute is in the properties, so a second build of the day is all kept pages."""
    return f"{clock.day_of(moment):%-d %B %Y}"


def _number_word(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[count] if count < len(words) else str(count)


__all__ = ["LATER", "annexes", "changes", "check_mark", "figures_of", "fingerprint_of", "manifest_lines", "write"]
