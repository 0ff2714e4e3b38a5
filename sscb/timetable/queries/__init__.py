"""Reading the timetable: the calendar, what is late or soon for a reader, the clocks, the rules, the last sweep."""

from sscb.timetable.queries.calendar import bank_holidays, start_dates, starts_shown, working_days
from sscb.timetable.queries.late import Clock, HomeClocks, home_clocks, home_deadlines, late, late_rows, soon
from sscb.timetable.queries.listed import Listed, listed
from sscb.timetable.queries.rules import rule_shown, rules_in_force
from sscb.timetable.queries.sweeps import SweepState, sweep_state

__all__ = [
    "Clock", "HomeClocks", "Listed", "SweepState", "bank_holidays", "home_clocks", "home_deadlines", "late",
    "late_rows", "listed", "rule_shown", "rules_in_force", "soon", "start_dates", "starts_shown", "sweep_state",
    "working_days",
]  # fmt: skip
