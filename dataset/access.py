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
        roles={"BMGR", "OFF", "SGM", "SGC"}, verb="change",
    )
)  # fmt: skip
rules.plug(
    AccessRule(
        code="dataset.agree", sentence="Write down what Quality and Performance agreed about an indicator",
        roles={"BMGR", "OFF", "SGC"}, verb="change",
    )
)  # fmt: skip
rules.plug(
    AccessRule(
        code="dataset.approve", sentence="Approve new limits for a chart, as chair of Quality and Performance",
        roles={"SGC"}, verb="change",
    )
)  # fmt: skip
