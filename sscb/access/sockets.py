"""Where programmes plug in the names of what may be done."""

from dataclasses import dataclass

from sscb.access.matrix import VERBS
from sscb.people.models import Role
from sscb.sockets import Socket

EVERYBODY = frozenset(Role.values)
"""Everybody who is signed in."""


@dataclass(frozen=True)
class AccessRule:
    """One thing that may be done. `sentence` completes "You may ...", for a manager to read.

    With an object in hand the matrix must also allow `verb` on that object's level and scope. `group`: a place in a
    subgroup (SGM, SGC) counts only where it is a place in the group with this code. `by_grant`: no role has it; only a
    named grant on the record in hand gives it. `sensitive`: whoever does it enters a factor again first (SEC-20).
    """

    code: str
    sentence: str
    roles: frozenset[str]
    verb: str = "read"
    sensitive: bool = False
    group: str = ""
    by_grant: bool = False

    def __post_init__(self):
        object.__setattr__(self, "roles", frozenset(self.roles))
        unknown = self.roles - EVERYBODY
        if unknown:
            raise ValueError(f"{self.code}: no such role {sorted(unknown)}")
        if bool(self.roles) is self.by_grant:
            raise ValueError(f"{self.code}: some role has it, or a named grant alone gives it")
        if self.verb not in VERBS:
            raise ValueError(f"{self.code}: no such verb {self.verb}")


rules: Socket[AccessRule] = Socket("access rules", AccessRule)
