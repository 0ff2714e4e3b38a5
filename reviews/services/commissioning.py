"""What a review is given before it begins: reviewers, terms of reference, a panel; and the two moves that begin it."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.law import UNCHANGED
from reviews.lifecycle import Stage
from reviews.models import AgencySummary, CaseReview, PanelMeeting, PanelMember, Reviewer, Terms
from reviews.services.lawful import move_case, not_ahead, require_role, write
from reviews.services.reporting import keep_open_to_authors
from reviews.services.telling import owe_notices
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.services import LONGEST_GRANT, end_access, grant_access, kept_out
from sscb.access.standing import standing
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance
from sscb.timetable.days import in_words
from sscb.timetable.services import set_deadlines

RUNNING = (
    Stage.DECIDED_SCR, Stage.DECIDED_MLR, Stage.COMMISSIONED, Stage.UNDER_REVIEW, Stage.ON_HOLD, Stage.DRAFT,
    Stage.FACTUAL_CHECK, Stage.SIGN_OFF,
)  # fmt: skip
"""Where a review stands while its file is kept: from the chair's decision until the Board has the report."""
AGREEMENT_HOLDS = timedelta(days=365)


def require_running(case: CaseReview) -> None:
    """A review is written in from the chair's decision until the Board has accepted its report."""
    if case.stage not in RUNNING:
        raise Conflict(
            f"{case.reference} is not under review: what belongs to a review is written down from the chair’s "
            f"decision until the Board has accepted its report. {UNCHANGED}"
        )


@transaction.atomic(durable=True)
def appoint_reviewer(
    *, case: CaseReview, person: Person, part: str, works_for_board: bool, works_for_agency: bool, knew_the_case: bool,
    independence_words: str, agreement_on: date, by: Person, on: date, fee: str = "", contract_on: date | None = None,
) -> Reviewer:  # fmt: skip
    """Somebody independent of the Board and of the agencies involved. The case is open to them from now on.

    Raises ValidationError, in words, where an answer or what the portal knows says that they are not independent.
    """
    require_role(by, "reviews.run", case)
    require_running(case)
    not_ahead(agreement_on, "Signing the confidentiality agreement")
    _fit_to_see(case, person, agreement_on)
    if fault := _not_independent(case, person, works_for_board, works_for_agency, knew_the_case):
        raise ValidationError(f"{person.name} is not independent: {fault}. Appoint somebody else. {UNCHANGED}")
    if len(independence_words.strip()) < 10:
        raise ValidationError({"independence_words": "Say how it was checked, and what was found."})
    if case.reviewers.filter(person=person, ended_on=None).exists():
        raise ValidationError(f"{person.name} is appointed already. {UNCHANGED}")
    advance(case)
    made = Reviewer.objects.create(
        case=case, person=person, part=part, works_for_board=False, works_for_agency=False, knew_the_case=False,
        independence_words=independence_words.strip(), fee=fee.strip(), contract_on=contract_on,
        agreement_on=agreement_on, appointed_on=on, appointed_by=by,
        access_until=_open_to(case, person, "Leads the review", by=by, write=True),
    )  # fmt: skip
    write_history(case, "reviews.reviewer_appointed", by=by, on=on, part=made.get_part_display())
    if case.kind == CaseReview.Kind.SCR:
        owe_notices(case, set_deadlines(case, trigger="scr.reviewer_appointed_on", on=on, by=by), on=on)
    return made


def _not_independent(case: CaseReview, person: Person, board: bool, agency: bool, knew: bool) -> str:
    """What somebody answered, and what the portal knows without asking."""
    if board or standing(person).roles & {"BM", "SGM", "SGC", "CHAIR", "BMGR", "OFF"}:
        return "they are of the Board, or work for it"
    involved = AgencySummary.objects.of(case).exclude(stage="withdrawn").values("agency")
    if agency or (person.organisation_id and involved.filter(agency=person.organisation_id).exists()):
        return "they work, or worked, for an agency that is involved"
    return "they managed, advised on or knew the case or the family" if knew else ""


def _fit_to_see(case: CaseReview, person: Person, agreement_on: date) -> None:
    """Before a case is opened to somebody by name (handbook 5.3)."""
    if kept_out(case).filter(pk=person.pk).exists():
        raise ValidationError(
            f"{person.name} has a conflict of interest in this case, so it cannot be opened to them. Choose somebody "
            f"else. {UNCHANGED}"
        )
    if agreement_on + AGREEMENT_HOLDS < clock.today():
        raise ValidationError(
            {"agreement_on": "That confidentiality agreement is more than a year old. Have a new one signed first."}
        )


def _open_to(case: CaseReview, person: Person, purpose: str, *, by: Person, write: bool = False) -> date:
    """A named grant for as long as one may last. The last day on which it holds."""
    last = clock.today() + LONGEST_GRANT - timedelta(days=1)
    grant_access(
        record=case, to=person, purpose=f"{purpose} {case.reference}", by=by, may_write=write, rule="reviews.run",
        ends_at=datetime.combine(last + timedelta(days=1), time(), clock.LONDON),
    )  # fmt: skip
    return last


@transaction.atomic(durable=True)
def end_reviewer(*, reviewer: Reviewer, case: CaseReview, why: str, by: Person, on: date) -> Reviewer:
    """They do not lead it any more: the case closes to them at once."""
    require_role(by, "reviews.run", case)
    if not why.strip():
        raise ValidationError({"why": "Say why."})
    advance(case)
    end_access(record=case, by=by, of=reviewer.person)
    write(reviewer, ended_on=on, ended_by=by, ended_why=why.strip())
    write_history(case, "reviews.reviewer_ended", by=by, on=on)
    return reviewer


@transaction.atomic(durable=True)
def agree_terms(
    *, case: CaseReview, method: str, method_why: str, from_on: date, to_on: date, questions: str, family_plan: str,
    agreed_on: date, agreed_words: str, by: Person, on: date, media_plan: str = "", changed: str = "", why: str = "",
) -> Terms:  # fmt: skip
    """A version of the terms of reference. The ones before it stay as they were, with what changed and why."""
    require_role(by, "reviews.run", case)
    require_running(case)
    not_ahead(agreed_on, "Agreeing them")
    decided = case.decisions.last()
    if decided and agreed_on < decided.decided_on:
        raise ValidationError(
            {"agreed_on": f"The review was decided on {in_words(decided.decided_on)}; terms come after that."}
        )
    if to_on < from_on:
        raise ValidationError({"to_on": "The time reviewed ends before it begins."})
    not_ahead(to_on, "The end of the time reviewed")
    number = case.terms.count() + 1
    if number > 1:
        missing = {name: words for name, told, words in (
            ("changed", changed, "Say what changed since the version before."), ("why", why, "Say why it changed.")
        ) if not told.strip()}  # fmt: skip
        if missing:
            raise ValidationError(missing)
    advance(case)
    made = Terms.objects.create(
        case=case, number=number, method=method, method_why=method_why.strip(), from_on=from_on, to_on=to_on,
        questions=questions.strip(), family_plan=family_plan.strip(), media_plan=media_plan.strip(),
        changed=changed.strip() if number > 1 else "", why=why.strip() if number > 1 else "", agreed_on=agreed_on,
        agreed_words=agreed_words.strip(), recorded_on=on, recorded_by=by,
    )  # fmt: skip
    write_history(case, "reviews.terms_agreed", by=by, on=on, number=number, agreed_on=agreed_on)
    return made


@transaction.atomic(durable=True)
def add_member(
    *, case: CaseReview, person: Person, no_conflict: bool, agreement_on: date, by: Person, on: date,
    chairs: bool = False,
) -> PanelMember:  # fmt: skip
    """Somebody sits on the panel, and reads its file by name. Raises ValidationError where they have a conflict."""
    require_role(by, "reviews.run", case)
    require_running(case)
    not_ahead(agreement_on, "Signing the confidentiality agreement")
    if not no_conflict:
        raise ValidationError(
            f"{person.name} has not said that they have no conflict of interest. Whoever has one does not sit on the "
            f"panel. {UNCHANGED}"
        )
    _fit_to_see(case, person, agreement_on)
    if case.panel.filter(person=person, left_on=None).exists():
        raise ValidationError(f"{person.name} sits on the panel already. {UNCHANGED}")
    advance(case)
    made = PanelMember.objects.create(
        case=case, person=person, chairs=chairs, agreement_on=agreement_on, declared_on=on, joined_on=on, joined_by=by,
        access_until=_open_to(case, person, "Sits on the panel of", by=by),
    )  # fmt: skip
    write_history(case, "reviews.member_joined", by=by, on=on)
    return made


@transaction.atomic(durable=True)
def leave_panel(*, member: PanelMember, case: CaseReview, why: str, by: Person, on: date) -> PanelMember:
    """They do not sit on it any more: its file closes to them at once."""
    require_role(by, "reviews.run", case)
    if not why.strip():
        raise ValidationError({"why": "Say why."})
    advance(case)
    end_access(record=case, by=by, of=member.person)
    write(member, left_on=on, left_by=by, left_why=why.strip())
    write_history(case, "reviews.member_left", by=by, on=on)
    return member


@transaction.atomic(durable=True)
def renew_access(*, case: CaseReview, by: Person, on: date) -> int:
    """The panel, the reviewers and whoever owes a report keep it open for another ninety days; how many are on it.

    Raises ValidationError where somebody's confidentiality agreement is more than a year old.
    """
    require_role(by, "reviews.run", case)
    require_running(case)
    advance(case)
    reviewers = list(case.reviewers.filter(ended_on=None).select_related("person"))
    members = list(case.panel.filter(left_on=None).select_related("person"))
    for one in (*reviewers, *members):
        _fit_to_see(case, one.person, one.agreement_on)
        end_access(record=case, by=by, of=one.person)
        leads = isinstance(one, Reviewer)
        words = "Leads the review" if leads else "Sits on the panel of"
        write(one, access_until=_open_to(case, one.person, words, by=by, write=leads))
    keep_open_to_authors(case, by=by)
    return len(reviewers) + len(members)


@transaction.atomic(durable=True)
def plan_panel(*, case: CaseReview, planned_on: date, about: str, by: Person, on: date) -> PanelMeeting:
    require_role(by, "reviews.run", case)
    require_running(case)
    advance(case)
    made = PanelMeeting.objects.create(case=case, planned_on=planned_on, about=about.strip())
    write_history(case, "reviews.panel_planned", by=by, on=on, planned_on=planned_on)
    return made


@transaction.atomic(durable=True)
def hold_panel(
    *, meeting: PanelMeeting, case: CaseReview, held_on: date, present: list[PanelMember], conflicts: str, by: Person,
    on: date, decided: str = "",
) -> PanelMeeting:  # fmt: skip
    """The panel met. Raises ValidationError where somebody with a conflict of interest is said to have been there."""
    require_role(by, "reviews.run", case)
    not_ahead(held_on, "The meeting")
    if meeting.held_on:
        raise ValidationError(f"This meeting is recorded already. {UNCHANGED}")
    decision = case.decisions.last()
    if decision and held_on < decision.decided_on:
        raise ValidationError({"held_on": f"The review was decided on {in_words(decision.decided_on)}, after that."})
    if not present:
        raise ValidationError({"present": "Say who was there."})
    out = kept_out(case).filter(pk__in=[one.person_id for one in present]).first()
    if out:
        raise ValidationError(
            f"{out.name} has a conflict of interest and cannot have taken part in the panel. {UNCHANGED}"
        )
    if not conflicts.strip():
        raise ValidationError({"conflicts": "Say what was declared; “None” where nothing was."})
    advance(case)
    write(meeting, held_on=held_on, held_by=by, conflicts=conflicts.strip(), decided=decided.strip())
    meeting.present.set(present)
    write_history(case, "reviews.panel_held", by=by, on=on, held_on=held_on)
    return meeting


@transaction.atomic(durable=True)
def commission(*, case: CaseReview, by: Person, on: date) -> CaseReview:
    """Reviewer and scope are fixed. Raises NotYet without an independent lead reviewer or agreed terms."""
    return move_case(case, to=Stage.COMMISSIONED, by=by, on=on)


@transaction.atomic(durable=True)
def begin_review(*, case: CaseReview, by: Person, on: date) -> CaseReview:
    """Work begins. Raises NotYet before the panel has met."""
    return move_case(case, to=Stage.UNDER_REVIEW, by=by, on=on)


__all__ = [
    "add_member", "agree_terms", "appoint_reviewer", "begin_review", "commission", "end_reviewer",
    "hold_panel", "leave_panel", "plan_panel", "renew_access", "require_running",
]  # fmt: skip
