"""What is late is worked out when somebody looks, of what they may see, at a price that does not grow."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sscb import clock
from sscb.timetable import queries
from sscb.timetable.models import Deadline, LocalDate
from sscb.timetable.views import late_heading

LATE_ON = date(2019, 11, 5)
"""Fifteen working days from 14 October 2019 end on 4 November."""
BEGAN = date(2019, 10, 14)
LISTED = "timetable:late"


def due_on(row, day):
    Deadline.objects.filter(pk=row.pk).update(due_on=day)


@pytest.mark.req("REL-19")
@pytest.mark.parametrize(
    ("last", "still_in_time", "late_from"),
    [
        (date(2020, 1, 29), datetime(2020, 1, 29, 23, 59, 59, tzinfo=UTC), datetime(2020, 1, 30, 0, 0, tzinfo=UTC)),
        (date(2019, 9, 29), datetime(2019, 9, 29, 22, 59, 59, tzinfo=UTC), datetime(2019, 9, 29, 23, 0, tzinfo=UTC)),
        (date(2019, 10, 26), datetime(2019, 10, 26, 22, 59, 59, tzinfo=UTC), datetime(2019, 10, 26, 23, 0, tzinfo=UTC)),
        (date(2019, 10, 27), datetime(2019, 10, 27, 23, 59, 59, tzinfo=UTC), datetime(2019, 10, 28, 0, 0, tzinfo=UTC)),
        (date(2020, 3, 28), datetime(2020, 3, 28, 23, 59, 59, tzinfo=UTC), datetime(2020, 3, 29, 0, 0, tzinfo=UTC)),
        (date(2020, 3, 29), datetime(2020, 3, 29, 22, 59, 59, tzinfo=UTC), datetime(2020, 3, 29, 23, 0, tzinfo=UTC)),
        (date(2020, 2, 29), datetime(2020, 2, 29, 23, 59, 59, tzinfo=UTC), datetime(2020, 3, 1, 0, 0, tzinfo=UTC)),
        (date(2019, 12, 31), datetime(2019, 12, 31, 23, 59, 59, tzinfo=UTC), datetime(2020, 1, 1, 0, 0, tzinfo=UTC)),
    ],
)
def test_the_last_day_is_whole_in_london(deadline, business_manager, last, still_in_time, late_from):
    with clock.at(BEGAN):
        row = deadline(on=BEGAN)
    due_on(row, last)
    with clock.at(still_in_time):
        assert queries.late(business_manager, clock.today()) == []
    with clock.at(late_from):
        (late,) = queries.late(business_manager, clock.today())
    assert late.days_late == 1 and late.words == "late 1 day"
    assert clock.end_of(last) == late_from


def test_the_list_is_right_without_any_sweep(deadline, business_manager):
    deadline(on=BEGAN)
    assert [row.due_on for row in queries.late(business_manager, LATE_ON)] == [LATE_ON - timedelta(days=1)]
    assert queries.late(business_manager, LATE_ON - timedelta(days=1)) == []
    (soon,) = queries.soon(business_manager, LATE_ON - timedelta(days=1))
    assert (soon.words, soon.state) == ("today is the last day", "soon")


def test_nobody_sees_what_they_may_not_read_not_even_in_the_count(
    deadline, record, business_manager, agency_lead, other_lead, practitioner, agency, as_
):
    deadline(on=BEGAN, of=record(level="P2", owner=agency), organisation=agency)
    deadline(on=BEGAN, of=record(level="P4"))
    assert len(queries.late(business_manager, LATE_ON)) == 2
    assert [row.owner for row in queries.late(agency_lead, LATE_ON)] == ["County council"]
    assert queries.late(other_lead, LATE_ON) == []
    assert "1 duty is late" in as_(agency_lead).get(reverse(LISTED)).text
    assert "Nothing is late" in as_(other_lead).get(reverse(LISTED)).text
    assert as_(practitioner).get(reverse(LISTED)).status_code in (403, 404)


def test_a_target_is_past_its_date_and_never_late(deadline, business_manager):
    row = deadline(on=BEGAN)
    Deadline.objects.filter(pk=row.pk).update(strength="target")
    (shown,) = queries.late(business_manager, LATE_ON)
    assert (shown.words, shown.strength, shown.group) == ("1 day past the aim", "aim", "Aims")


def test_statute_comes_before_longer_late_dates_of_the_boards_own(deadline, business_manager, as_):
    own, statute, longer = (deadline(on=BEGAN) for _ in range(3))
    Deadline.objects.filter(pk=own.pk).update(strength="local", due_on=date(2019, 1, 1), title="Own")
    Deadline.objects.filter(pk=statute.pk).update(title="Statute", due_on=date(2019, 11, 4))
    Deadline.objects.filter(pk=longer.pk).update(title="Longer", strength="should", due_on=date(2019, 10, 4))
    assert [row.title for row in queries.late(business_manager, LATE_ON)] == ["Longer", "Statute", "Own"]
    page = as_(business_manager).get(reverse(LISTED))
    assert [group.title for group in page.context["groups"]] == ["Set by statute or guidance", "The Board’s own dates"]


@pytest.mark.parametrize(
    ("total", "binding", "words"),
    [
        (0, 0, "Nothing is late."),
        (1, 1, "1 duty is late, set by statute or guidance."),
        (1, 0, "1 duty is late."),
        (5, 3, "5 duties are late, 3 of them set by statute or guidance."),
        (5, 0, "5 duties are late."),
    ],
)
def test_the_heading_is_the_answer(total, binding, words):
    assert late_heading(total, binding) == words


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        page = client.get(url)
    assert page.status_code == 200
    return len(captured), page


def test_three_hundred_cost_what_three_cost_and_come_in_pages_of_fifty(deadline, business_manager, as_):
    client = as_(business_manager)
    for _ in range(3):
        deadline(on=BEGAN)
    url = reverse(LISTED)
    client.get(url)
    with_three, _ = queries_of(client, url)
    for _ in range(297):
        deadline(on=BEGAN)
    with_many, page = queries_of(client, url)
    assert with_many == with_three
    assert len(page.context["rows"]) == 50
    assert page.context["page"].paginator.num_pages == 6
    assert "300 duties are late" in page.text
    assert client.get(url, {"page": "6"}).context["page"].number == 6
    assert client.get(url, {"page": "x"}).status_code == 200


# --- clocks -----------------------------------------------------------------------------------------------------------


def test_the_clocks_of_the_transition_run_from_the_start_dates_and_end(business_manager):
    before = queries.home_clocks([], date(2019, 9, 28)).clocks
    assert before == []
    running = {one.rule: one for one in queries.home_clocks([], date(2019, 11, 12)).clocks}
    assert set(running) == {"scr-grace-end", "cdop-grace-end"}
    deaths = running["cdop-grace-end"]
    assert (deaths.due_on, deaths.days_left, deaths.words, deaths.state) == (
        date(2020, 1, 29), 78, "78 days left", "running",
    )  # fmt: skip
    assert deaths.sum == "29 September 2019 + 4 months, capped at 29 January 2020"
    assert deaths.strength == "must"
    last_day = {one.rule: one for one in queries.home_clocks([], date(2020, 1, 29)).clocks}["cdop-grace-end"]
    assert (last_day.words, last_day.state) == ("today is the last day", "soon")
    after = {one.rule: one for one in queries.home_clocks([], date(2020, 1, 30)).clocks}["cdop-grace-end"]
    assert (after.words, after.state, after.mark.code) == ("ended 1 day ago", "ended", "stop")


def test_an_earlier_start_date_is_data(business_manager):
    LocalDate.objects.create(code="cdr_start", on=date(2019, 7, 1), source="X", recorded_at=clock.now())
    (deaths,) = [c for c in queries.home_clocks([], date(2019, 10, 31)).clocks if c.rule == "cdop-grace-end"]
    assert (deaths.due_on, deaths.words) == (date(2019, 11, 1), "1 day left")


def test_clocks_cost_the_same_for_three_and_three_hundred(deadline, business_manager):
    counts = []
    for many in (3, 297):
        for _ in range(many):
            deadline(on=date(2019, 11, 1))
        with CaptureQueriesContext(connection) as captured:
            queries.home_clocks([], date(2019, 11, 12)).clocks
        counts.append(len(captured))
    assert counts[1] <= counts[0]


# --- rules ------------------------------------------------------------------------------------------------------------


def test_the_page_of_rules_shows_what_was_in_force_on_a_date(business_manager, as_):
    client = as_(business_manager)
    now = client.get(reverse("timetable:rules"))
    assert "cdop-grace-end" in now.text and "incident-notify-ofsted," not in now.text
    assert "29 September 2019 + 4 months, capped at 29 January 2020" in now.text
    assert "/timetable/rules/cdrm-hold-v1/confirm/" in now.text
    assert "cdop-grace-end" not in client.get(reverse("timetable:rules"), {"on": "2020-01-30"}).text
    then = client.get(reverse("timetable:rules"), {"on": "2018-06-28"})
    assert "incident-notify-ofsted," in then.text and "incident-notify-panel," not in then.text
    assert "in force on 28 June 2018" in then.text


def test_those_who_may_not_confirm_see_what_is_still_to_be_confirmed(board_member, as_):
    page = as_(board_member).get(reverse("timetable:rules"))
    assert "To confirm" in page.text and "/confirm/" not in page.text and "Bank holidays" not in page.text


def test_a_list_gives_the_reference_of_a_case_and_nothing_of_what_it_says(deadline, record, business_manager, as_):
    deadline(on=BEGAN, of=record(level="P4"))
    page = as_(business_manager).get(reverse(LISTED))
    assert "T-2019-0001" in page.text and "Thing 1" not in page.text


def test_a_wrong_date_is_said_and_todays_rules_are_shown(business_manager, as_):
    page = as_(business_manager).get(reverse("timetable:rules"), {"on": "2018-02-30"})
    assert page.status_code == 200 and "“2018-02-30” is not a date" in page.text


def test_a_confirmed_value_is_no_longer_to_be_confirmed(business_manager):
    from sscb.timetable.services import confirm_rule

    confirm_rule(rule="cdrm-hold", version=1, source="Read in the guidance", by=business_manager, on=date(2019, 11, 1))
    shown = {rule.code: rule for rule in queries.rules_in_force(date(2019, 11, 12))}
    assert not shown["cdrm-hold"].to_confirm and "Read in the guidance" in shown["cdrm-hold"].confirmed
    assert shown["cdop-review"].to_confirm


# --- what staff add ---------------------------------------------------------------------------------------------------


def test_the_business_manager_adds_a_bank_holiday_and_is_told_what_moved(deadline, business_manager, as_):
    deadline(on=date(2019, 11, 4))
    client = as_(business_manager)
    done = client.post(
        reverse("timetable:holidays"), {"day": "2019-11-15", "title": "A day of thanks", "note": ""}, follow=True
    )
    assert "15 November 2019 is a bank holiday now. 1 open deadline moved." in done.text
    assert "added by Bea Manning" in done.text
    again = client.post(reverse("timetable:holidays"), {"day": "2019-11-15", "title": "Again"})
    assert again.status_code == 422 and "is in the list already: A day of thanks" in again.text
    wrong = client.post(reverse("timetable:holidays"), {"day": "2019-02-30", "title": "X"})
    assert wrong.status_code == 422 and "Enter a date that exists" in wrong.text


def test_the_start_dates_are_recorded_with_their_source_and_the_older_ones_kept(business_manager, as_):
    client, url = as_(business_manager), reverse("timetable:starts")
    assert "Nobody has recorded a date" in client.get(url).text
    for day in ("2019-09-29", "2019-07-01"):
        done = client.post(url, {"code": "cdr_start", "day": day, "source": f"Published for {day}"}, follow=True)
    assert "The date is recorded. No open deadline moved." in done.text
    assert "begin: 1 July 2019" in done.text and "29 September 2019: Published for 2019-09-29" in done.text
    refused = client.post(url, {"code": "cdr_start", "day": "2019-10-01", "source": "X"})
    assert refused.status_code == 422 and "after the statutory latest date" in refused.text


def test_a_value_is_confirmed_by_the_business_manager_alone(business_manager, chair, as_):
    url = reverse("timetable:confirm", args=["cdrm-hold-v1"])
    assert as_(chair).get(url).status_code == 404
    client = as_(business_manager)
    assert "Is it right that the rule allows 3 months?" in client.get(url).text
    done = client.post(url, {"source": "The guidance, chapter 4"}, follow=True)
    assert "cdrm-hold is confirmed." in done.text
    assert "It is confirmed on 12 November 2019" in client.get(url).text
    assert client.get(reverse("timetable:confirm", args=["cdrm-hold-v9"])).status_code == 404
    assert client.get(reverse("timetable:confirm", args=["no-such"])).status_code == 404


def test_the_page_is_marked_by_the_highest_level_it_shows(deadline, record, business_manager, as_):
    deadline(on=BEGAN, of=record(level="P1"))
    assert as_(business_manager).get(reverse(LISTED)).context["marking"] == "OFFICIAL"
    deadline(on=BEGAN, of=record(level="P4"))
    assert as_(business_manager).get(reverse(LISTED)).context["marking"] == "OFFICIAL-SENSITIVE"


# --- did it run? ------------------------------------------------------------------------------------------------------


def test_the_sweep_says_whether_it_ran(db):
    from sscb.timetable.sweeping import sweep

    with clock.at(datetime(2019, 11, 12, 9, 0, tzinfo=UTC)):
        assert not queries.sweep_state().ok
    with clock.at(datetime(2019, 11, 8, 6, 0, tzinfo=UTC)):
        sweep(clock.today())
        assert queries.sweep_state().sentence == "Ran at 06:00, no day missed."
    with clock.at(datetime(2019, 11, 9, 5, 59, tzinfo=UTC)):
        assert queries.sweep_state().ok
    with clock.at(datetime(2019, 11, 10, 9, 0, tzinfo=UTC)):
        state = queries.sweep_state()
        assert not state.ok and "has not run since 8 November 2019: 2 days missed" in state.sentence
        sweep(clock.today())
        assert queries.sweep_state().sentence == "Ran at 09:00, and caught up on 1 missed day."
