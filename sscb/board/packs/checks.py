"""What must be put right before a pack may be issued, and what is worth a look. One list, for page and service."""

from datetime import date

from django.db.models import Exists, OuterRef

from sscb import clock
from sscb.board.models import Meeting, PackVersion, Paper
from sscb.board.packs.freezing import digest, frozen_text
from sscb.board.packs.paper_checks import Fault, item_faults, paper_faults
from sscb.board.packs.shares import clashes
from sscb.board.packs.staleness import stale_faults

STALE_DAYS = 7


def faults(version: PackVersion | None, papers: list[Paper], as_at: date) -> list[Fault]:
    """Grave ones first. `papers` are those of the meeting, as they are now; `as_at` tells which are late."""
    found: list[Fault] = []
    coming = [paper for paper in papers if paper.stage == "expected" and paper.due_on >= as_at]
    if coming:
        found.append(
            Fault(
                f"{len(coming)} paper{'s are' if len(coming) > 1 else ' is'} still to come",
                f"Due {coming[0].due_on:%-d %B %Y}. Until then a sheet in the pack says “to follow”.",
                False,
            )
        )
    for paper in papers:
        item = f"Item {paper.item.number}, {paper.reference}"
        if paper.stage == "expected" and paper.due_on < as_at:
            found.append(
                Fault(
                    f"Paper {paper.item.number} is not in, {(as_at - paper.due_on).days} days late",
                    f"{item}: a sheet says “to follow”. It was due {paper.due_on:%-d %B %Y}.",
                    False,
                    paper.reference,
                )
            )
        if paper.stage == "received" and not paper.section:
            found += paper_faults(paper)
    if version and version.state == PackVersion.State.READY:
        meeting = version.meeting
        minutes = _agenda_minutes(meeting)
        length = (meeting.ends.hour - meeting.starts.hour) * 60 + meeting.ends.minute - meeting.starts.minute
        if minutes != length:
            found.append(
                Fault(
                    f"The agenda takes {minutes} minutes and the meeting lasts {length}",
                    "Change the minutes of an item or the end of the meeting.",
                    True,
                )
            )
        found += item_faults(_items(meeting))
        age = (as_at - clock.day_of(version.as_at)).days
        if age > STALE_DAYS:
            found.append(
                Fault(
                    f"The figures of this draft are {age} days old",
                    "Build a new draft, so that the Board reads what is known now.", False,
                )
            )  # fmt: skip
        found += [
            Fault(
                f"Two percentages of “{clash.thing}” are out of different numbers",
                f"{clash.first}. {clash.second}. Let both papers use one, or say in each why they differ.",
                False,
            )
            for clash in clashes(version.manifest.get("figures", []))
        ]
        if _changed_since(version, papers):
            found.append(
                Fault("A paper has changed since this draft was built", "Build a new draft before issuing.", True)
            )
    return sorted(found, key=lambda fault: not fault.grave)


def must_be_put_right(version: PackVersion) -> list[Fault]:
    papers = list(
        Paper._base_manager.filter(item__meeting=version.meeting, item__taken_off_on=None)
        .select_related("item", "file")
        .order_by("item__position")
    )
    return [fault for fault in every_fault(version, papers, clock.today()) if fault.grave]


def every_fault(version: PackVersion | None, papers: list[Paper], as_at: date) -> list[Fault]:
    """With the figures that are known better by now, which are compared one by one: for the pack's page and the issue,
    and not for a card on a home page."""
    found = faults(version, papers, as_at) + stale_faults(version, papers, as_at)
    return sorted(found, key=lambda fault: not fault.grave)


def _items(meeting: Meeting):
    """Those of the meeting; none where only the sum of their minutes was fetched (the home page's card)."""
    if hasattr(meeting, "agenda_minutes"):
        return []
    return meeting.items.annotate(has_paper=Exists(Paper._base_manager.filter(item=OuterRef("pk"))))


def _agenda_minutes(meeting: Meeting) -> int:
    if hasattr(meeting, "agenda_minutes"):
        return meeting.agenda_minutes or 0
    return sum(item.minutes for item in meeting.items.all())


def _changed_since(version: PackVersion, papers: list[Paper]) -> bool:
    """Whether an uploaded file or a paper's stage is not what the draft printed."""
    uploaded = {paper.item.number for paper in papers if not paper.section}
    printed = {
        line["facts"]
        for line in version.manifest.get("parts", [])
        if line["item"] in uploaded and line["code"].endswith("-paper") and not line["gone"]
    }
    now = {
        digest(frozen_text({"sha256": paper.file.sha256, "pages": paper.file.pages}))
        for paper in papers
        if paper.file_id and paper.stage == "received" and not paper.section
    }
    return printed != now
