"""The demonstration's last meeting, as it was minuted: who came, what was decided; and what the forward plan holds."""

from datetime import date
from typing import Any

from sscb import clock
from sscb.board.agenda import Planned
from sscb.board.models import Meeting
from sscb.board.queries.minutes import members_on
from sscb.board.services import (
    declare_interest,
    minute_item,
    plan_item,
    record_attendance,
    record_held,
    send_minutes,
    write_messages,
)
from sscb.board.services.minutes import Came, Said

HELD_AGENDA = [
    Planned("1", "Welcome, apologies and declarations", "none", "Chair", 10, oral=True),
    Planned("2", "Minutes of the last meeting", "decision", "Chair", 10, oral=True),
    Planned("3", "Children who go missing: notices at weekends", "decision", "Quality and Performance chair", 60,
            oral=True),
    Planned("4", "The change to the new arrangements", "discussion", "Chair", 60, oral=True),
    Planned("5", "Training needs for the coming year", "decision", "Training and Development chair", 50, oral=True),
    Planned("6", "What difference did today make to children?", "discussion", "All", 20, oral=True),
]  # fmt: skip

SAID = {
    "1": Said(text="The chair welcomed members. Apologies and deputies are recorded with the attendance."),
    "2": Said(text="The minutes of June were read.", decision="The minutes of 13 June 2019 are a true record."),
    "3": Said(
        text="Notices reach the interview team by noon on weekdays. On Saturdays and Sundays they wait until Monday, "
        "so a child may be home for two days before anybody asks what happened.",
        decision="Police and county council agree weekend cover by the end of the year.",
        reason="An interview within 72 hours cannot be offered to a child whose notice waits for two days.",
        review_on=date(2019, 12, 12),
    ),
    "4": Said(
        text="Partners publish their arrangements by 29 June and begin them on 29 September. Members asked who will "
        "hear the voice of practitioners after that. The four practitioner forums go on.",
    ),
    "5": Said(
        text="Three gaps were named: neglect tools, supervision that asks about the child, and bruising in babies.",
        decision="The programme for 2020 holds places for the three gaps first.",
        voted="Agreed without a vote.",
    ),
    "6": Said(text="Children who come home on a Saturday are to be asked on the Monday at the latest."),
}
AWAY = ("deputy", "apology")


def minute_the_last_meeting(meeting: Meeting, world: Any) -> None:
    """Attendance, minutes and messages of the meeting of September, in the week after it, sent to members."""
    by, on = world.people["bm"], date(2019, 9, 19)
    if on > world.on:
        return
    with clock.at(on):
        record_held(meeting=meeting, by=by, on=on)
        members = members_on(meeting)
        rows = [
            Came(one.person, AWAY[place] if place < len(AWAY) else "present", "Deputy head of service")
            for place, one in enumerate(members)
        ]
        record_attendance(meeting=meeting, rows=rows, by=by, on=on)
        if members:
            declare_interest(
                meeting=meeting, person=members[-1].person, text="Trustee of a charity that trains staff",
                handled="Took no part in item 5.", by=by, on=on,
            )  # fmt: skip
        for item in meeting.items.all():
            item.meeting = meeting
            minute_item(item=item, said=SAID[item.number], version=0, by=by, on=on)
        write_messages(
            meeting=meeting, by=by, on=on,
            text="When a child comes home, ask them where they were and what they need. Do not wait for Monday.",
        )  # fmt: skip
        send_minutes(meeting=meeting, by=by, on=on)
    planned_on = min(world.on, date(2019, 10, 21))
    with clock.at(planned_on):
        for title, lead, wanted in (
            ("Private fostering: yearly report", "County council", date(2020, 3, 1)),
            ("What the neglect tool changed", "Neglect chair", date(2020, 3, 1)),
        ):
            plan_item(
                title=title, kind="assurance", lead=lead, minutes=15, wanted_on=wanted, why="Asked for in September",
                by=by, on=planned_on,
            )  # fmt: skip
