"""Reading returns: one return's page, lists, the data calendar, and who did not send."""

from dataset.queries.returns.calendar import DataCalendar, data_calendar
from dataset.queries.returns.lists import return_rows, returns_page
from dataset.queries.returns.unsent import NotSent, not_sent

__all__ = [
    "DataCalendar", "NotSent", "data_calendar", "not_sent", "return_rows", "returns_page",
]  # fmt: skip
