"""Taking, opening, moving and completing: what the law of the transition allows, and what is remembered."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cdop import services
from cdop.lifecycle import MOVES, STAGES, UNFINISHED, Stage
from cdop.models import AgencyForm, Analysis, ChildDeathReview, FormAnswer, Handover, Identity, Notification, PanelItem
from cdop.services import AlreadyThere, NotLawful
from cdop.services.notifying import is_nhs_number, name_key
from sscb import clock
from sscb.access.policy import Refused
from sscb.history.models import Entry, View
from sscb.records.models import Record
from sscb.records.moving import NotThere, NotYet, SomeoneElseWasFirst
from sscb.timetable.models import Deadline
from sscb.timetable.services import record_local_date

from .conftest import LAST, agree, hold, item_of, london

BEFORE, GRACE = date(2019, 9, 3), date(2019, 11, 12)
NHS, OTHER_NHS = "9434765919", "9434765870"


def open_rules(review):
    return dict(Deadline.objects.open().filter(record_id=review.pk).values_list("rule", "due_on"))


def codes(review):
    return list(Entry.objects.filter(object_uuid=review.uuid).order_by("id").values_list("code", flat=True))


# --- taking ----------------------------------------------------------------------------------------------------------


def test_a_notification_before_the_start_opens_a_case_with_its_time_limits(take):
    review = take(BEFORE, death={"expected": "unexpected"})
    assert (review.stage, review.notified_on, review.regime, review.level) == (
        "notified", BEFORE, "lscb-wt2015", "P5",
    )  # fmt: skip
    rules = open_rules(review)
    assert rules["cdop-grace-end"] == rules["cdop-handover"] == LAST
    assert rules["cd-review-duty"] is None
    assert {"jar-home-visit", "jar-first-meeting"} <= rules.keys()
    assert "cd-notify-48h" not in rules and "cdrm-hold" not in rules
    assert not Handover.objects.exists()


@pytest.mark.parametrize("day", [date(2019, 9, 29), date(2019, 9, 30), GRACE])
def test_a_notification_from_the_start_on_is_taken_and_owed_to_the_partners(take, day):
    review = take(day, died_on=date(2019, 9, 27))
    assert (review.stage, review.regime) == ("notified", "cdr-2018")
    assert (review.handover.what, review.handover.owed_on) == ("notification", day)
    assert "cdop-grace-end" not in open_rules(review)
    entry = Entry.objects.get(object_uuid=review.uuid, code="cdop.notification_taken")
    assert entry.facts["body"] == "cdr-partners" and entry.facts["rule"] == "cdop-no-new-in-grace"


def test_half_past_eleven_utc_on_the_eve_is_the_first_day_in_london(take):
    review = take(
        date(2019, 9, 28), received_at=datetime(2019, 9, 28, 23, 30, tzinfo=UTC), keyed_on=date(2019, 10, 1),
        note="Telephoned by the ward, 00:30",
    )  # fmt: skip
    assert review.notified_on == date(2019, 9, 29)
    assert review.handover.what == "notification"


def test_the_day_of_the_call_counts_and_not_the_day_of_keying(take):
    late = {"received_at": london(date(2019, 9, 27), 16), "keyed_on": date(2019, 10, 2)}
    with pytest.raises(ValidationError, match="add a note of the call"):
        take(date(2019, 9, 27), **late)
    assert not Record.objects.filter(type="cdop.review").exists()
    review = take(date(2019, 9, 27), note="Called by the ward sister at 16:00", how="phone", **late)
    assert (review.notified_on, review.opened_on) == (date(2019, 9, 27), date(2019, 9, 27))
    assert open_rules(review)["cdop-grace-end"] == LAST
    kept = Notification.objects.get()
    assert (kept.received_on, kept.keyed_on) == (date(2019, 9, 27), date(2019, 10, 2))


def test_without_a_recorded_start_the_statutory_latest_holds(db, cdc, group):
    group("cdop")
    told = {"child": services.ChildTold("Invented Child"), "death": services.DeathTold(date(2019, 9, 27))}
    with clock.at(london(date(2019, 9, 29), 12)):
        review = services.take_notification(
            received_at=london(date(2019, 9, 29)), by=cdc, on=date(2019, 9, 29), **told
        )
    assert review.handover.what == "notification"


def test_when_the_start_is_recorded_later_the_last_day_moves(take, business_manager):
    review = take(date(2019, 8, 5))
    assert open_rules(review)["cdop-grace-end"] == LAST
    with clock.at(date(2019, 8, 6)):
        record_local_date(
            code="cdr_start", day=date(2019, 9, 1), source="Published", by=business_manager, on=date(2019, 8, 6)
        )
    assert open_rules(review)["cdop-grace-end"] == date(2020, 1, 1)


def test_a_child_who_lived_elsewhere_is_passed_to_the_home_area(take):
    with pytest.raises(ValidationError, match="in which area the child lived"):
        take(BEFORE, death={"lives_here": False})
    review = take(BEFORE, death={"lives_here": False, "home_area": "Devon"})
    assert (review.stage, review.handover.what) == ("other-area", "other-area")
    assert review.closed_on == BEFORE and not open_rules(review)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"died_on": date(2019, 11, 13)}, "has not come"),
        ({"born_on": date(2019, 11, 12)}, "is after the date of death"),
        ({"born_on": date(2001, 11, 10)}, "18th birthday was 10 November 2019"),
        ({"death": {"live_birth": False}}, "stillbirth or late foetal loss is not reviewed"),
        ({"death": {"planned_termination": True}}, "planned termination is not reviewed"),
        ({"died_on": date(2019, 11, 12), "received_at": london(date(2019, 11, 11)), "note": "A call"},
         "received before the date of death"),
        ({"received_at": london(date(2019, 11, 12), 23, 59)}, "moment of receipt has not come"),
        ({"child": {"nhs_number": "1234567890"}}, "does not add up"),
        ({"child": {"name": "  "}}, "Enter the child’s name"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_kept(take, told, words):
    with pytest.raises(ValidationError, match=words) as refused:
        take(GRACE, **told)
    assert "Nothing was changed." in str(refused.value)
    assert not Identity.objects.exists() and not Record.objects.filter(type="cdop.review").exists()


def test_the_day_before_the_18th_birthday_is_in_scope(take):
    review = take(date(2019, 10, 4), died_on=date(2019, 10, 3), born_on=date(2001, 10, 4))
    assert review.age_band == "15-17"


def test_nobody_else_takes_a_notification(take, business_manager, cdrp, chair):
    for person in (business_manager, cdrp, chair):
        with pytest.raises(Refused):
            take(BEFORE, by=person)


# --- duplicates ------------------------------------------------------------------------------------------------------


def test_the_same_nhs_number_is_the_same_child(take):
    first = take(BEFORE, child={"nhs_number": NHS})
    with pytest.raises(AlreadyThere, match=f"Add this notification to {first.reference}") as refused:
        take(BEFORE, child={"nhs_number": "943 476 5919"}, another_child_because="I think so")
    assert refused.value.found[0].certain and refused.value.found[0].uuid == first.uuid
    assert take(BEFORE, child={"nhs_number": OTHER_NHS}).reference != first.reference


@pytest.mark.parametrize(
    "again",
    [
        {"child": {"name": "invented  CHILD 1"}},
        {"child": {"name": "Invented, Child 1", "born_on": None}},
        {"child": {"name": "Baby Smith", "postcode": "ta1 1aa"}},
    ],
)
def test_a_likely_duplicate_is_compared_first(take, again):
    first = take(BEFORE, child={"postcode": "TA1 1AA"})
    with pytest.raises(AlreadyThere, match=f"Compare it with {first.reference}"):
        take(BEFORE, **again)
    second = take(BEFORE, another_child_because="A twin, see the birth notice", **again)
    assert second.uuid != first.uuid
    assert second.notifications.get().note == "A twin, see the birth notice"
    assert not Entry.objects.filter(why__contains="twin").exists()


def test_a_second_notification_joins_the_first_and_the_earliest_decides(take, cdc):
    review = take(BEFORE)
    with clock.at(date(2019, 9, 5)):
        services.join_notification(review=review, received_at=london(date(2019, 9, 5)), by=cdc, on=date(2019, 9, 5))
        services.join_notification(
            review=review, received_at=london(date(2019, 9, 2)), note="Left on the answering machine", by=cdc,
            on=date(2019, 9, 5),
        )  # fmt: skip
    review = ChildDeathReview.objects.get(pk=review.pk)
    assert review.notifications.count() == 3 and review.notified_on == date(2019, 9, 2)


def test_an_earlier_receipt_that_would_change_the_body_is_put_right_by_hand(take, cdc):
    review = take(date(2019, 9, 30), died_on=date(2019, 9, 27))
    with clock.at(date(2019, 10, 2)), pytest.raises(ValidationError, match="Tell the business manager"):
        services.join_notification(
            review=review, received_at=london(date(2019, 9, 28)), note="A call", by=cdc, on=date(2019, 10, 2)
        )
    assert review.notifications.count() == 1


@pytest.mark.parametrize(
    ("text", "good"), [(NHS, True), ("943 476 5919", True), ("9434765918", False), ("943476591", False), ("", False)]
)
def test_the_check_digit_of_an_nhs_number(text, good):
    assert is_nhs_number(text) is good


def test_names_are_compared_without_case_blanks_and_punctuation():
    assert name_key("  O’Neill,  Ann-Marie ") == name_key("oneill annmarie")


def test_the_database_keeps_one_child_per_nhs_number(take):
    take(BEFORE, child={"nhs_number": NHS})
    other = take(BEFORE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Identity.objects.filter(review=other).update(nhs_number=NHS, nhs_number_state="known")


# --- identity --------------------------------------------------------------------------------------------------------


def test_nothing_that_identifies_the_child_stands_in_the_record_or_the_history(take):
    review = take(BEFORE, child={"name": "Ottoline Marchbanks", "nhs_number": NHS, "postcode": "TA9 9ZZ"})
    for told in (review.title, review.reference, str(review)):
        assert "Ottoline" not in told and NHS not in told
    facts = " ".join(str(entry.facts) + entry.why for entry in Entry.objects.all())
    for secret in ("Ottoline", NHS, "TA9", "2012-03-04"):
        assert secret not in facts


def test_who_the_child_was_is_opened_with_a_reason_and_written_down(take, cdc, business_manager, cdrp):
    review = take(BEFORE)
    with pytest.raises(ValidationError, match="why you need to know"):
        services.open_identity(review=review, why="look", by=cdc, on=BEFORE)
    assert not View.objects.filter(object_uuid=review.uuid).exists()
    identity = services.open_identity(review=review, why="The coroner’s officer asked", by=cdc, on=BEFORE)
    assert identity.name.startswith("Invented Child")
    assert View.objects.get(object_uuid=review.uuid).why == "The coroner’s officer asked"
    for person in (business_manager, cdrp):
        with pytest.raises(Refused):
            services.open_identity(review=review, why="I would like to know", by=person, on=BEFORE)


# --- opening and moving ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("today", [date(2019, 9, 4), date(2019, 9, 28), date(2019, 9, 29), LAST])
def test_a_case_received_before_the_start_goes_on_until_the_last_day_has_ended(take, cdc, today):
    review = take(BEFORE)
    with clock.at(london(today, 23, 59, 59)):
        services.open_review(review=review, by=cdc, on=today)
    assert review.stage == "gathering"


@pytest.mark.parametrize(("received", "today"), [(date(2019, 9, 29), date(2019, 9, 29)), (GRACE, GRACE)])
def test_no_new_review_from_the_start_on(take, cdc, received, today):
    review = take(received, died_on=date(2019, 9, 20))
    with clock.at(today), pytest.raises(NotLawful, match="rule cdop-no-new-in-grace") as refused:
        services.open_review(review=review, by=cdc, on=today)
    assert refused.value.ruling.rule == "cdop-no-new-in-grace"
    assert "pass it to the child death review partners" in str(refused.value)
    assert Record.objects.get(pk=review.pk).stage == "notified"


def test_after_the_last_day_nothing_moves_even_if_no_sweep_has_run(take, at_panel, cdc):
    waiting, panel = take(BEFORE), at_panel()
    with clock.at(GRACE):
        hold(item_of(panel).meeting, by=cdc, on=GRACE)
    with clock.at(london(date(2020, 1, 30), 0, 0)):
        for act in (
            lambda: services.open_review(review=waiting, by=cdc, on=LAST),
            lambda: services.defer_item(item=item_of(panel), why="More wanted", by=cdc, on=LAST),
            lambda: services.write_analysis(review=panel, category=9, by=cdc, on=LAST),
            lambda: agree(panel, by=cdc, on=LAST),
        ):
            with pytest.raises(NotLawful, match=r"rule cdop-grace-end.*rule cdop-handover"):
                act()
    assert Record.objects.get(pk=panel.pk).stage == "panel"
    assert Analysis.objects.get(review=panel).category == 8


def test_stages_and_moves_are_the_handbook_s():
    table = {
        "notified": {"out-of-scope", "other-area", "gathering"}, "gathering": {"local-meeting", "ready"},
        "local-meeting": {"ready", "waiting"}, "waiting": {"ready", "local-meeting"}, "ready": {"panel"},
        "panel": {"deferred", "reviewed"}, "deferred": {"gathering", "ready"}, "reviewed": {"actions", "closed"},
        "actions": {"closed"}, "closed": {"reopened"}, "reopened": {"gathering"},
    }  # fmt: skip
    found = {}
    for move in MOVES:
        if move.to != "transferred":
            found.setdefault(str(move.start), set()).add(str(move.to))
    assert found == table
    assert {move.start for move in MOVES if move.to == "transferred"} == set(UNFINISHED)
    assert set(STAGES) == set(Stage)


def test_what_the_table_does_not_have_is_refused_with_what_it_has(take, cdc):
    review = take(BEFORE)
    with clock.at(GRACE):
        with pytest.raises(NotThere, match="From here it can become"):
            services.move_review(review=review, to="ready", by=cdc, on=GRACE)
        with pytest.raises(NotYet, match="does not say why"):
            services.move_review(review=review, to="out-of-scope", by=cdc, on=GRACE)
        with pytest.raises(ValueError, match="door of its own"):
            services.move_review(review=review, to="gathering", by=cdc, on=GRACE)
        with pytest.raises(ValueError, match="door of its own"):
            services.move_review(review=review, to="panel", by=cdc, on=GRACE)
        services.move_review(review=review, to="out-of-scope", why="A stillbirth after all", by=cdc, on=GRACE)
    assert review.closed_on == GRACE and not open_rules(review)


def test_waiting_for_an_inquest_says_for_what(take, cdc):
    review = take(BEFORE)
    with clock.at(GRACE):
        services.open_review(review=review, by=cdc, on=GRACE)
        services.move_review(review=review, to="local-meeting", by=cdc, on=GRACE)
        services.move_review(review=review, to="waiting", why="The inquest", by=cdc, on=GRACE)
    assert ChildDeathReview.objects.get(pk=review.pk).waits_for == "The inquest"
    assert ChildDeathReview.objects.all().unfinished().filter(pk=review.pk).exists()


def test_nobody_else_runs_a_review(take, business_manager, chair, cdrp, board_office):
    review = take(BEFORE)
    for person in (business_manager, chair, cdrp, board_office):
        with pytest.raises(Refused):
            services.open_review(review=review, by=person, on=BEFORE)


# --- completing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", [london(LAST, 23, 59, 59), london(LAST, 0, 0), london(GRACE)])
def test_a_review_may_be_completed_until_the_last_day_has_ended(at_panel, cdc, moment):
    review = at_panel()
    with clock.at(moment):
        today = clock.today()
        agree(review, by=cdc, on=today)
    review = ChildDeathReview.objects.get(pk=review.pk)
    assert (review.stage, review.completed_on, review.completed_by) == ("reviewed", today, cdc)
    assert review.analysis.agreed_on == today
    assert not {"cdop-grace-end", "cdop-handover"} & open_rules(review).keys()
    assert Deadline.objects.get(record_id=review.pk, rule="cdop-grace-end").met_on == today


def test_a_completion_keyed_a_minute_too_late_is_refused_whatever_day_it_names(at_panel, cdc):
    review = at_panel()
    with clock.at(london(date(2020, 1, 30), 0, 0)), pytest.raises(NotLawful, match="29 January 2020"):
        agree(review, by=cdc, on=LAST)
    assert ChildDeathReview.objects.get(pk=review.pk).completed_on is None


def test_a_completion_needs_a_whole_form(at_panel, cdc):
    review = at_panel()
    with clock.at(GRACE):
        Analysis.objects.filter(review=review).update(category=None)
        with pytest.raises(ValidationError, match="not whole"):
            agree(review, by=cdc, on=GRACE)
        Analysis.objects.all().delete()
        with pytest.raises(ValidationError, match="not whole"):
            agree(review, by=cdc, on=GRACE)
    assert review.stage == "panel"


def test_only_what_is_on_the_panel_s_agenda_is_completed(at_panel, cdc):
    review = at_panel()
    with clock.at(GRACE):
        services.take_off_agenda(item=item_of(review), why="The agency asked", by=cdc, on=GRACE)
        with pytest.raises(ValidationError, match="outcome is recorded"):
            agree(review, by=cdc, on=GRACE)
    review = ChildDeathReview.objects.get(pk=review.pk)
    assert review.completed_on is None and review.analysis.agreed_on is None


def test_the_uppermost_category_that_applies_is_the_primary(at_panel, cdc):
    review = at_panel()
    with clock.at(GRACE):
        with pytest.raises(ValidationError, match="uppermost"):
            services.write_analysis(review=review, category=8, secondary=(1,), by=cdc, on=GRACE)
        review = ChildDeathReview.objects.get(pk=review.pk)
        analysis = services.write_analysis(
            review=review, category=1, secondary=(8, 10), modifiable="identified",
            themes=[("B", "Safe sleeping")], by=cdc, on=GRACE,
        )  # fmt: skip
    assert list(analysis.secondary.values_list("category", flat=True)) == [8, 10]
    assert analysis.modifiable_factors.get().theme == "Safe sleeping"


def test_two_people_at_one_case_do_not_both_win(at_panel, cdc):
    review = at_panel()
    other, mine = PanelItem.objects.get(review_id=review.pk), item_of(review)
    with clock.at(GRACE):
        hold(mine.meeting, by=cdc, on=GRACE)
        other.meeting = mine.meeting
        services.defer_item(item=other, why="More wanted", by=cdc, on=GRACE)
        with pytest.raises(SomeoneElseWasFirst):
            services.agree_item(item=mine, decision="Agreed.", by=cdc, on=GRACE)
    assert review.completed_on is None
    assert ChildDeathReview.objects.get(pk=review.pk).completed_on is None


def test_recommendations_are_followed_and_the_case_closed_within_the_four_months(at_panel, cdc):
    review = at_panel()
    with clock.at(GRACE):
        agree(review, by=cdc, on=GRACE)
        services.move_review(review=review, to="actions", by=cdc, on=GRACE)
        services.move_review(review=review, to="closed", by=cdc, on=GRACE)
        with pytest.raises(NotLawful, match="Reopening is a new review"):
            services.reopen_review(review=review, why="New facts", by=cdc, on=GRACE)
    assert (review.stage, review.closed_on) == ("closed", GRACE)
    assert set(open_rules(review)) == {"cdop-archive-passes"}  # its archive passes to the partners later


def test_reopening_before_the_start_begins_again(at_panel, cdc):
    review, day = at_panel(), date(2019, 9, 28)
    with clock.at(day):
        agree(review, by=cdc, on=day)
        services.move_review(review=review, to="closed", by=cdc, on=day)
        services.reopen_review(review=review, why="A second opinion came", by=cdc, on=day)
        services.move_review(review=review, to="gathering", by=cdc, on=day)
    review = ChildDeathReview.objects.get(pk=review.pk)
    assert review.completed_on is None and review.closed_on is None and review.analysis.agreed_on is None
    assert open_rules(review)["cdop-grace-end"] == LAST
    assert "cdop.review_reopened" in codes(review)


# --- agencies' forms -------------------------------------------------------------------------------------------------


@pytest.fixture
def form(take, cdc, agency, contributor):
    review = take(BEFORE)
    with clock.at(date(2019, 9, 10)):
        return services.ask_agency(review=review, agency=agency, named=contributor, by=cdc, on=date(2019, 9, 10))


def test_not_known_not_applicable_and_blank_are_three_things(form, contributor):
    answers = {"A.1": ("value", "Weighed 3,100 g"), "A.2": ("nk", ""), "A.3": ("na", ""), "A.4": ("blank", "")}
    with clock.at(GRACE):
        services.answer_form(form=form, answers=answers, by=contributor, on=GRACE, finished=True)
    kept = dict(FormAnswer.objects.filter(form=form).values_list("question", "answer_state"))
    assert kept == {"A.1": "value", "A.2": "nk", "A.3": "na", "A.4": "blank"}
    assert AgencyForm.objects.get(pk=form.pk).answered_by == contributor
    with clock.at(GRACE), pytest.raises(ValidationError, match="was handed in"):
        services.answer_form(form=form, answers={}, by=contributor, on=GRACE)


def test_an_answer_without_words_is_no_answer(form, contributor):
    with clock.at(GRACE):
        for wrong in (("value", "  "), ("nk", "Something")):
            with pytest.raises(ValidationError, match="choose not known"):
                services.answer_form(form=form, answers={"A.1": wrong}, by=contributor, on=GRACE)
    with pytest.raises(IntegrityError), transaction.atomic():
        FormAnswer.objects.create(form=form, question="A.9", answer_state="nk", value="Something")


def test_only_the_named_person_answers_and_sees_nothing_else(form, other_lead, cdc, contributor):
    for person in (other_lead, cdc):
        with pytest.raises(Refused):
            services.answer_form(form=form, answers={}, by=person, on=GRACE)
    assert not ChildDeathReview.objects.all().visible_to(contributor).exists()


def test_a_form_for_a_case_past_its_last_day_is_sent_to_the_partners(form, contributor, cdc, other_agency):
    with clock.at(date(2020, 1, 30)):
        with pytest.raises(ValidationError, match="Send yours to the child death review partners"):
            services.answer_form(form=form, answers={"A.1": ("nk", "")}, by=contributor, on=date(2020, 1, 30))
        with pytest.raises(NotLawful):
            services.ask_agency(
                review=form.review, agency=other_agency, named=contributor, by=cdc, on=date(2020, 1, 30)
            )


def test_an_agency_is_asked_once_for_each_form(form, cdc, agency, contributor):
    with clock.at(GRACE):
        with pytest.raises(ValidationError, match="was asked for form B already"):
            services.ask_agency(review=form.review, agency=agency, named=contributor, by=cdc, on=GRACE)
        services.ask_agency(review=form.review, agency=agency, named=contributor, by=cdc, on=GRACE, kind="B4")
    assert form.review.agency_forms.count() == 2
