"""The commands due and sweep, and the bell of the morning."""

import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sscb import clock
from sscb.jobs.models import Job, Mail
from sscb.timetable import services
from sscb.timetable.models import SweepRun
from sscb.timetable.sweeping import sweep

ROOT = Path(__file__).resolve().parents[3]


def ask(monkeypatch, *lines):
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    out = io.StringIO()
    call_command("due", stdout=out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(answers) == len(lines)
    return answers


def test_every_line_comes_back_with_its_last_day(db, monkeypatch):
    first, second, third, fourth = ask(
        monkeypatch,
        '{"from": "2018-12-21", "working_days": 5}',
        '{"from": "2019-01-31", "rule": "scr-decision", "note": "kept"}',
        '{"from": "2020-01-02", "working_days": -7}',
        '{"from": "2019-09-28T22:59:59Z", "rule": "cd-notify"}',
    )
    assert first == {
        "from": "2018-12-21", "working_days": 5, "due": "2019-01-02", "rule_version": None, "citation": None,
    }  # fmt: skip
    assert (second["due"], second["rule_version"], second["note"]) == ("2019-02-28", 2, "kept")
    assert second["citation"] == "Working Together 2015, chapter 4"
    assert third["due"] == "2019-12-19"
    assert fourth["due"] == "2019-09-29"


def test_every_rule_of_the_two_tables_has_an_answer(db, monkeypatch):
    """From the handbook's own ids: on some day of its time each gives a last day, or says why it has none."""
    ids = (Path(__file__).parent / "oracles" / "rule-ids.txt").read_text(encoding="utf-8").split()
    days = ("2018-01-15", "2018-07-02", "2019-06-03", "2019-09-29", "2019-11-12", "2024-02-01")
    lines = [json.dumps({"from": day, "rule": rule}) for rule in ids for day in days]
    answers = ask(monkeypatch, *lines)
    unknown = [one["rule"] for one in answers if "There is no rule" in one.get("error", "")]
    answered = {one["rule"] for one in answers if "error" not in one and (one["due"] or one["reason"])}
    assert unknown == [] and answered == set(ids)
    assert all(one["citation"] for one in answers if "error" not in one)


def test_a_rule_without_a_limit_says_why(db, monkeypatch):
    (answer,) = ask(monkeypatch, '{"from": "2019-03-01", "rule": "scr-publish"}')
    assert answer["due"] is None and answer["rule_version"] == 1 and answer["citation"]
    assert answer["reason"].startswith("No national limit") and "error" not in answer


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"from": "2019-03-01", "rule": "no-such"}', "There is no rule called no-such."),
        ('{"from": "2020-01-31", "rule": "scr-decision"}', "was not in force on 31 January 2020"),
        ('{"from": "2019-02-30", "rule": "scr-decision"}', "2019-02-30 is not a date"),
        ('{"from": "20190131", "rule": "scr-decision"}', "Write a date as 2018-12-21"),
        ('{"from": "2019-01-31T10:00:00", "rule": "scr-decision"}', "a moment with its offset"),
        ('{"rule": "scr-decision"}', '"from" is nothing'),
        ('{"from": 20190131, "rule": "scr-decision"}', '"from" is 20190131'),
        ('{"from": "2019-01-31"}', 'either "rule" or "working_days"'),
        ('{"from": "2019-01-31", "rule": "scr-decision", "working_days": 5}', 'either "rule" or "working_days"'),
        ('{"from": "2019-01-31", "working_days": "5"}', "a whole number of days"),
        ('{"from": "2019-01-31", "working_days": true}', "a whole number of days"),
        ('{"from": "2019-01-31", "working_days": 99999999}', "a whole number of days"),
        ('{"from": "2019-01-31", "rule": ["x"]}', "There is no rule called"),
        ('{"from": "2030-12-30", "working_days": 5}', "speaks for 2012 to 2030"),
        ('{"from": "9999-12-31", "rule": "cdop-complete-12m"}', "leaves the calendar"),
        ("nonsense", "is not JSON"),
        ("", "is not JSON"),
        ("[1, 2]", "a JSON object"),
        ("{" * 5000, "is not JSON"),
        ('{"from": "\\ud800", "rule": "x"}', "Write a date"),
    ],
)
def test_what_has_no_answer_gets_a_sentence_on_its_line(db, monkeypatch, line, says):
    wrong, right = ask(monkeypatch, line, '{"from": "2018-12-21", "working_days": 5}')
    assert says in wrong["error"]
    assert wrong["due"] is None
    assert right["due"] == "2019-01-02"


def test_the_boards_own_start_date_counts(business_manager, monkeypatch):
    asked = '{"from": "2019-05-02", "rule": "scr-decision"}'
    (before,) = ask(monkeypatch, asked)
    services.record_local_date(
        code="safeguarding_partner_start", day=date(2019, 4, 1), source="X", by=business_manager, on=date(2019, 3, 1)
    )
    (after,) = ask(monkeypatch, asked)
    assert before["due"] == "2019-06-02"
    assert "to 31 March 2019" in after["error"]


def test_due_works_on_a_machine_without_a_database(tmp_path):
    environment = {**os.environ, "SSCB_DATA": str(tmp_path), "SSCB_MODE": "demonstration"}
    environment.pop("DATABASE_URL", None)
    run = subprocess.run(
        [sys.executable, "manage.py", "due"], cwd=ROOT, env=environment, text=True, capture_output=True, timeout=600,
        input='{"from": "2018-12-21", "working_days": 15}\n{"from": "2019-06-03", "rule": "cdop-grace-end"}\nx\n',
        check=False,
    )  # fmt: skip
    assert run.returncode == 0 and run.stderr == ""
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [answer["due"] for answer in answers] == ["2019-01-16", "2019-10-03", None]


# --- sweep ------------------------------------------------------------------------------------------------------------


def test_the_command_sweeps_as_at_a_date_and_says_what_it_did(deadline, business_manager):
    deadline(on=date(2019, 10, 14))
    out = io.StringIO()
    call_command("sweep", as_at="2019-11-08", dry_run=True, stdout=out)
    assert "would be made" in out.getvalue() and not SweepRun.objects.exists()
    call_command("sweep", as_at="2019-11-08", stdout=out)
    assert "As at 8 November 2019: 1 reminders and late marks made" in out.getvalue().splitlines()[-1]
    assert SweepRun.objects.get().letters == 1


def test_a_wrong_date_is_one_sentence_and_exit_two(db):
    wrong = ("2019-02-30", "20191112", "2019-W46-2", "12.11.2019", "2019-11-12T00:00", "2019-11-1\n2", "")
    for as_at, says in (*((one, "is not a date") for one in wrong), ("2019-11-13", "has not come yet")):
        with pytest.raises(CommandError, match=says) as refused:
            call_command("sweep", as_at=as_at)
        assert refused.value.returncode == 2 and "\n" not in str(refused.value), as_at
    assert not SweepRun.objects.exists()


# --- the bell ---------------------------------------------------------------------------------------------------------


def in_london(day, hour):
    return clock.at(datetime(2019, 11, day, hour, 0, tzinfo=UTC))


@pytest.mark.req("REL-03")
def test_two_beats_ask_for_one_sweep(db):
    with in_london(12, 6):
        assert services.ask_for_sweep()
        assert not any(services.ask_for_sweep() for _ in range(4) if Job.objects.count() > 1)
        services.ask_for_sweep()
    assert Job.objects.filter(kind=services.SWEEP).count() == 1


def test_the_bell_waits_for_six_in_the_morning_unless_a_day_was_missed(db):
    with in_london(11, 12):
        sweep(clock.today())
    with in_london(12, 5):
        assert not services.ask_for_sweep()
    with in_london(12, 6):
        assert services.ask_for_sweep()
    with in_london(13, 1):
        Job.objects.all().delete()
        assert services.ask_for_sweep()


def test_a_day_that_was_swept_is_not_asked_for_again(db):
    with in_london(12, 7):
        sweep(clock.today())
        assert not services.ask_for_sweep()
        assert not services.ask_for_sweep(as_at=clock.today())
    assert not Job.objects.exists()


def test_the_job_sweeps_and_tells_what_it_did(deadline, business_manager):
    from sscb.jobs import running

    deadline(on=date(2019, 10, 14))
    services.ask_for_sweep(as_at=date(2019, 11, 12), by=business_manager)
    job = Job.objects.get()
    assert running.run(str(job.uuid), "test")
    job.refresh_from_db()
    assert job.state == "done", job.error
    assert job.result["made"] == 1 and Mail.objects.count() == 1


@pytest.mark.req("REL-04")
def test_the_bell_rung_twice_is_as_good_as_once(db):
    from sscb.timetable.tasks import daily_sweep

    for _ in range(3):
        daily_sweep()
    assert Job.objects.filter(kind=services.SWEEP).count() == 1
