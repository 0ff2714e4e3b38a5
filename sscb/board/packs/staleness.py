"""Figures of a draft that are known better by now, as each room says of its own (decisions/0041)."""

from collections.abc import Iterable
from datetime import date

from sscb.board.models import PackVersion, Paper
from sscb.board.packs.paper_checks import Fault
from sscb.board.sockets import sections


def stale_faults(version: PackVersion | None, papers: Iterable[Paper], as_at: date) -> list[Fault]:
    """What was replaced must be put right; what is newer is worth a look. A new draft does both."""
    if version is None or version.state != PackVersion.State.READY:
        return []
    told = (sections.get(paper.section) for paper in papers if paper.section and paper.stage != "withdrawn")
    rooms = dict.fromkeys(section.stale for section in told if section is not None and section.stale is not None)
    figures = version.manifest.get("figures", [])
    return [Fault(one.what, one.where, one.wrong) for stale in rooms for one in stale(figures, as_at)]
