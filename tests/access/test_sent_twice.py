"""A form that is sent twice acts once, and the second answer is the first's (REL-16)."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings
from django.test import Client

from sscb import clock
from sscb.access import once
from sscb.access.models import FormSent
from sscb.access.once import Once
from sscb.board.models import PlannedItem
from sscb.board.views.planning import ForwardPlan
from sscb.history.models import Entry
from sscb.timetable.tidying import tidy
from tests.access.forms import filled
from tests.house.test_templates import TEMPLATES
from tests.together import at_once
from training.models import AgencyDomain

pytestmark = pytest.mark.req("REL-16")
LATER = "2020-01-10"
CREATE = [
    # who, where, what must be said besides what any reader would, and what the history says of it, once
    ("business_manager", "/meetings/new/", {"ends": "12:00", "meets_on": LATER}, "board.meeting_planned"),
    ("business_manager", "/meetings/forward-plan/", {}, "board.item_planned"),
    ("business_manager", "/challenges/new/", {}, "board.challenge_raised"),
    ("business_manager", "/learning/points/new/", {}, "learning.point_written"),
    ("business_manager", "/learning/recommendations/new/", {"looked": "yes"}, "learning.recommended"),
    ("business_manager", "/learning/products/new/", {}, "learning.product_written"),
    ("business_manager", "/learning/national-reviews/new/", {"link": "https://example.org/review"},
     "learning.national_received"),
    ("business_manager", "/business/risks/new/", {"review_on": LATER}, "board.risk_noted"),
    ("business_manager", "/business/budget/new/", {"year": "2019"}, "board.budget_written"),
    ("business_manager", "/business/letters/new/", {}, "board.letter_written"),
    ("business_manager", "/business/other-boards/new/", {}, "board.link_written"),
    ("business_manager", "/timetable/holidays/", {}, "timetable.holiday_added"),
    ("business_manager", "/audits/cycles/plan/", {"opens_on": "2019-12-02", "closes_on": LATER},
     "audits.cycle_planned"),
    ("business_manager", "/audits/cases/elsewhere/log/", {}, "audits.audit_logged"),
    ("business_manager", "/reviews/refer/", {}, "reviews.case_referred"),
    ("business_manager", "/reviews/incidents/record/", {}, "reviews.incident_recorded"),
    ("business_manager", "/training/strategies/new/", {}, "training.strategy_written"),
    ("business_manager", "/training/pool/", {}, "training.venue_added"),
    ("cdc", "/child-deaths/panel/plan/", {"planned_on": LATER}, "cdop.panel_planned"),
    ("cdc", "/child-deaths/campaigns/plan/", {}, "cdop.campaign_planned"),
    ("", "/training/account/", {}, "training.account_asked"),
]  # fmt: skip


def twin(client: Client) -> Client:
    """The same browser once more."""
    other = Client()
    other.cookies = client.cookies.copy()
    return other


def test_each_create_form_sent_twice_at_once_and_again_makes_one(transactional_db, request, as_, group, agency):
    for code in ("board", "qp", "li", "td", "cdop"):
        group(code)
    AgencyDomain.objects.create(agency=agency, domain="county.example")
    browsers = {who: as_(request.getfixturevalue(who)) for who, *_ in CREATE if who} | {"": Client()}
    wrong = []
    for who, path, more, code in CREATE:
        client, before = browsers[who], Entry.objects.count()
        page = client.get(path).text
        words = filled(page, **more)
        if not page.count('method="post"') == page.count('name="form_key"') == page.count("csrfmiddlewaretoken"):
            wrong.append(f"{path}: a form has more than one key, or none")
        answers = at_once(*(partial(one.post, path, words) for one in (client, twin(client))))
        answers.append(client.post(path, words))
        said = [getattr(one, "status_code", one) for one in answers]
        places = {one.headers.get("Location") for one in answers if hasattr(one, "headers")}
        made = list(Entry.objects.order_by("number").values_list("code", flat=True)[before:])
        if said != [302] * 3 or len(places) != 1 or made.count(code) != 1:
            wrong.append(f"{path}: {said}, to {places}, and {code} {made.count(code)} times in {made}; sent: {words}")
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def office(as_, business_manager, group):
    group("board")
    return as_(business_manager)


PLAN = "/meetings/forward-plan/"


def planned() -> list[str]:
    return list(PlannedItem.objects.order_by("pk").values_list("title", flat=True))


def test_other_words_under_the_same_key_are_neither_lost_nor_done(office):
    words = filled(office.get(PLAN).text, title="Private fostering")
    assert office.post(PLAN, words).status_code == 302
    back = office.post(PLAN, words | {"title": "Private fostering, corrected"})
    assert back.status_code == 409 and once.OTHERWISE in back.text and "Private fostering, corrected" in back.text
    assert f'href="{PLAN}" target="_blank"' in back.text and "Nothing was lost or changed" not in back.text
    assert planned() == ["Private fostering"]
    again = filled(back.text)
    assert again["form_key"] != words["form_key"] and again["title"] == "Private fostering, corrected"
    assert office.post(PLAN, again).status_code == 302
    assert planned() == ["Private fostering", "Private fostering, corrected"]


def test_what_was_refused_may_be_put_right_under_the_new_key_and_under_the_old(office):
    words = filled(office.get(PLAN).text)
    refused = office.post(PLAN, words | {"title": ""})
    assert refused.status_code == 422 and filled(refused.text)["form_key"] != words["form_key"]
    assert not FormSent.objects.exists()
    assert office.post(PLAN, words | {"title": "From the old one"}).status_code == 302
    assert office.post(PLAN, filled(refused.text, title="From the new one")).status_code == 302
    assert planned() == ["From the old one", "From the new one"]


def test_the_first_that_broke_off_says_so_and_the_second_is_not_refused_for_ever(office, monkeypatch):
    monkeypatch.setattr(once, "WAIT_SECONDS", 0)
    words = filled(office.get(PLAN).text, title="Half-way there")
    office.raise_request_exception = False

    def breaks(view):
        raise RuntimeError("after the commit")

    with monkeypatch.context() as patch:
        patch.setattr(ForwardPlan, "next_url", breaks)
        failed = office.post(PLAN, words)
        assert failed.status_code == 500 and "Half-way there" in failed.text
    assert planned() == ["Half-way there"]
    second = office.post(PLAN, filled(failed.text))
    assert second.status_code == 409 and once.BEGUN in second.text and planned() == ["Half-way there"]
    assert office.post(PLAN, filled(second.text)).status_code == 302 and len(planned()) == 2


def test_each_reader_each_page_and_each_form_has_its_own_key(office, as_, chair, business_manager):
    text = office.get(PLAN).text
    keys = re.findall(r'name="form_key" value="([^"]+)"', text)
    assert len(keys) == len(set(keys)) == text.count("csrfmiddlewaretoken") > 1
    words = filled(text)
    assert office.post(PLAN, words).status_code == 302
    other = as_(chair)
    said = {"agency": "", "form_key": words["form_key"]}
    assert other.post("/challenges/new/", said).status_code == 422, "the key of another page and person says nothing"
    assert office.post(PLAN, {name: words[name] for name in words if name != "form_key"}).status_code == 302
    assert len(planned()) == 2, "a programme that sends no key is not held to one"


def test_keys_are_kept_two_days_and_tell_nothing(office, business_manager, wall):
    now = clock.wall()
    words = filled(office.get(PLAN).text, title="A title nobody may find")
    office.post(PLAN, words)
    row = FormSent.objects.get()
    assert row.answered and row.where == PLAN
    assert not {words["form_key"], words["title"], str(business_manager.pk)} & set(vars(row).values())
    wall(now + timedelta(days=2))
    assert tidy().get("timetable.forms_sent") is None
    wall(now + timedelta(days=3, hours=1))
    assert tidy()["timetable.forms_sent"] == 1 and not FormSent.objects.exists()


def test_every_form_that_is_sent_has_the_key():
    """Each template that sends by POST takes the key with Django's token, or is the one that repeats what was sent."""
    without = []
    for path in TEMPLATES.rglob("*.html"):
        for form in re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(encoding="utf-8"), re.DOTALL):
            if "{% csrf_token %}" not in form and path.name != "typed.html":
                without.append(str(path))
    assert not without, without
    assert Once.__module__ + ".Once" in settings.MIDDLEWARE
