"""Every write of the timetable: deadlines set, met, moved and cancelled; holidays and start dates; asking for a sweep.

What programmes call from their own services (`set_deadlines`, `meet_deadline`, `cancel_deadline`,
`recompute_deadlines`) runs in the caller's transaction, after the caller has required the right.
"""

from sscb.timetable.services.dates import add_bank_holiday, confirm_rule, record_local_date
from sscb.timetable.services.deadlines import (
    cancel_deadline,
    cancel_deadlines,
    meet_deadline,
    meet_deadlines,
    put_met_right,
    put_trigger_right,
    recompute_deadlines,
    set_deadlines,
)
from sscb.timetable.services.sweeps import SWEEP, ask_for_sweep, run_sweep

__all__ = [
    "SWEEP", "add_bank_holiday", "ask_for_sweep", "cancel_deadline", "cancel_deadlines", "confirm_rule",
    "meet_deadline", "meet_deadlines", "put_met_right", "put_trigger_right", "recompute_deadlines", "record_local_date",
    "run_sweep", "set_deadlines",
]  # fmt: skip
