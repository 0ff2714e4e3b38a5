"""A concern's own page: where it stands, the next lawful step, what the indicators say, who was asked and answered."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from dataset import concern_words as say
from dataset import monitoring, readings
from dataset.lifecycle import OPEN, STAGES, Asking, Stage
from dataset.models import Concern, ConcernStep, Indicator, Question
from dataset.queries.audience import audience_of
from dataset.queries.concerns import guards
from dataset.queries.concerns.lists import told_of
from dataset.queries.concerns.watching import watched
from dataset.queries.concerns.who import agencies_asked
from dataset.queries.judging import Judged
from dataset.queries.standing import judged
from sscb.access.policy import can
from sscb.board.queries.shown import Fact, Link, State, Step, by_date, full_day, many
from sscb.learning.models import Action, LearningPoint
from sscb.timetable.queries.calendar import working_days
from sscb.timetable.rules import due_for
from sscb.timetable.sockets import rules

LINE = (
    Stage.NOTICED, Stage.RAISED, Stage.ACCEPTED, Stage.PASSED, Stage.TASKED, Stage.RESPONDED, Stage.MONITORED,
    Stage.RESOLVED, Stage.CLOSED,
)  # fmt: skip
"""The stages of the line; escalated stands in it where it was."""
ESCALATION = "concern-escalation"


@dataclass(frozen=True)
class LineStep:
    code: str
    title: str
    when: str
    late: bool = False


@dataclass(frozen=True)
class JoinedIndicator:
    title: str
    url: str
    then: str
    rule: str
    now: str
    chart: SafeString | str
    chart_title: str


@dataclass(frozen=True)
class ShownAction:
    title: str
    url: str
    about: str
    state: State


@dataclass(frozen=True)
class ShownQuestion:
    """One agency's part of the thread. The answer is there once it was sent."""

    agency: str
    text: str
    asked: str
    state: State
    answer: list[Fact]
    actions: list[ShownAction]
    steps: list[Step]


@dataclass(frozen=True)
class WatchedRow:
    title: str
    cells: list[tuple[str, str, State]]
    gone: str


@dataclass(frozen=True)
class Decision:
    on: str
    what: str
    who: str
    words: str
    minute: str


@dataclass(frozen=True)
class ConcernPage:
    kicker: str
    heading: str
    lead: str
    state: State
    line: list[LineStep]
    line_label: str
    facts: list[Fact]
    indicators: list[JoinedIndicator]
    questions: list[ShownQuestion]
    watched: list[WatchedRow]
    evidence: str
    decisions: list[Decision]
    points: list[Link]
    next_words: str
    steps: list[Step] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def concern_page(concern: Concern, person: Any, as_at: date) -> ConcernPage:
    """The page for one reader; small numbers are hidden from those outside Quality and Performance."""
    audience = audience_of(person)
    joined = list(concern.joined.select_related("indicator"))
    found = {
        one.judged.indicator.pk: one.judged
        for one in judged(audience=audience, as_at=as_at,
                          indicators=Indicator.objects.filter(pk__in=[one.indicator_id for one in joined]))
    }  # fmt: skip
    questions = list(
        Question._base_manager.filter(about=concern).select_related("owner").order_by("asked_on", "reference")
    )
    steps = list(ConcernStep.objects.filter(concern=concern).select_related("person"))
    seen = watched(concern, as_at=as_at, readings=found)
    gone, wanted = monitoring.together(seen)
    told = told_of(concern, questions, gone, wanted)
    state = State(*say.state(told, as_at))
    promised = _actions(questions, person)
    return ConcernPage(
        kicker=f"{concern.reference} · area of concern, Quality and Performance",
        heading=say.heading(told, as_at),
        lead=concern.asks,
        state=state,
        line=_line(concern, steps, told, as_at),
        line_label=f"{concern.reference}: stage {STAGES[concern.stage].lower()}",
        facts=[Fact("What it rests on", concern.evidence), Fact("For children", concern.harm), *_ended(concern)],
        indicators=[_indicator(one, found.get(one.indicator_id), audience) for one in joined],
        questions=[_question(one, promised.get(one.pk, []), person, as_at) for one in questions],
        watched=[
            WatchedRow(
                one.title,
                [(period.label, period.shown or "not sent", _seen(verdict)) for period, verdict in one.periods[-12:]],
                "not shown" if one.hidden else f"{one.gone} of {one.wanted}",
            )
            for one in seen
        ],
        evidence=monitoring.evidence(seen) if seen else "",
        decisions=[
            Decision(full_day(one.taken_on), STAGES[one.to], one.person.name if one.person else "the portal",
                     one.words, one.minute)
            for one in steps
        ],
        points=[
            Link(f"{one.reference} {one.title}", reverse("learning:point", args=[one.uuid]))
            for one in LearningPoint.objects.visible_to(person).filter(pk__in=_point_ids(concern))
        ],
        next_words=next_words(concern, told, as_at),
        steps=_steps(concern, person, told, as_at),
        links=_links(concern, person),
    )  # fmt: skip


def _point_ids(concern: Concern) -> list[int]:
    through = Concern.points.through.objects.filter(concern_id=concern.pk)
    return list(through.values_list("learningpoint_id", flat=True))


def _ended(concern: Concern) -> list[Fact]:
    facts = []
    if concern.resolved_how:
        facts.append(Fact("Resolved", concern.get_resolved_how_display()))
    if concern.impact:
        facts.append(Fact("Difference made", concern.impact))
    if concern.board_told:
        facts.append(Fact("Board told", concern.board_told))
    return facts


def _line(concern: Concern, steps: list[ConcernStep], told: say.Told, as_at: date) -> list[LineStep]:
    """Done up to where it stands; dates are those on which each stage was reached last."""
    reached = {one.to: one.taken_on for one in steps}
    shown = list(LINE)
    if Stage.ESCALATED in reached:
        shown.insert(shown.index(Stage.RESPONDED), Stage.ESCALATED)
    if concern.stage == Stage.DROPPED:
        shown = [Stage.NOTICED, Stage.RAISED, Stage.DROPPED]
    here = shown.index(concern.stage)
    late = told.days_late(as_at)
    found = []
    for place, stage in enumerate(shown):
        when = f"{reached[stage]:%-d %b}" if stage in reached else ""
        code = "ahead" if place > here else ("now" if place == here else "done")
        if code == "ahead":
            when = ""
        if code == "done" and stage not in reached and stage != Stage.NOTICED:
            when = "not needed"
        if code == "now" and concern.stage in (Stage.CLOSED, Stage.DROPPED):
            code = "done"
        if place == here and told.owing:
            when = f"due {told.owing[0].due_on:%-d %b}"
        found.append(LineStep(code, STAGES[stage].split(" to ")[0], when, late=place == here and late > 0))
    return found


def _indicator(one, found: Judged | None, audience: str) -> JoinedIndicator:
    indicator, kept = one.indicator, one.frozen.get(audience, {})
    reading = found.reading if found else None
    charted = bool(reading and reading.charted)
    drawn = readings.chart(found.analysis, reading, uid=f"c-{indicator.code}") if charted else ""
    now = reading.sentence if reading else ""
    return JoinedIndicator(
        title=f"{indicator.code} {indicator.title}", url=reverse("dataset:indicator", args=[indicator.code]),
        then=kept.get("sentence", ""), rule=kept.get("reading", ""), now=now if now != kept.get("sentence") else "",
        chart=mark_safe(drawn), chart_title=f"{indicator.title}: the chart as it is now",  # noqa: S308 - drawn here
    )  # fmt: skip


def _actions(questions: list[Question], person: Any) -> dict[int, list[Action]]:
    pairs = Question.actions.through.objects.filter(question__in=questions).values_list("question_id", "action_id")
    by_id = {
        one.pk: one
        for one in Action.objects.visible_to(person).filter(pk__in=[pk for _, pk in pairs]).select_related("lead")
    }
    found: dict[int, list[Action]] = {}
    for question, action in pairs:
        if action in by_id:
            found.setdefault(question, []).append(by_id[action])
    return found


def shown_action(action: Action, as_at: date) -> ShownAction:
    state = (
        by_date(action.due_on, as_at)
        if action.stage == "asked"
        else State("done", "Done" if action.stage == "done" else "Closed")
    )
    owner = action.lead.name if action.lead else "no owner named"
    return ShownAction(
        action.title, reverse("learning:action", args=[action.uuid]),
        f"{action.reference}, {owner}, by {full_day(action.due_on)}", state,
    )  # fmt: skip


def question_state(question: Question, as_at: date) -> State:
    if question.stage == Asking.ANSWERED:
        late = max((question.answered_on - question.due_on).days, 0)
        return State(
            "done", f"Answered {full_day(question.answered_on)}" + (f", {many(late, 'day')} late" if late else "")
        )
    if question.stage == Asking.WITHDRAWN:
        return State("done", "Withdrawn")
    return by_date(question.due_on, as_at)


def answer_facts(question: Question) -> list[Fact]:
    parts = (("Explanation", question.explanation), ("What shows it", question.data), ("What it does", question.does))
    return [Fact(term, text) for term, text in parts if text]


def _question(question: Question, actions: list[Action], person: Any, as_at: date) -> ShownQuestion:
    asked = f"Asked {full_day(question.asked_on)}, due {full_day(question.due_on)}"
    if question.chased:
        asked += f". Asked again {many(question.chased, 'time')}, last on {full_day(question.chased_on)}"
    steps = []
    if question.stage == Asking.ASKED and can(person, "dataset.chase_answer"):
        url = reverse("dataset:chase", args=[question.uuid])
        steps.append(Step("Chase the answer", url, about=question.owner.name))
    if question.stage == Asking.ANSWERED and can(person, "dataset.ask_again"):
        url = reverse("dataset:ask_again", args=[question.uuid])
        steps.append(Step("Ask for a better answer", url, about=question.owner.name))
    return ShownQuestion(
        agency=question.owner.name, text=question.text, asked=asked, state=question_state(question, as_at),
        answer=answer_facts(question) if question.stage == Asking.ANSWERED else [],
        actions=[shown_action(one, as_at) for one in actions], steps=steps,
    )  # fmt: skip


def _seen(verdict: monitoring.Seen) -> State:
    code = {"gone": "done", "there": "late"}.get(verdict, "waiting")
    return State(code, monitoring.SEEN_WORDS[verdict])


def escalation_day(concern: Concern, told: say.Told) -> date | None:
    """From when the practice says to ask the Independent Chair: so many working days after an answer was due."""
    if not told.owing:
        return None
    return due_for(rules[ESCALATION], told.owing[0].due_on, working_days()).due_on


def next_words(concern: Concern, told: say.Told, as_at: date) -> str:
    """The next lawful step, in a sentence."""
    stage = concern.stage
    if stage == Stage.RAISED:
        return "The chair of Quality and Performance records whether the subgroup takes it up, with the minute."
    if stage == Stage.ACCEPTED:
        return "The Board’s office or the chair puts it to the agencies that can answer it."
    if told.owing:
        day = escalation_day(concern, told)
        if told.days_late(as_at):
            when = f" (the practice says from {full_day(day)})" if day and day > as_at else ""
            return f"Chase the answer, then ask the Independent Chair to write to the chief officer{when}."
        return f"Wait for the answer until {full_day(told.owing[0].due_on)}."
    if stage in (Stage.RESPONDED, Stage.PASSED, Stage.TASKED, Stage.ESCALATED):
        return "Quality and Performance sets the periods in which the signal must be gone, or agrees the explanation."
    if stage == Stage.MONITORED:
        if told.wanted and told.gone >= told.wanted:
            return "The condition is met: resolve it, with the minute."
        return "Wait for the next figures. The portal counts the periods without the signal by itself."
    if stage == Stage.RESOLVED:
        return "The business manager tells the Board, notes the difference made, and closes it."
    return ""


def _steps(concern: Concern, person: Any, told: say.Told, as_at: date) -> list[Step]:
    """Only steps that this person may take, now."""
    stage, url = concern.stage, lambda name: reverse(f"dataset:{name}", args=[concern.uuid])
    mine = person.organisation_id in agencies_asked(concern) if person.organisation_id else False
    answered = guards.all_answered(concern, as_at)
    found = []
    if stage == Stage.RAISED and can(person, "dataset.decide_concern", concern):
        found.append(Step("Record the decision", url("decide"), main=True))
    if stage in (Stage.ACCEPTED, Stage.RESPONDED, Stage.PASSED, Stage.TASKED, Stage.MONITORED) and can(
        person, "dataset.pass_concern", concern
    ):
        words = "Put it to agencies" if stage == Stage.ACCEPTED else "Ask another agency"
        found.append(Step(words, url("pass"), main=stage == Stage.ACCEPTED))
    if (
        stage in (Stage.RESPONDED, Stage.ESCALATED)
        and answered
        and can(person, "dataset.decide_concern", concern)
    ):
        found.append(Step("Set monitoring periods", url("monitor"), main=True))
    if (
        stage in (Stage.RESPONDED, Stage.MONITORED, Stage.ESCALATED)
        and not mine
        and can(person, "dataset.resolve_concern", concern)
    ):
        found.append(Step("Resolve", url("resolve"), main=bool(told.wanted and told.gone >= told.wanted)))
    late = told.days_late(as_at) > 0
    if can(person, "dataset.escalate_concern", concern) and (
        (stage in (Stage.PASSED, Stage.TASKED) and late) or stage in (Stage.RESPONDED, Stage.MONITORED)
    ):
        found.append(Step("Escalate to the chief officer", url("escalate"), main=late))
    if stage == Stage.RESOLVED and can(person, "dataset.close_concern", concern):
        found.append(Step("Close it", url("close"), main=True))
    if stage in OPEN and can(person, "dataset.raise_concern", concern):
        found.append(Step("Join more to it", url("join")))
    if stage in (Stage.CLOSED, Stage.DROPPED) and can(person, "dataset.reopen_concern", concern):
        found.append(Step("Raise it again", url("reopen")))
    return found


def _links(concern: Concern, person: Any) -> list[Link]:
    found = []
    if concern.escalated_as_id and can(person, "read", concern.escalated_as):
        one = concern.escalated_as
        found.append(Link(f"Challenge {one.reference}", reverse("board:challenge", args=[one.uuid])))
    if concern.follows_id and can(person, "read", concern.follows):
        found.append(
            Link(f"Follows {concern.follows.reference}", reverse("dataset:concern", args=[concern.follows.uuid]))
        )
    after = Concern.objects.visible_to(person).filter(follows=concern).first()
    if after:
        found.append(Link(f"Raised again as {after.reference}", reverse("dataset:concern", args=[after.uuid])))
    return found
