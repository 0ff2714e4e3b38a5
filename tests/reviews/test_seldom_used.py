"""Pages that a case needs now and then: one more body to tell, an answer that came, an agency asked by mistake."""

from datetime import date

from django.urls import reverse

from reviews import services
from reviews.models import AgencySummary, Notice
from sscb import clock
from sscb.records.models import Record

from .conftest import REFERRED


def url(name: str, *args) -> str:
    return reverse(f"reviews:{name}", args=args)


def test_the_ledger_of_who_must_be_told(house, as_, case_at):
    case = case_at("considered")
    with clock.at(REFERRED):
        office = as_(house.manager)
        assert office.get(url("notice_add", case.uuid)).status_code == 200
        assert as_(house.author).get(url("notice_add", case.uuid)).status_code in (403, 404)
        one = services.record_incident(
            kind="harmed", aware_on=date(2019, 9, 2), authority=house.agency, summary="x", by=house.manager, on=REFERRED
        )
        notice = Notice.objects.first()
        assert office.get(url("notice_reply", notice.uuid)).status_code == 200
        assert as_(house.author).get(url("notice_reply", notice.uuid)).status_code in (403, 404)
        told = office.post(url("incident_settle", one.uuid), follow=True)
        assert told.status_code in (200, 409) and _stage(one) != "settled", "Nobody was told yet."
        # A case is referred from the incident: the month runs from the day on which the Board was told of that.
        assert f"?incident={one.uuid}" in office.get(url("incident", one.uuid)).content.decode()
        form = {
            "child_name": "Quentin Vale", "what_happened": "Hurt.", "learning": "How.", "abuse": "known", "died": "no",
            "seriously_harmed": "yes",
        }  # fmt: skip
        assert office.post(f"{url('refer')}?incident={one.uuid}", form).status_code == 302
        assert one.cases.count() == 1
        # Whoever may not see the incident cannot tie a case to it.
        assert as_(house.referrer).post(f"{url('refer')}?incident={one.uuid}", form).status_code == 302
        assert one.cases.count() == 1


def test_an_agency_that_was_asked_by_mistake_is_not_asked_any_more(house, as_, case_at):
    case = case_at("gathering")
    summary = AgencySummary.objects.all_for_job("a test").get(case=case)
    with clock.at(REFERRED):
        assert as_(house.author).post(url("summary_withdraw", summary.uuid)).status_code in (403, 404)
        assert as_(house.manager).post(url("summary_withdraw", summary.uuid)).status_code == 302
    assert _stage(summary) != "asked"


def _stage(record) -> str:
    return Record._plain.values_list("stage", flat=True).get(pk=record.pk)
