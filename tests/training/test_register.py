"""The register on a phone, two rates, certificates and the page that says whether one is genuine."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sscb import clock
from sscb.access.policy import Refused
from sscb.jobs.models import Mail
from sscb.timetable.models import Deadline
from tests.training import world
from training.evaluating.models import Asking
from training.evaluating.points import Point
from training.models import BookingNeeds
from training.registering import services
from training.registering.models import Attending, Certificate, Presence, Register

AFTER = date(2019, 6, 13)


def mark_all(event, by, marks, *, on=AFTER):
    """`marks`: by place of the booking, one word for both days or a pair."""
    bookings = list(event.bookings.order_by("pk"))
    for at, session in enumerate(event.days.order_by("on")):
        told = {}
        for booking, mark in zip(bookings, marks, strict=True):
            told[f"b{booking.pk}"] = mark if isinstance(mark, str) else mark[at]
        services.mark_session(event=event, session=session, marks=told, by=by, on=on)


def test_trainer_marks_session_by_session_and_the_two_rates_stay_apart(event, booked, trainer, as_):
    client = as_(trainer)
    page = reverse("training:register", args=[event.uuid])
    first, second = event.days.order_by("on")
    type(event)._base_manager.filter(pk=event.pk).update(charge=7000)
    BookingNeeds.objects.create(booking=booked[0], food="No nuts", access="Hearing loop")
    with clock.at(date(2019, 6, 10)):
        assert "can be marked when that day has come" in client.get(page).content.decode()
    with clock.at(date(2019, 6, 11)):
        shown = client.get(page).content.decode()
        assert "Needs: No nuts; Hearing loop" in shown
        assert "0 of 12 marked" in shown and "Ann Attend" in shown and "Close the register" not in shown
        told = {"session": first.pk, **{f"m-b{one.pk}": "there" for one in booked[:11]}}
        assert client.post(page, told).status_code == 302
        assert "11 of 12 marked" in client.get(page).content.decode()
        early = client.post(page, {"session": second.pk, f"m-b{booked[0].pk}": "there"})
        assert early.status_code == 422 and "mark it when it has come" in early.content.decode()
        write_in = reverse("training:write_in", args=[event.uuid])
        assert client.post(write_in, {"name": "Wanda Walkin", "agency": ""}).status_code == 302
        again = client.post(write_in, {"name": "wanda walkin", "agency": ""})
        assert again.status_code == 422 and "written in already" in again.content.decode()
    walked_in = Attending.objects.get(event=event, booking=None)
    with clock.at(date(2019, 6, 12)):
        close = reverse("training:close_register", args=[event.uuid])
        said = client.post(close, follow=True).content.decode()
        assert "Not marked in every session yet" in said and not Register.objects.exists()
        client.post(page, {"session": first.pk, f"m-b{booked[11].pk}": "absent", f"m-w{walked_in.pk}": "there"})
        told = {f"m-b{one.pk}": "there" for one in booked[:10]}
        told |= {f"m-b{booked[10].pk}": "absent", f"m-b{booked[11].pk}": "absent", f"m-w{walked_in.pk}": "mostly"}
        client.post(page, {"session": second.pk, **told})
        said = client.post(close, follow=True).content.decode()
        assert "11 of 12 booked people attended" in said and "12 of 20 places were filled" in said
        assert "was closed on" in client.post(page, {"session": second.pk, **told}).content.decode()
    for one in booked:
        one.refresh_from_db()
    assert [one.stage for one in booked] == ["attended"] * 10 + ["part_attended", "no_show"]
    assert [one.charge for one in booked] == [0] * 11 + [7000], "whoever did not come owes what the event says"
    assert "70.00 pounds" in Mail.objects.get(key=f"training-charged:{booked[11].uuid}").body
    kept = Register.objects.get(event=event)
    assert (kept.capacity, kept.confirmed, kept.attended_booked, kept.walk_ins) == (20, 12, 11, 1)


def test_bad_input_at_the_register_is_refused_with_a_sentence(event, booked, trainer, practitioner, agency_lead, as_):
    session, other = event.days.first(), world.make_event(reference="TRE-2019-002")
    wrong = []
    for what, said, call in (
        ("another event's session", "of another event", lambda: services.mark_session(
            event=event, session=other.days.first(), marks={}, by=trainer, on=AFTER)),
        ("somebody not on the list", "not known any more", lambda: services.mark_session(
            event=event, session=session, marks={"b999999": "there"}, by=trainer, on=AFTER)),
        ("nobody's name", "Enter their name", lambda: services.write_in(
            event=event, name="  ", agency=None, by=trainer, on=AFTER)),
        ("closed before the last day", "once the last session has come", lambda: services.close_register(
            event=event, by=trainer, on=world.FIRST)),
        ("closed while lines are empty", "Ann Attend", lambda: services.close_register(
            event=event, by=trainer, on=AFTER)),
    ):  # fmt: skip
        try:
            call()
            wrong.append(f"{what}: was not refused")
        except ValidationError as refused:
            if said not in " ".join(refused.messages):
                wrong.append(f"{what}: {refused.messages}")
    for who in (practitioner, agency_lead):
        with pytest.raises(Refused):
            services.mark_session(event=event, session=session, marks={}, by=who, on=AFTER)
        client = as_(who)
        for name in ("register", "sign_in_sheet", "write_in"):
            if client.get(reverse(f"training:{name}", args=[event.uuid])).status_code != 404:
                wrong.append(f"{who}: may open {name}")
    assert not wrong and not Presence.objects.exists()


def test_certificates_are_for_who_was_there_enough_and_has_answered(
    event, booked, training_coordinator, client, person, other_agency
):
    mark_all(event, training_coordinator, [*["there"] * 10, ("there", "absent"), "absent"])
    services.close_register(event=event, by=training_coordinator, on=AFTER)
    for one in (*booked[:3], booked[10], booked[11]):
        Asking.objects.create(booking=one, point=Point.END, token_hash=f"h{one.pk}", opens_on=world.SECOND,
                              due_on=AFTER, closes_on=AFTER, made_on=world.SECOND, answered_on=AFTER)  # fmt: skip
    assert services.issue_certificates(event=event, by=training_coordinator, on=AFTER) == 3
    assert services.issue_certificates(event=event, by=training_coordinator, on=AFTER) == 0, "once"
    kept = Certificate.objects.get(booking=booked[0])
    assert kept.expires_on == date(2022, 6, 12)
    due = Deadline.objects.get(record_id=booked[0].pk, rule="training-refresher")
    assert due.due_on == date(2022, 6, 12) and due.person == booked[0].person
    # the same course again: what counted from the older certificate is met
    again = world.make_event(reference="TRE-2019-009", course=event.course, on=date(2019, 9, 3))
    place = world.book(again, booked[0].person, agency=booked[0].owner, stage="attended")
    Asking.objects.create(booking=place, point=Point.END, token_hash="again", opens_on=again.last_day,
                          due_on=again.last_day, closes_on=again.last_day, made_on=again.last_day,
                          answered_on=again.last_day)  # fmt: skip
    assert services.issue_certificates(event=again, by=training_coordinator, on=date(2019, 9, 4)) == 1
    due.refresh_from_db()
    assert due.state == "met"
    # genuine, and nothing more
    page = client.get(reverse("training:verify", args=[kept.code]))
    said = page.content.decode()
    assert page.status_code == 200 and "is genuine" in said
    assert not {word for word in ("Ann", "Neglect", kept.number, "2019-06", "June 2019") if word in said}
    for code in ("guessed", kept.code[:-1], kept.code.swapcase()):
        guess = client.get(reverse("training:verify", args=[code]))
        assert guess.status_code == 404 and "not a genuine certificate" in guess.content.decode(), code
    services.withdraw_certificate(certificate=kept, event=event, why="Issued to the wrong person",
                                  by=training_coordinator, on=AFTER)  # fmt: skip
    assert client.get(reverse("training:verify", args=[kept.code])).status_code == 404
    with pytest.raises(ValidationError, match="was withdrawn on"):
        kept.refresh_from_db()
        services.withdraw_certificate(certificate=kept, event=event, why="Twice", by=training_coordinator, on=AFTER)
