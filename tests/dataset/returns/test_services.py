"""From asking to confirmed figures: every step by its service, and what each refuses."""

import math
from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.models import DataReturn, Import, Indicator, Restatement, ReturnRow, Value
from dataset.queries.returns import data_calendar, not_sent
from dataset.queries.returns.page import return_shown
from dataset.services import returns
from dataset.services.defining import define_again
from dataset.services.restating import accept_restatement
from dataset.services.returns import Row
from dataset.services.returns.submitting import NotReady
from sscb import clock
from sscb.access.policy import Refused
from sscb.history.models import Entry
from sscb.jobs.models import Mail
from sscb.records.moving import NotThere, SomeoneElseWasFirst
from sscb.timetable.models import Deadline, Effect
from sscb.timetable.sweeping import sweep
from tests.conftest import SHARED_FIXTURE
from tests.dataset.figures import indicator, months
from tests.dataset.returns.conftest import TODAY

MENDED = {"ZA01": Row(numerator="70", denominator="83"), "ZA02": Row(numerator="1210")}


def values() -> dict[str, Value]:
    return {one.version.indicator.code: one for one in Value.objects.current().select_related("version__indicator")}


# --- asking -----------------------------------------------------------------------------------------------------------


@pytest.mark.req("REL-01")
def test_a_return_is_asked_for_once_however_often_the_sweep_runs(ask, agency, two_indicators):
    record = ask(agency, ["ZA01", "ZA02"], on=date(2019, 9, 12), from_on=date(2019, 9, 1))
    assert record == []
    for _ in range(3):
        returns.open_returns(date(2019, 10, 1))
    record = DataReturn._base_manager.get()
    assert (record.stage, record.owner_id, record.level) == ("due", agency.pk, "P2")
    assert record.due_on == date(2019, 10, 25) and record.rows.count() == 2
    assert Deadline.objects.get(record_id=record.pk).citation == "Q&P data calendar"


def test_the_sweep_asks_and_asks_again_five_and_ten_working_days_late(ask, agency, agency_lead, two_indicators):
    ask(agency, ["ZA01"], on=date(2019, 9, 12), from_on=date(2019, 9, 1))
    told = []
    for day in (date(2019, 10, 1), date(2019, 10, 18), date(2019, 10, 26), date(2019, 11, 1), date(2019, 11, 8)):
        with clock.at(day):
            sweep(day)
        told.append(Mail.objects.filter(to=agency_lead).count())
    assert told == [0, 1, 2, 3, 4]
    kinds = list(Effect.objects.order_by("due_on").values_list("kind", flat=True))
    assert kinds == ["warn-5", "late", "chase-5", "chase-10"]
    assert "RET-2019-001" in Mail.objects.latest("id").body


def test_months_and_quarters_are_returns_of_their_own(ask, agency, two_indicators):
    indicator("ZQ01", frequency="Q", use_spc=False)
    found = ask(agency, ["ZA01", "ZQ01"], from_on=date(2019, 7, 1))
    assert [(one.frequency, one.period_end.month, one.rows.count()) for one in found] == [
        ("month", 7, 1), ("quarter", 9, 1), ("month", 8, 1), ("month", 9, 1), ("month", 10, 1),
    ]  # fmt: skip


def test_what_is_asked_in_addition_joins_a_return_that_is_not_handed_in(ask, asked, agency, fill, agency_lead):
    indicator("ZA03", use_spc=False, provider="CSC")
    ask(agency, ["ZA01", "ZA02", "ZA03"])
    assert asked.again().rows.count() == 3


# --- filling in -------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_word_for_word_faults_and_all(asked, fill, contributor):
    fill(asked.record, rows={"ZA01": Row(numerator="about 60", denominator="83")}, words={})
    row = asked.record.rows.get(indicator__code="ZA01")
    assert (row.numerator, row.denominator, row.typed_by) == ("about 60", "83", contributor)
    assert asked.again().stage == "filling"
    assert not Value.objects.exists()


@pytest.mark.req("REL-14")
def test_two_who_fill_in_do_not_overwrite_each_other(asked, fill, agency_lead):
    mine, theirs = asked.again(), asked.again()
    returns.fill_return(record=theirs, rows={"ZA01": Row(numerator="1")}, by=agency_lead, on=TODAY,
                        version=theirs.version)  # fmt: skip
    with pytest.raises(SomeoneElseWasFirst):
        returns.fill_return(record=mine, rows={"ZA01": Row(numerator="2")}, by=agency_lead, on=TODAY,
                            version=mine.version)  # fmt: skip
    assert asked.record.rows.get(indicator__code="ZA01").numerator == "1"


def test_only_whoever_changed_a_row_stands_beside_it(asked, fill, agency_lead, contributor):
    record = fill(asked.record)
    fill(record, by=agency_lead, rows={"ZA01": Row(numerator="62", denominator="83"), "ZA02": Row(numerator="9")})
    by = {row.indicator.code: row.typed_by for row in record.rows.select_related("indicator", "typed_by")}
    assert by == {"ZA01": contributor, "ZA02": agency_lead}


# --- handing in -------------------------------------------------------------------------------------------------------


def test_handed_in_figures_are_provisional_and_confirmed_on_checking(asked, fill, agency_lead, board_office):
    record = fill(asked.record)
    made = returns.submit_return(record=record, by=agency_lead, on=TODAY)
    found = values()
    assert (found["ZA01"].value, found["ZA01"].numerator, found["ZA01"].denominator) == (74.7, 62, 83)
    assert found["ZA02"].value == 1204
    assert {one.state for one in found.values()} == {"provisional"} and found["ZA01"].area == asked.area
    assert made.came_from == found["ZA01"].came_from and made.snapshot["words"]["what"] == "Nothing unusual."
    assert asked.again().released_on == TODAY
    assert not Deadline.objects.open().filter(record_id=record.pk).exists()
    returns.check_return(record=asked.again(), by=board_office, on=TODAY)
    assert {one.state for one in values().values()} == {"confirmed"}
    assert Import.objects.count() == 2 and asked.again().stage == "checked"


def test_everything_missing_is_told_at_once(asked, fill, agency_lead):
    record = fill(asked.record, rows={"ZA01": Row(numerator="9", denominator="8")}, words={})
    with pytest.raises(NotReady) as refused:
        returns.submit_return(record=record, by=agency_lead, on=TODAY)
    told = refused.value.messages
    assert len(told) == 3 and "more than" in told[0] and "ZA02" in told[1] and "as a whole" in told[2]
    assert asked.again().stage == "filling" and not Value.objects.exists()


def test_what_is_not_available_is_its_marker_and_never_nought(asked, fill, agency_lead):
    record = fill(asked.record, rows={"ZA01": Row(missing=True, why_missing="New system."), "ZA02": Row(numerator="0")})
    returns.submit_return(record=record, by=agency_lead, on=TODAY)
    found = values()
    assert (found["ZA01"].value, found["ZA01"].marker) == (None, "x")
    assert (found["ZA02"].value, found["ZA02"].marker) == (0, None)


@pytest.mark.req("SEC-11")
def test_what_is_handed_in_is_closed_to_the_agency(asked, fill, agency_lead, contributor):
    record = fill(asked.record)
    returns.submit_return(record=record, by=agency_lead, on=TODAY)
    for person in (agency_lead, contributor):
        with pytest.raises(Refused):
            fill(asked.again(), by=person, rows=MENDED)
    with pytest.raises(Refused):
        returns.submit_return(record=asked.again(), by=agency_lead, on=TODAY)
    assert values()["ZA02"].value == 1204


@pytest.mark.req("SEC-11")
def test_only_the_lead_hands_in_and_only_their_own(asked, fill, contributor, other_lead, business_manager, qp_chair):
    record = fill(asked.record)
    for person in (contributor, other_lead, business_manager, qp_chair):
        with pytest.raises(Refused):
            returns.submit_return(record=asked.again(), by=person, on=TODAY)
    assert record.stage == "filling"


def test_the_lead_of_another_agency_cannot_fill_in(asked, fill, other_lead):
    with pytest.raises(Refused):
        fill(asked.record, by=other_lead)


# --- checking ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def handed_in(asked, fill, agency_lead):
    returns.submit_return(record=fill(asked.record), by=agency_lead, on=TODAY)
    return asked


@pytest.mark.req("SEC-11")
def test_nobody_checks_the_figures_of_their_own_agency(handed_in, qp_chair, person, other_agency, chair, qp_member):
    with pytest.raises(Refused, match="own agency"):
        returns.check_return(record=handed_in.again(), by=qp_chair, on=TODAY)
    for somebody in (chair, qp_member):
        with pytest.raises(Refused):
            returns.check_return(record=handed_in.again(), by=somebody, on=TODAY)
    another = person("Olga Outside", organisation=other_agency, sits={"qp": "chair"})
    assert returns.check_return(record=handed_in.again(), by=another, on=TODAY).stage == "checked"


def test_sent_back_with_why_and_handed_in_again_keeps_both_figures(handed_in, fill, agency_lead, board_office):
    record = returns.send_back(record=handed_in.again(), why="Please check the count.", by=board_office, on=TODAY,
                               explain=["ZA01"])  # fmt: skip
    assert (record.stage, handed_in.again().released_on) == ("sent_back", None)
    assert Deadline.objects.open().get(record_id=record.pk).due_on == date(2019, 11, 19)
    assert Mail.objects.filter(to=agency_lead, subject__contains="RET-2019-001").exists()
    with pytest.raises(NotReady, match="ZA01"):
        returns.submit_return(record=fill(handed_in.again(), rows=MENDED), by=agency_lead, on=TODAY)
    explained = Row(numerator="70", denominator="83", what="Late entries.", so_what="Seen.", now_what="Weekly check.")
    returns.submit_return(record=fill(handed_in.again(), rows=MENDED | {"ZA01": explained}), by=agency_lead, on=TODAY)
    found = values()
    assert (found["ZA01"].value, found["ZA02"].value) == (84.3, 1210)
    assert {one.state for one in found.values()} == {"provisional"}
    old = Restatement.objects.get(stands__version__indicator__code="ZA01")
    assert (old.state, old.decided_by, old.why, old.stands.value) == (
        "accepted", agency_lead, "Please check the count.", 74.7)  # fmt: skip
    returns.check_return(record=handed_in.again(), by=board_office, on=TODAY)
    assert {one.state for one in values().values()} == {"confirmed"}


def test_a_confirmed_figure_changes_only_by_a_restatement_that_somebody_decides(
    handed_in, fill, agency_lead, board_office, business_manager
):
    returns.check_return(record=handed_in.again(), by=board_office, on=TODAY)
    with pytest.raises(Refused):
        returns.reopen_return(record=handed_in.again(), why="Wrong count", by=agency_lead, on=TODAY)
    returns.reopen_return(record=handed_in.again(), why="Wrong count", by=business_manager, on=TODAY)
    returns.submit_return(record=fill(handed_in.again(), rows=MENDED), by=agency_lead, on=TODAY)
    assert values()["ZA01"].value == 74.7
    waiting = Restatement.objects.get(state="open", stands__version__indicator__code="ZA01")
    assert waiting.value == 84.3
    returns.check_return(record=handed_in.again(), by=board_office, on=TODAY)
    assert values()["ZA01"].value == 74.7
    accept_restatement(restatement=waiting, by=business_manager, on=TODAY, why="The agency counted again.")
    assert (values()["ZA01"].value, values()["ZA01"].state) == (84.3, "restated")


def test_sending_back_needs_a_reason(handed_in, board_office):
    with pytest.raises(ValidationError):
        returns.send_back(record=handed_in.again(), why=" ", by=board_office, on=TODAY)
    assert handed_in.again().stage == "submitted"


def test_a_return_is_not_checked_twice(handed_in, board_office):
    returns.check_return(record=handed_in.again(), by=board_office, on=TODAY)
    with pytest.raises(NotThere):
        returns.check_return(record=handed_in.again(), by=board_office, on=TODAY)


# --- words ------------------------------------------------------------------------------------------------------------


def test_words_are_asked_for_where_a_figure_is_red_or_a_signal(ask, agency, area):
    red = indicator("ZR01", use_spc=False, target=90, tolerance=80)
    signal = indicator("ZS01")
    months(signal, [80.0 + n % 5 for n in range(24)], last=date(2019, 8, 1))
    usual = indicator("ZU01")
    months(usual, [80.0 + n % 5 for n in range(24)], last=date(2019, 8, 1))
    record = ask(agency, [red.code, signal.code, usual.code])[0]
    for code, over in (("ZR01", "70"), ("ZS01", "30"), ("ZU01", "82")):
        ReturnRow.objects.filter(data_return=record, indicator__code=code).update(numerator=over, denominator="100")
    needed = {one.code: one.needed for one in return_shown(record, TODAY).rows}
    assert "edge of amber, 80" in needed["ZR01"][0]
    assert "signal of concern" in needed["ZS01"][0]
    assert needed["ZU01"] == ()


# --- more time --------------------------------------------------------------------------------------------------------


def test_more_time_moves_the_last_day_and_keeps_the_first(asked, business_manager):
    assert [one.agency for one in not_sent(TODAY)] == [asked.record.agency.name]
    returns.extend_return(record=asked.again(), to=date(2019, 11, 29), why="The author is ill.", by=business_manager,
                          on=TODAY)  # fmt: skip
    record = asked.again()
    assert (record.first_due_on, record.due_on) == (date(2019, 10, 25), date(2019, 11, 29))
    assert [(row.rule, row.due_on) for row in Deadline.objects.open().filter(record_id=record.pk)] == [
        ("data-return-extended", date(2019, 11, 29))
    ]
    assert not_sent(TODAY) == []
    returns.extend_return(record=record, to=date(2019, 12, 6), why="Still ill.", by=business_manager, on=TODAY)
    assert Deadline.objects.open().get(record_id=record.pk).due_on == date(2019, 12, 6)
    assert Entry.objects.filter(code="dataset.return_extended").count() == 2


@pytest.mark.parametrize("to", [date(2019, 10, 25), date(2019, 11, 12)])
def test_more_time_ends_later_and_has_a_reason(asked, business_manager, qp_chair, to):
    with pytest.raises(ValidationError):
        returns.extend_return(record=asked.again(), to=to, why="x", by=business_manager, on=TODAY)
    with pytest.raises(ValidationError):
        returns.extend_return(record=asked.again(), to=date(2019, 12, 1), why=" ", by=business_manager, on=TODAY)
    with pytest.raises(Refused):  # the chair's own agency
        returns.extend_return(record=asked.again(), to=date(2019, 12, 1), why="x", by=qp_chair, on=TODAY)


# --- who did not send -------------------------------------------------------------------------------------------------


def test_who_did_not_send_is_known_even_if_no_sweep_has_run(ask, agency, two_indicators, chair, agency_lead,
                                                             other_lead):
    ask(agency, ["ZA01"], on=date(2019, 9, 12), from_on=date(2019, 9, 1))
    found = not_sent(TODAY)
    assert [(one.period, one.days_late, one.uuid, one.what) for one in found] == [
        ("September 2019", 18, None, "Seen in time")
    ]
    shown = data_calendar(chair, TODAY)
    assert "one return of figures is late" in shown.heading.lower() and len(shown.late) == 1
    assert [one.period for one in shown.coming] == ["October 2019"]
    assert data_calendar(agency_lead, TODAY).late and not data_calendar(other_lead, TODAY).late
    assert returns.open_returns(TODAY) == 2 and len(not_sent(TODAY)) == 1


def test_the_calendar_counts_what_came_in_time(ask, agency, fill, agency_lead, two_indicators, chair):
    july, august, *_ = ask(agency, ["ZA01", "ZA02"], from_on=date(2019, 7, 1))
    for record, day in ((july, date(2019, 8, 25)), (august, date(2019, 9, 26))):
        with clock.at(day):
            returns.submit_return(record=fill(record, on=day), by=agency_lead, on=day)
    year = data_calendar(chair, TODAY).agencies[0]
    assert year.punctual == "1 of 3 in time, one not sent"
    words = [one.state.words for month in year.months for one in month][:4]
    assert words == ["Sent in time", "Sent 1 day late", "Late 18 days", "Due in 13 days"]


# --- what was filled is what is stored --------------------------------------------------------------------------------

shares = st.tuples(st.integers(0, 4000), st.integers(1, 4000)).map(sorted)


@settings(max_examples=8, deadline=None, suppress_health_check=SHARED_FIXTURE)
@given(share=shares, count=st.integers(0, 99_999), style=st.sampled_from(["{}", "{:,}", " {} "]))
def test_what_was_filled_in_is_what_is_stored(asked, fill, agency_lead, board_office, share, count, style):
    record = asked.again()
    if record.stage == "submitted":
        returns.send_back(record=record, why="Again", by=board_office, on=TODAY)
        record = asked.again()
    over, under = share
    rows = {"ZA01": Row(style.format(over), style.format(under)), "ZA02": Row(style.format(count))}
    returns.submit_return(record=fill(record, rows=rows), by=agency_lead, on=TODAY)
    found = values()
    assert (found["ZA01"].numerator, found["ZA01"].denominator) == (over, under)
    assert found["ZA01"].value == math.floor(Fraction(1000 * over, under) + Fraction(1, 2)) / 10
    assert found["ZA02"].value == count


def test_a_definition_that_changes_changes_what_a_template_must_be(asked, business_manager, ask, agency):
    from dataset.queries.returns.asked import rows_of, stamp_of

    before = stamp_of(asked.record, rows_of(asked.record)).fingerprint
    define_again(indicator=Indicator.objects.get(code="ZA01"), from_on=date(2019, 9, 1), why="New guidance",
                 by=business_manager, on=TODAY)  # fmt: skip
    returns.open_returns(TODAY)
    assert stamp_of(asked.again(), rows_of(asked.again())).fingerprint != before
