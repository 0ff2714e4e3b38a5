"""What agencies ask of the Board stands on the home page of whoever answers, and what is known beside a question."""

from datetime import date

from django.urls import reverse

from audits.returns import services
from audits.returns.models import Answer
from sscb import clock
from sscb.learning.sockets import findings
from sscb.records.models import Record

ON = date(2019, 5, 2)


def text(answer) -> str:
    return answer.content.decode()


def test_longer_excused_and_support_wait_on_home_pages(
    as_, invited, agency, other_agency, contributor, other_lead, business_manager, chair, moderator
):
    one, other = invited[agency.name], invited[other_agency.name]
    with clock.at(ON):
        home = as_(business_manager)
        assert "asks for longer" not in text(home.get("/"))
        services.ask_longer(one=one, until_on=date(2019, 7, 30), why="Staff are ill", by=contributor, on=ON)
        services.ask_to_be_excused(one=other, why="It merges in May", by=business_manager, on=ON)
        page = text(home.get("/"))
        assert f"{agency.name} asks for longer" in page and reverse("audits:cycle", args=[one.cycle.uuid]) in page
        assert f"{other_agency.name} may be excused" not in page, "The Chair has not approved yet."
        asked = text(as_(chair).get("/"))
        assert f"{other_agency.name} asks to be excused" in asked and "It merges in May" not in asked
        assert "asks to be excused" not in page and "asks to be excused" not in text(as_(other_lead).get("/"))
        services.approve_exemption(plea=other.pleas.get(), by=chair, on=ON)
        assert f"{other_agency.name} may be excused" in text(home.get("/"))
        assert "asks to be excused" not in text(as_(chair).get("/"))
        listed = text(home.get("/audits/returns/"))
        assert reverse("audits:cycles") in listed and reverse("audits:exemptions") not in listed
        assert reverse("audits:exemptions") in text(as_(chair).get("/audits/returns/"))
        Record._plain.filter(pk=one.pk).update(stage="submitted", released_on=ON)
        assert f"Moderate the return of {agency.name}" in text(as_(moderator).get("/"))
        assert f"Moderate the return of {agency.name}" not in text(as_(contributor).get("/"))


def test_what_the_learning_audit_knows_stands_beside_question_6_2_and_support_is_offered(
    as_, one, agency, contributor, business_manager, group
):
    group("td")
    with clock.at(ON):
        cycle = services.plan_cycle(
            kind="learning", title="L&D 2019", opens_on=ON, closes_on=date(2019, 7, 1), by=business_manager, on=ON
        )
        services.open_cycle(cycle=cycle, by=business_manager, on=ON)
        mine = Answer.objects.filter(of__cycle=cycle, of__owner=agency)
        mine.filter(key="in-date").update(value={"Group 1": {"in-date": {"part": 30, "of": 40}}})
        mine.filter(key="support-wanted").update(value=[{"need": "A model plan", "kind": "template"}])
        address = reverse("audits:answer", args=[one.uuid, "matched-and-measured"])
        assert "75%" not in text(as_(contributor).get(address)), "It is not handed in yet."
        of = mine.first().of_id
        Record._plain.filter(pk=of).update(stage="submitted", released_on=ON)
        beside = text(as_(contributor).get(address))
        assert "From your learning audit" in beside and "75% (30 of 40) in date" in beside
        assert f"{agency.name} asks for support" in text(as_(business_manager).get("/"))
        gaps = text(as_(business_manager).get(reverse("audits:gaps", args=[cycle.uuid])))
        assert "Support that agencies ask for" in gaps and "A model plan" in gaps


def test_what_audits_find_begins_a_thread(as_, cycle, business_manager):
    known = {type_ for finding in findings for type_ in finding.record_types}
    assert {"audits.theme", "audits.other", "audits.cycle"} <= known
    written = text(as_(business_manager).get(f"{reverse('learning:write_point')}?from={cycle.uuid}"))
    assert "Audit of agencies" in written and 'value="section-11" selected' in written
