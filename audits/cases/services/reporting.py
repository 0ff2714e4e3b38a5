"""The thematic report, what was learned from it, the re-audit; and audits done elsewhere, logged."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.cases.checking import check_words
from audits.cases.lifecycle import Theme
from audits.cases.models import CaseTheme, OtherAudit, ThemeLearning
from audits.cases.queries.report import report_facts
from audits.cases.services.writing import UNCHANGED, move_on, write
from sscb.access.policy import Decision, Refused, require
from sscb.history.services import write_history
from sscb.learning.models import LearningPoint
from sscb.learning.services import write_point
from sscb.people.models import Group, Organisation, Person
from sscb.records.moving import advance
from sscb.records.services import next_reference
from sscb.timetable.days import add_months, in_words
from sscb.timetable.services import meet_deadlines, set_deadlines

SOURCE = "case audit"


@transaction.atomic(durable=True)
def write_report(
    *, theme: CaseTheme, report_words: str, asks: str, by: Person, on: date, keep_because: str = "",
    version: int | None = None,
) -> CaseTheme:  # fmt: skip
    """What the group concludes, and what the Board is asked. The figures are counted by the portal."""
    require(by, "audits.run_cases", theme)
    if theme.stage != Theme.REPORTING:
        raise ValidationError(f"The report is written after the meeting, and until it is accepted. {UNCHANGED}")
    theme.version = theme.version if version is None else version
    check_words(theme, by=by, on=on, keep_because=keep_because, report_words=report_words, asks=asks)
    advance(theme)
    write(theme, report_words=report_words.strip(), asks=asks.strip(), written_by=by)
    write_history(theme, "audits.report_saved", by=by, on=on)
    return theme


@transaction.atomic(durable=True)
def accept_report(*, theme: CaseTheme, by: Person, on: date) -> CaseTheme:
    """The chair of Quality and Performance accepts: its figures are frozen, and the Board may read it.

    Whoever wrote it does not accept it (R-P-1).
    """
    if theme.written_by_id == by.pk:
        raise Refused(
            Decision(False, "own work", reveal_existence=True),
            f"You wrote this report, so somebody else accepts it. {UNCHANGED}",
        )
    facts = report_facts(theme, on)
    move_on(theme, to=Theme.ACCEPTED, by=by, on=on)
    advance(theme, released_on=on)
    write(theme, accepted_on=on, accepted_by=by, frozen=facts)
    meet_deadlines(theme, rules=("case-audit-report",), by=by, on=on)
    set_deadlines(theme, trigger="case_theme.accepted_on", on=on, by=by)
    return theme


@transaction.atomic(durable=True)
def send_learning(
    *, theme: CaseTheme, points: Sequence[tuple[str, str]], told_how: str, by: Person, on: date, keep_because: str = ""
) -> list[LearningPoint]:
    """Learning points, (what was learned, its theme), into the golden thread; and how they went out."""
    require(by, "audits.run_cases", theme)
    if theme.stage not in (Theme.ACCEPTED, Theme.CLOSED):
        raise ValidationError(f"Learning goes out when the report is accepted. {UNCHANGED}")
    if not points or not told_how.strip():
        raise ValidationError(f"Write at least one thing that was learned, and how it went out. {UNCHANGED}")
    texts = {f"point_{number}": text for number, (text, _) in enumerate(points, start=1)}
    check_words(theme, by=by, on=on, keep_because=keep_because, told_how=told_how, **texts)
    made = _points(theme, points, group=theme.group, words=f"{theme.reference}, {theme.title}", by=by, on=on)
    write(theme, told_how=f"{theme.told_how}\n{told_how.strip()}".strip(), told_on=theme.told_on or on)
    meet_deadlines(theme, rules=("case-audit-learning-out",), by=by, on=on)
    write_history(theme, "audits.learning_sent", by=by, on=on, points=len(made))
    return made


def _points(of, points: Sequence[tuple[str, str]], *, group: Group, words: str, by: Person, on: date):
    made = []
    for text, tag in points:
        first = text.split(". ")[0].strip()
        point = write_point(
            title=first[:200], text=text.strip(), source=SOURCE, group=group, by=by, on=on, theme=tag,
            source_uuid=of.uuid, source_words=words[:200],
        )  # fmt: skip
        ThemeLearning.objects.create(of_id=of.pk, point=point)
        made.append(point)
    return made


@transaction.atomic(durable=True)
def set_reaudit(*, theme: CaseTheme, reaudit_on: date, by: Person, on: date) -> CaseTheme:
    """The day of the re-audit, 6 to 12 months after the report was accepted (handbook 2.1)."""
    require(by, "audits.run_cases", theme)
    if theme.accepted_on is None:
        raise ValidationError(f"A re-audit is set when the report is accepted. {UNCHANGED}")
    first, last = add_months(theme.accepted_on, 6), add_months(theme.accepted_on, 12)
    if not first <= reaudit_on <= last:
        raise ValidationError({"reaudit_on": f"Choose a day from {in_words(first)} to {in_words(last)}."})
    write(theme, reaudit_on=reaudit_on)
    set_deadlines(theme, trigger="case_theme.reaudit_on", on=reaudit_on, by=by)
    write_history(theme, "audits.reaudit_agreed", by=by, on=on, reaudit_on=reaudit_on)
    return theme


@transaction.atomic(durable=True)
def log_other_audit(
    *, title: str, theme: str, done_on: date, group: Group, by: Person, on: date, strengths: str = "",
    to_improve: str = "", learned: str = "", done_by: Organisation | None = None, files: int | None = None,
    keep_because: str = "",
) -> OtherAudit:  # fmt: skip
    """An audit that was done elsewhere, with its findings a line each; each thing learned becomes a learning point."""
    require(by, "audits.log_audit")
    if done_on > on:
        raise ValidationError({"done_on": "Enter a day that is not to come."})
    if not (strengths.strip() or to_improve.strip()):
        raise ValidationError({"to_improve": "Write at least one thing that it found."})
    made = OtherAudit(
        type=OtherAudit.TYPE, reference=next_reference(OtherAudit.PREFIX, on), title=title.strip(),
        level=OtherAudit.LEVEL, group=group, stage="logged", opened_on=on, agency=done_by, theme=theme,
        done_on=done_on, files=files, strengths=strengths.strip(), to_improve=to_improve.strip(), logged_by=by,
    )  # fmt: skip
    require(by, "audits.log_audit", made)
    check_words(made, by=by, on=on, keep_because=keep_because, title=title, strengths=strengths,
                to_improve=to_improve, learned=learned)  # fmt: skip
    made.save()
    points = [(line.strip(), theme) for line in learned.splitlines() if line.strip()]
    _points(made, points, group=group, words=f"{made.reference}, {made.title}", by=by, on=on)
    write_history(made, "audits.audit_logged", by=by, on=on)
    return made
