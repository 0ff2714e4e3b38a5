"""The pages of case audits, as each person of the house meets them."""

from datetime import date

from django.urls import reverse

from audits.cases.models import AuditCase, AuditIssue, CaseTheme, OtherAudit, SafetyFlag
from sscb import clock
from sscb.board.models import Meeting
from tests.audits.cases.conftest import DAY, LIST, MET, SEED, answers_for, fresh, tools_of


def page(name, one):
    return reverse(f"audits:{name}", args=[one.uuid])


def text(answer):
    return answer.content.decode()


def test_the_chair_plans_draws_and_asks_through_the_pages(
    audit_chair, board_office, other_lead, contributor, group, as_
):
    meeting = Meeting._base_manager.create(
        type="board.meeting", reference="2020/1", title="Board", level="P3", group=group("board"), stage="planned",
        opened_on=DAY, released_on=DAY, meets_on=date(2020, 3, 12), starts="10:00", ends="12:00", place="Hall",
    )  # fmt: skip
    client = as_(audit_chair)
    assert "Plan a case audit" in text(client.get("/audits/cases/"))
    told = {
        "title": "Missing from care", "theme": "exploitation", "area": "W", "scope": "Late interviews",
        "lines": "In time?", "for_meeting": str(meeting.uuid),
    }  # fmt: skip
    assert "Choose a theme" in text(client.post("/audits/cases/plan/", told | {"theme": ""}))
    client.post("/audits/cases/plan/", told)
    theme = CaseTheme.objects.all_for_job("a test").get()
    html = text(client.get(page("theme", theme)))
    for words in ("the sample is not drawn", "Enter the list", "19 December 2019", "Send the learning out"):
        assert words in html, words
    client.post(page("theme_questions", theme), {"text_1": "In 72 hours?", "answer_1": "yes_partly_no",
                                                 **{f"answer_{n}": "text" for n in range(2, 7)}})  # fmt: skip
    answer = client.post(page("theme_list", theme), {"population": "Jay", "source": "x", "extracted_on": "2019-11-01"})
    assert answer.status_code == 422 and "never a name" in text(answer) and "Jay</textarea>" in text(answer)
    client.post(page("theme_list", theme), {"population": LIST, "source": "Council", "extracted_on": "2019-11-01"})
    draw = {"method": "stratified", "size": 2, "spare": 1, "seed": SEED}
    assert "at least four characters" in text(client.post(page("theme_draw", theme), draw | {"seed": ""}))
    client.post(page("theme_draw", theme), draw)
    case = AuditCase.objects.all_for_job("a test").first()
    html = text(client.get(page("case_ask", case)))
    assert "Connor Tribe" in html and "Ottilie Lead" in html
    client.post(page("case_ask", case), {
        "due_on": "2020-01-30", "too": "on", f"agency_{contributor.organisation.uuid}": str(contributor.uuid),
        f"agency_{other_lead.organisation.uuid}": str(other_lead.uuid),
    })  # fmt: skip
    assert len(tools_of(theme)) == 4
    assert "is “Agencies" not in text(client.post(f"{page('theme_move', theme)}?to=auditing", follow=True))
    assert fresh(theme).stage == "auditing"
    client.post(page("case_swap", case), {"why": "A trial began"})
    assert fresh(case).stage == "swapped" and "Swapped for another" in text(client.get(page("theme", theme)))
    client.post(page("theme_date", theme), {"board_on": "2020-03-19"})
    office = as_(board_office)
    new = AuditCase.objects.all_for_job("a test").exclude(instead_of=None).get()
    assert "Ask agencies" in text(office.get(page("case", new)))
    asked = tools_of(theme)[-1]
    assert office.post(page("tool_chase", asked)).status_code == 302
    assert "sealed until the meeting" in text(office.get(page("tool", asked)))
    office.post(page("case_keys", asked.case), {f"key_{asked.uuid}": "CSC-4411"})
    assert "CSC-4411" in text(as_(asked.auditor).get(page("tool", asked)))
    assert "CSC-4411" in text(office.get(page("case_keys", asked.case)))


def test_an_auditor_fills_in_their_own_and_sees_nothing_else(bring, contributor, agency_lead, other_auditor, as_):
    theme = bring("auditing")
    mine, theirs = tools_of(theme)[:2]
    client = as_(contributor)
    assert "2 audits to do" in text(client.get("/audits/cases/mine/"))
    assert "Audit a file of your agency" in text(client.get("/"))
    for hidden in (page("tool", theirs), page("case", mine.case), page("theme", theme)):
        assert client.get(hidden).status_code == 404, hidden
    html = text(client.get(page("tool", mine)))
    assert "0 of " in html and "Was the interview held in 72 hours?" in html
    client.post(page("tool", mine), {"w-account": "We saw Jayden.", "c-daily-life": "yes", "save": "A"})
    html = text(client.get(page("tool", mine)))
    assert "“Jayden” looks like a name" in html and "We saw Jayden." in html
    answer = client.post(page("tool", mine), {"w-account": "We saw Jayden.", "hand_in": "yes"})
    assert answer.status_code == 409 and "some questions have no answer" in text(answer)
    sent = {f"c-{key}": choice for key, (choice, _, _) in answers_for(theme).items()}
    sent |= {f"w-{key}": words for key, (_, words, _) in answers_for(theme).items()}
    client.post(page("tool", mine), {**sent, "hand_in": "yes"})
    assert fresh(mine).stage == "handed_in" and "This audit is handed in" in text(client.get(page("tool", mine)))
    assert "Hand it in" not in text(as_(agency_lead).get(page("tool", mine)))
    assert as_(agency_lead).post(page("tool", mine), sent).status_code in (403, 422)
    answer = as_(other_auditor).post(page("tool_not_involved", theirs), {"why": "Never known to us"})
    assert answer.status_code == 302 and fresh(theirs).stage == "not_involved"


def test_the_meeting_opens_agrees_and_answers_whether_a_child_is_unsafe(
    bring, audit_chair, audit_member, contributor, agency, agency_lead, chair, as_
):
    theme = bring("meeting", grades=("G", "I"))
    case = tools_of(theme)[0].case
    client = as_(audit_chair)
    html = text(client.get(page("case", case)))
    assert "all 2 agencies are in, and their grades are sealed" in html and 'class="grade"' not in html
    assert 'class="grade"' not in text(as_(chair).get(page("case", case)))
    client.post(page("theme_attendance", theme), {"present": "Social worker\nSchool nurse", "apologies": "GP"})
    client.post(page("case_open", case), {"why": ""})
    html = text(client.get(page("case", case)))
    for words in ("They range from good to inadequate", "Is any child unsafe now?", "Needed: ", "School nurse"):
        assert words in html, words
    assert "(you)" in text(as_(contributor).get(page("case", case)))
    told = {"grade": "RI", "grade_why": "Nobody acted until 4 June.", "version": fresh(case).version}
    answer = client.post(page("case", case), told)
    assert answer.status_code == 422 and "“4 June” is a date" in text(answer) and "Nobody acted until" in text(answer)
    answer = client.post(page("case", case), told | {"grade_why": "Nobody acted until early summer."})
    assert answer.status_code == 409 and "two steps apart" in text(answer)
    client.post(page("case_safe", case), {"because": "The child lives elsewhere now."})
    client.post(
        page("case_finding", case), {"kind": "improve", "text": "Weekends were not known.", "theme": "planning"}
    )
    client.post(page("case_voice", case), {"whose": "child", "words": "They ring late.", "gathered": "By the advocate"})
    tool = tools_of(theme)[0]
    client.post(page("case_unsafe", case), {"tool": str(tool.uuid), "why": "The debt is not paid."})
    assert "Act today" in text(as_(agency_lead).get("/"))
    as_(agency_lead).post(page("tool_answer_flag", tool), {"what_was_done": "The team manager visited."})
    assert SafetyFlag.objects.get().answered_on and "The team manager visited." in text(client.get(page("case", case)))
    good = told | {
        "grade_why": "Nobody acted in time.",
        "apart_why": "One saw the threats.",
        "version": fresh(case).version,
    }
    assert client.post(page("case", case), good).status_code == 302
    html = text(as_(audit_member).get(page("case", case)))
    assert "the meeting agreed “requires improvement”" in html and "Agree the grade" not in html
    assert as_(audit_member).post(page("case", case), good).status_code in (403, 409)


def test_the_report_and_what_comes_of_it(bring, audit_chair, qp_chair, board_member, board_office, agency, as_):
    theme = bring("reporting", size=6)
    chair, qp = as_(audit_chair), as_(qp_chair)
    client = as_(board_member)
    assert client.get(page("theme_report", theme)).status_code == 404
    chair.post(page("theme_write", theme), {"report_words": "It came late.", "asks": "Note it.",
                                            "version": fresh(theme).version})  # fmt: skip
    chair.post(page("theme_issue", theme), {"title": "Weekends", "text": "Nobody tells the team.", "tag": "planning"})
    issue = AuditIssue.objects.all_for_job("a test").get()
    assert "Accept the report" not in text(chair.get(page("theme_report", theme)))
    assert "6 of 6 cases were graded below good" in text(qp.get(page("theme_report", theme)))
    assert "Accept the report: " in text(qp.get("/")) and "Weekends" in text(qp.get("/"))
    qp.post(page("theme_accept", theme))
    html = text(client.get(page("theme_report", theme)))
    assert "6 of 6 cases needed better joint work" in html and "Findings by theme" not in html
    assert "Weekends" not in html, "The Board knows of an issue once Quality and Performance accepts it."
    html = text(qp.get(page("issue", issue)))
    assert "Do not take it up" in html
    assert qp.post(page("issue_move", issue), {"to": "rejected", "why": ""}).status_code == 409
    qp.post(page("issue_move", issue), {"to": "accepted"})
    assert "Weekends" in text(client.get(page("theme_report", theme)))
    qp.post(page("issue_task", issue), {"agency": str(agency.uuid), "text": "Tell the team", "due_on": "2019-12-20"})
    assert "One agency" not in text(qp.get(page("issue", issue))) and fresh(issue).stage == "tasked"
    learned = {"point_1": "Ask the child first.", "tag_1": "voice", "told_how": "Bulletin"}
    with clock.at(DAY):
        chair.post(page("theme_learning", theme), learned)
        chair.post(page("theme_reaudit", theme), {"reaudit_on": "2020-06-12"})
        chair.post(page("theme_move", theme), {"to": "closed"})
    assert fresh(theme).stage == "closed" and "Ask the child first" in text(client.get(page("theme_report", theme)))
    pdf = client.get(page("theme_pdf", theme))
    assert pdf.status_code == 503 or pdf.content[:5] == b"%PDF-"


def test_a_subgroup_chair_logs_an_audit_done_elsewhere_on_one_page(qp_chair, board_member, agency, group, as_):
    client = as_(qp_chair)
    told = {
        "title": "Neglect files", "theme": "neglect", "done_on": "2019-11-01", "files": 8, "strengths": "Chronologies",
        "to_improve": "Fathers", "learned": "Ask about fathers.", "group": str(group("qp").uuid),
        "done_by": str(agency.uuid),
    }  # fmt: skip
    answer = client.post(
        "/audits/cases/elsewhere/log/", told | {"strengths": "Jayden did well", "done_on": "2020-01-01"}
    )
    assert answer.status_code == 422 and "not to come" in text(answer)
    client.post("/audits/cases/elsewhere/log/", told)
    made = OtherAudit.objects.all_for_job("a test").get()
    assert "Ask about fathers" in text(client.get(page("other_audit", made)))
    assert "Neglect files" in text(client.get("/audits/cases/"))
    assert as_(board_member).get(page("other_audit", made)).status_code == 404


def test_lists_cost_the_same_for_few_and_for_many(bring, audit_chair, board_office, as_, budget):
    theme = bring("sampled")
    client = as_(board_office)
    client.get("/audits/cases/")

    def seen(name, url):
        with budget(name) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    few = seen("audits.theme", page("theme", theme)), seen("audits.case_audits", "/audits/cases/")
    for number in range(3, 301):
        AuditCase.objects.create(
            type="audits.case", reference=f"AUD-X-{number}", title=f"Case {number}", level="P4", group=theme.group,
            stage="sealed", opened_on=MET, theme=theme, number=number, status="CIN",
        )  # fmt: skip
        CaseTheme.objects.create(
            type="audits.theme", reference=f"AUD-Y-{number}", title=f"Theme {number}", level="P3", group=theme.group,
            stage="planned", opened_on=MET, theme="neglect", area="W", scope="s", lines="l", tool="MACA/1",
            board_on=DAY, planned_by=audit_chair,
        )  # fmt: skip
    assert (seen("audits.theme", page("theme", theme)), seen("audits.case_audits", "/audits/cases/")) == few
