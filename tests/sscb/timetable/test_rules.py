"""Rules as data: each is cited and graded, no versions overlap, and the handbook's worked dates come out."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscb.timetable.allow import By, Days, Each, Hours, Months, NoLimit, WorkingDays
from sscb.timetable.holidays_list import working_days_listed
from sscb.timetable.rules import InForce, NotInForce, Rule, RuleFault, Version, due_for
from sscb.timetable.sockets import effects, rules
from sscb.timetable.starts import CDR_START, EARLIEST, SAFEGUARDING_PARTNER_START, STARTS, day_before

ENGLAND = working_days_listed()
EVERY = list(rules)
VERSIONS = [(rule, version) for rule in EVERY for version in rule.versions]
IDS = (Path(__file__).parent / "oracles" / "rule-ids.txt").read_text(encoding="utf-8").split()

starts = st.fixed_dictionaries({code: st.dates(EARLIEST, start.latest) for code, start in STARTS.items()})
days = st.dates(date(2006, 1, 1), date(2028, 12, 31))


def due(code, start, **local):
    day = date.fromisoformat(start)
    return due_for(rules[code], day, ENGLAND, {k: date.fromisoformat(v) for k, v in local.items()}).due_on


# --- the contract of the socket ---------------------------------------------------------------------------------------


def test_every_id_of_the_handbook_is_declared_verbatim():
    codes = {rule.code for rule in EVERY}
    assert len(IDS) == 54
    assert set(IDS) <= codes
    assert {code for code in codes if code.startswith("board-")} == {
        "board-forward-plan", "board-agenda-set", "board-papers-due", "board-quality-check", "board-pack-issue",
        "board-actions-out", "board-minutes-to-chair", "board-minutes-to-members",
    }  # fmt: skip


@pytest.mark.parametrize(("rule", "version"), VERSIONS, ids=lambda thing: getattr(thing, "code", None))
def test_every_rule_is_cited_graded_and_owned(rule, version):
    assert version.cites and version.owner and rule.title and rule.starts_from
    assert version.grade in ("2S", "1S", "U", "D")
    assert version.strength in ("must", "should", "target", "local")
    assert len(rule.title) <= 150 and len(version.owner) <= 100 and len(version.cites) <= 200
    assert all(len(step.kind) <= 40 for step in (*version.warn, *version.then))
    assert all(step.effect in effects for step in version.then)
    if not version.has_limit:
        assert version.allow.reason.endswith(".") and len(version.allow.reason) <= 300
    for sentence in (version.note, version.on_miss):
        assert not sentence or sentence.endswith(".")
    assert version.to_confirm == (version.grade == "U")


@given(starts, days)
def test_no_two_versions_of_a_rule_are_in_force_on_one_day_whatever_the_start_dates(local, day):
    for rule in EVERY:
        holding = [version for version in rule.versions if version.in_force.on(day, local)]
        assert len(holding) <= 1, f"{rule.code} on {day}"
        if holding:
            assert rule.version_on(day, local) is holding[0]
        else:
            with pytest.raises(NotInForce, match=rule.code):
                rule.version_on(day, local)


@given(starts, st.dates(date(2013, 3, 1), date(2028, 12, 31)))
def test_every_rule_in_force_gives_a_day_or_a_reason(local, day):
    for rule in EVERY:
        try:
            found = due_for(rule, day, ENGLAND, local)
        except NotInForce:
            continue
        assert (found.due_on is None) == bool(found.reason)
        assert found.citation and found.rule_version >= 1
        if found.due_on:
            assert found.sum
            back = found.version.direction == "before"
            if not isinstance(found.version.allow, By) and not found.version.cap:
                assert found.due_on <= day if back else found.due_on >= day
            if isinstance(found.version.allow, WorkingDays) and not found.version.cap:
                assert ENGLAND.is_working(found.due_on)
            if found.version.cap:
                assert found.due_on <= found.version.cap


@given(starts)
def test_one_regime_takes_over_from_the_other_without_a_gap(local):
    for code in ("incident-notify-lscb", "rapid-review-complete", "cd-review-duty", "registrar-notify"):
        start = local[
            (CDR_START if code in ("cd-review-duty", "registrar-notify") else SAFEGUARDING_PARTNER_START).code
        ]
        assert rules[code].version_on(start, local).number == 2
        if start > EARLIEST:
            assert rules[code].version_on(start - timedelta(days=1), local).number == 1


# --- what the handbook worked out -------------------------------------------------------------------------------------

WORKED = [
    # 1.2 and the SCR counterparts of 3.9
    ("incident-notify-panel", "2018-12-21", "2019-01-02"),
    ("rapid-review-complete", "2018-12-21", "2019-01-16"),
    ("incident-notify-panel", "2018-06-29", "2018-07-06"),
    ("rapid-review-complete", "2018-06-29", "2018-07-20"),
    ("scr-complete", "2019-09-28", "2020-03-28"),  # A
    ("scr-grace-end", "2019-09-29", "2020-09-29"),  # A, D
    ("incident-notify-panel", "2019-09-27", "2019-10-04"),  # C
    ("rapid-review-complete", "2019-09-27", "2019-10-18"),  # C
    ("scr-grace-end", "2019-04-01", "2020-04-01"),  # E
    ("scr-complete", "2019-08-31", "2020-02-29"),  # F
    ("scr-complete", "2018-08-31", "2019-02-28"),  # F
    ("scr-decision", "2019-01-31", "2019-02-28"),  # G
    ("scr-send-before-publish", "2020-01-02", "2019-12-19"),  # H
    ("scr-send-before-publish", "2019-05-28", "2019-05-16"),  # I
    ("arrangements-begin", "2018-11-30", "2019-02-28"),  # J
    # the worked examples of 3.9, by number: the last day for the Board's panel
    ("cdop-grace-end", "2019-09-29", "2020-01-29"),  # 2 to 5, 18, 21, 22
    ("cdop-grace-end", "2019-04-01", "2019-08-01"),  # 10, 11
    ("cdop-grace-end", "2018-10-31", "2019-02-28"),  # 12
    ("cdop-grace-end", "2019-09-01", "2020-01-01"),  # 13: a bank holiday does not move it
    ("cdop-grace-end", "2019-09-28", "2020-01-28"),  # 14: the long-stop gives no extra day
    ("cdop-grace-end", "2019-07-01", "2019-11-01"),  # 15, 16
    ("cdop-grace-end", "2019-07-31", "2019-11-30"),  # 17
    ("cdop-grace-end", "2019-08-29", "2019-12-29"),  # 20
    ("arrangements-begin", "2019-05-29", "2019-08-29"),  # 20
    ("cdrm-hold", "2020-02-28", "2020-05-28"),  # 26
    ("cdrm-hold", "2019-11-29", "2020-02-29"),  # 27
    ("cdrm-hold", "2019-11-30", "2020-02-29"),  # 27
    # the Board's own dates
    ("arrangements-publish", "2018-06-29", "2019-06-29"),
    ("arrangements-publish", "2019-05-01", "2019-06-29"),
    ("arrangements-begin", "2019-06-29", "2019-09-29"),
    ("arrangements-begin", "2019-08-15", "2019-09-29"),
    ("cdr-arrangements-begin", "2019-06-01", "2019-09-29"),
    ("cdop-handover", "2019-09-29", "2020-01-29"),
    # the rest of tables 1.3 and 1.4, one of each kind
    ("incident-notify-ofsted", "2018-06-28", "2018-07-05"),
    ("scr-send-before-publish", "2014-05-28", "2014-05-21"),
    ("scr-web-minimum", "2019-05-28", "2020-05-28"),
    ("scr-response-publish", "2019-05-28", "2019-05-28"),
    ("lcspr-publish", "2019-10-31", "2020-04-30"),
    ("lcspr-send-before-publish", "2022-06-07", "2022-05-25"),
    ("lcspr-web-minimum", "2020-02-29", "2021-02-28"),
    ("national-review-web-minimum", "2020-02-29", "2023-02-28"),
    ("partners-yearly-report", "2019-09-29", "2020-09-29"),
    ("partners-yearly-report", "2025-04-01", "2025-09-30"),
    ("partners-yearly-report", "2025-10-01", "2026-09-30"),
    ("cd-notify", "2019-09-28", "2019-09-29"),
    ("cd-notify-48h", "2019-12-24", "2019-12-26"),
    ("registrar-notify", "2019-12-20", "2019-12-27"),
    ("coroner-notify", "2019-12-23", "2019-12-30"),
    ("cdop-review", "2019-10-01", "2019-11-12"),
    ("cdop-annual-report", "2019-03-31", "2020-03-31"),
    ("forms-switch", "2019-04-01", "2019-04-01"),
    ("board-papers-due", "2019-12-12", "2019-11-27"),
    ("board-agenda-set", "2019-12-12", "2019-11-07"),
    ("board-pack-issue", "2019-12-12", "2019-12-05"),
    ("board-minutes-to-members", "2019-12-12", "2019-12-27"),
]


@pytest.mark.req("REL-19")
@pytest.mark.parametrize(("code", "start", "last"), WORKED)
def test_the_handbooks_worked_dates(code, start, last):
    assert due(code, start).isoformat() == last


@pytest.mark.parametrize(
    ("code", "start"),
    [
        ("scr-decision", "2020-01-31"),  # G: past the start
        ("scr-decision", "2019-09-29"),  # B: the first day of the new regime
        ("scr-complete", "2019-09-29"),
        ("incident-notify-ofsted", "2018-06-29"),
        ("incident-notify-panel", "2018-06-28"),
        ("cdop-grace-end", "2019-10-01"),  # 19: after the statutory latest date
        ("cdop-grace-end", "2018-06-28"),
        ("cd-notify", "2019-09-29"),
        ("lscb1-return", "2019-04-01"),
        ("cd-notify-48h", "2019-03-31"),
        ("lcspr-publish", "2019-09-28"),
        ("scr-publish", "2020-09-30"),
    ],
)
def test_a_rule_not_in_force_on_the_trigger_date_does_not_apply(code, start):
    with pytest.raises(NotInForce, match="was not in force on"):
        due(code, start)


def test_an_earlier_local_start_ends_the_old_regime_earlier():
    assert due("scr-decision", "2019-03-31", safeguarding_partner_start="2019-04-01") == date(2019, 4, 30)
    with pytest.raises(NotInForce):
        due("scr-decision", "2019-04-01", safeguarding_partner_start="2019-04-01")
    # Two start dates, not one: the child death side is not moved by it.
    assert due("cd-notify", "2019-04-01", safeguarding_partner_start="2019-04-01") == date(2019, 4, 2)


@pytest.mark.parametrize("code", ["scr-publish", "cd-review-duty", "lscb-end", "cdop-no-new-in-grace", "lcspr-decide"])
def test_a_rule_without_a_limit_has_no_due_date_and_says_why(code):
    found = due_for(rules[code], date(2019, 9, 29), ENGLAND)
    assert found.due_on is None
    assert found.reason.endswith(".")


def test_the_sum_behind_a_date_in_words():
    assert due_for(rules["cdop-grace-end"], date(2019, 6, 3), ENGLAND).sum == (
        "3 June 2019 + 4 months, capped at 29 January 2020"
    )
    assert due_for(rules["scr-send-before-publish"], date(2020, 1, 2), ENGLAND).sum == "2 January 2020 − 7 working days"
    assert due_for(rules["arrangements-publish"], date(2019, 1, 2), ENGLAND).sum == "fixed: by 29 June 2019"
    assert due_for(rules["scr-response-publish"], date(2019, 1, 2), ENGLAND).sum == "2 January 2019, the same day"


@pytest.mark.req("REL-19")
def test_a_moment_counts_from_its_date_in_london():
    """Example 8: 23:30 UTC on 28 September is 00:30 in London on the 29th, and the old rule holds no more."""
    late_evening = datetime(2019, 9, 28, 23, 30, tzinfo=UTC)
    with pytest.raises(NotInForce):
        due_for(rules["cd-notify"], late_evening, ENGLAND)
    before = datetime(2019, 9, 28, 22, 59, tzinfo=UTC)
    assert due_for(rules["cd-notify"], before, ENGLAND).due_on == date(2019, 9, 29)


@pytest.mark.req("REL-19")
@pytest.mark.parametrize(
    ("moment", "hours", "last"),
    [
        (datetime(2019, 3, 30, 23, 30, tzinfo=UTC), 24, date(2019, 4, 1)),  # the clocks go forward in between
        (datetime(2019, 10, 26, 22, 30, tzinfo=UTC), 24, date(2019, 10, 27)),  # and back
        (datetime(2020, 2, 27, 12, 0, tzinfo=UTC), 48, date(2020, 2, 29)),
    ],
)
def test_hours_end_on_a_local_date(moment, hours, last):
    rule = a_rule(Hours(hours))
    assert due_for(rule, moment, ENGLAND).due_on == last


def a_rule(allow, **more):
    version = Version(1, allow, InForce(date(2010, 1, 1)), owner="x", strength="must", grade="D", cites="x", **more)
    return Rule(code="x.y", title="X", counts_from="x.on", starts_from="x", versions=(version,))


@pytest.mark.parametrize(
    ("allow", "last", "words"),
    [
        (Days(1), "2019-01-02", "1 January 2019 + 1 day"),
        (Months(1), "2019-02-01", "1 January 2019 + 1 month"),
        (Hours(36), "2019-01-03", "1 January 2019 + 36 hours"),
        (Each(9, 30), "2019-09-30", "1 January 2019, by the next 30 September"),
        (By(date(2019, 4, 1)), "2019-04-01", "fixed: by 1 April 2019"),
    ],
)
def test_each_kind_of_allowance(allow, last, words):
    found = due_for(a_rule(allow), date(2019, 1, 1), ENGLAND)
    assert (found.due_on.isoformat(), found.sum) == (last, words)


def test_a_wrong_declaration_is_found_at_start():
    with pytest.raises(RuleFault, match="numbered"):
        Rule(code="x", title="X", counts_from="x", starts_from="x", versions=())
    for wrong in ({"direction": "sideways"}, {"sense": "maybe"}, {"strength": "may"}, {"cites": ""}):
        kind = {"owner": "x", "strength": "must", "grade": "D", "cites": "x", **wrong}
        with pytest.raises(RuleFault):
            Version(1, NoLimit("None."), InForce(date(2010, 1, 1)), **kind)


def test_when_a_rule_held_is_said_without_breaking_it_at_its_versions():
    assert rules["scr-decision"].in_force_words({}) == "from 1 March 2013 to 28 September 2019"
    assert rules["incident-notify-lscb"].in_force_words({}) == "from 29 June 2018 on"
    assert day_before(CDR_START).on({"cdr_start": date(2019, 7, 1)}) == date(2019, 6, 30)


def test_the_list_of_ids_is_the_handbooks():
    assert all(re.fullmatch(r"[a-z0-9-]+", code) for code in IDS)
    assert len(set(IDS)) == len(IDS)
