"""The child death reviews' own rules. Nobody but the co-ordinator works on a case; the partners read what is theirs."""

from sscb.access.sockets import EVERYBODY, AccessRule, rules

OFFICE = {"CDC"}
PANEL = {"CDC", "SGC", "SGM", "PNL"}
"""The chair and the members sit by their place in the panel's own group; a deputy by a named grant."""

rules.plug(AccessRule("cdop.read_reviews", "See child death reviews that are yours to see", {"CDC", "CDRP"}))
rules.plug(AccessRule("cdop.take_notification", "Take the notification of a child’s death", OFFICE))
rules.plug(AccessRule("cdop.run_review", "Run a child death review", OFFICE, verb="change"))
rules.plug(AccessRule("cdop.carry_over", "Carry over reviews that were completed before the portal", OFFICE))
rules.plug(
    AccessRule("cdop.plan_panel", "Plan meetings of the child death overview panel and send its papers out", OFFICE,
               verb="change")
)
rules.plug(AccessRule("cdop.set_quorum", "Record what the panel needs to decide", OFFICE))
rules.plug(
    AccessRule("cdop.read_panel", "See the meetings of the child death overview panel", PANEL, group="cdop")
)
rules.plug(
    AccessRule("cdop.minute_panel", "Record who sat at a panel meeting and what it decided", {"CDC", "SGC"},
               verb="change", group="cdop")
)
rules.plug(AccessRule("cdop.read_paper", "Read a panel paper that was sent to you", OFFICE))
rules.plug(AccessRule("cdop.write_paper", "Write and approve the papers of the panel", OFFICE, verb="change"))
rules.plug(AccessRule("cdop.send_papers", "Open a panel paper to those who attend", OFFICE, verb="change"))
rules.plug(
    AccessRule("cdop.publish_learning", "Sign off what the panel learned for the whole Board", {"CDC", "SGC"},
               group="cdop")
)
rules.plug(
    AccessRule("cdop.suspect_abuse", "Raise a suspicion of abuse or neglect at once", {"CDC", "SGC"}, group="cdop")
)
rules.plug(
    AccessRule("cdop.see_suspicions", "See that the panel raised a concern", {"CDC", "SGC", "BMGR"}, group="cdop")
)
rules.plug(
    AccessRule("cdop.pass_suspicion_on", "Say that a concern of the panel was passed on", {"CDC", "BMGR"},
               verb="change")
)
rules.plug(AccessRule("cdop.open_identity", "Open who the child was, with a reason", OFFICE, sensitive=True))
# By a grant of the co-ordinator on the one form (SEC-09), whatever role its holder has or has not.
rules.plug(
    AccessRule(
        "cdop.answer_form", "Answer your agency’s form about a child’s death", set(), verb="change", by_grant=True
    )
)
rules.plug(AccessRule("cdop.read_form", "Read an agency’s form about a child’s death", OFFICE))
rules.plug(AccessRule("cdop.own_forms", "See the forms about a child’s death that you are asked for", EVERYBODY))
rules.plug(AccessRule("cdop.hand_over", "Hand a child death review over to the partners", OFFICE))
rules.plug(AccessRule("cdop.run_transition", "Run the transition to the child death review partners", OFFICE))
rules.plug(AccessRule("cdop.collect", "Collect what was handed over to your body", {"CDRP"}))
rules.plug(AccessRule("cdop.read_register", "Read the transition register", {"CDC", "BMGR", "CHAIR"}))
rules.plug(
    AccessRule("cdop.see_transition", "See how the transition stands, in sums", {"BM", "CHAIR", "BMGR", "OFF", "CDC"})
)
rules.plug(
    AccessRule("cdop.confirm_receipt", "Confirm a letter of receipt as the second person", {"BMGR", "OFF", "CHAIR"})
)
rules.plug(
    AccessRule("cdop.receive", "Confirm the receipt of a case handed over to you", {"CDRP"}, verb="acknowledge")
)

# Reports and campaigns: totals and themes only. What is a draft, the levels of the records themselves keep apart.
TOLD = {"BM", "SGM", "SGC", "CHAIR", "OFF", "BMGR", "CDC"}
rules.plug(AccessRule("cdop.read_reports", "Read reports on child deaths, in totals", TOLD))
rules.plug(AccessRule("cdop.write_report", "Write the panel’s reports", OFFICE, verb="change"))
rules.plug(AccessRule("cdop.agree_report", "Agree a report for the panel you chair", {"SGC"}, verb="change"))
rules.plug(AccessRule("cdop.send_return", "Take and send the yearly return of child death reviews", OFFICE))
rules.plug(AccessRule("cdop.read_campaigns", "See campaigns that came of child death reviews", TOLD))
rules.plug(AccessRule("cdop.plan_campaign", "Plan a campaign", OFFICE))
rules.plug(AccessRule("cdop.run_campaign", "Run a campaign and record whom it reached", OFFICE, verb="change"))
