"""Looking for the same child elsewhere, and asking agencies for a page each on their part."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from reviews.law import UNCHANGED
from reviews.lifecycle import Stage
from reviews.models import AgencyReport, AgencySummary, CaseReview, Identity
from reviews.services.lawful import move_case, require_role, write
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.access.services import LONGEST_GRANT, end_access, grant_access, keep_out_alike, kept_out
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Organisation, Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.days import in_words
from sscb.timetable.services import cancel_deadlines, meet_deadlines, set_deadlines

LONGEST_PAGE = 4000
"""One page of text, in characters."""


def likely_duplicates(case: CaseReview) -> list[CaseReview]:
    """Other cases of a child with the same name, or the same birthday and a name in common."""
    who = Identity.objects.get(case=case)
    same = Q(identity__name_key=who.name_key)
    if who.born_on:
        for word in who.name_key.split():
            same |= Q(identity__born_on=who.born_on, identity__name_key__contains=word)
    found = CaseReview.objects.all_for_job("looking for the same child").filter(same).exclude(pk=case.pk)
    return list(found.order_by("reference").distinct())


@transaction.atomic(durable=True)
def check_duplicates(*, case: CaseReview, by: Person, on: date) -> list[CaseReview]:
    """Somebody looked, with the portal's help, whether the child is in another case. Which ones were found."""
    require_role(by, "reviews.run", case)
    found = likely_duplicates(case)
    advance(case)
    write(case, duplicates_checked_on=on, duplicates_checked_by=by)
    write_history(case, "reviews.duplicates_checked", by=by, on=on, found=len(found))
    return found


@transaction.atomic(durable=True)
def start_gathering(*, case: CaseReview, by: Person, on: date) -> CaseReview:
    """Agencies are asked. Raises NotYet where nobody has looked for duplicates."""
    return move_case(case, to=Stage.GATHERING, by=by, on=on)


@transaction.atomic(durable=True)
def ask_agency(*, case: CaseReview, agency: Organisation, named: Person, by: Person, on: date) -> AgencySummary:
    """Ask one person of an agency for a page on its part. Only they may open it, until it is sent.

    Raises ValidationError for somebody of another agency, with a conflict of interest, or an agency asked already.
    """
    require_role(by, "reviews.run", case)
    if case.stage != Stage.GATHERING:
        raise Conflict(f"Agencies are asked while the case is gathered, and {case.reference} is not. {UNCHANGED}")
    if named.organisation_id != agency.pk:
        raise ValidationError(f"{named.name} does not work for {agency.name}. Choose somebody who does. {UNCHANGED}")
    if kept_out(case).filter(pk=named.pk).exists():
        raise ValidationError(f"{named.name} has a conflict of interest in this case. Choose another. {UNCHANGED}")
    if AgencySummary.objects.of(case).filter(agency=agency).exclude(stage="withdrawn").exists():
        raise ValidationError(f"{agency.name} is asked already. {UNCHANGED}")
    advance(case)
    summary = AgencySummary.objects.of(case).filter(agency=agency).first()
    if summary:
        move(summary, to="asked", by=by, on=on)
        write(summary, named=named, asked_on=on)
    else:
        summary = AgencySummary.objects.create(
            type=AgencySummary.TYPE, reference=next_reference(AgencySummary.PREFIX, on), title=AgencySummary.TITLE,
            level=AgencySummary.LEVEL, owner=agency, stage="asked", opened_on=on, case=case, agency=agency,
            named=named, asked_on=on, due_on=on,
        )  # fmt: skip
    keep_out_alike(record=summary, of=case)
    for row in set_deadlines(summary, trigger="summary.asked_on", on=on, by=by, organisation=agency, person=named):
        write(summary, due_on=row.due_on)
    ends_at = datetime.combine(clock.today() + LONGEST_GRANT, time(), clock.LONDON)
    grant_access(
        record=summary, to=named, purpose=f"Answers {summary.reference}", ends_at=ends_at, by=by, may_write=True,
        rule="reviews.run", of=case,
    )  # fmt: skip
    write_history(case, "reviews.summary_asked", by=by, on=on, agency=agency.name)
    send_mail(
        key=f"summary-asked:{summary.uuid}:{on}", to=named, about=summary, on=on,
        path=f"/reviews/summaries/{summary.uuid}/",
        subject=f"A page on your agency’s part in a case is asked for: {summary.reference}",
        body=f"The safeguarding board asks your agency for one page by {in_words(summary.due_on)}. Sign in to see "
        "what is asked. Lock your agency’s records on the case against change today.",
    )  # fmt: skip
    return summary


@transaction.atomic(durable=True)
def answer_summary(
    *, summary: AgencySummary, known: str, text: str, files_secured: bool, by: Person, on: date,
    together_words: str = "",
) -> AgencySummary:  # fmt: skip
    """The agency's page is sent. Its author may read it from then on, not change it.

    Raises ValidationError for a page too long or empty, Conflict once the case is handed over or decided.
    """
    require(by, "reviews.answer_summary", summary)
    if fault := refusal_to_answer(summary):
        raise Conflict(fault)
    if known == AgencySummary.Known.YES and not text.strip():
        raise ValidationError({"text": "Write what your agency knew and did, in a page or less."})
    if len(text) > LONGEST_PAGE:
        raise ValidationError(
            {"text": f"This is {len(text):,} characters, and a page holds {LONGEST_PAGE:,}. Shorten it. Your text is "
             "kept below."}
        )  # fmt: skip
    if known == AgencySummary.Known.YES and not files_secured:
        raise ValidationError({"files_secured": "Lock your agency’s records against change first, and say so here."})
    move(summary, to="answered", by=by, on=on)
    advance(summary, released_on=on)
    write(
        summary, known=known, text=text.strip(), together_words=together_words.strip(), files_secured=files_secured,
        answered_on=on, answered_by=by,
    )  # fmt: skip
    end_access(record=summary, by=by, only_writing=True)
    meet_deadlines(summary, rules=["agency-summary"], by=by, on=on)
    write_history(summary, "reviews.summary_answered", by=by, on=on, agency=summary.agency.name)
    return summary


def refusal_to_answer(summary: AgencySummary) -> str:
    """Why this page takes no answer now; or ""."""
    if summary.stage == "withdrawn":
        return f"The Board’s office does not ask for {summary.reference} any more. {UNCHANGED}"
    return passed_on(summary)


def passed_on(one: AgencySummary | AgencyReport) -> str:
    """Why nothing is sent to its case any more: it passes to the partners, or is closed; or ""."""
    case = CaseReview.objects.all_for_job("the case of what an agency sends").get(pk=one.case_id)
    if case.handed_on or case.sealed_on or case.locked_on or case.stage == Stage.TRANSFERRED:
        return (
            f"{case.reference} passes to the safeguarding partners. Send what you have to them; the Board’s "
            f"office says to whom. {UNCHANGED}"
        )
    if case.closed_on:
        return f"{case.reference} is closed. {UNCHANGED}"
    return ""


@transaction.atomic(durable=True)
def withdraw_summary(*, summary: AgencySummary, by: Person, on: date) -> AgencySummary:
    """The agency is not asked any more."""
    require_role(by, "reviews.run", summary)
    move(summary, to="withdrawn", by=by, on=on)
    end_access(record=summary, by=by)
    cancel_deadlines(summary, by=by, why="The agency is not asked any more.", on=on)
    return summary


@transaction.atomic(durable=True)
def cut_off(*, case: CaseReview, why: str, by: Person, on: date) -> CaseReview:
    """The subgroup goes on without the answers that are still missing, and says why."""
    require_role(by, "reviews.run", case)
    if case.stage != Stage.GATHERING:
        raise Conflict(f"{case.reference} is not waiting for agencies. {UNCHANGED}")
    if not why.strip():
        raise ValidationError(f"Say why the subgroup goes on without them. {UNCHANGED}")
    advance(case)
    write(case, cut_off_on=on, cut_off_by=by, cut_off_why=why.strip())
    missing = AgencySummary.objects.of(case).filter(stage="asked").count()
    write_history(case, "reviews.cut_off", by=by, on=on, missing=missing)
    return case


__all__ = [
    "LONGEST_PAGE", "answer_summary", "ask_agency", "check_duplicates", "cut_off", "likely_duplicates",
    "passed_on", "refusal_to_answer", "start_gathering", "withdraw_summary",
]  # fmt: skip
