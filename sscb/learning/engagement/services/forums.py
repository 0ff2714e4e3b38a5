"""Practitioner forums: held, what was raised there sent on, answered, fed back and closed."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.learning.engagement import lifecycle
from sscb.learning.engagement.models import (
    ForumAttendance,
    ForumIssue,
    ForumMeeting,
)
from sscb.learning.engagement.services.asking import UNCHANGED, full_day
from sscb.learning.services.columns import write
from sscb.learning.services.independence import require_own_group
from sscb.people.models import Group, Organisation, Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.services import meet_deadlines, set_deadlines

BACK = "forum-issue-back"


@transaction.atomic
def plan_forum(*, forum: Group, meets_on: date, theme: str, speaker: str, by: Person, on: date) -> ForumMeeting:
    """A forum's next meeting, so that somebody of the Board can be found for it."""
    require(by, lifecycle.HEAR)
    if forum.kind != Group.Kind.FORUM:
        raise ValidationError({"forum": f"Choose a practitioner forum. {UNCHANGED}"})
    made = ForumMeeting.objects.create(
        type="learning.forum_meeting", reference=next_reference("FOR", on), title=f"{forum.name}, {full_day(meets_on)}",
        level="P1", group=forum, stage="planned", opened_on=on, meets_on=meets_on, theme=theme, speaker=speaker,
    )  # fmt: skip
    write_history(made, "learning.forum_planned", by=by, on=on, day=full_day(meets_on))
    return made


@transaction.atomic(durable=True)
def hold_forum(
    *, record: ForumMeeting, board_person: str, told: str, attendance: Mapping[Organisation, int], by: Person, on: date
) -> ForumMeeting:
    """How it went: who came, from which agencies, and who came for the Board; nobody is written as nobody."""
    if record.meets_on > on:
        raise ValidationError(
            f"The meeting is on {full_day(record.meets_on)}: write down how it went after it. {UNCHANGED}"
        )
    move(record, to="held", by=by, on=on)
    write(record, board_person=board_person.strip(), told=told.strip())
    ForumAttendance.objects.bulk_create(
        ForumAttendance(meeting=record, agency=agency, came=came) for agency, came in attendance.items() if came
    )
    write_history(record, "learning.forum_held", by=by, on=on, came=sum(attendance.values()))
    return record


@transaction.atomic(durable=True)
def call_off_forum(*, record: ForumMeeting, why: str, by: Person, on: date) -> ForumMeeting:
    """It was not held, and why."""
    record.not_held_why = why.strip()
    move(record, to="not-held", by=by, on=on)
    write(record, not_held_why=why.strip())
    write_history(record, "learning.forum_not_held", by=by, on=on, why=why.strip())
    return record


@transaction.atomic
def raise_issue(
    *, above: ForumMeeting, title: str, text: str, raised_by: str, kind: str, weight: str, by: Person, on: date
) -> ForumIssue:
    """What practitioners raised at a meeting. Its clock runs until the forum has its answer."""
    require(by, lifecycle.RAISE)
    if above.stage == "not-held":
        raise ValidationError(f"This meeting was not held, so nothing was raised at it. {UNCHANGED}")
    made = ForumIssue.objects.create(
        type="learning.forum_issue", reference=next_reference("ISS", on), title=title, level="P1", group=above.group,
        stage="raised", opened_on=on, forum_meeting=above, text=text, raised_by=raised_by, kind=kind, weight=weight,
    )  # fmt: skip
    set_deadlines(made, trigger="forum_issue.raised_on", on=on, by=by)
    write_history(made, "learning.issue_raised", by=by, on=on, kind=made.get_kind_display().lower())
    return made


@transaction.atomic(durable=True)
def send_issue(*, record: ForumIssue, group: Group, by: Person, on: date, note: str = "") -> ForumIssue:
    """To the subgroup that can answer. After feedback it may be asked again, with what the forum said of the answer."""
    again = record.stage == "fed-back"
    if again and not note.strip():
        raise ValidationError({"note": f"Say what the forum still misses. {UNCHANGED}"})
    move(record, to="sent", by=by, on=on)
    advance(record, group=group)
    if again:
        write(
            record, reply=f"{record.reply}\n\nNot enough, {full_day(on)}: {note.strip()}", answered_on=None,
            answered_by=None, fed_back_on=None, fed_back_by=None, fed_back_how="",
        )  # fmt: skip
    write(record, sent_on=on, sent_by=by)
    write_history(record, "learning.issue_sent", by=by, on=on, group=group.name)
    return record


@transaction.atomic(durable=True)
def answer_issue(*, record: ForumIssue, reply: str, by: Person, on: date) -> ForumIssue:
    """The subgroup's answer, in words that practitioners will read."""
    require(by, lifecycle.ANSWER, record)
    require_own_group(by, record.group)
    told = f"{record.reply}\n\n{reply.strip()}".strip()
    record.reply = told
    move(record, to="answered", by=by, on=on)
    write(record, reply=told, answered_on=on, answered_by=by)
    write_history(record, "learning.issue_answered", by=by, on=on)
    return record


@transaction.atomic(durable=True)
def feed_back(*, record: ForumIssue, how: str, words: str, given_on: date, by: Person, on: date) -> ForumIssue:
    """The forum has its answer: at a later meeting, or by bulletin."""
    if not record.opened_on <= given_on <= on:
        raise ValidationError({"given_on": f"Enter a day between the day it was raised and today. {UNCHANGED}"})
    if how == ForumIssue.Back.MEETING and given_on <= record.forum_meeting.meets_on:
        raise ValidationError({"given_on": f"That was no later meeting than the one it was raised at. {UNCHANGED}"})
    move(record, to="fed-back", by=by, on=on)
    write(record, fed_back_on=given_on, fed_back_by=by, fed_back_how=how, fed_back_words=words.strip())
    meet_deadlines(record, rules=(BACK,), by=by, on=on)
    write_history(record, "learning.issue_fed_back", by=by, on=on, how=record.get_fed_back_how_display().lower())
    return record


@transaction.atomic(durable=True)
def close_issue(*, record: ForumIssue, by: Person, on: date) -> ForumIssue:
    """Only after it was fed back (handbook 6.7)."""
    move(record, to="closed", by=by, on=on)
    write_history(record, "learning.issue_closed", by=by, on=on)
    return record
