"""How a case is considered and reviewed, stage by stage (reviews handbook 2.4 and 2.5). No Django, no models."""

from enum import StrEnum

from sscb.records.lifecycle import Move


class Stage(StrEnum):
    REFERRED = "referred"
    GATHERING = "gathering"
    CONSIDERED = "considered"
    DECIDED_SCR = "decided-scr"
    DECIDED_MLR = "decided-mlr"
    DECIDED_NO = "decided-no-review"
    COMMISSIONED = "commissioned"
    UNDER_REVIEW = "under-review"
    ON_HOLD = "on-hold"
    DRAFT = "draft"
    FACTUAL_CHECK = "factual-check"
    SIGN_OFF = "board-sign-off"
    AWAITING = "awaiting-publication"
    DEFERRED = "deferred-publication"
    NOT_PUBLISHING = "not-publishing"
    PUBLISHED = "published"
    ACTIONS = "actions-open"
    CLOSED = "closed"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"


STAGES: dict[str, str] = {
    Stage.REFERRED: "Referred",
    Stage.GATHERING: "Agencies are asked",
    Stage.CONSIDERED: "Considered by the subgroup",
    Stage.DECIDED_SCR: "Serious case review decided",
    Stage.DECIDED_MLR: "Learning review decided",
    Stage.DECIDED_NO: "No review decided",
    Stage.COMMISSIONED: "Reviewer and scope fixed",
    Stage.UNDER_REVIEW: "Under review",
    Stage.ON_HOLD: "On hold",
    Stage.DRAFT: "Report in draft",
    Stage.FACTUAL_CHECK: "Facts being checked",
    Stage.SIGN_OFF: "With the Board",
    Stage.AWAITING: "Awaiting publication",
    Stage.DEFERRED: "Publication deferred",
    Stage.NOT_PUBLISHING: "Not to be published",
    Stage.PUBLISHED: "Published",
    Stage.ACTIONS: "Actions open",
    Stage.CLOSED: "Closed",
    Stage.TRANSFERRED: "Handed over to the safeguarding partners",
    Stage.WITHDRAWN: "Withdrawn",
}

UNDECIDED = (Stage.REFERRED, Stage.GATHERING, Stage.CONSIDERED)
DECIDED = (Stage.DECIDED_SCR, Stage.DECIDED_MLR, Stage.DECIDED_NO)
UNFINISHED = (
    Stage.DECIDED_SCR, Stage.COMMISSIONED, Stage.UNDER_REVIEW, Stage.ON_HOLD, Stage.DRAFT, Stage.FACTUAL_CHECK,
    Stage.SIGN_OFF, Stage.AWAITING, Stage.DEFERRED, Stage.NOT_PUBLISHING, Stage.PUBLISHED, Stage.ACTIONS,
)  # fmt: skip
"""A serious case review that stands here is open: it is finished within the twelve months, or handed over."""

_RUN, _CONSIDER, _DECIDE, _STEER = "reviews.run", "reviews.consider", "reviews.decide", "reviews.steer"
_BEGIN, _LEAD, _BOARD, _CLOSE, _HAND = (
    "reviews.begin", "reviews.lead", "reviews.minute_board", "reviews.close", "reviews.hand_over",
)  # fmt: skip
S = Stage

MOVES: tuple[Move, ...] = (
    #    from, to, who may, what must be true
    Move(S.REFERRED, S.GATHERING, _RUN, ("duplicate_checked",), button="Ask the agencies"),
    Move(S.REFERRED, S.WITHDRAWN, _DECIDE, ("manager_asked",), button="Agree that it is withdrawn"),
    Move(S.GATHERING, S.CONSIDERED, _CONSIDER, ("replies_or_cut_off",), button="Record the subgroup’s meeting"),
    Move(S.CONSIDERED, S.GATHERING, _CONSIDER, ("says_why",), button="Ask for more information"),
    Move(S.CONSIDERED, S.DECIDED_SCR, _DECIDE, ("rationale", "before_partners", "test_met"),
         button="Decide: serious case review"),
    Move(S.CONSIDERED, S.DECIDED_MLR, _DECIDE, ("rationale", "test_not_met"), button="Decide: learning review"),
    Move(S.CONSIDERED, S.DECIDED_NO, _DECIDE, ("rationale",), button="Decide: no review"),
    Move(S.DECIDED_NO, S.DECIDED_SCR, _DECIDE, ("rationale", "before_partners", "new_facts"),
         button="Decide again: serious case review"),
    Move(S.DECIDED_NO, S.DECIDED_MLR, _DECIDE, ("rationale", "new_facts"),
         button="Decide again: learning review"),
    Move(S.DECIDED_SCR, S.COMMISSIONED, _RUN, ("independent", "terms_agreed"), button="Commission the review"),
    Move(S.DECIDED_MLR, S.COMMISSIONED, _RUN, ("independent", "terms_agreed"), button="Commission the review"),
    Move(S.COMMISSIONED, S.UNDER_REVIEW, _BEGIN, ("first_panel_held",), button="Begin the review"),
    Move(S.UNDER_REVIEW, S.ON_HOLD, _STEER, ("names_process",), button="Put it on hold"),
    Move(S.ON_HOLD, S.UNDER_REVIEW, _STEER, button="Take it up again"),
    Move(S.UNDER_REVIEW, S.DRAFT, _LEAD, ("reports_accepted",), button="The report is drafted"),
    Move(S.DRAFT, S.FACTUAL_CHECK, _STEER, ("circulation_set",), button="Send it for a check of its facts"),
    Move(S.FACTUAL_CHECK, S.DRAFT, _LEAD, ("says_why",), button="Draft it again"),
    Move(S.FACTUAL_CHECK, S.SIGN_OFF, _STEER, ("responses_logged",), button="Put it before the Board"),
    Move(S.SIGN_OFF, S.DRAFT, _BOARD, ("minuted",), button="The Board did not accept it"),
    Move(S.SIGN_OFF, S.AWAITING, _BOARD, ("minuted",), button="The Board accepts it: publish"),
    Move(S.SIGN_OFF, S.ACTIONS, _BOARD, ("minuted", "learning_review"),
         button="The Board accepts it: do not publish"),
    Move(S.SIGN_OFF, S.DEFERRED, _STEER, ("names_process",), button="Defer publication"),
    Move(S.AWAITING, S.DEFERRED, _STEER, ("names_process",), button="Defer publication"),
    Move(S.DEFERRED, S.AWAITING, _STEER, button="Publication can go on"),
    Move(S.SIGN_OFF, S.NOT_PUBLISHING, _STEER, ("rationale", "panel_told"), button="Do not publish"),
    Move(S.DEFERRED, S.NOT_PUBLISHING, _STEER, ("rationale", "panel_told"), button="Do not publish"),
    Move(S.AWAITING, S.PUBLISHED, _STEER, ("copies_sent", "copy_period_over", "redacted", "family_told"),
         button="Publish"),
    Move(S.PUBLISHED, S.ACTIONS, _RUN, ("actions_or_none",), button="Follow its actions"),
    Move(S.NOT_PUBLISHING, S.ACTIONS, _RUN, ("actions_or_none",), button="Follow its actions"),
    Move(S.ACTIONS, S.CLOSED, _CLOSE, ("actions_evidenced",), button="Close"),
    *(
        Move(stage, S.TRANSFERRED, _HAND, ("serious_case_review", "chair_agreed", "receipted"), button="Record receipt")
        for stage in UNFINISHED
    ),
    # Not in table 2.5: what nobody had decided when the partners began is theirs to consider (3.9, row C).
    *(
        Move(stage, S.TRANSFERRED, _HAND, ("partners_began", "chair_agreed", "receipted"), button="Record receipt")
        for stage in UNDECIDED
    ),
)  # fmt: skip

ROLE_ALONE = frozenset({_RUN, _CONSIDER, _DECIDE, _STEER, _BOARD, _CLOSE, _HAND})
"""Rules that go with an office. A named grant on the case (the lead reviewer's) never gives these."""
