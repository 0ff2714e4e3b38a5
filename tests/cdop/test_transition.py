"""The transition, row by row as the handbook has it (3.9), and over any start and any notification date."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdop.transition import (
    ALLOWED,
    Act,
    Answer,
    Body,
    Case,
    Period,
    StartRefused,
    check_start,
    days_left,
    death_fault,
    decide,
    eighteenth_birthday,
    forms_on,
    goes_to_national_database,
    keying_fault,
    last_day,
    must_begin_by,
    needs_handover,
    out_of_scope,
    period,
    received_day,
    responsible,
    responsible_if_reopened,
    start_or_latest,
)
from sscb.timetable.days import add_months
from sscb.timetable.holidays_list import working_days_listed
from sscb.timetable.rules import NotInForce, due_for
from sscb.timetable.sockets import rules

S = date(2019, 9, 29)
LSCB, PARTNERS = Body.LSCB, Body.PARTNERS
WORK = (Act.CHASE, Act.PANEL, Act.CLASSIFY)
EVERY_ACT_BUT_RECEIVING = tuple(act for act in Act if act is not Act.RECEIVE)

# row: notified, start, today, completed, body, last day of the Board's panel
ROWS = {
    1: (date(2019, 1, 21), S, date(2019, 3, 1), None, LSCB, date(2020, 1, 29)),
    2: (date(2019, 9, 28), S, date(2019, 9, 28), None, LSCB, date(2020, 1, 29)),
    3: (date(2019, 9, 28), S, date(2019, 9, 29), None, LSCB, date(2020, 1, 29)),
    4: (date(2019, 9, 28), S, date(2020, 1, 29), None, LSCB, date(2020, 1, 29)),
    5: (date(2019, 9, 28), S, date(2020, 1, 30), None, PARTNERS, date(2020, 1, 29)),
    6: (date(2019, 9, 29), S, date(2019, 9, 29), None, PARTNERS, date(2020, 1, 29)),
    7: (date(2019, 9, 30), S, date(2019, 10, 1), None, PARTNERS, date(2020, 1, 29)),
    8: (received_day(datetime(2019, 9, 28, 23, 30, tzinfo=UTC)), S, date(2019, 10, 1), None, PARTNERS,
        date(2020, 1, 29)),
    9: (date(2019, 9, 27), S, date(2019, 10, 2), None, LSCB, date(2020, 1, 29)),
    10: (date(2019, 3, 15), date(2019, 4, 1), date(2019, 8, 1), None, LSCB, date(2019, 8, 1)),
    11: (date(2019, 3, 15), date(2019, 4, 1), date(2019, 8, 2), None, PARTNERS, date(2019, 8, 1)),
    12: (date(2018, 10, 5), date(2018, 10, 31), date(2019, 2, 28), None, LSCB, date(2019, 2, 28)),
    13: (date(2019, 8, 2), date(2019, 9, 1), date(2020, 1, 1), None, LSCB, date(2020, 1, 1)),
    14: (date(2019, 9, 2), date(2019, 9, 28), date(2020, 1, 29), None, PARTNERS, date(2020, 1, 28)),
    15: (date(2019, 9, 28), date(2019, 7, 1), date(2019, 10, 1), None, PARTNERS, date(2019, 11, 1)),
    16: (date(2019, 6, 4), date(2019, 7, 1), date(2019, 11, 2), None, PARTNERS, date(2019, 11, 1)),
    17: (date(2019, 6, 4), date(2019, 7, 31), date(2019, 11, 30), None, LSCB, date(2019, 11, 30)),
    18: (date(2019, 5, 6), start_or_latest(None)[0], date(2019, 9, 29), None, LSCB, date(2020, 1, 29)),
    20: (date(2019, 8, 10), date(2019, 8, 29), date(2019, 12, 29), None, LSCB, date(2019, 12, 29)),
    21: (date(2019, 9, 3), S, date(2020, 2, 15), date(2020, 1, 10), LSCB, date(2020, 1, 29)),
    22: (date(2019, 7, 2), S, date(2020, 1, 29), None, LSCB, date(2020, 1, 29)),
    23: (date(2019, 2, 2), S, date(2019, 11, 5), date(2019, 9, 1), LSCB, date(2020, 1, 29)),
    24: (date(2019, 10, 11), S, date(2019, 10, 12), None, PARTNERS, date(2020, 1, 29)),
    26: (date(2020, 2, 29), S, date(2020, 2, 29), None, PARTNERS, date(2020, 1, 29)),
    27: (date(2019, 11, 30), S, date(2019, 12, 1), None, PARTNERS, date(2020, 1, 29)),
    28: (date(2018, 2, 2), S, date(2019, 4, 2), date(2019, 3, 25), LSCB, date(2020, 1, 29)),
    29: (date(2019, 3, 20), S, date(2019, 4, 1), None, LSCB, date(2020, 1, 29)),
    30: (date(2019, 10, 4), S, date(2019, 10, 4), None, PARTNERS, date(2020, 1, 29)),
}  # fmt: skip


def row(number):
    notified, start, today, completed, body, last = ROWS[number]
    return Case(notified, completed), today, start


def allowed(number, acts=EVERY_ACT_BUT_RECEIVING):
    case, today, start = row(number)
    return {act for act in acts if decide(act, case, today, start)}


@pytest.mark.parametrize("number", ROWS)
def test_the_body_and_the_last_day_of_each_row(number):
    case, today, start = row(number)
    assert responsible(case, today, start) is ROWS[number][4]
    assert last_day(start) == ROWS[number][5]


@pytest.mark.parametrize("number", [1, 2, 29])
def test_before_the_start_everything_with_opening(number):
    assert allowed(number) == set(EVERY_ACT_BUT_RECEIVING)
    case, today, start = row(number)
    assert decide(Act.HAND_OVER, case, today, start).answer is Answer.MAY


@pytest.mark.parametrize("number", [3, 4, 9, 10, 12, 13, 17, 18, 20, 22])
def test_in_the_four_months_finish_or_hand_over_and_open_nothing(number):
    case, today, start = row(number)
    assert allowed(number, (*WORK, Act.HAND_OVER)) == {*WORK, Act.HAND_OVER}
    refused = decide(Act.OPEN, case, today, start)
    assert not refused and refused.rule == "cdop-no-new-in-grace"
    assert "rule cdop-no-new-in-grace" in refused.sentence


@pytest.mark.parametrize("number", [5, 11, 14, 16])
def test_once_the_last_day_has_ended_hand_over_only(number):
    case, today, start = row(number)
    assert allowed(number, (Act.OPEN, *WORK, Act.CORRECT)) == set()
    assert decide(Act.HAND_OVER, case, today, start).answer is Answer.MUST
    assert needs_handover(case, today, start)
    refused = decide(Act.PANEL, case, today, start)
    assert refused.rule == "cdop-grace-end" and "cdop-handover" in refused.sentence
    assert f"{last_day(start).day} {last_day(start):%B %Y}" in refused.sentence


@pytest.mark.parametrize("number", [6, 7, 8, 15, 24, 26, 27, 30])
def test_what_was_notified_from_the_start_on_may_only_be_taken_and_passed_on(number):
    case, today, start = row(number)
    assert allowed(number, (Act.OPEN, *WORK)) == set()
    assert decide(Act.RECORD, case, today, start).answer is Answer.ROUTE_ON
    assert decide(Act.HAND_OVER, case, today, start).answer is Answer.MUST
    for act in (Act.OPEN, *WORK):
        refused = decide(act, case, today, start)
        assert refused.rule == "cdop-no-new-in-grace"
        assert "pass it to the child death review partners" in refused.sentence
        assert refused.sentence.endswith("Nothing was changed.")
    for act in (Act.RECORD, Act.OPEN, *WORK, Act.RECEIVE):
        assert decide(act, case, today, start, acting=PARTNERS)


def test_row_3_122_days_remain():
    assert days_left(date(2019, 9, 29), S) == 122
    assert days_left(date(2020, 1, 29), S) == 0
    assert days_left(date(2020, 1, 30), S) == -1


def test_row_6_the_first_day_is_not_prior():
    case, today, start = row(6)
    assert "notified on 29 September 2019, on that day" in decide(Act.OPEN, case, today, start).sentence


def test_row_7_a_death_before_and_a_notification_after_is_a_new_review():
    case, today, start = row(7)
    assert "notified on 30 September 2019, after it" in decide(Act.OPEN, case, today, start).sentence


def test_row_8_the_day_is_london_s():
    assert received_day(datetime(2019, 9, 28, 23, 30, tzinfo=UTC)) == date(2019, 9, 29)
    assert received_day(datetime(2019, 9, 28, 22, 59, 59, tzinfo=UTC)) == date(2019, 9, 28)
    assert received_day(datetime(2020, 1, 29, 23, 59, 59, tzinfo=UTC)) == date(2020, 1, 29)
    with pytest.raises(ValueError, match="without a time zone"):
        received_day(datetime(2019, 9, 28, 23, 30))


def test_row_9_the_day_received_counts_and_a_note_is_needed():
    late = {"received_on": date(2019, 9, 27), "keyed_on": date(2019, 10, 2)}
    assert "add a note of the call" in keying_fault(**late, note="  ")
    assert keying_fault(**late, note="Telephoned by the ward sister, 27 September, 16:10") == ""
    assert keying_fault(received_on=date(2019, 10, 2), keyed_on=date(2019, 10, 2), note="") == ""
    assert "has not come" in keying_fault(received_on=date(2019, 10, 3), keyed_on=date(2019, 10, 2), note="x")


def test_row_12_clipped_to_the_end_of_a_short_month():
    assert last_day(date(2018, 10, 31)) == date(2019, 2, 28)


def test_row_18_without_a_recorded_start_the_statutory_latest_and_a_fault_to_put_right():
    start, fault = start_or_latest(None)
    assert start == date(2019, 9, 29) and "Record the date" in fault
    assert start_or_latest(date(2019, 7, 1)) == (date(2019, 7, 1), "")


@pytest.mark.parametrize("day", [date(2019, 9, 30), date(2019, 10, 1), date(2020, 1, 29)])
def test_row_19_a_start_after_the_statutory_latest_is_refused(day):
    with pytest.raises(StartRefused, match="statutory latest date, 29 September 2019"):
        check_start(day)
    with pytest.raises(StartRefused):
        start_or_latest(day)


def test_row_19_and_before_the_law_allowed_it():
    assert check_start(date(2019, 9, 29)) == date(2019, 9, 29)
    assert check_start(date(2018, 6, 29)) == date(2018, 6, 29)
    with pytest.raises(StartRefused, match="29 June 2018"):
        check_start(date(2018, 6, 28))


def test_row_20_publication_moves_no_power():
    assert must_begin_by(date(2019, 5, 29)) == date(2019, 8, 29)
    assert must_begin_by(date(2019, 6, 29)) == date(2019, 9, 29)
    assert must_begin_by(date(2019, 9, 1)) == date(2019, 9, 29)


def test_row_21_a_completed_review_is_read_only_and_its_archive_passes_on():
    case, today, start = row(21)
    assert decide(Act.CORRECT, case, today, start).answer is Answer.READ_ONLY
    assert decide(Act.HAND_OVER, case, today, start).answer is Answer.YES
    assert not needs_handover(case, today, start)
    assert decide(Act.CORRECT, case, date(2020, 1, 29), start).answer is Answer.AUDITED
    assert decide(Act.CORRECT, case, date(2020, 1, 29), start, acting=PARTNERS).answer is Answer.READ_ONLY


def test_row_23_reopening_is_a_new_review():
    case, today, start = row(23)
    assert responsible_if_reopened(case, today, start) is PARTNERS
    refused = decide(Act.OPEN, case, today, start)
    assert not refused and refused.rule == "cdop-no-new-in-grace"
    assert "Reopening is a new review" in refused.sentence
    assert responsible_if_reopened(case, date(2019, 9, 28), start) is LSCB
    assert decide(Act.OPEN, case, date(2019, 9, 28), start)
    assert decide(Act.OPEN, case, today, start, acting=PARTNERS)


def test_row_25_residence_decides():
    elsewhere = Case(date(2019, 9, 1), lives_here=False, home_area="Devon")
    assert responsible(elsewhere, date(2019, 9, 2), S) is Body.OTHER_AREA
    taken = decide(Act.RECORD, elsewhere, date(2019, 9, 2), S)
    assert taken.answer is Answer.ROUTE_ON and "Devon" in taken.sentence
    for act in (Act.OPEN, *WORK):
        refused = decide(act, elsewhere, date(2019, 9, 2), S)
        assert not refused and "Devon" in refused.sentence and refused.rule == "cd-review-duty"


@pytest.mark.parametrize(
    ("from_on", "due"),
    [(date(2020, 2, 28), date(2020, 5, 28)), (date(2019, 11, 29), date(2020, 2, 29)),
     (date(2019, 11, 30), date(2020, 2, 29))],
)  # fmt: skip
def test_rows_26_and_27_three_months_from_the_death(from_on, due):
    found = due_for(rules["cdrm-hold"], from_on, working_days_listed(), {"cdr_start": S})
    assert found.due_on == due


def test_row_28_reviewed_before_april_2019_is_not_sent_to_the_national_database():
    case, today, _ = row(28)
    assert not goes_to_national_database(case, today)


def test_row_29_unreviewed_on_1_april_2019_goes_in_and_gets_the_new_forms():
    case, today, _ = row(29)
    assert goes_to_national_database(case, today)
    assert not goes_to_national_database(case, date(2019, 3, 31))
    assert (forms_on(date(2019, 3, 31)), forms_on(today)) == ("2015", "2018")


def test_row_30_up_to_the_day_before_the_18th_birthday():
    born = date(2001, 10, 4)
    assert out_of_scope(born_on=born, died_on=date(2019, 10, 3)) == ""
    assert "18th birthday was 4 October 2019" in out_of_scope(born_on=born, died_on=date(2019, 10, 4))
    assert eighteenth_birthday(date(2000, 2, 29)) == date(2018, 3, 1)
    assert eighteenth_birthday(date(2004, 2, 29)).year == 2022


def test_what_is_no_child_death_in_law_says_so_and_what_next():
    day = date(2019, 10, 3)
    assert "joint agency response" in out_of_scope(born_on=day, died_on=day, live_birth=False)
    assert "not reviewed" in out_of_scope(born_on=day, died_on=day, planned_termination=True)
    assert out_of_scope(born_on=day, died_on=day) == ""


def test_dates_that_cannot_be():
    today = date(2019, 11, 12)
    assert "has not come" in death_fault(born_on=None, died_on=date(2019, 11, 13), today=today)
    assert "is after the date of death" in death_fault(born_on=today, died_on=date(2019, 11, 11), today=today)
    assert death_fault(born_on=today, died_on=today, today=today) == ""


# --- the counterparts on the serious case review side (A to J) -------------------------------------------------------


def due(code, on, **starts):
    return due_for(rules[code], on, working_days_listed(), starts)


P = {"safeguarding_partner_start": date(2019, 9, 29)}


def test_a_decided_the_day_before():
    assert due("scr-complete", date(2019, 9, 28), **P).due_on == date(2020, 3, 28)
    assert due("scr-grace-end", date(2019, 9, 29), **P).due_on == date(2020, 9, 29)


def test_b_and_g_no_decision_from_the_start_on():
    with pytest.raises(NotInForce):
        due("scr-decision", date(2019, 9, 29), **P)
    with pytest.raises(NotInForce):
        due("scr-decision", date(2020, 1, 31), **P)
    assert due("scr-decision", date(2019, 1, 31), **P).due_on == date(2019, 2, 28)


def test_c_aware_on_the_friday_before():
    assert due("incident-notify-panel", date(2019, 9, 27), **P).due_on == date(2019, 10, 4)
    assert due("rapid-review-complete", date(2019, 9, 27), **P).due_on == date(2019, 10, 18)


def test_d_and_e_the_last_day_of_twelve_months():
    assert due("scr-grace-end", date(2019, 9, 29), **P).due_on == date(2020, 9, 29)
    early = {"safeguarding_partner_start": date(2019, 4, 1)}
    assert due("scr-grace-end", date(2019, 4, 1), **early).due_on == date(2020, 4, 1)


def test_f_six_months_clipped():
    assert due("scr-complete", date(2019, 8, 31), **P).due_on == date(2020, 2, 29)
    assert due("scr-complete", date(2018, 8, 31), **P).due_on == date(2019, 2, 28)


def test_h_and_i_counted_back_from_publication():
    assert due("lcspr-send-before-publish", date(2020, 1, 2), **P).due_on == date(2019, 12, 19)
    assert due("scr-send-before-publish", date(2019, 5, 28), **P).due_on == date(2019, 5, 16)


def test_j_published_in_november():
    assert must_begin_by(date(2018, 11, 30)) == date(2019, 2, 28)


# --- over any dates ---------------------------------------------------------------------------------------------------

starts = st.dates(date(2018, 6, 29), date(2019, 9, 29))
days = st.dates(date(2018, 6, 1), date(2020, 12, 31))


@given(starts)
def test_the_last_day_is_four_months_on_and_never_past_the_long_stop(start):
    assert last_day(start) == min(add_months(start, 4), date(2020, 1, 29))
    assert start < last_day(start) <= date(2020, 1, 29)
    assert due("cdop-grace-end", start, cdr_start=start).due_on == last_day(start)


@given(starts, days, days)
def test_never_a_gap_and_never_two_bodies(start, notified, today):
    case = Case(notified)
    body = responsible(case, max(today, notified), start)
    assert body in (LSCB, PARTNERS)
    day = max(today, notified)
    lscb = [act for act in WORK if decide(act, case, day, start)]
    partners = [act for act in WORK if decide(act, case, day, start, acting=PARTNERS)]
    assert (lscb, partners) in ((list(WORK), []), ([], list(WORK)))
    assert bool(lscb) == (body is LSCB)


@given(starts, days, st.integers(0, 900))
def test_it_passes_once_and_never_back(start, notified, span):
    case = Case(notified)
    bodies = [responsible(case, notified + timedelta(days=n), start) for n in (0, span, span + 1, 950)]
    order = [LSCB, PARTNERS]
    assert [order.index(body) for body in bodies] == sorted(order.index(body) for body in bodies)
    assert bodies[-1] is PARTNERS


@given(starts, days)
def test_it_passes_when_the_last_day_has_ended(start, notified):
    case, last = Case(notified), last_day(start)
    if notified < start:
        assert responsible(case, last, start) is LSCB
    assert responsible(case, last + timedelta(days=1), start) is PARTNERS


@given(starts, days, days)
def test_the_panel_opens_nothing_from_the_start_on(start, notified, today):
    assert bool(decide(Act.OPEN, Case(notified), today, start)) == (notified < start and today < start)


@given(starts, days, days, st.one_of(st.none(), days), st.booleans(), st.sampled_from(list(Act)),
       st.sampled_from([LSCB, PARTNERS]))  # fmt: skip
def test_every_refusal_is_a_sentence_and_a_notification_is_always_taken(
    start, notified, today, completed, here, act, acting
):
    case = Case(notified, completed, lives_here=here)
    found = decide(act, case, today, start, acting=acting)
    if not found:
        assert found.sentence.endswith("Nothing was changed.")
        assert found.sentence.count(". ") >= 1
    if act is Act.RECORD and acting is LSCB:
        assert found


@given(starts, days, st.dates(date(2018, 6, 1), date(2020, 1, 29)))
def test_a_completed_review_stays_with_whoever_completed_it(start, today, completed):
    case = Case(date(2018, 5, 1), completed)
    if today >= completed:
        assert responsible(case, today, start) is LSCB
        assert not needs_handover(case, today, start)


def test_the_table_has_every_cell():
    assert set(ALLOWED) == {(body, act) for body in (LSCB, PARTNERS) for act in Act}
    assert all(set(cells) == set(Period) for cells in ALLOWED.values())
    assert [ALLOWED[LSCB, Act.OPEN][p] for p in Period] == [Answer.YES, Answer.NO, Answer.NO]
    assert [ALLOWED[LSCB, Act.CORRECT][p] for p in Period] == [Answer.YES, Answer.AUDITED, Answer.READ_ONLY]
    assert [ALLOWED[LSCB, Act.HAND_OVER][p] for p in Period] == [Answer.MAY, Answer.YES, Answer.MUST]


@given(starts, days)
def test_each_day_lies_in_one_period(start, today):
    found = period(today, start)
    assert (found is Period.BEFORE) == (today < start)
    assert (found is Period.AFTER) == (today > last_day(start))
