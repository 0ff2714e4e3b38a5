"""What people do wrong, through the web: it is refused or waits, with a sentence, and nothing is lost or half done."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sscb import clock
from tests.training import world
from tests.training.booking_world import TODAY, offered_course, open_event, pool, staff
from tests.training.test_evaluation import link_of
from training import services
from training.evaluating.models import Answered
from training.evaluating.opening import open_evaluations
from training.evaluating.points import Point
from training.models import Booking, Completion, Event

CLOSED, MAY = date(2019, 12, 4), date(2019, 5, 20)
pytestmark = pytest.mark.django_db


def kept() -> dict[str, list]:
    """All that a refusal must leave as it was."""
    return {
        "places": list(Booking.objects.all_for_job("test").order_by("pk").values_list("delegate", "stage", "turn")),
        "events": list(Event.objects.all_for_job("test").order_by("pk").values_list("reference", "taken", "asked")),
        "completions": list(Completion.objects.values_list("email", "person")),
        "answers": list(Answered.objects.values_list("pk", "said")),
    }


def test_what_is_wrong_is_refused_with_its_sentence(
    as_, person, agency, other_agency, agency_lead, practitioner, training_coordinator
):
    trainer = pool(person, by=training_coordinator)
    stale = pool(person, "Olga Oldtrainer", prepared_on=date(2016, 3, 1), by=training_coordinator)
    course = offered_course(training_coordinator)
    full, late, same_day = (
        open_event(training_coordinator, trainer, course=course, capacity=1, asks_manager=False) for _ in range(3)
    )
    mine = services.book(event=full, people=[practitioner], by=practitioner, on=TODAY)[0]
    a, b = staff(person, agency, 2)
    services.book(event=full, people=[a], by=a, on=TODAY)
    theirs = staff(person, other_agency, 1, "Other")[0]
    office, lead, me, nobody = as_(training_coordinator), as_(agency_lead), as_(practitioner), Client()
    held = world.make_event(reference="TRE-2018-777")
    asked = world.book(held, a, agency=agency)
    open_evaluations(MAY)
    used, guess = link_of(asked, Point.BEFORE), "guessed-by-somebody"
    with clock.at(MAY):
        assert nobody.post(at("evaluate", used), {"confidence-1": "3"}).status_code == 302
    head, known, unknown = (
        b"email,name,course,completed",
        b"%s,Pat,NEG,2019-10-07",
        b"new@example.org,New,NEG,07/10/2019",
    )
    file = b"\n".join([head, known % practitioner.email.encode(), unknown])
    plan = {"first": "2019-12-10", "capacity": "10", "least": "4", "closes_on": "2019-12-03", "cost": "0",
            "charge": "0", "trainers": [str(stale.uuid)]}  # fmt: skip
    changed = {"capacity": "1", "closes_on": "2019-12-03", "trainers": [str(stale.uuid)]}

    def lms(content: bytes) -> dict:
        return {"file": SimpleUploadedFile("lms.csv", content)}

    wrong = []
    for what, who, on, page, told, status, *says in (
        ("after closing time", me, CLOSED, at("book", late.uuid), {"food": "No nuts"}, 422, "until 3 December 2019",
         "later date", "No nuts"),
        ("a team after closing time", lead, CLOSED, at("book_team", late.uuid), {"people": [str(b.uuid)]}, 422,
         "until 3 December 2019"),
        ("twice", me, TODAY, at("book", full.uuid), {}, 422, f"already has a place at this event or waits for one "
         f"({mine.reference})"),
        ("twice for one of a team", lead, TODAY, at("book_team", full.uuid), {"people": [str(a.uuid)]}, 422,
         "already has a place", "Nothing was booked"),
        ("a team of whom one waits already, all of them or none", lead, TODAY, at("book_team", full.uuid),
         {"people": [str(a.uuid), str(b.uuid)], "together": ["yes"]}, 422, "Nothing was booked"),
        ("two courses on one day", me, TODAY, at("book", same_day.uuid), {}, 422, "on the same day"),
        ("another agency's staff", lead, TODAY, at("book_team", late.uuid), {"people": [str(theirs.uuid)]}, 422,
         "the staff of your own agency alone"),
        ("one's own and another's", lead, TODAY, at("book_team", late.uuid),
         {"people": [str(b.uuid), str(theirs.uuid)], "together": ["yes"]}, 422, "the staff of your own agency alone"),
        ("nobody", lead, TODAY, at("book_team", late.uuid), {}, 422, "Choose who is to come"),
        ("more together than there are places", lead, TODAY, at("book_team", late.uuid),
         {"people": [str(a.uuid), str(b.uuid)], "together": ["yes"]}, 422, "1 place in all"),
        ("a manager of another agency", me, TODAY, at("pass_on", mine.uuid), {"to": str(theirs.uuid)}, 422,
         "That is not in the list"),
        ("a trainer out of date", office, TODAY, at("plan_event", course.uuid), plan, 422,
         "Olga Oldtrainer is out of date as a trainer"),
        ("a trainer out of date, later", office, TODAY, at("change_event", full.uuid), changed, 422,
         "Olga Oldtrainer is out of date as a trainer"),
        ("a link used twice", nobody, MAY, at("evaluate", used), {"confidence-1": "9"}, 410, "was used on 20 May 2019"),
        ("a link guessed", nobody, MAY, at("evaluate", guess), {"confidence-1": "9"}, 404, "not known here"),
        ("a course nobody knows", office, TODAY, at("completions"), lms(file.replace(b"NEG,07", b"NONE,07")), 422,
         "Line 3: no course has the code NONE", "Nothing was read"),
        ("a day that does not exist", office, TODAY, at("completions"), lms(file.replace(b"10-07", b"13-07")), 422,
         "Line 2 has no address, no course or no day"),
        ("no file of completions at all", office, TODAY, at("completions"), lms(b"\x00\x01\x02"), 422, "Nothing was"),
    ):  # fmt: skip
        before = kept()
        with clock.at(on):
            answer = who.post(page, told)
        text = answer.content.decode()
        if answer.status_code != status or (missing := [one for one in says if one not in text]):
            shown = " ".join(text[text.find("<main") :].split())[:600]
            wrong.append(f"{what}: {answer.status_code}, wanted {status} with {says}:\n{shown}")
        elif kept() != before:
            wrong.append(f"{what}: something was changed all the same ({missing})")
    assert not wrong, "\n".join(wrong)

    # of a team whoever may come is booked, and the sentence says who not and why
    with clock.at(TODAY):
        told = lead.post(at("book_team", full.uuid), {"people": [str(a.uuid), str(b.uuid)]}, follow=True)
    said = told.content.decode()
    assert f"{a.name} already has a place" in said and b.name in said and "Nothing was booked" not in said
    assert Booking.objects.all_for_job("test").get(event=full, delegate=b).turn == 3

    # people whom nobody knows are no fault of the file: they wait by name, twice makes no second, and one is found
    with clock.at(TODAY):
        for says in ("1 completions read. 1 wait", "0 completions read. 0 wait", "2 were known already"):
            answer = office.post(at("completions"), lms(file), follow=True)
            assert says in answer.content.decode() and "new@example.org" in answer.content.decode()
    assert Completion.objects.get(person=practitioner) and Completion.objects.get(person=None).name == "New"


def at(name: str, *args) -> str:
    return reverse(f"training:{name}", args=args)
