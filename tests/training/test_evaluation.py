"""Asked at three points, answered by a link that works once, shown in totals of five and more."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sscb import clock
from sscb.access.policy import Refused
from sscb.history.models import Entry
from sscb.jobs.models import Mail
from sscb.timetable.models import Deadline
from tests.training import world
from tests.training.test_register import mark_all
from training.evaluating import services
from training.evaluating.models import Answered, Asking, Observation
from training.evaluating.opening import open_evaluations
from training.evaluating.points import Point
from training.evaluating.queries.results import results_of
from training.evaluating.scoring import NOT_SHOWN
from training.registering.services import close_register

MAY, AFTER = date(2019, 5, 20), date(2019, 6, 13)
LATER = world.SECOND + timedelta(days=84)


def link_of(booking, point) -> str:
    """The token as its letter carries it."""
    asking = Asking.objects.get(booking=booking, point=point)
    body = Mail.objects.get(key=f"training-{asking.uuid}-{asking.token_hash[:8]}").body
    return body.split("/training/say/")[1].split("/")[0]


def tell(booked, point, on, **said):
    """Each of these answers; a value may be a function of their place in the list."""
    for n, booking in enumerate(booked):
        given = {name: str(value(n) if callable(value) else value) for name, value in said.items()}
        quote = given.pop("quote", "")
        services.answer(token=link_of(booking, point), said=given, quote=quote, quote_consent=n % 2 == 0, on=on)


@pytest.fixture
def evaluated(event, booked, training_coordinator):
    """Twelve asked before; ten there; seven answered before and later, six at the end; five managers asked."""
    open_evaluations(MAY)
    tell(booked[:8], Point.BEFORE, MAY, **{"confidence-1": 4, "confidence-2": 5})
    open_evaluations(world.SECOND)
    tell(booked[:6], Point.END, world.SECOND, **{
        "confidence-1": 8, "confidence-2": 7, "useful": 4, "intention-1": "Ask fathers",
        "quote": lambda n: f"Words {n}",
    })  # fmt: skip
    mark_all(event, training_coordinator, [*["there"] * 10, "absent", "absent"])
    close_register(event=event, by=training_coordinator, on=AFTER)
    open_evaluations(LATER)
    tell(booked[:7], Point.LATER, LATER, **{
        "confidence-1": 6, "confidence-2": 7, "kept-1": lambda n: "done" if n < 4 else "part", "supervision": "yes",
        "example": "She was seen alone",
    })  # fmt: skip
    tell(booked[:5], Point.MANAGER, LATER, applied=lambda n: "clearly" if n < 4 else "no")
    return event


def test_the_timetable_carries_the_three_points_with_their_source(event):
    assert open_evaluations(MAY) > 0 and open_evaluations(MAY) == 0, "again on the same day: nothing"
    points = Deadline.objects.filter(record_id=event.pk, rule__startswith="training-evaluate")
    due = {row.rule: row.due_on for row in points}
    assert due == {"training-evaluate-before": world.FIRST, "training-evaluate-end": date(2019, 6, 17),
                   "training-evaluate-later": date(2019, 9, 4)}  # fmt: skip
    assert all("4.4" in row.citation for row in points)


def test_a_link_works_once_within_its_days_and_shows_nobody(event, booked, client, training_coordinator):
    with clock.at(MAY):
        assert open_evaluations(MAY) == 13
        token = link_of(booked[0], Point.BEFORE)
        page = reverse("training:evaluate", args=[token])
        shown = client.get(page).content.decode()
        assert "Before the course" in shown and "See neglect early" in shown and "Ann" not in shown
        wrong = client.post(page, {"confidence-1": "11"})
        assert wrong.status_code == 422
        empty = client.post(page, {})
        assert empty.status_code == 422 and "your link still works" in empty.content.decode()
        assert client.post(page, {"confidence-1": "3", "trap": "x"}).status_code == 302
        assert not Answered.objects.exists(), "a machine is thanked and nothing is kept"
        assert client.post(page, {"confidence-1": "3"}).status_code == 302
        for again in (client.get(page), client.post(page, {"confidence-1": "9"})):
            assert again.status_code == 410 and "was used on 20 May 2019" in again.content.decode()
        assert Answered.objects.get().said == {"confidence-1": "3"}
        guessed = client.get(reverse("training:evaluate", args=["guessed"]))
        assert guessed.status_code == 404 and "not known here" in guessed.content.decode()
        asking = Asking.objects.get(booking=booked[1], point=Point.BEFORE)
        before = link_of(booked[1], Point.BEFORE)
        services.make_new_link(asking=asking, event=event, by=training_coordinator, on=MAY)
        old = client.get(reverse("training:evaluate", args=[before]))
        assert old.status_code == 404, "a new link ends the old one"
        with pytest.raises(ValidationError, match="was answered"):
            services.make_new_link(asking=Asking.objects.get(booking=booked[0], point=Point.BEFORE), event=event,
                                   by=training_coordinator, on=MAY)  # fmt: skip
    late = link_of(booked[2], Point.BEFORE)
    with clock.at(AFTER):
        closed = client.get(reverse("training:evaluate", args=[late]))
        assert closed.status_code == 410 and "until 11 June 2019" in closed.content.decode()
    assert not [one for one in Entry.objects.all() if token in str(one.facts)], "no token in the history"


def test_what_is_shown_is_of_five_and_more_and_of_the_same_people(evaluated):
    found = results_of([evaluated.pk])[evaluated.pk]
    assert found.at_end.words == "4.5 to 7.5 (+3.0, 6 people)"
    assert found.later.words == "4.5 to 6.5 (+2.0, 7 people)"
    said = {line.what: line.words for line in found.lines}
    assert said["Useful for my work"] == "4.0 of 5 (6 people)" and said["The trainer"] == NOT_SHOWN
    assert said["Did what they said they would do"] == "67% (4 of 6) done, 2 in part, 0 not"
    assert found.manager_words == "80% (4 of 5)"
    assert found.quotes == ("Words 0", "Words 2", "Words 4"), "only with consent"
    assert dict(found.responses)["Before the course"] == "67% (8 of 12)"
    Answered.objects.filter(to__point=Point.MANAGER).first().delete()
    assert results_of([evaluated.pk])[evaluated.pk].manager_words == NOT_SHOWN


def test_who_sees_what_of_an_event(evaluated, as_, trainer, training_coordinator, agency_lead, practitioner, person):
    td_chair = person("Tom Dean", sits={"td": "chair"})
    page = reverse("training:evaluation", args=[evaluated.uuid])
    with clock.at(LATER):
        office = as_(training_coordinator).get(page).content.decode()
    assert "Asked, not answered" in office and "She was seen alone" in office and "Issue what is due" in office
    for who in (trainer, td_chair):
        shown = as_(who).get(page).content.decode()
        assert "4.5 to 6.5" in shown and "Ann" not in shown and "She was seen alone" not in shown, who
    for who in (agency_lead, practitioner):
        assert as_(who).get(page).status_code == 404, who
    story = Answered.objects.filter(to__point=Point.LATER).first()
    judge = reverse("training:judge_story", args=[evaluated.uuid, story.uuid])
    assert as_(trainer).get(judge).status_code == 403
    with pytest.raises(Refused):
        services.judge_story(answer=story, event=evaluated, strength="said", by=training_coordinator, on=LATER)
    services.judge_story(answer=story, event=evaluated, strength="said", by=td_chair, on=LATER)
    assert results_of([evaluated.pk])[evaluated.pk].stories == (("Said", 1),)


def test_a_session_is_observed_by_somebody_else_and_its_trainer_is_told(
    event, booked, trainer, training_coordinator, person, as_
):
    td_chair = person("Tom Dean", sits={"td": "chair"})
    seen = {"observed_on": world.FIRST, "standards": {"voice": "2"}, "grade": "2", "strengths": "Warm"}
    seen["change"] = "Pace"
    wrong = []
    for field, value, said in (
        ("observed_on", date(2019, 6, 20), "a day of this event"), ("standards", {"voice": "9"}, "at least one"),
        ("grade", "5", "a grade for the whole"), ("strengths", " ", "went well"), ("change", "", "otherwise"),
    ):  # fmt: skip
        try:
            services.observe(event=event, by=td_chair, on=AFTER, **{**seen, field: value})
            wrong.append(f"{field}={value!r} was taken")
        except ValidationError as refused:
            if said not in " ".join(refused.messages):
                wrong.append(f"{field}: {refused.messages}")
    assert not wrong and not Observation.objects.exists()
    with pytest.raises(Refused):
        services.observe(event=event, by=trainer, on=AFTER, **seen)
    kept = services.observe(event=event, by=td_chair, on=AFTER, **seen)
    due = Deadline.objects.get(record_id=event.pk, rule="training-observation-answered")
    assert due.due_on == date(2019, 6, 25), "ten working days after the session"
    again = Deadline.objects.get(record_id=event.pk, rule="training-observe-again")
    assert again.due_on == date(2020, 6, 11), "graded 2: observed again within twelve months"
    page = reverse("training:evaluation", args=[event.uuid])
    reply = reverse("training:reply", args=[event.uuid, kept.uuid])
    at_trainer = as_(trainer)
    assert "Warm" not in at_trainer.get(page).content.decode() and at_trainer.get(reply).status_code == 404
    services.feed_back(observation=kept, by=td_chair, on=AFTER)
    due.refresh_from_db()
    assert due.state == "met" and "Warm" in at_trainer.get(page).content.decode()
    assert at_trainer.post(reply, {"words": "Slower next time"}).status_code == 302
    assert "Slower next time" in as_(training_coordinator).get(page).content.decode()
    other = world.make_event(on=date(2019, 10, 8), reference="TRE-2019-002", course=event.course)
    world.give(other, trainer)
    services.observe(event=other, by=td_chair, on=date(2019, 10, 8), **{**seen, "observed_on": date(2019, 10, 8),
                                                                      "grade": "3", "change": ""})  # fmt: skip
    again.refresh_from_db()
    assert again.state == "met" and not Deadline.objects.filter(record_id=other.pk, rule=again.rule).exists()


def test_what_is_not_known_is_not_said_to_work(evaluated, training_coordinator, as_, client):
    """Trained is not worked: the course page starts at what people say, and says what is missing."""
    page = reverse("training:impact", args=[evaluated.course.uuid])
    shown = as_(training_coordinator).get(page).content.decode()
    assert "people say so, and nobody else has looked" in shown
    assert "no evidence that practice changed" in shown
    services.link_reading(course=evaluated.course, source="audits.case_questions", code="case-audit:voice-heard",
                          why="Workers should see children alone", by=training_coordinator, on=LATER)  # fmt: skip
    shown = as_(training_coordinator).get(page).content.decode()
    assert "Workers should see children alone" in shown and "nobody else has looked" in shown
    with pytest.raises(ValidationError, match="linked to this course already"):
        services.link_reading(course=evaluated.course, source="audits.case_questions", code="case-audit:voice-heard",
                              why="Twice", by=training_coordinator, on=LATER)  # fmt: skip
