"""What the groups decided, as a paper of the meeting before which it was laid: written by the portal."""

from datetime import datetime
from typing import Any

from sscb.board.models import Meeting
from sscb.board.packs.freezing import plain
from sscb.board.queries.shown import full_day, many


def from_groups(meeting: Any, as_at: datetime) -> dict[str, Any]:
    """Facts of the section: of each meeting that was sent to this one, its decisions, and its minutes where sent."""
    sent = Meeting.objects.all_for_job("groups laid it before this meeting").filter(sent_to_id=meeting.pk)
    told = [_of_one(one) for one in sent.select_related("group").order_by("group__order", "meets_on")]
    lines = [f"{one['body']}, {one['day']}: {many(len(one['decisions']), 'decision')}." for one in told]
    lead = "No group has sent any."
    if told:
        lead = f"{many(len(told), 'meeting of a group', 'meetings of groups')} told what was decided."
    return plain(
        {
            "lead": lead, "groups": told,
            "cover": {
                "asked_to": [["Note", "what the groups decided."]], "summary": lines[:6],
                "children": "Decisions of the groups bind their agencies: the Board sees that they serve children.",
            },
        }
    )  # fmt: skip


def _of_one(meeting: Meeting) -> dict[str, Any]:
    items = list(meeting.items.select_related("minute").prefetch_related("decisions"))
    whole = meeting.sent_what == Meeting.Upward.MINUTES
    return {
        "body": meeting.group.name_on(meeting.meets_on), "meeting": meeting.reference,
        "day": full_day(meeting.meets_on),
        "decisions": [[one.reference, one.text, one.reason] for item in items for one in item.decisions.all()],
        "minutes": [
            [item.number, item.title, item.minute.text] for item in items if getattr(item, "minute", None)
        ] if whole else [],
        "corrections": [[full_day(one.written_on), one.text] for one in meeting.corrections.all()],
    }  # fmt: skip
