"""Places: asked for, agreed to, waited for in order, given up by the rules; what is refused says why."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from sscb import clock
from sscb.access.policy import Refused
from sscb.history.models import Entry
from sscb.jobs.models import Mail
from sscb.records.moving import NotYet, SomeoneElseWasFirst
from tests.together import at_once, raised
from tests.training.booking_world import DAY, TODAY, offered_course, open_event, pool, staff
from training import services
from training.models import Booking, Event
from training.services.reminding import look_after_events

pytestmark = pytest.mark.django_db


def states(event) -> list[tuple[str, bool]]:
    rows = Booking.objects.all_for_job("test").filter(event=event)
    return list(rows.order_by("turn").values_list("stage", "holds_place"))


def refused(fragment, call, **told):
    with pytest.raises(ValidationError) as said:
        call(**told)
    sentence = " ".join(said.value.messages)
    assert fragment in sentence, sentence
    assert sentence.rstrip().endswith(("booked.", "changed.", "read.", "again.")), sentence


def fresh(record):
    return type(record).objects.all_for_job("test").get(pk=record.pk)


@pytest.mark.req("REL-17")
def test_who_asks_first_comes_first_also_in_twos_and_what_is_wrong_is_refused(
    person, agency, other_agency, agency_lead, other_lead, contributor, training_coordinator
):
    trainer = pool(person, by=training_coordinator)
    event = open_event(training_coordinator, trainer, asks_manager=False, capacity=3, charge=7000)
    a, b, c, d, e, f = staff(person, agency, 6)
    x, y = staff(person, other_agency, 2, "Other")
    for one in (a, b):
        services.book(event=event, people=[one], by=one, on=TODAY)
    two = services.book(event=event, people=[c, d], by=agency_lead, on=TODAY, together=True)
    late = services.book(event=event, people=[x], by=x, on=TODAY)[0]
    assert states(event) == [("confirmed", True)] * 2 + [("waitlisted", False)] * 3, "one place is kept for the two"
    own = Booking.objects.all_for_job("test").get(delegate=a)
    refused("already has a place", services.book, event=event, people=[a], by=a, on=TODAY)
    refused("already has a place", services.book, event=event, people=[x], by=x, on=TODAY)
    refused("your own agency alone", services.book, event=event, people=[y], by=agency_lead, on=TODAY)
    refused("until 3 December 2019", services.book, event=event, people=[e], by=e, on=date(2019, 12, 4))
    refused("3 places in all", services.book, event=event, people=[a, b, e, f], by=agency_lead, on=TODAY, together=True)
    with pytest.raises(Refused):
        services.book(event=event, people=[e], by=f, on=TODAY)
    with pytest.raises(Refused):
        services.give_up(booking=own, by=x, on=TODAY)
    services.give_up(booking=own, by=a, on=TODAY)
    assert states(event) == [("cancelled_in_time", False), ("confirmed", True), ("confirmed", True),
                             ("confirmed", True), ("waitlisted", False)]  # fmt: skip
    assert fresh(event).taken == 3
    services.give_up(booking=fresh(two[0]), by=contributor, on=TODAY)
    assert fresh(late).stage == "confirmed" and fresh(event).taken == 3
    assert Mail.objects.filter(to=x, subject__startswith="You have a place").count() == 1
    again = services.book(event=event, people=[a], by=a, on=TODAY)[0]
    assert again.stage == "waitlisted", "whoever gives up a place and asks again is at the end"
    # ten working days before 10 December is 26 November: a day later it is late, and charged
    gone = services.give_up(booking=fresh(two[1]), by=d, on=date(2019, 11, 27))
    assert (gone.stage, gone.charge) == ("cancelled_late", 7000)
    back = services.give_up(booking=fresh(again), by=a, on=date(2019, 11, 29))
    assert (back.stage, back.charge) == ("cancelled_in_time", 0), "a place from the list may be given back for two days"
    services.waive(booking=fresh(gone), by=training_coordinator, on=TODAY, why="She was ill")
    other = services.book(event=event, people=[y], by=y, on=TODAY)[0]
    swap = services.pass_on(booking=fresh(late), to=y, by=x, on=TODAY) if other.stage != "confirmed" else None
    assert swap is None and fresh(event).taken == 3
    refused("same agency", services.pass_on, booking=fresh(late), to=e, by=x, on=TODAY)
    z = staff(person, other_agency, 1, "Third")[0]
    swap = services.pass_on(booking=fresh(late), to=z, by=x, on=date(2019, 12, 9))
    assert (fresh(late).stage, fresh(late).charge, swap.stage) == ("substituted", 0, "confirmed")
    assert fresh(event).taken == 3


def test_a_place_kept_for_two_goes_to_the_next_once_the_event_has_closed(
    person, agency, agency_lead, training_coordinator
):
    event = open_event(training_coordinator, pool(person, by=training_coordinator), asks_manager=False, capacity=2)
    a, b, c, d = staff(person, agency, 4)
    services.book(event=event, people=[a], by=a, on=TODAY)
    services.book(event=event, people=[b, c], by=agency_lead, on=TODAY, together=True)
    single = services.book(event=event, people=[d], by=d, on=TODAY)[0]
    assert single.stage == "waitlisted"
    look_after_events(date(2019, 12, 3))
    assert fresh(single).stage == "waitlisted"
    look_after_events(date(2019, 12, 4))
    assert fresh(single).stage == "confirmed" and fresh(event).taken == 2
    reminded = Mail.objects.filter(subject__startswith="Soon: ").count()
    assert reminded == 2, "a week before, and the sweep came a day late"
    look_after_events(date(2019, 12, 5))
    assert Mail.objects.filter(subject__startswith="Soon: ").count() == 2
    look_after_events(date(2019, 12, 11))
    assert fresh(event).stage == "delivered"


def test_one_agency_has_so_many_places_and_holds_up_nobody_else(person, agency, other_agency, training_coordinator):
    event = open_event(
        training_coordinator, pool(person, by=training_coordinator), asks_manager=False, capacity=3, per_agency=1
    )
    a, b = staff(person, agency, 2)
    x = staff(person, other_agency, 1, "Other")[0]
    made = [services.book(event=event, people=[one], by=one, on=TODAY)[0] for one in (a, b, x)]
    assert [one.stage for one in made] == ["confirmed", "waitlisted", "confirmed"]
    services.give_up(booking=fresh(made[0]), by=a, on=TODAY)
    assert fresh(made[1]).stage == "confirmed"


def test_a_manager_agrees_or_declines(person, agency, agency_lead, contributor, other_lead, training_coordinator):
    event = open_event(training_coordinator, pool(person, by=training_coordinator), capacity=1)
    a, b, c = staff(person, agency, 3)
    first = services.book(event=event, people=[a], by=a, on=TODAY, manager=contributor)[0]
    second = services.book(event=event, people=[b], by=b, on=TODAY)[0]
    assert (first.stage, first.holds_place, second.stage, second.holds_place) == (
        "awaiting_manager", True, "awaiting_manager", False,
    )  # fmt: skip
    told = set(Mail.objects.filter(subject__startswith="Somebody of your agency").values_list("to__name", flat=True))
    assert told == {contributor.name, agency_lead.name}
    for stranger in (other_lead, a):
        with pytest.raises(Refused):
            services.agree(booking=fresh(first), by=stranger, on=TODAY)
    with pytest.raises(Refused):
        services.agree(booking=fresh(second), by=contributor, on=TODAY)
    services.agree(booking=fresh(second), by=agency_lead, on=TODAY)
    assert fresh(second).stage == "waitlisted"
    refused("Say why", services.decline, booking=fresh(first), by=contributor, on=TODAY, why=" ")
    services.decline(booking=fresh(first), by=contributor, on=TODAY, why="We are short that week")
    assert (fresh(first).stage, fresh(second).stage) == ("declined", "confirmed")
    refused("answered already", services.agree, booking=fresh(first), by=agency_lead, on=TODAY)
    by_lead = services.book(event=event, people=[c], by=agency_lead, on=TODAY)[0]
    assert by_lead.stage == "waitlisted" and by_lead.agreed_by == agency_lead


@pytest.mark.req("REL-14")
def test_an_event_needs_a_trainer_in_date_and_tells_everybody_what_happens_to_it(person, agency, training_coordinator):
    course = offered_course(training_coordinator)
    old = pool(person, "Olga Oldtrainer", prepared_on=date(2016, 3, 1), by=training_coordinator)
    plan = {"course": course, "sessions": [(DAY, None, None)], "capacity": 2, "closes_on": DAY,
            "by": training_coordinator, "on": TODAY}  # fmt: skip
    refused("out of date as a trainer", services.plan_event, trainers=[old], **plan)
    refused("not in the pool", services.plan_event, trainers=[training_coordinator], **plan)
    bare = services.plan_event(**plan)
    with pytest.raises(NotYet):
        services.open_event(event=bare, by=training_coordinator, on=TODAY)
    room = services.add_venue(name="Town hall", places=10, by=training_coordinator, on=TODAY)
    refused("holds 10 people", services.plan_event, venue=room, **{**plan, "capacity": 11})
    good = pool(person, by=training_coordinator)
    event = open_event(training_coordinator, good, course=course, capacity=1, asks_manager=False, venue=room)
    a, b = staff(person, agency, 2)
    for one in (a, b):
        services.book(event=event, people=[one], by=one, on=TODAY)
    changes = {"event": fresh(event), "closes_on": DAY, "venue": room, "trainers": [good], "by": training_coordinator}
    seen = fresh(event).version
    services.change_event(capacity=2, on=TODAY, version=seen, **changes)
    assert states(event) == [("confirmed", True)] * 2, "a place more goes to whoever waits"
    refused("2 places are taken", services.change_event, capacity=1, on=TODAY, version=fresh(event).version,
            **{**changes, "event": fresh(event)})  # fmt: skip
    with pytest.raises(SomeoneElseWasFirst):
        services.change_event(capacity=5, on=TODAY, version=seen, **{**changes, "event": fresh(event)})
    assert fresh(event).capacity == 2
    refused("Say why", services.postpone, event=fresh(event), by=training_coordinator, on=TODAY, why="")
    services.postpone(event=fresh(event), by=training_coordinator, on=TODAY, why="The trainer is ill")
    assert Mail.objects.filter(subject__startswith="Postponed: ").count() == 3
    services.give_new_date(event=fresh(event), sessions=[(date(2020, 1, 14), None, None)], closes_on=date(2020, 1, 7),
                           by=training_coordinator, on=TODAY)  # fmt: skip
    assert Mail.objects.filter(subject__startswith="A new date: ").count() == 3
    services.cancel_event(event=fresh(event), by=training_coordinator, on=TODAY, why="Too few people asked")
    assert Mail.objects.filter(subject__startswith="Cancelled: ").count() == 3
    assert states(event) == [("called_off", False)] * 2 and fresh(event).taken == 0
    assert Event.objects.all_for_job("test").get(pk=event.pk).why_not == "Too few people asked."


@pytest.mark.req("REL-17")
@pytest.mark.django_db(transaction=True)
def test_two_requests_at_one_moment_for_two_events_of_one_day_give_one_place(person, agency, training_coordinator):
    """Whichever comes first; and a colleague who is elsewhere on that day cannot take a place over."""
    trainer = pool(person, by=training_coordinator)
    course = offered_course(training_coordinator)
    events = [open_event(training_coordinator, trainer, course=course, asks_manager=False) for _ in range(2)]
    a, b = staff(person, agency, 2)

    def ask(event):
        try:
            return services.book(event=event, people=[a], by=a, on=TODAY)[0].stage
        except ValidationError as fault:
            return " ".join(fault.messages)

    answers = at_once(*(lambda event=event: ask(event) for event in events))
    assert sorted(words == "confirmed" or "on the same day" in words for words in answers) == [True, True], answers
    assert answers.count("confirmed") == 1
    held = Booking.objects.all_for_job("test").get(delegate=a)
    other = next(event for event in events if event.pk != held.event_id)
    theirs = services.book(event=other, people=[b], by=b, on=TODAY)[0]
    refused("on the same day", services.pass_on, booking=fresh(theirs), to=a, by=b, on=TODAY)
    assert fresh(theirs).stage == "confirmed" and fresh(other).taken == 1


def test_who_is_elsewhere_on_that_day_is_passed_over_and_keeps_their_turn(person, agency, training_coordinator):
    trainer = pool(person, by=training_coordinator)
    course = offered_course(training_coordinator)
    one, other = (
        open_event(training_coordinator, trainer, course=course, asks_manager=False, capacity=1) for _ in range(2)
    )
    a, b, c = staff(person, agency, 3)
    first, waits, next_one = (services.book(event=one, people=[who], by=who, on=TODAY)[0] for who in (a, b, c))
    there = services.book(event=other, people=[b], by=b, on=TODAY)[0]
    assert there.stage == "confirmed", "whoever waits may have a place elsewhere"
    services.give_up(booking=fresh(first), by=a, on=TODAY)
    assert (fresh(waits).stage, fresh(next_one).stage) == ("waitlisted", "confirmed")
    services.give_up(booking=fresh(next_one), by=c, on=TODAY)
    assert fresh(waits).stage == "waitlisted" and fresh(one).taken == 0
    services.give_up(booking=fresh(there), by=b, on=TODAY)
    look_after_events(date(2019, 11, 13))
    assert fresh(waits).stage == "confirmed", "the next sweep gives what was free, long before booking closes"


def test_where_nobody_can_agree_a_reason_is_asked_and_kept(person, agency, contributor, training_coordinator, as_):
    """R-TR-1: nobody agrees to their own place, but where there is no manager, with a reason."""
    event = open_event(training_coordinator, pool(person, by=training_coordinator), capacity=3)
    first, second = staff(person, agency, 2)
    page = reverse("training:book", args=[event.uuid])
    assert "Why should you come?" in as_(first).get(page).text
    empty = as_(first).post(page, {"manager": "", "food": "Halal", "access": "", "why": ""})
    assert empty.status_code == 422 and "Say why you should come" in empty.text and "Halal" in empty.text
    assert states(event) == []
    told = {"manager": "", "food": "", "access": "", "why": "I am the only worker of the hostel."}
    assert as_(first).post(page, told).status_code == 302
    made = Booking.objects.all_for_job("test").get(delegate=first)
    assert made.stage == "confirmed" and made.agreed_by is None
    assert Entry.objects.filter(object_uuid=made.uuid, why=told["why"]).exists()
    # Whoever names a manager is not their own: the one named is asked.
    assert as_(second).post(page, {**told, "manager": str(contributor.uuid)}).status_code == 302
    assert Booking.objects.all_for_job("test").get(delegate=second).stage == "awaiting_manager"


def test_a_place_from_the_waiting_list_wants_an_answer_within_two_working_days(
    person, agency, agency_lead, other_lead, training_coordinator, as_
):
    """R-TR-3. 15 November is a Friday: two working days after it is Tuesday the 19th."""
    event = open_event(
        training_coordinator, pool(person, by=training_coordinator), asks_manager=False, capacity=2, charge=7000
    )
    a, b, c, d, e = staff(person, agency, 5)
    first, second, third, fourth = (
        services.book(event=event, people=[who], by=who, on=TODAY)[0] for who in (a, b, c, d)
    )
    friday, tuesday = date(2019, 11, 15), date(2019, 11, 19)
    services.give_up(booking=first, by=a, on=friday)
    services.give_up(booking=second, by=b, on=friday)
    third, fourth = fresh(third), fresh(fourth)
    assert (third.answer_by, fourth.answer_by) == (tuesday, tuesday)
    assert "by 19 November 2019 that you come" in Mail.objects.get(to=c, subject__startswith="You have a place").body
    page = reverse("training:booking", args=[third.uuid])
    with clock.at(friday):
        assert "You waited for this place" in as_(c).get(page).text
        assert "Do they come?" in as_(agency_lead).get(page).text
        assert "say by 19 November 2019 that you come" in as_(c).get(reverse("training:own")).text
        assert "You waited for a place: do you come?" in as_(c).get("/").text
        take_up = reverse("training:take_up", args=[third.uuid])
        assert as_(c).get(take_up).status_code == 405 and as_(other_lead).post(take_up).status_code == 404
        assert as_(c).post(take_up).status_code == 302
        assert "You waited" not in as_(c).get(page).text and "You waited" not in as_(c).get("/").text
        refused("waits for no answer", services.take_up, booking=third, by=c, on=friday)
    # Nobody waits: the place is kept, answer or not. Then somebody does, and they get it, not a day too soon.
    look_after_events(date(2019, 11, 20))
    assert (fresh(third).stage, fresh(fourth).stage) == ("confirmed", "confirmed")
    waits = services.book(event=event, people=[e], by=e, on=tuesday)[0]
    look_after_events(tuesday)
    assert (fresh(fourth).stage, fresh(waits).stage) == ("confirmed", "waitlisted")
    assert look_after_events(date(2019, 11, 20)) == look_after_events(date(2019, 11, 20)) + 1
    gone, now, kept = fresh(fourth), fresh(waits), fresh(third)
    assert (gone.stage, gone.charge, gone.holds_place, gone.live) == ("cancelled_in_time", 0, False, False)
    assert gone.why == "Nobody said that they come." and kept.stage == "confirmed" and kept.taken_up_on == friday
    assert (now.stage, now.answer_by, fresh(event).taken) == ("confirmed", date(2019, 11, 22), 2)
    assert Mail.objects.filter(to=d, subject__startswith="Your place went to the next").count() == 1
    # On the day before and on the day itself nobody loses a place: they may be on their way.
    services.book(event=event, people=[a], by=a, on=date(2019, 11, 25))
    look_after_events(event.first_day)
    assert fresh(waits).stage == "confirmed"


def test_who_asked_today_and_gets_a_place_today_is_not_asked_again(person, agency, training_coordinator):
    trainer = pool(person, by=training_coordinator)
    event = open_event(training_coordinator, trainer, asks_manager=False, capacity=1)
    a, b = staff(person, agency, 2)
    first, second = (services.book(event=event, people=[who], by=who, on=TODAY)[0] for who in (a, b))
    services.give_up(booking=first, by=a, on=TODAY)
    assert fresh(second).stage == "confirmed" and fresh(second).answer_by is None


@pytest.mark.req("REL-17")
@pytest.mark.django_db(transaction=True)
def test_whoever_asks_and_gives_up_at_one_moment_leaves_every_place_with_exactly_one(
    person, agency, training_coordinator
):
    """Five rounds of two places: two give theirs up while four ask, all at once. What is free goes down the list."""
    trainer, course = pool(person, by=training_coordinator), offered_course(training_coordinator)
    people = staff(person, agency, 6)
    holders, asking = people[:2], people[2:]
    for number in range(5):
        event = open_event(training_coordinator, trainer, course=course, asks_manager=False, capacity=2)
        held = [services.book(event=event, people=[one], by=one, on=TODAY)[0] for one in holders]
        acts = [lambda one=one: services.give_up(booking=one, by=one.person, on=TODAY) for one in held]
        acts += [lambda one=one: services.book(event=event, people=[one], by=one, on=TODAY) for one in asking]
        assert raised(at_once(*acts)) == [], f"round {number}"
        rows = list(Booking.objects.all_for_job("test").filter(event=event).order_by("turn"))
        assert [one.turn for one in rows] == [1, 2, 3, 4, 5, 6], f"round {number}"
        stages = ["cancelled_in_time"] * 2 + ["confirmed"] * 2 + ["waitlisted"] * 2
        assert [(one.stage, one.holds_place) for one in rows] == [(one, one == "confirmed") for one in stages]
        told = Mail.objects.filter(subject__startswith="You have a place", key__in=[place_key(one) for one in rows])
        assert told.count() == 4, f"round {number}: each place given was told of once"
        assert fresh(event).taken == 2
        for one in rows[2:]:
            services.give_up(booking=fresh(one), by=one.person, on=TODAY)
        assert fresh(event).taken == 0
    with pytest.raises(IntegrityError):
        Event.objects.all_for_job("test").filter(pk=event.pk).update(taken=event.capacity + 1)


def place_key(booking) -> str:
    return f"training-place:{booking.uuid}"


