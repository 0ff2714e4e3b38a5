"""The schools' audit: one return for each school or college, signed by the head and the safeguarding governor."""

from audits.grading import lowest_critical_else_mean
from audits.kinds import read_examples
from audits.questions import read_package
from audits.scales import S11_4
from audits.sockets import Chase, Kind, kinds

KIND = kinds.plug(
    Kind(
        code="school",
        title="Schools’ safeguarding audit",
        asks=frozenset({"s175", "s157"}),
        versions=(read_package(__package__),),
        scale=S11_4,
        grade=lowest_critical_else_mean,
        examples=read_examples(__package__),
        signed_by=("head teacher", "safeguarding governor"),
        moderated_by="qp",
        chase=Chase.SCHOOL_TERMS,
        order=2,
    )
)
