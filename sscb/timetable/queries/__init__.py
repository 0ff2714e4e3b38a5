"""Reading the timetable: the calendar, what is late or soon for a reader, the clocks, the rules, the last sweep."""

from sscb.timetable.queries.calendar import rules_in_force, start_dates, working_days
from sscb.timetable.queries.late import Clock, clocks, late, late_rows, soon
from sscb.timetable.queries.sweeps import SweepState, sweep_state

__all__ = [
    "Clock", "SweepState", "clocks", "late", "late_rows", "rules_in_force", "soon", "start_dates", "sweep_state",
    "working_days",
]  # fmt: skip
