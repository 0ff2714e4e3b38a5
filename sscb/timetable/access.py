"""The timetable's own rules."""

from sscb.access.sockets import AccessRule, rules

IN_THE_BOARDS_WORK = {
    "AGC", "AGL", "BM", "SGM", "SGC", "PNL", "CHAIR", "BMGR", "OFF", "DPO", "CDC", "TRC", "CDRP",
}  # fmt: skip
"""Everybody with a part in the Board's work: not practitioners, not the technical administrator."""

# A partner collects what was handed over and reads none of its time limits here.
rules.plug(AccessRule("timetable.late", "See what is late, of what you may read", IN_THE_BOARDS_WORK - {"CDRP"}))
rules.plug(AccessRule("timetable.rules", "See the time limits in force", IN_THE_BOARDS_WORK))
rules.plug(AccessRule("timetable.sweep", "Run the daily sweep", {"BMGR", "OFF"}, verb="change"))
rules.plug(AccessRule("timetable.holidays", "Add a bank holiday", {"BMGR", "OFF"}, verb="change"))
rules.plug(AccessRule("timetable.starts", "Record when the new arrangements begin", {"BMGR", "CHAIR"}, verb="change"))
rules.plug(AccessRule("timetable.confirm", "Confirm the value of a time limit", {"BMGR"}, verb="change"))
