"""What was heard, as lists and pages show it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from sscb.learning.engagement.models import (
    Consultation,
    Conversation,
    ForumAttendance,
    ForumIssue,
    ForumMeeting,
    Signal,
    YoungView,
)
from sscb.learning.queries.wording import many, number
from sscb.learning.themes import theme_words
from sscb.people.models import Group
from sscb.records.sockets import types
from sscb.records.stepping import Fact, Link, Mark, Part, Row, Shown, Under

WAITS = 183
"""Days after which a forum without its answer counts as let down (default: two meetings a year)."""
FEWER = "Fewer than five"


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _short(day: date | None) -> str:
    return f"{day:%-d %b %Y}" if day else ""


def _url(one: Any) -> str:
    return reverse("learning:kept", args=[one.uuid])


def _stage(one: Any) -> str:
    return types[one.type].stages[one.stage]


# --- forums -----------------------------------------------------------------------------------------------------------


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
    return Mark("waiting", f"On {_day(one.meets_on)}")


def meeting_row(one: ForumMeeting, as_at: date) -> Row:
    cells = (("Theme", theme_words(one.theme) if one.theme else ""), ("For the Board", one.board_person or "Nobody"))
    if one.stage != "held":
        cells = (cells[0], ("For the Board", ""))
    return Row(one.title, _url(one), one.reference, cells, meeting_mark(one, as_at))


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
    facts = [Fact("Meets", _day(one.meets_on)), Fact("Forum", one.group.name)]
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
        return Mark("late", f"{_stage(one)}, {waited} days")
    return {
        "raised": Mark("soon", "Raised, with nobody yet"), "sent": Mark("waiting", "With a group"),
        "answered": Mark("soon", "Answered, not fed back"), "fed-back": Mark("done", "Fed back"),
        "closed": Mark("done", "Closed"),
    }[one.stage]  # fmt: skip


def issue_row(one: ForumIssue, as_at: date) -> Row:
    with_whom = one.group.name if one.group and one.stage != "raised" else ""
    note = f"{one.reference}, {one.get_kind_display().lower()}, {_short(one.opened_on)}"
    return Row(one.title, _url(one), note, (("Raised by", one.raised_by), ("With", with_whom)), issue_mark(one, as_at))


def issues_heading(rows: Any, as_at: date) -> str:
    owed = [one for one in rows if one.stage in ("raised", "sent", "answered")]
    if not owed:
        return "Every forum has had its answers"
    late = sum((as_at - one.opened_on).days > WAITS for one in owed)
    said = f"{many(len(owed), 'issue')} of practitioners {'waits' if len(owed) == 1 else 'wait'} for an answer"
    return f"{said}, {number(late).lower()} for more than six months" if late else said


def issue_shown(one: ForumIssue, person: Any, as_at: date) -> Shown:
    facts = [
        Fact("Raised by", one.raised_by), Fact("At", "", Link(one.forum_meeting.title, _url(one.forum_meeting))),
        Fact("What it is", one.get_kind_display()), Fact("It matters", one.get_weight_display()),
    ]  # fmt: skip
    if one.sent_on:
        facts.append(Fact("With", f"{one.group.name}, since {_day(one.sent_on)}"))
    back = ""
    if one.fed_back_on:
        back = f"{one.get_fed_back_how_display()}. {one.fed_back_words}".strip()
    return Shown(
        issue_mark(one, as_at), facts=facts,
        parts=[Part("What practitioners said", one.text, _day(one.opened_on)),
               Part("The answer", one.reply, _day(one.answered_on) if one.answered_on else ""),
               Part("Given back to the forum", back, _day(one.fed_back_on) if one.fed_back_on else "")],
    )  # fmt: skip


# --- young people -----------------------------------------------------------------------------------------------------


def consultations_for(person: Any):
    views = YoungView.objects.visible_to(person).filter(heard_in=OuterRef("pk"))
    count = Count("views", distinct=True)
    found = Consultation.objects.visible_to(person).annotate(
        owed=Exists(views.exclude(stage="told")), said=count, told=Count("views", filter=Q(views__stage="told"),
                                                                         distinct=True),
    )  # fmt: skip
    return found.order_by("-met_on", "-pk")


def consultation_mark(one: Consultation, owed: bool) -> Mark:
    if one.closed_on:
        return Mark("done", "Every view answered and told")
    return Mark("soon", "Answers are owed") if owed else Mark("waiting", "To be closed")


def consultation_row(one: Any, as_at: date) -> Row:
    note = f"{one.reference}, {one.get_how_display().lower()}, {_short(one.met_on)}"
    return Row(one.title, _url(one), note, (("With", one.partner), ("Told", f"{one.told} of {one.said} views")),
               consultation_mark(one, one.owed or not one.said))  # fmt: skip


def young_heading(rows: Any, as_at: date) -> str:
    said = sum(one.said for one in rows)
    told = sum(one.told for one in rows)
    if not rows:
        return "No consultation with young people is written down"
    if said == told:
        return "Everything young people said was answered, and they were told"
    return f"Young people were told what came of {number(told).lower()} of {number(said).lower()} things they said"


def consultation_shown(one: Consultation, person: Any, as_at: date) -> Shown:
    views = YoungView.objects.visible_to(person).filter(heard_in=one).order_by("pk")
    rows = [view_row(view, as_at) for view in views]
    owed = not rows or any(view.stage != "told" for view in views)
    facts = [Fact("Asked", f"{_day(one.met_on)}, {one.get_how_display().lower()}")]
    if one.partner:
        facts.append(Fact("With", one.partner))
    if one.ages:
        facts.append(Fact("Ages", one.ages))
    facts.append(Fact("Took part", str(one.asked) if one.asked else FEWER))
    return Shown(
        consultation_mark(one, owed), facts=facts, parts=[Part("What they were asked", one.questions)],
        under=Under("What they said", ("They said", "How many", "Answer"), rows, "Nothing is written down yet."),
    )  # fmt: skip


VIEW_MARKS = {"said": Mark("soon", "No answer yet"), "considered": Mark("soon", "Answered, to be done and told"),
              "done": Mark("soon", "Done, not told yet"), "told": Mark("done", "Told")}  # fmt: skip


def view_row(one: YoungView, as_at: date) -> Row:
    cells = (("How many", one.get_strength_display()), ("Answer", one.get_answer_display()))
    return Row(one.title, _url(one), one.reference, cells, VIEW_MARKS[one.stage])


def view_shown(one: YoungView, person: Any, as_at: date) -> Shown:
    answer = f"{one.get_answer_display()}. {one.reason}".strip() if one.answer else "Nobody has answered yet."
    return Shown(
        VIEW_MARKS[one.stage],
        facts=[
            Fact("Asked in", "", Link(one.heard_in.title, _url(one.heard_in))),
            Fact("How many", one.get_strength_display()),
        ],
        parts=[
            Part("They said", one.said, _day(one.opened_on)), Part("In their words", one.quotes),
            Part("Considered", answer, _day(one.considered_on) if one.considered_on else ""),
            Part("Done", one.did, _day(one.done_on) if one.done_on else ""),
            Part("Told", one.told_how, _day(one.told_on) if one.told_on else ""),
            Part("What they say of it", one.verdict),
        ],
    )  # fmt: skip


# --- conversations ----------------------------------------------------------------------------------------------------


def conversations_for(person: Any):
    found = Conversation.objects.visible_to(person).select_related("owner")
    return found.order_by(F("closed_on").asc(nulls_first=True), "-meets_on", "-pk")


def conversation_mark(one: Conversation, as_at: date) -> Mark:
    if one.stage == "followed":
        return Mark("done", "Followed up")
    due = one.follow_up_on if one.stage == "held" else one.meets_on
    what = "Follow-up" if one.stage == "held" else "Nothing written down yet"
    if due < as_at:
        return Mark("late", f"{what}: late {(as_at - due).days} days")
    return Mark("waiting", f"Follow-up on {_short(due)}" if one.stage == "held" else f"On {_short(due)}")


def conversation_row(one: Conversation, as_at: date) -> Row:
    cells = (("When", _short(one.meets_on)), ("Theme", theme_words(one.theme) if one.theme else ""))
    return Row(one.title, _url(one), one.reference, cells, conversation_mark(one, as_at))


def conversations_heading(rows: Any, as_at: date) -> str:
    late = sum(conversation_mark(one, as_at).code == "late" for one in rows)
    if not rows:
        return "No Safeguarding Conversation that you may read"
    said = many(len(rows), "Safeguarding Conversation")
    return f"{said}, {number(late).lower()} to be looked at again and late" if late else f"{said}, none late"


def conversation_shown(one: Conversation, person: Any, as_at: date) -> Shown:
    facts = [Fact("Agency", one.owner.name), Fact("When", _day(one.meets_on)), Fact("Who", one.who)]
    if one.follow_up_on:
        facts.append(Fact("Looked at again", _day(one.follow_up_on)))
    return Shown(
        conversation_mark(one, as_at), facts=facts,
        parts=[
            Part("What to talk about", one.prompts), Part("What works well", one.strengths),
            Part("What worries the team", one.worries), Part("What the Board offers", one.offers),
            Part("What was agreed", one.agreed), Part("What had changed", one.followed),
        ],
    )  # fmt: skip


# --- other sources ----------------------------------------------------------------------------------------------------


def signals_for(person: Any):
    return Signal.objects.visible_to(person).select_related("group").order_by("-to_on", "-pk")


def size_words(one: Signal) -> str:
    return FEWER if one.fewer else "" if one.size is None else str(one.size)


SIGNAL_MARKS = {"noticed": Mark("soon", "With nobody yet"), "sent": Mark("waiting", "With a group"),
                "answered": Mark("done", "Answered")}  # fmt: skip


def signal_row(one: Signal, as_at: date) -> Row:
    note = f"{one.reference}, {one.get_source_display()}"
    cells = (("Period", f"{_short(one.from_on)} to {_short(one.to_on)}"), ("How many", size_words(one)))
    return Row(one.title, _url(one), note, cells, SIGNAL_MARKS[one.stage])


def signals_heading(rows: Any, as_at: date) -> str:
    owed = sum(one.stage != "answered" for one in rows)
    if not rows:
        return "No pattern from another source is written down"
    if owed:
        return f"{many(owed, 'pattern')} from other sources {'waits' if owed == 1 else 'wait'} for an answer"
    return "Every pattern from other sources was answered"


def signal_shown(one: Signal, person: Any, as_at: date) -> Shown:
    facts = [
        Fact("Seen in", one.get_source_display()), Fact("Period", f"{_day(one.from_on)} to {_day(one.to_on)}"),
        Fact("How many", size_words(one) or "Not counted"),
    ]  # fmt: skip
    if one.sent_on:
        facts.append(Fact("With", f"{one.group.name}, since {_day(one.sent_on)}"))
    return Shown(
        SIGNAL_MARKS[one.stage], facts=facts,
        parts=[Part("The pattern", one.pattern, _day(one.opened_on)), Part("What it may mean", one.means),
               Part("What came of it", one.result, _day(one.answered_on) if one.answered_on else "")],
    )  # fmt: skip
