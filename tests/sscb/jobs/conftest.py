
import pytest

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


