"""The annual training report (audits handbook 4.6) as plain facts: for its page, its PDF and the pack alike."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sscb.charts import numbers
from sscb.learning.headcounts import Counted, headcounts
from sscb.people.models import Organisation
from sscb.timetable.days import in_words
from training.evaluating.models import Observation
from training.evaluating.observing import GRADES
from training.evaluating.queries.results import Results, results_of, results_together
from training.evaluating.scoring import FEWEST, Rate
from training.registering.rates import Turnout
from training.reporting import programme
from training.reporting.compliance import by_agency, by_group
from training.reporting.counting import YearCounted, count_year, earlier_years, in_date_here
from training.reporting.parts import Part
from training.reporting.years import EARLIER, Year


@dataclass(frozen=True)
class Annual:
    year: str
    heading: str
    lead: str
    as_at: str
    parts: tuple[Part, ...]
    figures: tuple[tuple[str, str, str], ...] = field(default=())
    """(code, what, as shown) of the figures that the pack's annex lists."""


def annual_report(year: Year, as_at: date) -> Annual:
    counted = count_year(year, as_at)
    results = results_of(list(counted.of_event))
    counts = headcounts(min(as_at, year.last))
    one = counted.turnout
    figures = (
        ("events", "Training events run", str(counted.run)),
        ("fill", "Places filled", one.fill.words),
        ("turn-up", "Booked people attending", one.turn_up.words),
    )
    return Annual(
        year.label, _heading(counted), _lead(counted, results_together(results.values())),
        in_words(min(as_at, year.last)),
        (
            _needs(counted), _run(counted), _earlier(counted, as_at), _agencies(counted, counts), _areas(counted),
            _groups(counted, as_at, counts), _no_shows(counted), programme.elearning(year, as_at),
            _evaluated(counted, results), _observed(counted), programme.trainers(counted),
            programme.changes(year, as_at), _supervision(counted, results), _single(counts), programme.cost(counted),
            programme.priorities(programme.open_needs()),
        ),
        figures,
    )  # fmt: skip


def as_facts(found: Annual) -> dict[str, Any]:
    return {
        "year": found.year, "heading": found.heading, "lead": found.lead, "as_at": found.as_at,
        "parts": [part.as_facts() for part in found.parts],
    }  # fmt: skip


def _heading(counted: YearCounted) -> str:
    if not counted.run:
        return f"Training in {counted.year.label}: no event with a closed register yet"
    events = numbers.capital(numbers.counted(counted.run, "training event"))
    whose = "its" if counted.run == 1 else "their"
    return f"{events} in {counted.year.label} filled {counted.turnout.fill.percent}% of {whose} places"


def _lead(counted: YearCounted, whole: Results) -> str:
    if not counted.run:
        return "Figures come from registers that are closed."
    said = f"Of those booked, {counted.turnout.turn_up.words} attended: another rate, never mixed with the first."
    if whole.later.shown:
        said += f" Three months on, confidence of the same people went from {whole.later.words}."
    return said


def _needs(counted: YearCounted) -> Part:
    rows = programme.prompts_of({event.course_id for event in counted.events})
    return Part("needs", "How needs were found", (("What asked for training", False), ("Courses", True)),
                tuple((words, str(count)) for words, count in rows),
                "A course may have been asked for by several.",
                "No course of this year names what asked for it.")  # fmt: skip


def _run(counted: YearCounted) -> Part:
    rows: dict[int, list[Any]] = {}
    for event in counted.events:
        if event.pk in counted.of_event:
            rows.setdefault(event.course_id, []).append(event)
    lines = [
        _turnout_row(many[0].course.title, len(many), sum((counted.of_event[one.pk] for one in many), Turnout()))
        for many in sorted(rows.values(), key=lambda many: many[0].course.title)
    ]
    lines.append(_turnout_row("All", counted.run, counted.turnout))
    return Part(
        "run", "The programme that was run", RUN_COLUMNS, tuple(lines) if counted.run else (),
        f"{numbers.capital(numbers.counted(counted.days, 'day'))} of training; "
        f"{numbers.counted(counted.cancelled, 'event')} cancelled; "
        f"{counted.per_event} people an event. "
        "Places filled counts everybody who came, of all places. Booked people attending leaves out whoever came "
        "without a place.",
    )  # fmt: skip


RUN_COLUMNS = (("Course", False), ("Events", True), ("Attended", True), ("Places filled", True),
               ("Booked people attending", True))  # fmt: skip


def _turnout_row(name: str, events: int, one: Turnout) -> tuple[str, ...]:
    return name, str(events), f"{one.attended:,}", one.fill.words, one.turn_up.words


def _earlier(counted: YearCounted, as_at: date) -> Part:
    rows = [(counted.year.label, counted.run, counted.turnout), *earlier_years(counted.year, as_at, EARLIER)]
    return Part(
        "earlier", f"Beside the {numbers.in_words(EARLIER)} years before", (("Year", False), *RUN_COLUMNS[1:]),
        tuple(
            _turnout_row(label, run, one) if run else (label, "Not kept in the portal", "–", "–", "–")
            for label, run, one in rows
        ),
        "A year from before the portal has no figures here, which is not nought.",
    )  # fmt: skip


def _agencies(counted: YearCounted, counts: Counted) -> Part:
    """Attendance by agency against its share of the workforce."""
    names = dict(Organisation.objects.values_list("code", "name"))
    staff: Counter = Counter()
    for one in counts.rows:
        staff[names.get(one.agency, one.agency)] += one.staff
    came, people = sum(counted.by_agency.values()), sum(staff.values())
    here, _ = in_date_here(counted.year.last)
    in_date = {line.name: line for line in by_agency(counts.rows, dict(here), names)}
    rows = []
    for name in sorted({*staff, *counted.by_agency, *in_date}):
        line = in_date.get(name)
        rows.append((
            name, str(counted.by_agency[name]), Rate(counted.by_agency[name], came).words.split(" ")[0],
            Rate(staff[name], people).words.split(" ")[0] if staff[name] else "Not counted",
            line.rate.words if line and line.rate.of else "Not counted", str(line.here) if line else "0",
        ))  # fmt: skip
    return Part(
        "agencies", "Attendance by agency, against its share of the workforce",
        (("Agency", False), ("Attended", True), ("Of all who attended", True), ("Of the workforce", True),
         ("In date, by the agency’s own count", True), ("With our certificate in date", True)), tuple(rows),
        f"Workforce and staff in date: {counts.source}. “Not counted”: that agency has handed in no figures, which is "
        "not nought.",
    )  # fmt: skip


def _areas(counted: YearCounted) -> Part:
    return Part(
        "areas", "By area", (("Area of the venue", False), ("Attended", True), ("Places filled", True),
                             ("Booked people attending", True)),
        tuple((area, f"{one.attended:,}", one.fill.words, one.turn_up.words) for area, one in counted.by_area.items()),
        "By where the venue stands. Online events stand apart.",
    )  # fmt: skip


def _groups(counted: YearCounted, as_at: date, counts: Counted) -> Part:
    _, here = in_date_here(min(as_at, counted.year.last))
    rows = by_group(counts.rows, dict(here))
    return Part(
        "groups", "By training group: who is in date, of those there are",
        (("Training group", False), ("Staff and volunteers", True), ("In date, by agencies’ own count", True),
         ("With our certificate in date", True)),
        tuple((line.name, f"{line.staff:,}", line.rate.words, str(line.here)) for line in rows),
        f"{counts.source}. Our certificates are within agencies’ own counts and are never added to them.",
    )  # fmt: skip


def _no_shows(counted: YearCounted) -> Part:
    gone = counted.cancellations
    return Part(
        "no-shows", "Places given up", (("What happened", False), ("People", True)),
        (("Cancelled in time", str(gone["cancelled_in_time"])), ("Cancelled late", str(gone["cancelled_late"])),
         ("Did not come", str(counted.turnout.no_shows)), ("Came without a place", str(counted.turnout.walk_ins))),
        "Of everybody who had asked for a place, and of those who came without one.",
    )  # fmt: skip


def _evaluated(counted: YearCounted, results: dict[int, Results]) -> Part:
    by_course: dict[str, list[Results]] = {}
    for event in counted.events:
        if event.pk in results:
            by_course.setdefault(event.course.title, []).append(results[event.pk])
    rows = []
    for title, many in sorted(by_course.items()):
        whole = results_together(many)
        stories = "; ".join(f"{count} {words.lower()}" for words, count in whole.stories) or "None judged"
        rows.append((title, whole.at_end.words, whole.later.words, whole.manager_words, stories))
    return Part(
        "evaluated", "Evaluation at three points, and impact",
        (("Course", False), ("Confidence, before to end", False), ("Before to three months on", False),
         ("Managers who see a difference", False), ("Stories, as judged", False)), tuple(rows),
        f"Confidence from 1 to 10, of the same people both times. Nothing is shown of fewer than {FEWEST} people. That "
        "somebody was trained is no evidence that practice changed.",
    )  # fmt: skip


def _observed(counted: YearCounted) -> Part:
    grades = Counter(
        Observation.objects.filter(event__in=[one.pk for one in counted.events]).values_list("grade", flat=True)
    )
    return Part(
        "observed", "Sessions observed for quality", (("Grade", False), ("Sessions", True)),
        tuple((words, str(grades[int(key)])) for key, words in GRADES.items()) if grades else (),
        "Whoever is graded 1 or 2 is observed again within 12 months.", "No session of this year was observed.",
    )  # fmt: skip


def _supervision(counted: YearCounted, results: dict[int, Results]) -> Part:
    rows = []
    for event in counted.events:
        lines = {line.what: line.words for line in results[event.pk].lines} if event.pk in results else {}
        if lines:
            rows.append((f"{event.course.title}, {in_words(event.first_day)}", *_about_supervision(lines)))
    return Part(
        "supervision", "How learning went to supervision and one to ones",
        (("Event", False), ("Discussed, say those who attended", False), ("Written down, say their managers", False)),
        tuple(rows), "Questions for supervision stand on the page of each course, made from its learning points.",
    )  # fmt: skip


def _about_supervision(lines: dict[str, str]) -> Iterable[str]:
    return (lines["Learning discussed in supervision, say those who attended"],
            lines["Talked about and written down, say their managers"])  # fmt: skip


def _single(counts: Counted) -> Part:
    rows = tuple((one.agency, str(one.courses), str(one.times), f"{one.attended:,}") for one in counts.own)
    return Part(
        "single", "Agencies’ own training",
        (("Agency", False), ("Courses", True), ("Times run", True), ("Attended", True)), rows,
        f"As agencies say in the {counts.source}.", "No agency has said yet which courses of its own it ran.",
    )  # fmt: skip
