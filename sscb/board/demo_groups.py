"""The demonstration's subgroup meetings: one of Quality and Performance that was held, minuted, approved and sent to
the Board, and its next one, which waits for a paper."""

from datetime import date, time
from typing import Any

from sscb import clock
from sscb.board.bodies import agenda_for, numbered
from sscb.board.models import Meeting
from sscb.board.queries.minutes import members_on
from sscb.board.services import (
    add_item,
    approve_minutes,
    minute_item,
    plan_meeting,
    record_attendance,
    record_held,
    send_minutes,
    send_upward,
    write_messages,
)
from sscb.board.services.carrying import Line, go_through_log
from sscb.board.services.minutes import Came, Said
from sscb.learning.services import ask_action, say_progress

PLANS = "Show that each child’s plan is looked at in supervision"
SAID = {
    "1": Said(text="The chair welcomed members. One member sent a deputy."),
    "2": Said(text="The minutes of August were read.", decision="The minutes of 20 August 2019 are a true record."),
    "3": Said(text="The group went through its log. One action is carried: its sample was too small to show anything."),
    "4": Said(
        text="Assessments within 45 days fell for the third quarter. The county council said that two teams have had "
        "no manager since July. Members asked what a family notices: they tell their story to a new worker each month.",
        decision="The county council says by December how the two teams are led, and what families were told.",
        reason="A chart that falls for three quarters is not chance, and the reason is known.",
        review_on=date(2019, 12, 3),
    ),
    "5": Said(text="In the neglect audit four of six cases had no chronology that all agencies used."),
    "6": Said(text="Three returns need a better answer on supervision. The visits are planned."),
    "7": Said(text="Decisions of today go to the Board in December."),
    "8": Said(text="Children should not have to tell their story again because a team has no manager."),
    "9": Said(text="The group next meets on 3 December 2019."),
}


def groups_meet(world: Any) -> None:
    """By the chair of the group and the Board's office, each what is theirs."""
    bm, chair, group = world.people["bm"], world.people["qp-chair"], world.groups["qp"]
    told = {"group": group, "starts": time(10), "ends": time(12), "agenda": agenda_for(group)}

    def plan(number: str, meets_on: date, place: str, on: date) -> Meeting:
        reference, title = numbered(group, number)
        own = {"reference": reference, "title": title, "meets_on": meets_on, "place": place}
        with clock.at(on):
            return plan_meeting(**own, **told, by=chair, on=on)

    planned_on = date(2019, 8, 27)
    if planned_on > world.on:
        return
    with clock.at(date(2019, 7, 16)):
        action = ask_action(
            title=PLANS, text=PLANS, agency=world.organisations["council-csc"], due_on=date(2019, 10, 18), group=group,
            by=bm, on=date(2019, 7, 16), lead=world.people["dcs"], source_words="Quality and Performance",
        )  # fmt: skip
    held = plan("2019/5", date(2019, 10, 8), "Police headquarters, room 4", planned_on)
    if date(2019, 10, 10) <= world.on:
        with clock.at(date(2019, 10, 7)):
            say_progress(action=action, text="Twelve files were looked at; the sample is made larger.",
                         by=world.people["dcs"], on=date(2019, 10, 7))  # fmt: skip
        _minute(held, action, bm, chair, date(2019, 10, 10))
    if date(2019, 10, 24) <= world.on:
        on = date(2019, 10, 24)
        with clock.at(on):
            held.refresh_from_db()
            approve_minutes(meeting=held, by=chair, on=on)
            board = Meeting._base_manager.get(reference="2019/4")
            send_upward(meeting=held, to=board, what=Meeting.Upward.DECISIONS, by=chair, on=on)
        coming = plan("2019/6", date(2019, 12, 3), "Council offices, Bridgwater", on)
        with clock.at(on):
            add_item(meeting=coming, title="Two teams without a manager: what families were told", kind="decision",
                     lead="County council, children’s services", minutes=0, oral=False, number="4.1", by=chair,
                     on=on)  # fmt: skip


def _minute(meeting: Meeting, action: Any, bm: Any, chair: Any, on: date) -> None:
    with clock.at(on):
        record_held(meeting=meeting, by=bm, on=on)
        members = members_on(meeting)
        rows = [Came(one.person, "deputy" if place == 0 else "present", "Deputy head of service" if place == 0 else "")
                for place, one in enumerate(members)]  # fmt: skip
        record_attendance(meeting=meeting, rows=rows, by=bm, on=on)
        for item in meeting.items.all():
            item.meeting = meeting
            minute_item(item=item, said=SAID[item.number], version=0, by=bm, on=on)
        action.refresh_from_db()
        go_through_log(
            meeting=meeting, by=chair, on=on,
            lines=[Line(action, "carry", "Twelve files are too few; the sample is made larger.", date(2019, 12, 3))],
        )  # fmt: skip
        write_messages(meeting=meeting, by=bm, on=on, text="Use the one chronology that all agencies write in.")
        send_minutes(meeting=meeting, by=bm, on=on)
