"""Young people asked and told, conversations held and followed up, patterns from other sources sent and answered."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import require
from sscb.disclosure.cells import FEWEST
from sscb.history.services import write_history
from sscb.learning.engagement import lifecycle
from sscb.learning.engagement.models import (
    Consultation,
    Conversation,
    Signal,
    YoungView,
)
from sscb.learning.engagement.services.asking import UNCHANGED, full_day, no_small_counts, not_later, the_board
from sscb.learning.services.columns import write
from sscb.learning.services.independence import require_own_group
from sscb.people.models import Group, Organisation, Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.services import meet_deadlines, set_deadlines

FOLLOW_UP = "conversation-follow-up"


# --- young people -----------------------------------------------------------------------------------------------------


@transaction.atomic
def consult(
    *, title: str, met_on: date, how: str, partner: str, ages: str, asked: int | None, questions: str, by: Person,
    on: date,
) -> Consultation:  # fmt: skip
    """Children and young people were asked. One to four who took part are not counted here."""
    require(by, lifecycle.HEAR)
    not_later(met_on, "met_on", on)
    made = Consultation.objects.create(
        type="learning.consultation", reference=next_reference("CON", on), title=title, level="P1",
        group=the_board(), stage="open", opened_on=on, met_on=met_on, how=how, partner=partner, ages=ages,
        asked=asked if asked and asked >= FEWEST else None, questions=questions,
    )  # fmt: skip
    write_history(made, "learning.consulted", by=by, on=on, how=made.get_how_display().lower())
    return made


@transaction.atomic
def hear_view(
    *, above: Consultation, title: str, said: str, quotes: str, strength: str, by: Person, on: date
) -> YoungView:
    """One thing that children said. From now on an answer is owed."""
    require(by, lifecycle.HEAR)
    if above.closed_on:
        raise ValidationError(f"{above.reference} is closed. Write down a new consultation. {UNCHANGED}")
    made = YoungView.objects.create(
        type="learning.view", reference=next_reference("YP", on), title=title, level="P1", group=above.group,
        stage="said", opened_on=on, heard_in=above, said=said, quotes=quotes, strength=strength,
    )  # fmt: skip
    write_history(made, "learning.view_heard", by=by, on=on)
    return made


@transaction.atomic(durable=True)
def consider_view(*, record: YoungView, answer: str, reason: str, by: Person, on: date) -> YoungView:
    """Yes, in part, or no with its reason."""
    record.answer, record.reason = answer, reason.strip()
    move(record, to="considered", by=by, on=on)
    write(record, answer=answer, reason=reason.strip(), considered_on=on, considered_by=by)
    write_history(record, "learning.view_considered", by=by, on=on, answer=record.get_answer_display().lower())
    return record


@transaction.atomic(durable=True)
def do_view(*, record: YoungView, did: str, by: Person, on: date) -> YoungView:
    """What was done because of it."""
    move(record, to="done", by=by, on=on)
    write(record, did=did.strip(), done_on=on, done_by=by)
    write_history(record, "learning.view_done", by=by, on=on)
    return record


@transaction.atomic(durable=True)
def tell_view(*, record: YoungView, how: str, told_on: date, verdict: str, by: Person, on: date) -> YoungView:
    """How the children were told, and what they say of it."""
    not_later(told_on, "told_on", on)
    move(record, to="told", by=by, on=on)
    write(record, told_how=how.strip(), told_on=told_on, told_by=by, verdict=verdict.strip())
    write_history(record, "learning.view_told", by=by, on=on)
    return record


@transaction.atomic(durable=True)
def close_consultation(*, record: Consultation, by: Person, on: date) -> Consultation:
    """Raises NotYet while a view waits for its answer, or its children for being told."""
    move(record, to="closed", by=by, on=on)
    write_history(record, "learning.consultation_closed", by=by, on=on)
    return record


# --- Safeguarding Conversations ---------------------------------------------------------------------------------------


@transaction.atomic
def plan_conversation(
    *, agency: Organisation, team: str, meets_on: date, who: str, prompts: str, theme: str, by: Person, on: date
) -> Conversation:
    """The Board and a team will talk. P2: theirs, the Board's office, the Chair, and Quality and Performance."""
    require(by, lifecycle.HEAR)
    made = Conversation.objects.create(
        type="learning.conversation", reference=next_reference("SC", on), title=f"{team}, {agency.name}"[:200],
        level="P2", owner=agency, group=Group.objects.filter(code="qp").first(), stage="planned", opened_on=on,
        released_on=on, team=team, meets_on=meets_on, who=who, prompts=prompts, theme=theme,
    )  # fmt: skip
    write_history(made, "learning.conversation_planned", by=by, on=on, day=full_day(meets_on))
    return made


@transaction.atomic(durable=True)
def hold_conversation(
    *, record: Conversation, strengths: str, worries: str, offers: str, agreed: str, follow_up_on: date, by: Person,
    on: date,
) -> Conversation:  # fmt: skip
    """What was said, what was agreed, and when the Board looks again."""
    if record.meets_on > on:
        raise ValidationError(f"It is on {full_day(record.meets_on)}: write down what was said after it. {UNCHANGED}")
    if follow_up_on <= record.meets_on:
        raise ValidationError({"follow_up_on": f"Follow up after the conversation. {UNCHANGED}"})
    move(record, to="held", by=by, on=on)
    write(record, strengths=strengths, worries=worries, offers=offers, agreed=agreed, follow_up_on=follow_up_on)
    set_deadlines(record, trigger="conversation.follow_up_on", on=follow_up_on, by=by)
    write_history(record, "learning.conversation_held", by=by, on=on, day=full_day(follow_up_on))
    return record


@transaction.atomic(durable=True)
def follow_up(*, record: Conversation, followed: str, by: Person, on: date) -> Conversation:
    """What had changed when the Board looked again."""
    record.followed = followed.strip()
    move(record, to="followed", by=by, on=on)
    write(record, followed=followed.strip())
    meet_deadlines(record, rules=(FOLLOW_UP,), by=by, on=on)
    write_history(record, "learning.conversation_followed", by=by, on=on)
    return record


# --- other sources ----------------------------------------------------------------------------------------------------


@transaction.atomic
def note_signal(
    *, title: str, source: str, from_on: date, to_on: date, size: int | None, pattern: str, means: str, by: Person,
    on: date,
) -> Signal:  # fmt: skip
    """A pattern: totals only. One to four is never kept, and a text that counts so few is sent back."""
    require(by, lifecycle.HEAR)
    if to_on < from_on:
        raise ValidationError({"to_on": f"The period ends before it begins. {UNCHANGED}"})
    not_later(to_on, "to_on", on)
    for name, text in (("title", title), ("pattern", pattern), ("means", means)):
        no_small_counts(name, text)
    few = size is not None and 0 < size < FEWEST
    made = Signal.objects.create(
        type="learning.signal", reference=next_reference("SIG", on), title=title, level="P1", group=the_board(),
        stage="noticed", opened_on=on, source=source, from_on=from_on, to_on=to_on, size=None if few else size,
        fewer=few, pattern=pattern, means=means,
    )  # fmt: skip
    write_history(made, "learning.signal_noted", by=by, on=on, source=made.get_source_display())
    return made


@transaction.atomic(durable=True)
def send_signal(*, record: Signal, group: Group, by: Person, on: date) -> Signal:
    """To the subgroup that says what it means."""
    move(record, to="sent", by=by, on=on)
    advance(record, group=group)
    write(record, sent_on=on, sent_by=by)
    write_history(record, "learning.signal_sent", by=by, on=on, group=group.name)
    return record


@transaction.atomic(durable=True)
def answer_signal(*, record: Signal, result: str, by: Person, on: date) -> Signal:
    """What the subgroup found, and what comes of it."""
    require(by, lifecycle.ANSWER, record)
    require_own_group(by, record.group)
    no_small_counts("result", result)
    record.result = result.strip()
    move(record, to="answered", by=by, on=on)
    write(record, result=result.strip(), answered_on=on, answered_by=by)
    write_history(record, "learning.signal_answered", by=by, on=on)
    return record
