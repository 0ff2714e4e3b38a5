"""due: JSON lines in, the same lines with their last days out. Needs no database that has been set up."""

import json
import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, transaction

from sscb import clock
from sscb.timetable.days import NoSuchDay, WorkingDays
from sscb.timetable.holidays_list import working_days_listed
from sscb.timetable.queries import start_dates, working_days
from sscb.timetable.rules import NotInForce, due_for
from sscb.timetable.sockets import rules
from sscb.timetable.starts import LocalDates

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOST_WORKING_DAYS = 100_000


class Unanswerable(ValueError):
    """The line asks for something that has no answer; the sentence goes back in `error`."""


class Command(BaseCommand):
    help = (
        'Reads JSON lines, {"from": "2018-12-21", "working_days": 5} or {"from": ..., "rule": "scr-decision"}, and '
        "prints each with due, rule_version and citation; reason where a rule has no limit; error where there is no "
        "answer. A negative number of working days counts back."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args, **options):
        days = _from_database(working_days, working_days_listed)
        local = _from_database(start_dates, dict)
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
        for line in sys.stdin:
            self.stdout.write(json.dumps(answered(line.rstrip("\r\n"), days, local)))


def _from_database(read: Callable[[], Any], otherwise: Callable[[], Any]) -> Any:
    """What the board recorded; where there is no database yet, what everybody knows."""
    try:
        with transaction.atomic():
            return read()
    except DatabaseError:
        return otherwise()


def answered(line: str, days: WorkingDays, local: LocalDates) -> dict[str, Any]:
    """One line of the answer for one line of the question, whatever the question."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return _refused({"input": line}, "This line is not JSON. Give one object on each line.")
    if not isinstance(asked, dict):
        return _refused({"input": asked}, 'Each line is a JSON object, such as {"from": "2018-12-21", "rule": "…"}.')
    try:
        return {**asked, **_answer(asked, days, local)}
    except (Unanswerable, NotInForce, NoSuchDay) as reason:
        return _refused(asked, str(reason))


def _refused(asked: dict, sentence: str) -> dict[str, Any]:
    return {**asked, "due": None, "rule_version": None, "citation": None, "error": sentence}


def _answer(asked: dict, days: WorkingDays, local: LocalDates) -> dict[str, Any]:
    start = _start(asked.get("from"))
    if ("rule" in asked) == ("working_days" in asked):
        raise Unanswerable('Give either "rule" or "working_days", not both and not neither.')
    if "working_days" in asked:
        due_on = days.after(clock.day_of(start) if isinstance(start, datetime) else start, _count(asked))
        return {"due": due_on.isoformat(), "rule_version": None, "citation": None}
    rule = rules.get(asked["rule"]) if isinstance(asked["rule"], str) else None
    if rule is None:
        raise Unanswerable(f"There is no rule called {asked['rule']}.")
    due = due_for(rule, start, days, local)
    answer = {"due": None, "rule_version": due.rule_version, "citation": due.citation}
    return {**answer, "reason": due.reason} if due.due_on is None else {**answer, "due": due.due_on.isoformat()}


def _start(given: Any) -> date | datetime:
    """A date, or a moment with its offset (which counts from its date in London)."""
    if isinstance(given, str) and DAY.match(given):
        try:
            if DAY.fullmatch(given):
                return date.fromisoformat(given)
            moment = datetime.fromisoformat(given)
        except ValueError:
            raise Unanswerable(f"{given} is not a date. Write it as 2018-12-21.") from None
        if moment.tzinfo is not None:
            return moment
    said = "nothing" if given is None else json.dumps(given, ensure_ascii=False)
    raise Unanswerable(f'"from" is {said}. Write a date as 2018-12-21, or a moment with its offset.')


def _count(asked: dict) -> int:
    count = asked["working_days"]
    if isinstance(count, bool) or not isinstance(count, int) or abs(count) > MOST_WORKING_DAYS:
        raise Unanswerable('"working_days" is a whole number of days, such as 5; negative counts back.')
    return count
