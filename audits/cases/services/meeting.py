"""The meeting, case by case: grades opened together, one grade agreed, findings and voices written down."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.cases.checking import check_words
from audits.cases.lifecycle import AWAITED, Case, Theme, Tool
from audits.cases.models import AgencyAudit, Attending, AuditCase, CaseTheme, Finding, Voice
from audits.cases.services.letting_in import let_in
from audits.cases.services.writing import UNCHANGED, move_on, write
from audits.cases.words import GRADES
from sscb import clock
from sscb.access.policy import require
from sscb.access.services import end_access
from sscb.history.services import write_history
from sscb.people.models import Organisation, Person
from sscb.records.moving import advance, move
from sscb.timetable.services import cancel_deadlines


@transaction.atomic(durable=True)
def note_attendance(
    *, theme: CaseTheme, present: Sequence[tuple[Organisation | None, str, bool]], by: Person, on: date
) -> CaseTheme:
    """Who sits there: (agency, role, apology). By role, never by name."""
    require(by, "audits.run_cases", theme)
    if not any(not apology for _, _, apology in present):
        raise ValidationError(f"Say who is there, by role. {UNCHANGED}")
    theme.attending.all().delete()
    Attending.objects.bulk_create(
        Attending(of=theme, agency=agency, role=role, apology=apology) for agency, role, apology in present
    )
    write(theme, met_on=theme.met_on or on)
    write_history(theme, "audits.attendance_noted", by=by, on=on)
    return theme


@transaction.atomic(durable=True)
def open_case(*, case: AuditCase, by: Person, on: date, not_waited: str = "") -> AuditCase:
    """Open every agency's grades at once. From here on none can be changed; what is not in stays out.

    `not_waited`: why the chair does not wait for the rest.
    """
    case.wait_is_closed = bool(not_waited.strip())
    move(case, to=Case.OPENED, by=by, on=on, why=not_waited)
    write(case, opened_at=clock.now(), opened_by=by, not_waited=not_waited.strip())
    opened = 0
    for tool in AgencyAudit.objects.all_for_job("the case in hand").filter(case=case).select_related("auditor"):
        if tool.stage in AWAITED:
            move_on(tool, to=Tool.WITHDRAWN, by=None, on=on, why="Its grades were opened without it.")
            cancel_deadlines(tool, by=by, why="The meeting did not wait for it.", on=on)
            end_access(record=tool, by=by, only_writing=True)
        if tool.stage == Tool.HANDED_IN:
            advance(tool, group_id=case.group_id)
            write(tool, opened_on_day=on)
            # Those who audited the case sit at its meeting, and see there what the others found.
            let_in(case, tool.auditor, by=by, may_write=False, rule="audits.hold_meeting")
            opened += 1
    write_history(case, "audits.case_opened", by=by, on=on, why=not_waited.strip(), agencies=opened)
    return case


@transaction.atomic(durable=True)
def agree_grade(
    *, case: AuditCase, grade: str, grade_why: str, by: Person, on: date, apart_why: str = "", keep_because: str = "",
    version: int | None = None,
) -> AuditCase:  # fmt: skip
    """The meeting's own grade, with its reason: never a mean of the others. Closes the case."""
    require(by, "audits.hold_meeting", case)
    if grade not in GRADES:
        raise ValidationError({"grade": "Choose the grade that the meeting agreed."})
    check_words(case, by=by, on=on, keep_because=keep_because, grade_why=grade_why, apart_why=apart_why)
    case.version = case.version if version is None else version
    case.grade, case.grade_why, case.apart_why = grade, grade_why.strip(), apart_why.strip()
    move(case, to=Case.AGREED, by=by, on=on)
    write(case, grade=grade, grade_why=case.grade_why, apart_why=case.apart_why, agreed_on=on, agreed_by=by)
    write_history(case, "audits.case_agreed", by=by, on=on, grade=GRADES[grade][0])
    return case


@transaction.atomic(durable=True)
def add_finding(
    *, case: AuditCase, kind: str, text: str, theme: str, by: Person, on: date, keep_because: str = ""
) -> Finding:
    require(by, "audits.hold_meeting", case)
    _being_met(case, (Case.OPENED, Case.AGREED))
    check_words(case, by=by, on=on, keep_because=keep_because, text=text)
    made = Finding.objects.create(case=case, kind=kind, text=text.strip(), theme=theme, added_on=on, added_by=by)
    write_history(case, "audits.finding_added", by=by, on=on, kind=made.get_kind_display().lower())
    return made


@transaction.atomic(durable=True)
def add_voice(
    *, case: AuditCase, whose: str, words: str, gathered: str, by: Person, on: date, keep_because: str = ""
) -> Voice:
    """What the child, the family or a practitioner said; by when and by whom it was gathered, as a role."""
    require(by, "audits.hold_meeting", case)
    _being_met(case, (Case.SEALED, Case.OPENED, Case.AGREED))
    check_words(case, by=by, on=on, keep_because=keep_because, words=words, gathered=gathered)
    made = Voice.objects.create(case=case, whose=whose, words=words.strip(), gathered=gathered.strip(), added_on=on,
                                added_by=by)  # fmt: skip
    write_history(case, "audits.voice_added", by=by, on=on, whose=made.get_whose_display().lower())
    return made


def _being_met(case: AuditCase, stages: tuple[str, ...]) -> None:
    if case.stage not in stages or case.theme.stage in (Theme.ACCEPTED, Theme.CLOSED, Theme.WITHDRAWN):
        raise ValidationError(f"{case.reference} takes nothing more in as it stands. {UNCHANGED}")
