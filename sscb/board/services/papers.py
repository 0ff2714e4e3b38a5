"""Papers: asked for, handed in with a cover sheet, replaced, withdrawn."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb import clock
from sscb.access.policy import require
from sscb.board.bodies import is_boards
from sscb.board.models import AgendaItem, Paper
from sscb.board.packs.lint import lint_texts, taken_out
from sscb.board.packs.preparing import ask_to_prepare
from sscb.history.services import write_history
from sscb.pdf.uploads import Refused, rewrite_upload
from sscb.people.models import Group, Membership, Person
from sscb.records.moving import advance, move
from sscb.records.services import add_attachment, next_reference
from sscb.timetable.services import cancel_deadlines, meet_deadlines, set_deadlines

COVER_FIELDS = (
    "author", "sponsor", "asked_to", "summary", "children", "voice", "equality", "resources", "risk", "seen_before",
    "publication",
)  # fmt: skip


def ask_for_paper(*, item: AgendaItem, section: str, due_on: date, by: Person | None, on: date) -> Paper:
    """Part of planning a meeting; in its transaction. A Board paper is its subgroup's whose chair leads the item; what
    is laid before a subgroup is that subgroup's, whoever leads it."""
    meeting = item.meeting
    led_by = None
    if is_boards(meeting.group) and not (item.part_b and section):  # that one is for those named for part B alone
        led_by = Group.objects.called(item.lead.removesuffix(" chair")).first()
    paper = Paper.objects.create(
        type="board.paper", reference=next_reference("PAP", on), title=item.title,
        level="P4" if item.part_b else meeting.level, group=led_by or meeting.group,
        stage="received" if section else "expected", opened_on=on, item=item, section=section, due_on=due_on,
        received_on=on if section else None,
    )  # fmt: skip
    if not section:
        set_paper_clock(paper, by=by)
    write_history(paper, "board.paper_expected", by=by, on=on, due=f"{due_on:%-d %B %Y}")
    return paper


def set_paper_clock(paper: Paper, *, by: Person | None) -> None:
    """The sweep asks for a paper before and after its day: its agency, else the chair of its group."""
    set_deadlines(
        paper, trigger="paper.due_on", on=paper.due_on, by=by, organisation=paper.agency,
        person=None if paper.agency_id else chair_of(paper.group, clock.today()),
    )  # fmt: skip


def chair_of(group: Group | None, on: date) -> Person | None:
    places = Membership.objects.on(on).filter(group=group, position=Membership.Position.CHAIR)
    chair = places.select_related("person").first()
    return chair.person if chair else None


@transaction.atomic(durable=True)
def expect_paper(*, item: AgendaItem, due_on: date, by: Person, on: date) -> Paper:
    """Ask for one more paper under an item that is on the agenda already."""
    require(by, "board.plan_meeting", item.meeting)
    return ask_for_paper(item=item, section="", due_on=due_on, by=by, on=on)


@transaction.atomic(durable=True)
def receive_paper(*, paper: Paper, name: str, content: bytes, by: Person | None, on: date, **cover: Any) -> Paper:
    """A paper is handed in as a PDF, made harmless before it is kept. A second one replaces the first.

    Raises ValidationError with a sentence for a file that cannot be taken, and for a late paper without a reason.
    """
    if by is not None:
        require(by, "board.add_paper", paper)
    if on > paper.due_on and not (cover.get("late_reason") or paper.late_reason):
        raise ValidationError({"late_reason": "Enter why this paper is late. It is printed in the pack."})
    rewritten = rewrite_upload(content)
    if isinstance(rewritten, Refused):
        raise ValidationError({"file": rewritten.sentence})
    attachment = add_attachment(
        record=paper, name=name, kind="pdf", content=rewritten.pdf, by=by, pages=rewritten.pages
    )
    found = lint_texts(rewritten.texts) + taken_out(rewritten.removed)
    _write(paper, {**cover, "file": attachment, "received_on": on, "lint": found})
    if paper.stage == "received":
        advance(paper)
    else:
        move(paper, to="received", by=by, on=on)
    if by is not None:
        meet_deadlines(paper, rules=("paper-due",), by=by, on=on)
    write_history(paper, "board.paper_received", by=by, on=on, pages=rewritten.pages, sha256=attachment.sha256)
    ask_to_prepare(by=by)
    return paper


@transaction.atomic(durable=True)
def write_cover(*, paper: Paper, version: int, by: Person | None, on: date, **cover: Any) -> Paper:
    """The cover sheet: what the Board is asked, in three lines, and what it means for children (REL-14)."""
    if by is not None:
        require(by, "board.add_paper", paper)
    stray = set(cover) - set(COVER_FIELDS) - {"title"}
    if stray:
        raise TypeError(f"Not on a cover sheet: {sorted(stray)}")
    title = cover.pop("title", None)
    paper.version = version
    advance(paper, **({"title": title} if title else {}))
    _write(paper, cover)
    write_history(paper, "board.cover_written", by=by, on=on)
    ask_to_prepare(by=by)
    return paper


@transaction.atomic(durable=True)
def withdraw_paper(*, paper: Paper, why: str, by: Person, on: date) -> Paper:
    """Taken off; the pack keeps a sheet that says so."""
    require(by, "board.plan_meeting", paper.item.meeting)
    if not why.strip():
        raise ValidationError({"why": "Enter why the paper is withdrawn. It is printed in the pack."})
    move(paper, to="withdrawn", by=by, on=on, why=why)
    _write(paper, {"late_reason": why, "late_accepted_by": (by.job_title or by.name)[:120]})
    cancel_deadlines(paper, by=by, why="The paper was withdrawn.", on=on)
    write_history(paper, "board.paper_withdrawn", by=by, on=on, why=why)
    ask_to_prepare(by=by)
    return paper


@transaction.atomic(durable=True)
def ask_again(*, paper: Paper, by: Person, on: date) -> Paper:
    """A paper that was withdrawn is expected after all, on its old day or today."""
    require(by, "board.plan_meeting", paper.item.meeting)
    move(paper, to="expected", by=by, on=on)
    _write(paper, {"due_on": max(paper.due_on, on), "late_reason": "", "late_accepted_by": ""})
    set_paper_clock(paper, by=by)
    write_history(paper, "board.paper_expected", by=by, on=on, due=f"{paper.due_on:%-d %B %Y}")
    ask_to_prepare(by=by)
    return paper


def _write(paper: Paper, fields: dict[str, Any]) -> None:
    """The paper's own columns only: the base table's change through `advance` alone."""
    for name, value in fields.items():
        setattr(paper, name, value)
    if fields:
        Paper._base_manager.filter(pk=paper.pk).update(**fields)
