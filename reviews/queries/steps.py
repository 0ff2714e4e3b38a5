"""What this reader may do next with a case, and why not yet; the refusals come from the same guards as the moves."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from reviews.guards import GUARDS, partner_start
from reviews.law import no_new_review
from reviews.lifecycle import DECIDED, MOVES, ROLE_ALONE, UNDECIDED, Stage
from reviews.models import CaseReview, Handover
from reviews.services import refusal_to_hand_over
from sscb.access.policy import can
from sscb.records.lifecycle import Move

SAID_IN_THE_FORM = frozenset({"says_why", "rationale", "new_facts", "names_process", "minuted"})
DOORS: dict[tuple[str, str], str] = {
    (Stage.REFERRED, Stage.GATHERING): "reviews:gather",
    (Stage.REFERRED, Stage.WITHDRAWN): "reviews:withdraw_agree",
    (Stage.GATHERING, Stage.CONSIDERED): "reviews:consider",
    (Stage.CONSIDERED, Stage.GATHERING): "reviews:more",
    **{(Stage.CONSIDERED, to): "reviews:decide" for to in DECIDED},
    (Stage.DECIDED_NO, Stage.DECIDED_SCR): "reviews:decide",
    (Stage.DECIDED_NO, Stage.DECIDED_MLR): "reviews:decide",
    (Stage.DECIDED_SCR, Stage.COMMISSIONED): "reviews:commission",
    (Stage.DECIDED_MLR, Stage.COMMISSIONED): "reviews:commission",
    (Stage.COMMISSIONED, Stage.UNDER_REVIEW): "reviews:begin",
    (Stage.UNDER_REVIEW, Stage.ON_HOLD): "reviews:hold",
    (Stage.ON_HOLD, Stage.UNDER_REVIEW): "reviews:take_up",
    (Stage.UNDER_REVIEW, Stage.DRAFT): "reviews:draft_write",
    (Stage.DRAFT, Stage.FACTUAL_CHECK): "reviews:to_check",
    (Stage.FACTUAL_CHECK, Stage.DRAFT): "reviews:draft_again",
    (Stage.FACTUAL_CHECK, Stage.SIGN_OFF): "reviews:to_board",
    **{(Stage.SIGN_OFF, to): "reviews:minute" for to in (Stage.DRAFT, Stage.AWAITING, Stage.ACTIONS)},
    (Stage.SIGN_OFF, Stage.DEFERRED): "reviews:defer",
    (Stage.AWAITING, Stage.DEFERRED): "reviews:defer",
    (Stage.DEFERRED, Stage.AWAITING): "reviews:publication_take_up",
    (Stage.SIGN_OFF, Stage.NOT_PUBLISHING): "reviews:not_publish",
    (Stage.DEFERRED, Stage.NOT_PUBLISHING): "reviews:not_publish",
    (Stage.AWAITING, Stage.PUBLISHED): "reviews:publish",
    (Stage.PUBLISHED, Stage.ACTIONS): "reviews:follow",
    (Stage.NOT_PUBLISHING, Stage.ACTIONS): "reviews:follow",
    (Stage.ACTIONS, Stage.CLOSED): "reviews:close",
}
"""(from, to) -> the URL name of the page where the move is made."""


@dataclass(frozen=True)
class NextStep:
    words: str
    url: str
    refused: str


def may_make(person: Any, case: CaseReview, step: Move) -> bool:
    """By office or, for the lead reviewer's moves, by a named grant on this very case."""
    if step.rule in ROLE_ALONE and not can(person, step.rule):
        return False
    return bool(can(person, step.rule, case))


def missing(case: CaseReview, step: Move, on: date) -> list[str]:
    """Why the move cannot be made yet, leaving out what its own form asks for."""
    wanted = [name for name in step.needs if name not in SAID_IN_THE_FORM]
    return [GUARDS[name][1] for name in wanted if not GUARDS[name][0](case, on)]


def next_steps(case: CaseReview, person: Any, on: date) -> list[NextStep]:
    """The moves that this reader may make from here; the chair's three outcomes are one page."""
    found, decides, minutes = [], False, False
    for step in MOVES:
        if step.start != case.stage or (step.start, step.to) not in DOORS or not may_make(person, case, step):
            continue
        if step.to in DECIDED:
            if not decides:
                words = "Decide again" if case.stage == Stage.DECIDED_NO else "Decide"
                found.append(NextStep(words, reverse("reviews:decide", args=[case.uuid]), ""))
            decides = True
            continue
        if DOORS[step.start, step.to] == "reviews:minute":
            if not minutes:
                words = "Record what the Board decided"
                found.append(NextStep(words, reverse("reviews:minute", args=[case.uuid]), ""))
            minutes = True
            continue
        reasons = missing(case, step, on)
        url = reverse(DOORS[step.start, step.to], args=[case.uuid])
        found.append(NextStep(step.button, url, f"Not yet: {'; '.join(reasons)}." if reasons else ""))
    return found


def handover_step(case: CaseReview, person: Any) -> NextStep | None:
    """What this reader does next to pass the case to the partners; None where it is no step of theirs."""
    row = Handover.objects.filter(case=case).first()
    if row is None:
        if not can(person, "reviews.hand_over") or refusal_to_hand_over(case):
            return None
        return NextStep("Hand it over to the partners", reverse("reviews:handover_ask", args=[case.uuid]), "")
    if row.agreed_on is None:
        if can(person, "reviews.agree_handover"):
            words = "Agree that it passes to the partners"
            return NextStep(words, reverse("reviews:handover_agree", args=[case.uuid]), "")
        return None
    if not can(person, "reviews.hand_over") or row.received_on:
        return None
    if row.sent_on is None:
        return NextStep("Send it to the partners", reverse("reviews:handover_send", args=[case.uuid]), "")
    return NextStep("Take the archive, or record receipt", reverse("reviews:handover_receipt", args=[case.uuid]), "")


def partners_route(case: CaseReview, on: date) -> str:
    """What the law says of an undecided case once the partners have begun; or ""."""
    if case.stage not in UNDECIDED:
        return ""
    return no_new_review(on, partner_start()).removesuffix(" Nothing was changed.")
