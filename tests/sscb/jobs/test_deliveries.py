"""Every task Celery knows may be delivered twice, thrice, at once and in any order (REL-04).

A new task needs a case here: how to lay out work for it, and what to count afterwards. The test names what is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core import mail as sent_mail

from sscb import clock
from sscb.celery import app
from sscb.jobs import bell, services
from sscb.jobs.models import Job, Mail, Tick
from tests.together import at_once

pytestmark = pytest.mark.req("REL-04")


@dataclass(frozen=True)
class Case:
    """`lay_out(person)` makes work and gives the messages that would be delivered for it; `effects()` counts."""

    lay_out: Callable
    effects: Callable


def _letters(person, count: int) -> None:
    for number in range(count):
        services.send_mail(key=f"k{number}", to=person, subject="News", body="Look.", on=clock.today())


def _two_jobs(person) -> list[tuple]:
    jobs = [services.ring("try.letters", by=person, args={"steps": 2}) for _ in range(2)]
    return [(str(job.uuid),) for job in jobs]


def _three_letters(person) -> list[tuple]:
    _letters(person, 3)
    return [()]


def _work_left_lying(person) -> list[tuple]:
    _two_jobs(person)
    _letters(person, 2)
    return [()]


def _the_message_alone(person) -> list[tuple]:
    return [()]


def _what_was_asked_for() -> list:
    return sorted(Job.objects.values_list("kind", "state", "attempts"))


def _what_jobs_did() -> dict:
    return {
        "jobs": sorted(Job.objects.values_list("kind", "state", "attempts", "done")),
        "letters": sorted(Mail.objects.values_list("subject", "state", "attempts")),
        "sent": len(sent_mail.outbox),
        "ticks": sorted(Tick.objects.values_list("key", flat=True)),
    }


CASES = {
    "sscb.jobs.tasks.run_job": Case(_two_jobs, _what_jobs_did),
    "sscb.jobs.tasks.deliver_mail": Case(_three_letters, _what_jobs_did),
    "sscb.jobs.tasks.ring_again": Case(_work_left_lying, _what_jobs_did),
    "sscb.jobs.tasks.check_everything": Case(_the_message_alone, _what_was_asked_for),
    # What the sweep itself does when it runs twice is held by tests/sscb/timetable (REL-01).
    "sscb.timetable.tasks.daily_sweep": Case(_the_message_alone, _what_was_asked_for),
}


def ours() -> dict:
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}


def test_every_task_has_a_case():
    missing = set(ours()) - set(CASES)
    assert not missing, f"Lay out a case of repeated delivery for {sorted(missing)}"
    assert not set(CASES) - set(ours()), "a case without a task"


def test_every_task_is_acknowledged_late_and_keeps_no_result():
    for name, task in ours().items():
        assert task.acks_late and task.reject_on_worker_lost and task.ignore_result, name
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.task_serializer == "json" and set(app.conf.accept_content) == {"json"}
    assert app.conf.result_backend is None


def deliver(name: str, messages: list[tuple]) -> None:
    for message in messages:
        ours()[name](*message)


@pytest.fixture
def once(transactional_db, asker, rung, request):
    """What one delivery of every message does; the tables are emptied again."""
    name = request.node.callspec.params["name"]
    case = CASES[name]
    deliver(name, case.lay_out(asker))
    effects = case.effects()
    Job.objects.all().delete()
    Mail.objects.all().delete()
    Tick.objects.all().delete()
    sent_mail.outbox.clear()
    rung.clear()
    return case, effects


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("times", [2, 3])
def test_delivered_again_nothing_changes(name, times, once, asker):
    case, effects = once
    messages = case.lay_out(asker)
    deliver(name, messages * times)
    assert case.effects() == effects


@pytest.mark.parametrize("name", CASES)
def test_delivered_in_any_order_nothing_changes(name, once, asker):
    case, effects = once
    messages = case.lay_out(asker)
    deliver(name, [*reversed(messages), *messages, *reversed(messages)])
    assert case.effects() == effects


@pytest.mark.parametrize("name", CASES)
def test_delivered_at_once_nothing_changes(name, once, asker):
    case, effects = once
    messages = case.lay_out(asker)
    faults = [answer for answer in at_once(lambda: deliver(name, messages)) if answer is not None]
    assert faults == []
    assert case.effects() == effects


def test_ringing_again_rings_for_the_jobs_and_the_letters(db, asker, rung):
    _work_left_lying(asker)
    rung.clear()
    deliver("sscb.jobs.tasks.ring_again", [()])
    jobs = [(bell.RUN_JOB, str(uuid)) for uuid in Job.objects.order_by("id").values_list("uuid", flat=True)]
    assert rung == [*jobs, (bell.DELIVER_MAIL,)]
