"""An issued version made again from what was frozen: whole, with the same bytes; or as one reader's own copy.

A copy shows what its reader may see. A paper that is not theirs is one sheet under the numbers of its pages, and its
title, lead, decisions and figures stand nowhere else in the file: a copy is built, nothing is taken out of a file.
"""

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from sscb.board.agenda import clock_words
from sscb.board.models import PackCopy, PackPart, PackVersion, Paper
from sscb.board.packs import numbering
from sscb.board.packs.bodies import body_of
from sscb.board.packs.laying_out import Kept, keep, kept, lay_out
from sscb.board.packs.parts import FRONT, PART_B, Part, pack_level
from sscb.board.packs.printed_figures import annex_rows
from sscb.board.packs.putting_together import put_together
from sscb.pdf.printing import CannotPrint, Printer, pack_stylesheet
from sscb.people.models import Person
from sscb.records.services import read_stored

WITHHELD = "board/pack/restricted.html"


class CannotRebuild(Exception):
    """The version cannot be made again here; the text says why."""


def rebuild(version: PackVersion) -> bytes:
    """The whole version from its frozen parts: the same bytes as were issued, while the press is the same."""
    parts, placed = _frozen(version)
    pages = _printed(list(parts.values()))
    return put_together(version, parts, placed, pages, version.fingerprint)


def restricted_papers(version: PackVersion) -> set[str]:
    """Papers of this version that not every reader of the meeting may see."""
    told = version.parts.values_list("made", flat=True)
    return {made["paper"] for made in told if made.get("paper") and made["level"] > version.meeting.level}


def copy_for(version: PackVersion, person: Person, on: date) -> bytes:
    """The bytes for one reader: the issued file where it holds nothing restricted, else their own copy of it.

    Part B is never in it, whoever reads: it is a file of its own.
    """
    if not restricted_papers(version) and not part_b_papers(version):
        return read_stored(version.sha256)
    hidden = _hidden(version, person)
    parts, placed = _frozen(version)
    parts, placed = _without(version, parts, placed, hidden)
    pages = _printed(list(parts.values()))
    placed = _padded(version, parts, placed, pages)
    number = _copy_number(version, person, on)
    return put_together(
        version, parts, placed, pages, version.fingerprint, copy=f"Copy {number}: {person.name}", reader=person.name
    )


def figures_for(version: PackVersion, person: Person) -> list[dict]:
    """The figures of this version that stand on a page of its reader's copy, as the annex lists them."""
    hidden = _hidden(version, person)
    if not hidden:
        return version.manifest["figures"]
    parts, placed = _frozen(version)
    return _figures_off(version, {label for one in placed if parts[one.code].paper in hidden for label in one.labels})


def _hidden(version: PackVersion, person: Person) -> set[str]:
    """Papers that are not in this reader's copy."""
    restricted = restricted_papers(version)
    return part_b_papers(version) | restricted - _readable(restricted, person)


def _figures_off(version: PackVersion, labels: set[str]) -> list[dict]:
    """The figures of this version that stand on another page than these too."""
    return [one for one in version.manifest["figures"] if not set(one["pages"]) <= labels]


def part_b_for(version: PackVersion, person: Person, on: date) -> bytes | None:
    """Part B for one named reader: those of its papers that are theirs, under the page numbers of the whole pack.

    None for whoever may read none of it. A front sheet says what it holds; their name stands behind each page and at
    its foot.
    """
    readable = _readable(part_b_papers(version), person)
    if not readable:
        return None
    parts, placed = _frozen(version)
    parts = {code: part for code, part in parts.items() if part.paper in readable}
    placed = [one for one in placed if one.code in parts]
    sheet = _front_of_part_b(version, list(parts.values()), placed)
    parts = {PART_B: sheet, **parts}
    pages = _printed(list(parts.values()))
    number = _copy_number(version, person, on)
    return put_together(
        version, parts, [numbering.Placed(PART_B, ("Part B",) * pages[PART_B].pages), *placed], pages,
        version.fingerprint, copy=f"Part B, copy {number}: {person.name}", reader=person.name, last=str(version.pages),
    )  # fmt: skip


def _front_of_part_b(version: PackVersion, parts: list[Part], placed: list[numbering.Placed]) -> Part:
    """What this reader's part B holds, and how it is to be handled. `paper` is set, so that it bears their name too."""
    meeting, items = version.meeting, []
    for paper in dict.fromkeys(part.paper for part in parts):
        own = [part for part in parts if part.paper == paper]
        codes = {part.code for part in own}
        labels = tuple(label for one in placed if one.code in codes for label in one.labels)
        asked = [pair for part in own for pair in part.facts.get("asked_to", [])]
        items.append({"code": own[0].code, "no": own[0].item, "title": own[0].title, "asked": asked,
                      "pages": numbering.Placed(paper, labels).span})  # fmt: skip
    facts = {
        "body": body_of(version)["name"],
        "when": f"{meeting.meets_on:%A %-d %B %Y}, {clock_words(meeting.starts)} to {clock_words(meeting.ends)}",
        "meeting": f"Meeting {meeting.reference} · {meeting.place}", "number": version.number, "items": items,
    }  # fmt: skip
    return Part(PART_B, "Part B", run="Part B", template="board/pack/part_b.html", facts=facts,
                level=pack_level(parts), paper=PART_B, in_contents=False)  # fmt: skip


def part_b_papers(version: PackVersion) -> set[str]:
    """Papers of the items of part B that this version holds."""
    told = {made["paper"] for made in version.parts.values_list("made", flat=True) if made.get("paper")}
    found = Paper._base_manager.filter(uuid__in=told, item__part_b=True).values_list("uuid", flat=True)
    return {str(uuid) for uuid in found}


def _readable(papers: set[str], person: Person) -> set[str]:
    found = Paper.objects.filter(uuid__in=papers).visible_to(person).values_list("uuid", flat=True)
    return {str(uuid) for uuid in found}


def _copy_number(version: PackVersion, person: Person, on: date) -> int:
    """Each reader's own, counted without a gap: of two who ask at once, one finds the number taken and counts again."""
    for last_try in [False] * 100 + [True]:
        known = PackCopy.objects.filter(version=version, person=person).first()
        if known:
            return known.number
        last = PackCopy.objects.filter(version=version).aggregate(last=Max("number"))["last"] or 0
        try:
            with transaction.atomic():
                return PackCopy.objects.create(version=version, person=person, number=last + 1, taken_on=on).number
        except IntegrityError:
            if last_try:
                raise


def _frozen(version: PackVersion) -> tuple[dict[str, Part], list[numbering.Placed]]:
    rows = list(PackPart.objects.filter(version=version).order_by("position"))
    if not rows or not all(row.made for row in rows):
        raise CannotRebuild(
            f"Version {version.number} was built before the portal kept all that is needed to make it again. Its file "
            "is kept as it was issued. Nothing was changed."
        )
    parts = {
        row.code: Part(row.code, row.title, row.item, facts=row.facts, **row.made)
        for row in rows
    }
    placed = [
        numbering.Placed(line["code"], tuple(line["labels"]), line["empty"], line["gone"])
        for line in version.manifest["parts"]
    ]
    return parts, placed


def _printed(parts: list[Part]) -> dict[str, Kept]:
    """The pages of each part: kept ones, and those printed now."""
    pages: dict[str, Kept] = {}
    wanted = []
    for part in parts:
        if part.sha256:
            pages[part.code] = Kept(read_stored(part.sha256), part.facts["pages"], {}, [])
            continue
        laid = lay_out(part.code, part.template, part.frozen, level=part.level)
        found = kept(laid.print_sha256)
        if found:
            pages[part.code] = found
        else:
            wanted.append(laid)
    if wanted:
        keys = {one.code: one.print_sha256 for one in wanted}
        with Printer(1, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
            for printed in printer.print_many([(one.code, one.html, pack_stylesheet()) for one in wanted]).values():
                if not printed.ok:
                    raise CannotPrint(printed.error)
                pages[printed.key] = keep(keys[printed.key], printed)
    return pages


# --- what one reader does not see -------------------------------------------------------------------------------------


def _without(version, parts: dict[str, Part], placed: list[numbering.Placed], hidden: set[str]):
    """Parts and numbers of a copy: each hidden paper is one sheet that stands for the span of its pages."""
    if not hidden:
        return parts, placed
    gone = {code for code, part in parts.items() if part.paper in hidden}
    spans: dict[str, tuple[str, str]] = {}
    for one in placed:
        if one.code in gone:
            paper = parts[one.code].paper
            spans[paper] = (spans[paper][0] if paper in spans else one.first, one.last)
    labels = {label for one in placed if one.code in gone for label in one.labels}
    first_code = {parts[one.code].paper: one.code for one in reversed(placed) if one.code in gone}
    kept_parts: dict[str, Part] = {}
    for code, part in parts.items():
        if code not in gone:
            kept_parts[code] = _told_less(part, version, gone, labels, set(first_code.values()), parts)
        elif first_code[part.paper] == code:
            first, last = spans[part.paper]
            facts = {"item": part.item, "first": first, "last": last}
            title = f"Item {part.item} is restricted"
            kept_parts[code] = Part(code, title, part.item, f"Item {part.item}", WITHHELD, facts,
                                    level=version.meeting.level)  # fmt: skip
    now = []
    for one in placed:
        if one.code not in gone:
            now.append(one)
        elif one.code in kept_parts:
            first, last = spans[parts[one.code].paper]
            now.append(numbering.Placed(one.code, (first if first == last else f"{first}{numbering.DASH}{last}",)))
    return kept_parts, now


def _told_less(part: Part, version, gone: set[str], labels: set[str], firsts: set[str], parts: dict[str, Part]) -> Part:
    """Front matter and annex without a word of what is hidden."""
    if part.code not in (*FRONT, "annex-figures"):
        return part
    facts = dict(part.facts)
    items = {parts[code].item for code in gone}
    if part.code == "front":
        facts["decisions"] = [one for one in facts["decisions"] if one["page"] not in labels]
        for name in ("worries", "late"):
            facts[name] = [one for one in facts[name] if one["page"] not in labels]
    elif part.code == "agenda":
        facts["rows"] = [
            {**row, "title": "Restricted", "lead": "–", "kind": "–"} if row["number"] in items else row
            for row in facts["rows"]
        ]
    elif part.code == "contents":
        facts["groups"] = [
            [name, [_contents_line(line, firsts) for line in lines if line["code"] not in gone - firsts]]
            for name, lines in facts["groups"]
        ]
    elif part.code == "changed":
        told = facts["changes"]
        facts["changes"] = {
            **told,
            "papers": [
                {**one, "what": "–", "title": "Restricted"} if one["item"] in items else one for one in told["papers"]
            ],
            "figures": [one for one in told["figures"] if not _only_on(one["pages"], labels)],
        }
    else:
        figures = _figures_off(version, labels)
        shown = [
            {**one, "pages": (left := [page for page in one["pages"] if page not in labels]), "page": ", ".join(left)}
            for one in figures
        ]
        facts |= annex_rows(shown)
    return replace(part, facts=facts)


def _contents_line(line: dict, firsts: set[str]) -> dict:
    return {**line, "title": f"Item {line['no']} is restricted"} if line["code"] in firsts else line


def _only_on(pages: str | list[str], labels: set[str]) -> bool:
    return set(pages.split(", ") if isinstance(pages, str) else pages) <= labels


def _padded(version, parts: dict[str, Part], placed: list[numbering.Placed], pages: dict[str, Kept]):
    """A front part that became shorter keeps its numbers: a sheet says that it is left empty on purpose."""
    found, extra = [], []
    for one in placed:
        sheets = pages[one.code].pages
        if one.gone or len(one.labels) - one.empty == sheets:
            found.append(one)
            continue
        left = len(one.labels) - sheets
        if left < 0:
            raise CannotRebuild("A part of this copy became longer than in the whole pack. Tell the portal's support.")
        facts = {"labels": list(one.labels[-left:]), "number": version.number}
        blank = Part(f"{one.code}~empty", "Left empty", template="board/pack/left_empty.html", facts=facts)
        parts[blank.code] = blank
        extra.append(blank)
        found.append(replace(one, empty=left))
    pages.update(_printed(extra))
    return found
