"""What was printed, written down so that versions can be compared; and what is another since the version before."""

from typing import Any

from sscb.board.models import PackVersion
from sscb.board.packs import numbering
from sscb.board.packs.freezing import digest
from sscb.board.packs.parts import FRONT, WITHDRAWN, Part

MOST_FIGURES = 12


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
                "withdrawn": bool(part) and part.template == WITHDRAWN,
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
            what = "Withdrawn" if line.get("withdrawn") and not known.get("withdrawn") else "Changed"
            papers.append({"page": span, "item": line["item"], "what": what, "title": line["title"]})
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
