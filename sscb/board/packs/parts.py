"""Which parts a pack has, in which order, and the facts of those that the board room writes itself."""

from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sscb.access.levels import highest, marking
from sscb.board.agenda import BREAK, clock_words, times
from sscb.board.bodies import is_boards, level_of
from sscb.board.models import AgendaItem, Meeting, Paper
from sscb.board.packs.freezing import frozen_text, plain
from sscb.board.sockets import sections

FRONT = ("front", "changed", "agenda", "contents")
"""Written last, since they tell the page numbers of all others; printed first. Page 2 always says what changed."""

PART_B = "part-b"
"""The front sheet of part B: a file of its own, whose pages keep the numbers they have in the pack."""
MADE = ("run", "template", "sha256", "level", "late", "made_by", "in_contents", "paper")
PRIVATE = "P5"
WITHDRAWN = "board/pack/withdrawn.html"


class CannotGather(Exception):
    """A section could not take its figures. `title` is its paper's; the fault itself is the cause."""

    def __init__(self, title: str, fault: Exception):
        self.title, self.fault = title, fault
        super().__init__(f"“{title}” could not take its figures ({type(fault).__name__}).")


@dataclass
class Part:
    """One part of a build. `template` is laid out from `facts`; an uploaded part has `sha256` of its pages instead."""

    code: str
    title: str
    item: str = ""
    run: str = ""
    template: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    sha256: str = ""
    level: str = "P3"
    late: str = ""
    made_by: str = "portal"
    in_contents: bool = True
    paper: str = ""

    @property
    def made(self) -> dict[str, Any]:
        """Beside its facts, everything by which it is laid out again."""
        return {name: getattr(self, name) for name in MADE}

    @cached_property
    def frozen(self) -> str:
        """The facts as the one text that is hashed, stored and laid out."""
        return frozen_text(self.facts)


def agenda_rows(meeting: Meeting, items: list[AgendaItem]) -> list[dict[str, Any]]:
    """The agenda as printed: times follow from the minutes, so they always add up."""
    starts = times(meeting.starts, [item.minutes for item in items])
    whose = {} if is_boards(meeting.group) else {"of": meeting.group.name_on(meeting.meets_on)}
    return [
        {
            **whose,
            "number": item.number,
            "time": clock_words(start),
            "title": item.title,
            "kind": item.get_kind_display() if item.kind != "none" else BREAK,
            "lead": item.lead,
            "minutes": item.minutes,
            "oral": item.oral and item.number != BREAK,
            "is_break": item.number == BREAK,
            "code": f"item-{item.number}",
        }
        for item, start in zip(items, starts, strict=True)
    ]


def body_parts(meeting: Meeting, as_at, *, papers: list[Paper], rows: list[dict]) -> list[Part]:
    """Every paper in agenda order: its cover sheet, then what stands behind it. Nothing is missing in silence."""
    found: list[Part] = []
    for row in rows:
        for paper in (one for one in papers if one.item.number == row["number"]):
            found += [replace(part, paper=str(paper.uuid)) for part in _paper_parts(paper, row, meeting, as_at)]
    return found


def _as_its_readers_meet(meeting: Meeting, paper: Paper) -> Meeting:
    """The meeting at the level of those who read this paper: a section tells part B more than it tells the pack. To a
    subgroup it tells what it tells the Board: cases of another group are no business of its members."""
    seen = copy(meeting)
    seen.level = highest([meeting.level, paper.level]) if is_boards(meeting.group) else level_of(None)
    return seen


class NotForThisPack(Exception):
    """A paper that only named people may read was put on an agenda whose pack many read. The text says what to do."""


def _paper_parts(paper: Paper, row: dict, meeting: Meeting, as_at) -> list[Part]:
    if paper.level >= PRIVATE > meeting.level:
        raise NotForThisPack(
            f"Paper {row['number']} is for named readers only (level {paper.level}) and cannot go into a pack of level "
            f"{meeting.level}. Take it off the agenda, or hand in an extract that may be shared. The pack before this "
            "one is unchanged."
        )
    item, code = row["number"], f"item-{row['number']}"
    if paper.pk != min(one.pk for one in paper.item.papers.all()):
        code = f"{code}-{paper.reference.lower()}"  # the first keeps its name, and so its pages, when others come
    run = f"Item {item} · {_short(paper.title)}"
    if paper.stage == "withdrawn":
        facts = {**_heading(paper, row), "why": paper.late_reason, "agreed_by": paper.late_accepted_by}
        return [Part(code, paper.title, item, run, WITHDRAWN, facts, level=paper.level)]
    if paper.stage == "expected":
        facts = {**_heading(paper, row), "due_on": paper.due_on.isoformat(), "lead": row["lead"]}
        return [Part(code, paper.title, item, run, "board/pack/to_follow.html", facts, level=paper.level)]
    late = "Late paper" if paper.received_on and paper.received_on > paper.due_on else ""
    parts = []
    if paper.section:
        section = sections.get(paper.section)
        try:
            if section is None:
                raise LookupError(paper.section)
            facts = plain(section.gather(_as_its_readers_meet(meeting, paper), as_at))
        except Exception as fault:
            raise CannotGather(paper.title, fault) from fault
        if facts.get("cover"):
            parts.append(_cover(paper, row, code, run, late, facts["cover"]))
        body_code = f"{code}-paper" if parts else code
        parts += _pieces(
            Part(
                body_code,
                section.title if parts else paper.title,
                item,
                run,
                section.template,
                {**_heading(paper, row), **facts},
                level=paper.level,
                late=late,
                in_contents=not parts,
            )
        )
    else:
        cover = {
            name: getattr(paper, name)
            for name in (
                "asked_to",
                "summary",
                "children",
                "voice",
                "equality",
                "resources",
                "risk",
                "seen_before",
                "author",
                "sponsor",
                "publication",
            )
        }
        parts.append(_cover(paper, row, code, run, late, cover))
        parts.append(
            Part(
                f"{code}-paper",
                paper.title,
                item,
                run,
                sha256=paper.file.sha256,
                level=paper.level,
                late=late,
                facts={"sha256": paper.file.sha256, "pages": paper.file.pages},
                made_by="uploaded",
                in_contents=False,
            )
        )
    return parts


def _pieces(part: Part) -> list[Part]:
    """A long paper in pieces, laid out apart and kept apart. Its facts say which; without any it is one piece."""
    common = dict(part.facts)
    pieces = common.pop("pieces", None)
    if not pieces:
        return [part]
    found = []
    for place, piece in enumerate(pieces):
        facts = {**common, **piece}
        if place:
            facts.pop("attachments", None)
            facts.pop("front", None)
        found.append(
            replace(
                part,
                code=f"{part.code}.{place}" if place else part.code,
                facts=facts,
                in_contents=part.in_contents and not place,
            )
        )
    return found


def _cover(paper: Paper, row: dict, code: str, run: str, late: str, cover: dict) -> Part:
    facts = {
        **_heading(paper, row),
        "asked_to": [list(one) for one in cover.get("asked_to") or []],
        "summary": list(cover.get("summary") or []),
        "children": cover.get("children") or "",
        "considered": [
            [name, cover.get(key) or "None asked for."]
            for name, key in (
                ("Child’s voice", "voice"),
                ("Equality", "equality"),
                ("Resources", "resources"),
                ("Risks this paper touches", "risk"),
                ("Seen before by", "seen_before"),
            )
        ],
        "author": cover.get("author") or "The Board’s office",
        "sponsor": cover.get("sponsor") or "",
        "publication": cover.get("publication") or "Not before the minutes are agreed.",
        "own_marking": marking(paper.level),
        "uploaded_pages": paper.file.pages if paper.file_id else 0,
        "late": late
        and {
            "due_on": paper.due_on.isoformat(),
            "received_on": paper.received_on.isoformat(),
            "reason": paper.late_reason,
            "accepted_by": paper.late_accepted_by,
        },
    }
    return Part(code, paper.title, row["number"], run, "board/pack/cover.html", facts, level=paper.level, late=late)


def _heading(paper: Paper, row: dict) -> dict[str, Any]:
    minutes = f" · {row['minutes']} minutes from {row['time']}" if row["minutes"] else ""
    return {
        **({"of": row["of"]} if "of" in row else {}),
        "item": row["number"],
        "kind": row["kind"],
        "kicker": f"Item {row['number']} · {row['kind']}{minutes}",
        "title": paper.title,
    }


def _short(title: str) -> str:
    head = title.split(":")[0]
    return head if len(head) <= 34 else head[:33].rsplit(" ", 1)[0] + " …"


def pack_level(parts: list[Part]) -> str:
    """The highest of its parts: so that a stray sheet is handled safely."""
    return highest(part.level for part in parts)
