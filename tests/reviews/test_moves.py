"""The table of moves typed from the handbook (2.5), held to the lifecycle; and each move that has a page tried by every
role through that page."""

import csv
import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import pyzipper
from django.urls import reverse

from reviews import services
from reviews.lifecycle import MOVES, ROLE_ALONE, STAGES, UNDECIDED, UNFINISHED
from reviews.models import CaseReview
from reviews.queries.steps import DOORS
from sscb import clock
from sscb.records.bundles import archive
from sscb.records.models import Record

from .conftest import HARMED, REFERRED, Answers

TYPED = list(csv.DictReader(Path(__file__).with_name("moves.csv").read_text(encoding="utf-8").splitlines()))
MAY = {
    "business manager": "reviews.run", "business manager + chair": "reviews.decide", "L&I chair": "reviews.consider",
    "Independent Chair": "reviews.decide", "lead reviewer / manager": "reviews.begin", "lead reviewer": "reviews.lead",
    "Board": "reviews.minute_board", "automatic": "reviews.run",
}  # fmt: skip
ALSO = {"Independent Chair": {"reviews.steer"}, "L&I chair": {"reviews.close"}}
GROUPS = {"any open SCR state": UNFINISHED, "undecided once the partners began": UNDECIDED}


def test_the_moves_are_those_of_the_handbook():
    wanted = {}
    for row in TYPED:
        for start in GROUPS.get(row["from"], (row["from"],)):
            rules = {MAY[row["who"]], *ALSO.get(row["who"], ())}
            wanted[str(start), row["to"]] = {"reviews.hand_over"} if row["to"] == "transferred" else rules
    found = {(str(one.start), str(one.to)): one.rule for one in MOVES}
    assert set(found) == set(wanted)
    wrong = [pair for pair, rule in found.items() if rule not in wanted[pair]]
    assert not wrong, wrong
    assert {one.start for one in MOVES} | {"closed", "transferred", "withdrawn"} == set(STAGES)
    assert {"reviews.lead", "reviews.begin"}.isdisjoint(ROLE_ALONE)


MLR = Answers("suspected", died=False, seriously_harmed=False, joint_working=True)
MET = {
    "met_on": "2019-09-02", "abuse": "suspected", "abuse_evidence": "Seen.", "died": "no", "seriously_harmed": "no",
    "joint_working": "no", "recommends": "none", "reasons": "Nothing.", "automatic": "",
}  # fmt: skip
SAID = {"outcome": "scr", "rationale": "Because.", "new_facts": "The Panel asks."}
# (from, to) -> what is posted; the case is brought to `from` through the services.
POSTED = {
    ("referred", "gathering"): {"looked": "on"},
    ("referred", "withdrawn"): {},
    ("gathering", "considered"): MET,
    ("considered", "gathering"): {"why": "More of the school."},
    ("considered", "decided-scr"): SAID,
    ("considered", "decided-mlr"): {**SAID, "outcome": "mlr"},
    ("considered", "decided-no-review"): {**SAID, "outcome": "none"},
    ("decided-no-review", "decided-scr"): SAID,
    ("decided-no-review", "decided-mlr"): {**SAID, "outcome": "mlr"},
}
# Once a review is decided; `may` more than one person for one of them.
HELD = {
    ("decided-scr", "commissioned"): {},
    ("decided-mlr", "commissioned"): {},
    ("commissioned", "under-review"): {},
    ("under-review", "on-hold"): {"ground": "witnesses", "words": "Staff are witnesses.", "authority": "A letter."},
    ("on-hold", "under-review"): {},
    ("under-review", "draft"): {"text": "The first draft.", "version": 0},
}
MAY_HOLD = {"lead reviewer / manager": ("reviewer", "manager"), "lead reviewer": ("reviewer",)}
WHO = {"business manager": "manager", "business manager + chair": "chair", "L&I chair": "li_chair",
       "Independent Chair": "chair"}  # fmt: skip
EVERYBODY = ("manager", "chair", "li_chair", "member", "referrer", "author")


def test_each_move_by_each_role_through_its_page(house, case_at, as_):
    assert set(POSTED) | set(HELD) <= {(str(a), str(b)) for a, b in DOORS}
    wrong = []
    with clock.at(REFERRED):
        for row in TYPED:
            pair = (row["from"], row["to"])
            if pair not in POSTED:
                continue
            case, right = _ready(house, case_at, pair), WHO[row["who"]]
            url = reverse(DOORS[pair], args=[case.uuid])
            # Whoever may goes last: the others leave the case as it was.
            for who in sorted(EVERYBODY, key=lambda one: one == right):
                fresh = CaseReview.objects.get(pk=case.pk)
                answer = as_(getattr(house, who)).post(url, {**POSTED[pair], "version": fresh.version})
                stage = Record._plain.get(pk=case.pk).stage
                moved = stage == row["to"]
                if moved is not (who == right):
                    wrong.append(f"{pair} by {who}: {answer.status_code}, now {stage}")
                if not moved and answer.status_code not in (403, 404):
                    wrong.append(f"{pair} by {who}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


EVERYBODY_OF_A_REVIEW = (*EVERYBODY, "reviewer", "panellist")


def test_each_move_of_a_review_by_each_role_through_its_page(house, review_at, as_):
    """A fresh review for each row and each person who may; the others leave it as it was."""
    wrong = []
    with clock.at(REFERRED):
        for row in TYPED:
            pair = (row["from"], row["to"])
            if pair not in HELD:
                continue
            may = MAY_HOLD.get(row["who"]) or (WHO[row["who"]],)
            for right in may:
                case, told = _review_ready(house, review_at, pair)
                address = reverse(DOORS[pair], args=[case.uuid])
                for who in sorted(EVERYBODY_OF_A_REVIEW, key=lambda one, right=right: one == right):
                    if who in may and who != right:
                        continue
                    answer = as_(getattr(house, who)).post(address, told)
                    stage = Record._plain.get(pk=case.pk).stage
                    if (stage == row["to"]) is not (who == right):
                        wrong.append(f"{pair} by {who}: {answer.status_code}, now {stage}")
                    if who != right and answer.status_code not in (403, 404):
                        wrong.append(f"{pair} by {who}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def _review_ready(house, review_at, pair) -> tuple[CaseReview, dict]:
    start, to = pair
    told = {"by": house.manager, "on": REFERRED}
    if to == "commissioned":
        return review_at("ready", kind=start.removeprefix("decided-")), {}
    case = review_at(start, accepted=to == "draft")
    if start == "commissioned":
        services.hold_panel(
            meeting=case.panel_meetings.get(), case=case, held_on=REFERRED, present=list(case.panel.all()),
            conflicts="None", **told,
        )  # fmt: skip
    if to == "on-hold":
        process = services.record_process(case=case, kind="criminal", body="Police", **told)
        return case, {**HELD[pair], "process": str(process.uuid)}
    return case, HELD[pair]


def test_a_review_does_not_move_on_before_its_guard_holds(house, review_at, as_):
    """The refusal in words, for each guard of these stages; nothing is moved."""
    for start, to, who, words in (
        ("decided-scr", "commissioned", "manager", "no independent lead reviewer is appointed; no terms of reference"),
        ("decided-mlr", "commissioned", "manager", "no terms of reference are agreed"),
        ("commissioned", "under-review", "manager", "the review panel has not met"),
        ("under-review", "draft", "reviewer", "an agency’s report is not accepted yet"),
    ):
        case = review_at(start, kind="mlr" if "mlr" in start else "scr")
        with clock.at(REFERRED):
            told = HELD[start, to]
            answer = as_(getattr(house, who)).post(reverse(DOORS[start, to], args=[case.uuid]), told)
        assert answer.status_code == 409 and words in answer.content.decode(), (start, to, answer.content.decode())
        assert Record._plain.get(pk=case.pk).stage == start
    # On hold for no named proceedings: the form asks for them, and keeps what was typed.
    with clock.at(REFERRED):
        told = {"ground": "witnesses", "words": "Staff are witnesses.", "authority": "A letter."}
        answer = as_(house.chair).post(reverse("reviews:hold", args=[case.uuid]), told)
    assert answer.status_code == 422 and "Staff are witnesses." in answer.content.decode()


def _ready(house, case_at, pair) -> CaseReview:
    start, to = pair
    case = case_at(start, answers=MLR if to == "decided-mlr" else HARMED)
    if to == "withdrawn":
        services.ask_withdrawal(case=case, why="The same as another.", by=house.manager, on=REFERRED)
    if pair == ("gathering", "considered"):
        services.cut_off(case=case, why="The month ends.", by=house.manager, on=REFERRED)
    return case


@pytest.mark.req("REL-14")
def test_from_the_partners_start_an_undecided_case_passes_to_them(house, case_at, as_):
    """Asked by the manager, agreed by the chair, sent, received; then a stub. Before the start it is refused."""
    case = case_at("considered")
    manager, chair = as_(house.manager), as_(house.chair)
    page = reverse("reviews:review", args=[case.uuid])
    ask = reverse("reviews:handover_ask", args=[case.uuid])
    told = {"receiver": house.agency.code, "why": "The partners began.", "inventory": "The form, the pages."}
    with clock.at(date(2019, 9, 28)):
        early = manager.post(ask, told)
        assert early.status_code == 409 and "until then the Board decides" in early.content.decode()
        assert "The form, the pages." in early.content.decode()
    with clock.at(date(2019, 9, 30)):
        assert "Hand it over" in manager.get(page).content.decode()
        assert f"{case.reference} passes to the safeguarding partners" in manager.get("/").content.decode()
        assert manager.post(ask, told).status_code == 302
        sending = reverse("reviews:handover_send", args=[case.uuid])
        sent = {"sent_on": "2019-09-30", "method": "mail", "passphrase": archive.new_passphrase()}
        assert manager.post(sending, sent).status_code == 409
        assert manager.get(reverse("reviews:handover_agree", args=[case.uuid])).status_code == 404
        assert "passes to the safeguarding partners" in chair.get("/").content.decode()
        assert chair.post(reverse("reviews:handover_agree", args=[case.uuid])).status_code == 302
        # From the agreement on nothing is changed in it.
        decide = {"outcome": "none", "rationale": "x", "version": Record._plain.get(pk=case.pk).version}
        assert chair.post(reverse("reviews:decide", args=[case.uuid]), decide).status_code in (403, 409)
        short = manager.post(sending, {**sent, "passphrase": "my-own"})
        assert short.status_code == 422 and "Open the page again" in short.content.decode()
        assert manager.post(sending, sent).status_code == 302
        taking = reverse("reviews:handover_archive", args=[case.uuid])
        assert chair.get(taking).status_code == 404
        unproved = as_(house.manager, stale=True).get(taking)
        assert unproved.headers["Location"].startswith("/account/again/")
        content = manager.get(taking).content
        assert archive.opens(content, sent["passphrase"]) and not archive.opens(content, archive.new_passphrase())
        with pyzipper.AESZipFile(BytesIO(content)) as held:
            held.setpassword(sent["passphrase"].encode())
            told = json.loads(held.read(f"{case.reference}/{case.reference}.json"))
        assert told["tables"]["identity"][0]["name"] == "Ottoline Marchbanks"
        assert told["tables"]["agencysummary"][0]["text"] == "We saw the child twice."
        assert {"consideration", "draft", "agencyreport", "publicreport"} <= told["tables"].keys()
        receipt = {"received_on": "2019-09-30", "receipt": "The partners’ business unit, by mail."}
        assert manager.post(reverse("reviews:handover_receipt", args=[case.uuid]), receipt).status_code == 302
    assert manager.get(taking).status_code in (404, 410)
    stub = manager.get(page).content.decode()
    assert "for the safeguarding partners" in stub and "Fractures" not in stub and case.pseudonym not in stub
    assert chair.get(reverse("reviews:decide", args=[case.uuid])).status_code == 410


def test_what_is_left_when_the_twelve_months_have_ended_is_locked(house, case_at):
    from sscb.timetable.sweeping import sweep

    case = case_at("decided-scr")
    with clock.at(date(2020, 9, 29)):
        sweep(date(2020, 9, 29))
        assert Record._plain.get(pk=case.pk).locked_on is None
    with clock.at(date(2020, 9, 30)):
        sweep(date(2020, 9, 30))
        sweep(date(2020, 9, 30))
        assert Record._plain.get(pk=case.pk).locked_on == date(2020, 9, 30)
