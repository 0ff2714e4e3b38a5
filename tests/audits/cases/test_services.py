"""A case audit from its theme to what became of it, by its services: who sees what when, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from audits.cases import keys, services
from audits.cases.checking import unresolved
from audits.cases.models import AgencyAudit, AuditCase, AuditIssue, CaseTheme, PopulationLine, SafetyFlag
from audits.cases.queries.again import compared
from audits.cases.queries.report import report_facts
from audits.cases.queries.standards import case_results
from audits.cases.queries.tools import may_read_answers
from sscb import clock
from sscb.access.policy import Refused, can
from sscb.access.standing import forget_standing
from sscb.jobs.models import Mail
from sscb.learning.models import LearningPoint
from sscb.records.moving import NotYet
from sscb.timetable.models import Deadline
from sscb.timetable.sweeping import sweep
from tests.audits.cases.conftest import BOARD, DAY, LIST, MET, SEED, answers_for, drawn, fill, fresh, plan, tools_of


def seen(person, model):
    forget_standing(person)
    return set(model.objects.visible_to(person).values_list("pk", flat=True))


def test_the_steps_of_a_theme_count_back_from_the_board_meeting_and_move_with_it(audit_chair):
    theme = plan(audit_chair)
    due = dict(theme.deadlines.values_list("rule", "due_on"))
    for rule, weeks in (("theme-set", -12), ("sample-drawn", -10), ("agencies-told", -9), ("tools-in", -6),
                        ("views-gathered", -5), ("meeting", -5), ("issues-sent", -3), ("report", -2),
                        ("learning-out", 2)):  # fmt: skip
        assert due[f"case-audit-{rule}"] == BOARD + timedelta(weeks=weeks), rule
    assert theme.deadlines.get(rule="case-audit-theme-set").state == "met" and theme.reference == "AUD-2019-Q4-W"
    services.move_board_date(theme=theme, board_on=BOARD + timedelta(7), by=audit_chair, on=MET)
    assert theme.deadlines.get(rule="case-audit-report").due_on == BOARD - timedelta(days=7)
    assert plan(audit_chair).reference == "AUD-2019-Q4-W2"


def test_a_list_is_read_whole_or_not_at_all_and_a_draw_can_be_repeated(audit_chair, qp_chair):
    theme = plan(audit_chair)
    with pytest.raises(ValidationError) as refused:
        services.enter_list(
            theme=theme, population="P001,5-9,CIN\nJayden Smith,5-9,CIN\n9434765919,5-9,CIN\nP001,40,XX", source="x",
            extracted_on=MET, by=audit_chair, on=MET,
        )  # fmt: skip
    said = " ".join(refused.value.messages)
    for words in ("Line 2: a pseudonym", "Line 3: that is a child’s own number", "twice", "age band", "status is one"):
        assert words in said, words
    assert not theme.population.exists()
    cases = drawn(theme, audit_chair, size=3)
    theme = fresh(theme)
    assert theme.stage == "sampled" and services.draw_again(theme) and len(theme.draw.substitutes) == 2
    assert [case.reference for case in cases] == ["AUD-2019-Q4-W-01", "AUD-2019-Q4-W-02", "AUD-2019-Q4-W-03"]
    with pytest.raises(ValidationError, match="drawn already"):
        services.draw_sample(theme=theme, method="nth", seed=SEED, size=1, spare=0, by=audit_chair, on=MET)
    with pytest.raises(NotYet, match="does not say why"):
        services.swap_case(case=fresh(cases[0]), why=" ", by=audit_chair, on=MET)
    first = theme.draw.substitutes[0]
    new = services.swap_case(case=fresh(cases[0]), why="A criminal trial began", by=audit_chair, on=MET)
    assert new.drawn_as == first and new.number == 4 and fresh(cases[0]).stage == "swapped"
    assert services.draw_again(fresh(theme)), "A swap does not touch what was drawn first."


@pytest.mark.req("SEC-03")
def test_an_agency_sees_its_own_alone_until_the_grades_are_opened(
    bring, agency, contributor, other_auditor, audit_chair, audit_member, chair, agency_lead, qp_chair
):
    theme = bring("auditing")
    mine, theirs = tools_of(theme)[:2]
    assert seen(contributor, AgencyAudit) == {one.pk for one in tools_of(theme) if one.owner_id == agency.pk}
    assert not seen(contributor, AuditCase) and not seen(contributor, CaseTheme)
    assert seen(agency_lead, AgencyAudit) == seen(contributor, AgencyAudit), "The agency's lead reads its own."
    assert not can(agency_lead, "audits.fill_tool", mine)
    assert not seen(audit_member, AgencyAudit) and not seen(qp_chair, AuditCase)
    assert not may_read_answers(chair, mine) and not may_read_answers(audit_chair, mine)
    assert may_read_answers(contributor, mine) and not can(contributor, "audits.fill_tool", theirs)
    with pytest.raises(Refused):
        services.fill_tool(tool=theirs, answers={}, by=contributor, on=MET)
    for tool in tools_of(theme):
        fill(tool)
    with pytest.raises(Refused):
        services.fill_tool(tool=fresh(mine), answers={}, by=contributor, on=MET)
    case = fresh(mine.case)
    with pytest.raises(NotYet, match="the meeting has not begun"):
        services.open_case(case=fresh(case), by=audit_chair, on=MET)
    services.move_theme(theme=fresh(theme), to="meeting", by=audit_chair, on=MET)
    services.open_case(case=fresh(case), by=audit_chair, on=MET)
    assert case.pk in seen(contributor, AuditCase) and theirs.pk in seen(audit_member, AgencyAudit)
    assert may_read_answers(audit_chair, fresh(mine))
    with pytest.raises(Refused):
        services.send_tool_back(tool=fresh(mine), why="Late thought", by=audit_chair, on=MET)


def test_grades_are_not_opened_before_all_are_in_unless_the_chair_says_why(bring, audit_chair, board_office):
    theme = bring("auditing")
    one, other = tools_of(theme)[:2]
    fill(one, "G")
    services.move_theme(theme=fresh(theme), to="meeting", by=audit_chair, on=MET)
    with pytest.raises(NotYet, match="not in"):
        services.open_case(case=fresh(one.case), by=audit_chair, on=MET)
    services.open_case(case=fresh(one.case), not_waited="Illness", by=audit_chair, on=MET)
    assert fresh(other).stage == "withdrawn"
    with pytest.raises(NotYet, match="no grade with its reason"):
        services.agree_grade(case=fresh(one.case), grade="G", grade_why=" ", by=audit_chair, on=MET)


def test_a_case_closes_with_a_reason_for_two_steps_and_an_answer_on_safety(bring, audit_chair, agency, agency_lead):
    theme = bring("meeting", grades=("G", "I"))
    case = tools_of(theme)[0].case
    services.open_case(case=fresh(case), by=audit_chair, on=MET)
    agree = {"grade": "RI", "grade_why": "Nobody joined it up.", "by": audit_chair, "on": MET}
    with pytest.raises(NotYet, match="two steps apart.*unsafe now"):
        services.agree_grade(case=fresh(case), **agree)
    with pytest.raises(ValidationError, match="is a date"):
        services.agree_grade(case=fresh(case), **{**agree, "grade_why": "Nobody acted until 4 June."})
    with pytest.raises(ValidationError, match="NHS number"):
        services.agree_grade(
            case=fresh(case), keep_because="It is needed", **{**agree, "grade_why": "See 943 476 5919."}
        )
    services.say_safe(case=fresh(case), because="The child lives elsewhere now.", by=audit_chair, on=MET)
    services.agree_grade(
        case=fresh(case), apart_why="One saw the threats.", keep_because="A public inquiry’s date",
        **{**agree, "grade_why": "Nobody acted until 4 June."},
    )  # fmt: skip
    assert fresh(case).stage == "agreed" and fresh(case).closed_on == MET


def test_an_unsafe_child_is_told_of_the_same_day_without_a_name(
    bring, agency, agency_lead, contributor, business_manager, audit_chair
):
    theme = bring("auditing")
    tool = tools_of(theme)[0]
    with clock.at(MET):
        services.fill_tool(tool=fresh(tool), answers=answers_for(theme, unsafe="Yes"), by=contributor, on=MET)
        services.fill_tool(tool=fresh(tool), answers={"unsafe-now": ("Yes", "", "")}, by=contributor, on=MET)
    flag = SafetyFlag.objects.get()
    letters = Mail.objects.filter(subject="Act today: a child may be unsafe")
    assert {one.to for one in letters} == {agency_lead, contributor, business_manager, audit_chair}
    assert not any(word in one.body for one in letters for word in (tool.reference, agency.name, "missing"))
    assert Deadline.objects.get(rule="case-audit-unsafe").due_on == MET
    forget_standing(agency_lead)
    assert can(agency_lead, "audits.answer_safety", fresh(tool))
    with pytest.raises(Refused):
        services.answer_flag(flag=flag, what_was_done="Rang", by=business_manager, on=MET)
    services.answer_flag(flag=flag, what_was_done="The team manager visited.", by=agency_lead, on=MET)
    assert Deadline.objects.get(rule="case-audit-unsafe").state == "met"


def test_a_tool_is_handed_in_whole_and_naming_nobody(bring, contributor):
    theme = bring("auditing")
    tool = tools_of(theme)[0]
    services.fill_tool(tool=fresh(tool), answers={"account": ("", "We told Jayden.", "")}, by=contributor, on=MET)
    with pytest.raises(NotYet, match="no answer.*say who somebody is"):
        services.hand_in_tool(tool=fresh(tool), by=contributor, on=MET)
    answers = answers_for(theme) | {"account": ("", "We told Jayden at once.", "A dog")}
    services.fill_tool(tool=fresh(tool), answers=answers, by=contributor, on=MET)
    assert not unresolved(fresh(tool))
    with pytest.raises(ValidationError, match="no answer “maybe”"):
        services.fill_tool(tool=fresh(tool), answers={"daily-life": ("maybe", "", "")}, by=contributor, on=MET)
    services.hand_in_tool(tool=fresh(tool), by=contributor, on=MET)


def test_whoever_wrote_the_report_does_not_accept_it_and_the_board_sees_no_small_number(
    bring, audit_chair, qp_chair, board_member, group, person, agency
):
    theme = bring("reporting", size=6)
    with pytest.raises(NotYet, match="does not say what was concluded"):
        services.accept_report(theme=fresh(theme), by=qp_chair, on=DAY)
    services.write_report(theme=fresh(theme), report_words="So.", asks="Note it.", by=audit_chair, on=DAY)
    both = person("Bertha Both", organisation=agency, sits={"audit-west": "chair", "qp": "chair"})
    services.write_report(theme=fresh(theme), report_words="So.", asks="Note it.", by=both, on=DAY)
    with pytest.raises(Refused, match="wrote this report"):
        services.accept_report(theme=fresh(theme), by=both, on=DAY)
    assert theme.pk not in seen(board_member, CaseTheme)
    services.accept_report(theme=fresh(theme), by=qp_chair, on=DAY)
    assert theme.pk in seen(board_member, CaseTheme)
    facts = fresh(theme).frozen
    assert ["RI", "Requires improvement", "6"] in facts["group"]["grades"]
    assert facts["group"]["heard"][0] == ["The child", "0"] and facts["board"]["tags"] == []
    assert report_facts(bring("reporting", size=2), DAY)["board"]["cases"] == "<5"
    results = case_results(DAY)
    assert results["voice"].cases == 6 and results["voice"].themes == (theme.reference,)
    assert results["allegations"].words == "Case files do not speak to this standard."
    assert 0 <= results["supervision"].score <= 3, results["supervision"]


def test_issues_learning_and_the_re_audit_follow(bring, audit_chair, qp_chair, agency, agency_lead, board_office):
    theme = bring("reporting")
    issue = services.raise_issue(
        theme=fresh(theme), title="Weekends", text="Nobody told the team at weekends.", tag="planning", by=audit_chair,
        on=MET,
    )  # fmt: skip
    with pytest.raises(Refused):
        services.move_issue(issue=fresh(issue), to="accepted", by=audit_chair, on=MET)
    with pytest.raises(NotYet):
        services.move_issue(issue=fresh(issue), to="rejected", by=qp_chair, on=MET)
    services.move_issue(issue=fresh(issue), to="accepted", by=qp_chair, on=MET)
    services.task_agency(issue=fresh(issue), agency=agency, text="Tell them", due_on=DAY, by=qp_chair, on=MET)
    with pytest.raises(NotYet, match="has not said"):
        services.move_issue(issue=fresh(issue), to="responded", by=qp_chair, on=MET)
    services.write_report(theme=fresh(theme), report_words="So.", asks="Note it.", by=audit_chair, on=DAY)
    services.accept_report(theme=fresh(theme), by=qp_chair, on=DAY)
    with pytest.raises(NotYet, match="learning has not gone out"):
        services.move_theme(theme=fresh(theme), to="closed", by=audit_chair, on=DAY)
    services.send_learning(
        theme=fresh(theme), points=[("Ask first. Then write.", "voice")], told_how="Bulletin", by=audit_chair, on=DAY
    )
    point = LearningPoint.objects.all_for_job("a test").get()
    assert (point.source, point.source_uuid, point.title) == ("case audit", theme.uuid, "Ask first")
    with pytest.raises(ValidationError, match="Choose a day from 20 May 2020"):
        services.set_reaudit(theme=fresh(theme), reaudit_on=date(2020, 1, 1), by=audit_chair, on=DAY)
    services.set_reaudit(theme=fresh(theme), reaudit_on=date(2020, 6, 12), by=audit_chair, on=DAY)
    services.move_theme(theme=fresh(theme), to="closed", by=audit_chair, on=DAY)
    assert not seen(tools_of(theme)[0].auditor, AgencyAudit), "Access ends when the theme closes (R-P-3)."
    again = plan(audit_chair, on=date(2020, 3, 2), board_on=date(2020, 6, 25), follows=fresh(theme))
    with clock.at(date(2020, 3, 2)):
        services.write_questions(
            theme=fresh(again), by=audit_chair, on=date(2020, 3, 2),
            questions=[("Was the interview held in 72 hours?", "grade"), ("Was it asked for?", "yes_partly_no")],
        )  # fmt: skip
    rows = {one.number: one for one in compared(fresh(again), "qp")}
    assert rows["B1"].before == "100%" and rows["B1"].reason == "" and rows["B1"].now == "–"
    assert rows["H1"].reason == "It is answered in another way now." and "New in this audit" in rows["H2"].reason
    assert fresh(theme).deadlines.get(rule="case-audit-again").state == "met"
    assert AuditIssue.objects.all_for_job("a test").get().stage == "tasked"


@pytest.mark.req("SEC-48")
def test_twelve_months_on_the_sweep_destroys_what_leads_to_a_child(bring, board_office, settings):
    theme = bring("accepted")
    tools = tools_of(theme)
    case = fresh(tools[0].case)
    services.enter_keys(case=case, numbers={tools[0]: "CSC-4411"}, by=board_office, on=DAY)
    kept = fresh(tools[0]).key_sealed
    assert keys.unseal(kept) == "CSC-4411" and "4411" not in kept
    last = date(2020, 11, 20)
    with clock.at(last):
        sweep(last - timedelta(days=1))
        assert fresh(case).drawn_as
        sweep(last)
        sweep(last)
    theme = fresh(theme)
    assert theme.keys_destroyed_on == last and theme.report_words
    assert not PopulationLine.objects.exists() and fresh(case).drawn_as == "" and fresh(tools[0]).key_sealed == ""
    with pytest.raises(ValidationError, match="was destroyed on 20 November 2020"):
        services.enter_keys(case=fresh(case), numbers={}, by=board_office, on=DAY)


def test_an_audit_done_elsewhere_is_logged_in_one_step(qp_chair, group, agency, agency_lead):
    with pytest.raises(ValidationError, match="at least one thing"):
        services.log_other_audit(title="Files", theme="neglect", done_on=DAY, group=group("qp"), by=qp_chair, on=DAY)
    made = services.log_other_audit(
        title="Neglect files", theme="neglect", done_on=MET, group=group("qp"), by=qp_chair, on=DAY, files=8,
        done_by=agency, strengths="Chronologies", to_improve="Fathers", learned="Ask about fathers.\nUse the tool.",
    )  # fmt: skip
    assert made.reference == "AUO-2019-001" and LearningPoint.objects.all_for_job("a test").count() == 2
    with pytest.raises(Refused):
        services.log_other_audit(
            title="x", theme="neglect", done_on=MET, group=group("li"), by=qp_chair, on=DAY, strengths="x"
        )
    assert LIST.count("\n") == 20
