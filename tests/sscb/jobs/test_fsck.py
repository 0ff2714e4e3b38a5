"""The checker answers with its exit code, looks each night once, and the health page says what it found (REL-30).

What it finds is planted in the whole demonstration: tests/sscb/board/planting.py.
"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sscb import clock
from sscb.jobs import running
from sscb.jobs.checking import CHECK, look, run_checks
from sscb.jobs.models import Job
from sscb.jobs.sockets import Checkup, Finding, checkups
from sscb.jobs.tasks import check_everything

pytestmark = [pytest.mark.django_db, pytest.mark.req("REL-30")]


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """In the common folders lie files of other tests, and of runs of an hour ago: no row knows them."""
    settings.DATA, settings.STORE = tmp_path, tmp_path / "store"


def broken(many: int) -> Checkup:
    found = [Finding(f"Row {number}", "it is.", "Dig.") for number in range(many)]
    return Checkup("jobs.planted", "Nothing is planted", lambda: found)


def fsck() -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("fsck", stdout=out, stderr=err)
    except CommandError as refused:
        assert refused.returncode == 1
        return str(refused), err.getvalue()
    return out.getvalue(), err.getvalue()


def test_the_command_says_what_where_and_what_to_do_and_ends_with_1():
    assert fsck() == (f"{len(checkups)} checks, and all of them hold.\n", "")
    with checkups.also(broken(1)):
        said, lines = fsck()
    assert "1 thing is not as it must be. Nothing was changed." in said
    assert lines == "Nothing is planted? No. Row 0: it is. Dig.\n"
    with checkups.also(broken(500)):
        said, lines = fsck()
    assert "500 things are" in said and "300 more like these." in lines


def test_what_cannot_be_looked_at_is_a_finding_and_the_others_are_looked_at():
    fails = Checkup("jobs.fails", "Fails", lambda: 1 / 0)
    assert "could not be looked at (ZeroDivisionError)" in str(*look(fails))
    with checkups.only(fails, broken(1)):
        said, lines = fsck()
    assert "2 things are" in said and "ZeroDivisionError" in lines and "Row 0" in lines


def test_each_night_once_and_the_health_page_says_it(as_, business_manager, transactional_db):
    client = as_(business_manager)
    assert "Never looked at. It is looked at each night" in client.get("/health/").text
    check_everything()
    check_everything()
    job = Job.objects.get(kind=CHECK)
    with checkups.also(broken(3)):
        assert running.run(str(job.uuid), "a worker")
    job.refresh_from_db()
    assert job.result == {"looked": len(checkups) + 1, "findings": 3, "by": {"jobs.planted": 3}}
    day = f"{clock.day_of(job.finished_at):%-d %B %Y}"
    page = client.get("/health/").text
    assert f"On {day} 3 things were not as they must be" in page and "Not whole" in page and "manage.py fsck" in page
    Job.objects.filter(pk=job.pk).update(result=run_checks(job, Silent()))
    assert f"On {day} all {len(checkups)} checks held." in client.get("/health/").text


class Silent:
    def step(self, *told):
        pass
