"""Every page of courses, events, places and planning through the web, by whoever uses it, in one world."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sscb import clock
from sscb.learning.models import LearningPoint
from sscb.people.models import Person
from tests.training.booking_world import DAY, TODAY, offered_course, open_event, pool, staff
from training import services
from training.models import AccountAsked, AgencyDomain, Booking, Completion, Course, Event, NeedAnswer, Programme

pytestmark = pytest.mark.django_db


def page(client, name, /, *args, status=200):
    answer = client.get(reverse(f"training:{name}", args=args))
    assert answer.status_code == status, f"{name}: {answer.status_code}"
    return answer.content.decode()


def post(client, name, /, *args, status=302, says="", **told):
    answer = client.post(reverse(f"training:{name}", args=args), told)
    text = answer.content.decode()
    assert answer.status_code == status, f"{name}: {answer.status_code}\n{text[text.find('<main') :][:1500]}"
    assert says in text, f"{name}: {text[text.find('<main') :][:1500]}"
    return answer


def test_the_co_ordinator_plans_the_year_and_runs_it(as_, person, training_coordinator, group, agency, board_member):
    td_chair = person("Theo Chair", organisation=agency, sits={"td": "chair"})
    point = LearningPoint._base_manager.create(
        type="learning.point", reference="LP-2019-001", title="Neglect was seen late by every agency", level="P1",
        stage="open", opened_on=TODAY, text="...", source="scr", found_on=TODAY,
    )  # fmt: skip
    me, them = as_(training_coordinator), as_(td_chair)
    assert point.title in page(me, "plan") and point.title in page(them, "plan")
    page(as_(board_member), "plan", status=403)
    page(me, "write_course")
    course_told = {"title": "Neglect together", "code": "neg", "kind": "course", "aims": "See it.",
                   "outcomes": "See neglect early\nAsk the child", "groups": ["3"], "hours": "6"}  # fmt: skip
    post(me, "write_course", **course_told)
    post(me, "write_course", status=422, says="There is a course with the code NEG", **course_told)
    course = Course.objects.all_for_job("test").get()
    assert "A draft" in page(me, "course", course.uuid)
    assert Client().get(reverse("training:course", args=[course.uuid])).status_code == 404
    post(me, "move_course", course.uuid, status=409)
    page(me, "name_prompt", course.uuid)
    page(me, "answer_need", point.uuid)
    post(me, "answer_need", point.uuid, status=422, says="Choose the course", end="programme", why="It asks for it")
    post(me, "answer_need", point.uuid, end="programme", course=str(course.uuid), why="A day in each area",
         status=422, says="in words that everybody may read")
    post(me, "answer_need", point.uuid, end="programme", course=str(course.uuid), why="A day in each area",
         text="A review asked how neglect is seen sooner")
    assert point.title not in page(me, "plan") and NeedAnswer.objects.get().course == course
    page(me, "answer_need", point.uuid, status=404)
    post(me, "name_prompt", course.uuid, kind="plan", text="Priority 2 of the business plan")
    post(me, "move_course", course.uuid)
    public = page(Client(), "course", course.uuid)
    assert "A review asked how neglect is seen sooner" in public and point.title not in public
    page(me, "change_course", course.uuid)
    post(me, "change_course", course.uuid, **{**course_told, "hours": "7", "version": str(_fresh(course).version)})
    post(me, "change_course", course.uuid, status=409, **{**course_told, "version": "1"})
    # strategy and programme
    page(me, "write_strategy")
    post(me, "write_strategy", title="Strategy 2019 to 2021", from_on="2019-04-01", to_on="2021-03-31",
         text="From learning.",
         evaluation="Before; at confirmation; confidence\nEnd; last hour; reaction",
         supervision="Prompts for each.")  # fmt: skip
    from training.models import Strategy

    strategy = Strategy.objects.all_for_job("test").get()
    assert "at confirmation" in page(them, "strategy", strategy.uuid)
    page(me, "agree_strategy", strategy.uuid, status=403)
    page(them, "agree_strategy", strategy.uuid)
    post(them, "agree_strategy", strategy.uuid, minute="T&D 12 March 2019, minute 3")
    page(me, "begin_programme")
    post(me, "begin_programme", year="2019/20")
    programme = Programme.objects.all_for_job("test").get()
    page(me, "change_programme", programme.uuid)
    post(me, "change_programme", programme.uuid, what="add", course=str(course.uuid), runs="2", why="")
    page(them, "agree_programme", programme.uuid)
    post(them, "agree_programme", programme.uuid, minute="T&D 12 March 2019, minute 4")
    post(me, "change_programme", programme.uuid, status=422, says="Say why", what="runs", course=str(course.uuid),
         runs="3", why="")  # fmt: skip
    post(me, "change_programme", programme.uuid, what="runs", course=str(course.uuid), runs="3", why="Forty waited")
    shown = page(them, "programme", programme.uuid)
    assert "Forty waited" in shown and "Version 1" in shown and "3 to plan" in shown
    # trainers, venue, a date
    trainer = person("Tilda Trainer", role="PRAC", organisation=agency)
    page(me, "pool")
    post(me, "pool", what="trainer", person=str(trainer.uuid), prepared_on="2015-05-01")
    post(me, "pool", what="venue", name="Town hall", places="12", area="Taunton")
    post(me, "pool", status=422, says="is known already", what="venue", name="Town hall", places="12")
    assert "Out of date" in page(me, "pool")
    plan = {"first": "2019-12-10", "capacity": "10", "least": "4", "closes_on": "2019-12-03", "cost": "0",
            "charge": "70", "trainers": [str(trainer.uuid)], "asks_manager": ["yes"]}  # fmt: skip
    page(me, "plan_event", course.uuid)
    post(me, "plan_event", course.uuid, status=422, says="out of date as a trainer", **plan)
    page(me, "refresh_trainer", trainer.trainer.uuid)
    post(me, "refresh_trainer", trainer.trainer.uuid, refreshed_on="2019-11-01")
    post(me, "plan_event", course.uuid, **plan)
    event = Event.objects.all_for_job("test").get()
    page(as_(trainer), "event", event.uuid, status=404)
    assert "Open for booking" in page(me, "event", event.uuid)
    post(me, "open_event", event.uuid)
    post(me, "open_event", event.uuid, to="confirmed")
    page(me, "change_event", event.uuid)
    changed = {"capacity": "11", "closes_on": "2019-12-03", "trainers": [str(trainer.uuid)], "joining": "Room 4"}
    seen = str(_fresh(event).version)
    post(me, "change_event", event.uuid, version=seen, **changed)
    post(me, "change_event", event.uuid, version=seen, status=409, **{**changed, "capacity": "12"})
    for name in ("postpone", "cancel_event"):
        page(me, name, event.uuid)
    post(me, "postpone", event.uuid, why="Snow")
    page(me, "new_date", event.uuid)
    post(me, "new_date", event.uuid, first="2020-01-14", closes_on="2020-01-07")
    post(me, "cancel_event", event.uuid, why="Too few")
    # completions: one known, one who waits
    file = (
        b"email,name,course,completed\n"
        b"tilda.trainer@example.org,Tilda,NEG,2019-10-07\nnew@example.org,New,NEG,07/10/2019\n"
    )
    from django.core.files.uploadedfile import SimpleUploadedFile

    page(me, "completions")
    for says in ("2019-10-07", ""):
        post(me, "completions", file=SimpleUploadedFile("lms.csv", file))
    assert Completion.objects.count() == 2
    waiting = Completion.objects.get(person=None)
    bad = file.replace(b"NEG,07/10/2019", b"NONE,07/10/2019")
    post(me, "completions", status=422, says="no course has the code NONE", file=SimpleUploadedFile("lms.csv", bad))
    page(me, "whose", waiting.uuid)
    post(me, "whose", waiting.uuid, person=str(trainer.uuid))
    assert not Completion.objects.filter(person=None).exists()


def _fresh(record):
    return type(record).objects.all_for_job("test").get(pk=record.pk)


@pytest.mark.req("SEC-07")
def test_people_book_agree_and_ask_for_accounts(
    as_, person, agency, other_agency, agency_lead, contributor, other_lead, practitioner, training_coordinator
):
    event = open_event(
        training_coordinator, pool(person, by=training_coordinator), capacity=1, joining="Room 4", charge=100
    )
    me, lead, strange = as_(practitioner), as_(agency_lead), as_(other_lead)
    assert "Neglect" in page(me, "catalogue") and "Ask for a place" in page(me, "event", event.uuid)
    page(me, "own")
    page(me, "book", event.uuid)
    answer = post(me, "book", event.uuid, manager=str(contributor.uuid), food="No nuts", access="")
    mine = Booking.objects.all_for_job("test").get()
    assert answer.url == reverse("training:booking", args=[mine.uuid])
    post(me, "book", event.uuid, status=422, says="already has a place")
    assert "No nuts" in page(me, "booking", mine.uuid) and "Room 4" not in page(me, "booking", mine.uuid)
    assert "No nuts" not in page(lead, "booking", mine.uuid) and "No nuts" in page(
        as_(training_coordinator), "event", event.uuid
    )
    for name in ("booking", "give_up", "pass_on", "calendar", "answer"):
        page(strange, name, mine.uuid, status=404)
    page(as_(contributor), "team")
    page(as_(contributor), "answer", mine.uuid)
    assert practitioner.name in page(lead, "team")
    post(as_(contributor), "answer", mine.uuid, answer="agree")
    assert "Room 4" in page(me, "booking", mine.uuid)
    file = me.get(reverse("training:calendar", args=[mine.uuid]))
    assert file["Content-Type"].startswith("text/calendar") and b"DTSTART;VALUE=DATE:20191210" in file.content
    a, b = staff(person, agency, 2)
    page(lead, "book_team", event.uuid)
    page(me, "book_team", event.uuid, status=403)
    post(
        lead,
        "book_team",
        event.uuid,
        people=[str(a.uuid), str(b.uuid)],
        together=["yes"],
        status=422,
        says="1 place in all",
    )
    told = lead.post(reverse("training:book_team", args=[event.uuid]), {"people": [str(a.uuid), str(b.uuid)]},
                     follow=True).content.decode()  # fmt: skip
    assert f"On the waiting list: {a.name}, {b.name}." in told
    told = lead.post(reverse("training:book_team", args=[event.uuid]), {"people": [str(a.uuid)]})
    assert told.status_code == 422 and "already has a place" in told.content.decode()
    page(me, "pass_on", mine.uuid)
    page(me, "give_up", mine.uuid)
    post(me, "give_up", mine.uuid, why="")
    assert Booking.objects.all_for_job("test").get(delegate=a).stage == "confirmed"
    with clock.at(date(2019, 12, 5)):
        one = Booking.objects.all_for_job("test").get(delegate=a)
        Booking.objects.all_for_job("test").filter(pk=one.pk).update(placed_on=TODAY)
        services.give_up(booking=one, by=a, on=date(2019, 12, 5))
    page(as_(training_coordinator), "waive", one.uuid)
    post(as_(training_coordinator), "waive", one.uuid, why="Ill")
    other = Booking.objects.all_for_job("test").get(delegate=b)
    post(as_(b), "pass_on", other.uuid, to=str(practitioner.uuid))
    # accounts
    office = as_(training_coordinator)
    page(office, "domains")
    addresses = {"agency": str(agency.uuid)}
    post(office, "domains", status=422, says="what stands after the @", domain="county", **addresses)
    post(office, "domains", status=422, says="Anybody can have an address", domain="gmail.com", **addresses)
    for domain in ("@County.example", "old.example"):
        post(office, "domains", domain=domain, **addresses)
    post(office, "domains", status=422, says="belongs to", domain="county.example", **addresses)
    post(office, "retire_domain", "old.example")
    post(office, "retire_domain", "old.example", status=404)
    page(lead, "domains", status=403)
    assert [one.domain for one in AgencyDomain.objects.all()] == ["county.example"]
    stranger = Client()
    page(stranger, "ask_account")
    post(
        stranger,
        "ask_account",
        status=422,
        says="No agency of the Board",
        name="Nia New",
        email="nia@elsewhere.example",
    )
    for _ in range(2):
        post(stranger, "ask_account", name="Nia New", email="nia@county.example", job_title="Nurse")
    asked = AccountAsked.objects.get()
    post(strange, "answer_account", asked.uuid, status=404, answer="yes")
    assert "Nia New" in page(lead, "team") and "Nia New" not in page(strange, "team")
    post(lead, "answer_account", asked.uuid, answer="yes")
    made = Person.objects.get(email="nia@county.example")
    assert made.organisation == agency and not made.has_usable_password()
    assert "Ask for a place" in page(as_(made), "event", open_event_again(event, training_coordinator).uuid)


def open_event_again(event, by):
    made = services.plan_event(
        course=_fresh(event.course), sessions=[(date(2020, 2, 4), None, None)], capacity=2, closes_on=date(2020, 2, 1),
        by=by, on=TODAY, trainers=[one.person for one in event.trainers.all()],
    )  # fmt: skip
    return services.open_event(event=made, by=by, on=TODAY)


def test_the_office_hears_when_booking_has_closed_and_too_few_will_come(as_, person, training_coordinator):
    trainer = pool(person, by=training_coordinator)
    event = open_event(training_coordinator, trainer, capacity=10, least=2)
    me, said = as_(training_coordinator), "Too few have booked: Neglect"
    assert said not in me.get("/").content.decode()
    with clock.at(date(2019, 12, 4)):
        home = me.get("/").content.decode()
        assert said in home and "0 of the 2 that it needs" in home
        services.make_sure(event=event, by=training_coordinator, on=date(2019, 12, 4))
        assert said not in me.get("/").content.decode()


def test_the_catalogue_costs_the_same_at_3_and_at_300(budget, training_coordinator, person):
    trainer, counts = pool(person, by=training_coordinator), []
    for upto in (3, 300):
        made = Course.objects.all_for_job("test").count()
        for number in range(made, upto):
            course = Course._base_manager.create(
                type="training.course", reference=f"TRC-{number}", title=f"Course {number}", level="P1", stage="live",
                opened_on=TODAY, code=f"C{number}", groups=[3],
            )  # fmt: skip
            Event._base_manager.create(
                type="training.event", reference=f"TRE-{number}", title=course.title, level="P1", stage="published",
                opened_on=TODAY, course=course, first_day=DAY, last_day=DAY, closes_on=DAY, capacity=5,
            )  # fmt: skip
        with budget("training.catalogue") as queries:
            assert Client().get(reverse("training:catalogue"), {"group": "3", "q": "course"}).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] and trainer and offered_course(training_coordinator)
