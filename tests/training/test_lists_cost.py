"""Each list of training costs the same few queries at 3 rows and at 300."""

from datetime import date

from django.db import connection
from django.urls import reverse

from sscb.learning.models import LearningPoint
from sscb.people.models import Person
from tests.training import world
from tests.training.booking_world import DAY, TODAY
from training.models import (
    AgencyDomain,
    Booking,
    Certificate,
    Completion,
    Course,
    CoursePrompt,
    Event,
    PlannedCourse,
    Programme,
    Trainer,
)

EARLIER = date(2019, 6, 13)


def grow(known: int, many: int, *, me, agency, office, shared: Event, programme: Programme) -> None:
    """From `known` of everything to `many`, made as straight as it goes."""
    span = range(known, many)
    people = Person.objects.bulk_create(
        Person(email=f"p{n}@lists.example", name=f"Person {n:03}", organisation=agency, password="!") for n in span
    )  # fmt: skip
    courses, points = [], []
    for n, one in zip(span, people, strict=True):
        course = Course._base_manager.create(
            type="training.course", reference=f"TRC-L{n}", title=f"Course {n}", level="P1", stage="draft",
            opened_on=TODAY, code=f"L{n}",
        )  # fmt: skip
        courses.append(course)
        points.append(LearningPoint._base_manager.create(
            type="learning.point", reference=f"LP-L{n}", title=f"Point {n}", level="P1", stage="open", opened_on=TODAY,
            text="…", source="scr", found_on=TODAY,
        ))  # fmt: skip
        event = world.make_event(reference=f"TRE-L{n}", on=DAY, course=shared.course)
        Booking._base_manager.create(
            type="training.booking", reference=f"TRB-O{n}", title="A place", level="P1", stage="waitlisted", person=me,
            opened_on=TODAY, owner=agency, event=event, delegate=me, turn=n + 1, live=True,
        )  # fmt: skip
        world.book(shared, one, agency=agency, stage="awaiting_manager" if n % 2 else "confirmed")
        held = world.make_event(reference=f"TRE-H{n}", on=world.FIRST, course=course, stage="delivered")
        Certificate.objects.create(
            booking=world.book(held, one, agency=agency, stage="attended"), number=f"TC-{n}", code=f"c{n}",
            issued_on=EARLIER, issued_by=office, expires_on=date(2019, 10, 1),
        )  # fmt: skip
    CoursePrompt.objects.bulk_create(
        CoursePrompt(course=one, kind="other", words="Asked", named_on=TODAY, named_by=office) for one in courses
    )
    PlannedCourse.objects.bulk_create(PlannedCourse(programme=programme, course=one, added_on=TODAY) for one in courses)
    Trainer.objects.bulk_create(Trainer(person=one, agency=agency, prepared_on=EARLIER) for one in people)
    AgencyDomain.objects.bulk_create(AgencyDomain(agency=agency, domain=f"d{n}.example") for n in span)
    Completion.objects.bulk_create(
        Completion(course=shared.course, email=f"x{n}@lists.example", completed_on=EARLIER, imported_on=TODAY,
                   imported_by=office, why_waiting="Nobody") for n in span
    )  # fmt: skip


def test_every_list_costs_the_same_at_3_and_at_300(
    as_, person, agency, agency_lead, practitioner, training_coordinator, budget, group
):
    office, lead, me = as_(training_coordinator), as_(agency_lead), as_(practitioner)
    shared = world.make_event(reference="TRE-2019-900", on=DAY, capacity=1000)
    programme = Programme._base_manager.create(
        type="training.programme", reference="TRP-2019-900", title="Training programme 2019/20", level="P1",
        stage="agreed", opened_on=TODAY, year="2019/20",
    )  # fmt: skip
    pages = (
        ("own", me, []), ("team", lead, []), ("own_agency", lead, []), ("plan", office, []), ("pool", office, []),
        ("completions", office, []), ("domains", office, []), ("event", office, [shared.uuid]),
        ("programme", office, [programme.uuid]), ("course", office, [shared.course.uuid]),
    )  # fmt: skip
    spent: dict[str, list[int]] = {}
    for known, many in ((0, 3), (3, 300)):
        grow(known, many, me=practitioner, agency=agency, office=training_coordinator, shared=shared,
             programme=programme)  # fmt: skip
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:  # as its own housekeeping would: it plans by what it believes is there
                cursor.execute("ANALYZE")
        for name, client, args in pages:
            address = reverse(f"training:{name}", args=args)
            client.get(address)  # what a session asks once
            with budget(f"training.{name}") as queries:
                assert client.get(address).status_code == 200, name
            spent.setdefault(name, []).append(len(queries))
    grown = {name: counts for name, counts in spent.items() if counts[0] != counts[1]}
    assert not grown, f"These cost more with 300 rows than with 3: {grown}"
