"""Young people, conversations and other sources, as lists and pages show them."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from sscb.learning.engagement.models import (
    Consultation,
    Conversation,
    Signal,
    YoungView,
)
from sscb.learning.engagement.queries.words import FEWER, full_day, short_day, url_of
from sscb.learning.queries.wording import many, number
from sscb.learning.themes import theme_words
from sscb.records.stepping import Fact, Link, Mark, Part, Row, Shown, Under

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
    note = f"{one.reference}, {one.get_how_display().lower()}, {short_day(one.met_on)}"
    return Row(one.title, url_of(one), note, (("With", one.partner), ("Told", f"{one.told} of {one.said} views")),
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
    facts = [Fact("Asked", f"{full_day(one.met_on)}, {one.get_how_display().lower()}")]
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
    return Row(one.title, url_of(one), one.reference, cells, VIEW_MARKS[one.stage])


def view_shown(one: YoungView, person: Any, as_at: date) -> Shown:
    answer = f"{one.get_answer_display()}. {one.reason}".strip() if one.answer else "Nobody has answered yet."
    return Shown(
        VIEW_MARKS[one.stage],
        facts=[
            Fact("Asked in", "", Link(one.heard_in.title, url_of(one.heard_in))),
            Fact("How many", one.get_strength_display()),
        ],
        parts=[
            Part("They said", one.said, full_day(one.opened_on)), Part("In their words", one.quotes),
            Part("Considered", answer, full_day(one.considered_on) if one.considered_on else ""),
            Part("Done", one.did, full_day(one.done_on) if one.done_on else ""),
            Part("Told", one.told_how, full_day(one.told_on) if one.told_on else ""),
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
    return Mark("waiting", f"Follow-up on {short_day(due)}" if one.stage == "held" else f"On {short_day(due)}")


def conversation_row(one: Conversation, as_at: date) -> Row:
    cells = (("When", short_day(one.meets_on)), ("Theme", theme_words(one.theme) if one.theme else ""))
    return Row(one.title, url_of(one), one.reference, cells, conversation_mark(one, as_at))


def conversations_heading(rows: Any, as_at: date) -> str:
    late = sum(conversation_mark(one, as_at).code == "late" for one in rows)
    if not rows:
        return "No Safeguarding Conversation that you may read"
    said = many(len(rows), "Safeguarding Conversation")
    return f"{said}, {number(late).lower()} to be looked at again and late" if late else f"{said}, none late"


def conversation_shown(one: Conversation, person: Any, as_at: date) -> Shown:
    facts = [Fact("Agency", one.owner.name), Fact("When", full_day(one.meets_on)), Fact("Who", one.who)]
    if one.follow_up_on:
        facts.append(Fact("Looked at again", full_day(one.follow_up_on)))
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
    cells = (("Period", f"{short_day(one.from_on)} to {short_day(one.to_on)}"), ("How many", size_words(one)))
    return Row(one.title, url_of(one), note, cells, SIGNAL_MARKS[one.stage])


def signals_heading(rows: Any, as_at: date) -> str:
    owed = sum(one.stage != "answered" for one in rows)
    if not rows:
        return "No pattern from another source is written down"
    if owed:
        return f"{many(owed, 'pattern')} from other sources {'waits' if owed == 1 else 'wait'} for an answer"
    return "Every pattern from other sources was answered"


def signal_shown(one: Signal, person: Any, as_at: date) -> Shown:
    facts = [
        Fact("Seen in", one.get_source_display()), Fact("Period", f"{full_day(one.from_on)} to {full_day(one.to_on)}"),
        Fact("How many", size_words(one) or "Not counted"),
    ]  # fmt: skip
    if one.sent_on:
        facts.append(Fact("With", f"{one.group.name}, since {full_day(one.sent_on)}"))
    return Shown(
        SIGNAL_MARKS[one.stage], facts=facts,
        parts=[Part("The pattern", one.pattern, full_day(one.opened_on)), Part("What it may mean", one.means),
               Part("What came of it", one.result, full_day(one.answered_on) if one.answered_on else "")],
    )  # fmt: skip
