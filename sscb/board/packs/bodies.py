"""Whose pack it is: what the Board and its group are called on the day of the meeting, frozen with the pack."""

from sscb.board.models import Meeting, PackVersion
from sscb.people import naming

BEFORE_NAMES_WERE_KEPT = {"name": naming.FIRST.name, "short": naming.FIRST.short, "group": "Board"}
"""What packs bear that were built before their manifest said it. They are made again with the same bytes."""


def body_on_the_day(meeting: Meeting) -> dict[str, str]:
    """A pack that goes out before the new arrangements, for a meeting after it, is already the new body's."""
    called = naming.board(meeting.meets_on)
    group = meeting.group.name_on(meeting.meets_on) if meeting.group else BEFORE_NAMES_WERE_KEPT["group"]
    return {"name": called.name, "short": called.short, "group": group}


def body_of(version: PackVersion) -> dict[str, str]:
    """As it was when this version was built, whatever the Board is called since."""
    return version.manifest.get("body", BEFORE_NAMES_WERE_KEPT)
