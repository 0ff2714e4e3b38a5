"""Which kinds of business there are, what each shows, and which forms lead on."""

from sscb.board.business import forms, queries, report_page, reports, services
from sscb.board.business.lifecycle import DECIDE, RUN
from sscb.board.business.models import (
    AnnualReport,
    BoardLink,
    BoardRisk,
    BudgetLine,
    FrameworkReview,
    Letter,
    PlanAction,
    Priority,
)
from sscb.records.stepping import Kind, Step

FRAMEWORK = Kind(
    code="board.framework_review", slug="framework-reviews", model=FrameworkReview, title="Reviews of the framework",
    rule=RUN, form=forms.ReviewForm, begin=services.set_review, new_words="Set the next review",
    rows=queries.reviews_for, row=queries.review_row, columns=("Review", "Version", "Agreed"),
    shown=queries.review_shown, heading=queries.reviews_heading, rows_title="Every review and its version",
    lead="The framework is looked at once a year, agreed, and carried by the business plan. Each version is kept.",
    empty="No review is set yet.", related=("group", "in_plan"),
    steps=(
        Step("draft", ("due",), RUN, "Write down the changes", forms.DraftForm, services.draft_review,
             "Saved. The Board agrees it next."),
        Step("agree", ("drafted",), DECIDE, "Agree this version", forms.AgreeForm, services.agree_review,
             "This version is in force. The next review is set for a year on."),
        Step("plan", ("agreed",), RUN, "Put it into the business plan", forms.IntoPlanForm, services.plan_review,
             "The business plan carries it."),
    ),
)  # fmt: skip

PLAN = Kind(
    code="board.priority", slug="plan", model=Priority, title="Business plan", rule=DECIDE, form=forms.PriorityForm,
    begin=services.set_priority, new_words="Write a priority", rows=queries.priorities_for, row=queries.priority_row,
    columns=("Priority", "Led by", "Actions done"), shown=queries.priority_shown, heading=queries.plan_heading,
    lead="What the Board means to change, why, and how far it is. Colours follow from dates and evidence; nobody sets "
    "them.", empty="No priority is written yet.", above=queries.plan_above, rows_title="Priorities",
    steps=(
        Step("end", ("current",), DECIDE, "End it", forms.EndPriorityForm, services.end_priority,
             "Ended. It stays in the plan to be read.", main=False),
    ),
)  # fmt: skip

PLAN_ACTIONS = Kind(
    code="board.plan_action", slug="plan-actions", model=PlanAction, title="Actions of the plan", rule=RUN,
    form=forms.PlanActionForm, begin=services.ask_of_plan, new_words="Add an action", under="board.priority",
    adds_at=("current",), listed=False, rows=lambda person: PlanAction.objects.visible_to(person),
    row=queries.plan_row, columns=(), shown=queries.plan_action_shown, heading=lambda rows, as_at: "", lead="",
    empty="", related=("group", "priority_of"),
    steps=(
        Step("progress", ("open",), "board.say_plan", "Say how it stands", forms.ProgressForm, services.say_plan,
             "Saved. Its colour follows from the dates."),
        Step("done", ("open",), DECIDE, "Close it with evidence", forms.ClosePlanForm, services.close_plan,
             "Closed, with what shows it.", main=False),
        Step("later", ("open",), DECIDE, "Agree a later day", forms.LaterForm, services.move_plan,
             "Moved. The first promise stays beside it.", main=False),
        Step("drop", ("open",), DECIDE, "Drop it", forms.WhyForm, services.drop_plan, "Dropped, with its reason.",
             main=False),
    ),
)  # fmt: skip

RISKS = Kind(
    code="board.risk", slug="risks", model=BoardRisk, title="Risk register", rule=RUN, form=forms.RiskForm,
    begin=services.note_risk, new_words="Write a risk down", rows=queries.risks_for, row=queries.risk_row,
    columns=("Risk", "At first", "Now", "Whose"), shown=queries.risk_shown, heading=queries.risks_heading,
    lead="Likelihood by impact, each from 1 to 5. From 15 on it is the Board’s.", empty="No risk is written down.",
    steps=(
        Step("look", ("open",), RUN, "Look at it again", forms.LookForm, services.look_at_risk, "Saved."),
        Step("close", ("open",), DECIDE, "Close it", forms.WhyForm, services.close_risk, "Closed, with its reason.",
             main=False),
    ),
)  # fmt: skip

BUDGET = Kind(
    code="board.budget_line", slug="budget", model=BudgetLine, title="Budget", rule=RUN, form=forms.LineForm,
    begin=services.write_line, new_words="Add a line", rows=queries.lines_for, row=queries.line_row,
    columns=("Line", "Year", "Planned", "Came to"), shown=queries.line_shown, heading=queries.budget_heading,
    lead="What partners give and what the Board spends, by year from April.", empty="No line is written yet.",
    steps=(
        Step("settle", ("open",), RUN, "Settle it", forms.SettleForm, services.settle_line, "Settled."),
    ),
)  # fmt: skip

REPORTS = Kind(
    code="board.annual_report", slug="annual-reports", model=AnnualReport, title="Annual reports", rule=RUN,
    form=forms.BeginReportForm, begin=reports.begin_report, new_words="Begin a report", rows=report_page.reports_for,
    row=report_page.report_row, columns=("Report", "Agreed"), shown=report_page.report_shown,
    heading=report_page.reports_heading,
    lead="Each year’s report is put together from that year’s records; the Board adds its judgement.",
    empty="No report was begun yet.",
    steps=(
        Step("write", ("draft",), RUN, "Write the judgement", forms.WriteReportForm, reports.write_report, "Saved.",
             begun=reports.written),
        Step("consult", ("draft",), RUN, "Put it to the agencies", forms.Nothing, reports.consult_agencies,
             "Its figures are frozen as they stand today.", main=False),
        Step("again", ("consulted", "agreed"), RUN, "Write it again", forms.Nothing, reports.take_back,
             "Taken back. Its figures follow the records again.", main=False),
        Step("agree", ("consulted",), DECIDE, "The Board agreed it", forms.ConsultedForm, reports.agree_report,
             "Agreed."),
        Step("leave-out", ("consulted", "agreed"), RUN, "Leave a part out", forms.LeaveOutForm, reports.leave_out,
             "Left out, with its reason.", main=False),
        Step("publish", ("agreed",), DECIDE, "Publish it", forms.PublishForm, reports.publish_report,
             "Published: everybody can read it. Its PDF follows within minutes."),
        Step("sent", ("published",), RUN, "Say to whom it was sent", forms.SentToForm, reports.say_sent, "Saved."),
    ),
)  # fmt: skip

LETTERS = Kind(
    code="board.letter", slug="letters", model=Letter, title="Letters of the Chair", rule=RUN, form=forms.LetterForm,
    begin=services.write_letter, new_words="Write a letter", rows=queries.letters_for, row=queries.letter_row,
    columns=("Letter", "To", "Sent"), shown=queries.letter_shown, heading=queries.letters_heading,
    lead="What the Independent Chair wrote to other offices, and what came back.", empty="None is written yet.",
    steps=(
        Step("sent", ("draft",), "board.send_letter", "Say that it was sent", forms.SentForm, services.send_letter,
             "Saved."),
        Step("answer", ("sent",), RUN, "Write down the answer", forms.LetterAnswerForm, services.answer_letter,
             "Saved."),
    ),
)  # fmt: skip

LINKS = Kind(
    code="board.board_link", slug="other-boards", model=BoardLink, title="Other boards", rule=RUN,
    form=forms.LinkForm, begin=services.link_board, new_words="Write down a paper or a theme", rows=queries.links_for,
    row=queries.link_row, columns=("Paper or theme", "With", "What", "When"), shown=queries.link_shown,
    heading=queries.links_heading, lead="Papers received and sent, and themes that more than one board works on.",
    empty="Nothing is shared yet.",
    steps=(
        Step("answer", ("open",), RUN, "Say what came of it", forms.LinkAnswerForm, services.answer_link, "Saved."),
    ),
)  # fmt: skip

KINDS = {one.code: one for one in (FRAMEWORK, PLAN, PLAN_ACTIONS, RISKS, BUDGET, REPORTS, LETTERS, LINKS)}
