"""What may be done in the dataset. Figures are about areas, not people: Board, groups and agencies read them."""

from sscb.access.sockets import AccessRule, rules

READERS = {"BMGR", "OFF", "CHAIR", "BM", "SGC", "SGM", "AGL", "AGC", "CDC", "TRC"}

rules.plug(AccessRule(code="dataset.read", sentence="Read the indicators and their figures", roles=READERS))
rules.plug(
    AccessRule(code="dataset.import", sentence="Import indicator figures", roles={"BMGR", "OFF"}, verb="change")
)
rules.plug(
    AccessRule(
        code="dataset.map", sentence="Say which column of a file belongs to which indicator", roles={"BMGR", "OFF"},
        verb="change",
    )
)  # fmt: skip
rules.plug(
    AccessRule(
        code="dataset.accept_restatement", sentence="Accept or refuse a restated figure", roles={"BMGR", "OFF"},
        verb="change",
    )
)  # fmt: skip
rules.plug(
    AccessRule(
        code="dataset.propose", sentence="Propose new limits for a chart, and mark on it what happened",
        roles={"BMGR", "OFF", "SGM", "SGC"}, verb="change", group="qp",
    )
)  # fmt: skip
rules.plug(
    AccessRule(
        code="dataset.agree", sentence="Write down what Quality and Performance agreed about an indicator",
        roles={"BMGR", "OFF", "SGC"}, verb="change", group="qp",
    )
)  # fmt: skip
rules.plug(
    AccessRule(
        code="dataset.approve", sentence="Approve new limits for a chart, as chair of Quality and Performance",
        roles={"SGC"}, verb="change", group="qp",
    )
)  # fmt: skip
# Returns are papers of one agency (P2): the matrix says whose and when; these say what.
rules.plug(
    AccessRule(
        code="dataset.read_return", sentence="Read the figures that an agency sends for a period",
        roles={"AGC", "AGL", "SGM", "SGC", "CHAIR", "OFF", "BMGR"},
    )
)  # fmt: skip
rules.plug(
    AccessRule(
        code="dataset.fill_return", sentence="Fill in the figures of your agency", roles={"AGC", "AGL"}, verb="change"
    )
)
rules.plug(
    AccessRule(
        code="dataset.submit_return", sentence="Hand in the figures of your agency", roles={"AGL"}, verb="submit"
    )
)
# Who may check is said once more in `dataset.queries.returns.standing.may_check`: never a return of one's own agency.
rules.plug(
    AccessRule(
        code="dataset.check_return", sentence="Check the figures that an agency handed in",
        roles={"SGC", "OFF", "BMGR"}, group="qp",
    )
)  # fmt: skip
rules.plug(
    AccessRule(
        code="dataset.reopen_return", sentence="Open a checked return again, with a reason", roles={"OFF", "BMGR"},
        verb="reopen", sensitive=True,
    )
)  # fmt: skip
rules.plug(
    AccessRule(
        code="dataset.extend_return", sentence="Give an agency more time for its figures, with a reason",
        roles={"SGC", "OFF", "BMGR"},
    )
)  # fmt: skip
rules.plug(
    AccessRule(
        code="dataset.ask_provider", sentence="Say which agency is asked for which figures", roles={"OFF", "BMGR"},
        verb="change",
    )
)  # fmt: skip


CONCERN_READERS = {"BMGR", "OFF", "CHAIR", "BM", "SGC", "SGM"}
OFFICE = {"BMGR", "OFF"}

# A place in a subgroup counts where it is one in Quality and Performance; reading is as the matrix says.
for code, sentence, roles, verb in (
    ("raise_concern", "Raise an area of concern", {"SGM", "SGC"} | OFFICE, "read"),
    ("decide_concern", "Decide on an area of concern for Quality and Performance", {"SGC"}, "change"),
    ("pass_concern", "Put an area of concern to agencies", {"SGC"} | OFFICE, "change"),
    ("resolve_concern", "Resolve an area of concern", {"SGC", "CHAIR"}, "change"),
    ("reopen_concern", "Raise a closed area of concern again", {"SGM", "SGC", "CHAIR"} | OFFICE, "read"),
    ("read_questions", "See the questions put to your agency", {"AGL", "AGC", "SGC", "SGM", "CHAIR"} | OFFICE, "read"),
    ("chase_answer", "Ask again for a late answer", {"SGC"} | OFFICE, "read"),
):  # fmt: skip
    rules.plug(AccessRule(f"dataset.{code}", sentence, roles, verb=verb, group="qp"))
for code, sentence, roles, verb in (
    ("read_concerns", "See the areas of concern", CONCERN_READERS, "read"),
    ("escalate_concern", "Escalate an area of concern to a chief officer", {"CHAIR"}, "decide"),
    ("close_concern", "Close an area of concern", {"BMGR"}, "change"),
    ("write_answer", "Write your agency’s answer to a question", {"AGL", "AGC"}, "change"),
    ("send_answer", "Send your agency’s answer to a question", {"AGL"}, "submit"),
    ("ask_again", "Ask an agency for a better answer", OFFICE, "reopen"),
):  # fmt: skip
    rules.plug(AccessRule(f"dataset.{code}", sentence, roles, verb=verb))
