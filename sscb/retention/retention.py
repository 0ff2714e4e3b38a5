"""How the kernel's own kinds of record are kept: learning, and the Board's business."""

from sscb.retention.sockets import Kept, kept

for _one in (
    Kept("learning.forum_meeting", "learning.ForumMeeting", "RET-7", "meets_on"),
    Kept("learning.forum_issue", "learning.ForumIssue", within="forum_meeting"),
    Kept("learning.consultation", "learning.Consultation", "RET-7", "met_on"),
    Kept("learning.view", "learning.YoungView", within="heard_in"),
    Kept("learning.conversation", "learning.Conversation", "RET-7", "closed_on"),
    Kept("learning.signal", "learning.Signal", "RET-7", "closed_on"),
    Kept("learning.point", "learning.LearningPoint", "RET-7", "closed_on"),
    Kept("learning.check", "learning.ImpactCheck", within="point"),
    Kept("learning.national", "learning.NationalReview", "RET-7", "closed_on"),
    Kept("learning.recommendation", "learning.Recommendation", "RET-5", "closed_on"),
    Kept("learning.action", "learning.Action", "RET-5", "closed_on"),
    Kept("learning.product", "learning.Product", "RET-2"),
    Kept("board.meeting", "board.Meeting", "RET-2"),
    Kept("board.paper", "board.Paper", "RET-2"),
    Kept("board.annual_report", "board.AnnualReport", "RET-2"),
    Kept("board.transition_plan", "board.TransitionPlan", "RET-2"),
    Kept("board.framework_review", "board.FrameworkReview", "RET-2"),
    Kept("board.challenge", "board.Challenge", "RET-7", "closed_on"),
    Kept("board.priority", "board.Priority", "RET-5", "closed_on"),
    Kept("board.plan_action", "board.PlanAction", within="priority_of"),
    Kept("board.risk", "board.BoardRisk", "RET-5", "closed_on"),
    Kept("board.budget_line", "board.BudgetLine", "RET-5", "closed_on"),
    Kept("board.letter", "board.Letter", "RET-5", "closed_on"),
    Kept("board.board_link", "board.BoardLink", "RET-5", "happened_on"),
):
    kept.plug(_one)
