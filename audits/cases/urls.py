"""Where the pages of case audits are; included under the audits' own addresses."""

from django.urls import path

from audits.cases.views import meeting, outcomes, themes, tools

theme, case, tool, issue = "cases/themes/<uuid:uuid>/", "cases/one/<uuid:uuid>/", "cases/tools/<uuid:uuid>/", (
    "cases/issues/<uuid:uuid>/"
)  # fmt: skip
urlpatterns = [
    path("cases/", themes.CaseAudits.as_view(), name="case_audits"),
    path("cases/plan/", themes.Plan.as_view(), name="plan_theme"),
    path("cases/mine/", tools.OwnTools.as_view(), name="own_tools"),
    path("cases/elsewhere/log/", outcomes.LogAudit.as_view(), name="log_audit"),
    path("cases/elsewhere/<uuid:uuid>/", outcomes.OneOtherAudit.as_view(), name="other_audit"),
    path(theme, themes.OneTheme.as_view(), name="theme"),
    path(f"{theme}move/", themes.ThemeMove.as_view(), name="theme_move"),
    path(f"{theme}date/", themes.MoveDate.as_view(), name="theme_date"),
    path(f"{theme}questions/", themes.WriteQuestions.as_view(), name="theme_questions"),
    path(f"{theme}list/", themes.EnterList.as_view(), name="theme_list"),
    path(f"{theme}draw/", themes.DrawSample.as_view(), name="theme_draw"),
    path(f"{theme}attendance/", meeting.Attendance.as_view(), name="theme_attendance"),
    path(f"{theme}issue/", outcomes.RaiseIssue.as_view(), name="theme_issue"),
    path(f"{theme}report/", outcomes.Report.as_view(), name="theme_report"),
    path(f"{theme}report/write/", outcomes.WriteReport.as_view(), name="theme_write"),
    path(f"{theme}report/pdf/", outcomes.ReportPdf.as_view(), name="theme_pdf"),
    path(f"{theme}report/accept/", outcomes.Accept.as_view(), name="theme_accept"),
    path(f"{theme}learning/", outcomes.SendLearning.as_view(), name="theme_learning"),
    path(f"{theme}again/", outcomes.SetReaudit.as_view(), name="theme_reaudit"),
    path(case, meeting.OneCase.as_view(), name="case"),
    path(f"{case}ask/", meeting.Ask.as_view(), name="case_ask"),
    path(f"{case}swap/", meeting.Swap.as_view(), name="case_swap"),
    path(f"{case}open/", meeting.Open.as_view(), name="case_open"),
    path(f"{case}unsafe/", meeting.Unsafe.as_view(), name="case_unsafe"),
    path(f"{case}safe/", meeting.Safe.as_view(), name="case_safe"),
    path(f"{case}finding/", meeting.AddFinding.as_view(), name="case_finding"),
    path(f"{case}voice/", meeting.AddVoice.as_view(), name="case_voice"),
    path(f"{case}keys/", meeting.Keys.as_view(), name="case_keys"),
    path(tool, tools.OneTool.as_view(), name="tool"),
    path(f"{tool}not-involved/", tools.NotInvolved.as_view(), name="tool_not_involved"),
    path(f"{tool}back/", tools.SendBack.as_view(), name="tool_back"),
    path(f"{tool}done/", tools.AnswerFlag.as_view(), name="tool_answer_flag"),
    path(f"{tool}chase/", tools.Chase.as_view(), name="tool_chase"),
    path(f"{tool}withdraw/", tools.Withdraw.as_view(), name="tool_withdraw"),
    path(issue, outcomes.OneIssue.as_view(), name="issue"),
    path(f"{issue}move/", outcomes.IssueMove.as_view(), name="issue_move"),
    path(f"{issue}task/", outcomes.TaskIssue.as_view(), name="issue_task"),
]
