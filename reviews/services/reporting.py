"""Agencies' reports to a review: asked of one person, sent as a PDF, checked, sent back or accepted."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.law import UNCHANGED
from reviews.lifecycle import Stage
from reviews.models import AgencyReport, CaseReview, QualityCheck
from reviews.queries.publishing import secrets_of, tells_who
from reviews.services.gathering import passed_on
from reviews.services.lawful import require_role, write
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.access.services import LONGEST_GRANT, end_access, grant_access, keep_out_alike, kept_out
from sscb.disclosure.identifiers import Secrets
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.pdf.uploads import Refused, rewrite_upload
from sscb.people.models import Organisation, Person
from sscb.records.moving import advance, move
from sscb.records.services import add_attachment, next_reference
from sscb.timetable.days import in_words
from sscb.timetable.services import cancel_deadlines, meet_deadlines, set_deadlines

ASKS_FROM = (Stage.COMMISSIONED, Stage.UNDER_REVIEW, Stage.ON_HOLD)
OWED = ("asked", "sent-back")
RULE = "agency-report"
MOST_TOLD, MOST_TEXT = 20, 400_000


@transaction.atomic(durable=True)
def ask_report(
    *, case: CaseReview, agency: Organisation, author: Person, asks: str, by: Person, on: date
) -> AgencyReport:
    """Ask one person of an agency for its report and its part of the chronology. Nobody else of any agency opens it.

    Raises ValidationError for somebody of another agency or with a conflict, Conflict before terms are agreed.
    """
    require_role(by, "reviews.run", case)
    if case.stage not in ASKS_FROM or not case.terms.exists():
        raise Conflict(
            f"Agencies are asked for reports once the review is commissioned and its terms are agreed. {UNCHANGED}"
        )
    if author.organisation_id != agency.pk:
        raise ValidationError(f"{author.name} does not work for {agency.name}. Choose somebody who does. {UNCHANGED}")
    if kept_out(case).filter(pk=author.pk).exists():
        raise ValidationError(f"{author.name} has a conflict of interest in this case. Choose another. {UNCHANGED}")
    report = AgencyReport.objects.of(case).filter(agency=agency).first()
    if report is not None and report.stage != "withdrawn":
        raise ValidationError(f"{agency.name} is asked already. {UNCHANGED}")
    advance(case)
    if report is not None:
        move(report, to="asked", by=by, on=on)
        write(report, author=author, asked_on=on, asks=asks.strip())
    else:
        report = AgencyReport.objects.create(
            type=AgencyReport.TYPE, reference=next_reference(AgencyReport.PREFIX, on), title=AgencyReport.TITLE,
            level=AgencyReport.LEVEL, owner=agency, stage="asked", opened_on=on, case=case, agency=agency,
            author=author, asks=asks.strip(), asked_on=on, due_on=on,
        )  # fmt: skip
    keep_out_alike(record=report, of=case)
    for row in set_deadlines(report, trigger="report.asked_on", on=on, by=by, organisation=agency, person=author):
        write(report, due_on=row.due_on)
    _open_to_author(report, case, by=by)
    write_history(case, "reviews.report_asked", by=by, on=on, agency=agency.name)
    _letter(report, f"asked:{on}", on, f"The safeguarding board asks your agency for a report to a review, and its "
            f"part of the chronology, by {in_words(report.due_on)}. Sign in to see what is asked.")  # fmt: skip
    return report


def _open_to_author(report: AgencyReport, case: CaseReview, *, by: Person) -> None:
    end_access(record=report, by=by)
    grant_access(
        record=report, to=report.author, purpose=f"Writes {report.reference}", by=by, may_write=True,
        rule="reviews.work", of=case, ends_at=datetime.combine(clock.today() + LONGEST_GRANT, time(), clock.LONDON),
    )  # fmt: skip


def keep_open_to_authors(case: CaseReview, *, by: Person) -> None:
    """Those who still owe a report keep it open for as long as a grant may last. In the caller's transaction."""
    for report in AgencyReport.objects.of(case).filter(stage__in=OWED).select_related("author"):
        _open_to_author(report, case, by=by)


def _letter(report: AgencyReport, key: str, on: date, body: str) -> None:
    send_mail(
        key=f"report-{key}:{report.uuid}", to=report.author, about=report, on=on,
        path=f"/reviews/reports/{report.uuid}/", subject=f"Your agency’s report to a review: {report.reference}",
        body=body,
    )  # fmt: skip


def refusal_to_send(report: AgencyReport) -> str:
    """Why this report, and the chronology with it, takes nothing now; or ""."""
    if report.stage == "withdrawn":
        return f"The Board’s office does not ask for {report.reference} any more. {UNCHANGED}"
    if fault := passed_on(report):
        return fault
    if report.stage not in OWED:
        return (
            f"{report.reference} was sent on {in_words(report.received_on)}. It can be changed again when the review "
            f"sends it back. {UNCHANGED}"
        )
    return ""


@transaction.atomic(durable=True)
def send_report(
    *, report: AgencyReport, findings: str, by: Person, on: date, content: bytes = b"", name: str = ""
) -> AgencyReport:
    """The agency's report arrives. Its author reads it from then on and changes it only when it is sent back.

    Raises Conflict, in words, after a hand-over; ValidationError where there is nothing to read or the file is no PDF.
    """
    require(by, "reviews.write_report", report)
    if fault := refusal_to_send(report):
        raise Conflict(fault)
    if not findings.strip():
        raise ValidationError({"findings": "Say in a few sentences what your agency learned."})
    if not content and report.file_id is None:
        raise ValidationError({"file": "Choose the report, as a PDF."})
    secrets = secrets_of(report.case_id)
    told = [one for one in report.told if one[0]]
    if content:
        rewritten = rewrite_upload(content)
        if isinstance(rewritten, Refused):
            raise ValidationError({"file": rewritten.sentence})
        kept = add_attachment(
            record=report, name=name, kind="pdf", content=rewritten.pdf, by=by, pages=rewritten.pages
        )
        told = _said_on_pages(rewritten.texts, secrets)
        write(report, file=kept)
    told = [["", said] for said in tells_who(findings, secrets)] + told
    move(report, to="received", by=by, on=on)
    write(report, findings=findings.strip(), received_on=on, received_by=by, told=told[:MOST_TOLD])
    meet_deadlines(report, rules=[RULE], by=by, on=on)
    _on_case(report, "reviews.report_received", by=by, on=on)
    return report


def _said_on_pages(texts: Iterable[str], secrets: Secrets) -> list[list[str]]:
    """What each page says of who somebody is, every sentence with the first page it stands on."""
    found: dict[str, str] = {}
    for number, text in enumerate(texts, start=1):
        for said in tells_who(text[:MOST_TEXT], secrets):
            found.setdefault(said, str(number))
    return [[page, said] for said, page in found.items()]


def _on_case(report: AgencyReport, code: str, *, by: Person, on: date) -> None:
    case = CaseReview.objects.all_for_job("the history of the case that a report is for").get(pk=report.case_id)
    write_history(case, code, by=by, on=on, agency=report.agency.name)


@transaction.atomic(durable=True)
def check_report(
    *, report: AgencyReport, case: CaseReview, accept: bool, answers_terms: bool, analyses: bool, no_names: bool,
    by: Person, on: date, words: str = "",
) -> QualityCheck:  # fmt: skip
    """The lead reviewer, or the manager, read it. Accepted only when all three hold; else it says what lacks."""
    require(by, "reviews.work", case)
    if accept and not (answers_terms and analyses and no_names):
        raise ValidationError(
            {"accept": "It is accepted when it answers the terms, says why, and names nobody. Else send it back."}
        )
    if not accept and not words.strip():
        raise ValidationError({"words": "Say what is wanted: the agency reads it."})
    before = report.stage
    if before not in ("received", "accepted") or (accept and before == "accepted"):
        raise Conflict(f"{report.reference} is not there to be checked. {UNCHANGED}")
    advance(case)
    # Asked of the case above: the reviewer's grant is on the case, and none is needed on each agency's report.
    move(report, to="accepted" if accept else "sent-back", by=None, on=on)
    made = QualityCheck.objects.create(
        report=report, outcome="accepted" if accept else "sent-back", answers_terms=answers_terms, analyses=analyses,
        no_names=no_names, words=words.strip(), checked_on=on, checked_by=by,
    )  # fmt: skip
    if accept:
        end_access(record=report, by=by, only_writing=True)
    else:
        _open_to_author(report, case, by=by)
        _letter(report, f"back:{on}:{made.pk}", on, "Your agency’s report was read for the review and sent back. Sign "
                "in to see what is wanted.")  # fmt: skip
    write_history(case, f"reviews.report_{'accepted' if accept else 'sent_back'}", by=by, on=on,
                  agency=report.agency.name)  # fmt: skip
    return made


@transaction.atomic(durable=True)
def withdraw_report(*, report: AgencyReport, case: CaseReview, by: Person, on: date) -> AgencyReport:
    """The agency is not asked any more."""
    require_role(by, "reviews.run", case)
    move(report, to="withdrawn", by=by, on=on)
    end_access(record=report, by=by)
    cancel_deadlines(report, by=by, why="The agency is not asked any more.", on=on)
    write_history(case, "reviews.report_withdrawn", by=by, on=on, agency=report.agency.name)
    return report
