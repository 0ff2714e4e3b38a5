"""Where programmes say which of their records learning comes from."""

from dataclasses import dataclass

from sscb.learning.methods import BY_CODE
from sscb.sockets import Socket


@dataclass(frozen=True)
class Finding:
    """Learning comes from records of these types, by this method of the framework.

    A learning point or recommendation whose `source_uuid` is such a record shows it as the first knot of its thread,
    to those who may read it; `words` say to everybody else what it was, and never which.
    """

    code: str
    method: str
    record_types: tuple[str, ...]
    words: str
    order: int = 0

    def __post_init__(self):
        if self.method not in BY_CODE:
            raise ValueError(f"{self.code}: the framework has no method {self.method}")


findings: Socket[Finding] = Socket("findings", Finding)
