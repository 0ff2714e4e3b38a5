"""Who opens which page of training, typed by hand from the handbook (audits-training 7); and what is kept private."""

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from sscb import clock
from sscb.access.views import OPEN, access_rule_of
from sscb.history.models import Entry
from sscb.jobs.models import Mail
from tests.house.walk import routes
from tests.training.booking_world import TODAY, open_event
from training import services
from training.calendar import calendar_of
from training.models import Booking, BookingNeeds, Certificate
from training.registering import views as registering
from training.reporting import views as reporting
from training.reporting.pack import gather_training
from training.services.reminding import look_after_events

pytestmark = pytest.mark.django_db
FOOD, ACCESS = "zqnuts", "zqloop"

OFFICE = {"business_manager", "board_office", "training_coordinator"}
TD = {"td_chair", "td_member"}
AGENCY = {"agency_lead", "contributor"}
AGENCIES = AGENCY | {"other_lead"}
BOARD = {"chair", "board_member"}
COME = OFFICE | TD | AGENCIES | BOARD | {"practitioner", "colleague", "trainer", "cdc", "qp_member"}
NONE = {"system_administrator", "dpo", "cdrp", "nobody"}
THEIRS = OFFICE | AGENCY | {"practitioner"}
"""The place of the practitioner: their own, their agency's, and the office's."""
# page -> who opens it; everybody else is refused. `of`: what its address names.
MAY = {
    None: {"own": COME, "team": OFFICE | AGENCIES, "plan": OFFICE | TD, "begin_programme": OFFICE,
           "write_strategy": OFFICE, "write_course": OFFICE, "pool": OFFICE, "completions": OFFICE, "domains": OFFICE,
           "report": OFFICE | TD | BOARD | {"qp_member"}, "report_pdf": OFFICE | TD | BOARD | {"qp_member"},
           "own_agency": AGENCIES},
    "event": {"event": COME, "book": COME, "book_team": OFFICE | AGENCIES, "change_event": OFFICE, "postpone": OFFICE,
              "cancel_event": OFFICE, "new_date": OFFICE, "register": OFFICE | {"trainer"},
              "write_in": OFFICE | {"trainer"}, "sign_in_sheet": OFFICE | {"trainer"},
              "evaluation": OFFICE | TD | BOARD | {"trainer", "qp_member"}, "observe": OFFICE | TD},
    "booking": {"booking": THEIRS, "calendar": THEIRS, "give_up": THEIRS, "pass_on": THEIRS, "answer": AGENCY,
                "waive": OFFICE, "certificate": THEIRS, "withdraw_certificate": OFFICE},
    "course": {"change_course": OFFICE, "name_prompt": OFFICE, "plan_event": OFFICE, "impact": COME,
               "link_reading": OFFICE},
    "programme": {"programme": OFFICE | TD, "change_programme": OFFICE,
                  "agree_programme": {"td_chair", "business_manager"}},
    "strategy": {"strategy": OFFICE | TD, "agree_strategy": {"td_chair", "business_manager"}},
}  # fmt: skip
ELSEWHERE = {"answer_need", "whose", "refresh_trainer", "judge_story", "reply"}
"""Pages about one row, by POST and by name in the tests of pages."""


def test_no_page_is_left_out_of_the_table():
    pages = {
        route.name.partition(":")[2]
        for route in routes(get_resolver())
        if route.name.startswith("training:") and access_rule_of(route.view) != OPEN
        and "get" in getattr(route.view, "view_class", route.view).http_method_names
    }  # fmt: skip
    assert pages == {page for some in MAY.values() for page in some} | ELSEWHERE


@pytest.fixture
def people(person, agency, trainer, request):
    td = {
        "td_chair": person("Theo Chair", organisation=agency, sits={"td": "chair"}),
        "td_member": person("Tess Member", organisation=agency, sits={"td": "member"}),
        "colleague": person("Colin League", role="PRAC", organisation=agency), "trainer": trainer,
    }  # fmt: skip
    return td | {name: request.getfixturevalue(name) for name in sorted((COME | NONE) - td.keys())}


@pytest.fixture
def place(people, trainer, training_coordinator):
    """Asked for by the practitioner, who says what they need; their manager is named."""
    services.add_trainer(person=trainer, prepared_on=date(2018, 5, 1), by=training_coordinator, on=TODAY)
    event = open_event(training_coordinator, trainer, joining="Room 4", charge=7000, per_agency=None)
    who, manager = people["practitioner"], people["contributor"]
    return services.book(event=event, people=[who], by=who, on=TODAY, manager=manager, food=FOOD, access=ACCESS)[0]


@pytest.mark.req("SEC-03")
def test_each_page_opens_for_those_of_the_table_and_for_nobody_else(as_, people, place, monkeypatch):
    by, event = people["training_coordinator"], place.event
    Certificate.objects.create(booking=place, number="TC-1", code="one", issued_on=TODAY, issued_by=by)
    Booking.objects.all_for_job("test").filter(pk=place.pk).update(charge=7000, holds_place=True)
    told = {"event": event, "booking": place, "course": event.course,
            "programme": services.begin_programme(year="2019/20", by=by, on=TODAY),
            "strategy": services.write_strategy(
                title="Strategy", from_on=date(2019, 4, 1), to_on=date(2021, 3, 31), text="How", supervision="How",
                evaluation=[{"point": "End", "when": "last hour", "asks": "reaction"}], by=by, on=TODAY)}  # fmt: skip
    for module in (registering, reporting):
        monkeypatch.setattr(module, "paper", lambda *a, **k: HttpResponse("printed"))
    browsers, wrong, asked = {name: as_(one) for name, one in people.items()}, [], 0
    for of, pages in MAY.items():
        for page, may in pages.items():
            address = reverse(f"training:{page}", args=[told[of].uuid] if of else [])
            for name, browser in browsers.items():
                answer, asked = browser.get(address), asked + 1
                if (answer.status_code == 200) != (name in may) or answer.status_code not in (200, 403, 404):
                    wrong.append(f"{page} answers {answer.status_code} to {name}")
            if Client().get(address).status_code != 302:
                wrong.append(f"{page} does not ask a stranger to sign in")
    assert not wrong, f"{len(wrong)} of {asked}:\n" + "\n".join(wrong)


@pytest.mark.req("SEC-04")
def test_what_somebody_eats_and_needs_is_read_where_it_must_be_and_nowhere_else(as_, people, place, monkeypatch):
    """Its trainer reads it; letters, history and files do not; it is forgotten (pages: tests/access)."""
    printed = []
    for module in (registering, reporting):
        monkeypatch.setattr(module, "paper", lambda *a, **k: printed.append(a) or HttpResponse("printed"))
    event, office = place.event, as_(people["training_coordinator"])
    services.agree(booking=place, by=people["contributor"], on=TODAY)
    at_its_day = event.first_day - timedelta(days=1)
    look_after_events(at_its_day)
    read_it = {
        "register": {"training_coordinator", "trainer"}, "event": {"training_coordinator"},
        "booking": {"practitioner", "training_coordinator"},
    }  # fmt: skip
    for page, may in read_it.items():
        address = reverse(f"training:{page}", args=[place.uuid if page == "booking" else event.uuid])
        for name in ("practitioner", "training_coordinator", "trainer", "contributor", "agency_lead", "colleague"):
            said = as_(people[name]).get(address).content.decode()
            assert [word in said for word in (FOOD, ACCESS)] == [name in may] * 2, f"{page}, {name}"
    office.get(reverse("training:sign_in_sheet", args=[event.uuid]))
    office.get(reverse("training:report_pdf"))
    services.pass_on(booking=_fresh(place), to=people["colleague"], by=people["practitioner"], on=at_its_day)
    assert not BookingNeeds.objects.filter(booking__delegate=people["colleague"]).exists(), "it is of the other"
    told = [
        *Mail.objects.values_list("subject", "body"), *Entry.objects.values_list("facts", "why", "code"),
        *printed, calendar_of(event), gather_training(None, clock.now()),
    ]  # fmt: skip
    assert len(printed) == 2 and Mail.objects.count() > 3
    assert not [one for one in told if FOOD in str(one) or ACCESS in str(one)]
    look_after_events(event.last_day + timedelta(days=30))
    assert BookingNeeds.objects.count() == 1
    look_after_events(event.last_day + timedelta(days=31))
    assert not BookingNeeds.objects.exists()


def _fresh(booking):
    return Booking.objects.all_for_job("test").get(pk=booking.pk)
