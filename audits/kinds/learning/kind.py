"""The learning and development audit: people, courses and effect, counted once a year with all agencies."""

from audits.grading import lowest_critical_else_mean
from audits.kinds import read_examples
from audits.questions import read_package
from audits.scales import SELF_4
from audits.sockets import Chase, Kind, kinds

KIND = kinds.plug(
    Kind(
        code="learning",
        title="Learning and development audit",
        asks=frozenset({"s11", "s175", "s157", "childcare_s40", "contract", "voluntary", "own_statute"}),
        versions=(read_package(__package__),),
        scale=SELF_4,
        grade=lowest_critical_else_mean,
        examples=read_examples(__package__),
        signed_by=("training lead", "head of service"),
        moderated_by="td",
        chase=Chase.LEARNING,
        order=3,
    )
)
