"""What the Board sees of a cycle: both grades, what may be compared and what not, and nobody's guess."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.demo.grades import both, grades_of
from audits.kinds.section11.kind import KIND
from audits.results import words
from audits.results.bodies import overdue_words
from audits.results.judging import DOWN, MODERATED, NOT_COMPARABLE, OWN, SAME, UP, Before, cell_of, grade_of
from audits.results.queries.gathering import gather
from audits.results.queries.heat import heat_map
from audits.returns import services
from audits.returns.models import AuditReturn
from sscb import clock
from sscb.access.policy import can
from sscb.people.services import add_organisation

OLD, NEW = KIND.versions
TODAY = date(2019, 11, 12)
ALL_IN_PLACE, LOWER = "2222222222", "2222221222"


def frozen(asked, row):
    return both(asked, KIND.scale, row)


def cell(key: str, grades, *before: Before):
    standard = next(one for one in NEW.standards if one.key == key)
    return cell_of(standard, NEW, grades, before, KIND.grade, KIND.scale)


def test_movement_is_shown_only_where_the_same_was_asked_and_else_the_reason():
    now, before = frozen(NEW, (ALL_IN_PLACE, LOWER)), Before("2017", OLD, frozen(OLD, (ALL_IN_PLACE, ALL_IN_PLACE)))
    keys = [standard.key for standard in NEW.standards]
    found = {key: cell(key, now, before) for key in keys}
    assert (found[keys[6]].own, found[keys[6]].moderated, found[keys[6]].moved) == (2, 1, DOWN)
    assert found[keys[0]].moved == SAME and found[keys[0]].since == "2017"
    assert found[keys[7]].moved == NOT_COMPARABLE and found[keys[7]].reason == "Its questions changed: 1 new."
    assert found[keys[8]].reason == "Not comparable question by question: 9.1."
    better = cell(keys[0], frozen(NEW, (ALL_IN_PLACE, "3222222222")), before)
    assert better.moved == UP and better.apart == 1
    alone = cell(keys[0], now)
    assert alone.moved == NOT_COMPARABLE and "no earlier moderated return" in alone.reason
    waiting = cell(keys[0], frozen(NEW, (ALL_IN_PLACE, "")), before)
    assert waiting.moderated is None and waiting.own == 2 and waiting.moved == ""


@given(st.text("0123", min_size=10, max_size=10), st.text("0123", min_size=10, max_size=10))
def test_neither_grade_ever_stands_in_for_the_other(own, moderated):
    grades = frozen(NEW, (own, moderated))
    for place, standard in enumerate(NEW.standards):
        assert grade_of(standard, grades, OWN, KIND.grade, KIND.scale) == int(own[place])
        assert grade_of(standard, grades, MODERATED, KIND.grade, KIND.scale) == int(moderated[place])


@pytest.mark.parametrize(
    ("below", "moderated", "said"),
    [
        ([("Supervision", 5), ("Policy", 1)], 12,
         "Supervision is the weakest standard: 5 of 12 agencies are below “in place”"),
        ([("Supervision", 1)], 1, "Supervision is the weakest standard: 1 of 1 agency is below “in place”"),
        ([("Supervision", 4), ("Policy", 4)], 12,
         "Supervision, and policy, are the weakest standards: 4 of 12 agencies are below “in place” in each"),
        ([("A", 1), ("B", 1), ("C", 1)], 9,
         "3 standards are equally weak: 1 of 9 agencies is below “in place” in each"),
        ([("A", 0)], 3, "No standard is below “in place” in any of 3 moderated returns"),
        ([("A", 0)], 0, "No return has been moderated yet: 4 of 6 returns are in"),
    ],
)  # fmt: skip
def test_the_heading_is_the_answer(below, moderated, said):
    assert words.heading(below, moderated, "In place", 4, 6) == said


def test_only_who_has_the_duty_by_statute_is_called_late():
    assert overdue_words("s11", 12) == "late 12 days" and overdue_words("s175", 1) == "late 1 day"
    assert overdue_words("voluntary", 12) == "expected 12 days ago" and overdue_words("s11", 0) == ""


# --- the page ---------------------------------------------------------------------------------------------------------


def cycles_with(count: int, past: int, by, group):
    """`count` agencies over `past` closed cycles and one in which half of them are moderated."""
    group("qp")
    agencies = [
        add_organisation(code=f"body-{number}", name=f"Body {number:02}", kind="DIST", duty_basis="s11",
                         on=date(2015, 1, 1))
        for number in range(count)
    ]  # fmt: skip
    follows = None
    with clock.at(TODAY):
        for year in range(2019 - past, 2020):
            asked = KIND.questions_on(date(year, 1, 7))
            follows = services.carry_over_cycle(
                kind="section11", title=f"Section 11 audit {year}", opens_on=date(year, 1, 7),
                closes_on=date(year, 3, 1), received_on=date(year, 6, 1), by=by, on=TODAY, follows=follows,
                returns={agency: frozen(asked, (ALL_IN_PLACE, LOWER if place % 2 else ALL_IN_PLACE))
                         for place, agency in enumerate(agencies)},
            )  # fmt: skip
    return follows


def test_thirty_agencies_and_five_cycles_cost_as_much_as_three_and_two(as_, group, qp_chair, business_manager, budget):
    spent = []
    for count, past in ((3, 1), (30, 4)):
        cycle = cycles_with(count, past, business_manager, group)
        visitor = as_(qp_chair)
        visitor.get(f"/audits/cycles/{cycle.uuid}/map/")
        with budget("audits.heat_map") as queries:
            page = visitor.get(f"/audits/cycles/{cycle.uuid}/map/").content.decode()
        spent.append(len(queries))
        assert f"of {count} agenc" in page and "not comparable" in page
    assert spent[0] == spent[1]


def test_a_board_member_reads_the_moderated_summary_and_no_own_grade(
    group, business_manager, board_member, agency_lead, practitioner, cycle, at_stage, agency
):
    at_stage("in_moderation")
    lines = gather(cycle, board_member, TODAY).lines
    assert not any(line.whole or line.cells for line in lines) and {line.instead for line in lines} >= {
        "In moderation.", "Not started. No grade is assumed."
    }  # fmt: skip
    past = cycles_with(2, 0, business_manager, group)
    lines = gather(past, board_member, TODAY).lines
    assert len(lines) == 2 and not any(line.whole for line in lines)
    assert all(cell.own is None and cell.moderated is not None for line in lines for cell in line.cells)
    assert not can(practitioner, "audits.read_results") and not can(agency_lead, "audits.read_results")


def test_what_is_not_in_has_no_grade_and_what_is_not_moderated_says_so(
    cycle, at_stage, one, invited, qp_chair, moderator, agency
):
    at_stage("in_moderation")
    found = heat_map(cycle, moderator, date(2019, 7, 10))
    lines = {line.agency: line for _, lines in found.families for line in lines}
    mine = lines[agency.name]
    assert {cell.own for cell in mine.cells} == {"self 2"} and {cell.digit for cell in mine.cells} == {""}
    assert mine.cells[0].said == "Not moderated yet; self 2, in place"
    assert not found.awaited or all(not line.cells for line in found.awaited)
    assert found.heading.startswith("No return has been moderated yet: 1 of 2 returns is in")


def test_what_is_updated_after_closing_changes_no_figure(cycle, at_stage, one, moderator, agency):
    at_stage("closed")
    before = heat_map(cycle, moderator, TODAY)
    one.answers.update(self_grade=0, moderated_grade=0)
    assert heat_map(cycle, moderator, TODAY) == before
    assert AuditReturn.objects.filter(pk=one.pk).exists() and replace(before, lead="") != before


def test_grades_of_the_demonstration_come_to_the_digits_they_say():
    for row in ("0123012301", "3333333333"):
        grades = grades_of(NEW, KIND.scale, row)
        told = "".join(
            str(KIND.grade(standard, grades, KIND.scale).value) for standard in NEW.standards
        )  # fmt: skip
        assert told == row
