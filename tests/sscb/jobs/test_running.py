"""One worker at a time, an end for every job, and nothing written by whoever has lost it."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from sscb import clock
from sscb.history.models import Entry
from sscb.jobs import queries, running, services
from sscb.jobs.models import Job, Mail
from sscb.jobs.sockets import JobKind, kinds
from tests.sscb.jobs import trying
from tests.together import at_once

PAST = "2000-01-01T00:00Z"


@pytest.fixture
def letters(db, asker, rung):
    def ask(**args):
        return services.ring("try.letters", by=asker, args={"steps": 3, **args})

    return ask


@pytest.fixture
def breaking(db, asker, rung):
    return services.ring("try.breaking", by=asker)


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def let_the_lease_end(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_ends=PAST)


def test_a_job_runs_and_says_how_it_ended(letters):
    job = letters()
    assert running.run(str(job.uuid), "worker")
    seen = queries.seen(fresh(job))
    assert (seen.state_words, seen.percent, seen.result) == ("Done", 100, {"letters": 3})
    assert Mail.objects.count() == 3


@pytest.mark.req("REL-04")
def test_a_bell_rung_again_finds_nothing_to_do(letters, tmp_path):
    job = letters(log=str(tmp_path / "log"))
    assert [running.run(str(job.uuid), f"worker {n}") for n in range(3)] == [True, False, False]
    assert (tmp_path / "log").read_text().count("start") == 1


def test_a_bell_for_a_job_that_is_not_there_does_nothing(db):
    assert running.run("00000000-0000-4000-8000-000000000000", "worker") is False


@pytest.mark.req("REL-04")
def test_of_many_workers_one_gets_the_job(transactional_db, asker, rung, tmp_path):
    job = services.ring("try.letters", by=asker, args={"steps": 2, "log": str(tmp_path / "log")})
    answers = at_once(lambda: running.run(str(job.uuid), "worker"), times=6)
    assert sorted(answers) == [False] * 5 + [True]
    assert (tmp_path / "log").read_text().count("start") == 1
    assert fresh(job).attempts == 1


@pytest.mark.req("REL-06")
def test_a_job_is_taken_over_only_after_its_lease(letters):
    job = letters()
    assert running.claim(str(job.uuid), "first")
    assert running.claim(str(job.uuid), "second") is None
    let_the_lease_end(job)
    taken = running.claim(str(job.uuid), "second")
    assert (taken.worker, taken.attempts) == ("second", 2)


@pytest.mark.req("REL-06")
def test_who_has_lost_the_lease_stops_and_writes_nothing(letters, monkeypatch):
    job = letters()
    after = []

    def work(job, progress):
        progress.step(1, 3, "one")
        let_the_lease_end(job)
        running.claim(str(job.uuid), "second")
        progress.step(2, 3, "two")
        after.append("went on")

    monkeypatch.setattr(trying, "write_letters", work)
    assert running.run(str(job.uuid), "first")
    now = fresh(job)
    assert after == []
    assert (now.state, now.worker, now.note, now.attempts) == (Job.State.RUNNING, "second", "one", 2)


@pytest.mark.req("REL-06")
def test_who_has_lost_the_lease_cannot_end_the_job_either(letters, monkeypatch):
    job = letters()

    def work(job, progress):
        let_the_lease_end(job)
        running.claim(str(job.uuid), "second")
        return {"from": "the first"}

    monkeypatch.setattr(trying, "write_letters", work)
    running.run(str(job.uuid), "first")
    assert (fresh(job).state, fresh(job).result) == (Job.State.RUNNING, None)


@pytest.mark.req("REL-06")
def test_a_step_renews_the_lease(letters, monkeypatch):
    job = letters()
    ends = []

    def work(job, progress):
        Job.objects.filter(pk=job.pk).update(lease_ends=clock.wall() + timedelta(seconds=1))
        progress.step(1, 3, "one")
        ends.append(fresh(job).lease_ends - clock.wall())

    monkeypatch.setattr(trying, "write_letters", work)
    running.run(str(job.uuid), "worker")
    assert timedelta(seconds=30) < ends[0] <= timedelta(seconds=60)


@pytest.mark.req("REL-20")
@pytest.mark.parametrize("hours", [-1, 1, 24])
def test_a_clock_that_jumps_frees_no_lease_and_holds_no_job(letters, monkeypatch, hours):
    held, waiting = letters(), letters()
    running.claim(str(held.uuid), "first")
    really = clock.wall
    monkeypatch.setattr(clock, "wall", lambda: really() + timedelta(hours=hours))
    assert running.claim(str(held.uuid), "second") is None
    assert running.claim(str(waiting.uuid), "second")


@pytest.mark.req("REL-24")
def test_a_fault_is_tried_again_after_a_growing_pause_and_then_fails_with_a_reason(breaking):
    for least, most in ((15, 45), (30, 90)):
        before = clock.wall()
        running.run(str(breaking.uuid), "worker")
        now, after = fresh(breaking), clock.wall()
        assert now.state == Job.State.QUEUED
        assert before + timedelta(seconds=least - 1) <= now.due_at <= after + timedelta(seconds=most)
        assert running.run(str(breaking.uuid), "worker") is False, "not before it is due"
        Job.objects.update(due_at=PAST)
    running.run(str(breaking.uuid), "worker")
    failed = queries.failed_jobs()
    assert [job.uuid for job in failed] == [breaking.uuid]
    assert "3 times in a row" in failed[0].error
    assert failed[0].reference and failed[0].reference in failed[0].error
    assert "made to fail" not in failed[0].error, "what the machine said stays in the technical log"
    assert Entry.objects.filter(code="jobs.job_failed", object_uuid=breaking.uuid).count() == 1


@pytest.mark.req("REL-08")
def test_a_job_whose_workers_died_three_times_fails_with_a_plain_reason(letters):
    job = letters()
    for death in range(3):
        assert running.claim(str(job.uuid), f"worker {death}")
        let_the_lease_end(job)
    assert running.run(str(job.uuid), "worker 4") is False
    now = fresh(job)
    assert now.state == Job.State.FAILED
    assert now.error.startswith("It stopped half-way 3 times")


@pytest.mark.req("REL-08")
def test_what_runs_too_long_is_stopped_and_said(db, asker, rung):
    job = services.ring("try.endless", by=asker)
    running.run(str(job.uuid), "worker")
    assert fresh(job).state == Job.State.FAILED
    assert "longer than" in fresh(job).error


def test_a_reason_is_shown_as_it_was_given_and_not_tried_again(db, asker, rung):
    job = services.ring("try.reason", by=asker)
    running.run(str(job.uuid), "worker")
    assert (fresh(job).state, fresh(job).attempts) == (Job.State.FAILED, 1)
    assert fresh(job).error == "The paper for item 5 is missing. Upload it and build again."


def test_a_failed_job_can_be_tried_again(db, asker, rung, monkeypatch):
    job = services.ring("try.reason", by=asker, key="pack:1")
    running.run(str(job.uuid), "worker")
    again = services.try_again(fresh(job), by=asker)
    assert (again.pk, again.state, again.attempts, again.error) == (job.pk, Job.State.QUEUED, 0, "")
    monkeypatch.setattr(trying, "give_reason", lambda job, progress: {"ok": True})
    assert running.run(str(job.uuid), "worker")
    assert fresh(job).state == Job.State.DONE
    assert services.try_again(fresh(job), by=asker).state == Job.State.DONE, "what is done stays done"


def test_a_newer_job_of_the_same_key_is_given_instead_of_the_failed_one(db, asker, rung):
    job = services.ring("try.reason", by=asker, key="pack:1")
    running.run(str(job.uuid), "worker")
    newer = services.ring("try.reason", by=asker, key="pack:1")
    assert services.try_again(fresh(job), by=asker) == newer


def test_a_kind_that_is_gone_ends_the_job_with_a_sentence(letters):
    job = letters()
    with kinds.only():
        running.run(str(job.uuid), "worker")
    assert "no longer part of the portal" in fresh(job).error


def test_a_result_that_is_not_plain_is_a_fault_of_the_work(letters, monkeypatch):
    job = letters()
    monkeypatch.setattr(trying, "write_letters", lambda job, progress: {"job": job})
    running.run(str(job.uuid), "worker")
    assert (fresh(job).state, fresh(job).attempts) == (Job.State.QUEUED, 1)


@pytest.mark.req("REL-24")
def test_one_bad_job_holds_up_none_of_a_hundred_good_ones(db, asker, rung, capsys):
    services.ring("try.breaking", by=asker)
    for _ in range(100):
        services.ring("try.letters", by=asker, args={"steps": 1})
    call_command("work_once", "--no-mail")
    states = list(Job.objects.values_list("state", flat=True))
    assert (states.count("done"), states.count("queued")) == (100, 1)


def test_work_once_does_what_waits_and_says_so(letters, capsys):
    letters()
    call_command("work_once", "--dry-run")
    assert "Write letters: waiting, asked for by Alex Asker" in capsys.readouterr().out
    call_command("work_once")
    assert capsys.readouterr().out == (
        "Write letters: done\nLetters: 3 sent, 0 to be tried again, 0 refused, 0 not to be sent.\n"
    )
    assert queries.oldest_due_at() is None


def test_a_kind_that_leads_nowhere_is_found_at_start():
    from sscb.jobs.checks import check_kinds

    with kinds.only(
        JobKind(code="try.gone", title="Gone", run="tests.sscb.jobs.trying:gone"),
        JobKind(code="try.shape", title="Shape", run="tests.sscb.jobs.trying:_note", twin="no_such_command --x"),
        JobKind(code="try.wrong", title="Wrong", run="sscb.jobs.services:tick"),
    ):
        assert sorted(error.id for error in check_kinds(None)) == [
            "sscb.jobs.E001", "sscb.jobs.E002", "sscb.jobs.E003",
        ]  # fmt: skip
    assert check_kinds(None) == []
