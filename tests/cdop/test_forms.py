"""An agency's form: one named person, this form alone; NK, NA and blank kept apart; paper, old forms, and the end."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cdop import services
from cdop.models import AgencyForm, FormAnswer, Identity
from cdop.models.forms import SUPPLEMENTS
from cdop.queries.forms import saved_answers
from cdop.questions import KEYED_ON, carried_over, every_form, form_asked
from sscb import clock
from sscb.history.models import Entry, View
from sscb.jobs.models import Mail
from sscb.records.models import Record
from sscb.timetable.models import Deadline
from sscb.timetable.sweeping import sweep

from .conftest import LAST, london

BEFORE, ASKED, GRACE, ENDED = date(2019, 9, 3), date(2019, 9, 10), date(2019, 11, 12), date(2020, 1, 30)


@pytest.fixture
def form(take, cdc, agency, contributor):
    review = take(BEFORE, child={"name": "Ottoline Marchbanks", "nhs_number": "9434765919"})
    with clock.at(ASKED):
        return services.ask_agency(review=review, agency=agency, named=contributor, by=cdc, on=ASKED)


def address(form, page=""):
    return reverse("cdop:form", args=[form.uuid]) + page


# --- questions as data ------------------------------------------------------------------------------------------------


def test_every_kind_of_form_has_its_questions():
    assert every_form().keys() == SUPPLEMENTS.keys()
    assert [section.code for section in form_asked("B").sections] == list("ABCDEF")
    assert {kind for kind, one in every_form().items() if not one.to_confirm} == {"B", "B2", "B4", "R"}


@pytest.mark.parametrize("old", KEYED_ON)
def test_what_both_forms_ask_is_carried_over_and_nothing_else(old):
    old_codes = {question.code for question in form_asked(old).questions}
    same = {question.code: question.same_as for question in form_asked(KEYED_ON[old]).questions if question.same_as}
    assert same and set(same.values()) <= old_codes and len(set(same.values())) == len(same)
    answers = dict.fromkeys(old_codes, ("nk", ""))
    assert carried_over(old, answers) == dict.fromkeys(same, ("nk", ""))
    assert carried_over(old, {}) == {}


# --- one named person -------------------------------------------------------------------------------------------------


@pytest.mark.req("SEC-09")
def test_who_is_asked_opens_this_form_and_nothing_else_of_the_case(form, as_, contributor, agency_lead, other_lead):
    client = as_(contributor)
    assert client.get(address(form)).status_code == 200
    assert client.get(reverse("cdop:review", args=[form.review.uuid])).status_code == 404
    assert client.get("/child-deaths/").status_code == 403
    for page in ("paper/", "name/"):
        assert client.get(address(form, page)).status_code in (403, 404), page
    for page in ("chase/", "withdraw/", "again/"):
        assert client.post(address(form, page)).status_code in (403, 404), page
    listed = client.get("/child-deaths/forms/").content.decode()
    assert "1 form waits for you" in listed and address(form) in listed
    for other in (agency_lead, other_lead):
        assert as_(other).get(address(form)).status_code == 404
        assert as_(other).post(address(form), {"qA_1": "x"}).status_code == 404


@pytest.mark.req("SEC-09")
def test_somebody_with_no_role_at_all_answers_by_the_grant_alone(take, cdc, as_, person, agency):
    named, review = person("Nell Named", organisation=agency), take(BEFORE)
    with clock.at(ASKED):
        form = services.ask_agency(review=review, agency=agency, named=named, by=cdc, on=ASKED)
    with clock.at(GRACE):
        client = as_(named)
        assert client.post(address(form), {"qA_1": "Health visitor", "save": "A"}).status_code == 302
    with clock.at(date(2019, 12, 20)):
        assert client.get(address(form)).status_code == 404, "The ninety days have ended."
        with clock.at(date(2019, 12, 20)):
            services.chase_form(form=AgencyForm.objects.get(pk=form.pk), by=cdc, on=date(2019, 12, 20))
        assert client.get(address(form)).status_code == 200
    assert saved_answers(form)["A.1"] == ("value", "Health visitor")


@pytest.mark.req("SEC-09")
def test_when_somebody_else_is_named_the_first_sees_it_no_more(form, as_, cdc, contributor, agency_lead, practitioner):
    client = as_(cdc)
    stranger = client.post(address(form, "name/"), {"person_uuid": str(cdc.uuid)})
    assert stranger.status_code == 422 and "Choose a person" in stranger.content.decode()
    assert client.post(address(form, "name/"), {"person_uuid": str(practitioner.uuid)}).status_code == 302
    assert as_(contributor).get(address(form)).status_code == 404
    assert as_(practitioner).get(address(form)).status_code == 200
    row = Deadline.objects.get(record_id=form.pk, rule="cd-form-answer")
    assert row.person == practitioner


def test_only_somebody_of_the_agency_is_asked(form, cdc, other_agency, contributor):
    with clock.at(ASKED), pytest.raises(ValidationError, match="who works for Hospital trust, west"):
        services.ask_agency(review=form.review, agency=other_agency, named=contributor, by=cdc, on=ASKED)
    assert AgencyForm._base_manager.count() == 1


@pytest.mark.req("SEC-33")
def test_the_letter_and_the_page_behind_it_say_nothing_of_the_child_or_the_case(form, as_, contributor):
    mail = Mail.objects.get(to=contributor)
    for secret in ("Ottoline", "9434765919", form.review.reference, form.reference, "death", "child"):
        assert secret not in f"{mail.subject} {mail.body}", secret
    assert mail.path == address(form) and mail.marking == "OFFICIAL-SENSITIVE" and "1 October 2019" in mail.body
    html = as_(contributor).get(address(form)).content.decode()
    for secret in ("Ottoline", "9434765919", form.review.reference):
        assert secret not in html, secret


def test_whom_it_is_about_is_shown_once_to_whoever_answers_and_written_down(form, as_, cdc, contributor):
    client = as_(contributor)
    assert client.get(address(form, "about/")).status_code == 302
    html = client.post(address(form, "about/")).content.decode()
    assert "Ottoline Marchbanks" in html and "9434765919" in html and "Found" not in html
    assert "Ottoline" not in client.get(address(form)).content.decode()
    assert View.objects.filter(object_uuid=form.review.uuid, by_uuid=contributor.uuid).exists()
    entry = Entry.objects.get(object_uuid=form.review.uuid, code="cdop.identity_opened")
    assert entry.why == f"Answers {form.reference}"
    assert as_(cdc).post(address(form, "about/")).status_code == 404


# --- answering --------------------------------------------------------------------------------------------------------


def test_answers_are_saved_come_back_and_are_handed_in(form, as_, contributor, cdc):
    client = as_(contributor)
    answers = {"qA_1": "Named nurse", "sA_2": "nk", "sA_3": "na", "qB_3": "Expected", "save": "A"}
    answer = client.post(address(form), answers)
    assert answer.status_code == 302 and answer.headers["Location"].endswith("?saved=yes#part-A")
    html = client.get(answer.headers["Location"]).content.decode()
    assert "Saved." in html and 'value="Named nurse"' in html
    kept = saved_answers(form)
    assert (kept["A.1"], kept["A.2"], kept["A.3"], kept["A.4"]) == (
        ("value", "Named nurse"), ("nk", ""), ("na", ""), ("blank", ""),
    )  # fmt: skip
    del answers["save"]
    assert client.post(address(form), {**answers, "hand_in": "yes"}).status_code == 302
    html = client.get(address(form)).content.decode()
    assert "was handed in on 12 November 2019" in html and "Left blank" in html and "Not applicable" in html
    read = as_(cdc).get(address(form)).content.decode()
    assert "4 of 28 questions are answered, 2 of them as not known" in read
    assert Deadline.objects.get(record_id=form.pk).state == "met"
    again = client.post(address(form), {**answers, "qA_1": "Something else"})
    assert again.status_code == 422 and "Something else" in again.content.decode()
    assert saved_answers(form)["A.1"] == ("value", "Named nurse")


def test_an_answer_and_not_known_at_once_is_asked_about_and_both_are_kept(form, as_, contributor):
    answer = as_(contributor).post(address(form), {"qA_1": "A long answer", "sA_1": "nk", "qC_1": "38 weeks"})
    html = answer.content.decode()
    assert answer.status_code == 422 and "Either answer, or choose not known" in html
    assert "A long answer" in html and "38 weeks" in html
    assert not FormAnswer.objects.filter(form=form).exists()


def test_a_form_with_nothing_in_it_is_not_handed_in(form, as_, contributor):
    answer = as_(contributor).post(address(form), {"hand_in": "yes"})
    assert answer.status_code == 422 and "Nothing is answered yet" in answer.content.decode()


@pytest.mark.parametrize(
    ("how", "today", "words"),
    [
        ("ended", ENDED, "Send yours to the child death review partners"),
        ("locked", GRACE, "locked and is handed over"),
        ("completed", GRACE, "The panel completed its review on 12 November 2019"),
        ("closed", GRACE, "closed and takes no more answers"),
    ],
)
def test_a_case_that_takes_no_more_answers_says_so_and_loses_nothing(form, as_, contributor, cdc, how, today, words):
    review = Record.objects.get(pk=form.review_id)
    client = as_(contributor)
    with clock.at(GRACE):
        services.chase_form(form=form, by=cdc, on=GRACE)  # the ninety days begin again
    with clock.at(london(today)):
        if how == "locked":
            Record._plain.filter(pk=review.pk).update(locked_on=GRACE)
        elif how == "closed":
            Record._plain.filter(pk=review.pk).update(closed_on=GRACE, stage="out-of-scope")
        elif how == "completed":
            type(form.review)._base_manager.filter(pk=review.pk).update(completed_on=GRACE, completed_by=cdc)
        answer = client.post(address(form), {"qA_1": "Three pages of text", "hand_in": "yes"})
    html = answer.content.decode()
    assert answer.status_code == 422 and words in html and "Three pages of text" in html
    assert not FormAnswer.objects.filter(form=form).exists()


# --- the co-ordinator's side ------------------------------------------------------------------------------------------


def test_a_paper_form_is_keyed_with_who_filled_it_in_and_when_it_came(form, as_, cdc):
    client, told = as_(cdc), {"qA_1": "School nurse", "signed_by": "R. Quill, school nurse", "hand_in": "yes"}
    for came_on, words in (("2019-11-13", "has not come"), ("2019-09-01", "cannot have come before"), ("", "Enter")):
        answer = client.post(address(form, "paper/"), {**told, "came_on": came_on})
        assert answer.status_code == 422 and words in answer.content.decode()
        assert "School nurse" in answer.content.decode()
    assert client.post(address(form, "paper/"), {**told, "came_on": "2019-09-30"}).status_code == 302
    form = AgencyForm.objects.all_for_job("looking").get(pk=form.pk)
    assert (form.signed_by, form.came_on, form.answered_by) == ("R. Quill, school nurse", date(2019, 9, 30), cdc)
    assert Deadline.objects.get(record_id=form.pk).met_on == date(2019, 9, 30)
    assert "R. Quill" in client.get(address(form)).content.decode()


def test_an_old_form_is_accepted_and_keyed_again_on_the_new_one(form, as_, cdc, contributor):
    with clock.at(ASKED):
        services.answer_form(
            form=form, answers={"A.1": ("value", "Named nurse"), "C.5": ("value", "Year 3")}, by=contributor,
            on=ASKED, finished=True,
        )  # fmt: skip
    client = as_(cdc)
    assert "Key it again on the new form" in client.get(address(form)).content.decode()
    answer = client.post(address(form, "again/"))
    new = AgencyForm._base_manager.get(keyed_from=form)
    assert answer.status_code == 302 and answer.headers["Location"] == address(new, "paper/")
    assert saved_answers(new) == {"A.1": ("value", "Named nurse")} and new.signed_by == contributor.name
    assert client.post(address(form, "again/")).status_code == 404
    assert "Key it again" not in client.get(address(form)).content.decode()
    keyed = {"qA_1": "Named nurse", "signed_by": new.signed_by, "came_on": "2019-09-10", "hand_in": "yes"}
    assert client.post(address(new, "paper/"), keyed).status_code == 302
    assert AgencyForm._base_manager.get(pk=new.pk).answered_on == GRACE


def test_the_co_ordinator_writes_again_at_most_once_a_day_and_asks_no_more(form, as_, cdc, contributor):
    client = as_(cdc)
    assert "Late 42 days" in client.get(address(form)).content.decode()
    client.post(address(form, "chase/"))
    html = client.post(address(form, "chase/"), follow=True).content.decode()
    assert "A letter went out today already" in html
    assert Mail.objects.filter(to=contributor).count() == 2
    client.post(address(form, "withdraw/"))
    assert as_(contributor).get(address(form)).status_code == 404
    assert Deadline.objects.get(record_id=form.pk).state == "cancelled"


@pytest.mark.req("SEC-33")
def test_the_sweep_chases_by_the_panel_s_own_rule_and_names_nobody(form, contributor):
    row = Deadline.objects.get(record_id=form.pk)
    assert (row.rule, row.due_on, row.strength) == ("cd-form-answer", date(2019, 10, 1), "local")
    assert row.citation == "Local practice of the panel (default)"
    before = Mail.objects.filter(to=contributor).count()
    with clock.at(london(date(2019, 10, 2))):
        sweep(date(2019, 10, 2))
    letter = Mail.objects.filter(to=contributor).order_by("pk").last()
    assert Mail.objects.filter(to=contributor).count() == before + 1 and "late" in letter.subject
    for secret in ("Ottoline", form.review.reference, form.reference):
        assert secret not in f"{letter.subject} {letter.body}"


@pytest.mark.req("SEC-06")
def test_a_form_s_record_never_says_who_the_child_was(form):
    name = Identity.objects.get(review=form.review).name
    told = f"{form.title} {form.reference} {form}" + " ".join(
        f"{entry.facts} {entry.why}" for entry in Entry.objects.filter(object_uuid=form.uuid)
    )
    assert name not in told
    assert LAST > ASKED
