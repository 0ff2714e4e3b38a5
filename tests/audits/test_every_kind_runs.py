"""The engine, walked from the plan to the map with every kind of audit, and with a fourth that it has never seen."""

import json
from datetime import date

import pytest
from django.urls import reverse

from audits.returns import services
from audits.returns.models import Answer
from audits.sockets import kinds
from sscb import clock
from sscb.people.services import add_organisation
from tests.audits.fourth import EVERY, FOURTH

ON = date(2019, 5, 2)
GIVEN = {
    "text": "So.", "yes_partly_no": {"said": "yes", "comment": ""}, "number": 3, "share": {"part": 3, "of": 4},
    "date": "2019-04-01", "dates": {"from": "2018-09-01", "to": "2019-08-31"}, "choice": "Other",
    "choices": ["Other"],
    "grid": {"All": {"count": 3}}, "rows": [{"text": "So"}], "date_and_person": {"on": "2019-04-01", "who": "A post"},
}  # fmt: skip
"""An answer of each sort that is no grade."""


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.code)
def test_a_kind_is_planned_answered_signed_moderated_and_seen(as_, person, group, business_manager, kind):
    group(kind.moderated_by)
    told = {"kind": "LA", "duty_basis": sorted(kind.asks)[0], "on": date(2015, 1, 1)}
    agency, other = (add_organisation(code=code, name=f"Body {code}", **told) for code in ("one", "two"))
    author = person("Au Thor", role="AGC", organisation=agency)
    heads = [person(f"Head {place}", role="AGL", organisation=agency) for place, _ in enumerate(kind.signed_by)]
    moderator = person("Mo Derator", organisation=other, sits={kind.moderated_by: "chair"})
    with kinds.only(*kinds, *([FOURTH] if kind is FOURTH else [])), clock.at(ON):
        office = as_(business_manager)
        plan = {"kind": kind.code, "title": "One of each kind", "opens_on": "2019-05-02", "closes_on": "2019-06-28"}
        planned = office.post(reverse("audits:plan_cycle"), plan)
        assert planned.status_code == 302, planned.content.decode()
        assert office.post(f"{planned['Location']}open/").status_code == 302
        one = _return_of(agency)
        page, asked = reverse("audits:return", args=[one.uuid]), kind.questions
        writer = as_(author)
        assert writer.post(f"{page}start/").status_code == 302
        one = _return_of(agency)
        for standard, question in asked.asked_of(one.agency_kind):
            assert writer.get(reverse("audits:answer", args=[one.uuid, question.key])).status_code == 200, question.key
            _answer(one, question, author)
            assert writer.get(f"{page}standard/{standard.key}/").status_code == 200, standard.key
        for form in ("xlsx", "json"):
            assert writer.get(f"{page}take/{form}/").status_code == 200
        assert json.loads(writer.get(f"{page}take/json/").content)
        asked_for = writer.post(f"{page}ask-for-signature/", follow=True).content.decode()
        assert "waits for the signature" in asked_for
        for head, office_name in zip(heads, kind.signed_by, strict=True):
            as_(head).post(f"{page}sign/", {"office": office_name, "sure": "on"})
        judge = as_(moderator)
        for step, told in (("begin", {"kind": "desk"}), ("agree", {}), ("end", {})):
            assert judge.post(f"{page}moderation/{step}/", told).status_code == 302, step
        cycle = reverse("audits:cycle", args=[one.cycle.uuid])
        for name in ("map", "gaps", "sources"):
            assert judge.get(f"{cycle}{name}/").status_code == 200, name
        assert "Body one" in judge.get(f"{cycle}map/").content.decode()


def _return_of(agency):
    return Answer.objects.filter(of__owner=agency).select_related("of__owner", "of__cycle", "of__group")[0].of


def _answer(one, question, author) -> None:
    """The grade through its service; whatever else is asked counts as given."""
    answer = Answer.objects.get(of=one, key=question.key)
    if question.answer == "grade":
        answer.of = one
        services.save_answer(answer=answer, edition=answer.edition, by=author, on=ON, self_grade=2, words="So.")
    else:
        value = GIVEN[question.answer]
        Answer.objects.filter(pk=answer.pk).update(value=value, confirmed=True, changed_on=ON, changed_by=author)
