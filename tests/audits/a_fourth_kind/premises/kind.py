"""How safe the buildings are that children come to: a fourth kind, for the tests alone."""

from audits.grading import lowest_critical_else_mean
from audits.kinds import read_examples
from audits.questions import read_package
from audits.scales import SELF_4
from audits.sockets import Chase, Kind, kinds

KIND = kinds.plug(
    Kind(
        code="premises",
        title="Audit of premises",
        asks=frozenset({"s11"}),
        versions=(read_package(__package__),),
        scale=SELF_4,
        grade=lowest_critical_else_mean,
        examples=read_examples(__package__),
        signed_by=("head of agency",),
        moderated_by="qp",
        chase=Chase.SECTION_11,
        order=9,
    )
)
