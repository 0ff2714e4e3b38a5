"""The schedule: every class with its date, every kind of record with its class, every change with who and why."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from sscb.records.models import Record
from sscb.records.sockets import types
from sscb.retention.models import PeriodVersion
from sscb.retention.periods import counting, period_of, versions
from sscb.retention.reach import parts
from sscb.retention.schedule import LINE, LINES
from sscb.retention.services import change_period, sign_off
from sscb.retention.sockets import kept
from sscb.timetable.sockets import rules
from sscb.timetable.tidying import tidies
from tests.sscb.retention.conftest import TODAY

# line, counts from, born, looked after or sexual abuse, last day kept
DAYS = [
    ("RET-1", date(1981, 3, 2), date(1975, 5, 6), False, date(2016, 3, 2)),
    ("RET-1", date(1981, 3, 2), date(1975, 5, 6), True, date(2050, 5, 6)),
    ("RET-1", date(2016, 3, 2), date(1999, 5, 6), True, date(2074, 5, 6)),
    ("RET-1", date(1981, 3, 2), None, True, date(2056, 3, 2)),  # birth not known: never too early
    ("RET-2", date(1981, 3, 2), None, False, None),
    ("RET-3", date(2019, 9, 2), date(2019, 8, 1), False, date(2044, 8, 1)),  # would have been 25 after the 8 years
    ("RET-3", date(2019, 9, 2), date(2002, 1, 5), False, date(2027, 9, 2)),  # 8 years after it was closed
    ("RET-3", date(2019, 9, 2), date(2004, 2, 29), False, date(2029, 2, 28)),
    ("RET-3", date(2019, 9, 2), None, False, date(2044, 9, 2)),
    ("RET-4", date(2019, 12, 2), None, False, date(2020, 3, 1)),
    ("RET-5", date(2013, 3, 31), None, False, date(2019, 3, 31)),
    ("RET-6", date(2019, 2, 28), None, False, date(2020, 2, 28)),
    ("RET-7", date(2009, 11, 12), None, False, date(2019, 11, 12)),
    ("RET-8", date(2016, 2, 29), None, False, date(2019, 2, 28)),
    ("RET-9", date(2013, 6, 3), None, False, date(2019, 6, 3)),
    ("RET-9-needs", date(2019, 10, 13), None, False, date(2019, 11, 12)),
    ("RET-10", date(2017, 11, 12), None, False, date(2019, 11, 12)),
    ("RET-11", date(2012, 11, 12), None, False, date(2019, 11, 12)),
    ("RET-12-drafts", date(2019, 10, 13), None, False, date(2019, 11, 12)),
    ("RET-12-quarantine", date(2019, 11, 5), None, False, date(2019, 11, 12)),
    ("RET-12-temporary", date(2019, 11, 11), None, False, date(2019, 11, 12)),
    ("RET-12-exports", date(2019, 10, 29), None, False, date(2019, 11, 12)),
    ("RET-13-daily", date(2019, 10, 8), None, False, date(2019, 11, 12)),
    ("RET-13-monthly", date(2018, 11, 12), None, False, date(2019, 11, 12)),
]


@pytest.mark.req("SEC-48")
def test_each_class_ends_on_its_day():
    wrong = [
        f"{code} from {start}, born {born}, longer {longer}: {found}, not {until}"
        for code, start, born, longer, until in DAYS
        if (found := LINE[code].period.keep_until(start, born=born, longer=longer)) != until
    ]
    assert not wrong, wrong
    assert {code for code, *_ in DAYS} == set(LINE)
    assert {line.ret for line in LINES} == {f"RET-{number}" for number in range(1, 14)}
    assert all(line.reason and line.starts and line.end_words and str(line.period) for line in LINES)
    for line in LINES:  # the sweep asks for what began before a day: nothing that has ended is left out by that
        start = date(2000, 2, 29)
        until = line.period.keep_until(start)
        assert until is None or start < line.period.latest_start(until), line.code


@pytest.mark.req("SEC-48")
def test_every_kind_of_record_says_its_class_and_what_identifies_is_emptied():
    assert {one.code for one in kept} == {kind.code for kind in types}
    belonging = {part.code for some in parts().values() for part, _ in some}
    for one in kept:
        table = apps.get_model(one.model)
        assert issubclass(table, Record), one.code
        assert bool(one.within) == (one.code in belonging), one.code
        for path in filter(None, (one.starts, one.born)):
            table._base_manager.values_list(path).query.sql_with_params()
        if one.blank is not None:
            assert table.Privacy.identifying <= set(one.blank), f"{one.code}: {table.Privacy.identifying}"
        for label in one.keeps:
            assert apps.get_model(label)


@pytest.mark.req("SEC-48")
def test_what_stands_elsewhere_says_the_same():
    for line in LINES:
        if line.rule:
            allow = str(rules[line.rule].versions[-1].allow)
            assert allow == str(line.period), f"{line.code}: {allow}"
    days = {one.code: one.days for one in tidies}
    for code, line in (
        ("board.drafts", "RET-12-drafts"), ("board.prints", "RET-12-drafts"), ("dataset.files_left", "RET-12-drafts"),
        ("timetable.quarantine", "RET-12-quarantine"), ("timetable.half_written", "RET-12-temporary"),
    ):  # fmt: skip
        assert days[code] == LINE[line].period.days, code


@pytest.mark.req("SEC-48")
def test_a_change_is_another_version_with_who_and_why_and_counts_once_it_is_signed_off(business_manager, dpo):
    told = {"line": "RET-8", "months": 0, "days": 0, "by": business_manager, "on": TODAY, "from_on": TODAY}
    for wrong, said in (
        ({"years": 0, "why": "x"}, "how long"), ({"years": 5, "why": " "}, "why"),
        ({"years": 5, "why": "x", "from_on": date(2019, 11, 11)}, "today or later"),
        ({"years": 5, "why": "x", "line": "RET-2"}, "elsewhere"),
    ):  # fmt: skip
        with pytest.raises(ValidationError, match=said):
            change_period(**{**told, **wrong})
    assert counting(versions()["RET-8"], TODAY) is None and period_of("RET-8", TODAY).years == 3
    sign_off(line="RET-8", number=1, by=dpo, on=TODAY)
    change_period(**told, years=5, why="Audit asked for it: Board, 12 September 2019")
    assert counting(versions()["RET-8"], TODAY).number == 1
    with pytest.raises(ValidationError, match="has changed since"):
        sign_off(line="RET-8", number=1, by=dpo, on=TODAY)
    sign_off(line="RET-8", number=2, by=dpo, on=TODAY)
    sign_off(line="RET-8", number=2, by=dpo, on=TODAY)
    assert counting(versions()["RET-8"], TODAY).period.years == 5
    assert counting(versions()["RET-8"], date(2019, 11, 11)).number == 1
    assert PeriodVersion.objects.get().changed_by == business_manager
