"""The challenge log as its readers see it: what is late first."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from sscb import clock
from sscb.access.policy import can
from sscb.access.standing import standing
from sscb.board.models import Challenge
from sscb.board.queries.shown import Fact, State, Step, by_date, day_words, full_day, many, number_words
from sscb.board.sockets import Owing, Whose


@dataclass(frozen=True)
class ChallengeRow:
    title: str
    url: str
    about: str
    agency: str
    asked: str
    due: str
    state: State
    outcome: str


@dataclass(frozen=True)
class ChallengeLog:
    kicker: str
    heading: str
    lead: str
    open: list[ChallengeRow]
    closed: list[ChallengeRow]
    open_empty: str = "No challenge is open. The last ones and what came of them are below."
    closed_empty: str = "No challenge has been closed yet."
    step: Step | None = None


@dataclass(frozen=True)
class ChallengePage:
    kicker: str
    heading: str
    state: State
    facts: list[Fact]
    thread: list[Any]
    steps: list[Step] = field(default_factory=list)


def state_of(challenge: Challenge, as_at: date) -> State:
    if challenge.stage == "closed":
        return State("done", "Closed")
    if challenge.stage == "answered":
        return State("waiting", "Answered, to be considered")
    return by_date(challenge.due_on, as_at)


def challenges_for(person: Any):
    """Those this person may see, the earliest due first."""
    found = Challenge.objects.visible_to(person).select_related("owner", "raised_by")
    return found.order_by("due_on", "reference")


def may_answer(person: Any, challenge: Challenge) -> bool:
    """Somebody who leads for the agency asked, or the Board's office for an answer that came by letter."""
    if not can(person, "board.answer_challenge", challenge) or challenge.stage != "raised":
        return False
    who = standing(person)
    return challenge.owner_id in who.organisations("AGL") or bool(who.roles & {"OFF", "BMGR"})


def log_heading(opened: int, late: int) -> str:
    """The h1 of the log."""
    if not opened:
        return "No challenge is open"
    told = f"{number_words(opened)} challenge{'s are' if opened > 1 else ' is'} open"
    if not late:
        return f"{told}, none of them late" if opened > 1 else f"{told} and not late"
    return (
        f"{told}, {number_words(late).lower()} of them unanswered and late"
        if opened > 1
        else (f"{told}, and its answer is late")
    )


def challenge_log(person: Any, as_at: date) -> ChallengeLog:
    rows = list(challenges_for(person))
    opened = [one for one in rows if one.stage != "closed"]
    closed = sorted((one for one in rows if one.stage == "closed"), key=lambda one: one.closed_on, reverse=True)
    late = sum(state_of(one, as_at).code == "late" for one in opened)
    opened.sort(key=lambda one: (one.stage == "answered", one.due_on))
    return ChallengeLog(
        kicker="Challenge log",
        heading=log_heading(len(opened), late),
        lead="What the Board has asked of chief officers, and the difference it made. Open ones first, the longest "
        "late at the top.",
        open=[_row(one, as_at) for one in opened],
        closed=[_row(one, as_at) for one in closed],
        step=Step("Raise a challenge", reverse("board:raise_challenge"), main=True)
        if can(person, "board.raise_challenge")
        else None,
    )


def _row(one: Challenge, as_at: date) -> ChallengeRow:
    return ChallengeRow(
        one.title, reverse("board:challenge", args=[one.uuid]), f"{one.reference}, to {one.to_office}",
        one.owner.name if one.owner else "", full_day(one.opened_on), day_words(one.due_on), state_of(one, as_at),
        one.difference or one.outcome,
    )  # fmt: skip


def challenge_heading(challenge: Challenge, as_at: date) -> str:
    """ "Return interviews: the Police force’s answer is 9 days late"."""
    agency = challenge.owner.name if challenge.owner else "the agency"
    if challenge.stage == "closed":
        return f"{challenge.title}: closed on {full_day(challenge.closed_on)}"
    if challenge.stage == "answered":
        return f"{challenge.title}: {agency} has answered, and the Chair considers it"
    late = (as_at - challenge.due_on).days
    if late > 0:
        return f"{challenge.title}: the answer of {agency} is {many(late, 'day')} late"
    return f"{challenge.title}: {agency} answers by {full_day(challenge.due_on)}"


def challenge_page(challenge: Challenge, person: Any, as_at: date) -> ChallengePage:
    """One challenge, from the question to the difference made."""
    facts = [
        Fact("Put to", f"{challenge.to_office}, {challenge.owner.name if challenge.owner else ''}"),
        Fact("Raised by", f"{challenge.raised_by.name}, {full_day(challenge.opened_on)}"),
        Fact("Due", full_day(challenge.due_on)),
    ]
    if challenge.chased:
        facts.append(Fact("Asked again", f"{many(challenge.chased, 'time')}, last on {full_day(challenge.chased_on)}"))
    thread = [{"title": "What the Board asks", "text": challenge.asks, "when": full_day(challenge.opened_on)}]
    if challenge.evidence:
        thread.append({"title": "What it rests on", "text": challenge.evidence, "when": ""})
    if challenge.answer:
        when = full_day(challenge.answered_on) if challenge.answered_on else "not yet enough"
        thread.append({"title": "What the agency answers", "text": challenge.answer, "when": when})
    if challenge.outcome:
        when = full_day(challenge.closed_on) if challenge.closed_on else ""
        thread.append({"title": "What came of it", "text": challenge.outcome, "when": when})
    if challenge.difference:
        thread.append({"title": "The difference it made for children", "text": challenge.difference, "when": ""})
    steps = []
    if may_answer(person, challenge):
        steps.append(Step("Answer", reverse("board:answer_challenge", args=[challenge.uuid]), main=True))
    if challenge.stage == "raised" and challenge.due_on < as_at and can(person, "board.chase_challenge", challenge):
        steps.append(Step("Ask again", reverse("board:chase_challenge", args=[challenge.uuid]), post=True))
    if challenge.stage != "closed" and can(person, "board.close_challenge", challenge):
        main = challenge.stage == "answered"
        steps.append(Step("Say what came of it", reverse("board:close_challenge", args=[challenge.uuid]), main=main))
    return ChallengePage(
        kicker=f"{challenge.reference} · challenge log", heading=challenge_heading(challenge, as_at),
        state=state_of(challenge, as_at), facts=facts, thread=thread, steps=steps,
    )  # fmt: skip


OWING = (
    Owing("board.challenge", ("raised",), "board.answer_challenge", "Answer", whose=Whose.AGENCY,
          url_name="board:answer_challenge", about="{reference}, the Board’s challenge", due="challenge__due_on"),
    Owing("board.challenge", ("raised",), "board.close_challenge", "Open", only_late=True,
          about="{reference}, challenge to {owner}", due="challenge__due_on"),
    Owing("board.challenge", ("answered",), "board.close_challenge", "Open", late=None,
          about="{reference}, challenge to {owner}", due="challenge__due_on",
          state=("waiting", "Answered, to be considered")),
)  # fmt: skip
"""On home pages: an agency's lead answers; the Independent Chair considers the answer, and sees what is late."""


def challenges_for_pack(meeting: Any, as_at: Any) -> dict[str, Any]:
    """Facts of the paper "Challenge log": open ones, the longest late first, and those closed in the year before."""
    from_on = clock.day_of(as_at)
    every = list(
        Challenge.objects.all_for_job("the challenge log is a paper for every reader of the pack")
        .filter(level__lte=meeting.level)
        .select_related("owner")
        .order_by("due_on", "reference")
    )
    opened = [one for one in every if one.stage != "closed"]
    closed = [one for one in every if one.stage == "closed" and (from_on - one.closed_on).days <= 366]
    late = sum(state_of(one, from_on).code == "late" for one in opened)
    return {
        "as_at": from_on.isoformat(),
        "lead": log_heading(len(opened), late) + ".",
        "rows": [_printed(one, from_on) for one in opened],
        "closed": [_printed(one, from_on) for one in closed],
        "front": [{"kind": "late", "text": f"Challenges unanswered and late: {many(late, 'challenge')}."}]
        if late
        else [],
    }


def _printed(one: Challenge, as_at: date) -> dict[str, str]:
    state = state_of(one, as_at)
    icons = {"late": "late", "soon": "due", "waiting": "track", "done": "closed"}
    return {
        "reference": one.reference, "title": one.title, "agency": one.owner.name if one.owner else "",
        "asked": f"{one.opened_on:%-d %b %Y}", "due": f"{one.due_on:%-d %b %Y}", "state": state.words,
        "icon": icons[state.code], "outcome": one.outcome, "difference": one.difference,
    }  # fmt: skip
