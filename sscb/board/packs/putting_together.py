"""All parts to one numbered, bookmarked, tagged PDF, checked before it counts."""

from io import BytesIO
from typing import Any

import pikepdf
from django.conf import settings

from sscb.access.levels import marking
from sscb.board.bodies import is_boards
from sscb.board.models import PackVersion
from sscb.board.packs import numbering
from sscb.board.packs.bodies import body_of
from sscb.board.packs.laying_out import Kept
from sscb.board.packs.parts import FRONT, PART_B, Part, pack_level
from sscb.pdf import merging
from sscb.pdf.properties import Attachment, Properties
from sscb.pdf.stamping import Stamps


class NotWhole(Exception):
    """The merged file is not what was asked for. Nothing was put in place."""


def put_together(
    version: PackVersion,
    every: dict[str, Part],
    placed: list[numbering.Placed],
    pages: dict[str, Kept],
    fingerprint: str,
    copy: str = "",
    reader: str = "",
    last: str = "",
) -> bytes:
    """The pack's bytes. Same parts, same numbers, same moment: same bytes.

    `copy`: a line at the foot of every page of one reader's copy; `reader`: their name behind each restricted page;
    `last`: the whole pack's last number, where only some of its pages are put together.
    """
    parts, labels = [], {}
    for one in placed:
        part = every[one.code]
        own = one.labels[: len(one.labels) - one.empty] if one.empty else one.labels
        behind = reader if part.paper and part.level > version.meeting.level else ""
        parts.append(_part(part, pages[one.code].pdf, behind))
        labels[one.code] = own
        if one.empty:
            blank = every[f"{one.code}~empty"]
            parts.append(_part(blank, pages[blank.code].pdf))
            labels[blank.code] = one.labels[-one.empty :]
    last = last or str(numbering.last_number(placed))
    content = merging.merge(
        parts,
        labels,
        _stamps(version, every, last, fingerprint, copy),
        _properties(version, every, fingerprint),
        _attachments(version, every),
        fonts_folder=settings.FONTS,
    )
    with pikepdf.open(BytesIO(content)) as pdf:
        if len(pdf.pages) != sum(len(one) for one in labels.values()):
            raise NotWhole("The merged pack has another number of sheets than its parts.")
    return content


def _part(part: Part, pdf: bytes, watermark: str = "") -> merging.Part:
    return merging.Part(
        key=part.code,
        pdf=pdf,
        run=part.run,
        title=part.title if part.made_by == "uploaded" else "",
        late="Late paper" if part.late else "",
        tab=("Late", f"item {part.item}") if part.late else (),
        bare=part.code in ("front", PART_B),
        watermark=watermark,
    )


def _stamps(version: PackVersion, every: dict[str, Part], last: str, fingerprint: str, copy: str) -> Stamps:
    meeting, body = version.meeting, body_of(version)
    return Stamps(
        board=f"{body['short']} {body['group']} · {meeting.meets_on:%-d %B %Y}",
        marking=marking(pack_level(list(every.values()))),
        version=f"Version {version.number} · {fingerprint[:4]} {fingerprint[4:8]}",
        last=last,
        copy=copy,
    )


def _properties(version: PackVersion, every: dict[str, Part], fingerprint: str) -> Properties:
    meeting, marked = version.meeting, marking(pack_level(list(every.values())))
    board = body_of(version)["name"]
    whose = "Board" if is_boards(meeting.group) else body_of(version)["group"]
    return Properties(
        title=f"{whose} pack, {meeting.meets_on:%-d %B %Y}, version {version.number} ({marked}): {board}",
        author=board,
        subject=f"Papers for {whose} meeting {meeting.reference}. Figures as at {version.as_at:%-d %B %Y}.",
        issued_at=version.as_at,
        keywords=(marked, meeting.reference, f"version {version.number}", fingerprint[:8]),
        custom={
            "sscbmarking": marked,
            "sscbmeeting": meeting.reference,
            "sscbversion": str(version.number),
            "sscbasat": f"{version.as_at:%Y-%m-%dT%H:%M:%SZ}",
            "sscbfingerprint": fingerprint,
        },
    )


def _attachments(version: PackVersion, every: dict[str, Part]) -> list[Attachment]:
    found: list[Attachment] = []
    for part in every.values():
        for one in _tables(part):
            found.append(Attachment(one["name"], one["csv"].encode("utf-8-sig"), one["description"], version.as_at))
    return found


def _tables(part: Part) -> list[dict[str, Any]]:
    return part.facts.get("attachments", []) if part.code not in FRONT else []
