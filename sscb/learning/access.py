"""The learning room's access rules."""

from sscb.access.sockets import AccessRule, rules

WRITERS = {"SGC", "CHAIR", "OFF", "BMGR", "CDC"}
WORKERS = {"AGC", "AGL", "BM", "SGM", "SGC", "CHAIR", "OFF", "BMGR", "CDC", "TRC"}

rules.plug(AccessRule("learning.read_actions", "See actions and what was learned", WORKERS))
rules.plug(AccessRule("learning.ask_action", "Ask an agency to act", WRITERS, verb="read"))
rules.plug(
    AccessRule(
        "learning.report_progress",
        "Say how an action of your agency stands",
        {"AGC", "AGL", "OFF", "BMGR"},
        verb="read",
    )
)
rules.plug(AccessRule("learning.close_action", "Close an action with evidence", {"CHAIR", "BMGR"}, verb="read"))
rules.plug(
    AccessRule("learning.write_point", "Write down what was learned", WRITERS, verb="read")
)
