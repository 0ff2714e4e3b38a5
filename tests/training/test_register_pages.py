"""Every page and button of the register, the evaluation and the report: who may, what it answers, what it costs."""

import pytest
from django.urls import reverse

from sscb import clock
from tests.training import world
from tests.training.test_evaluation import AFTER, LATER, MAY, evaluated, tell  # noqa: F401 - a fixture of it
from training.evaluating.models import Answered, Asking, Observation
from training.evaluating.opening import open_evaluations
from training.evaluating.points import Point
from training.evaluating.services import observe
from training.registering.models import Register


@pytest.mark.pdf
def test_each_button_and_form_answers_whom_it_may(
    evaluated, booked, as_, training_coordinator, trainer, practitioner, board_member, agency_lead, person  # noqa: F811
):  # fmt: skip
    td_chair = person("Tom Dean", sits={"td": "chair"})
    event = evaluated
    office, chair = as_(training_coordinator), as_(td_chair)
    with clock.at(LATER):
        observe(event=event, observed_on=world.FIRST, standards={"voice": "3"}, grade="3", strengths="Warm", change="",
                by=td_chair, on=LATER)  # fmt: skip
        seen, story = Observation.objects.get(), Answered.objects.filter(to__point=Point.LATER).first()
        waits = Asking.objects.filter(answered_on=None, closes_on__gte=LATER).first()
        own = {"event": [event.uuid], "course": [event.course.uuid], "place": [booked[0].uuid]}
        wrong = []
        for who, name, args, data, status, said in (
            (office, "ask", own["event"], {"point": "three_month"}, 302, ""),
            (office, "ask", own["event"], {"point": "pre"}, 302, "It is asked from"),
            (office, "ask", own["event"], {"point": "nonsense"}, 302, "Choose whom to ask"),
            (chair, "ask", own["event"], {"point": "three_month"}, 403, ""),
            (office, "make_link", [event.uuid, waits.uuid], {}, 200, "/training/say/"),
            (chair, "make_link", [event.uuid, waits.uuid], {}, 403, ""),
            (office, "issue_certificates", own["event"], {}, 302, "6 certificates are issued"),
            (office, "issue_certificates", own["event"], {}, 302, "Nobody is waiting"),
            (as_(booked[0].person), "certificate", own["place"], None, 200, ""),
            (as_(agency_lead), "certificate", own["place"], None, 200, ""),
            (as_(practitioner), "certificate", own["place"], None, 404, ""),
            (as_(trainer), "sign_in_sheet", own["event"], None, 200, ""),
            (office, "withdraw_certificate", own["place"], None, 200, "Withdraw a certificate"),
            (office, "withdraw_certificate", own["place"], {"why": ""}, 422, "Say why"),
            (office, "withdraw_certificate", own["place"], {"why": "Wrong person"}, 302, "is withdrawn"),
            (as_(booked[0].person), "certificate", own["place"], None, 404, ""),
            (chair, "observe", own["event"], None, 200, "What did you see?"),
            (chair, "observe", own["event"], {"grade": "3"}, 422, "Say what went well"),
            (chair, "observe", own["event"], {"observed_on": "2019-06-11", "grade": "3", "strengths": "Calm",
                                              "s-voice": "4"}, 302, "Tell the trainer"),
            (as_(trainer), "observe", own["event"], None, 403, ""),
            (chair, "fed_back", [event.uuid, seen.uuid], {}, 302, "The trainer was told"),
            (chair, "fed_back", [event.uuid, seen.uuid], {}, 302, "was told already"),
            (as_(trainer), "reply", [event.uuid, seen.uuid], None, 200, "Your answer to the observer"),
            (as_(trainer), "reply", [event.uuid, seen.uuid], {"words": ""}, 422, "Say what you take from it"),
            (as_(trainer), "reply", [event.uuid, seen.uuid], {"words": "Thanks"}, 302, "Your answer is kept"),
            (chair, "judge_story", [event.uuid, story.uuid], None, 200, "She was seen alone"),
            (chair, "judge_story", [event.uuid, story.uuid], {"strength": "seen"}, 302, "It is kept"),
            (office, "link_reading", own["course"], None, 200, "Which figure should move"),
            (office, "link_reading", own["course"], {"figure": "", "why": ""}, 422, "Choose a figure"),
            (as_(board_member), "link_reading", own["course"], None, 403, ""),
            (as_(practitioner), "impact", own["course"], None, 200, "no evidence that practice changed"),
            (office, "close_evaluation", own["event"], {}, 302, "The evaluation is closed"),
            (office, "close_evaluation", own["event"], {}, 302, "closed already"),
            (office, "report_pdf", [], None, 200, ""),
            (as_(practitioner), "report_pdf", [], None, 403, ""),
            (as_(agency_lead), "own_agency", [], None, 200, "certificates are out of date"),
            (as_(practitioner), "own_agency", [], None, 403, ""),
        ):  # fmt: skip
            page = reverse(f"training:{name}", args=args)
            answer = who.get(page) if data is None else who.post(page, data)
            told = answer.content.decode(errors="replace")
            if answer.status_code == 302 and said:
                told = who.get(answer.url).content.decode()
            if answer.status_code != status or said not in told:
                wrong.append(f"{name} {data}: {answer.status_code}, wanted {status} with {said!r}")
            if status == 200 and name in ("certificate", "sign_in_sheet", "report_pdf"):
                if answer.content[:4] != b"%PDF":
                    wrong.append(f"{name}: no PDF")
        assert not wrong, "\n".join(wrong)


def test_queries_do_not_grow_with_a_register_or_a_year(
    event, person, agency, trainer, as_, training_coordinator, budget
):  # fmt: skip
    Register.objects.create(event=event, capacity=100, confirmed=3, attended_booked=3, walk_ins=0, closed_on=AFTER,
                            closed_by=trainer)  # fmt: skip
    office, spent = as_(training_coordinator), {}
    for many in (3, 40):
        for n in range(event.bookings.count(), many):
            world.book(event, person(f"Ann {n}", role="PRAC", organisation=agency), agency=agency)
        open_evaluations(MAY)
        for name, args in (("register", [event.uuid]), ("evaluation", [event.uuid]), ("report", [])):
            page = reverse(f"training:{name}", args=args)
            office.get(page)
            with budget(f"training.{name}") as queries:
                assert office.get(page).status_code == 200
            assert spent.setdefault(name, len(queries)) == len(queries), f"{name}: {spent[name]}, then {len(queries)}"
