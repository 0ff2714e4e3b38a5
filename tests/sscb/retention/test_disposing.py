"""From the end of its time to the certificate: proposed, approved by two, done once, and nothing is left."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sscb.access.errors import Conflict
from sscb.access.policy import Refused
from sscb.history.models import Entry
from sscb.jobs.models import Job
from sscb.jobs.running import CannotFinish, next_to_run, run
from sscb.learning.models import LearningPoint
from sscb.people.models import Person
from sscb.records.models import Record
from sscb.records.search.keeping import engine
from sscb.records.services import stored_path
from sscb.records.sockets import types
from sscb.retention import certifying, disposing
from sscb.retention.certifying import log_path, mark_of, read_log
from sscb.retention.destroying import CannotDestroy
from sscb.retention.models import Certificate, Hold, KeptLonger, Moratorium, Proposal, SignOff
from sscb.retention.services import (
    approve,
    ask_lift,
    ask_release,
    extend,
    lift,
    place_hold,
    propose,
    release_hold,
    stop_disposal,
)
from tests.sscb.board.reading import texts_of
from tests.sscb.retention.conftest import MARK, TODAY, base

WHY = {"reason": "Inquest", "reference": "C/2019/7"}


def work() -> None:
    while uuid := next_to_run():
        run(uuid, "this test")


def approved(proposal, *people) -> Proposal:
    for by in people:
        proposal = approve(proposal=proposal, by=by, on=TODAY, looked=True)
    return proposal


def everywhere(word: str) -> list[str]:
    """Every table and file in which the word still stands."""
    found = []
    for name in connection.introspection.table_names():
        if name.startswith("sqlite"):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608
            if any(word in str(row) for row in cursor.fetchall()):
                found.append(name)
    return found


@pytest.mark.req("SEC-48")
def test_two_approve_it_is_destroyed_once_and_nothing_is_left_but_the_proof(
    signed, old_case, business_manager, dpo, board_office, person, settings
):
    told, other = old_case(), old_case("zqother", closed_on=date(2018, 1, 1))
    prints = Path(settings.STORE) / "prints" / "ab"
    prints.mkdir(parents=True)
    (prints / "abc.pdf").write_text(MARK)
    assert everywhere(MARK) and stored_path(told.file.sha256).exists()
    assert told.case.pk in engine().kept()
    assert (propose(date(2016, 3, 2)), propose(TODAY), propose(TODAY)) == (0, 1, 0)
    one = Proposal.objects.get()
    assert (one.record_id, one.line, one.kept_until) == (told.case.pk, "RET-1", date(2016, 3, 2))
    with pytest.raises(Refused):
        approve(proposal=one, by=board_office, on=TODAY, looked=True)
    with pytest.raises(ValidationError, match="looked"):
        approve(proposal=one, by=business_manager, on=TODAY)
    approved(one, business_manager)
    with pytest.raises(Conflict, match="somebody else"):
        approved(one, business_manager)
    with pytest.raises(Conflict, match="One of the two is the data protection officer"):
        approved(one, person("Second Manager", role="BMGR"))
    work()
    assert base(told.case).disposed_on is None and everywhere(MARK)
    approved(one, dpo)
    with pytest.raises(Conflict, match="already"):
        approved(one, dpo)
    work()
    one.refresh_from_db()
    assert one.state == "done" and one.files == {}
    assert everywhere(MARK) == [] and not stored_path(told.file.sha256).exists() and not prints.exists()
    files = [path for path in Path(settings.STORE).rglob("*") if path.is_file()]
    assert files and not [path for path in files if MARK.encode() in path.read_bytes()]
    assert not {told.case.pk, told.report.pk} & set(engine().kept())
    proof = Certificate.objects.get()
    assert proof.hashes == [told.file.sha256] and proof.also == [told.report.reference] and proof.mark == mark_of(proof)
    assert [who["name"] for who in proof.approved] == [business_manager.name, dpo.name]
    assert proof.rows["chronology rows"] == 1 and proof.kept_until == date(2016, 3, 2)
    assert Entry.objects.get(code="retention.disposed").facts["mark"] == proof.mark
    assert [line["number"] for line in read_log(log_path())] == [proof.number]
    assert base(told.case).disposed_on and base(told.report).disposed_on and not base(other.case).disposed_on
    assert everywhere("zqother") and propose(TODAY) == 0
    call_command("index_words")
    assert everywhere(MARK) == []


class Killed(BaseException):
    """As a worker dies: nothing catches it."""


@pytest.mark.req("SEC-48")
@pytest.mark.req("REL-06")
@pytest.mark.parametrize("checkpoint", ["certify", "take_files", "put_in_log", "after the log"])
def test_killed_anywhere_the_next_worker_ends_it(signed, old_case, business_manager, dpo, monkeypatch, checkpoint):
    told = old_case()
    propose(TODAY)
    one = approved(Proposal.objects.get(), business_manager, dpo)
    job = Job.objects.get(kind="retention.dispose")

    def die(*args, **more):
        if checkpoint == "after the log":
            certifying.put_in_log(*args)
        raise Killed

    with monkeypatch.context() as at:
        at.setattr(disposing, "put_in_log" if checkpoint == "after the log" else checkpoint, die)
        with pytest.raises(Killed):
            disposing.run_disposal(job, _Quiet())
    gone_already = checkpoint != "certify"
    assert bool(base(told.case).disposed_on) is gone_already and Certificate.objects.count() == int(gone_already)
    for _ in range(2):
        disposing.run_disposal(job, _Quiet())
    one.refresh_from_db()
    assert one.state == "done" and Certificate.objects.count() == 1 and len(list(read_log(log_path()))) == 1
    assert everywhere(MARK) == [] and not stored_path(told.file.sha256).exists()
    assert Entry.objects.filter(code="retention.disposed").count() == 1


class _Quiet:
    def step(self, *args):
        pass


CHAIN = ("propose", "first", "second", "work", "work")
BETWEEN = st.lists(st.sampled_from(("hold", "hold child", "release", "stop", "lift")), max_size=2)


@pytest.mark.req("SEC-48")
def test_what_is_held_or_stopped_is_neither_approved_nor_disposed_of_in_whatever_order(
    signed, old_case, business_manager, dpo
):
    """From proposal to job, with holds, stops and their ends at every place between: tried until each way was seen."""
    seen: set[tuple[str, bool]] = set()

    @hypothesis_settings(max_examples=25, deadline=None, derandomize=True)
    @given(st.tuples(*[BETWEEN] * len(CHAIN)))
    @example(([], ["hold"], ["release"], ["hold"], ["release"]))
    @example(([], [], ["stop"], [], ["lift"]))
    @example(([], [], [], ["hold child"], []))
    @example(([], [], [], ["stop"], ["lift"]))
    def whatever_comes_between(between):
        acts = [act for some, then in zip(between, CHAIN, strict=True) for act in (*some, then)]
        point = transaction.savepoint()  # nothing of one try is left for the next: a hold on a child would reach it
        _play(acts, old_case(), business_manager, dpo, seen)
        transaction.savepoint_rollback(point)

    whatever_comes_between()
    assert seen >= {(act, stood) for act in ("first", "second", "work") for stood in (True, False)}, seen


def _play(acts, told, business_manager, dpo, seen) -> None:
    """Whatever people do in whatever order: a disposal happens only in a moment without hold and without moratorium."""
    for act in acts:
        held, gone = base(told.case).held_on, base(told.case).disposed_on
        stands = Moratorium.objects.filter(released_on=None).first()
        proposal = Proposal.objects.filter(record=told.case).first()
        before = proposal.state if proposal else ""
        try:
            if act in ("hold", "hold child"):
                place_hold(record=base(told.case), child=act == "hold child", by=dpo, on=TODAY, **WHY)
            elif act == "release":
                for hold in Hold.objects.filter(released_on=None, record=told.case):
                    ask_release(hold=hold, why="x", by=business_manager, on=TODAY)
                    release_hold(hold=hold, by=dpo, on=TODAY)
            elif act == "stop":
                stop_disposal(by=dpo, on=TODAY, **WHY)
            elif act == "lift" and stands:
                ask_lift(moratorium=stands, why="x", by=dpo, on=TODAY)
                lift(moratorium=stands, by=business_manager, on=TODAY)
            elif act == "propose":
                propose(TODAY)
            elif act in ("first", "second"):
                for one in Proposal.objects.filter(record=told.case, state__in=("waiting", "once")):
                    approved(one, business_manager if act == "first" else dpo)
            elif act == "work":
                for one in Proposal.objects.filter(record=told.case, state__in=("approved", "rows")):
                    Job.objects.filter(state="failed").delete()
                    _run(one)
        except (ValidationError, Conflict):
            pass
        if before in {"first": ("waiting",), "second": ("once",), "work": ("approved",)}.get(act, ()):
            stood = bool(held or stands)
            proposal.refresh_from_db()
            assert (proposal.state == before) is stood, (act, acts, proposal.state)
            seen.add((act, stood))
        if not gone and base(told.case).disposed_on:
            assert not held and not stands, acts
    for one in Hold.objects.filter(released_on=None, record=told.case):
        assert base(told.case).held_on or base(told.case).disposed_on, one


def _run(one: Proposal) -> None:
    try:
        disposing.run_disposal(SimpleNamespace(args={"proposal": str(one.uuid)}), _Quiet())
    except CannotFinish:
        pass


@pytest.mark.req("SEC-48")
def test_a_hold_after_the_approvals_stops_the_job_and_its_page_says_so(signed, old_case, business_manager, dpo):
    told = old_case()
    propose(TODAY)
    one = approved(Proposal.objects.get(), business_manager, dpo)
    hold = place_hold(record=base(told.case), by=dpo, on=TODAY, **WHY)
    work()
    one.refresh_from_db()
    assert one.state == "approved" and "legal hold" in one.stands_in_the_way and everywhere(MARK)
    ask_release(hold=hold, why="Over", by=dpo, on=TODAY)
    release_hold(hold=hold, by=business_manager, on=TODAY)
    disposing.run_disposal(Job.objects.first(), _Quiet())
    one.refresh_from_db()
    assert one.state == "done" and not one.stands_in_the_way


@pytest.mark.req("SEC-48")
def test_kept_longer_with_a_reason_or_75_years_from_birth(signed, old_case, business_manager, dpo):
    old_case(), old_case("zqsecond")
    propose(TODAY)
    first, second = Proposal.objects.order_by("pk")
    with pytest.raises(ValidationError, match="still to come"):
        extend(proposal=first, until=TODAY, why="x", by=dpo, on=TODAY)
    with pytest.raises(ValidationError, match="why"):
        extend(proposal=first, until=date(2022, 1, 1), why=" ", by=dpo, on=TODAY)
    extend(proposal=first, until=date(2022, 1, 1), why="A claim may come", by=dpo, on=TODAY)
    extend(proposal=second, until=None, why="", because="looked-after", by=business_manager, on=TODAY)
    with pytest.raises(Conflict, match="already"):
        approve(proposal=first, by=dpo, on=TODAY, looked=True)
    assert KeptLonger.objects.get().record_id == second.record_id
    assert (propose(date(2022, 1, 1)), propose(date(2022, 1, 2)), propose(date(2040, 1, 1))) == (0, 1, 0)
    assert propose(date(2050, 5, 7)) == 1


@pytest.mark.req("SEC-48")
def test_nothing_is_proposed_unsigned_and_what_cannot_be_destroyed_is_refused_with_a_sentence(
    old_case, signed, business_manager, dpo, group, monkeypatch
):
    old_case()
    SignOff.objects.all().delete()
    assert propose(TODAY) == 0
    SignOff.objects.create(line="RET-7", number=1, signed_on=TODAY, signed_by=dpo)
    LearningPoint(
        type="learning.point", reference="LP-1", title="zqpoint", level="P3", group=group("li"), text="zqpoint",
        source="dataset", found_on=date(2000, 1, 1), stage="closed", opened_on=date(2000, 1, 1),
        closed_on=date(2001, 1, 1),
    ).save()  # fmt: skip
    propose(TODAY)
    one = approved(Proposal.objects.get(), business_manager, dpo)

    def refuse(record, on):
        raise CannotDestroy(f"{record.reference} cannot be destroyed while campaigns stand on it")

    with monkeypatch.context() as at:
        at.setattr(disposing, "destroy", refuse)
        work()
    one.refresh_from_db()
    assert "campaigns stand on it" in one.stands_in_the_way and one.state == "approved" and everywhere("zqpoint")
    assert "Nothing was destroyed" in Job.objects.get(kind="retention.dispose").error
    disposing.run_disposal(Job.objects.get(kind="retention.dispose"), _Quiet())
    assert everywhere("zqpoint") == []


@pytest.mark.req("SEC-48")
def test_the_account_of_somebody_who_left_loses_its_name_and_keeps_its_number(
    signed, person, business_manager, dpo, second_factor
):
    gone, here, lately = person("Zqwanda Left"), person("Here Still"), person("Lately Gone")
    second_factor(gone)
    Person.objects.filter(pk=gone.pk).update(is_active=False, left_on=date(2017, 11, 11))
    Person.objects.filter(pk=lately.pk).update(is_active=False, left_on=date(2019, 1, 1))
    assert propose(TODAY) == 1
    approved(Proposal.objects.get(), business_manager, dpo)
    work()
    found = Person.objects.get(pk=gone.pk)
    assert found.uuid == gone.uuid and found.name.startswith("Former account") and not found.has_usable_password()
    assert [name for name in everywhere("qwanda") if name != "history_entry"] == []
    assert Person.objects.get(pk=here.pk).name == "Here Still" and Certificate.objects.get().line == "RET-10"


@pytest.mark.req("SEC-48")
@pytest.mark.req("REL-26")
def test_after_a_restore_the_log_is_played_again(signed, old_case, business_manager, dpo, capsys):
    told = old_case()
    propose(TODAY)
    approved(Proposal.objects.get(), business_manager, dpo)
    work()
    line = log_path().read_text()
    # An older database comes back: the same record stands there whole, and no certificate.
    Proposal.objects.all().delete()
    Certificate.objects.all().delete()
    again = old_case("zqback")
    Record._plain.filter(pk=told.case.pk).update(reference="CR-gone")
    log_path().write_text(line.replace(str(told.case.uuid), str(again.case.uuid)) + "half a li")
    call_command("replay_disposals")
    assert everywhere("zqback") == [] and base(again.case).disposed_on
    proof = Certificate.objects.get()
    assert proof.object_uuid == again.case.uuid
    assert [who["name"] for who in proof.approved] == [business_manager.name, dpo.name]
    call_command("replay_disposals")
    assert "0 disposed of again" in capsys.readouterr().out.splitlines()[-1] and Certificate.objects.count() == 1


@pytest.mark.req("SEC-48")
@pytest.mark.req("SEC-20")
def test_the_pages_show_references_and_dates_to_those_who_may_and_410_for_what_is_gone(
    signed, old_case, as_, business_manager, dpo, chair, board_office, budget
):
    told = old_case()
    page = reverse("retention:disposals")
    propose(TODAY)
    one = Proposal.objects.get()
    act = reverse("retention:approve", args=[one.uuid])
    office, officer = as_(business_manager), as_(dpo)
    for who in (chair, board_office):
        assert as_(who).get(page).status_code == 403 and as_(who).post(act).status_code == 404
    shown = office.get(page).text
    assert told.case.reference in shown and "2 March 2016" in shown and MARK not in shown
    assert as_(business_manager, stale=True).post(act).headers["Location"].startswith("/account/again/")
    office.post(act)
    assert Proposal.objects.get().state == "waiting"
    office.post(act, {"looked": "yes"})
    assert office.post(act, {"looked": "yes"}).status_code == 409
    officer.post(act, {"looked": "yes"})
    work()
    assert Proposal.objects.get().state == "done"
    proof = Certificate.objects.get()
    assert proof.number in officer.get(page).text
    address = reverse(types["reviews.review"].url_name, args=[told.case.uuid])
    assert as_(chair).get(address).status_code == 410
    schedule = reverse("retention:schedule")
    assert "Every period is signed off" in office.get(schedule).text
    sign, change = reverse("retention:sign_off", args=["RET-8"]), reverse("retention:change", args=["RET-8"])
    assert office.post(sign).status_code == 404 and office.get(change).status_code == 200
    assert office.post(change, {"years": 5, "why": "Audit", "from_on": "2031-01-01"}).status_code == 302
    assert "Then: 5 years" in office.get(schedule).text
    assert officer.post(sign, {"number": "2"}).status_code == 302 and officer.get(change).status_code == 404
    assert officer.post(sign, {"number": "x"}).status_code == 302
    assert office.get(reverse("retention:change", args=["RET-99"])).status_code == 404
    second = old_case("zqlong")
    propose(TODAY)
    one = Proposal.objects.get(record=second.case)
    longer = reverse("retention:longer", args=[one.uuid])
    assert "looked after" in office.get(longer).text
    assert office.post(longer, {"until": "", "why": ""}).status_code == 422
    office.post(reverse("retention:from_birth", args=[one.uuid]), {"because": "no"})
    assert Proposal.objects.get(pk=one.pk).state == "waiting"
    office.post(longer, {"until": "2090-01-01", "why": "A claim"})
    assert "A claim" in officer.get(page).text


@pytest.mark.req("SEC-48")
def test_a_page_of_300_costs_no_more_questions_than_one_of_3(signed, as_, person, business_manager, dpo, budget):
    office = as_(business_manager)
    for many in (3, 300):
        with_them = Person.objects.count()
        Person.objects.bulk_create(
            Person(email=f"gone{number}@example.org", name="Gone", is_active=False, left_on=date(2017, 1, 1))
            for number in range(with_them, with_them + many)
        )
        Proposal.objects.bulk_create(
            Proposal(person=one, line="RET-10", number=1, began_on=TODAY, kept_until=TODAY, proposed_on=TODAY)
            for one in Person.objects.filter(name="Gone").exclude(pk__in=Proposal.objects.values("person"))
        )
        Hold.objects.bulk_create(
            Hold(on="account", person=one, placed_on=TODAY, placed_by=dpo, **WHY)
            for one in Person.objects.filter(name="Gone").exclude(pk__in=Hold.objects.values("person"))
        )
        for name in ("disposals", "holds", "schedule"):
            with budget(f"retention.{name}"):
                assert office.get(reverse(f"retention:{name}")).status_code == 200


@pytest.mark.req("SEC-48")
def test_what_is_kept_for_good_is_offered_to_the_archive_once(signed, as_, business_manager, dpo, group):
    for number in (1, 2):
        Record._plain.create(
            type="board.meeting", reference=f"2019/{number}", title=MARK, level="P3", stage="held", opened_on=TODAY,
            group=group("board"), released_on=TODAY if number == 1 else None,
        )  # fmt: skip
    office, page, act = as_(business_manager), reverse("retention:disposals"), reverse("retention:offer")
    assert "1 record kept for good has been issued" in office.get(page).text
    office.post(act, {"reference": " "})
    assert not Certificate.objects.exists() and as_(dpo).post(act).status_code == 403
    office.post(act, {"reference": "A/2019/11"})
    made = Certificate.objects.get()
    assert made.also == ["2019/1"] and "A/2019/11" in made.method
    assert Record._plain.filter(disposed_on=None).count() == 2
    office.post(act, {"reference": "A/2019/12"})
    assert Certificate.objects.count() == 1 and "County archive" not in office.get(page).text


@pytest.mark.pdf
@pytest.mark.req("SEC-48")
def test_the_certificate_as_pdf_says_what_it_must(signed, old_case, as_, business_manager, dpo):
    told = old_case()
    propose(TODAY)
    approved(Proposal.objects.get(), business_manager, dpo)
    work()
    proof = Certificate.objects.get()
    answer = as_(dpo).get(reverse("retention:certificate", args=[proof.uuid]))
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/pdf"
    words = " ".join(texts_of(answer.content))
    for word in (proof.number, told.case.reference, told.file.sha256[:12], business_manager.name, dpo.name, "RET-1"):
        assert word in words.replace("\n", ""), word
    assert MARK not in words
