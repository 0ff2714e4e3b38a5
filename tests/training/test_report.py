"""The annual report of handbook 4.6: every part, two rates apart, agencies against headcount."""

from datetime import date

import pytest
from django.urls import reverse

from sscb import clock
from sscb.jobs.models import Mail
from sscb.learning.headcounts import Counted, Headcount, HeadcountSource, OwnTraining, headcount_sources
from tests.training import world
from training.registering.models import Certificate, Register
from training.reporting.annual import annual_report
from training.reporting.pack import gather_training
from training.reporting.telling import tell_agencies
from training.reporting.years import Year, year_of

PARTS = (
    "needs", "run", "earlier", "agencies", "areas", "groups", "no-shows", "elearning", "evaluated", "observed",
    "trainers", "changes", "supervision", "single", "cost", "priorities",
)  # fmt: skip
"""Handbook 4.6, in its order."""


@pytest.fixture
def headcount(agency):
    counted = Counted("Learning and development audit 2019", (Headcount(agency.code, 3, 40, 20, 15),),
                      (OwnTraining(agency.name, 2, 5, 80),))  # fmt: skip
    with headcount_sources.only(HeadcountSource("test.headcounts", lambda as_at: counted)):
        yield counted


@pytest.fixture
def year(event, booked, trainer, headcount):
    """One event of this year closed, one of the year before, one cancelled."""
    for one in booked[:10]:
        type(one)._base_manager.filter(pk=one.pk).update(stage="attended")
    Register.objects.create(event=event, capacity=20, confirmed=12, attended_booked=10, walk_ins=2,
                            closed_on=date(2019, 6, 13), closed_by=trainer)  # fmt: skip
    before = world.make_event(reference="TRE-2018-001", on=date(2018, 10, 2), course=event.course)
    Register.objects.create(event=before, capacity=10, confirmed=8, attended_booked=8, walk_ins=0,
                            closed_on=date(2018, 10, 3), closed_by=trainer)  # fmt: skip
    world.make_event(reference="TRE-2019-003", on=date(2019, 7, 2), course=event.course, stage="cancelled")
    return event


def part_of(found, code):
    return next(part for part in found.parts if part.code == code)


def test_years_run_from_april_to_march():
    wrong = [
        day for day, starts in (
            (date(2019, 3, 31), 2018), (date(2019, 4, 1), 2019), (date(2019, 12, 31), 2019), (date(2020, 3, 31), 2019),
        ) if year_of(day) != Year(starts) or not Year(starts).holds(day)
    ]  # fmt: skip
    assert not wrong and Year(2019).label == "2019/20" and Year(2019).before(1).last == date(2019, 3, 31)


def test_every_part_of_the_handbook_is_there_and_rates_stay_apart(year, agency):
    found = annual_report(Year(2019), date(2019, 11, 12))
    assert tuple(part.code for part in found.parts) == PARTS
    assert found.heading == "One training event in 2019/20 filled 60% of its places"
    assert "83% (10 of 12)" in found.lead
    run = part_of(found, "run")
    assert run.rows[-1] == ("All", "1", "12", "60% (12 of 20)", "83% (10 of 12)") and "one event cancelled" in run.note
    earlier = part_of(found, "earlier").rows
    assert earlier[1] == ("2018/19", "1", "8", "80% (8 of 10)", "100% (8 of 8)")
    assert earlier[2][1] == "Not kept in the portal", "a year without figures is not nought"
    agencies = {row[0]: row[1:] for row in part_of(found, "agencies").rows}
    assert agencies[agency.name][:4] == ("10", "100%", "100%", "75% (15 of 20)")
    assert part_of(found, "groups").rows[0][:3] == ("Group 3", "40", "75% (15 of 20)")
    assert dict(part_of(found, "no-shows").rows) == {
        "Cancelled in time": "0", "Cancelled late": "0", "Did not come": "2", "Came without a place": "2",
    }  # fmt: skip
    assert part_of(found, "single").rows == ((agency.name, "2", "5", "80"),)


def test_the_report_as_page_and_paper_for_whom_it_is(
    year, as_, training_coordinator, board_member, practitioner, agency_lead
):
    page = reverse("training:report")
    shown = as_(training_coordinator).get(page).content.decode()
    assert "Attendance by agency" in shown and "never mixed" in shown
    assert "80% (8 of 10)" in as_(board_member).get(f"{page}?year=2018").content.decode()
    assert as_(practitioner).get(page).status_code == 403
    own = as_(agency_lead).get(reverse("training:own_agency")).content.decode()
    assert "75% (15 of 20)" in own
    facts = gather_training(None, clock.now())
    assert facts["figures"] and {part["code"] for part in facts["parts"]} <= set(PARTS)
    with clock.at(date(2018, 12, 1)):
        assert "2018/19" in annual_report(Year(2018), date(2018, 12, 1)).heading


@pytest.mark.req("REL-01", "SEC-33")
def test_each_month_an_agency_hears_who_was_out_of_date_when_the_month_began(
    year, booked, agency, agency_lead, other_lead, training_coordinator
):
    told = []
    for n, (booking, ends) in enumerate(zip(booked, (date(2019, 10, 31), date(2019, 11, 1), None), strict=False)):
        Certificate.objects.create(booking=booking, number=f"TC-{n}", code=f"c{n}", issued_on=date(2019, 6, 13),
                                   issued_by=training_coordinator, expires_on=ends)  # fmt: skip
    for day in ((2019, 11, 4), (2019, 11, 4), (2019, 11, 28), (2019, 12, 2), (2020, 1, 1)):
        with clock.at(date(*day)):
            told.append(tell_agencies(date(*day)))
    letters = Mail.objects.filter(key__startswith="training-out-of-date")
    assert told == [1, 1, 0, 1, 1], "once a month: the second sweep of a day counts the same letter"
    assert {one.to for one in letters} == {agency_lead} and letters.count() == 3
    assert [one.body.partition(" had")[0] for one in letters.order_by("on")][:2] == [
        "1 certificate of your staff", "2 certificates of your staff"
    ]  # fmt: skip
