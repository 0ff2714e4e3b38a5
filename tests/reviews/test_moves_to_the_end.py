"""Every row of tables 2.4 and 2.5 from the draft on, by every role, through its page; who sees what at each stage."""

from datetime import date

from django.urls import reverse

from reviews import services
from reviews.models import CaseReview, DraftCopy, Notice, PublicReport
from reviews.queries.steps import DOORS
from sscb import clock
from sscb.records.models import Record

from .conftest import PLANNED, REFERRED
from .test_moves import HELD, TYPED
from .test_moves import POSTED as EARLIER

MINUTE = {"board_on": "2019-09-02", "minute": "Item 11: agreed."}
DEFERRED = {"process": "The criminal trial", "look_again_on": "2019-12-02"}
# (from, to) -> what is posted, and on which day
POSTED = {
    ("under-review", "draft"): ({"text": "The first draft.", "version": 0}, REFERRED),
    ("draft", "factual-check"): ({}, REFERRED),
    ("factual-check", "draft"): ({"why": "A new witness."}, REFERRED),
    ("factual-check", "board-sign-off"): ({}, REFERRED),
    ("board-sign-off", "draft"): ({**MINUTE, "outcome": "back"}, REFERRED),
    ("board-sign-off", "awaiting-publication"): ({**MINUTE, "outcome": "publish"}, REFERRED),
    ("board-sign-off", "actions-open"): ({**MINUTE, "outcome": "keep"}, REFERRED),
    ("board-sign-off", "deferred-publication"): (DEFERRED, REFERRED),
    ("awaiting-publication", "deferred-publication"): (DEFERRED, REFERRED),
    ("deferred-publication", "awaiting-publication"): ({}, REFERRED),
    ("board-sign-off", "not-publishing"): ({"rationale": "It would harm a child."}, REFERRED),
    ("deferred-publication", "not-publishing"): ({"rationale": "It would harm a child."}, REFERRED),
    ("awaiting-publication", "published"): ({}, PLANNED),
    ("published", "actions-open"): ({}, PLANNED),
    ("not-publishing", "actions-open"): ({}, REFERRED),
    ("actions-open", "closed"): ({"report": "Meetings are held weekly."}, PLANNED),
}
WHO = {"lead reviewer": "reviewer", "Independent Chair": "chair", "Board": "manager", "automatic": "manager",
       "L&I chair": "li_chair"}  # fmt: skip
EVERYBODY = ("manager", "chair", "li_chair", "member", "board_member", "reviewer", "referrer", "author", "other_author")
WITHOUT_ITS_GUARD = {
    ("draft", "factual-check"): "nobody is named to whom the draft goes",
    ("factual-check", "board-sign-off"): "an answer to the check of facts is missing",
    ("board-sign-off", "not-publishing"): "the Panel has not been told",
    ("deferred-publication", "not-publishing"): "the Panel has not been told",
    ("awaiting-publication", "published"): "are not checked for names",
    ("published", "actions-open"): "it has no action",
    ("board-sign-off", "actions-open"): "published as a rule",
}


def test_each_move_by_each_role_through_its_page(house, report_at, as_):
    """Beside each: the same move before its guard is met is refused in words, and nothing moves."""
    assert {(str(a), str(b)) for a, b in DOORS} == set(POSTED) | set(EARLIER) | set(HELD)
    wrong = []
    for row in TYPED:
        pair = (row["from"], row["to"])
        if pair not in POSTED:
            continue
        told, on = POSTED[pair]
        right, url_name = WHO[row["who"]], DOORS[pair]
        with clock.at(REFERRED):
            case = _case(house, report_at, pair)
        with clock.at(on):
            url = reverse(url_name, args=[case.uuid])
            if words := WITHOUT_ITS_GUARD.get(pair):
                with clock.at(REFERRED):
                    bare = report_at(pair[0])
                with clock.at(on):
                    said = {**told, "version": bare.version}
                    answer = as_(getattr(house, right)).post(reverse(url_name, args=[bare.uuid]), said)
                    stands = Record._plain.get(pk=bare.pk).stage
                    if words not in answer.content.decode() and answer.status_code != 422 or stands != pair[0]:
                        wrong.append(f"{pair} without its guard: {answer.status_code}, now {stands}")
            for who in sorted(EVERYBODY, key=lambda one: one == right):
                fresh = CaseReview.objects.get(pk=case.pk)
                version = {} if url_name == "reviews:draft_write" else {"version": fresh.version}
                answer = as_(getattr(house, who)).post(url, {**told, **version})
                moved = Record._plain.get(pk=case.pk).stage == row["to"]
                if moved is not (who == right):
                    wrong.append(f"{pair} by {who}: {answer.status_code}, now {Record._plain.get(pk=case.pk).stage}")
                if not moved and answer.status_code not in (403, 404):
                    wrong.append(f"{pair} by {who}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def _case(house, report_at, pair) -> CaseReview:
    """As the row of the table wants it, its guard met."""
    start, to = pair
    kind = "mlr" if pair == ("board-sign-off", "actions-open") else "scr"
    if start in ("not-publishing", "actions-open"):
        case = report_at("board-sign-off", kind="mlr") if start == "not-publishing" else report_at("published")
        if start == "not-publishing":
            told = {"case": case, "version": case.version, "by": house.chair, "on": REFERRED}
            services.decide_not_to_publish(rationale="Harm.", **told)
        case = CaseReview.objects.get(pk=case.pk)
    else:
        case = report_at(start, kind=kind, ready=True)
    if to == "not-publishing":
        services.propose_not_publishing(case=case, why="It would harm a child.", by=house.chair, on=REFERRED)
        line = Notice.objects.get(record_id=case.pk, about__startswith="That the report")
        services.record_told(notice=line, record=case, told_on=REFERRED, how="mail", by=house.manager, on=REFERRED)
    if to == "actions-open" and start != "board-sign-off":
        # Its first action came after the decision: then the manager takes it on by hand.
        PublicReport.objects.of(case).update(no_actions_why="Nothing is wanted of anybody.")
    if to == "closed":
        with clock.at(PLANNED):
            services.say_no_actions(case=case, why="Nothing is wanted.", by=house.manager, on=PLANNED)
    return CaseReview.objects.get(pk=case.pk)


def test_who_sees_what_from_the_draft_on(house, report_at, as_, client):
    """Table 2.4: the panel and named copies; extracts for the check; nothing for the public yet."""
    with clock.at(REFERRED):
        case = report_at("factual-check")
        mine = DraftCopy.objects.of(case).get(to=house.author)
        copy = reverse("reviews:copy", args=[mine.uuid])
        draft = reverse("reviews:draft", args=[case.uuid, case.drafts.get().uuid])
        pages = [reverse(f"reviews:{name}", args=[case.uuid]) for name in ("drafts", "publishing", "plan")]
        sees = {
            "manager": (200, 200, 200), "chair": (200, 200, 200), "reviewer": (200, 200, 404),
            "li_chair": (200, 403, 404), "member": (200, 403, 404), "author": (404, 404, 200),
            "other_author": (404, 404, 404),
            "board_member": (404, 404, 404), "referrer": (404, 404, 404),
        }  # fmt: skip
        wrong = []
        for who, (case_pages, whole, own) in sees.items():
            as_who = as_(getattr(house, who))
            found = [(url, as_who.get(url).status_code, case_pages) for url in pages]
            found += [(draft, as_who.get(draft).status_code, whole), (copy, as_who.get(copy).status_code, own)]
            wrong += [f"{who} {url}: {got}, wanted {want}" for url, got, want in found if got != want]
        assert not wrong, "\n".join(wrong)
        extract = as_(house.author).get(copy).content.decode()
        assert "two visits" in extract and "not put together" not in extract and "Ada Thor" in extract
        assert DraftCopy.objects.get(pk=mine.pk).first_opened_on == REFERRED
        # The other copy is recalled: nobody opens it, and the check waits for none of it.
        other = DraftCopy.objects.of(case).get(to=None)
        recall = reverse("reviews:copy_recall", args=[case.uuid, other.uuid])
        assert as_(house.chair).post(recall).status_code in (403, 404)
        assert as_(house.manager).post(recall).status_code == 302
        answer = as_(house.author).post(copy, {"answer": "words", "said": ""})
        assert answer.status_code == 422 and "what shows it" in answer.content.decode()
        assert as_(house.author).post(copy, {"answer": "words", "said": "Two, not three."}).status_code == 302
        settle = reverse("reviews:copy_settle", args=[case.uuid, mine.uuid])
        assert as_(house.member).get(settle).status_code in (403, 404)
        assert as_(house.reviewer).post(settle, {"outcome": "no"}).status_code == 422
        assert as_(house.reviewer).post(settle, {"outcome": "no", "why": "The log says three."}).status_code == 302
        shown = as_(house.member).get(pages[0]).content.decode()
        assert "Two, not three." in shown and "The log says three." in shown
    assert client.get(reverse("reviews:published")).status_code == 200
    with clock.at(date(2020, 1, 2)):
        assert as_(house.author).get(copy).status_code == 404, "A copy closes by itself."
