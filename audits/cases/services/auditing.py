"""Each agency audits its own file: asked by name, filled in unseen by the others, handed in before the meeting."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from audits.cases import keys
from audits.cases.lifecycle import AWAITED, Case, Theme, Tool
from audits.cases.models import AgencyAudit, AuditCase, ToolAnswer
from audits.cases.queries.tools import questions_of
from audits.cases.services.letting_in import let_agency_in
from audits.cases.services.safety import raise_flag_for
from audits.cases.services.writing import UNCHANGED, move_on, write
from audits.cases.tool import UNSAFE
from audits.cases.words import GRADES, YES_NO
from sscb.access.policy import require
from sscb.access.services import end_access
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Organisation, Person
from sscb.records.moving import advance
from sscb.records.services import next_reference
from sscb.timetable.days import in_words
from sscb.timetable.services import cancel_deadlines, meet_deadlines, set_deadlines

DUE = "case-audit-tool-due"
Answers = Mapping[str, tuple[str, str, str]]
"""key -> (choice, words, why words that look identifying may stay)."""


@transaction.atomic(durable=True)
def ask_agencies(
    *, case: AuditCase, auditors: Mapping[Organisation, Person], due_on: date, by: Person, on: date
) -> list[AgencyAudit]:
    """Ask each agency for its audit of this case: one named auditor, a last day, and a letter that names nobody."""
    require(by, "audits.run_cases", case.theme)
    require(by, "audits.hold_meeting", case)
    if case.stage != Case.SEALED or case.theme.stage not in (Theme.SAMPLED, Theme.AUDITING):
        raise ValidationError(f"{case.reference} is not waiting for agencies’ audits any more. {UNCHANGED}")
    if not auditors:
        raise ValidationError(f"Choose at least one agency with its auditor. {UNCHANGED}")
    if due_on < on:
        raise ValidationError({"due_on": "Enter a day that is not past."})
    asked = AgencyAudit.objects.all_for_job("the case in hand").filter(case=case).exclude(stage=Tool.WITHDRAWN)
    already = set(asked.values_list("owner_id", flat=True))
    return [_ask(case, agency, named, due_on, by=by, on=on) for agency, named in auditors.items()
            if agency.pk not in already]  # fmt: skip


def _ask(case: AuditCase, agency: Organisation, named: Person, due_on: date, *, by: Person, on: date) -> AgencyAudit:
    tool = AgencyAudit.objects.create(
        type=AgencyAudit.TYPE, reference=next_reference(AgencyAudit.PREFIX, on), title=f"Audit of {case.reference}",
        level=AgencyAudit.LEVEL, owner=agency, stage=Tool.ASKED, opened_on=on, case=case, auditor=named, due_on=due_on,
        asked_on=on, asked_by=by,
    )  # fmt: skip
    let_agency_in(tool, by=by)
    set_deadlines(tool, trigger="case_tool.due_on", on=due_on, by=by, organisation=agency, person=named)
    write_history(tool, "audits.tool_asked", by=by, on=on, agency=agency.name)
    tell_auditor(tool, "asked", "An audit waits for you", "You are asked to audit a file of your agency", on=on)
    return tool


def tell_auditor(tool: AgencyAudit, key: str, subject: str, begins: str, *, on: date) -> None:
    """Neither the child nor the theme stands in the letter (SEC-33)."""
    send_mail(
        key=f"case-audit:{tool.uuid}:{key}", to=tool.auditor, about=tool, subject=subject, on=on,
        body=f"{begins}, by {in_words(tool.due_on)}. Sign in with the link below. For the sake of those it is about, "
        "nothing more is said here. If it should be somebody else’s, tell the Board’s office.",
        path=reverse("audits:tool", args=[tool.uuid]),
    )  # fmt: skip


@transaction.atomic(durable=True)
def chase_tool(*, tool: AgencyAudit, by: Person, on: date) -> AgencyAudit:
    """Write once more, at most once a day; the ninety days of access begin again."""
    require(by, "audits.run_cases", tool.case.theme)
    if tool.stage not in AWAITED:
        raise ValidationError(f"This audit is not waited for any more. {UNCHANGED}")
    if tool.chased_on == on:
        raise ValidationError(f"A letter went out today already. {UNCHANGED}")
    advance(tool)
    end_access(record=tool, by=by)
    let_agency_in(tool, by=by)
    write(tool, chased_on=on)
    write_history(tool, "audits.tool_chased", by=by, on=on, agency=tool.owner.name)
    tell_auditor(tool, f"chased:{on}", "An audit still waits for you", "An audit of a file is still wanted", on=on)
    return tool


@transaction.atomic(durable=True)
def withdraw_tool(*, tool: AgencyAudit, by: Person, on: date) -> AgencyAudit:
    require(by, "audits.run_tool")  # a grant to fill it in is none to run it
    require(by, "audits.run_tool", tool)
    move_on(tool, to=Tool.WITHDRAWN, by=by, on=on)
    end_access(record=tool, by=by)
    cancel_deadlines(tool, by=by, why="The audit is not asked for any more.", on=on)
    return tool


def may_fill(tool: AgencyAudit) -> bool:
    return tool.stage in AWAITED and tool.case.stage == Case.SEALED


@transaction.atomic(durable=True)
def fill_tool(*, tool: AgencyAudit, answers: Answers, by: Person, on: date) -> AgencyAudit:
    """The auditor saves as far as they came. Where they say that a child is unsafe, the agency is told at once."""
    require(by, "audits.fill_tool", tool)
    if not may_fill(tool):
        raise ValidationError(f"This audit takes no more answers. {UNCHANGED}")
    if tool.stage == Tool.ASKED:
        move_on(tool, to=Tool.IN_PROGRESS, by=by, on=on)
    known = {question.key: question for question in questions_of(tool.case.theme)}
    rows = []
    for key, (choice, words, kept_because) in answers.items():
        question = known[key]
        allowed = {"yes_partly_no": YES_NO, "grade": GRADES, "choice": question.choices}.get(question.answer, ())
        if choice and choice not in allowed:
            raise ValidationError(f"Question {question.number} has no answer “{choice}”. {UNCHANGED}")
        rows.append(ToolAnswer(
            of=tool, key=key, choice=choice, words=words.strip(), kept_because=kept_because.strip()
        ))  # fmt: skip
    ToolAnswer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["of", "key"], update_fields=["choice", "words", "kept_because"]
    )
    unsafe = answers.get(UNSAFE)
    if unsafe and unsafe[0] == "Yes" and not tool.flags.exists():
        raise_flag_for(tool, unsafe[1].strip() or "The auditor says that a child is unsafe now.", by=by, on=on)
    return tool


@transaction.atomic(durable=True)
def hand_in_tool(*, tool: AgencyAudit, by: Person, on: date) -> AgencyAudit:
    """From now on it can be read and not changed; the others see it when the meeting opens the grades."""
    move_on(tool, to=Tool.HANDED_IN, by=by, on=on)
    advance(tool, released_on=on)
    write(tool, handed_on_day=on)
    end_access(record=tool, by=by, only_writing=True)
    meet_deadlines(tool, rules=(DUE,), by=by, on=on)
    return tool


@transaction.atomic(durable=True)
def say_not_involved(*, tool: AgencyAudit, why: str, by: Person, on: date) -> AgencyAudit:
    move_on(tool, to=Tool.NOT_INVOLVED, by=by, on=on, why=why)
    write(tool, why_not=why.strip())
    end_access(record=tool, by=by, only_writing=True)
    cancel_deadlines(tool, by=by, why="The agency holds nothing on this child.", on=on)
    return tool


@transaction.atomic(durable=True)
def send_tool_back(*, tool: AgencyAudit, why: str, by: Person, on: date) -> AgencyAudit:
    """Not whole, or it names somebody: the auditor takes it up again, while the grades are sealed."""
    require(by, "audits.run_tool")  # a grant to fill it in is none to run it
    move_on(tool, to=Tool.IN_PROGRESS, by=by, on=on, why=why)
    advance(tool, released_on=None, closed_on=None)
    write(tool, handed_on_day=None)
    end_access(record=tool, by=by)
    let_agency_in(tool, by=by)
    set_deadlines(tool, trigger="case_tool.due_on", on=max(tool.due_on, on), by=by, organisation=tool.owner,
                  person=tool.auditor)  # fmt: skip
    tell_auditor(tool, f"back:{on}", "An audit has come back to you", "Something in your audit is still wanted", on=on)
    return tool


@transaction.atomic(durable=True)
def enter_keys(*, case: AuditCase, numbers: Mapping[AgencyAudit, str], by: Person, on: date) -> int:
    """Which record of each agency this case is: encrypted, shown to that agency and to the office. How many."""
    require(by, "audits.see_case_keys", case)
    if case.theme.keys_destroyed_on:
        gone_on = in_words(case.theme.keys_destroyed_on)
        raise ValidationError(f"What led to children’s records was destroyed on {gone_on}. {UNCHANGED}")
    for tool, number in numbers.items():
        write(tool, key_sealed=keys.seal(number.strip()))
    write_history(case, "audits.keys_entered", by=by, on=on, count=sum(bool(one.strip()) for one in numbers.values()))
    return len(numbers)
