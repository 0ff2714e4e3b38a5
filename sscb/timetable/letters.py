"""The day's letters: one for each person, saying what is due soon and what has become late (REL-02)."""

import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from sscb.access.levels import highest, marking
from sscb.jobs.services import MailRefused, send_mail
from sscb.people.models import Person, RoleHeld
from sscb.records.models import Record
from sscb.timetable.days import in_words
from sscb.timetable.models import Effect, SweepRun
from sscb.timetable.queries.late import many, words_for

log = logging.getLogger("sscb.timetable")

MOST_LINES = 20
NAMED_UP_TO = ("P0", "P1", "P2", "P3")
"""The reference of a case never stands in a letter; the page it leads to shows it."""
OFFICE, AGENCY_LEAD = "BMGR", "AGL"


@dataclass(frozen=True)
class Line:
    record_id: int
    level: str
    reference: str
    title: str
    strength: str
    due_on: date


@transaction.atomic(durable=True)
def send_letters(run: SweepRun) -> int:
    """Write the letters of a swept day, and note on it that they are written; how many people were written to.

    They carry every effect to be told since the swept day before. A deadline is told to its person, else to the leads
    of its agency, else to the business manager; to each only what they may read. The key is the person and the day,
    so a letter is never written twice. An account that cannot be written to is logged and holds up nobody else.
    """
    lines = _lines(run.told_after, run.as_at)
    sent = 0
    for person, keys in _recipients(set(lines), run.as_at).items() if lines else ():
        mine = [line for key in keys for line in lines[key]]
        readable = Record.objects.visible_to(person).filter(pk__in={line.record_id for line in mine})
        allowed = set(readable.values_list("pk", flat=True))
        mine = sorted((line for line in mine if line.record_id in allowed), key=lambda line: line.due_on)
        if mine:
            sent += _write(person, mine[:MOST_LINES], more=len(mine) >= MOST_LINES, as_at=run.as_at)
    SweepRun.objects.filter(pk=run.pk).update(letters=sent)
    return sent


def _lines(after: date | None, as_at: date) -> dict[tuple[int | None, int | None], list[Line]]:
    """The first twenty of each person or agency, in one query: a letter is to be read, the page has the rest."""
    told = Effect.objects.filter(outcome=Effect.Outcome.MADE, tell_on__lte=as_at, deadline__state="open")
    if after is not None:
        told = told.filter(tell_on__gt=after)
    place = Window(
        RowNumber(),
        partition_by=[F("deadline__person_id"), F("deadline__organisation_id")],
        order_by=[F("deadline__due_on"), F("deadline_id")],
    )
    rows = told.annotate(place=place).filter(place__lte=MOST_LINES)
    found: dict[tuple[int | None, int | None], list[Line]] = defaultdict(list)
    once: set[int] = set()
    for person, agency, deadline, *line in rows.values_list(
        "deadline__person_id", "deadline__organisation_id", "deadline_id", "deadline__record_id",
        "deadline__record__level", "deadline__record__reference", "deadline__title", "deadline__strength",
        "deadline__due_on",
    ):  # fmt: skip
        if deadline not in once:
            once.add(deadline)
            found[person, agency].append(Line(*line))
    return found


def _recipients(keys: set[tuple[int | None, int | None]], as_at: date) -> dict[Person, list]:
    persons = {person for person, _ in keys if person}
    named = {person.pk: person for person in Person.objects.filter(pk__in=persons, is_active=True)}
    leads, office = defaultdict(list), []
    held = RoleHeld.objects.on(as_at).filter(role__in=(OFFICE, AGENCY_LEAD), person__is_active=True)
    for role in held.select_related("person"):
        if role.role == OFFICE:
            office.append(role.person)
        else:
            leads[role.organisation_id].append(role.person)
    told: dict[Person, list] = defaultdict(list)
    for key in sorted(keys, key=str):
        person, agency = key
        for reader in ([named[person]] if person in named else leads.get(agency) or office):
            if key not in told[reader]:
                told[reader].append(key)
    return told


def _write(person: Person, lines: list[Line], *, more: bool, as_at: date) -> bool:
    late = sum(line.due_on < as_at for line in lines)
    try:
        send_mail(
            key=f"digest:{person.uuid}:{as_at.isoformat()}",
            to=person,
            subject=subject_of(late, len(lines) - late),
            body=body_of(lines, as_at, more=more),
            on=as_at,
            path=reverse("timetable:late"),
            marking=marking(highest(line.level for line in lines)),
        )
    except MailRefused as refused:
        log.warning("A day's letter was not written: %s", type(refused).__name__, extra={"person": person.uuid})
        return False
    return True


def subject_of(late: int, soon: int) -> str:
    """2 duties are late, 1 has its last day soon."""
    parts = []
    if late:
        parts.append(f"{many(late, 'duty') if late == 1 else f'{late} duties'} {'is' if late == 1 else 'are'} late")
    if soon:
        duties = "" if late else (" duty" if soon == 1 else " duties")
        parts.append(f"{soon}{duties} {'has its' if soon == 1 else 'have their'} last day soon")
    return ", ".join(parts)


def body_of(lines: list[Line], as_at: date, *, more: bool) -> str:
    said = [_line(line, as_at) for line in lines]
    if more:
        said.append("There may be more: the page shows everything.")
    return "\n".join(["What the Board's timetable asks of you:", "", *said])


def _line(line: Line, as_at: date) -> str:
    about = f" ({line.reference})" if line.level in NAMED_UP_TO else ""
    left = words_for((line.due_on - as_at).days, line.strength)
    return f"- {line.title}{about}: last day {in_words(line.due_on)}, {left}."
