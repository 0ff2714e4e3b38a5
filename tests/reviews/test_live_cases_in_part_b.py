"""Live cases stand in part B of a Board pack, for the readers named for that meeting, and nowhere else."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from sscb.board.models import AgendaItem
from sscb.board.packs.building import build_pack
from sscb.board.packs.copies import copy_for, part_b_for
from sscb.board.packs.issuing import issue_pack
from sscb.board.services import plan_meeting
from sscb.jobs.running import run
from tests.conftest import TODAY
from tests.sscb.board.reading import sheet_by_label

pytestmark = pytest.mark.pdf


def told_in(content: bytes) -> str:
    return " ".join(sheet_by_label(content).values())


@pytest.mark.req("SEC-09")
def test_a_live_case_is_told_in_part_b_alone(house, case_at, group, as_):
    case, office = case_at("referred"), as_(house.manager)
    meeting = plan_meeting(
        group=group("board"), reference="2019/4", title="Board meeting 2019/4", meets_on=TODAY + timedelta(days=30),
        starts=time(9, 30), ends=time(10, 30), place="County Hall", agenda=[], by=house.manager, on=TODAY,
        quorum="Half of the members.",
    )  # fmt: skip
    page = reverse("board:agenda", args=[meeting.uuid])
    told = {"add": "1", "title": "Live cases", "kind": "assurance", "lead": "Learning and Improvement chair",
            "minutes": "60", "section": "reviews.live_cases"}  # fmt: skip
    refused = office.post(page, told)
    assert refused.status_code == 422 and "Put it in part B" in refused.text
    refused = office.post(page, {**told, "part_b": "on", "oral": "on"})
    assert refused.status_code == 422 and "Choose one or the other" in refused.text
    assert not AgendaItem.objects.filter(meeting=meeting).exists()
    assert office.post(page, {**told, "part_b": "on"}).status_code == 302
    item = AgendaItem.objects.get(meeting=meeting)
    assert item.number.startswith("B") and item.papers.get().level == "P4"
    named = office.post(reverse("board:name_reader", args=[meeting.uuid]), {"who": house.board_member.uuid.hex})
    assert named.status_code == 302
    version = build_pack(meeting=meeting, by=house.manager, on=TODAY)
    version.refresh_from_db()
    run(str(version.job), "a test")
    version.refresh_from_db()
    assert version.state == "ready", version.problem
    version = issue_pack(version=version, by=house.manager, on=TODAY)
    for reader in (house.manager, house.chair, house.board_member):
        whole = told_in(copy_for(version, reader, TODAY))
        assert case.reference not in whole and case.pseudonym not in whole, reader
    assert part_b_for(version, house.member, TODAY) is None
    own = told_in(part_b_for(version, house.board_member, TODAY))
    assert case.reference in own and case.pseudonym in own and "1 case is live" in own
    assert "Note the live cases" in " ".join(own.split()), "It says what its readers are asked."
    assert "Ottoline" not in own, "part B names no child"
