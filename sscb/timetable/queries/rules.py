"""The rules as the page of rules shows them."""

from dataclasses import dataclass
from datetime import date

from sscb.timetable.days import WorkingDays, in_words
from sscb.timetable.models import RuleConfirmed
from sscb.timetable.queries.calendar import start_dates, working_days
from sscb.timetable.rules import Due, Rule, Version, due_for
from sscb.timetable.sockets import rules
from sscb.timetable.starts import STARTS


@dataclass(frozen=True)
class RuleShown:
    """A rule as the page of rules shows it. `sum` and `due_on` are there for the rules that count from a start date."""

    code: str
    chapter: str
    title: str
    starts_from: str
    allows: str
    reason: str
    owner: str
    strength: str
    citation: str
    grade: str
    version: int
    note: str
    on_miss: str
    held: str
    sum: str
    due_on: date | None
    to_confirm: bool
    confirmed: str

    @property
    def key(self) -> str:
        """cdrm-hold-v1: this version in an address."""
        return f"{self.code}-v{self.version}"


GRADE_WORDS = {
    "2S": "two sources agree",
    "1S": "one source",
    "U": "not confirmed",
    "D": "the Board’s own choice",
}
STRENGTH_WORDS = {"must": "must", "should": "should", "target": "aim", "local": "local"}


def rules_in_force(on: date) -> list[RuleShown]:
    """Every rule in force on a date, in the order of the handbook. Two queries and the calendar's.

    A rule that counts from a local start date is shown until its last day: its one clock runs on after that date.
    """
    local, days, confirmed = start_dates(), working_days(), _confirmations()
    shown = []
    for rule in rules:
        version = _version_on(rule, on, local, days)
        if version is not None:
            shown.append(_shown(rule, version, local, days, confirmed.get((rule.code, version.number), "")))
    return shown


def rule_shown(key: str) -> RuleShown | None:
    """One version of one rule, by its key; None when there is no such."""
    code, _, version = key.rpartition("-v")
    rule = rules.get(code)
    if rule is None or version not in {str(one.number) for one in rule.versions}:
        return None
    number = int(version)
    said = _confirmations().get((code, number), "")
    return _shown(rule, rule.versions[number - 1], start_dates(), working_days(), said)


def _confirmations() -> dict[tuple[str, int], str]:
    return {
        (row.rule, row.rule_version): f"confirmed on {in_words(row.confirmed_on)}: {row.source}"
        for row in RuleConfirmed.objects.all()
    }


def _version_on(rule: Rule, on: date, local: dict, days: WorkingDays) -> Version | None:
    due = _from_start_date(rule, local, days)
    if due is None:
        return next((one for one in rule.versions if one.in_force.on(on, local)), None)
    begun = due.version.in_force.range(local)[0] <= on
    return due.version if begun and (due.due_on is None or on <= due.due_on) else None


def _shown(rule: Rule, version: Version, local: dict, days: WorkingDays, confirmed: str) -> RuleShown:
    first, last = version.in_force.range(local)
    due = _from_start_date(rule, local, days)
    return RuleShown(
        code=rule.code, chapter=rule.chapter, title=rule.title, starts_from=rule.starts_from,
        allows=allows_words(version),
        reason="" if version.has_limit else version.allow.reason, owner=version.owner,
        strength=STRENGTH_WORDS[version.strength], citation=version.cites, grade=GRADE_WORDS[version.grade],
        version=version.number, note=version.note, on_miss=version.on_miss,
        held=f"from {in_words(first)}" + (f" to {in_words(last)}" if last else " on"),
        sum=due.sum if due else "", due_on=due.due_on if due else None,
        to_confirm=version.to_confirm and not confirmed, confirmed=confirmed,
    )  # fmt: skip


def _from_start_date(rule: Rule, local: dict, days: WorkingDays) -> Due | None:
    start = STARTS.get(rule.counts_from)
    return due_for(rule, local.get(start.code, start.latest), days, local) if start else None


def allows_words(version: Version) -> str:
    """5 working days; 7 working days before; no limit."""
    if not version.has_limit:
        return "no time limit"
    words = f"{version.allow} before" if version.direction == "before" else str(version.allow)
    return f"{words}, at the latest {in_words(version.cap)}" if version.cap else words
