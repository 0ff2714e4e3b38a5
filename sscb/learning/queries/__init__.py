"""Reading the golden thread: actions and plans, the whole thread of one learning point, promises not kept."""

from sscb.learning.queries.actions import OPEN, actions_of, days_late, may_report, open_actions

__all__ = ["OPEN", "actions_of", "days_late", "may_report", "open_actions"]
