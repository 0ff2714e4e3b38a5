import threading

import pytest
from django.db import connections

from sscb.jobs import bell
from sscb.jobs.sockets import kinds
from sscb.people.services import add_person
from tests.sscb.jobs.trying import KINDS
from tests.workers import redis_server, worker  # noqa: F401


@pytest.fixture(autouse=True)
def kinds_to_try():
    bell.listen_again()
    with kinds.also(*KINDS):
        yield
    bell.listen_again()


@pytest.fixture
def asker(db):
    return add_person(email="alex.asker@county.example", name="Alex Asker", job_title="Business manager")


@pytest.fixture
def rung(monkeypatch):
    """The bells that were rung, instead of ringing them: for tests of the rows alone."""
    heard: list[tuple[str, ...]] = []
    monkeypatch.setattr(bell, "ring_bell", lambda task, *args: heard.append((task, *args)) or True)
    return heard


@pytest.fixture
def at_once():
    """Call a function in several threads that start together; their answers, or what they raised."""

    def call(function, times: int = 4) -> list:
        answers, gate = [], threading.Barrier(times)

        def one():
            gate.wait()
            try:
                answers.append(function())
            except Exception as fault:
                answers.append(fault)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=one) for _ in range(times)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    return call
