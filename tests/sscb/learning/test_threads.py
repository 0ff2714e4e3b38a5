"""The whole thread: told, received, checked, judged, walked both ways; what was promised and not kept."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from sscb.access.policy import Refused
from sscb.jobs.models import Job, Mail
from sscb.learning.models import Cascade, ImpactCheck, LearningPoint, NationalReview, Product, Proof
from sscb.learning.queries.promises import broken_promises
from sscb.learning.queries.steps import thread_of
from sscb.learning.queries.thread import facts_of
from sscb.learning.queries.wording import thread_heading
from sscb.learning.rich import clean, typed_to_html
from sscb.learning.services import (
    add_proof,
    approve_product,
    ask_action,
    ask_together,
    close_point,
    judge_check,
    open_action,
    plan_check,
    publish_product,
    send_product,
    verify_proof,
    write_point,
    write_product,
    write_recommendation,
)
from sscb.records.moving import NotYet
from sscb.timetable.models import Deadline
from tests.conftest import TODAY


@pytest.fixture
def li_chair(person):
    return person("Lionel Improve", sits={"li": "chair"})


@pytest.fixture
def point(group):
    return write_point(
        title="Interviews come too late",
        text="Most took place after the child went again.",
        source="case-audits",
        group=group("li"),
        by=None,
        on=date(2019, 1, 8),
        theme="exploitation",
        source_words="Case audit",
    )


def fresh(thing):
    return type(thing)._base_manager.get(pk=thing.pk)


def at(name, thing):
    return reverse(f"learning:{name}", args=[thing.uuid])


def written(point, group, by, checker, **more):
    made = write_product(
        title="When a child comes back",
        kind="seven",
        summary="Seven minutes.",
        typed="# Why\n\nIt matters.",
        audience="everybody",
        group=group("li"),
        by=by,
        on=TODAY,
        points=[point],
        **more,
    )
    approve_product(product=fresh(made), by=checker, on=TODAY)
    return publish_product(product=fresh(made), by=checker, on=TODAY)


# --- rich text (SEC-38) -----------------------------------------------------------------------------------------------


@pytest.mark.req("SEC-38")
def test_what_is_typed_is_text_and_what_is_shown_is_safe():
    assert typed_to_html("# Why\n\nIt <b>matters</b> & stays.\n- one\n- two\n\nEnd") == (
        "<h3>Why</h3>\n<p>It &lt;b&gt;matters&lt;/b&gt; &amp; stays.</p><ul><li>one</li><li>two</li></ul>\n<p>End</p>"
    )
    for hostile in (
        "<script>alert(1)</script>",
        '<img src="http://x/y.png">',
        '<a href="javascript:x()">a</a>',
        '<a href="//evil.example">a</a>',
        '<svg onload="x()">',
        '<p style="x" onclick="y">a</p>',
        "<math><mi>a</mi></math>",
        '<a href="http://plain.example">a</a>',
    ):
        safe = clean(hostile)
        assert not any(word in safe for word in ("script", "img", "href", "svg", "style", "onclick", "math")), hostile
    assert 'href="https://example.org"' in clean('<a href="https://example.org">a</a>')


# --- products and cascade ---------------------------------------------------------------------------------------------


def test_a_briefing_goes_from_draft_to_the_public_and_to_agencies_who_confirm_with_one_button(
    point, group, agency, other_agency, business_manager, li_chair, agency_lead, other_lead, practitioner, as_
):
    office, checker, lead = as_(business_manager), as_(li_chair), as_(agency_lead)
    typed = {
        "title": "When a child comes back",
        "kind": "seven",
        "summary": "Seven minutes.",
        "audience": "everybody",
        "typed": "# Why\n\nIt matters <script>.",
        "points": [str(point.uuid)],
        "theme": "",
        "group": str(group("li").uuid),
    }
    assert "Enter the title" in office.post(reverse("learning:write_product"), {**typed, "title": ""}).text
    assert office.post(reverse("learning:write_product"), typed).status_code == 302
    product = Product._base_manager.get()
    assert product.level == "P1" and "&lt;script&gt;" in product.body
    public = Client()
    assert public.get(at("library_item", product)).status_code == 404
    changed = {
        "title": "When a child is back",
        "summary": "S",
        "audience": "A",
        "typed": "New.",
        "version": product.version,
    }
    assert office.post(at("change_product", product), changed).status_code == 302
    assert office.post(at("change_product", product), changed).status_code == 409
    refused = office.post(at("approve_product", product))
    assert refused.status_code == 403 and "somebody else approves" in refused.text
    assert checker.post(at("publish_product", product)).status_code == 409
    assert checker.post(at("approve_product", product)).status_code == 302
    with pytest.raises(ValidationError, match="Publish it first"):
        send_product(product=fresh(product), agencies=[agency], by=business_manager, on=TODAY)
    assert checker.post(at("publish_product", product)).status_code == 302
    assert Job.objects.filter(kind="learning.print_product").count() == 1 and fresh(product).level == "P0"

    listed = public.get(reverse("learning:library"), {"q": "back"})
    assert listed.status_code == 200 and "When a child is back" in listed.text
    assert "Nothing has these words" in public.get(reverse("learning:library"), {"q": "zebra"}).text
    assert "New." in public.get(at("library_item", product)).text
    assert public.get(at("library_item", product), {"as": "pdf"}).status_code == 404

    told = {"agencies": [str(agency.uuid), str(other_agency.uuid)]}
    assert office.get(at("send_product", product)).status_code == 200
    assert office.post(at("send_product", product), told).status_code == 302
    assert "was not sent to yet" in office.post(at("send_product", product), told).text
    assert {one.to for one in Mail.objects.all()} == {agency_lead, other_lead}
    assert Mail.objects.first().path == at("receive", product)

    assert "We have it" in lead.get(at("receive", product)).text
    assert as_(practitioner).get(at("receive", product)).status_code in (403, 404)
    for _ in range(2):
        assert lead.post(at("confirm", product)).status_code == 302
    reach = {"route": "Team meetings", "reached": "9", "of": "8"}
    assert "More were told than there are" in lead.post(at("say_reach", product), reach).text
    assert lead.post(at("say_reach", product), {**reach, "of": "12"}).status_code == 302
    kept = Cascade.objects.get(agency=agency)
    assert (kept.received_on, kept.received_by, kept.reached, kept.of) == (TODAY, agency_lead, 9, 12)
    assert "1 of 2 agencies confirm, 9 of 12 staff were told" in office.get(at("product", product)).text
    assert "When a child is back" in office.get(reverse("learning:products")).text
    assert office.post(at("take_down", product), {"why": ""}).status_code == 422
    assert checker.post(at("take_down", product), {"why": "A word was wrong"}).status_code == 302
    assert public.get(at("library_item", product)).status_code == 404


@pytest.mark.pdf
def test_what_is_published_is_printed_and_the_public_takes_it(
    point, group, business_manager, li_chair, settings, tmp_path
):
    from sscb.learning.printing import run_print

    settings.STORE = tmp_path
    product = written(point, group, business_manager, li_chair)
    progress = SimpleNamespace(step=lambda *told: None)
    job = Job.objects.get(kind="learning.print_product")
    assert run_print(job, progress)["printed"] == 1 and run_print(job, progress)["printed"] == 0
    answer = Client().get(at("library_item", product), {"as": "pdf"})
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")


# --- impact checks ----------------------------------------------------------------------------------------------------


def test_a_named_judge_who_owns_nothing_judges_with_two_kinds_of_evidence_and_then_the_thread_closes(
    point, group, agency, business_manager, agency_lead, li_chair, chair, as_
):
    ask_action(
        title="Pass notices",
        text="T",
        agency=agency,
        due_on=TODAY,
        group=group("li"),
        by=business_manager,
        on=TODAY,
        points=[point],
        lead=agency_lead,
    )
    told = {
        "point": point,
        "asks": "difference",
        "how": "Dataset",
        "due_on": TODAY,
        "by": business_manager,
        "on": TODAY,
    }
    with pytest.raises(ValidationError, match="Choose a judge"):
        plan_check(**told, judge=agency_lead)
    page = {"asks": "known", "how": "Survey", "judge": str(chair.uuid), "due_on": "2019-12-01"}
    assert as_(business_manager).get(at("plan_check", point)).status_code == 200
    assert as_(business_manager).post(at("plan_check", point), page).status_code == 302
    check = plan_check(**told, judge=chair)
    assert Deadline.objects.get(record_id=check.pk, rule="impact-check").person == chair
    verdict = {"verdict": "yes", "finding": "Children were heard sooner."}
    with pytest.raises(Refused, match="was named to judge"):
        judge_check(check=check, **verdict, by=li_chair, on=TODAY)
    with pytest.raises(ValidationError, match="2 kinds is needed"):
        judge_check(check=check, **verdict, by=chair, on=TODAY)
    with pytest.raises(NotYet, match="nobody has judged"):
        close_point(point=fresh(point), by=chair, on=TODAY)
    office, judge, other = as_(business_manager), as_(chair), as_(li_chair)
    for kind in ("indicator", "children"):
        proof = {"kind": kind, "text": "61% to 81%", "seen_on": "2019-11-01"}
        assert office.post(at("add_check_proof", check), proof).status_code == 302
    for proof in Proof.objects.filter(record_id=check.pk):
        assert other.post(at("verify_check_proof", proof)).status_code == 302
    assert "Give your verdict" in judge.get(at("check", check)).text
    assert judge.get(at("judge_check", check)).status_code == 200
    assert judge.post(at("judge_check", check), verdict).status_code == 302
    assert fresh(check).verdict == "yes"
    assert Deadline.objects.get(record_id=check.pk, rule="impact-check").state == "met"
    assert "impact check" in office.get(reverse("learning:checks")).text
    assert office.post(at("excuse", point), {"what": "product", "why": "Known already"}).status_code == 302
    assert judge.post(at("close_point", point)).status_code == 302
    assert fresh(point).stage == "closed"
    assert "It made a difference" in office.get(at("point", point)).text


def test_a_review_from_elsewhere_becomes_learning_or_a_no_with_its_reason(business_manager, group, as_):
    office = as_(business_manager)
    new = {
        "title": "Safe sleep elsewhere",
        "text": "Nights away.",
        "link": "",
        "published_on": "",
        "group": str(group("li").uuid),
    }
    for title in ("Safe sleep elsewhere", "Far from home"):
        assert office.post(reverse("learning:receive_national"), {**new, "title": title}).status_code == 302
    assert "Two reviews from elsewhere wait" in office.get(reverse("learning:national_reviews")).text
    yes, no = NationalReview._base_manager.order_by("pk")
    assert "Enter why" in office.post(at("answer_national", no), {"applies": "no", "why": ""}).text
    assert office.post(at("answer_national", no), {"applies": "no", "why": "None here"}).status_code == 302
    assert (
        office.post(
            at("answer_national", yes), {"applies": "yes", "why": "Friends’ homes", "theme": "infants"}
        ).status_code
        == 302
    )
    made = fresh(yes).point
    assert (made.source, made.source_uuid, made.theme) == ("national", yes.uuid, "infants")
    thread = office.get(at("point", made)).text
    assert yes.reference in thread and "Nothing has come of it yet" in thread
    assert "None here" in office.get(at("national_review", no)).text
    assert not Deadline.objects.open().filter(rule="national-review-applies", due_on__isnull=False).exists()


# --- the thread -------------------------------------------------------------------------------------------------------


def test_the_heading_answers_and_never_claims_a_cause():
    kept = {"asked": "kept", "told": "kept", "taken-up": "kept"}
    for codes, note, broken, said in (
        (kept, "made", 0, "It made a difference, and no promise is broken."),
        (kept, "made, then lost", 1, "It made a difference, and the gain is lost. One promise is broken."),
        (
            {**kept, "asked": "broken"},
            "not known yet",
            2,
            "Whether it made a difference is not known yet. Two promises are broken.",
        ),
        (dict.fromkeys(kept, "open"), "not known yet", 0, "Nothing has come of it yet."),
    ):
        assert thread_heading(codes, note, broken) == said


def test_an_empty_thread_shows_every_step_as_nothing_yet_and_the_list_of_promises_names_it(
    point, business_manager, as_
):
    thread = thread_of(facts_of(point, business_manager, TODAY))
    assert [step.key for step in thread.steps] == [
        "found",
        "learned",
        "asked",
        "told",
        "taken-up",
        "difference",
        "closed",
    ]
    assert [step.code for step in thread.steps] == ["kept", "kept", "open", "open", "open", "open", "open"]
    assert thread.steps[0].up is None and thread.steps[2].up.key == "learned" and thread.steps[2].down.key == "told"
    found = broken_promises(business_manager, TODAY)
    assert [kind for kind, _, _ in found.kinds] == ["untold", "unchecked"]
    office = as_(business_manager)
    assert "Two promises are broken" in office.get(reverse("learning:promises")).text
    assert "One thing was learned" in office.get(reverse("learning:threads")).text
    assert "exploitation" in office.get(reverse("learning:themes")).text


def test_a_late_action_is_a_broken_promise_in_its_place_and_hidden_ones_are_not_counted(
    point, group, agency, other_agency, business_manager, practitioner
):
    early = date(2019, 1, 20)
    for who, level in ((agency, "P1"), (other_agency, "P5")):
        open_action(
            title=f"Do {level}",
            text="T",
            agency=who,
            due_on=early + timedelta(days=30),
            group=group("li"),
            by=None,
            on=early,
            points=[point],
            level=level,
        )
    thread = thread_of(facts_of(point, business_manager, TODAY))
    asked = thread.steps[2]
    assert asked.code == "broken" and [one.title for one in asked.broken] == ["Promise broken: Do P1"]
    assert "266 days late" in asked.broken[0].text and len(thread.rows) == 1


def grow(point, group, agencies, by, checker, chair, each):
    for number in range(each):
        made = write_recommendation(
            title=f"R{number}",
            text="T",
            strength="system",
            source="reviews",
            group=group("li"),
            by=None,
            on=TODAY,
            points=[point],
        )
        for action in ask_together(
            recommendation=made, title="A", text="T", agencies=agencies, due_on=TODAY, by=None, on=TODAY
        ):
            add_proof(record=action, shows="practice", kind="survey", text="T", seen_on=TODAY, by=by, on=TODAY)
        product = written(point, group, by, checker)
        send_product(product=fresh(product), agencies=agencies, by=by, on=TODAY)
        check = plan_check(point=fresh(point), asks="known", how="H", judge=chair, due_on=TODAY, by=by, on=TODAY)
        proof = add_proof(record=check, shows="practice", kind="survey", text="T", seen_on=TODAY, by=by, on=TODAY)
        verify_proof(proof=proof, record=fresh(check), by=checker, on=TODAY)


def test_a_thread_of_200_nodes_costs_what_a_small_one_costs(
    point, group, agency, other_agency, business_manager, li_chair, chair, board_member, as_, budget
):
    agencies = [agency, other_agency]
    grow(point, group, agencies, business_manager, li_chair, chair, 1)
    client, page = as_(board_member), at("point", point)
    pages = {
        "learning.thread": page,
        **{f"learning.{n}": reverse(f"learning:{n}") for n in ("threads", "promises", "products")},
    }
    for address in pages.values():
        client.get(address)
    few = {}
    with budget("learning.thread.facts") as found:
        facts_of(point, business_manager, TODAY)
    few["learning.thread.facts"] = len(found)
    for name, address in pages.items():
        with budget(name) as found:
            assert client.get(address).status_code == 200
        few[name] = len(found)
    grow(point, group, agencies, business_manager, li_chair, chair, 20)
    with budget("learning.thread.facts") as found:
        facts = facts_of(point, business_manager, TODAY)
    nodes = sum(
        map(len, (facts.recommendations, facts.actions, facts.products, facts.cascades, facts.checks, facts.proofs))
    )
    assert nodes >= 200 and len(found) == few["learning.thread.facts"]
    for name, address in pages.items():
        with budget(name) as found:
            client.get(address)
        assert len(found) == few[name], name
    assert LearningPoint._base_manager.count() == 1 and ImpactCheck._base_manager.count() == 21


def test_threads_broken_promises_and_themes_cost_the_same_with_3_and_with_300(
    group, agency, business_manager, board_member, as_, budget
):
    def learn(count):
        for number in range(count):
            theme = ("exploitation", "neglect")[number % 2]
            made = write_point(title=f"Learned {number}", text="T", source="case-audits", group=group("li"), by=None,
                               on=date(2019, 1, 8), theme=theme, source_words="Audit")  # fmt: skip
            if not number % 10:
                open_action(title="Do it", text="T", agency=agency, due_on=date(2019, 2, 20), group=group("li"),
                            by=None, on=date(2019, 1, 20), points=[made])  # fmt: skip

    few, pages = {}, ("threads", "promises", "themes")
    learn(3)
    for count in (3, 300):
        learn(count - LearningPoint._base_manager.count())
        for who, name in ((who, name) for who in (board_member, business_manager) for name in pages):
            client, page = as_(who), reverse(f"learning:{name}")
            client.get(page)
            with budget(f"learning.{name}") as found:
                assert client.get(page).status_code == 200
            assert len(found) == few.setdefault((who, name), len(found)), (name, count)
    assert "300" in client.get(reverse("learning:threads")).text
