"""Cases on either side of the partners' start, taken through the portal's own services."""

from datetime import date
from types import SimpleNamespace

import pytest

from reviews import services
from reviews.law import Answers
from reviews.lifecycle import Stage
from reviews.models import CaseReview
from sscb import clock
from sscb.timetable.services import record_local_date

START = date(2019, 9, 29)
REFERRED, MET, DECIDED = date(2019, 9, 2), date(2019, 9, 12), date(2019, 9, 16)
HARMED = Answers("suspected", died=False, seriously_harmed=True, joint_working=True)
EVIDENCE = {"abuse": "Medical view.", "seriously_harmed": "Fractures.", "joint_working": "Two missed strategy talks."}


@pytest.fixture
def house(db, person, group, agency, other_agency, business_manager, chair):
    """The people of a review; the partners begin on 29 September 2019, as the demonstration has it."""
    group("li")
    with clock.at(date(2019, 8, 1)):
        record_local_date(
            code="safeguarding_partner_start", day=START, source="This test", by=business_manager, on=date(2019, 8, 1)
        )
    return SimpleNamespace(
        agency=agency, other_agency=other_agency, manager=business_manager, chair=chair,
        li_chair=person("Lucy Chair", sits={"li": "chair"}, organisation=other_agency),
        member=person("Len Member", sits={"li": "member"}, organisation=agency),
        referrer=person("Rhea Ferrer", role="AGL", organisation=agency),
        author=person("Ada Thor", role="AGC", organisation=agency),
        other_author=person("Otto Thor", role="AGC", organisation=other_agency),
    )  # fmt: skip


@pytest.fixture
def case_at(house):
    """`case_at("considered")`: a case brought to that stage through the services; fresh each time."""

    def make(stage: str = "referred", *, on: date = REFERRED, answers: Answers = HARMED, outcome: str = "", **more):
        with clock.at(on):
            told = {
                "child": services.ChildTold("Ottoline Marchbanks", date(2015, 3, 4), "1 Quince Row", "Aunt Quill"),
                "what_happened": "Injuries were found.", "learning": "How agencies talked.", "abuse": "suspected",
                "seriously_harmed": True, **more,
            }  # fmt: skip
            case = services.refer_case(by=house.referrer, on=on, **told)
            if stage == Stage.REFERRED:
                return case
            services.check_duplicates(case=case, by=house.manager, on=on)
            services.start_gathering(case=case, by=house.manager, on=on)
            summary = services.ask_agency(
                case=case, agency=house.agency, named=house.author, by=house.manager, on=on
            )
            if stage == Stage.GATHERING:
                return case
            services.answer_summary(
                summary=summary, known="yes", text="We saw the child twice.", files_secured=True, by=house.author, on=on
            )
            services.consider_case(
                case=case, met_on=on, answers=answers, evidence=EVIDENCE, recommends="scr", reasons="The test.",
                by=house.li_chair, on=on,
            )  # fmt: skip
            if stage != Stage.CONSIDERED:
                outcome = {"decided-scr": "scr", "decided-mlr": "mlr", "decided-no-review": "none"}[stage]
                services.decide(
                    case=case, outcome=outcome, rationale="Because.", version=case.version, by=house.chair, on=on
                )
        return CaseReview.objects.get(pk=case.pk)

    return make
