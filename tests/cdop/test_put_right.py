"""What is put right or told later: the date of death with all that counts from it; notices of registrar and coroner."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

import cdop
from cdop import services
from cdop.models import CaseStep, ChildDeathReview, Identity, Notice, PanelPaper
from cdop.services import NotLawful
from sscb import clock
from sscb.access.models import Grant
from sscb.access.policy import Refused
from sscb.history.models import Entry
from sscb.timetable.models import Deadline, Step

BEFORE, GRACE, ENDED = date(2019, 9, 3), date(2019, 11, 12), date(2020, 1, 30)
WHY = "The certificate has another day"


def again(review):
    return ChildDeathReview.objects.all_for_job("a test").get(pk=review.pk)


def due(review):
    return {row.rule: row for row in Deadline.objects.filter(record_id=review.pk)}


def test_with_the_date_of_death_everything_that_counts_from_it_is_worked_out_again(take, cdc):
    review = take(BEFORE, died_on=date(2019, 8, 30), born_on=date(2019, 8, 4), death={"expected": "unexpected"})
    before = due(review)
    assert before["cd-notify-48h"].state == "met" and before["cd-notify-48h"].due_on == date(2019, 9, 1)
    assert (review.age_band, before["jar-home-visit"].due_on) == ("0-27d", date(2019, 8, 31))
    with clock.at(GRACE):
        paper = services.write_paper(review=again(review), texts={"summary": "It was."}, agencies={}, by=cdc, on=GRACE)
        services.approve_paper(paper=paper, by=cdc, on=GRACE)
        services.correct_identity(review=again(review), why=WHY, by=cdc, on=GRACE, died_on=date(2019, 9, 2))
    review, after = again(review), due(review)
    assert (review.died_on, review.age_band) == (date(2019, 9, 2), "28-364d")
    assert set(after) == set(before) and after["cd-notify-48h"].due_on == date(2019, 9, 4)
    assert (after["cd-notify-48h"].state, after["cd-notify-48h"].met_on) == ("met", BEFORE)
    assert after["jar-home-visit"].due_on == date(2019, 9, 3) and after["jar-first-meeting"].due_on == date(2019, 9, 4)
    assert after["cdop-complete-12m"].due_on == date(2020, 9, 2)
    assert after["cdop-grace-end"].due_on == before["cdop-grace-end"].due_on
    assert not Step.objects.filter(deadline=after["cd-notify-48h"]).exists()
    paper = PanelPaper.objects.get()
    assert (paper.month, paper.age) == ("September 2019", "28 days to under 1 year")
    told = Entry.objects.get(code="cdop.identity_corrected")
    assert told.facts == {"fields": "date of death"} and told.why == WHY
    kept = " ".join(f"{one.facts} {one.why}" for one in Entry.objects.filter(object_uuid=review.uuid))
    assert "2019-09-02" not in kept and "2019-08-30" not in kept


def test_a_date_of_death_that_cannot_be_changes_nothing(take, cdc):
    review = take(BEFORE, died_on=date(2019, 8, 30), born_on=date(2001, 9, 2))
    kept = Identity.objects.values().get(), due(review).keys()
    with clock.at(GRACE):
        for died_on, words in (
            (date(2019, 11, 13), "has not come"), (date(2001, 9, 1), "The date of birth, 2 September 2001, is after"),
            (date(2019, 9, 2), "The 18th birthday was 2 September 2019"),
        ):  # fmt: skip
            with pytest.raises(ValidationError, match=words):
                services.correct_identity(review=again(review), why=WHY, by=cdc, on=GRACE, died_on=died_on)
        with pytest.raises(ValidationError, match="notified on 3 September 2019, before this date of death"):
            services.correct_identity(
                review=again(review), why=WHY, by=cdc, on=GRACE, died_on=date(2019, 9, 4), born_on=date(2012, 3, 4)
            )
        with pytest.raises(ValidationError, match="Say in a few words"):
            services.correct_identity(review=again(review), why="so", by=cdc, on=GRACE, died_on=date(2019, 8, 1))
    with clock.at(ENDED), pytest.raises(NotLawful, match="rule cdop-grace-end"):
        services.correct_identity(review=again(review), why=WHY, by=cdc, on=ENDED, died_on=date(2019, 8, 1))
    assert (Identity.objects.values().get(), due(review).keys()) == kept
    assert again(review).died_on == date(2019, 8, 30)


def test_the_page_puts_the_date_of_death_right_and_keeps_what_was_typed(take, cdc, as_):
    review, client = take(BEFORE, died_on=date(2019, 8, 30)), as_(cdc)
    page, correct = (reverse(f"cdop:{name}", args=[review.uuid]) for name in ("identity", "identity_correct"))
    with clock.at(GRACE):
        shown = client.post(page, {"why": "The certificate came today"}).content.decode()
        assert "30 August 2019" in shown and 'value="2019-08-30"' in shown
        typed = {"name": "Invented Child 1", "sex": "male", "born_on": "2012-03-04", "died_on": "2019-12-01"}
        typed["why"] = WHY
        refused = client.post(correct, typed)
        words = refused.content.decode()
        assert refused.status_code == 422 and "has not come" in words and 'value="2019-12-01"' in words
        assert client.post(correct, {**typed, "died_on": "2019-08-29"}).status_code == 302
    assert again(review).died_on == date(2019, 8, 29)


def test_a_step_before_a_corrected_date_of_death_is_pointed_out_and_recorded_again(take, cdc, as_):
    review = take(BEFORE, died_on=date(2019, 8, 30), death={"expected": "unexpected"})
    client, case = as_(cdc), reverse("cdop:review", args=[review.uuid])
    step = reverse("cdop:step", args=[review.uuid, "first-meeting"])
    with clock.at(GRACE):
        assert client.post(step, {"done_on": "2019-08-31", "why": ""}).status_code == 302
        assert "before the death as it now stands" not in client.get(case).content.decode()
        services.correct_identity(review=again(review), why=WHY, by=cdc, on=GRACE, died_on=date(2019, 9, 2))
        html = client.get(case).content.decode()
        assert "before the death as it now stands" in html and "48 hours from the death" in html
        assert "2 September 2019" not in html and "30 August 2019" not in html
        refused = client.post(step, {"done_on": "2019-09-01", "why": ""}).content.decode()
        assert "before the death" in refused and "2 September 2019" not in refused and 'value="2019-09-01"' in refused
        assert client.post(step, {"done_on": "", "why": "It was not held"}).status_code == 422
        assert client.post(step, {"done_on": "2019-09-03", "why": ""}).status_code == 302
        assert "before the death as it now stands" not in client.get(case).content.decode()
        assert "recorded already" in client.post(step, {"done_on": "2019-09-03", "why": ""}).content.decode()
    assert CaseStep.objects.get().done_on == due(review)["jar-first-meeting"].met_on == date(2019, 9, 3)


NOTICE_DAYS = (
    # kind, the act, arrived, rule, last day, version
    ("registered", date(2019, 9, 4), date(2019, 9, 12), "registrar-notify", date(2019, 9, 11), 1),
    ("no-liability", date(2019, 9, 29), None, "registrar-notify", date(2019, 10, 6), 2),
    ("investigation", date(2019, 9, 5), date(2019, 9, 10), "coroner-notify", date(2019, 9, 10), 1),
    ("post-mortem", date(2019, 9, 6), None, "coroner-notify", date(2019, 9, 11), 1),
    ("prevention", date(2019, 10, 1), date(2019, 10, 9), "coroner-pfd-copy", None, 1),
)


def test_notices_have_their_clock_and_are_recorded_and_chased(take, cdc, as_, business_manager):
    for kind, act, arrived, rule, last, version in NOTICE_DAYS:
        review = take(BEFORE)
        with clock.at(GRACE):
            made = services.record_notice(
                review=again(review), kind=kind, happened_on=act, arrived_on=arrived, by=cdc, on=GRACE, note="Ref. 7"
            )
        row = Deadline.objects.get(record_id=review.pk, rule=rule)
        assert (row.due_on, row.rule_version) == (last, version), kind
        assert (row.state, row.met_on) == (("met", arrived) if arrived else ("open", None)), kind
        if not arrived:
            with clock.at(GRACE):
                with pytest.raises(ValidationError, match="has not come. Record its arrival first"):
                    services.record_notice(
                        review=again(review), kind=kind, happened_on=date(2019, 10, 20), by=cdc, on=GRACE
                    )
                html = as_(cdc).get(reverse("cdop:review", args=[review.uuid])).content.decode()
                assert "Has not come, and is late" in html and "It came" in html, kind
                services.record_arrival(notice=Notice.objects.get(pk=made.pk), arrived_on=GRACE, by=cdc, on=GRACE)
            assert Deadline.objects.get(pk=row.pk).met_on == GRACE, kind
    assert not Entry.objects.filter(code="cdop.notice_recorded", facts__icontains="2019-").exists()


def test_a_notice_that_cannot_be_is_refused_on_its_page_with_what_was_typed(take, cdc, as_, business_manager):
    review, client = take(BEFORE, died_on=date(2019, 9, 1)), as_(cdc)
    page = reverse("cdop:notice", args=[review.uuid])
    typed = {"kind": "registered", "happened_on": "2019-09-05", "arrived_on": "", "note": "Taunton district"}
    with clock.at(GRACE):
        for change, words in (
            ({"happened_on": "2019-08-31"}, "It cannot have been before the death"),
            ({"happened_on": "2019-11-13"}, "has not come"), ({"arrived_on": "2019-09-04"}, "before what it tells of"),
            ({"arrived_on": "2019-11-13"}, "has not come"), ({"kind": ""}, "Choose what it tells of"),
            ({"happened_on": "31/31"}, "Enter a day that exists"),
        ):  # fmt: skip
            refused = client.post(page, {**typed, **change})
            html = refused.content.decode()
            assert refused.status_code == 422 and words in html and "Taunton district" in html, change
        assert not Notice.objects.exists()
        assert client.post(page, typed).status_code == 302
        notice = Notice.objects.get()
        came = reverse("cdop:notice_came", args=[review.uuid, notice.uuid])
        assert client.post(came, {"arrived_on": "2019-09-04"}).status_code == 422
        assert client.post(came, {"arrived_on": "2019-09-06"}).status_code == 302
        assert "It came on 6 September 2019" in client.post(came, {"arrived_on": "2019-09-07"}).content.decode()
        assert as_(business_manager).get(page).status_code == 404
    with clock.at(ENDED):
        late = client.post(page, {**typed, "kind": "corrected"})
        assert late.status_code in (409, 422) and "child death review partners" in late.content.decode()


# --- nothing opens a case to somebody by name ------------------------------------------------------------------------


@pytest.mark.req("SEC-09")
def test_child_death_reviews_give_nobody_a_grant_on_a_case():
    """Grants open a form, a paper, a meeting and (`made`) a concern; a case, and so who the child was, never."""
    given_on = set()
    for file in Path(cdop.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("grant_access"):
                given_on |= {ast.unparse(one.value) for one in node.keywords if one.arg == "record"}
    assert given_on == {"form", "made", "meeting", "paper"}


@pytest.mark.req("SEC-09")
def test_even_a_grant_on_a_case_does_not_open_who_the_child_was(take, cdc, practitioner, as_):
    review = take(BEFORE)
    with clock.at(GRACE):
        Grant.objects.create(
            record_uuid=review.uuid, person=practitioner, may_write=True, purpose="A mistake", granted_by=cdc,
            granted_on=GRACE, ends_at=clock.now() + timedelta(days=5),
        )  # fmt: skip
        told = {"review": again(review), "why": "I would like to know", "by": practitioner, "on": GRACE}
        for act in (services.open_identity, services.correct_identity):
            with pytest.raises(Refused):
                act(**told)
        client = as_(practitioner)
        for name in ("identity", "identity_correct", "notice", "ask"):
            page = reverse(f"cdop:{name}", args=[review.uuid])
            assert client.get(page).status_code in (403, 404), name
            assert "Invented Child" not in client.post(page, {"why": "I would like to know"}).content.decode(), name
