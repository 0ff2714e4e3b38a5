"""The reviews' own rules: what goes with an office, and what a named grant opens (panel, reviewer, author)."""

from sscb.access.sockets import EVERYBODY, AccessRule, rules

MANAGER, OFFICE, CHAIR, SUBGROUP = {"BMGR"}, {"BMGR", "OFF"}, {"CHAIR"}, {"SGC", "SGM"}
READERS = OFFICE | CHAIR | SUBGROUP
"""Of the subgroup, those with a place in Learning and Improvement."""

rules.plug(AccessRule("reviews.read", "See cases that are considered or reviewed", READERS, group="li"))
rules.plug(
    AccessRule("reviews.read_file", "Read what agencies, practitioners and the family told a review", OFFICE | CHAIR)
)
rules.plug(
    AccessRule("reviews.refer", "Ask that a case be considered for a review",
               {"AGL", "AGC", "BM", "SGM", "SGC", "CHAIR", "BMGR", "OFF"})
)  # fmt: skip
rules.plug(AccessRule("reviews.read_incidents", "See notifiable incidents", READERS, group="li"))
rules.plug(AccessRule("reviews.record_incident", "Record a notifiable incident", OFFICE))
rules.plug(AccessRule("reviews.change_incident", "Record who was told of an incident", OFFICE, verb="change"))

rules.plug(AccessRule("reviews.run", "Run a review for the Board", MANAGER, verb="change"))
rules.plug(
    AccessRule("reviews.consider", "Record what the subgroup recommends on a case", {"SGC"}, verb="change", group="li")
)
rules.plug(AccessRule("reviews.decide", "Decide whether a review is held", CHAIR, verb="decide"))
rules.plug(AccessRule("reviews.steer", "Steer a review as the Independent Chair", CHAIR, verb="decide"))
rules.plug(AccessRule("reviews.begin", "Begin a review that was commissioned", MANAGER, verb="change"))
# By a named grant with the right to write (SEC-09): the lead reviewer's.
rules.plug(AccessRule("reviews.lead", "Lead a review as its reviewer", set(), verb="change", by_grant=True))
# The business manager's by office, the lead reviewer's by the same grant.
rules.plug(AccessRule("reviews.work", "Keep the file of a review", MANAGER, verb="change"))
rules.plug(AccessRule("reviews.minute_board", "Record what the Board decided on a review", MANAGER, verb="change"))
rules.plug(AccessRule("reviews.close", "Close a review whose actions are done", {"SGC"}, verb="change", group="li"))
rules.plug(AccessRule("reviews.hand_over", "Hand a review over to the safeguarding partners", MANAGER))
rules.plug(AccessRule("reviews.agree_handover", "Agree that a review passes to the safeguarding partners", CHAIR))
rules.plug(
    AccessRule("reviews.open_identity", "Agree that somebody opens who a child is", MANAGER | CHAIR, sensitive=True)
)
# Also the panel's and the reviewers', by their grant on the case (handbook 5.2: who is on the panel reads it).
rules.plug(
    AccessRule("reviews.ask_identity", "Ask to open who a child is, with a reason", MANAGER | CHAIR, sensitive=True)
)

rules.plug(AccessRule("reviews.read_summary", "Read what an agency answered on a case", OFFICE | CHAIR))
rules.plug(
    AccessRule("reviews.answer_summary", "Answer for your agency on a case", set(), verb="change", by_grant=True)
)
rules.plug(AccessRule("reviews.read_report", "Read an agency’s report to a review", OFFICE | CHAIR))
rules.plug(
    AccessRule("reviews.write_report", "Write your agency’s report to a review", set(), verb="change", by_grant=True)
)
rules.plug(AccessRule("reviews.read_copy", "Read your numbered copy of a draft report", OFFICE | CHAIR))
rules.plug(
    AccessRule("reviews.answer_copy", "Answer on your copy of a draft report", set(), verb="change", by_grant=True)
)
# The lead reviewer by their grant to write, or the business manager for one who has no account.
rules.plug(AccessRule("reviews.settle", "Settle what readers said of a draft", MANAGER, verb="change"))
rules.plug(
    AccessRule("reviews.recommend", "Write a recommendation of a review", MANAGER | {"SGC", "CHAIR"}, group="li")
)
rules.plug(AccessRule("reviews.read_draft", "Read the drafts of a report", OFFICE | CHAIR))
rules.plug(AccessRule("reviews.find_publication", "Find the page of a published review", EVERYBODY))
rules.plug(AccessRule("reviews.own_parts", "See what you are asked for on cases", EVERYBODY))
