"""What may be done about retention. Who keeps the records and who watches over them; nobody else (matrix 2.3)."""

from sscb.access.sockets import AccessRule, rules

KEEPERS = {"BMGR", "DPO"}

rules.plug(AccessRule("retention.read", "See how long records are kept, what is disposed of, and the proof", KEEPERS))
rules.plug(AccessRule("retention.sign_off", "Sign off how long a class of records is kept", {"DPO"}, sensitive=True))
rules.plug(AccessRule("retention.change", "Change how long a class of records is kept", {"BMGR"}, sensitive=True))
rules.plug(AccessRule("retention.approve", "Approve a disposal, or keep a record longer", KEEPERS, sensitive=True))
rules.plug(AccessRule("retention.offer", "Offer to the county archive what is kept for good", {"BMGR"}))
rules.plug(
    AccessRule("retention.hold", "Place records and people under a legal hold, and release them", KEEPERS | {"CHAIR"},
               sensitive=True)
)  # fmt: skip
rules.plug(
    AccessRule("retention.stop", "Stop all disposal, and let it go on again", KEEPERS | {"CHAIR"}, sensitive=True)
)
