"""The access room's own rules."""

from sscb.access.sockets import EVERYBODY, AccessRule, rules

rules.plug(AccessRule(code="portal.enter", sentence="Enter the portal", roles=EVERYBODY))
rules.plug(AccessRule(code="portal.own_account", sentence="See and change your own account", roles=EVERYBODY))
rules.plug(
    AccessRule(code="portal.health", sentence="See how the portal is doing", roles={"SYS", "BMGR", "OFF", "DPO"})
)
rules.plug(
    AccessRule(
        code="access.grant", sentence="Open a restricted record to a named person", roles={"BMGR", "CHAIR"},
        verb="change", sensitive=True,
    )
)  # fmt: skip
