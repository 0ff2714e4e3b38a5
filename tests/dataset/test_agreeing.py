"""What Quality and Performance agrees about a chart: by whom, with which reason, and what the chart then says."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from dataset import services
from dataset.models import Aim, ChartNote, EventDay, ReadingRule, Redrawing
from dataset.queries.agreed import agreed, board_rule
from dataset.queries.definitions import heading, own_heading
from dataset.queries.indicator_page import indicator_page
from dataset.queries.scorecard import scorecard
from dataset.queries.standing import judged
from sscb import clock
from sscb.access.policy import Refused
from sscb.history.models import Entry
from sscb.learning.services import ask_action
from tests.dataset import figures

TODAY = date(2019, 11, 12)
SHIFT = [50.0 + n % 3 for n in range(24)] + [80.0 + n % 3 for n in range(12)]
pytestmark = pytest.mark.django_db


@pytest.fixture
def one():
    made = figures.indicator("CC01", title="Interviews in time", target=85)
    figures.months(made, SHIFT)
    return made


def page(indicator, **more):
    return indicator_page(indicator, audience="qp", as_at=TODAY, **more)


def judge(indicator, as_at=TODAY):
    (found,) = judged(audience="qp", as_at=as_at, indicators=[indicator])
    return found.judged


def propose(one, by, why="A new provider since October 2018, for good"):
    return services.propose_limits(indicator=one, from_on=date(2018, 10, 1), why=why, by=by, on=TODAY)


def test_limits_are_drawn_afresh_by_two_people_with_reason_minute_and_date(one, qp_member, qp_chair):
    waiting = propose(one, qp_member)
    assert "Old limits" not in page(one).chart, "nothing changes before the chair has agreed"
    services.approve_limits(redrawing=waiting, minute="Q&P 2019/22", by=qp_chair, on=TODAY)
    shown = page(one)
    assert "Old limits" in shown.chart
    assert [note.text for note in shown.annotations] == [
        "Limits drawn afresh, October 2018: A new provider since October 2018, for good "
        "(agreed 12 November 2019, minute Q&P 2019/22)."
    ]
    assert any("by the chair’s approval: a new provider" in note for note in shown.notes)
    told = list(Entry.objects.filter(object_uuid=one.uuid).order_by("number").values_list("code", "by_name"))
    assert told == [("dataset.limits_proposed", qp_member.name), ("dataset.limits_approved", qp_chair.name)]


def test_the_scorecard_s_row_is_read_again_at_once(one, qp_member, qp_chair):
    services.approve_limits(redrawing=propose(one, qp_member), minute="22", by=qp_chair, on=TODAY)
    (row,) = scorecard(audience="qp", as_at=TODAY).shown
    assert row.group == "usual"


@pytest.mark.req("SEC-03")
def test_nobody_approves_what_they_asked_for_nor_without_being_the_chair(one, qp_member, qp_chair, business_manager):
    own = propose(one, qp_chair)
    with pytest.raises(ValidationError, match="another chair has to approve"):
        services.approve_limits(redrawing=own, minute="22", by=qp_chair, on=TODAY)
    for by in (qp_member, business_manager):
        with pytest.raises(Refused):
            services.approve_limits(redrawing=own, minute="22", by=by, on=TODAY)
    assert Redrawing.objects.get().state == "proposed"
    with pytest.raises(IntegrityError), transaction.atomic():
        Redrawing.objects.update(state="approved", minute="22", decided_by=qp_chair, decided_on=TODAY)


@pytest.mark.req("SEC-03")
def test_other_subgroups_neither_propose_nor_agree(one, person):
    stranger = person("Sub Chair", sits={"td": "chair"})
    with pytest.raises(Refused):
        propose(one, stranger)
    with pytest.raises(Refused):
        services.set_rule(run=8, trend=7, screening=True, why="x", by=stranger, on=TODAY)


def test_a_reason_is_needed_and_a_second_decision_is_refused(one, qp_member, qp_chair):
    with pytest.raises(ValidationError, match="Say what caused the shift"):
        propose(one, qp_member, why="  ")
    waiting = propose(one, qp_member)
    with pytest.raises(ValidationError, match="proposed or approved already"):
        propose(one, qp_member)
    services.refuse_limits(redrawing=waiting, why="No lasting shift", by=qp_chair, on=TODAY)
    with pytest.raises(ValidationError, match="decided already"):
        services.approve_limits(redrawing=waiting, minute="22", by=qp_chair, on=TODAY)
    assert "Old limits" not in page(one).chart


def test_a_definition_changed_later_breaks_the_line_although_its_figures_came_before(one, qp_chair):
    services.define_again(
        indicator=one, from_on=date(2018, 10, 1), why="The national form changed", what_changed="Phone calls count too",
        minute="Q&P 2019/20", definition="Interviews held, by phone too.", by=qp_chair, on=TODAY,
    )  # fmt: skip
    shown = page(one)
    assert "Old limits" in shown.chart and len(shown.annotations) == 1
    one.refresh_from_db()
    assert one.definition == "Interviews held, by phone too."


def test_a_season_is_compared_by_like_months_and_never_charted(one, qp_chair):
    services.define_again(indicator=one, from_on=date(2019, 10, 1), why="Follows the school year", seasonal=True,
                          by=qp_chair, on=TODAY)  # fmt: skip
    found = judge(one)
    assert (found.group, found.reading) == ("table", None)
    assert found.notes[0] == ("This figure follows a season, so like periods are compared and not each with the one "
                              "before. Three years of it stand side by side below.")  # fmt: skip


def test_a_target_counts_from_its_day_and_the_old_one_until_then(one, qp_chair):
    services.set_target(indicator=one, from_on=date(2020, 4, 1), target=95.0, tolerance=None, why="A new standard",
                        minute="Q&P 2019/22", by=qp_chair, on=TODAY)  # fmt: skip
    assert judge(one).indicator.target == 85
    assert judge(one, date(2020, 4, 1)).indicator.target == 95
    row = scorecard(audience="qp", as_at=date(2020, 4, 2)).shown[0]
    assert "target 95%" in row.assurance_note
    assert Aim.objects.get().tolerance == 95


def test_a_target_must_make_sense(one, qp_chair):
    told = {"indicator": one, "from_on": TODAY, "why": "x", "minute": "22", "by": qp_chair, "on": TODAY}
    with pytest.raises(ValidationError, match="cannot lie above the target"):
        services.set_target(**told, target=85.0, tolerance=90.0)
    neither = figures.indicator("NN01", polarity="N")
    with pytest.raises(ValidationError, match="Neither way"):
        services.set_target(**(told | {"indicator": neither}), target=85.0, tolerance=None)


def test_the_rule_has_a_history_and_stands_on_the_chart(one, qp_chair):
    assert board_rule(TODAY).run == 7
    services.set_rule(run=8, trend=6, screening=False, why="As the national guide says", by=qp_chair, on=TODAY)
    services.set_rule(run=8, trend=7, screening=True, why="A long series", indicator=one, by=qp_chair, on=TODAY)
    told = {fact.term: fact.text for fact in page(one).provenance}
    assert "eight points on one side of the mean; seven points rising or falling" in told["Rules"]
    assert page(one).chart_note.endswith("Run 8, trend 7, screening on (its own rule).")
    assert told["Rules"].endswith("set 12 November 2019 for this indicator: A long series.")
    services.read_as_the_board(indicator=one, why="No reason any more", by=qp_chair, on=TODAY)
    found = agreed([one], as_at=TODAY)[one.pk]
    assert (found.run, found.trend, found.screening, found.own_why) == (8, 6, False, "")
    assert ReadingRule.objects.count() == 3
    assert board_rule(date(2019, 11, 11)).run == 7, "what was said on a day stays what it was"


def test_a_run_of_seven_is_none_where_eight_are_asked_for(qp_chair):
    one = figures.indicator()
    figures.months(one, [*(80.0 + (n * 7 % 5) for n in range(19)), *([83.0, 82.5] * 4)[:7]])
    assert judge(one).variation.label == "Improving, high"
    services.set_rule(run=8, trend=7, screening=True, why="x", by=qp_chair, on=TODAY)
    assert judge(one).variation.label == "Usual variation"


def test_what_happened_is_a_letter_with_its_action_for_those_who_may_read_it(one, qp_member, agency, group,
                                                                            business_manager):  # fmt: skip
    action = ask_action(title="Weekend notices", text="Send them on Saturdays.", agency=agency,
                        due_on=date(2020, 1, 31), group=group("qp"), by=business_manager, on=TODAY)  # fmt: skip
    note = services.add_note(indicator=one, happened_on=date(2019, 7, 31), kind="provider", text="Weekend notices due",
                             action=action, by=qp_member, on=TODAY)  # fmt: skip
    (shown,) = page(one, person=qp_member).annotations
    assert (shown.letter, shown.text, shown.link.text) == ("A", "Weekend notices due, 31 July 2019.", action.reference)
    assert "Weekend notices due" in page(one).chart and page(one).annotations[0].link is None
    services.take_note_off(note=note, by=qp_member, on=TODAY)
    assert page(one).annotations == [] and ChartNote.objects.count() == 1
    with pytest.raises(ValidationError, match="has happened"):
        services.add_note(indicator=one, happened_on=date(2020, 1, 1), kind="event", text="x", by=qp_member, on=TODAY)


def test_every_form_of_the_definitions_by_those_who_may(as_, one, qp_member, qp_chair, board_member):
    chair, member = as_(qp_chair), as_(qp_member)
    here = "/dataset/definitions/CC01/"
    assert member.post(f"{here}limits/", {"from_on": "2018-10-01", "why": "New provider, for good"}).status_code == 302
    waiting = Redrawing.objects.get()
    assert "waits for the chair" in member.get(here).content.decode()
    assert member.get(f"/dataset/limits/{waiting.uuid}/").status_code in (403, 404)
    assert chair.get(f"/dataset/limits/{waiting.uuid}/").status_code == 200
    answer = chair.post(f"/dataset/limits/{waiting.uuid}/", {"decision": "approve", "minute": ""})
    assert answer.status_code == 422 and "Enter the minute" in answer.content.decode()
    assert chair.post(f"/dataset/limits/{waiting.uuid}/", {"decision": "approve", "minute": "22"}).status_code == 302
    assert chair.post(f"{here}target/", {"from_on": "2020-04-01", "target": "90", "why": "Standard", "minute": "22"}
                      ).status_code == 302  # fmt: skip
    told = {"from_on": "2019-10-01", "definition": "Held by phone too.", "numerator_label": "held", "why": "New form",
            "denominator_label": "due", "what_changed": "Phone counts", "minute": "22", "reading": "chart"}  # fmt: skip
    assert chair.get(f"{here}change/").status_code == 200
    assert chair.post(f"{here}change/", told).status_code == 302
    rule = {"run": "8", "trend": "6", "screening": "no", "why": "A trial"}
    assert chair.get(f"{here}rule/").status_code == 200
    assert chair.post(f"{here}rule/", {**rule, "whose": "own"}).status_code == 302
    assert chair.post(f"{here}rule/", {**rule, "whose": "board"}).status_code == 302
    assert chair.get("/dataset/definitions/rule/").status_code == 200
    assert chair.post("/dataset/definitions/rule/", rule).status_code == 302
    mark = {"happened_on": "2019-07-31", "kind": "event", "text": "A strike"}
    assert member.post(f"{here}mark/", mark).status_code == 302
    assert member.post(f"/dataset/marks/{ChartNote.objects.get().uuid}/off/").status_code == 302
    assert member.post(f"{here}events/", {"days": "2019-01-01\n2019-13-01"}).status_code == 422
    assert member.post(f"{here}events/", {"days": "2019-01-01\n2019-02-01"}).status_code == 302
    assert EventDay.objects.count() == 2
    text = chair.get(here).content.decode()
    for words in ("Version 2, from 1 October 2019", "Phone counts. New form. Held by phone too.", "still to come",
                  "Target 90, amber to 90", "taken off", "Two days written down", qp_chair.name):  # fmt: skip
        assert words in text
    assert as_(board_member).get(here).status_code == 200
    assert "Two days written down" not in as_(board_member).get(here).content.decode()
    assert "A run is eight points and a trend six" in chair.get("/dataset/definitions/rule/").content.decode()


@pytest.mark.req("SEC-03")
@pytest.mark.parametrize("who", ["board_member", "agency_lead", "practitioner", "system_administrator"])
def test_nobody_else_changes_anything(request, as_, one, qp_member, who):
    waiting = propose(one, qp_member)
    client = as_(request.getfixturevalue(who))
    before = Entry.objects.count()
    for name in ("limits", "change", "target", "rule", "mark", "events"):
        assert client.post(f"/dataset/definitions/CC01/{name}/", {}).status_code in (403, 404)
    assert client.post("/dataset/definitions/rule/", {"run": "8"}).status_code in (403, 404)
    answer = client.post(f"/dataset/limits/{waiting.uuid}/", {"decision": "approve", "minute": "2"})
    assert answer.status_code in (403, 404)
    assert Entry.objects.count() == before


def test_the_list_of_definitions_costs_the_same_for_more(as_, qp_chair, one, budget):
    client, spent = as_(qp_chair), []
    for first, last in ((0, 2), (2, 40)):
        for n in range(first, last):
            figures.indicator(f"XX{n:02}")
        client.get("/dataset/definitions/")
        with budget("dataset.definitions") as queries:
            assert "Interviews in time" in client.get("/dataset/definitions/").content.decode()
        spent.append(len(queries))
    assert spent[0] == spent[1]
    assert clock.today() == TODAY


def test_the_headings_are_sentences():
    assert heading(79, 0, 0) == "79 indicators are followed, each as it was first defined"
    assert heading(79, 1, 2) == (
        "79 indicators are followed; one has changed its definition and two wait for new limits to be approved"
    )
    assert own_heading("Visits", 1, None) == "Visits: the definition is as it was first agreed"
    assert own_heading("Visits", 2, TODAY) == "Visits: version 2 of the definition, in force from 12 November 2019"
