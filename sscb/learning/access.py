"""The learning room's access rules."""

from sscb.access.sockets import AccessRule, rules

WRITERS = {"SGC", "CHAIR", "OFF", "BMGR", "CDC"}
WORKERS = {"AGC", "AGL", "BM", "SGM", "SGC", "CHAIR", "OFF", "BMGR", "CDC", "TRC"}

HEARERS = {"BM", "SGC", "CHAIR", "OFF", "BMGR"}
"""Who writes down what the Board was told: a Board member comes to each forum."""

JUDGES = {"SGC", "CHAIR", "BMGR"}
"""A subgroup's chair for what that subgroup follows up; never anybody of the agency whose action it is."""

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
rules.plug(AccessRule("learning.close_action", "Close an action with evidence", JUDGES, verb="read"))
rules.plug(AccessRule("learning.write_point", "Write down what was learned", WRITERS, verb="read"))
rules.plug(AccessRule("learning.carry_action", "Agree a later date for an action", JUDGES, verb="read"))
rules.plug(AccessRule("learning.recommend", "Write a recommendation", WRITERS, verb="read"))
rules.plug(
    AccessRule(
        "learning.answer_recommendation",
        "Say whether a recommendation is accepted",
        {"AGL", "SGC", "CHAIR", "OFF", "BMGR"},
        verb="read",
    )
)
rules.plug(
    AccessRule("learning.add_proof", "Hand in what shows that it worked", WRITERS | {"AGC", "AGL", "TRC"}, verb="read")
)
rules.plug(AccessRule("learning.verify_proof", "Verify evidence that others handed in", JUDGES, verb="read"))
rules.plug(AccessRule("learning.judge", "Judge whether practice changed", JUDGES, verb="read"))
rules.plug(AccessRule("learning.close_point", "End a thread, or excuse a step of it", JUDGES, verb="read"))
rules.plug(AccessRule("learning.plan_check", "Plan when and how impact is checked", WRITERS, verb="read"))
rules.plug(AccessRule("learning.write_product", "Write a briefing or a bulletin", WRITERS | {"TRC"}, verb="read"))
rules.plug(AccessRule("learning.approve_product", "Approve and publish what others wrote", JUDGES, verb="read"))
rules.plug(AccessRule("learning.send_product", "Send learning to agencies", {"SGC", "OFF", "BMGR", "TRC"}, verb="read"))
rules.plug(AccessRule("learning.receive", "Confirm learning that your agency was sent", {"AGC", "AGL"}, verb="read"))
rules.plug(
    AccessRule("learning.answer_national", "Say whether a national review applies here", JUDGES | {"OFF"}, verb="read")
)

rules.plug(AccessRule("learning.hear", "Write down what the Board was told", HEARERS, verb="read"))
rules.plug(AccessRule("learning.raise_issue", "Write down what a forum raised", HEARERS | {"SGM"}, verb="read"))
rules.plug(
    AccessRule("learning.pass_on", "Send what was heard to a subgroup", {"SGC", "CHAIR", "OFF", "BMGR"}, verb="read")
)
rules.plug(AccessRule("learning.answer_heard", "Answer what was heard", {"SGC", "CHAIR", "OFF", "BMGR"}, verb="read"))
rules.plug(AccessRule("learning.feed_back", "Say how an answer was given back", HEARERS | {"SGM"}, verb="read"))
rules.plug(AccessRule("learning.end_heard", "Close what was heard, answered and fed back", JUDGES, verb="read"))
