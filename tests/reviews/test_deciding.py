"""From the form to the chair's decision: who sees what, what is refused and in which words, what follows."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from reviews import services
from reviews.law import Answers, grace_end, must_begin_by, no_new_review, regime_on, scr_test, start_fault
from reviews.models import AgencySummary, CaseReview, Decision, Incident, Notice
from sscb import clock
from sscb.jobs.models import Mail
from sscb.records.models import Record
from sscb.timetable.days import WorkingDays
from sscb.timetable.holidays_list import working_days_listed
from sscb.timetable.models import Deadline
from sscb.timetable.rules import due_for
from sscb.timetable.sockets import rules

from .conftest import REFERRED, START

DAYS: WorkingDays = working_days_listed()


def due(rule: str, day: date, **local) -> date | None:
    return due_for(rules[rule], day, DAYS, local).due_on


def test_rows_a_to_j_of_the_handbook(house, case_at):
    """Reviews handbook 3.9, the counterparts of serious case reviews."""
    p = {"safeguarding_partner_start": START}
    # A: decided the day before the start
    with clock.at(date(2019, 9, 28)):
        case = case_at("decided-scr", on=date(2019, 9, 28))
    dates = dict(Deadline.objects.filter(record_id=case.pk).values_list("rule", "due_on"))
    assert dates["scr-complete"] == date(2020, 3, 28) and dates["scr-grace-end"] == date(2020, 9, 29)
    # B: attempted on the start date
    assert "rule scr-no-new-after-start" in no_new_review(START, START) and not no_new_review(date(2019, 9, 28), START)
    # C: known before the start and not decided
    with clock.at(date(2019, 9, 30)):
        one = services.record_incident(
            kind="harmed", aware_on=date(2019, 9, 27), authority=house.agency, summary="x", by=house.manager,
            on=date(2019, 9, 30),
        )  # fmt: skip
    dates = dict(Deadline.objects.filter(record_id=one.pk).values_list("rule", "due_on"))
    assert dates["incident-notify-panel"] == date(2019, 10, 4) and dates["rapid-review-complete"] == date(2019, 10, 18)
    # D, E: the last day of the grace
    assert grace_end(START) == date(2020, 9, 29) and grace_end(date(2019, 4, 1)) == date(2020, 4, 1)
    # F: six months, clipped to a short month
    assert due("scr-complete", date(2019, 8, 31), **p) == date(2020, 2, 29)
    assert due("scr-complete", date(2018, 8, 31), **p) == date(2019, 2, 28)
    # G: one month
    assert due("scr-decision", date(2019, 1, 31), **p) == date(2019, 2, 28)
    assert no_new_review(date(2020, 1, 31), START), "notified after the start, there is no such decision"
    # H, I: counted back from publication
    assert due("scr-send-before-publish", date(2020, 1, 2), **p) == date(2019, 12, 19)
    assert due("scr-send-before-publish", date(2019, 5, 28), **p) == date(2019, 5, 16)
    # J: published arrangements must begin within three months
    assert must_begin_by(date(2018, 11, 30)) == date(2019, 2, 28)
    assert start_fault(date(2019, 10, 1)) and not start_fault(START)


def test_the_test_limb_by_limb():
    """Regulation 5: every combination, and the deaths that are always reviewed."""
    for abuse in ("known", "suspected", "no"):
        for died in (False, True):
            for harmed in (False, True):
                for joint in (False, True):
                    told = Answers(abuse, died, harmed, joint)
                    met = abuse != "no" and (died or (harmed and joint))
                    assert scr_test(told).met is met, told
                    assert scr_test(told).sentence.startswith("The test is met" if met else "The test is not met")
    assert scr_test(Answers("no", True, False, False, automatic="police-custody")).met


def test_the_regime_is_chosen_by_the_day_and_frozen(house, as_):
    """Two incidents on either side of 29 June 2018 have different duties; neither changes when the start date does."""
    assert [regime_on(day, START) for day in (date(2018, 6, 28), date(2018, 6, 29), date(2019, 9, 28), START)] == [
        "lscb-wt2015", "panel-2018", "panel-2018", "partners-wt2018",
    ]  # fmt: skip
    client = as_(house.manager)
    for aware_on in ("2018-06-28", "2018-06-29", "2019-10-01"):
        answer = client.post(
            reverse("reviews:incident_record"),
            {"kind": "harmed", "aware_on": aware_on, "authority": house.agency.code, "summary": "A child was hurt."},
        )
        assert answer.status_code == 302, answer.content.decode()
    before, after, partners = Incident.objects.order_by("aware_on")
    rules_of = {
        one.regime: set(Deadline.objects.filter(record_id=one.pk).values_list("rule", flat=True))
        for one in (before, after, partners)
    }
    assert rules_of["lscb-wt2015"] == {"incident-notify-ofsted"}
    assert rules_of["panel-2018"] == {
        "incident-notify-panel", "incident-notify-lscb", "incident-notify-ofsted-dfe", "rapid-review-complete",
    }  # fmt: skip
    assert set(Notice.objects.filter(record_id=before.pk).values_list("body", flat=True)) == {"ofsted", "board"}
    assert set(Notice.objects.filter(record_id=after.pk).values_list("body", flat=True)) == {
        "panel", "board", "ofsted", "dfe",
    }  # fmt: skip
    assert "partners" in Notice.objects.filter(record_id=partners.pk).values_list("body", flat=True)
    # The ledger: late says why; the duty is met when everybody it names was told.
    line = Notice.objects.get(record_id=before.pk, body="ofsted")
    told = {"told_on": "2018-07-09", "how": "form"}
    late = client.post(reverse("reviews:notice_told", args=[line.uuid]), told)
    assert late.status_code == 422 and "Say why it is late" in late.content.decode()
    for line in Notice.objects.filter(record_id=before.pk):
        assert Deadline.objects.get(record_id=before.pk).state == "open"
        client.post(reverse("reviews:notice_told", args=[line.uuid]), {**told, "late_because": "Found later."})
    assert Deadline.objects.get(record_id=before.pk).state == "met"
    # The rapid review of the partners says what they decided, and asks no more of what came before.
    url = reverse("reviews:rapid_review", args=[partners.uuid])
    assert client.get(reverse("reviews:rapid_review", args=[before.uuid])).status_code == 404
    with clock.at(date(2019, 10, 21)):
        assert "18 October 2019" not in client.get(url).content.decode()
        answer = client.post(url, {"completed_on": "2019-10-21", "sent_on": "2019-10-21"})
        assert "Say whether a local review is held" in answer.content.decode()
        told = {"completed_on": "2019-10-21", "sent_on": "2019-10-21", "route": "review", "route_why": "It matters."}
        assert client.post(url, told).status_code == 302
    assert Deadline.objects.get(record_id=partners.pk, rule="lcspr-publish").due_on == date(2020, 4, 21)
    page = client.get(reverse("reviews:incident", args=[partners.uuid])).content.decode()
    assert "A local child safeguarding practice review is held" in page


def test_from_the_form_to_the_decision_on_the_web(house, as_):
    with clock.at(REFERRED):
        form = {
            "child_name": "Ottoline Marchbanks", "born_on": "2015-03-04", "what_happened": "Injuries were found.",
            "abuse": "suspected", "died": "no", "seriously_harmed": "yes", "learning": "How agencies talked.",
        }  # fmt: skip
        client = as_(house.referrer)
        half = client.post(reverse("reviews:refer"), {**form, "learning": ""})
        assert half.status_code == 422 and "Injuries were found." in half.content.decode()
        answer = client.post(reverse("reviews:refer"), form, follow=True)
        assert "What you sent" in answer.content.decode() and "Ottoline" not in answer.content.decode()
        case = CaseReview.objects.get()
        assert client.get(reverse("reviews:review", args=[case.uuid])).status_code == 404
        # The subgroup's members see nothing of it yet; its chair does.
        assert as_(house.member).get(reverse("reviews:review", args=[case.uuid])).status_code == 404
        assert as_(house.li_chair).get(reverse("reviews:review", args=[case.uuid])).status_code == 200
        manager = as_(house.manager)
        assert "Ask the agencies about" in manager.get("/").content.decode()
        assert manager.post(reverse("reviews:gather", args=[case.uuid]), {"looked": "on"}).status_code == 302
        asked = {"person_1": str(house.author.uuid), "person_2": str(house.other_author.uuid)}
        assert manager.post(reverse("reviews:ask", args=[case.uuid]), asked).status_code == 302
        mine, other = AgencySummary.objects.order_by("pk")
        assert Mail.objects.filter(to=house.author).count() == 1
        # Each author sees their own page alone, and whose records to look for.
        author = as_(house.author)
        assert mine.reference in author.get("/").content.decode()
        assert author.get(reverse("reviews:summary", args=[other.uuid])).status_code == 404
        assert "Ottoline" in author.post(reverse("reviews:summary_about", args=[mine.uuid])).content.decode()
        page = {"known": "yes", "text": "x" * 4001, "files_secured": "on"}
        long = author.post(reverse("reviews:summary", args=[mine.uuid]), page)
        assert long.status_code == 422 and "Shorten it" in long.content.decode() and "xxxx" in long.content.decode()
        author.post(reverse("reviews:summary", args=[mine.uuid]), {**page, "text": "We saw the child twice."})
        # An answer is missing: no meeting yet, unless a cut-off says why.
        met = {
            "met_on": "2019-09-02", "abuse": "suspected", "abuse_evidence": "Medical view.", "died": "no",
            "seriously_harmed": "yes", "seriously_harmed_evidence": "Fractures.", "joint_working": "yes",
            "joint_working_evidence": "Two missed talks.", "recommends": "scr", "reasons": "The test is met.",
            "dissent": "The police saw no concern.", "automatic": "",
        }  # fmt: skip
        li_chair = as_(house.li_chair)
        url = reverse("reviews:consider", args=[case.uuid])
        early = li_chair.post(url, met)
        assert early.status_code == 409 and "answer is missing" in early.content.decode()
        assert "The police saw no concern." in early.content.decode()
        manager.post(reverse("reviews:cut_off", args=[case.uuid]), {"why": "The month ends."})
        assert "Consider" in li_chair.get("/").content.decode()
        assert li_chair.post(url, met).status_code == 302
        # The chair's home, and the decision.
        chair = as_(house.chair)
        assert "Decide whether a review is held" in chair.get("/").content.decode()
        decide = reverse("reviews:decide", args=[case.uuid])
        shown = chair.get(decide).content.decode()
        assert "The test is met" in shown and "The police saw no concern." in shown
        case.refresh_from_db()
        mlr = chair.post(decide, {"outcome": "mlr", "rationale": "Less.", "version": case.version})
        assert mlr.status_code == 409 and "a learning review does not do" in mlr.content.decode()
        done = chair.post(decide, {"outcome": "scr", "rationale": "It is met.", "version": case.version})
        assert done.status_code == 302
    told = set(Notice.objects.filter(record_id=case.pk).values_list("body", flat=True))
    assert told == {"ofsted", "dfe", "panel"}
    page = as_(house.member).get(reverse("reviews:review", args=[case.uuid])).content.decode()
    assert "A serious case review is held" in page and "Two missed talks." in page and "Ottoline" not in page


def test_two_chairs_at_once_and_the_refusals_of_a_decision(house, case_at, as_, person):
    case = case_at("considered")
    second = person("Sue Second", role="CHAIR")
    url = reverse("reviews:decide", args=[case.uuid])
    shown = case.version
    with clock.at(REFERRED):
        both = {"outcome": "scr", "rationale": "Mine.", "version": shown}
        assert as_(house.chair).post(url, both).status_code == 302
        late = as_(second).post(url, {**both, "outcome": "none", "rationale": "Another view."})
    text = late.content.decode()
    assert late.status_code == 409 and "Another view." in text and "Mine." in text and house.chair.name in text
    assert Decision.objects.count() == 1
    # Decided before the subgroup has met, or before anything was referred.
    for stage in ("referred", "gathering"):
        early = case_at(stage)
        answer = as_(house.chair).post(
            reverse("reviews:decide", args=[early.uuid]), {"outcome": "none", "rationale": "Kept.", "version": 1}
        )
        assert answer.status_code == 409 and "Kept." in answer.content.decode(), stage
    nothing = {"outcome": "none", "rationale": "Kept.", "version": 1}
    assert as_(house.chair).post(reverse("reviews:decide", args=[uuid4()]), nothing).status_code == 404
    # On the partners' start: refused with the rule, and the route is named.
    open_one = case_at("considered")
    url = reverse("reviews:decide", args=[open_one.uuid])
    with clock.at(START):
        told = {"outcome": "scr", "rationale": "Kept too.", "version": open_one.version}
        answer = as_(house.chair).post(url, told)
        text = answer.content.decode()
        assert answer.status_code == 409 and "rule scr-no-new-after-start" in text and "Kept too." in text
        assert "Pass the case to the safeguarding partners" in text
    # After the month: the reason is asked for, then kept.
    with clock.at(date(2019, 10, 3)):
        told = {"outcome": "none", "rationale": "No.", "version": open_one.version}
        answer = as_(house.chair).post(url, told)
        assert answer.status_code == 422 and "The month ended on 2 October 2019" in answer.content.decode()
        assert as_(house.chair).post(url, {**told, "late_because": "Ill."}).status_code == 302
    assert Decision.objects.get(case=open_one).late_because == "Ill."


def test_a_conflict_of_interest_and_who_the_child_is(house, case_at, as_):
    case = case_at("considered")
    page = reverse("reviews:review", args=[case.uuid])
    assert as_(house.member).get(page).status_code == 200
    as_(house.manager).post(
        reverse("reviews:conflict", args=[case.uuid]), {"person_uuid": str(house.member.uuid), "why": "Line manager."}
    )
    answer = as_(house.member).get(page)
    assert answer.status_code == 404 and case.reference not in as_(house.member).get("/reviews/").content.decode()
    # Two people, once.
    manager, chair = as_(house.manager), as_(house.chair)
    manager.post(reverse("reviews:identity_ask", args=[case.uuid]), {"why": "The coroner asks."})
    opening = case.openings.get()
    show = reverse("reviews:opening_open", args=[opening.uuid])
    assert "Ottoline" not in manager.post(show, follow=True).content.decode()
    assert "Somebody else must agree" in manager.post(
        reverse("reviews:opening_agree", args=[opening.uuid]), follow=True
    ).content.decode()
    assert "A second person is wanted" in chair.get("/").content.decode()
    chair.post(reverse("reviews:opening_agree", args=[opening.uuid]))
    assert "Ottoline" in manager.post(show).content.decode()
    assert "Ottoline" not in manager.post(show, follow=True).content.decode()
    # Withdrawing takes two as well.
    wrong = case_at("referred")
    with clock.at(REFERRED):
        agree = reverse("reviews:withdraw_agree", args=[wrong.uuid])
        assert "has not asked" in chair.post(agree).content.decode()
        manager.post(reverse("reviews:withdraw_ask", args=[wrong.uuid]), {"why": "The same as another."})
        assert chair.post(agree).status_code == 302
    assert CaseReview.objects.get(pk=wrong.pk).stage == "withdrawn"


@pytest.mark.parametrize("who", ["agency_lead", "board_member", "qp_member", "cdc", "system_administrator", "dpo"])
def test_to_everybody_else_a_case_does_not_exist(request, house, case_at, as_, who):
    case = case_at("considered")
    for name in ("review", "decide", "consider", "identity_ask", "conflict"):
        answer = as_(request.getfixturevalue(who)).get(reverse(f"reviews:{name}", args=[case.uuid]))
        assert answer.status_code in (403, 404) and case.reference.encode() not in answer.content


def test_three_hundred_cases_cost_as_much_as_three(house, case_at, as_, budget):
    """The register, the incidents, and a case with all its parts."""
    case = case_at("decided-scr")
    for number in range(3):
        _incident_and_case(house, number)
    client = as_(house.manager)
    client.get(reverse("reviews:register"))
    spent = {}
    for many in (3, 300):
        for number in range(3, many):
            _incident_and_case(house, number)
        for name, url in (
            ("reviews.register", reverse("reviews:register")), ("reviews.incidents", reverse("reviews:incidents")),
            ("reviews.review", reverse("reviews:review", args=[case.uuid])),
        ):  # fmt: skip
            with budget(name) as queries:
                assert client.get(url).status_code == 200
            assert spent.setdefault(name, len(queries)) == len(queries), name


def _incident_and_case(house, number: int) -> None:
    li = house.li_chair.memberships.get().group
    own = {"level": "P4", "group": li, "opened_on": REFERRED, "regime": "panel-2018"}
    Incident._base_manager.create(
        type="reviews.incident", reference=f"INC-T{number}", title="x", stage="open", kind="harmed",
        aware_on=REFERRED, authority=house.agency, summary="x", **own,
    )  # fmt: skip
    CaseReview._base_manager.create(
        type="reviews.review", reference=f"CR-T{number}", title="x", stage="considered", pseudonym="Child T",
        received_on=REFERRED, notified_on=REFERRED, **own,
    )  # fmt: skip


@pytest.mark.req("SEC-04")
def test_until_it_was_laid_before_them_the_subgroups_members_learn_of_no_case(house, as_, case_at):
    """Neither on its page nor where the kernel tells of all records: what is late, home, search (handbook 2.4)."""
    case = case_at("gathering")
    with clock.at(date(2019, 10, 20)):
        client = as_(house.member)
        assert not Record.objects.visible_to(house.member).filter(pk=case.pk).exists()
        assert Record.objects.visible_to(house.li_chair).filter(pk=case.pk).exists()
        for page in ("/", reverse("timetable:late"), reverse("reviews:register")):
            assert case.reference not in client.get(page).content.decode(), page
        assert client.get(reverse("reviews:review", args=[case.uuid])).status_code == 404
    later = case_at("considered")
    assert Record.objects.visible_to(house.member).filter(pk=later.pk).exists()
