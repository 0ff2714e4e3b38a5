"""Campaigns: planned, run, ended, looked back on; the Board reads them, and no case is behind any of them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from cdop import services
from cdop.models import Campaign
from cdop.queries.campaigns import learning_rows
from sscb import clock
from sscb.access.policy import Refused
from sscb.learning.services import write_point
from sscb.records.moving import NotYet

ON = date(2019, 9, 3)
TOLD = {
    "title": "Safer sleep, every sleep", "theme": "Safe sleeping", "audience": "Parents of new babies",
    "message": "On the back, in their own space.", "starts_on": ON, "ends_on": date(2019, 12, 31),
}  # fmt: skip


@pytest.fixture
def plan(start, cdc, group):
    group("cdop")

    def planned(on=ON, **more):
        with clock.at(on):
            return services.plan_campaign(**{**TOLD, **more}, by=cdc, on=on)

    return planned


def test_its_life_from_planned_to_looked_back_on(plan, cdc, group, business_manager):
    point = write_point(title="Told too late", text="Advice came late.", source="child death reviews",
                        group=group("cdop"), by=business_manager, on=ON)  # fmt: skip
    campaign = plan(points=[point])
    assert campaign.released_on == ON and list(campaign.points.all()) == [point]
    with clock.at(ON):
        with pytest.raises(NotYet, match="nothing has been made"):
            services.start_campaign(campaign=campaign, by=cdc, on=ON)
        services.add_material(campaign=campaign, title="A card", link="https://materials.example/card", by=cdc, on=ON)
        services.start_campaign(campaign=campaign, by=cdc, on=ON)
        with pytest.raises(NotYet, match="whom it reached"):
            services.end_campaign(campaign=campaign, by=cdc, on=ON)
        services.record_reach(campaign=campaign, what="Parents", people=40, evidence="A list", counted_on=ON, by=cdc,
                              on=ON)  # fmt: skip
        services.end_campaign(campaign=campaign, by=cdc, on=ON)
        assert campaign.ends_on == ON
        services.look_back(campaign=campaign, worked="yes", looked_back="Asked 20 parents.", by=cdc, on=ON)
    kept = Campaign.objects.get(pk=campaign.pk)
    assert (kept.stage, kept.worked, kept.looked_back_on, bool(kept.closed_on)) == ("looked-back", "yes", ON, True)
    assert learning_rows(ON)[0]["works"] == "Yes: Asked 20 parents."


@pytest.mark.parametrize(
    ("act", "told", "words"),
    [
        ("plan_campaign", {"ends_on": date(2019, 9, 2)}, "ends on or after"),
        ("add_material", {"title": "A card"}, "one of the two"),
        ("record_reach", {"people": 3, "counted_on": ON}, "Start the campaign first"),
        ("record_reach", {"people": 3, "counted_on": date(2019, 9, 4)}, "has not come"),
        ("look_back", {"worked": "maybe", "looked_back": "x"}, "what shows it"),
        ("look_back", {"worked": "yes", "looked_back": " "}, "what shows it"),
    ],
)
def test_what_cannot_be_is_refused_in_words(plan, cdc, act, told, words):
    campaign = plan()
    more = {"record_reach": {"what": "Parents", "evidence": "A list"}}.get(act, {})
    given = {**TOLD, **told} if act == "plan_campaign" else {"campaign": campaign, **more, **told}
    with clock.at(ON), pytest.raises(ValidationError, match=words):
        getattr(services, act)(**given, by=cdc, on=ON)


def test_the_board_reads_and_the_co_ordinator_runs(plan, cdc, board_member, chair, as_):
    campaign = plan()
    url = f"/child-deaths/campaigns/{campaign.uuid}/"
    with clock.at(ON):
        with pytest.raises(Refused):
            services.start_campaign(campaign=campaign, by=chair, on=ON)
        member, office = as_(board_member), as_(cdc)
        read = member.get(url).content.decode()
        assert "Safe sleeping" in read and "Next step" not in read
        assert "Plan a campaign" not in member.get("/child-deaths/campaigns/").content.decode()
        assert member.get("/child-deaths/campaigns/plan/").status_code == 403
        assert member.get(f"{url}change/").status_code == 403
        assert office.get("/child-deaths/campaigns/plan/").status_code == 200
        made = office.post("/child-deaths/campaigns/plan/", {
            **TOLD, "title": "Know the water", "starts_on": "2019-09-04", "ends_on": "2019-10-01"})  # fmt: skip
        assert made.status_code == 302
        again = office.get(f"{url}change/")
        assert again.status_code == 200 and "Safer sleep" in again.content.decode()
        changed = {**TOLD, "starts_on": "2019-09-03", "ends_on": "2019-11-30", "version": campaign.version}
        assert office.post(f"{url}change/", changed).status_code == 302
        stale = office.post(f"{url}change/", {**changed, "audience": "Somebody else"})
        assert stale.status_code == 409 and "Somebody else" in stale.content.decode()
        for step, told in (
            ("material", {"title": "A card", "link": "https://materials.example/card"}),
            ("start", {}),
            ("reach", {"what": "Parents", "people": "12", "counted_on": "2019-09-03", "evidence": "A list"}),
            ("end", {}),
            ("look-back", {"worked": "partly", "looked_back": "Asked ten."}),
        ):
            if told:
                assert office.get(f"{url}{step}/").status_code == 200, step
                assert office.post(f"{url}{step}/", dict.fromkeys(told, "")).status_code == 422, step
            assert office.post(f"{url}{step}/", told).status_code == 302, step
        assert "12 people" in member.get(url).content.decode()
        assert "In part: Asked ten." in member.get("/child-deaths/campaigns/").content.decode()


def test_a_pdf_is_made_harmless_before_it_is_kept(plan, cdc):
    campaign = plan()
    with clock.at(ON), pytest.raises(ValidationError):
        services.add_material(campaign=campaign, title="A leaflet", content=b"not a pdf", name="a.pdf", by=cdc, on=ON)
    assert not campaign.materials.exists() and not campaign.attachments.exists()


def test_twelve_campaigns_cost_as_many_queries_as_two(plan, board_member, as_, budget):
    for number in range(2):
        plan(title=f"Campaign {number}")
    client = as_(board_member)
    with clock.at(ON + timedelta(days=1)):
        client.get("/child-deaths/campaigns/")
        with budget("cdop.campaigns") as few:
            client.get("/child-deaths/campaigns/")
        for number in range(10):
            plan(title=f"More {number}")
        with budget("cdop.campaigns") as many:
            client.get("/child-deaths/campaigns/")
    assert len(many) == len(few)
