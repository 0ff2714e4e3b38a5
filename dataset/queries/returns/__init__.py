"""Reading returns: one return's page, lists, the data calendar, and who did not send."""

from dataset.queries.returns.calendar import DataCalendar, data_calendar
from dataset.queries.returns.lists import own_rows, return_rows, returns_page, rows_to_check
from dataset.queries.returns.unsent import NotSent, not_sent

__all__ = [
    "DataCalendar", "NotSent", "data_calendar", "not_sent", "own_rows", "return_rows", "returns_page",
    "rows_to_check",
]  # fmt: skip
