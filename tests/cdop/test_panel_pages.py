"""The panel's way through the pages: planned, written, sent, read, held, decided; and who sees none of it."""

import subprocess
from datetime import date

import pytest
from django.urls import reverse

from cdop import services
from cdop.models import Analysis, ChildDeathReview, Finding, PanelItem, PanelMeeting, PanelPaper, PaperCopy, Suspicion
from sscb import clock
from sscb.access.models import Exclusion, Grant
from sscb.history.models import View
from sscb.jobs.models import Mail
from sscb.learning.models import LearningPoint
from sscb.timetable.models import Deadline

BEFORE, GRACE, DAY = date(2019, 9, 3), date(2019, 11, 12), date(2019, 12, 5)
NAME = "Ottoline Marchbanks"
SUMMARY = "A baby was found not breathing in the parents’ bed, in the early morning."


@pytest.fixture
def panel_chair(person, other_agency):
    return person("Petra Chairwell", organisation=other_agency, sits={"cdop": "chair"})


@pytest.fixture
def member(person, agency):
    return person("Mona Memberly", organisation=agency, job_title="Designated doctor", sits={"cdop": "member"})


@pytest.fixture
def ready(take, cdc, agency, contributor):
    """A case with one agency's answer, ready for the panel."""

    def make(name=NAME, postcode="TA9 9ZZ"):
        review = take(BEFORE, child={"name": name, "postcode": postcode, "place_of_death": "Wessel Hospital"})
        with clock.at(BEFORE):
            services.open_review(review=review, by=cdc, on=BEFORE)
            form = services.ask_agency(review=review, agency=agency, named=contributor, by=cdc, on=BEFORE)
            services.answer_form(
                form=form, by=contributor, on=BEFORE, finished=True,
                answers={"A.1": ("value", f"{name.split()[0]} was seen at Wessel Hospital on 1 September 2019.")},
            )  # fmt: skip
            services.move_review(review=ChildDeathReview.objects.get(pk=review.pk), to="ready", by=cdc, on=BEFORE)
        return ChildDeathReview.objects.get(pk=review.pk)

    return make


@pytest.fixture
def meeting(panel_chair, member, cdc, start):
    with clock.at(GRACE):
        return services.plan_panel(planned_on=DAY, by=cdc, on=GRACE)


@pytest.fixture
def out(meeting, ready, cdc):
    """A meeting whose papers are out: one case, its paper approved, its analysis form begun."""
    review = ready()
    with clock.at(GRACE):
        services.put_on_agenda(meeting=meeting, review=review, by=cdc, on=GRACE)
        paper = services.write_paper(review=review, texts={"summary": SUMMARY}, agencies={}, by=cdc, on=GRACE)
        services.approve_paper(paper=paper, by=cdc, on=GRACE)
        services.write_analysis(
            review=ChildDeathReview.objects.get(pk=review.pk), category=10, modifiable="none", by=cdc, on=GRACE
        )
        services.send_papers(meeting=PanelMeeting.objects.get(), by=cdc, on=GRACE)
    return PanelPaper.objects.get()


def page(name, thing):
    return reverse(f"cdop:{name}", args=[thing.uuid])


def text_of(answer):
    return answer.content.decode()


def test_the_co_ordinator_plans_and_fills_a_meeting(panel_chair, member, ready, cdc, as_, contributor, agency):
    review, client = ready(), as_(cdc)
    answer = client.post(reverse("cdop:panel_plan"), {"planned_on": "2020-02-03", "room_for": 3})
    assert answer.status_code == 422 and "rule cdop-grace-end" in text_of(answer)
    client.post(reverse("cdop:panel_plan"), {"planned_on": "2019-12-05", "room_for": 3, "place": "County Hall"})
    meeting = PanelMeeting.objects.get()
    assert set(meeting.attendance.values_list("person__name", flat=True)) == {panel_chair.name, member.name}
    html = text_of(client.get(page("meeting_agenda", meeting)))
    assert review.reference in html
    client.post(page("meeting_agenda", meeting), {"review": str(review.uuid)})
    client.post(
        page("meeting_ask", meeting),
        {"name": "Dr Visiting", "job_title": "Consultant", "agency": str(agency.uuid), "seat": "adviser"},
    )
    assert "Choose somebody, or enter" in text_of(client.post(page("meeting_ask", meeting), {"seat": "member"}))
    html = text_of(client.get(page("meeting", meeting)))
    for words in ("1 case for the panel on 5 December 2019", "Dr Visiting", "Not written yet", "For a quorum it still"):
        assert words in html, words
    seat = meeting.attendance.get(name="Dr Visiting")
    client.post(page("seat_off", seat))
    assert not meeting.attendance.filter(name="Dr Visiting")
    client.post(page("meeting_move", meeting), {"planned_on": "2019-12-09", "why": "The room", "version": 1})
    meeting.refresh_from_db()
    assert (meeting.planned_on, meeting.first_planned_on) == (date(2019, 12, 9), DAY)
    item = PanelItem.objects.get()
    client.post(page("item_off", item), {"why": "The agency asked"})
    assert PanelItem.objects.get().outcome == "off"
    client.post(page("meeting_agenda", meeting), {"review": str(review.uuid)})
    client.post(page("meeting_cancel", meeting), {"why": "Illness"})
    assert ChildDeathReview.objects.get(pk=review.pk).stage == "ready"
    html = text_of(client.get(reverse("cdop:panel")))
    assert "No meeting of the panel is planned" in html and "Cancelled" in html
    client.post(reverse("cdop:panel_quorum"), {"from_on": "2019-11-12", "agencies": 2, "source": "Terms of reference"})
    assert "at least 2 agencies" in text_of(client.get(reverse("cdop:panel")))


@pytest.mark.req("SEC-29")
def test_a_paper_is_written_beside_the_answers_and_refused_until_it_names_nobody(ready, cdc, as_):
    review, client = ready(), as_(cdc)
    html = text_of(client.get(page("paper_write", review)))
    assert "Ottoline was seen at Wessel Hospital" in html
    texts = {"summary": SUMMARY, "agency_county-council": "Ottoline was seen at Wessel Hospital on 1 September 2019."}
    client.post(page("paper_write", review), texts)
    paper = PanelPaper.objects.get()
    html = text_of(client.get(page("paper", paper)))
    for words in ("“Ottoline” is a name in this case", "“1 September” is a date", "“Wessel Hospital” names a place"):
        assert words in html, words
    assert "Approve for the panel" not in html
    client.post(page("paper_approve", paper))
    assert PanelPaper.objects.get().stage == "draft"
    answer = client.post(page("paper_write", review), {**texts, "version": 1})
    assert answer.status_code == 409 and "Somebody else changed" in text_of(answer)
    paper.refresh_from_db()
    client.post(
        page("paper_write", review),
        {"summary": SUMMARY, "agency_county-council": "The baby was seen in hospital that month.",
         "version": paper.version},
    )  # fmt: skip
    client.post(page("paper_approve", paper))
    paper = PanelPaper.objects.get()
    assert (paper.stage, paper.month, paper.age) == ("approved", "September 2019", "5 to 9 years")


@pytest.mark.req("SEC-09")
def test_papers_go_out_to_those_who_attend_and_close_again(out, meeting, panel_chair, member, cdc, as_, qp_member):
    assert set(PaperCopy.objects.values_list("person__name", "number")) == {(panel_chair.name, 1), (member.name, 2)}
    assert Mail.objects.filter(to__in=[panel_chair, member]).count() == 2
    assert not any(word in mail.body + mail.subject for mail in Mail.objects.all() for word in ("Ottoline", "CDR-"))
    client = as_(member)
    html = text_of(client.get(page("meeting", meeting)))
    assert "Copy 2 of 2 is yours" in html and "Send" not in html
    html = text_of(client.get(page("paper", out)))
    for words in (SUMMARY, "September 2019", "10. Sudden unexpected, unexplained death", "OFFICIAL-SENSITIVE",
                  f"Copy 2 of 2: {member.name}"):  # fmt: skip
        assert words in html, words
    for secret in ("Ottoline", "Marchbanks", "TA9", "Wessel"):
        assert secret not in html
    assert View.objects.filter(object_uuid=out.uuid, by_uuid=member.uuid).count() == 1
    for name in ("review", "paper_write", "analysis", "finding_add"):
        assert client.get(page(name, out.review)).status_code == 404, name
    assert client.get(page("suspect", out)).status_code == 404
    assert client.get(reverse("cdop:reviews")).status_code == 403
    stranger = as_(qp_member)
    assert stranger.get(page("paper", out)).status_code == 404
    assert stranger.get(page("meeting", meeting)).status_code == 404
    assert stranger.get(reverse("cdop:panel")).status_code == 403
    with clock.at(date(2019, 12, 11)):
        assert client.get(page("paper", out)).status_code == 404
    assert Grant.objects.filter(record_uuid=out.review.uuid).count() == 0


@pytest.mark.req("SEC-10")
def test_a_declared_conflict_closes_the_case_to_the_person(out, meeting, member, cdc, as_):
    client, item = as_(member), PanelItem.objects.get()
    seat = meeting.attendance.get(person=member)
    html = text_of(client.get(page("item_conflict", item)))
    assert "Petra Chairwell" not in html
    told = {"attendance": str(seat.uuid), "why": "Treated the child"}
    assert client.post(page("item_conflict", item), told).url == page("meeting", meeting)
    assert client.get(page("paper", out)).status_code == 404
    shut = Exclusion.objects.filter(person=member).values_list("record_uuid", flat=True)
    assert set(shut) == {out.uuid, out.review.uuid}, "the paper, and the case whatever role comes later"
    html = text_of(client.get(page("meeting", meeting)))
    assert "A case in which you take no part" in html and out.review.reference not in html
    with clock.at(GRACE):
        sent = as_(cdc).post(page("meeting_send", meeting), follow=True)
    assert sent.status_code == 200 and "The papers are out" in text_of(sent)
    assert client.get(page("paper", out)).status_code == 404


def test_the_chair_records_who_is_there_and_what_was_decided(out, meeting, panel_chair, member, cdc, as_):
    client, item = as_(panel_chair), PanelItem.objects.get()
    seats = [str(row.uuid) for row in meeting.attendance.all()]
    with clock.at(DAY):
        refused = client.post(page("item_decide", item), {"outcome": "reviewed", "decision": "Agreed."})
        assert refused.status_code == 422 and "Record first who is at the meeting" in text_of(refused)
        client.post(page("meeting_hold", meeting), {"met_on": "2019-12-05", "seats": seats})
        html = text_of(client.get(page("meeting", meeting)))
        assert "No quorum: it lacks 2 more agencies (2 of 4)" in html
        refused = client.post(page("item_decide", item), {"outcome": "reviewed", "decision": "Agreed."})
        assert refused.status_code == 422 and "There is no quorum for this case" in text_of(refused)
        told = {"outcome": "deferred", "decision": f"{NAME} again", "why": "x"}
        refused = client.post(page("item_decide", item), told)
        assert refused.status_code == 422 and "This could say who somebody was" in text_of(refused)
        assert "is a name" not in text_of(refused)
        told = {"outcome": "reviewed", "decision": "Agreed; nothing modifiable.", "without_quorum_because": "Snow"}
        client.post(page("item_decide", item), told)
    review = ChildDeathReview.objects.get()
    assert (review.stage, review.completed_on, review.completed_by) == ("reviewed", DAY, panel_chair)
    assert Analysis.objects.get().agreed_by == panel_chair
    item.refresh_from_db()
    assert (item.outcome, item.without_quorum_because, item.decided_by) == ("reviewed", "Snow", panel_chair)
    html = text_of(client.get(page("meeting", meeting)))
    assert "The panel dealt with 1 case on 5 December 2019" in html and "Snow" in html


def test_a_member_records_nothing(out, meeting, member, as_):
    client, item = as_(member), PanelItem.objects.get()
    for name, thing in (("meeting_hold", meeting), ("item_decide", item), ("meeting_ask", meeting)):
        assert client.get(page(name, thing)).status_code == 403, name
    for name, thing in (("meeting_move", meeting), ("meeting_send", meeting), ("item_off", item)):
        assert client.post(page(name, thing)).status_code == 403, name
    assert client.post(page("paper_approve", out)).status_code in (403, 404)


@pytest.mark.pdf
@pytest.mark.req("SEC-25")
def test_the_pdf_is_numbered_named_and_marked(out, member, as_):
    answer = as_(member).get(page("paper_pdf", out))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    assert f"official-sensitive-{out.reference.lower()}.pdf" in answer["Content-Disposition"]
    said = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True, timeout=600, check=True
    ).stdout.decode()
    for words in ("OFFICIAL-SENSITIVE", f"Copy 2 of 2: {member.name}", "A baby was found not breathing",
                  "September 2019"):  # fmt: skip
        assert words in said, words
    seen = View.objects.filter(object_uuid=out.uuid, by_uuid=member.uuid, kind="pdf").exclude(sha256="").get()
    assert "Copy 2 of 2" in seen.why


def test_the_analysis_form_is_filled_in_and_refuses_what_is_wrong(ready, cdc, as_):
    review = ready()
    client, address = as_(cdc), page("analysis", review)
    code = review.forms
    domain = "A" if code == "2018" else "child"
    html = text_of(client.get(address))
    assert ("has not been confirmed" in html) == (code == "2018")
    wrong = {
        "summary": f"{NAME} died.", "category": 8, "secondary": [3], "modifiable": "identified",
        f"{domain}_0_text": "A factor", "version": review.version,
    }  # fmt: skip
    answer = client.post(address, wrong)
    html = text_of(answer)
    assert answer.status_code == 422
    for words in ("stands above", "Choose how far this factor bore", "Choose a theme"):
        assert words in html, words
    right = {
        "summary": "A baby died in hospital.", "category": 3, "secondary": [8], "modifiable": "identified",
        f"{domain}_0_text": "Born early", f"{domain}_0_influence": "2", "theme_0_theme": "Safe sleeping",
        "theme_0_domain": domain, "version": review.version,
    }  # fmt: skip
    answer = client.post(address, {**right, "summary": f"{NAME} died."})
    assert answer.status_code == 422 and "is a name in this case" in text_of(answer)
    assert client.post(address, right).status_code == 302
    analysis = Analysis.objects.get()
    assert analysis.category == 3 and analysis.factors.get().influence == "2"
    assert analysis.modifiable_factors.get().theme == "Safe sleeping"
    assert client.post(address, right).status_code == 409
    assert "Born early" in text_of(client.get(address))


@pytest.mark.req("SEC-29")
def test_what_the_board_learns_is_written_by_one_and_signed_off_by_another(
    out, panel_chair, cdc, as_, agency, agency_lead
):
    review, office, chairs = out.review, as_(cdc), as_(panel_chair)
    told = {"kind": "recommendation", "text": "Advise on sleeping at each visit.", "agency": str(agency.uuid),
            "due_on": "2020-01-20"}  # fmt: skip
    refused = office.post(page("finding_add", review), {"kind": "action", "text": "Do it"})
    assert refused.status_code == 422 and "An action has an agency and a date" in text_of(refused)
    office.post(page("finding_add", review), told)
    finding = Finding.objects.get()
    office.post(page("finding_change", finding), {**told, "text": "Advise on safe sleeping at each visit."})
    refused = office.post(
        page("finding_board", finding), {"plain_title": "Sleep", "plain_text": f"See {review.reference}."}
    )
    assert refused.status_code == 422 and "is the number of a case" in text_of(refused)
    office.post(
        page("finding_board", finding),
        {"plain_title": "Talk about safe sleeping", "plain_text": "Every visit asks where the baby sleeps.",
         "theme": "Safe sleeping"},
    )  # fmt: skip
    refused = office.post(page("finding_tell", finding), {})
    assert refused.status_code == 422 and "signed off first" in text_of(refused)
    assert office.post(page("finding_publish", finding)).status_code == 403
    assert "Sign it off for the Board" in text_of(chairs.get(page("paper", out)))
    chairs.post(page("finding_publish", finding))
    point = LearningPoint.objects.get()
    assert (point.source, point.source_uuid) == ("child death overview panel", None)
    action = point.actions.get()
    assert action.agency == agency and action.due_on == date(2020, 1, 20)
    html = text_of(as_(agency_lead).get(reverse("learning:point", args=[point.uuid])))
    assert "Talk about safe sleeping" in html and review.reference not in html
    office.post(page("finding_tell", finding), {})
    finding.refresh_from_db()
    assert finding.told_on == GRACE and Mail.objects.filter(to=agency_lead, key__startswith="recommendation").exists()
    assert office.post(page("finding_change", finding), told).status_code == 422


@pytest.mark.parametrize(
    ("today", "way", "words"),
    [(date(2019, 9, 20), "scr", "serious case review"), (GRACE, "partners", "national Child Safeguarding")],
)
def test_a_suspicion_is_passed_on_at_once(ready, cdc, business_manager, board_member, as_, today, way, words):
    review = ready()
    with clock.at(today):
        paper = services.write_paper(review=review, texts={"summary": SUMMARY}, agencies={}, by=cdc, on=today)
        as_(cdc).post(page("suspect", paper), {"words": "The bruises do not fit what Ottoline’s parents said."})
        made = Suspicion.objects.get()
        assert (made.way, made.suspected_on) == (way, today)
        assert Deadline.objects.get(record_id=made.pk).due_on == today
        mail = Mail.objects.get(to=business_manager)
        assert "Ottoline" not in mail.body and "CDR-" not in mail.body
        client = as_(business_manager)
        home = text_of(client.get("/"))
        assert "A concern must be passed on today" in home and "Ottoline" not in home
        html = text_of(client.get(page("suspicion", made)))
        assert words in html and "bruises" not in html and review.reference not in html
        assert as_(board_member).get(page("suspicion", made)).status_code == 404
    late = date.fromordinal(today.toordinal() + 2)
    with clock.at(late):
        assert "has not been passed on" in text_of(client.get("/"))
        told = {"told_whom": "The three partners", "told_on": late.isoformat(), "version": made.version}
        refused = client.post(page("suspicion", made), told)
        assert refused.status_code == 422 and "serious incident of the process" in text_of(refused)
        client.post(page("suspicion", made), {**told, "late_because": "The office was closed"})
        made.refresh_from_db()
        assert made.stage == "told"
        assert "2 days late: a serious incident" in text_of(client.get(page("suspicion", made)))


def test_more_meetings_and_more_cases_cost_no_more_queries(meeting, ready, cdc, as_, budget):
    """At one case and at three; at one meeting and at five."""
    client, spent = as_(cdc), []

    def put(name):
        review = ready(name, postcode=f"TA9 {len(name)}ZZ")
        with clock.at(GRACE):
            services.put_on_agenda(meeting=PanelMeeting.objects.get(pk=meeting.pk), review=review, by=cdc, on=GRACE)

    client.get(reverse("cdop:panel"))
    put("Ann Onelike1")
    for _ in range(2):
        with budget("cdop.panel") as listed:
            client.get(reverse("cdop:panel"))
        with budget("cdop.meeting") as shown:
            client.get(page("meeting", meeting))
        spent.append((len(listed), len(shown)))
        if len(spent) == 1:
            for name in ("Bea Twolikes12", "Cal Threelikes123"):
                put(name)
            for day in (9, 10, 11, 12):
                with clock.at(GRACE):
                    services.plan_panel(planned_on=date(2019, 12, day), by=cdc, on=GRACE)
    assert spent[0] == spent[1]
