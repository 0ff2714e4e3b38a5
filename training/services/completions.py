"""E-learning completed elsewhere: a learning system's file is read; people we do not know wait and are not lost."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from training.models import AgencyDomain, Completion, Course

UNKNOWN = "Nobody with this address has an account"


@dataclass(frozen=True)
class Line:
    number: int
    email: str
    name: str
    course: str
    completed_on: date


@dataclass(frozen=True)
class Read:
    known: int
    waiting: int
    twice: int


@transaction.atomic
def read_completions(*, lines: list[Line], by: Person, on: date) -> Read:
    """All or nothing for what is wrong in the file; an unknown person is not wrong: the line waits for a name.

    The same line again is counted and changes nothing.
    """
    require(by, "training.add")
    codes = {line.course.upper() for line in lines}
    found = Course.objects.all_for_job("courses of the file").filter(code__in=codes)
    courses = {one.code.upper(): one for one in found}
    faults = [
        f"Line {line.number}: no course has the code {line.course}." for line in lines
        if line.course.upper() not in courses
    ] + [
        f"Line {line.number}: it was completed on a day that has not come." for line in lines if line.completed_on > on
    ]  # fmt: skip
    if faults:
        more = f" and {len(faults) - 5} more" if len(faults) > 5 else ""
        raise ValidationError(f"{' '.join(faults[:5])}{more} Nothing was read. Correct the file and send it again.")
    people = {one.email: one for one in Person.objects.filter(email__in={line.email for line in lines})}
    domains = dict(AgencyDomain.objects.values_list("domain", "agency_id"))
    had = set(Completion.objects.filter(course__in=courses.values()).values_list("course_id", "email", "completed_on"))
    made, twice = [], 0
    for line in lines:
        key = (courses[line.course.upper()].pk, line.email, line.completed_on)
        if key in had:
            twice += 1
            continue
        had.add(key)
        person = people.get(line.email)
        made.append(Completion(
            course_id=key[0], email=line.email, name=line.name[:120], person=person, completed_on=line.completed_on,
            agency_id=person.organisation_id if person else domains.get(line.email.rpartition("@")[2]),
            why_waiting="" if person else UNKNOWN, imported_on=on, imported_by=by,
        ))  # fmt: skip
    Completion.objects.bulk_create(made)
    waiting = sum(one.person_id is None for one in made)
    read = Read(len(made) - waiting, waiting, twice)
    write_history(None, "training.completions_read", by=by, on=on, known=read.known, waiting=read.waiting)
    return read


@transaction.atomic
def say_whose(*, completion: Completion, person: Person, by: Person, on: date) -> Completion:
    require(by, "training.add")
    if not Completion.objects.filter(pk=completion.pk, person=None).update(
        person=person, agency=person.organisation, why_waiting=""
    ):
        raise ValidationError("This line has its person already. Nothing was changed.")
    write_history(completion, "training.completion_matched", by=by, on=on)
    return completion


def rows_of(table: list[list[str]]) -> list[Line]:
    """Columns by their names in the first row: email, name, course, completed. Raises ValidationError by line."""
    if not table:
        raise ValidationError("The file is empty. Nothing was read.")
    heads = [str(cell).strip().lower() for cell in table[0]]
    missing = [name for name in ("email", "course", "completed") if name not in heads]
    if missing:
        raise ValidationError(
            f"The first line must name its columns; {', '.join(missing)} is missing. Nothing was read."
        )
    lines, faults = [], []
    for number, row in enumerate(table[1:], start=2):
        cells = dict(zip(heads, (str(cell).strip() for cell in row), strict=False))
        if not any(cells.values()):
            continue
        day = _day(cells.get("completed", ""))
        if day is None or "@" not in cells.get("email", "") or not cells.get("course"):
            faults.append(f"Line {number} has no address, no course or no day such as 2019-10-07.")
            continue
        lines.append(Line(number, cells["email"].lower(), cells.get("name", ""), cells["course"], day))
    if faults:
        raise ValidationError(f"{' '.join(faults[:5])} Nothing was read. Correct the file and send it again.")
    return lines


def _day(text: str) -> date | None:
    parts = text.split("/")
    if len(parts) == 3:
        text = f"{parts[2]}-{parts[1]:0>2}-{parts[0]:0>2}"
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
