"""Practitioner forums and what was raised there, as lists and pages show it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from sscb.learning.engagement.models import (
    ForumAttendance,
    ForumIssue,
    ForumMeeting,
)
from sscb.learning.engagement.queries.words import full_day, short_day, stage_words, url_of
from sscb.learning.queries.wording import many, number
from sscb.learning.themes import theme_words
from sscb.people.models import Group
from sscb.records.stepping import Fact, Link, Mark, Part, Row, Shown, Under

WAITS = 183
"""Days after which a forum without its answer counts as let down (default: two meetings a year)."""


def forum_meetings(person: Any):
    opened = ForumIssue.objects.visible_to(person).filter(forum_meeting=OuterRef("pk"), closed_on=None)
    found = ForumMeeting.objects.visible_to(person).select_related("group").annotate(still_open=Exists(opened))
    return found.order_by("-meets_on", "-pk")


def meeting_mark(one: ForumMeeting, as_at: date) -> Mark:
    if one.stage == "not-held":
        return Mark("stop", "Not held")
    if one.stage == "held":
        return Mark("done", "Held") if one.board_person else Mark("late", "Nobody came for the Board")
    if one.meets_on < as_at:
        return Mark("late", "Nothing written down yet")
    return Mark("waiting", f"On {full_day(one.meets_on)}")


def meeting_row(one: ForumMeeting, as_at: date) -> Row:
    cells = (("Theme", theme_words(one.theme) if one.theme else ""), ("For the Board", one.board_person or "Nobody"))
    if one.stage != "held":
        cells = (cells[0], ("For the Board", ""))
    return Row(one.title, url_of(one), one.reference, cells, meeting_mark(one, as_at))


def forums_heading(rows: Any, as_at: date) -> str:
    held = [one for one in rows if one.stage == "held" and one.meets_on.year == as_at.year]
    missed = sum(not one.board_person for one in held)
    if not held:
        return "No practitioner forum has met this year"
    said = f"{many(len(held), 'forum meeting')} this year"
    if not missed:
        return f"{said}, the Board at every one"
    return f"{said}, {number(missed).lower()} of them without the Board"


@dataclass(frozen=True)
class Above:
    title: str
    note: str
    columns: tuple[str, ...]
    rows: list[Row]


def board_at_forums(person: Any, rows: Any, as_at: date) -> Above:
    """Each forum this year: how often it met, how often somebody came for the Board; target: every meeting, and each
    forum at least once (default of handbook 6.7)."""
    counted = defaultdict(lambda: [0, 0])
    found = ForumMeeting.objects.visible_to(person).filter(stage="held", meets_on__year=as_at.year)
    for group, met, seen in (
        found.values_list("group")
        .annotate(met=Count("pk"), seen=Count("pk", filter=~Q(board_person="")))
        .order_by("group")
    ):
        counted[group] = [met, seen]
    opened = dict(
        ForumIssue.objects.visible_to(person).filter(closed_on=None).values_list("forum_meeting__group")
        .annotate(n=Count("pk")).order_by("forum_meeting__group")
    )  # fmt: skip
    shown = []
    for forum in Group.objects.filter(kind=Group.Kind.FORUM):
        met, seen = counted[forum.pk]
        mark = Mark("done", "Target met") if met and met == seen else Mark("late", "Target missed")
        if not met:
            mark = Mark("soon", "Has not met this year")
        shown.append(
            Row(forum.name, "", "", (("Met", str(met)), ("With the Board", f"{seen} of {met}" if met else ""),
                                     ("Issues open", str(opened.get(forum.pk, 0)))), mark)
        )  # fmt: skip
    return Above(
        f"The Board at forums in {as_at.year}", "Target: somebody comes for the Board to every meeting of each forum.",
        ("Forum", "Met", "With the Board", "Issues open"), shown,
    )  # fmt: skip


def meeting_shown(one: ForumMeeting, person: Any, as_at: date) -> Shown:
    came = list(ForumAttendance.objects.filter(meeting=one).select_related("agency"))
    issues = ForumIssue.objects.visible_to(person).filter(forum_meeting=one).select_related("group").order_by("pk")
    facts = [Fact("Meets", full_day(one.meets_on)), Fact("Forum", one.group.name)]
    if one.theme:
        facts.append(Fact("Theme", theme_words(one.theme)))
    if one.speaker:
        facts.append(Fact("Speaker", one.speaker))
    if one.stage == "held":
        facts.append(Fact("For the Board", one.board_person or "Nobody"))
        facts.append(Fact("Came", f"{sum(row.came for row in came)} people, {len(came)} agencies"))
    return Shown(
        meeting_mark(one, as_at), facts=facts,
        parts=[Part("What was talked about", one.told), Part("Why it was not held", one.not_held_why),
               Part("Who came", "\n".join(f"{row.agency.name}: {row.came}" for row in came))],
        under=Under("Raised by practitioners", ("Issue", "Raised by", "With"),
                    [issue_row(issue, as_at) for issue in issues], "Nothing was raised at this meeting."),
    )  # fmt: skip


def issues_for(person: Any):
    found = ForumIssue.objects.visible_to(person).select_related("group", "forum_meeting")
    return found.order_by(F("closed_on").asc(nulls_first=True), "opened_on", "pk")


def issue_mark(one: ForumIssue, as_at: date) -> Mark:
    waited = (as_at - one.opened_on).days
    if one.stage in ("raised", "sent", "answered") and waited > WAITS:
        return Mark("late", f"{stage_words(one)}, {waited} days")
    return {
        "raised": Mark("soon", "Raised, with nobody yet"), "sent": Mark("waiting", "With a group"),
        "answered": Mark("soon", "Answered, not fed back"), "fed-back": Mark("done", "Fed back"),
        "closed": Mark("done", "Closed"),
    }[one.stage]  # fmt: skip


def issue_row(one: ForumIssue, as_at: date) -> Row:
    with_whom = one.group.name if one.group and one.stage != "raised" else ""
    note = f"{one.reference}, {one.get_kind_display().lower()}, {short_day(one.opened_on)}"
    told = (("Raised by", one.raised_by), ("With", with_whom))
    return Row(one.title, url_of(one), note, told, issue_mark(one, as_at))


def issues_heading(rows: Any, as_at: date) -> str:
    owed = [one for one in rows if one.stage in ("raised", "sent", "answered")]
    if not owed:
        return "Every forum has had its answers"
    late = sum((as_at - one.opened_on).days > WAITS for one in owed)
    said = f"{many(len(owed), 'issue')} of practitioners {'waits' if len(owed) == 1 else 'wait'} for an answer"
    return f"{said}, {number(late).lower()} for more than six months" if late else said


def issue_shown(one: ForumIssue, person: Any, as_at: date) -> Shown:
    facts = [
        Fact("Raised by", one.raised_by), Fact("At", "", Link(one.forum_meeting.title, url_of(one.forum_meeting))),
        Fact("What it is", one.get_kind_display()), Fact("It matters", one.get_weight_display()),
    ]  # fmt: skip
    if one.sent_on:
        facts.append(Fact("With", f"{one.group.name}, since {full_day(one.sent_on)}"))
    back = ""
    if one.fed_back_on:
        back = f"{one.get_fed_back_how_display()}. {one.fed_back_words}".strip()
    return Shown(
        issue_mark(one, as_at), facts=facts,
        parts=[Part("What practitioners said", one.text, full_day(one.opened_on)),
               Part("The answer", one.reply, full_day(one.answered_on) if one.answered_on else ""),
               Part("Given back to the forum", back, full_day(one.fed_back_on) if one.fed_back_on else "")],
    )  # fmt: skip
