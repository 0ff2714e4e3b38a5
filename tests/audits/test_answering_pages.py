"""An agency's pages: answering, coming back, two authors, evidence, checking, signing, keeping up to date."""

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from audits.kinds.learning.kind import KIND as LEARNING
from audits.kinds.school.kind import KIND as SCHOOL
from audits.returns import services
from audits.returns.models import Answer, AnswerRevision, AuditReturn, Draft, Evidence
from audits.sockets import kinds
from sscb import clock
from sscb.people.models import Organisation
from sscb.records.models import Record
from sscb.timetable.days import in_words
from tests.audits.conftest import OPENS, answer_all

ON = date(2019, 5, 2)


@pytest.fixture(autouse=True)
def _in_may():
    with clock.at(ON):
        yield


def url(name: str, *args) -> str:
    return reverse(f"audits:{name}", args=args)


def said(answer) -> str:
    return answer.content.decode()


def saved(one, key: str) -> Answer:
    return Answer.objects.get(of=one, key=key)


def test_an_author_answers_and_a_gap_is_saved_but_not_let_through(as_, one, contributor):
    client, page = as_(contributor), url("answer", one.uuid, "current-policy")
    tasks = said(client.get(url("return", one.uuid)))
    assert "0 of 47 questions answered. 47 are left before you can send it." in tasks
    assert "Whose move it is: County council. Nothing has been answered yet." in tasks
    assert "None or out of date by 2 years" in said(client.get(page))
    told = {"edition": 1, "self_grade": "1", "words": "The draft is out.", "impact": "", "gap_reason": ""}
    answer = client.post(page, {**told, "then": "next"})
    assert answer.status_code == 422
    assert "Grade 1 needs an action, or a reason why there is none." in said(answer)
    assert "Your answer has been saved." in said(answer) and saved(one, "current-policy").self_grade == 1
    half = client.post(page, {**told, "edition": 2, "action_text": "Publish it", "then": "next"})
    assert half.status_code == 422 and "Say whose it is to do: a post, not a name." in said(half)
    whole = {**told, "edition": 2, "action_text": "Publish it", "action_owner": "Head of policy",
             "action_due": "2019-09-30", "then": "next"}  # fmt: skip
    answer = client.post(page, whole)
    assert (answer.status_code, answer["Location"].rsplit("/", 2)[1]) == (302, "staff-know-how-to-act")
    tasks = said(client.get(url("return", one.uuid)))
    assert "1 of 47 questions answered" in tasks and "1 planned" in tasks
    assert "1 standard: not in place" in tasks or "1 standard: partly in place" in tasks
    assert client.get(url("standard", one.uuid, "policy")).status_code == 200
    looked_at = AnswerRevision.objects.count()
    assert client.post(page, {**told, "edition": 2, "then": "later"}).status_code == 302
    assert AnswerRevision.objects.count() == looked_at, "saying nothing new leaves no trace"
    assert client.post(page, {**told, "self_grade": "9", "edition": 2}).status_code == 422
    assert client.get(url("answer", one.uuid, "no-such-question")).status_code == 404


def test_a_draft_outlives_the_session(as_, one, contributor, agency_lead):
    client, page = as_(contributor), url("answer", one.uuid, "current-policy")
    typed = {"edition": 1, "self_grade": "N", "words": "Half a sentence of mine", "action_due": "31/31/2019"}
    kept = client.post(url("keep_draft", one.uuid, "current-policy"), typed)
    assert kept.status_code == 200 and kept.json()["says"].startswith("Draft kept at")
    Session.objects.all().delete()
    assert client.post(page, typed).status_code == 302, "signed out: the page asks to sign in again"
    client = as_(contributor)
    back = said(client.get(page))
    assert "Half a sentence of mine" in back and "and did not save it" in back
    assert not saved(one, "current-policy").is_given
    assert "Half a sentence" not in said(as_(agency_lead).get(page)), "a draft is its author's alone"
    assert "Drafts of yours that are not saved" in said(client.get(url("return", one.uuid)))
    refused = client.post(page, {**typed, "action_due": ""})
    assert refused.status_code == 422 and "Say why it does not apply to you." in said(refused)
    assert client.post(url("keep_draft", one.uuid, "current-policy"), {"words": "x" * 70_000}).status_code == 422
    assert Draft.objects.count() == 1
    client.post(url("drop_draft", one.uuid, "current-policy"))
    assert "Half a sentence" not in said(client.get(page))


def test_the_second_author_sees_both_texts_on_the_page(as_, one, contributor, agency_lead):
    page = url("answer", one.uuid, "current-policy")
    first, second = as_(contributor), as_(agency_lead)
    first.post(page, {"edition": 1, "self_grade": "2", "words": "Reviewed in March."})
    answer = second.post(page, {"edition": 1, "self_grade": "3", "words": "It is out of date."})
    text = said(answer)
    assert answer.status_code == 409
    assert "Reviewed in March." in text and text.count("It is out of date.") >= 2
    assert "Connor Tribe saved this answer" in text and 'name="edition" value="2"' in text
    assert Draft.objects.get().typed["words"] == ["It is out of date."]
    second.post(page, {"edition": 2, "self_grade": "3", "words": "Reviewed in March. It was out of date before."})
    assert saved(one, "current-policy").words == "Reviewed in March. It was out of date before."
    trail = said(second.get(url("trail", one.uuid)))
    assert "Reviewed in March." in trail and "Alma Lead" in trail
    overtaken = second.post(url("keep_draft", one.uuid, "current-policy"), {"edition": 2, "words": "Old"}).json()
    assert overtaken["says"] == "You have saved this answer since this page was opened." and not Draft.objects.exists()


def test_an_agency_reaching_for_anothers_return_finds_nothing(as_, one, invited, other_agency, contributor):
    other, client = invited[other_agency.name], as_(contributor)
    for name in ("return", "check", "trail"):
        assert client.get(url(name, other.uuid)).status_code == 404
    for name in ("answer", "keep_draft", "confirm", "comment", "add_evidence"):
        assert client.post(url(name, other.uuid, "current-policy"), {"edition": 1, "words": "x"}).status_code == 404
    proof = Evidence.objects.create(
        answer=saved(other, "current-policy"), kind="policy", title="Theirs", from_on=ON, to_on=ON, address="Intranet",
        added_on=ON, added_by=contributor,
    )  # fmt: skip
    client.post(url("withdraw_evidence", one.uuid, "current-policy"), {"of": str(proof.uuid)})
    assert Evidence.objects.get(pk=proof.pk).withdrawn_on is None


def test_evidence_is_what_it_says(as_, one, contributor):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, page = as_(contributor), url("add_evidence", one.uuid, "current-policy")
    told = {"title": "Policy", "kind": "policy", "from_on": "2016-01-01", "to_on": "2016-12-31"}
    fake = SimpleUploadedFile("policy.pdf", b"MZ\x90 a program with a name", "application/pdf")
    answer = client.post(page, {**told, "file": fake})
    assert answer.status_code == 422 and "This file is not a PDF, whatever its name says." in said(answer)
    sheet = SimpleUploadedFile("policy.xlsm", b"PK", "application/vnd.ms-excel")
    assert "Choose a PDF." in said(client.post(page, {**told, "file": sheet}))
    expired = said(client.post(page, {**told, "address": "Intranet", "expires_on": "2019-01-01"}))
    assert "It went out of date on 1 January 2019. Add what holds now." in expired
    assert "Add a file, or say where it is." in said(client.post(page, told))
    assert not Evidence.objects.exists()
    assert client.post(page, {**told, "address": "Intranet, policies"}).status_code == 302
    shown = said(client.get(url("answer", one.uuid, "current-policy")))
    assert "Old: over 24 months" in shown and "Intranet, policies" in shown
    client.post(url("withdraw_evidence", one.uuid, "current-policy"), {"of": str(Evidence.objects.get().uuid)})
    assert "Intranet, policies" not in said(client.get(url("answer", one.uuid, "current-policy")))
    client.post(url("comment", one.uuid, "current-policy"), {"text": "Ask the front desk."})
    assert "Ask the front desk." in said(client.get(url("answer", one.uuid, "current-policy")))


def test_checked_signed_handed_in_and_kept_up_to_date(as_, one, contributor, head, business_manager):
    author, signer = as_(contributor), as_(head)
    answer_all(one, contributor, but=("current-policy",))
    check = said(author.get(url("check", one.uuid)))
    assert "1 thing to do before it can be signed." in check and "Not answered" in check
    stopped = author.post(url("ask_for_signature", one.uuid), follow=True)
    assert "some questions have no answer" in said(stopped)
    author.post(url("answer", one.uuid, "current-policy"), {"edition": 1, "self_grade": "1", "words": "A draft."})
    assert "Needs an action, or a reason why there is none" in said(author.get(url("check", one.uuid)))
    stopped = author.post(url("ask_for_signature", one.uuid), follow=True)
    assert "a gap has neither an action nor a reason" in said(stopped)
    AuditReturn.objects.all_for_job("a test").get(pk=one.pk, stage="in_progress")
    author.post(url("answer", one.uuid, "current-policy"), {"edition": 2, "self_grade": "2", "words": "Current."})
    assert "Ask for the signature" in said(author.get(url("check", one.uuid)))
    author.post(url("ask_for_signature", one.uuid))
    assert author.get(url("sign", one.uuid)).status_code == 403
    late = author.post(url("answer", one.uuid, "current-policy"), {"edition": 3, "self_grade": "3", "words": "Typed."})
    assert late.status_code == 409 and "is waiting to be signed. Take it back first" in said(late)
    assert "Typed." in said(late) and saved(one, "current-policy").self_grade == 2
    unsure = signer.post(url("sign", one.uuid), {"office": "head of agency"})
    assert unsure.status_code == 422 and "Tick the box to sign." in said(unsure)
    done = signer.post(url("sign", one.uuid), {"office": "head of agency", "sure": "on"}, follow=True)
    assert "The return is signed and handed in." in said(done)
    assert "Whose move it is: The Board." in said(author.get(url("return", one.uuid)))
    Record._plain.filter(pk=one.pk).update(stage="closed", closed_on=ON)
    page = url("answer", one.uuid, "current-policy")
    bare = author.post(page, {"edition": 3, "self_grade": "3", "words": "Better."})
    assert bare.status_code == 422 and "Say why you change an answer of a closed return" in said(bare)
    author.post(page, {"edition": 3, "self_grade": "3", "words": "Better.", "why": "Audit in April"})
    assert (saved(one, "current-policy").self_grade, one.snapshots.get().content["answers"]["current-policy"][
        "self_grade"]) == (3, 2)  # fmt: skip
    trail = said(author.get(url("trail", one.uuid)))
    assert "Audit in April" in trail and "Updated after closing" in trail
    assert as_(business_manager).post(page, {"edition": 4, "self_grade": "0"}).status_code in (403, 404)


def test_what_is_late_stands_first_in_the_list(as_, invited, one, agency, other_agency, business_manager):
    late = invited[other_agency.name]
    for first, second in ((late, one), (one, late)):
        AuditReturn.objects.all_for_job("a test").filter(pk=first.pk).update(due_on=date(2019, 4, 20))
        AuditReturn.objects.all_for_job("a test").filter(pk=second.pk).update(due_on=date(2019, 6, 28))
        page = said(as_(business_manager).get("/audits/returns/"))
        assert 0 < page.index(str(first.uuid)) < page.index(str(second.uuid)) and "Late 12 days" in page


# --- every kind -------------------------------------------------------------------------------------------------------

SAMPLES = {
    "grade": {"self_grade": "2"}, "text": {"v": "Yearly plan"}, "number": {"v": "412"},
    "share": {"v_part": "40", "v_of": "50"}, "yes_partly_no": {"v_said": "partly", "v_comment": "In June"},
    "date": {"v": "2019-03-27"}, "dates": {"v_from": "2018-04-01", "v_to": "2019-03-31"},
    "date_and_person": {"v_on": "2019-03-27", "v_who": "Head of office"},
}  # fmt: skip
CELLS = {"number": "4", "months": "36", "share": None, "yes_partly_no": "yes", "date": "2019-03-27"}


def sample(question) -> dict:
    """Something that fits, as a browser sends it."""
    if question.answer in ("choice", "choices"):
        return {"v": question.choices[0]}
    if question.answer not in ("grid", "rows"):
        return SAMPLES[question.answer]
    found = {"v_rows": "3"} if question.answer == "rows" else {}
    for column in question.columns:
        name = f"v_0_{column.key}"
        if column.cell == "share":
            found |= {f"{name}_part": "3", f"{name}_of": "4"}
        else:
            found[name] = CELLS.get(column.cell, "Some words")
    return found


def test_every_kind_of_answer_of_every_kind_of_audit_can_be_given_and_comes_back(
    as_, person, group, business_manager
):
    for kind in kinds:
        group(kind.moderated_by)
        basis = sorted(kind.asks)[0]
        agency = Organisation.objects.create(
            code=f"kind-{kind.code}", name=f"Body of {kind.code}", kind="SCH" if kind is SCHOOL else "POL",
            duty_basis=basis, from_on=date(2015, 1, 1),
        )  # fmt: skip
        author = as_(person(f"Author of {kind.code}", role="AGC", organisation=agency))
        with clock.at(OPENS):
            cycle = services.plan_cycle(
                kind=kind.code, title=f"{kind.title} 2019", opens_on=OPENS, closes_on=date(2019, 6, 28),
                by=business_manager, on=OPENS,
            )  # fmt: skip
            made = services.open_cycle(cycle=cycle, by=business_manager, on=OPENS)
        one = next(each for each in made if each.owner == agency)
        seen = set()
        for _, question in kind.questions.asked_of(agency.kind):
            if question.answer in seen and question.answer not in ("grid", "rows"):
                continue
            seen.add(question.answer)
            page = url("answer", one.uuid, question.key)
            answer = author.post(page, {"edition": 1, "words": "", "then": "next", **sample(question)})
            assert answer.status_code == 302, f"{kind.code} {question.number}: {said(answer)[:3000]}"
            assert saved(one, question.key).is_given, f"{kind.code} {question.number}"
            assert author.get(page).status_code == 200
        assert author.get(url("return", one.uuid)).status_code == author.get(url("check", one.uuid)).status_code == 200
        assert AuditReturn.objects.all_for_job("a test").get(pk=one.pk).stage == "in_progress"


def test_a_cell_that_cannot_be_is_refused_in_words_and_kept(as_, agency, contributor, group, business_manager):
    group(LEARNING.moderated_by)
    with clock.at(OPENS):
        cycle = services.plan_cycle(kind="learning", title="L&D 2019", opens_on=OPENS, closes_on=date(2019, 6, 28),
                                    by=business_manager, on=OPENS)  # fmt: skip
        one = next(each for each in services.open_cycle(cycle=cycle, by=business_manager, on=OPENS)
                   if each.owner == agency)  # fmt: skip
    client = as_(contributor)
    page = url("answer", one.uuid, "in-date")
    told = {"edition": 1, "words": "", "v_1_in-date_part": "9", "v_1_in-date_of": "4"}
    answer = client.post(page, told)
    assert answer.status_code == 422 and "9 of 4 cannot be: the first is part of the second." in said(answer)
    assert 'value="9"' in said(answer) and "as a draft of yours" in said(answer)
    assert not saved(one, "in-date").is_given
    assert client.post(page, {**told, "v_1_in-date_part": "3"}).status_code == 302
    assert saved(one, "in-date").value == {"Group 2": {"in-date": {"part": 3, "of": 4}}}
    dates = {"edition": 1, "words": "", "v_from": "2018-04-01", "v_to": "2019-03-31"}
    client.post(url("answer", one.uuid, "reporting-period"), dates)
    read = said(client.get(url("check", one.uuid)))
    assert "Group 2: 3 of 4" in read and "1 April 2018 to 31 March 2019" in read


def test_training_in_date_is_offered_beside_section_11_and_taken_over_with_one_press(
    as_, one, agency, contributor, group, business_manager
):
    client, page = as_(contributor), url("answer", one.uuid, "matched-and-measured")
    assert "Put this below your words" not in said(client.get(page))
    group(LEARNING.moderated_by)
    with clock.at(OPENS):
        cycle = services.plan_cycle(kind="learning", title="L&D 2018", opens_on=OPENS, closes_on=date(2019, 6, 28),
                                    by=business_manager, on=OPENS)  # fmt: skip
        told = next(each for each in services.open_cycle(cycle=cycle, by=business_manager, on=OPENS)
                    if each.owner == agency)  # fmt: skip
    for key, value in (("in-date", {"Group 1": {"in-date": {"part": 30, "of": 40}}}),
                       ("reporting-period", {"from": "2018-04-01", "to": "2019-03-31"})):  # fmt: skip
        Answer.objects.filter(of=told, key=key).update(value=value)
    assert "Put this below your words" not in said(client.get(page)), "What was not handed in is nobody's yet."
    Record._plain.filter(pk=told.pk).update(released_on=OPENS, stage="submitted")
    shown = said(client.get(page))
    source = f"L&amp;D 2018, 1 April 2018 to 31 March 2019, as at {in_words(OPENS)}"
    assert "75% (30 of 40) of staff due are in date" in shown and source in shown
    assert "Put this below your words" not in said(client.get(url("answer", one.uuid, "current-policy")))
    edition = saved(one, "matched-and-measured").edition
    typed = {"edition": edition, "self_grade": "2", "words": "Our matrix.", "impact": "", "gap_reason": ""}
    for _ in range(2):
        assert client.post(page, {**typed, "then": "known"})["Location"] == page
        now = saved(one, "matched-and-measured")
        typed |= {"edition": now.edition, "words": now.words}
    assert now.self_grade == 2 and now.words == (
        "Our matrix.\n75% (30 of 40) of staff due are in date (L&D 2018, 1 April 2018 to 31 March 2019, "
        f"as at {in_words(OPENS)})."
    )
    Answer.objects.filter(pk=now.pk).update(confirmed=False, words="Our matrix.")
    typed |= {"edition": now.edition, "words": "Our matrix."}
    client.post(page, {**typed, "then": "known"})
    now = saved(one, "matched-and-measured")
    assert "75%" in now.words and not now.confirmed, "the portal's figure does not say that the answer still holds"
    client.post(page, {**typed, "edition": now.edition, "words": now.words, "then": "next"})
    assert saved(one, "matched-and-measured").confirmed
    # what was carried over is confirmed by saying that it holds, not by taking something over beside it
    Answer.objects.filter(pk=now.pk).update(
        words="As it was.\nSince 2017.", confirmed=False, self_grade=2, carried_from=told.answers.first()
    )
    edition = saved(one, "matched-and-measured").edition
    typed |= {"edition": edition, "words": "As it was.\r\nSince 2017."}
    client.post(page, {**typed, "then": "known"})
    now = saved(one, "matched-and-measured")
    assert "75% (30 of 40)" in now.words and not now.confirmed and "Does it still hold?" in said(client.get(page))
    client.post(page, {**typed, "edition": now.edition, "words": now.words, "self_grade": "3", "then": "known"})
    assert saved(one, "matched-and-measured").confirmed, "a grade of their own is an answer"
