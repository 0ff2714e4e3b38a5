"""Publishing a report: words checked, copies sent in time, the family told, the day kept; then it is everybody's."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.guards import GUARDS
from reviews.law import SEND_BEFORE, UNCHANGED, copies_too_late
from reviews.lifecycle import Stage
from reviews.models import CaseReview, KeptWords, Notice, PublicReport
from reviews.queries.publishing import copies_sent_on, earliest_publication, fingerprint, found_in, unresolved
from reviews.services.lawful import NotLawful, move_case, moved_as_seen, not_ahead, require_role, write
from reviews.services.telling import owe_notices
from sscb.access.errors import Conflict
from sscb.access.services import exclude_person, kept_out
from sscb.history.services import write_history
from sscb.jobs.services import ring
from sscb.learning.models import Recommendation
from sscb.people.models import Person
from sscb.records.moving import Lowered, advance, check_version, move
from sscb.records.services import next_reference
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.queries.calendar import start_dates
from sscb.timetable.services import cancel_deadline, meet_deadlines, set_deadlines
from sscb.timetable.sockets import rules

WEB_MINIMUM, RESPONSE, PUBLISH = "scr-web-minimum", "scr-response-publish", "scr-publish"
WRITTEN_AT = (Stage.SIGN_OFF, Stage.AWAITING, Stage.DEFERRED)
PRINT = "reviews.print_report"


def publication_of(case: CaseReview, *, by: Person | None, on: date) -> PublicReport:
    """That of the case; begun when it is first wanted. In the caller's transaction."""
    found = PublicReport.objects.of(case).first()
    if found:
        return found
    kind = "Serious case review" if case.kind == CaseReview.Kind.SCR else "Learning review"
    latest = case.drafts.last()
    made = PublicReport.objects.create(
        type=PublicReport.TYPE, reference=next_reference(PublicReport.PREFIX, on), title=PublicReport.TITLE,
        level=PublicReport.LEVEL, stage="prepared", opened_on=on, case=case, heading=f"{kind}: {case.pseudonym}",
        summary="", words=latest.text if latest else "",
    )  # fmt: skip
    for person in kept_out(case):
        exclude_person(record=made, person=person, why=f"As on {case.reference}", by=by)
    return made


@transaction.atomic(durable=True)
def write_publication(
    *, case: CaseReview, heading: str, summary: str, words: str, response: str, version: int, by: Person, on: date
) -> PublicReport:
    """The words that the public will read. `version`: of the publication as the writer saw it; 0 before there was one.

    What was checked before counts no more where a word changed.
    """
    require_role(by, "reviews.run", case)
    if case.stage not in WRITTEN_AT:
        raise Conflict(f"The words are written once the report is before the Board, until it is published. {UNCHANGED}")
    made = PublicReport.objects.of(case).first()
    if made is None:
        made = publication_of(case, by=by, on=on)
    else:
        check_version(made, version, mine={})
    write(made, heading=heading.strip(), summary=summary.strip(), words=words.strip(), response=response.strip())
    write_history(case, "reviews.publication_written", by=by, on=on)
    return made


@transaction.atomic(durable=True)
def keep_words(*, case: CaseReview, words: str, why: str, by: Person, on: date) -> KeptWords:
    """These words stay though they look as if they named somebody, says a named person, and why."""
    require_role(by, "reviews.run", case)
    made = publication_of(case, by=by, on=on)
    known = {one.found.casefold(): one for _, one in found_in(made)}
    one = known.get(words.strip().casefold())
    if one is None:
        raise ValidationError(f"These words do not stand in the text any more. {UNCHANGED}")
    if one.never:
        raise ValidationError(f"{one.sentence} No reason lets it stand. {UNCHANGED}")
    if len(why.strip()) < 5:
        raise ValidationError({"why": "Say in a few words why they name nobody."})
    kept, _ = KeptWords.objects.update_or_create(
        publication=made, words=one.found[:200], defaults={"why": why.strip(), "kept_on": on, "kept_by": by}
    )
    write_history(case, "reviews.words_kept", by=by, on=on, why=why.strip())
    return kept


@transaction.atomic(durable=True)
def record_check(
    *, case: CaseReview, version: int, by: Person, on: date, legal: bool = False
) -> PublicReport:
    """A person has read every word, and mended or kept what was found. Raises ValidationError for what is left."""
    require_role(by, "reviews.run", case)
    made = _begun(case)
    if not made.words.strip() or not made.response.strip() or not made.summary.strip():
        raise ValidationError(f"The report, its summary and the Board’s response are wanted first. {UNCHANGED}")
    if left := unresolved(made):
        raise ValidationError(
            f"{len(left)} {'place' if len(left) == 1 else 'places'} could still say who somebody is. Mend each, or "
            f"keep it with a reason. {UNCHANGED}"
        )
    check_version(made, version, mine={})
    told = {"legal_on": on, "legal_by": by} if legal else {}
    write(made, checked=fingerprint(made), checked_on=on, checked_by=by, **told)
    write_history(case, "reviews.publication_checked", by=by, on=on, kept=made.kept.count())
    return made


@transaction.atomic(durable=True)
def plan_publication(*, case: CaseReview, planned_on: date, by: Person, on: date) -> PublicReport:
    """The day on which it is to be published: the last day for sending the copies is counted back from it."""
    require_role(by, "reviews.run", case)
    if case.stage != Stage.AWAITING:
        raise Conflict(f"A day is planned once the Board has accepted the report for publication. {UNCHANGED}")
    if planned_on < on:
        raise ValidationError({"planned_on": "Enter a day that is not past."})
    if case.kind == CaseReview.Kind.SCR and (fault := _too_soon(case, planned_on, on)):
        raise NotLawful(fault)
    made = publication_of(case, by=by, on=on)
    advance(made)
    write(made, planned_on=planned_on)
    if case.kind == CaseReview.Kind.SCR:
        duties = set_deadlines(
            case, trigger="scr.published_on", on=planned_on, by=by, only={SEND_BEFORE, RESPONSE}
        )
        if not Notice.objects.filter(record_id=case.pk, rule=SEND_BEFORE).exists():
            owe_notices(case, [one for one in duties if one.rule == SEND_BEFORE], on=on)
        elif sent_on := copies_sent_on(case):
            meet_deadlines(case, rules=[SEND_BEFORE], by=by, on=sent_on)
    write_history(case, "reviews.publication_planned", by=by, on=on, planned_on=planned_on)
    return made


def _too_soon(case: CaseReview, planned_on: date, today: date) -> str:
    """Why this day lies before the copies can have had their time; or "". Copies not sent yet can go today at best."""
    first = earliest_publication(copies_sent_on(case) or today)
    if planned_on >= first:
        return ""
    return copies_too_late(copies_sent_on(case), planned_on, first, rules[SEND_BEFORE].version_on(
        planned_on, start_dates()).cites)  # fmt: skip


@transaction.atomic(durable=True)
def tell_of_publication(
    *, case: CaseReview, family_told_on: date, family_how: str, by: Person, on: date, staff_told_on: date | None = None
) -> PublicReport:
    """The family knows the day and what will stand there, and how they were told; staff likewise."""
    require_role(by, "reviews.run", case)
    not_ahead(family_told_on, "Telling the family")
    not_ahead(staff_told_on, "Telling the staff")
    if len(family_how.strip()) < 5:
        raise ValidationError({"family_how": "Say how they were told, and by whom; no names."})
    made = _begun(case)
    if made.planned_on is None:
        raise ValidationError(f"Plan the day first: the family is told of it. {UNCHANGED}")
    advance(made)
    write(made, family_told_on=family_told_on, family_how=family_how.strip(), staff_told_on=staff_told_on)
    write_history(case, "reviews.publication_told", by=by, on=on, told_on=family_told_on)
    return made


@transaction.atomic(durable=True)
def publish(*, case: CaseReview, version: int, by: Person, on: date) -> PublicReport:
    """The chair publishes. Raises NotLawful before the copies had their time or before the planned day; NotYet for
    what is missing; SomeoneElseWasFirst."""
    require_role(by, "reviews.steer", case)
    made = PublicReport.objects.of(case).first()
    if made and made.planned_on and on < made.planned_on:
        raise NotLawful(
            f"Publication is planned for {in_words(made.planned_on)}, and the family was told of that day. Plan "
            f"another day first, or wait. {UNCHANGED}"
        )
    if case.kind == CaseReview.Kind.SCR and copies_sent_on(case) and (fault := _too_soon(case, on, on)):
        raise NotLawful(fault)
    moved_as_seen(case, to=Stage.PUBLISHED, version=version, by=by, on=on)
    move(made, to="published", by=None, on=on)
    agreed = Lowered(why="Every word was checked, and the Board publishes it", by=made.checked_by, agreed_by=by)
    advance(made, lowered=agreed, level="P0", released_on=on, title=made.heading)
    write(made, published_on=on, published_by=by)
    if case.kind == CaseReview.Kind.SCR:
        meet_deadlines(case, rules=[RESPONSE, PUBLISH], by=by, on=on)
        for row in set_deadlines(made, trigger="scr.published_on", on=on, by=by, only={WEB_MINIMUM}):
            write(made, keep_until=row.due_on)
    share_learning(case, decided="the publication of the report", by=by, on=on)
    write_history(case, "reviews.published", by=by, on=on, keep_until=in_words(made.keep_until) if made.keep_until
                  else "the Board decides")  # fmt: skip
    ring(PRINT, by=by, args={"publication": str(made.uuid)}, about=made)
    follow_if_any(case, on=on)
    return made


def follow_if_any(case: CaseReview, *, on: date) -> None:
    """Table 2.5: automatic, where there is an action or somebody has said that there is none."""
    if case.stage in (Stage.PUBLISHED, Stage.NOT_PUBLISHING) and GUARDS["actions_or_none"][0](case, on):
        move_case(case, to=Stage.ACTIONS, by=None, on=on)


@transaction.atomic(durable=True)
def take_down(*, case: CaseReview, why: str, by: Person, on: date) -> PublicReport:
    """Off the website, from then on given on request. Before its months have ended it is kept with the reason."""
    require_role(by, "reviews.run", case)
    made = _begun(case)
    if not why.strip():
        raise ValidationError({"why": "Say why it is taken down."})
    move(made, to="withdrawn", by=None, on=on)
    advance(made, level=PublicReport.LEVEL)
    write(made, taken_down_on=on, taken_down_by=by, taken_down_why=why.strip())
    if made.keep_until and on < made.keep_until:
        for row in Deadline.objects.open().filter(record_id=made.pk, rule=WEB_MINIMUM):
            cancel_deadline(row, by=by, why="It was taken down before its time had ended.", on=on)
    else:
        meet_deadlines(made, rules=[WEB_MINIMUM], by=by, on=on)
    write_history(case, "reviews.taken_down", by=by, on=on, why=why.strip())
    return made


def cancel_plan(made: PublicReport, *, why: str, by: Person, on: date) -> None:
    """Nothing is planned any more: the clocks of the day stop; the ledger keeps who has had a copy."""
    for row in Deadline.objects.open().filter(record_id=made.case_id, rule__in=(SEND_BEFORE, RESPONSE)):
        cancel_deadline(row, by=by, why=why, on=on)
    write(made, planned_on=None, family_told_on=None, family_how="", staff_told_on=None)


def share_learning(case: CaseReview, *, decided: str, by: Person, on: date) -> None:
    """What a live case recommends is its readers' alone; once the Board has had it, it is the partnership's."""
    agreed = Lowered("The Board has had it, and its partners act on it", agreed_by=by, decided=decided)
    live = Recommendation.objects.all_for_job("recommendations of the case in hand").filter(source_uuid=case.uuid)
    for one in live.filter(level="P4"):
        advance(one, lowered=agreed, level="P1")


def _begun(case: CaseReview) -> PublicReport:
    found = PublicReport.objects.of(case).first()
    if found is None:
        raise Conflict(f"Write the words of the publication first. {UNCHANGED}")
    return found


