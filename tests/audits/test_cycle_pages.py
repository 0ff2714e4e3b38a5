"""The office runs a cycle; agencies ask for longer or to be excused; the sweep reminds, each step once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from audits.ladders import LADDERS, letter_words, steps_due
from audits.returns import services
from audits.returns.models import Answer, AuditCycle, AuditReturn, Chased
from audits.returns.services.chasing import chase_returns
from audits.sockets import Chase
from sscb import clock
from sscb.access.errors import Conflict
from sscb.jobs.models import Mail
from sscb.people.models import Organisation
from sscb.records.models import Record
from sscb.timetable.models import Deadline
from sscb.timetable.sweeping import sweep
from tests.audits.conftest import CLOSES, OPENS, answer_all

ON = date(2019, 5, 2)


def url(name: str, *args) -> str:
    return reverse(f"audits:{name}", args=args)


def said(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def charity(db):
    return Organisation.objects.create(
        code="charity", name="Charity", kind="VCS", duty_basis="voluntary", from_on=date(2015, 1, 1)
    )


def test_a_cycle_from_planning_to_who_has_not_returned(
    as_, group, agency, other_agency, charity, business_manager, practitioner, board_member, contributor, chair
):
    group("qp")
    office = as_(business_manager)
    told = {"kind": "section11", "title": "Section 11 audit 2019", "opens_on": "2019-04-01", "closes_on": "2019-03-01"}
    with clock.at(date(2019, 3, 1)):
        refused = office.post(url("plan_cycle"), told)
        assert refused.status_code == 422 and "before it opens" in said(refused)
        made = office.post(url("plan_cycle"), {**told, "closes_on": CLOSES.isoformat()}, follow=True)
        cycle = AuditCycle.objects.all_for_job("a test").get()
        assert "It can be opened on 1 April 2019." in said(made)
        early = office.post(url("open_cycle", cycle.uuid), follow=True)
        assert "which has not come" in said(early)
        assert as_(practitioner).get(url("cycles")).status_code == 403
    with clock.at(OPENS):
        assert "are invited." in said(office.post(url("open_cycle", cycle.uuid), follow=True))
        late_comer = Organisation.objects.create(
            code="new-trust", name="New trust", kind="NHS-CM", duty_basis="s11", from_on=OPENS
        )
        office.post(url("invite", cycle.uuid), {"agency": late_comer.pk})
        page = said(office.get(url("cycle", cycle.uuid)))
        assert "New trust" in page and "Whose" not in page and "0 of 47 answered" in page
        assert "asked, without a duty" in page
        assert url("cycle", cycle.uuid) in said(office.get(url("cycles")))
    returns = {one.owner.name: one for one in AuditReturn.objects.all_for_job("a test").select_related("owner")}
    with clock.at(ON):
        _asks(as_, returns["County council"], returns["New trust"], cycle, contributor, office, chair, business_manager)
    with clock.at(date(2019, 7, 20)):
        page = said(office.get(url("cycle", cycle.uuid)))
        assert "Late 22 days" in page and "Would still help" in page
        assert page.count("Late ") == 1, "the charity is never late, the council has longer"
        office.post(url("write_off", returns["Hospital trust, west"].uuid))
        assert "neither moderated nor written off" in said(office.post(url("close_window", cycle.uuid), follow=True))
        nothing = said(as_(board_member).get(url("returns")))
        assert "Hospital trust" not in nothing


def _asks(as_, council, trust, cycle, contributor, office, chair, business_manager):
    author = as_(contributor)
    soon = author.post(url("ask_longer", council.uuid), {"until_on": "2019-06-01", "why": "Merger"})
    assert soon.status_code == 422 and "ask for a later day" in said(soon)
    author.post(url("ask_longer", council.uuid), {"until_on": "2019-07-26", "why": "Our lead is away"})
    twice = author.post(url("ask_longer", council.uuid), {"until_on": "2019-07-27", "why": "Again"})
    assert "This was asked already" in said(twice)
    page = said(office.get(url("cycle", cycle.uuid)))
    assert "Our lead is away" in page and "for longer, until 26 July 2019" in page
    assert author.post(url("grant", council.uuid)).status_code == 403
    office.post(url("grant", council.uuid))
    assert "26 July 2019" in said(author.get(url("return", council.uuid)))
    assert Deadline.objects.open().get(record_id=council.pk).due_on == date(2019, 7, 26)
    # Excused: put forward, not before the Chair has agreed, then done.
    office.post(url("put_forward", trust.uuid), {"why": "It closed in April"})
    plea = trust.pleas.get()
    refused = said(office.post(url("grant", trust.uuid), follow=True))
    assert "the Independent Chair has not approved it" in refused
    waiting = as_(chair)
    assert "It closed in April" in said(waiting.get(url("exemptions")))
    assert office.post(url("approve_exemption", plea.uuid)).status_code in (403, 404)
    waiting.post(url("approve_exemption", plea.uuid))
    assert "Nothing waits for you here." in said(waiting.get(url("exemptions")))
    office.post(url("grant", trust.uuid))
    assert AuditReturn.objects.all_for_job("a test").get(pk=trust.pk).stage == "exempt"
    with pytest.raises(Conflict):
        services.decline_plea(plea=plea, why="Too late", by=business_manager, on=ON)
    # Declined, with the reason that the agency reads.
    services.ask_longer(one=council_again(council), until_on=date(2019, 8, 1), why="More", by=contributor, on=ON)
    assert office.post(url("decline", council.uuid), {"why": ""}).status_code == 422
    office.post(url("decline", council.uuid), {"why": "The panel meets on 29 July"})
    assert "The panel meets on 29 July" in said(author.get(url("return", council.uuid)))
    with pytest.raises(ValidationError, match="only what nobody has begun is excused"):
        services.start_return(one=council_again(council), by=contributor, on=ON)
        services.ask_to_be_excused(one=council_again(council), why="x", by=contributor, on=ON)


def council_again(one):
    return AuditReturn.objects.all_for_job("a test").select_related("owner", "cycle").get(pk=one.pk)


def test_a_question_set_edited_while_in_use_is_refused_in_words(as_, one, cycle, contributor):
    AuditCycle._base_manager.filter(pk=cycle.pk).update(fingerprint="of another wording")
    answer = as_(contributor).get(url("return", one.uuid))
    assert answer.status_code == 409 and "were edited while" in said(answer)
    assert "give the edited one the next version number. Nothing was changed." in said(answer)


def test_a_school_is_signed_by_two_people(as_, person, group, business_manager):
    group("qp")
    school = Organisation.objects.create(
        code="school", name="School", kind="SCH", duty_basis="s175", from_on=date(2015, 1, 1)
    )
    with clock.at(OPENS):
        cycle = services.plan_cycle(kind="school", title="Schools 2019", opens_on=OPENS, closes_on=CLOSES,
                                    by=business_manager, on=OPENS)  # fmt: skip
        one = services.open_cycle(cycle=cycle, by=business_manager, on=OPENS)[0]
    author = person("Dee Esell", role="AGC", organisation=school)
    head, governor = (person(name, role="AGL", organisation=school) for name in ("Heddy Teacher", "Guy Vernor"))
    with clock.at(ON):
        Answer.objects.filter(of=one).update(self_grade=2, confirmed=True, changed_on=ON, changed_by=author)
        Record._plain.filter(pk=one.pk).update(stage="awaiting_sign_off")
        first, second = as_(head), as_(governor)
        done = first.post(url("sign", one.uuid), {"office": "head teacher", "sure": "on"}, follow=True)
        assert "You have signed. It waits for: safeguarding governor." in said(done)
        again = first.post(url("sign", one.uuid), {"office": "safeguarding governor", "sure": "on"})
        assert again.status_code == 422 and "each is signed by another person" in said(again)
        done = second.post(url("sign", one.uuid), {"office": "safeguarding governor", "sure": "on"}, follow=True)
        assert "The return is signed and handed in." in said(done)


@pytest.mark.parametrize("page", ["audits.cycle", "audits.cycles", "audits.returns"])
def test_lists_cost_the_same_with_3_and_300_returns(as_, cycle, agency, business_manager, budget, page):
    address = url("cycle", cycle.uuid) if page == "audits.cycle" else url(page.partition(".")[2])
    client, spent = as_(business_manager), []
    AuditCycle._base_manager.filter(pk=cycle.pk).update(stage="open")
    for many in (3, 300):
        for number in range(AuditReturn._base_manager.count(), many):
            one = AuditReturn._base_manager.create(
                type="audits.return", reference=f"AUR-{number}", title="Audit", level="P2", owner=agency,
                group=cycle.group, stage="in_progress", opened_on=OPENS, cycle=cycle, agency_kind="POL", due_on=CLOSES,
            )  # fmt: skip
            Chased.objects.create(of=one, step="remind-28", due_on=CLOSES, sent_on=ON, to="authors")
        with clock.at(ON):
            client.get(address)
            with budget(page) as queries:
                assert client.get(address).status_code == 200
        spent.append(len(queries))
    assert spent[0] == spent[1], spent


def test_an_agencys_page_costs_the_same_however_much_is_answered(as_, one, contributor, budget):
    client, spent = as_(contributor), []
    services.start_return(one=one, by=contributor, on=ON)
    for answered in (False, True):
        if answered:
            answer_all(one, contributor, grade=1)
        with clock.at(ON):
            client.get(url("return", one.uuid))
            with budget("audits.tasks") as queries:
                client.get(url("return", one.uuid))
        spent.append(len(queries))
        for name in ("answer", "check"):
            with clock.at(ON), budget(f"audits.{name}"):
                client.get(url(name, one.uuid, *(["current-policy"] if name == "answer" else [])))
    assert spent[0] == spent[1], spent


# --- reminders --------------------------------------------------------------------------------------------------------


def test_each_step_goes_once_whatever_days_were_missed(
    one, invited, charity, cycle, agency, other_agency, contributor, head, chair, business_manager, other_lead
):
    with clock.at(OPENS):
        soft = services.invite_agency(cycle=cycle, agency=charity, by=business_manager, on=OPENS) \
            if "Charity" not in invited else invited["Charity"]  # fmt: skip
    for day, steps in (
        (date(2019, 5, 31), {"remind-28"}), (date(2019, 6, 1), {"remind-28"}),
        (date(2019, 6, 21), {"remind-28", "remind-7"}), (date(2019, 6, 29), {"remind-28", "remind-7", "after-1"}),
        (date(2019, 7, 30), {"remind-28", "remind-7", "after-1", "head-10", "chair-20", "board-30"}),
    ):  # fmt: skip
        with clock.at(day):
            sweep(day)
            assert chase_returns(day) == 0, "the second run does nothing"
        assert set(Chased.objects.filter(of=one).values_list("step", flat=True)) == steps, day
    skipped = set(Chased.objects.filter(of=one, skipped=True).values_list("step", flat=True))
    assert skipped == {"head-10", "chair-20"}, "after days without a sweep the last step alone goes out"
    assert set(Chased.objects.filter(of=soft).values_list("step", flat=True)) == {"remind-28", "remind-7", "head-10"}
    council = Mail.objects.filter(key__startswith=f"audit-chase:{one.uuid}")
    assert set(council.values_list("to__name", flat=True)) == {contributor.name, head.name, business_manager.name}
    assert not Mail.objects.filter(key__startswith=f"audit-chase:{soft.uuid}", subject__contains="late").exists()
    assert not Deadline.objects.late(date(2019, 7, 30)).filter(record_id=soft.pk).exists()
    assert Deadline.objects.late(date(2019, 7, 30)).filter(record_id=one.pk).exists()


def test_nobody_without_a_duty_is_called_late():
    for chase, ladder in LADDERS.items():
        assert len({step.code for step in ladder}) == len(ladder)
        for step in ladder:
            told = {"title": "Audit 2019", "reference": "AUR-1", "due_on": "28 June 2019", "days": step.days}
            must, asked = letter_words(step, "s11", **told), letter_words(step, "voluntary", **told)
            assert ("late" in " ".join(must)) is (step.days > 0), (chase, step.code)
            assert "late" not in " ".join(asked), (chase, step.code)
    due = steps_due(Chase.SECTION_11, "s11", invited_on=date(2019, 6, 10), due_on=CLOSES, as_at=date(2019, 6, 25))
    assert [step.code for step in due] == ["remind-7"], "what would have come before the invitation is none"
