"""Support, sources, staff surveys, training gaps and the papers: what the Board does with a cycle."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError

from audits.demo.grades import both
from audits.gaps import services as gap_services
from audits.gaps.counting import GROUPS, added, in_date, used
from audits.gaps.models import TrainingGap
from audits.gaps.pack import gather_learning
from audits.kinds.section11.kind import KIND
from audits.results import services as results
from audits.results.models import Support
from audits.results.queries.pack import gather_section11
from audits.returns import services
from audits.returns.models import Answer, AuditReturn
from audits.survey import services as surveys
from audits.survey.models import Reply, Survey
from audits.survey.queries import said_of, survey_page
from sscb import clock
from sscb.board.packs.freezing import frozen_text
from sscb.records.models import Record

ON, TODAY = date(2019, 5, 2), date(2019, 11, 12)
MOMENT = clock.end_of(TODAY)


def replies(count: int, agree: int, key: str = "know-the-lead") -> list[dict[str, int]]:
    return [{key: 3 if place < agree else 1} for place in range(count)]


# --- front-line staff -------------------------------------------------------------------------------------------------


@pytest.mark.req("SEC-30")
def test_few_replies_and_telling_shares_are_not_shown():
    statements = KIND.survey[:1]
    for count, agree, shown in (
        (9, 5, "Fewer than 10 answered: not shown"), (40, 3, "[c]: so few differ that they could be known"),
        (40, 38, "[c]: so few differ that they could be known"), (40, 30, "75% (30 of 40)"),
        (40, 40, "100% (40 of 40)"),
    ):  # fmt: skip
        (said,) = said_of(statements, replies(count, agree))
        assert said.shown == shown, (count, agree)
        assert (said.of is None) is ("%" not in shown)
    standards = {standard.key for standard in KIND.questions.standards}
    assert {one.standard for one in KIND.survey} == standards


@pytest.mark.req("SEC-08")
def test_the_link_takes_a_reply_from_nobody_in_particular_and_shows_nothing(
    client, as_, one, head, contributor, other_lead, business_manager
):
    with clock.at(ON):
        address = f"/audits/returns/{one.uuid}/survey/"
        assert as_(other_lead).get(address).status_code == 404
        assert as_(contributor).post(f"{address}make/", {}).status_code in (403, 404)
        told = {"opens_on": ON.isoformat(), "closes_on": (ON + timedelta(days=20)).isoformat()}
        assert as_(head).post(f"{address}make/", told).status_code == 302
        again = as_(head).post(f"{address}make/", told)
        assert again.status_code == 422 and "one link" in again.content.decode()
        survey = Survey.objects.get()
        public = f"/audits/staff/{survey.link}/"
        assert survey.link in as_(head).get(address).content.decode()
        asked = client.get(public)
        assert asked.status_code == 200 and "You give no name" in asked.content.decode()
        assert client.post(public, {}).status_code == 422
        assert client.post(public, {"know-the-lead": "9"}).status_code == 422
        taken = client.post(public, {"know-the-lead": "3", "supervision-helps": "0"})
        assert taken.status_code == 302 and "Thank you" in client.get(taken["Location"]).content.decode()
        assert client.post(public, {"know-the-lead": "1", "trap": "x"}).status_code == 302
        assert [reply.said for reply in Reply.objects.all()] == [{"know-the-lead": 3, "supervision-helps": 0}]
        assert {field.name for field in Reply._meta.fields} == {"uuid", "to", "said"}
        assert survey_page(one, ON).said == () and "1" not in survey_page(one, ON).state.split("until")[0]
        assert client.get("/audits/staff/no-such-link/").status_code == 404
    with clock.at(ON + timedelta(days=21)):
        late = client.post(public, {"know-the-lead": "3"})
        assert late.status_code == 410 and Reply.objects.count() == 1
        assert "It was open until" in late.content.decode()
        assert "fewer than 10 replies" in survey_page(one, clock.today()).state


def test_nobody_floods_a_survey(client, one, business_manager, monkeypatch):
    cache.clear()
    monkeypatch.setattr(surveys, "FROM_ONE_PLACE", 2)
    with clock.at(ON):
        survey = surveys.make_survey(
            one=one, opens_on=ON, closes_on=ON + timedelta(days=5), by=business_manager, on=ON
        )
        answers = [client.post(f"/audits/staff/{survey.link}/", {"know-the-lead": "3"}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert Reply.objects.count() == 2


def test_a_survey_closes_within_two_months(one, business_manager):
    with pytest.raises(ValidationError, match="within two months"):
        surveys.make_survey(one=one, opens_on=ON, closes_on=date(2019, 12, 1), by=business_manager, on=ON)


# --- sources, support, papers -----------------------------------------------------------------------------------------


@pytest.fixture
def past(agency, other_agency, group, business_manager):
    """A cycle as the Board reads it: two agencies, one lower on supervision than it says."""
    group("qp"), group("board")
    with clock.at(TODAY):
        return services.carry_over_cycle(
            kind="section11", title="Section 11 audit 2019", opens_on=date(2019, 1, 7), closes_on=date(2019, 3, 1),
            received_on=date(2019, 6, 1), by=business_manager, on=TODAY,
            returns={agency: both(KIND.questions, KIND.scale, ("2222222222", "2222221222")),
                     other_agency: both(KIND.questions, KIND.scale, ("2222222222", "2222222222"))},
        )  # fmt: skip


def test_the_pages_of_a_cycle_answer_their_readers(as_, past, qp_chair, board_member, practitioner, chair):
    found = {}
    for name in ("map", "sources", "gaps"):
        page = as_(qp_chair).get(f"/audits/cycles/{past.uuid}/{name}/")
        assert page.status_code == 200, name
        found[name] = page.content.decode()
        assert as_(board_member).get(f"/audits/cycles/{past.uuid}/{name}/").status_code == 200
        assert as_(practitioner).get(f"/audits/cycles/{past.uuid}/{name}/").status_code in (403, 404)
    assert "Supervision and support is the weakest standard: 1 of 2 agencies is below" in found["map"]
    assert "Sources disagree most on supervision and support: 50 points" in found["sources"]
    assert "2 of 2 in place" in found["sources"] and "1 of 2 in place" in found["sources"]
    assert "1 gaps stand in 2 returns" in found["gaps"] or "1 gap stands in 2 returns" in found["gaps"]


def test_support_is_offered_and_what_came_of_it_is_kept(
    as_, past, qp_chair, agency, contributor, business_manager, person
):
    one = AuditReturn.objects.all_for_job("a test").get(cycle=past, owner=agency)
    address = f"/audits/returns/{one.uuid}/support/"
    assert as_(contributor).post(address, {"need": "x", "kind": "visit"}).status_code in (403, 404)
    empty = as_(business_manager).post(address, {"need": "", "kind": ""})
    assert empty.status_code == 422 and "Say what for" in empty.content.decode()
    told = {"need": "Supervision of staff", "kind": "buddy", "standard": "supervision"}
    assert as_(business_manager).post(address, told).status_code == 302
    made = Support.objects.get()
    end = {"taken_up": "yes", "result": "Monthly supervision since May"}
    assert as_(business_manager).post(f"{address}{made.uuid}/", end).status_code == 302
    with pytest.raises(ValidationError, match="known already"):
        results.close_support(support=Support.objects.select_related("of").get(), taken_up=False, result="",
                              by=business_manager, on=TODAY)  # fmt: skip
    page = as_(qp_chair).get(f"/audits/cycles/{past.uuid}/gaps/").content.decode()
    assert "Supervision of staff" in page and "Monthly supervision since May" in page
    elsewhere = person("Berta Board", sits={"board": "member"})
    page = as_(elsewhere).get(f"/audits/cycles/{past.uuid}/gaps/").content.decode()
    assert "Supervision of staff" in page and "Monthly supervision since May" in page
    assert f"/audits/returns/{one.uuid}/" not in page, "no link leads a Board member to a return it may not open"


def test_the_report_holds_every_part_of_the_handbook_and_freezes(past):
    facts = gather_section11(None, MOMENT)
    assert facts["lead"].startswith("Supervision and support is the weakest standard: 1 of 2")
    assert {"rates", "map", "standards", "compare", "strengths", "common", "support", "late", "awaited", "sources",
            "impact", "asks", "cover"} <= set(facts)  # fmt: skip
    assert [row["below"] for row in facts["standards"]] == [0, 0, 0, 0, 0, 0, 1, 0, 0, 0]
    assert len(facts["figures"]) == 12 and frozen_text(facts)
    assert gather_learning(None, MOMENT)["lead"] == "No cycle has been opened yet."


# --- learning and development -----------------------------------------------------------------------------------------


def test_every_percentage_stands_on_its_numerator_and_denominator():
    one = in_date({"Group 1": {"in-date": {"part": 30, "of": 40}}, "Group 2": {"in-date": {"part": 5, "of": 5}}})
    assert one["Group 1"].words == "75% (30 of 40)" and one["All"].words == "78% (35 of 45)"
    assert one["Group 3"].words == "–"
    total = added([one, in_date({"Group 1": {"in-date": {"part": 10, "of": 60}}}), in_date(None)])
    assert total["Group 1"].words == "40% (40 of 100)" and set(total) == {*GROUPS, "All"}
    assert used([{"Later": {"used": "yes"}}, {"Later": {"used": "no"}}, None], ("Later",), "used") == [("Later", 1, 2)]


@pytest.fixture
def learning(group, agency, other_agency, business_manager):
    group("td")
    opens = date(2019, 4, 1)
    with clock.at(opens):
        cycle = services.plan_cycle(
            kind="learning", title="L&D 2019", opens_on=opens, closes_on=date(2019, 6, 1), by=business_manager, on=opens
        )
        returns = services.open_cycle(cycle=cycle, by=business_manager, on=opens)
    shared = [{"topic": "Working with fathers", "group": "Group 3", "people": 40, "proposal": "Half a day"}]
    own = [{"topic": "Online harm", "group": "Group 2", "people": 7, "proposal": ""}]
    for one in returns:
        Answer.objects.filter(of=one, key="multi-agency-gaps").update(value=shared)
        Answer.objects.filter(of=one, key="own-gaps").update(value=own)
        wanted = [{"need": "Evening places", "kind": "Training"}]
        Answer.objects.filter(of=one, key="support-wanted").update(value=wanted)
        Answer.objects.filter(of=one, key="in-date").update(value={"Group 1": {"in-date": {"part": 30, "of": 40}}})
    handed_in = Record.objects.all_for_job("handed in, as a test needs it")
    handed_in.filter(pk__in=[one.pk for one in returns]).update(released_on=ON, stage="submitted")
    return cycle


def test_gaps_of_several_agencies_are_one_and_each_ends_with_a_reason(
    as_, learning, person, other_agency, practitioner, business_manager
):
    trainer = person("Trai Ner", organisation=other_agency, sits={"td": "chair"})
    assert gap_services.gather_gaps(cycle=learning, by=trainer, on=TODAY) == 3
    assert gap_services.gather_gaps(cycle=learning, by=trainer, on=TODAY) == 0
    shared = TrainingGap.objects.get(topic="Working with fathers")
    assert (shared.people, shared.kind) == (80, "multi")
    assert TrainingGap.objects.filter(topic="Online harm", people=7).count() == 2
    address = f"/audits/cycles/{learning.uuid}/learning/"
    refused = as_(trainer).post(f"{address}{shared.uuid}/", {"end": "declined", "why": ""})
    assert refused.status_code == 422 and "why not" in refused.content.decode()
    ended = as_(trainer).post(f"{address}{shared.uuid}/", {"end": "programme", "why": "Spring 2020"})
    assert ended.status_code == 302
    page = as_(trainer).get(address).content.decode()
    assert "75% (60 of 80)" in page and "Spring 2020" in page and "In the programme" in page
    assert as_(practitioner).get(address).status_code in (403, 404)
    assert as_(trainer).post(f"{address}take/").status_code == 302
    with pytest.raises(ValidationError, match="has ended already"):
        gap_services.end_gap(gap=TrainingGap.objects.get(pk=shared.pk), end="met", why="x", by=trainer, on=TODAY)
    facts = gather_learning(None, MOMENT)
    assert "75% (60 of 80)" in facts["lead"] and len(facts["gaps"]) == 3 and frozen_text(facts)


def test_what_agencies_ask_for_stands_beside_what_is_offered_the_open_first(
    as_, learning, agency, other_agency, business_manager
):
    gaps = f"/audits/cycles/{learning.uuid}/gaps/"
    client = as_(business_manager)
    page = client.get(gaps).content.decode()
    assert "2 asked for by agencies, 2 without an offer." in page and page.count("Evening places (training)") == 2
    one = AuditReturn.objects.all_for_job("a test").get(cycle=learning, owner=agency)
    address = f"/audits/returns/{one.uuid}/support/"
    assert f"{address}?asked=0" in page
    form = client.get(f"{address}?asked=0").content.decode()
    assert 'value="Evening places"' in form and '<option value="Evening places" selected>' in form
    told = {"need": "Two evenings in May", "kind": "training", "asked": "Evening places"}
    assert client.post(address, {**told, "asked": "Something else"}).status_code == 422
    assert client.post(address, told).status_code == 302
    page = client.get(gaps).content.decode()
    assert "2 asked for by agencies, 1 without an offer. 1 offered, 1 not answered yet." in page
    open_at, offered_at = page.index("Nothing offered yet"), page.index("Two evenings in May (training), offered on")
    assert open_at < offered_at and page.count("Evening places (training)") == 2
    made = Support.objects.get()
    client.post(f"{address}{made.uuid}/", {"taken_up": "yes", "result": "Eleven came"})
    assert "Taken up: Eleven came" in client.get(gaps).content.decode()
    facts = gather_learning(None, MOMENT)
    assert [row[2:] for row in facts["support"]][0] == ["Nothing yet", "Nothing offered yet"]
