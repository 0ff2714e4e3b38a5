"""What is written last and printed around the papers: front sheet, what changed, agenda, contents, and the annexes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sscb import clock
from sscb.access.levels import OFFICIAL_SENSITIVE, marking
from sscb.board.agenda import clock_words
from sscb.board.bodies import is_boards
from sscb.board.models import PackVersion
from sscb.board.packs import numbering
from sscb.board.packs.bodies import body_of
from sscb.board.packs.changes import changes, manifest_lines, since_last_pack
from sscb.board.packs.freezing import digest
from sscb.board.packs.laying_out import Kept, lay_out
from sscb.board.packs.parts import FRONT, WITHDRAWN, Part, pack_level
from sscb.board.packs.printed_figures import annex_rows, figures_of
from sscb.board.packs.words import WORDS

LAST = (*FRONT, "annex-figures")
LATER = "board/pack/last/"
"""Templates below this folder tell page numbers, so they are laid out when all others are counted."""
ROUNDS = 5
ONE_PAGE = {"front", "contents"}
"""They have one page if they can: what runs over is set closer before it may take a second."""
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
        counted = [numbering.Counted(code, sheets[code]) for code in FRONT]
        counted += [numbering.Counted(part.code, sheets[part.code], stands_for(part, before)) for part in parts]
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


def stands_for(part: Part, before: PackVersion | None) -> tuple[str, ...]:
    """What the version before printed of a paper that is withdrawn now: one sheet stands for cover and pages alike."""
    if before is None or part.template != WITHDRAWN:
        return ()
    behind, pieces = f"{part.code}-paper", f"{part.code}."
    return tuple(
        line["code"] for line in before.manifest["parts"]
        if line["code"].startswith(behind) or (line["code"].startswith(pieces) and line["item"] == part.item)
    )  # fmt: skip


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
        "body": body_of(version)["name"],
        **({} if is_boards(meeting.group) else {"of": body_of(version)["group"]}),
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


def _before_words(before: PackVersion | None) -> str:
    return f"Since version {before.number}, issued {before.issued_on:%A %-d %B %Y}" if before else "Version 1"


def _day_words(moment) -> str:
    """The day alone; the minute is in the properties, so a second build of the day is all kept pages."""
    return f"{clock.day_of(moment):%-d %B %Y}"


def _number_word(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[count] if count < len(words) else str(count)
