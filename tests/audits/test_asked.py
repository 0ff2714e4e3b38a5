"""What agencies ask of the Board stands on the home page of whoever answers; what audits find begins a thread."""

from datetime import date

from django.urls import reverse

from audits.returns import services
from sscb import clock
from sscb.learning.sockets import findings
from sscb.records.models import Record

ON = date(2019, 5, 2)


def text(answer) -> str:
    return answer.content.decode()


def test_longer_and_excused_and_moderation_wait_on_home_pages(
    as_, invited, agency, other_agency, contributor, business_manager, chair, moderator
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
        told = text(as_(chair).get("/"))
        assert "1 agency asks to be excused" in told and reverse("audits:exemptions") in told
        services.approve_exemption(plea=other.pleas.get(), by=chair, on=ON)
        assert f"{other_agency.name} may be excused" in text(home.get("/"))
        assert "asks to be excused" not in text(as_(chair).get("/"))
        listed = text(home.get("/audits/returns/"))
        assert reverse("audits:cycles") in listed and reverse("audits:exemptions") not in listed
        assert reverse("audits:exemptions") in text(as_(chair).get("/audits/returns/"))
        Record._plain.filter(pk=one.pk).update(stage="submitted", released_on=ON)
        assert f"Moderate the return of {agency.name}" in text(as_(moderator).get("/"))
        assert f"Moderate the return of {agency.name}" not in text(as_(contributor).get("/"))


def test_what_audits_find_begins_a_thread(as_, cycle, business_manager):
    known = {type_ for finding in findings for type_ in finding.record_types}
    assert {"audits.theme", "audits.other", "audits.cycle"} <= known
    written = text(as_(business_manager).get(f"{reverse('learning:write_point')}?from={cycle.uuid}"))
    assert "Audit of agencies" in written and 'value="section-11" selected' in written
    type(cycle).objects.all_for_job("test").filter(pk=cycle.pk).update(kind="learning")
    written = text(as_(business_manager).get(f"{reverse('learning:write_point')}?from={cycle.uuid}"))
    assert "Learning and development audit" in written and 'value="learning-audit" selected' in written
