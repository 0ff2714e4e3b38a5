"""The list of pseudonyms, the draw, and swapping a case for a substitute."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.cases.drawing import METHODS, Line, draw
from audits.cases.lifecycle import AWAITED, Case, Theme, Tool
from audits.cases.models import AgencyAudit, AuditCase, CaseTheme, Draw, PopulationLine
from audits.cases.services.writing import UNCHANGED, move_on, write
from audits.cases.words import AGES, STATUSES
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.access.services import end_access
from sscb.database import swap
from sscb.disclosure.identifiers import UPNS, is_nhs_number
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance, move
from sscb.timetable.services import cancel_deadlines, meet_deadlines

MOST_LINES = 2000
PSEUDONYM = re.compile(r"[A-Za-z]{0,4}[-/]?\d{1,8}[A-Za-z]?")


@dataclass(frozen=True)
class Typed:
    reference: str
    age_band: str
    status: str
    agencies: int = 0
    excluded: str = ""


def read_list(text: str) -> list[Typed]:
    """One child a line: pseudonym, age band, status, number of agencies, why it may not be drawn. All or nothing.

    Raises ValidationError with every fault, each with its line.
    """
    rows, faults, seen = [], [], set()
    for number, raw in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in re.split(r"[\t,;]", raw.strip())]
        if not cells[0] or (number == 1 and cells[0].casefold() in ("reference", "pseudonym", "ref")):
            continue
        cells += [""] * (5 - len(cells))
        reference, age, status, agencies, excluded = cells[0], cells[1], cells[2].upper(), cells[3], cells[4]
        said = []
        if is_nhs_number(reference) or UPNS.fullmatch(reference.upper()):
            said.append("that is a child’s own number, not a pseudonym")
        elif not PSEUDONYM.fullmatch(reference):
            said.append("a pseudonym is letters and digits, such as P017; never a name")
        elif reference in seen:
            said.append(f"{reference} stands in the list twice")
        if age and age not in AGES:
            said.append(f"the age band is one of {', '.join(AGES)}")
        if status not in STATUSES:
            said.append(f"the status is one of {', '.join(STATUSES)}")
        if agencies and not agencies.isdecimal():
            said.append("the number of agencies is a whole number")
        faults += [f"Line {number}: {sentence}." for sentence in said]
        seen.add(reference)
        rows.append(Typed(reference, age, status, int(agencies or 0) if agencies.isdecimal() else 0, excluded[:160]))
    if not rows:
        faults.append("The list is empty.")
    if len(rows) > MOST_LINES:
        faults.append(f"The list has {len(rows)} lines; {MOST_LINES} are the most.")
    if faults:
        raise ValidationError({"population": [*faults[:12], "Nothing was entered; the list is kept below."]})
    return rows


@transaction.atomic(durable=True)
def enter_list(*, theme: CaseTheme, population: str, source: str, extracted_on: date, by: Person, on: date) -> int:
    """Enter the list that the sample is drawn from, in place of what stood there. How many lines."""
    require(by, "audits.run_cases", theme)
    if theme.stage != Theme.PLANNED or Draw.objects.filter(of=theme).exists():
        raise ValidationError(f"The sample is drawn, so its list stays as it is. {UNCHANGED}")
    if extracted_on > on:
        raise ValidationError({"extracted_on": "The day of the extract has not come."})
    rows = read_list(population)
    advance(theme)
    theme.population.all().delete()
    PopulationLine.objects.bulk_create(
        PopulationLine(
            of=theme, reference=row.reference, age_band=row.age_band, status=row.status, agencies=row.agencies,
            excluded=row.excluded,
        )
        for row in rows
    )  # fmt: skip
    write(theme, list_source=source, list_on=extracted_on)
    sha256 = _hash([row.reference for row in rows])
    write_history(theme, "audits.list_entered", by=by, on=on, count=len(rows), sha256=sha256)
    return len(rows)


def _hash(references: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(sorted(references)).encode()).hexdigest()


def eligible(theme: CaseTheme) -> list[PopulationLine]:
    return [line for line in theme.population.all() if not line.excluded]


@transaction.atomic(durable=True)
def draw_sample(
    *, theme: CaseTheme, method: str, seed: str, size: int, spare: int, by: Person, on: date,
    chosen: Sequence[str] = (), why: str = "",
) -> Draw:  # fmt: skip
    """Draw the cases and their substitutes, keep how, and give each case its reference."""
    require(by, "audits.run_cases", theme)
    if Draw.objects.filter(of=theme).exists():
        raise ValidationError(f"The sample is drawn already. Swap a single case instead, with a reason. {UNCHANGED}")
    if method == "purposive" and not why.strip():
        raise ValidationError({"why": "Say why the cases are chosen on purpose."})
    if method != "purposive" and len(seed.strip()) < 4:
        raise ValidationError({"seed": "Enter a seed of at least four characters, such as the day and the room."})
    lines = eligible(theme)
    try:
        drawn = draw(
            [Line(line.reference, line.status) for line in lines], seed=seed.strip(), method=method, size=size,
            spare=spare, chosen=chosen,
        )  # fmt: skip
    except ValueError as refused:
        raise ValidationError(f"{refused} {UNCHANGED}") from refused
    made = Draw.objects.create(
        of=theme, method=method, seed=seed.strip(), size=size, spare=spare, population=theme.population.count(),
        eligible=len(lines), list_sha256=_hash([line.reference for line in lines]), procedure=drawn.procedure,
        why=why.strip(), substitutes=list(drawn.substitutes), drawn_on=on, drawn_by=by,
    )  # fmt: skip
    by_reference = {line.reference: line for line in lines}
    for number, reference in enumerate(drawn.cases, start=1):
        _new_case(theme, number, by_reference[reference], on=on)
    write_history(
        theme, "audits.sample_drawn", by=by, on=on, size=size, population=made.population, method=METHODS[method]
    )
    move_on(theme, to=Theme.SAMPLED, by=by, on=on)
    meet_deadlines(theme, rules=("case-audit-sample-drawn",), by=by, on=on)
    return made


def _new_case(theme: CaseTheme, number: int, line: PopulationLine, *, on: date, **more) -> AuditCase:
    return AuditCase.objects.create(
        type=AuditCase.TYPE, reference=f"{theme.reference}-{number:02d}", title=f"Case {number:02d}",
        level=AuditCase.LEVEL, group_id=theme.group_id, stage=Case.SEALED, opened_on=on, theme=theme, number=number,
        drawn_as=line.reference, age_band=line.age_band, status=line.status, **more,
    )  # fmt: skip


def draw_again(theme: CaseTheme) -> bool:
    """Does the same list with the same seed give the same cases? Only while the list is kept."""
    made = theme.draw
    lines = eligible(theme)
    if made.method == "purposive" or _hash([line.reference for line in lines]) != made.list_sha256:
        return False
    again = draw(
        [Line(line.reference, line.status) for line in lines], seed=made.seed, method=made.method, size=made.size,
        spare=made.spare,
    )  # fmt: skip
    first = AuditCase.objects.all_for_job("the draw in hand").filter(theme=theme, instead_of=None).order_by("number")
    return list(again.cases) == list(first.values_list("drawn_as", flat=True))


@transaction.atomic(durable=True)
def swap_case(*, case: AuditCase, why: str, by: Person, on: date) -> AuditCase:
    """Take the next substitute in the place of a case, and say why. What agencies had begun on it ends."""
    require(by, "audits.hold_meeting", case)
    made = Draw.objects.get(of_id=case.theme_id)
    if not made.substitutes:
        raise ValidationError(f"No substitute is left: they were drawn with the sample. {UNCHANGED}")
    case.why_now = why.strip()
    move(case, to=Case.SWAPPED, by=by, on=on, why=why)
    line = PopulationLine.objects.get(of_id=case.theme_id, reference=made.substitutes[0])
    if not swap(Draw.objects.filter(substitutes=made.substitutes), made, substitutes=made.substitutes[1:]):
        raise Conflict(f"Somebody else took this substitute at the same moment. Look again. {UNCHANGED}")
    numbers = AuditCase.objects.all_for_job("the next number").filter(theme_id=case.theme_id)
    new = _new_case(case.theme, numbers.order_by("-number").values_list("number", flat=True)[0] + 1, line, on=on,
                    instead_of=case)  # fmt: skip
    for tool in AgencyAudit.objects.all_for_job("the case in hand").filter(case=case):
        if tool.stage in AWAITED:
            advance(tool, stage=Tool.WITHDRAWN, closed_on=on)
        cancel_deadlines(tool, by=by, why="The case was swapped.", on=on)
        end_access(record=tool, by=by)
    write_history(case, "audits.case_swapped", by=by, on=on, why=why.strip(), other=new.reference)
    return new
