"""The co-ordinator's page of a case: what is next on it, and who the child was behind a reason."""

from datetime import date

import pytest
from django.urls import reverse

from cdop import services
from cdop.models import AgencyForm, CaseStep, ChildDeathReview, DatabaseEntry
from cdop.queries.work import Count, heading_of_case
from cdop.transition import Body
from sscb import clock
from sscb.history.models import Entry, View

from .conftest import london

BEFORE, ON = date(2019, 9, 3), date(2019, 9, 10)
GRACE, ENDED = date(2019, 11, 12), date(2020, 1, 30)


def at(name, review, *more):
    return reverse(f"cdop:{name}", args=[review.uuid, *more])


def again(review):
    return ChildDeathReview.objects.all_for_job("a test").get(pk=review.pk)


@pytest.mark.parametrize(
    ("stage", "forms", "words"),
    [
        ("gathering", Count(), "No agency is asked for its form yet"),
        ("gathering", Count(1, 0, 0), "The agency form is not in"),
        ("gathering", Count(1, 0, 1), "The agency form is not in and is late"),
        ("gathering", Count(4, 2, 2), "2 of 4 agency forms are in; 2 are late"),
        ("gathering", Count(3, 3, 0), "All 3 agency forms are in: plan the local meeting, or make the papers ready"),
        ("waiting", Count(), "It waits for another process, and its last day stays where it is"),
        ("ready", Count(), "The papers are ready: put the case on a panel’s agenda"),
    ],
)
def test_the_heading_says_how_far_it_is(stage, forms, words):
    told = {"owed": False, "passed_on": None, "panel_on": None, "completed_on": None}
    assert heading_of_case(stage, forms, body=Body.LSCB, **told) == words


def test_a_case_is_moved_on_from_its_page_and_a_reason_is_asked_where_one_is_needed(take, cdc, as_):
    review = take(BEFORE)
    with clock.at(london(ON)):
        client = as_(cdc)
        assert "Send forms to agencies" in client.get(at("review", review)).content.decode()
        client.post(at("move", review, "gathering"))
        client.post(at("move", review, "local-meeting"))
        empty = client.post(at("move", review, "waiting"), {"why": ""})
        assert empty.status_code == 422 and "Say why" in empty.content.decode()
        client.post(at("move", review, "waiting"), {"why": "Inquest"})
        page = client.get(at("review", review)).content.decode()
        assert "It waits for: Inquest" in page and "still counts as unfinished" in page
        wrong = client.get(at("move", review, "closed"))
        assert wrong.status_code == 409 and "cannot become" in wrong.content.decode()
    assert again(review).stage == "waiting"


def test_a_review_that_may_not_begin_cites_the_rule_and_says_what_is_lawful(take, cdc, as_):
    review = take(GRACE)
    with clock.at(london(GRACE, 12)):
        client = as_(cdc)
        page = client.get(at("review", review)).content.decode()
        assert "The Board’s panel may not" in page and "cdop-no-new-in-grace" in page
        refused = client.post(at("move", review, "gathering"))
        assert refused.status_code == 409 and "child death review partners" in refused.content.decode()
    assert again(review).stage == "notified"


def test_several_agencies_are_asked_at_once_and_a_page_without_anybody_says_so(
    take, cdc, as_, contributor, other_lead
):
    review = take(BEFORE)
    with clock.at(london(ON)):
        services.open_review(review=review, by=cdc, on=ON)
        client = as_(cdc)
        kind = client.get(at("ask", review)).context["form"].initial["kind"]
        nobody = client.post(at("ask", review), {"kind": kind})
        assert nobody.status_code == 422 and "Choose who answers for the agency" in nobody.content.decode()
        client.post(
            at("ask", review), {"kind": kind, "person_1": str(contributor.uuid), "person_2": str(other_lead.uuid)}
        )
    asked = AgencyForm.objects.all_for_job("a test").filter(review=review)
    assert {form.named_id for form in asked} == {contributor.pk, other_lead.pk}


def test_a_step_is_recorded_with_its_day_and_a_late_one_with_its_reason(take, cdc, as_):
    review = take(BEFORE, death={"expected": "unexpected"})
    with clock.at(london(ON)):
        client = as_(cdc)
        late = client.post(at("step", review, "home-visit"), {"done_on": "2019-09-09", "why": ""})
        assert late.status_code == 422 and "Say why it was later" in late.content.decode()
        assert "2019-09-09" in late.content.decode()
        client.post(at("step", review, "home-visit"), {"done_on": "2019-09-09", "why": "The scene was closed"})
        assert client.get(at("step", review, "nonsense")).status_code == 404
    assert CaseStep.objects.get(review=review).done_on == date(2019, 9, 9)


def test_the_national_database_takes_what_was_not_reviewed_by_april_2019(take, cdc, as_):
    review = take(BEFORE)
    with clock.at(london(ON)):
        client = as_(cdc)
        assert client.get(at("database", review)).status_code == 200
        refused = {"outcome": "refused", "entered_on": "2019-09-09", "why": ""}
        asked = client.post(at("database", review), refused).content.decode()
        assert "Say what the database gave as its reason" in asked
        client.post(at("database", review), {"outcome": "entered", "entered_on": "2019-09-09", "why": ""})
    assert DatabaseEntry.objects.get(review=review).outcome == "entered"


# --- who the child was ------------------------------------------------------------------------------------------------


@pytest.mark.req("SEC-24")
def test_who_the_child_was_is_shown_once_for_a_reason_and_written_down_first(take, cdc, as_):
    review = take(BEFORE, child={"name": "Wilhelmina Testchild", "postcode": "ZZ1 1ZZ"})
    with clock.at(london(ON)):
        client = as_(cdc)
        assert "Wilhelmina" not in client.get(at("identity", review)).content.decode()
        hasty = client.post(at("identity", review), {"why": "asked"})
        assert hasty.status_code == 422 and "Wilhelmina" not in hasty.content.decode()
        seen = View.objects.count()
        shown = client.post(at("identity", review), {"why": "The coroner’s officer asked"})
        assert "Wilhelmina Testchild" in shown.content.decode()
        assert "no-store" in shown.headers["Cache-Control"]
        assert "Wilhelmina" not in client.get(at("identity", review)).content.decode()
    assert View.objects.filter(why="The coroner’s officer asked").exists() and View.objects.count() > seen
    assert Entry.objects.filter(code="cdop.identity_opened", why="The coroner’s officer asked").exists()


@pytest.mark.req("SEC-06")
def test_nothing_of_the_child_stands_on_the_pages_titles_addresses_or_in_the_history(take, cdc, as_):
    review = take(BEFORE, child={"name": "Wilhelmina Testchild", "postcode": "ZZ9 9ZZ"})
    with clock.at(london(ON)):
        services.open_review(review=review, by=cdc, on=ON)
        client = as_(cdc)
        for address in (
            "/child-deaths/", "/child-deaths/?show=to-do", at("review", review), at("ask", review),
            at("database", review), at("step", review, "home-visit"), "/timetable/late/", "/",
        ):  # fmt: skip
            html = client.get(address).content.decode()
            assert "Wilhelmina" not in html and "ZZ9" not in html, address
    assert not [entry for entry in Entry.objects.all() if "Wilhelmina" in f"{entry.facts} {entry.why}"]


def test_it_is_put_right_with_a_reason_and_what_was_typed_is_kept(take, cdc, as_):
    review = take(BEFORE, child={"name": "Wilhelmina Testchild"})
    typed = {"name": "Wilhelmina Proved", "born_on": "2012-03-04", "died_on": review.died_on.isoformat(), "why": ""}
    with clock.at(london(ON)):
        client = as_(cdc)
        typed["sex"] = client.post(
            at("identity", review), {"why": "The birth certificate came"}
        ).context["form"].initial["sex"]
        asked = client.post(at("identity_correct", review), typed)
        assert asked.status_code == 422 and "Wilhelmina Proved" in asked.content.decode()
        client.post(at("identity_correct", review), {**typed, "why": "The birth certificate came"})
        shown = client.post(at("identity", review), {"why": "To check the correction"}).content.decode()
        assert "Wilhelmina Proved" in shown
        assert client.get(at("identity_correct", review)).status_code == 302
    assert not [entry for entry in Entry.objects.all() if "Proved" in f"{entry.facts} {entry.why}"]


def test_the_work_is_the_co_ordinator_s_alone(
    take, as_, business_manager, chair, cdrp, contributor, system_administrator
):
    review = take(BEFORE)
    with clock.at(london(ON)):
        for other in (business_manager, chair, cdrp, contributor, system_administrator):
            client = as_(other)
            for name, more in (("review", ()), ("ask", ()), ("identity", ()), ("database", ()),
                               ("move", ("gathering",)), ("step", ("home-visit",))):  # fmt: skip
                assert client.get(at(name, review, *more)).status_code in (403, 404), (other.name, name)


def test_after_the_last_day_the_page_takes_nothing(take, cdc, as_):
    review = take(BEFORE)
    with clock.at(london(ON)):
        services.open_review(review=review, by=cdc, on=ON)
    with clock.at(london(ENDED, 12)):
        client = as_(cdc)
        assert client.post(at("move", review, "local-meeting")).status_code == 409
        page = client.get(at("review", review)).content.decode()
        assert "hand it over" in page and "cdop-handover" in page


@pytest.mark.parametrize("show", ["", "to-do", "forms"])
def test_thirty_cases_cost_as_much_as_three_whatever_is_shown(take, cdc, as_, budget, show):
    client = as_(cdc)
    take(BEFORE)
    with clock.at(london(ON)):
        client.get(f"/child-deaths/?show={show}")
        with budget("cdop.reviews") as few:
            client.get(f"/child-deaths/?show={show}")
    for _ in range(12):
        take(BEFORE)
    with clock.at(london(ON)), budget("cdop.reviews") as many:
        client.get(f"/child-deaths/?show={show}")
    assert len(many) == len(few)
