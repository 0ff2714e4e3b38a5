"""The Board's own dates: the change to the new arrangements (handbook tables 1.3 and 1.4), and its meeting cycle
(audits handbook 6.3, the Board's own default). Declared only; counted by the timetable."""

from datetime import date

from sscb.board.packs.tidying import DAYS, delete_drafts, delete_prints
from sscb.board.transition.services import follow_start, pass_on
from sscb.timetable.allow import By, Days, Months, OnEvent, WorkingDays
from sscb.timetable.regimes import LATEST_START, PANEL
from sscb.timetable.rules import DaysBefore, Follower, InForce, Opening, Rule, Version, WorkingDaysBefore
from sscb.timetable.sockets import followers, openings, rules
from sscb.timetable.tidying import Tidy, tidies

CHAPTER = "The change to the new arrangements"
TRANSITION = "Working Together: transitional guidance, July 2018"
WARN = (DaysBefore(60), WorkingDaysBefore(10), WorkingDaysBefore(3))
PARTNERS = "safeguarding partners and child death review partners"

rules.plug(Rule(
    code="arrangements-publish",
    title="Publish the new safeguarding arrangements",
    counts_from="arrangements.duty_began_on",
    starts_from="the statute, 29 June 2018",
    order=1,
    chapter=CHAPTER,
    versions=(
        Version(
            1, By(date(2019, 6, 29)), InForce(PANEL, date(2019, 6, 29)), owner=PARTNERS, strength="must", grade="2S",
            cites=TRANSITION, warn=WARN, on_miss="It is shown to the business manager; the Department will ask.",
            note="Twelve months from 29 June 2018. Confirmed for the safeguarding partners; the same date for the "
            "child death review partners is not.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="arrangements-begin",
    title="Begin the new safeguarding arrangements",
    counts_from="arrangements.published_on",
    starts_from="the arrangements are published",
    order=2,
    chapter=CHAPTER,
    versions=(
        Version(
            1, Months(3), InForce(PANEL, LATEST_START), owner=PARTNERS, strength="must", grade="2S", cites=TRANSITION,
            cap=LATEST_START, warn=WARN, note="Powers move on the day they begin, not on the day they are published.",
            on_miss="It is shown to the business manager.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="cdr-arrangements-begin",
    title="Begin the new child death review arrangements",
    counts_from="cdr_arrangements.published_on",
    starts_from="the child death review arrangements are published",
    order=3,
    chapter=CHAPTER,
    versions=(
        Version(
            1, By(LATEST_START), InForce(PANEL, LATEST_START), owner="local authority and clinical commissioning group",
            strength="must", grade="2S", cites=TRANSITION, warn=WARN,
            note="The statutory latest day. Where the three months of arrangements-begin end sooner, they hold.",
            on_miss="The Board's powers end on 29 September 2019 all the same.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="lscb-end",
    title="The Board ceases",
    counts_from="board.last_review_on",
    starts_from="the last outstanding review is done or handed over",
    order=4,
    chapter=CHAPTER,
    versions=(
        Version(
            1,
            OnEvent("On that event: when the last serious case review and child death review is done or handed over."),
            InForce(PANEL, date(2020, 9, 29)), owner="LSCB", strength="must", grade="1S", cites=TRANSITION,
        ),
    ),
))  # fmt: skip

OWN_CYCLE = "Board's own cycle (default)"
SINCE = date(2012, 1, 1)
MANAGER, CHAIR, OFFICE = "business manager", "Independent Chair", "Board’s office"


def _meeting_step(
    code: str, title: str, days: int, owner: str, order: int, warn: tuple = (), trigger: str = "meeting.held_on"
) -> None:
    rules.plug(Rule(
        code=code,
        title=title,
        counts_from=trigger,
        starts_from="the day of the meeting",
        order=order,
        versions=(
            Version(
                1, Days(abs(days)), InForce(SINCE), owner=owner, strength="local", grade="D", cites=OWN_CYCLE,
                direction="before" if days < 0 else "after", warn=warn,
                on_miss="It is shown on the business manager's page.",
            ),
        ),
    ))  # fmt: skip


SOON = (WorkingDaysBefore(3),)

_meeting_step("board-forward-plan", "Check the forward plan and tell those who commission papers", -56, MANAGER, 201)
_meeting_step("board-agenda-set", "Set the agenda", -35, CHAIR, 202, SOON)
_meeting_step("board-papers-due", "Papers due, with their cover sheets", -15, "paper authors", 203, SOON)
_meeting_step("board-quality-check", "Check quality and confidentiality markings", -10, MANAGER, 204, SOON)
_meeting_step("board-pack-issue", "Issue the pack", -7, MANAGER, 205, SOON)
_meeting_step("board-actions-out", "Send out actions and decisions", 5, OFFICE, 206, SOON)
_meeting_step("board-minutes-to-chair", "Draft minutes to the chair", 10, OFFICE, 207, SOON)
_meeting_step("board-minutes-to-members", "Draft minutes to members", 15, OFFICE, 208, SOON)

OF_A_GROUP = "group_meeting.held_on"
SUBGROUP_CHAIR = "the group’s chair"
_meeting_step("group-papers-due", "A group’s papers due, with their cover sheets", -7, SUBGROUP_CHAIR, 210, SOON,
              OF_A_GROUP)  # fmt: skip
_meeting_step("group-pack-issue", "Issue a group’s pack", -5, SUBGROUP_CHAIR, 211, SOON, OF_A_GROUP)
_meeting_step("group-minutes-to-members", "A group’s draft minutes to its members", 10, SUBGROUP_CHAIR, 212, SOON,
              OF_A_GROUP)  # fmt: skip

rules.plug(Rule(
    code="paper-due",
    title="Hand in the paper, with its cover sheet",
    counts_from="paper.due_on",
    starts_from="the day on which papers are due",
    order=209,
    versions=(
        Version(
            1, Days(0), InForce(SINCE), owner="paper author", strength="local", grade="D", cites=OWN_CYCLE,
            warn=(WorkingDaysBefore(5), WorkingDaysBefore(1)),
            on_miss="It is asked for again, and shown to the business manager. The pack prints a sheet that says so.",
        ),
    ),
))  # fmt: skip

rules.plug(Rule(
    code="challenge-answer",
    title="Answer the Board’s challenge",
    counts_from="challenge.raised_on",
    starts_from="the challenge is put to the chief officer",
    order=310,
    versions=(
        Version(
            1, WorkingDays(10), InForce(SINCE), owner="the agency’s chief officer", strength="local", grade="D",
            cites=OWN_CYCLE, warn=(WorkingDaysBefore(3),),
            on_miss="It is shown to the Independent Chair, to the agency and in the challenge log, late ones first.",
        ),
    ),
))  # fmt: skip

for code, title, trigger, starts, order, owner, warn, missed in (
    ("framework-review", "Agree the framework again", "framework.due_on", "a year after it was agreed", 311, MANAGER,
     (WorkingDaysBefore(30), WorkingDaysBefore(5)), "It is said on the framework’s page until it is agreed."),
    ("plan-action-due", "Finish what the business plan promised", "plan_action.due_on", "the day in the plan", 312,
     "who leads it", (WorkingDaysBefore(10),), "It is red in the business plan, the longest late first."),
    ("risk-review", "Look at a risk again", "risk.review_on", "the day agreed", 313, MANAGER, SOON,
     "It is said in the risk register."),
):  # fmt: skip
    rules.plug(Rule(
        code=code, title=title, counts_from=trigger, starts_from=starts, order=order,
        versions=(Version(1, Days(0), InForce(SINCE), owner=owner, strength="local", grade="D", cites=OWN_CYCLE,
                          warn=warn, on_miss=missed),),
    ))  # fmt: skip

tidies.plug(Tidy("board.drafts", "Drafts of packs that a later one replaced", DAYS, delete_drafts, order=10))
tidies.plug(Tidy("board.prints", "Pages kept for the next build", DAYS, delete_prints, order=11))

openings.plug(Opening("board.transition", "Open records of groups that have ended", pass_on, order=5))
followers.plug(Follower("board.transition", follow_start))
