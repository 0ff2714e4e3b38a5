"""One clock: nothing else asks the machine what day it is (REL-19)."""

import ast
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscb import clock
from tests.house.source import Module, dotted, imports, modules

CLOCK = "sscb/clock.py"
BANNED = {
    "date.today", "datetime.now", "datetime.utcnow", "datetime.today", "datetime.fromtimestamp", "timezone.now",
    "timezone.localdate", "timezone.localtime", "time.time", "time.time_ns", "time.gmtime", "time.localtime",
    "datetime.date.today", "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow",
}  # fmt: skip
DATABASE_TIME = "django.db.models.functions.Now"
BANNED_IMPORTS = {"django.utils.timezone.now", "django.utils.timezone.localdate", "time.time", "time.time_ns",
                  DATABASE_TIME}  # fmt: skip
# Leases end by the database's time, which all workers share (REL-20); nothing that a person reads comes from it.
ASKS_THE_DATABASE = ("sscb/jobs/", "dataset/services/importing.py")


def other_clocks(module: Module) -> list[str]:
    found = [
        f"{module}, line {node.lineno}: {dotted(node)}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and dotted(node) in BANNED
    ]
    return found + [
        f"{module}, line {line}: {name}"
        for name, line in imports(module.tree)
        if name in BANNED_IMPORTS and not (name == DATABASE_TIME and module.path.startswith(ASKS_THE_DATABASE))
    ]


@pytest.mark.req("REL-19")
def test_nothing_else_tells_the_time():
    found = [line for module in modules() if module.path != CLOCK for line in other_clocks(module)]
    assert not found, found
    asks = {module.path for module in modules() for name, _ in imports(module.tree) if name == DATABASE_TIME}
    assert all(any(path.startswith(listed) for path in asks) for listed in ASKS_THE_DATABASE), "Listed for nothing"


@pytest.mark.req("REL-19")
@pytest.mark.parametrize(
    "text",
    ["d = date.today()", "from django.utils.timezone import now", "auto = timezone.now", "t = time.time()",
     "def f():\n    import datetime\n    return datetime.datetime.now()"],
)  # fmt: skip
def test_the_scan_sees_another_clock(text):
    assert other_clocks(Module("planted.py", ast.parse(text)))


@pytest.mark.req("REL-19")
@pytest.mark.parametrize(
    ("due", "late_from"),
    [
        (date(2020, 1, 29), datetime(2020, 1, 30, tzinfo=UTC)),
        (date(2019, 9, 29), datetime(2019, 9, 29, 23, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_in_london(due, late_from):
    assert clock.end_of(due) == late_from


@pytest.mark.req("REL-19")
@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_a_day_is_over_exactly_when_it_has_ended(day):
    with clock.at(clock.end_of(day)):
        assert clock.today() == day + timedelta(days=1)
    with clock.at(clock.end_of(day) - timedelta(seconds=1)):
        assert clock.today() == day


@pytest.mark.req("REL-19")
def test_today_is_london_s_and_not_the_machine_s():
    with clock.at(datetime(2019, 6, 30, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2019, 7, 1)
    with clock.at(datetime(2019, 12, 31, 23, 59, 59, tzinfo=UTC)):
        assert clock.today() == date(2019, 12, 31)


def test_without_a_demonstration_the_board_s_time_is_the_real_one(real_clock):
    before = clock.wall()
    assert before <= clock.now() <= clock.wall()
    with pytest.raises(PermissionError):
        clock.set_demonstration_date(date(2019, 11, 13))


@pytest.fixture
def demonstration(real_clock, settings, tmp_path):
    settings.DEMONSTRATION, settings.DATA = True, tmp_path


@pytest.mark.req("REL-20")
def test_the_demonstration_steps_forward_only(demonstration):
    assert clock.today() == date(2019, 11, 12)
    clock.set_demonstration_date(date(2020, 1, 29))
    assert clock.today() == date(2020, 1, 29)
    with pytest.raises(clock.BackwardStep, match="steps forward only"):
        clock.set_demonstration_date(date(2019, 11, 12))
    assert clock.today() == date(2020, 1, 29)
    clock.set_demonstration_date(date(2019, 9, 2), rebuilding=True)
    assert clock.today() == date(2019, 9, 2)


def test_every_process_of_the_demonstration_reads_the_same_date(demonstration, tmp_path):
    clock.set_demonstration_date(date(2019, 12, 12))
    (tmp_path / "demonstration-date").write_text("2019-12-13")
    assert clock.today() == date(2019, 12, 13)
