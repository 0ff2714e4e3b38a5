"""From the draft to its end: checked, put before the Board, deferred or not published, its actions followed, closed."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.law import UNCHANGED
from reviews.lifecycle import Stage
from reviews.models import BoardMinute, CaseReview, Notice, PublicReport
from reviews.queries.publishing import NOT_TO_PUBLISH
from reviews.services.lawful import moved_as_seen, not_ahead, require_role, write
from reviews.services.publishing import PUBLISH, cancel_plan, follow_if_any, publication_of, share_learning
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.timetable.days import in_words
from sscb.timetable.services import meet_deadlines, set_deadlines

OUTCOMES = {
    BoardMinute.Outcome.PUBLISH: Stage.AWAITING, BoardMinute.Outcome.KEEP: Stage.ACTIONS,
    BoardMinute.Outcome.BACK: Stage.DRAFT,
}  # fmt: skip
TO_PANEL, LOOK_AGAIN = "scr-no-decision-to-panel", "publication-look-again"


@transaction.atomic(durable=True)
def send_to_check(*, case: CaseReview, version: int, by: Person, on: date) -> CaseReview:
    """The chair sends the draft for a check of its facts. Raises NotYet where nobody is named to whom it goes."""
    return moved_as_seen(case, to=Stage.FACTUAL_CHECK, version=version, by=by, on=on)


@transaction.atomic(durable=True)
def draft_again(*, case: CaseReview, why: str, version: int, by: Person, on: date) -> CaseReview:
    """A material change: the lead reviewer takes it back into draft, and why."""
    return moved_as_seen(case, to=Stage.DRAFT, version=version, by=by, on=on, why=why)


@transaction.atomic(durable=True)
def put_before_board(*, case: CaseReview, version: int, by: Person, on: date) -> CaseReview:
    """Every answer to the check is settled: the chair puts the report before the Board."""
    return moved_as_seen(case, to=Stage.SIGN_OFF, version=version, by=by, on=on)


@transaction.atomic(durable=True)
def minute_board(
    *, case: CaseReview, outcome: str, board_on: date, minute: str, version: int, by: Person, on: date
) -> BoardMinute:
    """What the Board decided, from its minutes. Accepted means that the review is complete: its clocks follow."""
    not_ahead(board_on, "The Board’s meeting")
    draft = case.drafts.last()
    if outcome not in OUTCOMES:
        raise ValidationError({"outcome": "Choose what the Board decided."})
    if draft and board_on < draft.written_on:
        raise ValidationError({"board_on": f"Draft {draft.number} was handed in after that day. {UNCHANGED}"})
    moved_as_seen(case, to=OUTCOMES[outcome], version=version, by=by, on=on, minute=minute)
    made = BoardMinute.objects.create(
        case=case, draft=draft, outcome=outcome, board_on=board_on, minute=minute.strip(), recorded_on=on,
        recorded_by=by,
    )  # fmt: skip
    write_history(case, "reviews.board_minuted", by=by, on=on, became=made.get_outcome_display(), board_on=board_on)
    if outcome != BoardMinute.Outcome.BACK:
        meet_deadlines(case, rules=["scr-complete"], by=by, on=board_on)
        if case.kind == CaseReview.Kind.SCR:
            set_deadlines(case, trigger="scr.completed_on", on=board_on, by=by)
    if outcome == BoardMinute.Outcome.KEEP:
        share_learning(case, decided=f"the Board’s minute of {in_words(board_on)}", by=by, on=on)
    return made


@transaction.atomic(durable=True)
def defer_publication(
    *, case: CaseReview, process: str, look_again_on: date, version: int, by: Person, on: date
) -> PublicReport:
    """A live process must end first. It can come back; until then nothing is planned."""
    if look_again_on <= on:
        raise ValidationError({"look_again_on": "Enter a day that is still to come: it is looked at again then."})
    moved_as_seen(case, to=Stage.DEFERRED, version=version, by=by, on=on, process=process)
    made = publication_of(case, by=by, on=on)
    cancel_plan(made, why="Publication was deferred.", by=by, on=on)
    write(made, waits_for=process.strip(), look_again_on=look_again_on)
    set_deadlines(case, trigger="publication.look_again_on", on=look_again_on, by=by)
    write_history(case, "reviews.publication_deferred", by=by, on=on, look_again_on=look_again_on)
    return made


@transaction.atomic(durable=True)
def take_publication_up(*, case: CaseReview, version: int, by: Person, on: date) -> CaseReview:
    """What it waited for has ended: publication is planned again."""
    moved_as_seen(case, to=Stage.AWAITING, version=version, by=by, on=on)
    meet_deadlines(case, rules=[LOOK_AGAIN], by=by, on=on)
    write(publication_of(case, by=by, on=on), waits_for="", look_again_on=None)
    return case


@transaction.atomic(durable=True)
def propose_not_publishing(*, case: CaseReview, why: str, by: Person, on: date) -> Notice:
    """The chair means not to publish. The Panel is told first: a line in the ledger; the decision follows."""
    require_role(by, "reviews.steer", case)
    if case.stage not in (Stage.SIGN_OFF, Stage.DEFERRED):
        raise Conflict(f"Whether to publish is open once the report is before the Board. {UNCHANGED}")
    if not why.strip():
        raise ValidationError({"why": "Give your reasons: the Panel is told them."})
    if Notice.objects.filter(record_id=case.pk, about=NOT_TO_PUBLISH).exists():
        raise Conflict(f"The ledger already says that the Panel is to be told. {UNCHANGED}")
    write(publication_of(case, by=by, on=on), not_why=why.strip())
    # The rule sends it to the Panel with the decision itself; handbook 2.5 wants it told before.
    made = Notice.objects.create(record_id=case.pk, body=Notice.Body.PANEL, about=NOT_TO_PUBLISH, noted_on=on)
    write_history(case, "reviews.not_publishing_proposed", by=by, on=on)
    return made


@transaction.atomic(durable=True)
def decide_not_to_publish(*, case: CaseReview, rationale: str, version: int, by: Person, on: date) -> CaseReview:
    """Raises NotYet while the Panel has not been told of it (a serious case review)."""
    moved_as_seen(case, to=Stage.NOT_PUBLISHING, version=version, by=by, on=on, rationale=rationale)
    made = publication_of(case, by=by, on=on)
    cancel_plan(made, why="The report is not to be published.", by=by, on=on)
    write(made, not_why=rationale.strip(), waits_for="", look_again_on=None)
    meet_deadlines(case, rules=[LOOK_AGAIN, PUBLISH], by=by, on=on)
    if case.kind == CaseReview.Kind.SCR:
        set_deadlines(case, trigger="scr.declined_on", on=on, by=by, only={TO_PANEL})
        meet_deadlines(case, rules=[TO_PANEL], by=by, on=on)
    share_learning(case, decided="the decision not to publish the report", by=by, on=on)
    write_history(case, "reviews.not_publishing", by=by, on=on)
    follow_if_any(case, on=on)
    return case


@transaction.atomic(durable=True)
def say_no_actions(*, case: CaseReview, why: str, by: Person, on: date) -> PublicReport:
    """Nothing is asked of anybody, and why: an explicit none, in place of an action plan."""
    require_role(by, "reviews.run", case)
    if not why.strip():
        raise ValidationError({"why": "Say why nothing is asked of anybody."})
    made = publication_of(case, by=by, on=on)
    write(made, no_actions_why=why.strip())
    write_history(case, "reviews.no_actions", by=by, on=on)
    follow_if_any(case, on=on)
    return made


@transaction.atomic(durable=True)
def follow_actions(*, case: CaseReview, version: int, by: Person, on: date) -> CaseReview:
    """By hand, where its first action came after it was published."""
    return moved_as_seen(case, to=Stage.ACTIONS, version=version, by=by, on=on)


@transaction.atomic(durable=True)
def close_case(*, case: CaseReview, report: str, version: int, by: Person, on: date) -> CaseReview:
    """The subgroup's chair ends it. Raises NotYet while an action is not carried out with evidence that was checked."""
    require(by, "reviews.close", case)
    if not report.strip():
        raise ValidationError({"report": "Say in a few sentences what came of it."})
    moved_as_seen(case, to=Stage.CLOSED, version=version, by=by, on=on)
    write_history(case, "reviews.closed", by=by, on=on, why=report.strip())
    return case
