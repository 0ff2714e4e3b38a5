"""The Section 11 audit: ten standards, 47 criteria, answered by whoever has the duty or agreed to it."""

from audits.grading import lowest_critical_else_mean
from audits.kinds import read_examples
from audits.questions import read_package
from audits.scales import S11_4
from audits.sockets import Chase, Kind, kinds
from audits.survey.statements import read_statements

KIND = kinds.plug(
    Kind(
        code="section11",
        title="Section 11 audit",
        asks=frozenset({"s11", "childcare_s40", "contract", "voluntary", "own_statute"}),
        versions=(read_package(__package__, "questions-2015.toml"), read_package(__package__)),
        scale=S11_4,
        grade=lowest_critical_else_mean,
        examples=read_examples(__package__),
        signed_by=("head of agency",),
        moderated_by="qp",
        chase=Chase.SECTION_11,
        order=1,
        survey=read_statements(__package__),
    )
)
