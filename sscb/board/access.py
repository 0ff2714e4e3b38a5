"""The board room's access rules: what may be done in the Board's own business."""

from sscb.access.sockets import EVERYBODY, AccessRule, rules

BOARD_READERS = {"BM", "SGM", "SGC", "CHAIR", "OFF", "BMGR", "CDC", "TRC"}
OFFICE = {"BMGR", "OFF"}
PLANNERS = OFFICE | {"SGC"}
"""A subgroup's chair, of what is their own group's: the matrix lets them change nothing else."""

rules.plug(AccessRule("board.home", "See your own home page", EVERYBODY))
rules.plug(AccessRule("board.read_meetings", "See meetings of the Board and of your groups", BOARD_READERS))
rules.plug(AccessRule("board.read_pack", "Open a pack", BOARD_READERS, verb="read"))
rules.plug(AccessRule("board.plan_meeting", "Plan a meeting and its agenda", PLANNERS, verb="change"))
rules.plug(AccessRule("board.minute", "Record who came and what was said and decided", PLANNERS, verb="change"))
rules.plug(
    AccessRule("board.carry_log", "Go through a body’s action log at its meeting", PLANNERS | {"CHAIR"}, verb="change")
)
rules.plug(
    AccessRule("board.approve_minutes", "Approve minutes, and correct approved ones", {"CHAIR", "BMGR", "SGC"},
               verb="change")
)  # fmt: skip
rules.plug(
    AccessRule("board.send_upward", "Send a subgroup’s approved minutes to the Board", PLANNERS, verb="change")
)
rules.plug(AccessRule("board.read_minutes", "Read minutes and the decision log", BOARD_READERS))
rules.plug(AccessRule("board.rewind", "Take out what the Board knew on a day", {"BMGR", "CHAIR"}, sensitive=True))
rules.plug(AccessRule("board.calendar", "Have your meetings in your own calendar", BOARD_READERS))
rules.plug(
    AccessRule("board.add_paper", "Hand in a paper with its cover sheet", OFFICE | {"SGC", "CHAIR"}, verb="attach")
)
rules.plug(AccessRule("board.read_paper", "See a paper before it is in a pack", PLANNERS | {"SGM", "CHAIR"}))
rules.plug(AccessRule("board.build_pack", "Build a pack", PLANNERS | {"CHAIR"}, verb="change"))
rules.plug(
    AccessRule("board.issue_pack", "Issue a pack", {"BMGR", "CHAIR", "SGC"}, verb="change", sensitive=True)
)
rules.plug(AccessRule("board.step_date", "Step the demonstration's date", {"BMGR"}, verb="change"))
rules.plug(AccessRule("board.see_outbox", "See the letters that the portal has sent", {"BMGR", "OFF", "SYS"}))
rules.plug(AccessRule("board.help", "Read the help pages", EVERYBODY))

LOG_READERS = {"BM", "SGM", "SGC", "CHAIR", "OFF", "BMGR"}
rules.plug(AccessRule("board.read_challenges", "See the Board's challenge log", LOG_READERS))
rules.plug(
    AccessRule("board.raise_challenge", "Put a challenge to an agency's chief officer", {"BM", "CHAIR", "SGC", "BMGR"})
)
rules.plug(AccessRule("board.answer_challenge", "Answer a challenge to your agency", {"AGL", "OFF", "BMGR"}))
rules.plug(AccessRule("board.chase_challenge", "Ask again for the answer to a challenge", OFFICE | {"CHAIR"}))
rules.plug(
    AccessRule("board.close_challenge", "Close a challenge and say what came of it", {"CHAIR", "BMGR"}, verb="change")
)

rules.plug(AccessRule("board.read_business", "See the Board's plan, risks, money and framework", LOG_READERS))
rules.plug(AccessRule("board.run_business", "Write the Board's plan, risks, money and framework", OFFICE | {"CHAIR"}))
rules.plug(AccessRule("board.say_plan", "Say how an action of the plan stands", OFFICE | {"CHAIR", "SGC"}))
rules.plug(AccessRule("board.decide_business", "Decide on the Board's plan, risks and framework", {"CHAIR", "BMGR"}))
rules.plug(AccessRule("board.send_letter", "Say that a letter of the Chair was sent", {"CHAIR", "BMGR"}))

TRANSITION_READERS = LOG_READERS | {"CDC", "TRC"}
rules.plug(AccessRule("board.read_transition", "See the plan and the register of the transition", TRANSITION_READERS))
rules.plug(AccessRule("board.prepare_transition", "Prepare the transition of the Board", OFFICE, verb="change"))
rules.plug(
    AccessRule("board.propose_transition", "Put the plan of the transition to the Independent Chair", {"BMGR"},
               verb="change")
)  # fmt: skip
rules.plug(AccessRule("board.agree_transition", "Agree to the plan of the transition", {"CHAIR"}, verb="change"))
