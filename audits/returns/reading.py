"""Which kind and which version of its questions a cycle or a return holds to."""

from audits.questions import QuestionSet
from audits.sockets import Kind, kinds


class NoSuchVersion(LookupError):
    """A cycle remembers a question set that is not here any more: a set in use is never taken away."""


def kind_of(cycle) -> Kind:
    return kinds[cycle.kind]


def questions_of(cycle) -> QuestionSet:
    """The set as it stood when the cycle was planned. Raises NoSuchVersion."""
    for version in kind_of(cycle).versions:
        if version.name == cycle.questions:
            return version
    raise NoSuchVersion(
        f"{cycle.reference} was asked with {cycle.questions}, which is no version of the {kind_of(cycle).title} here. "
        "Put its file back into the kind's folder. Nothing was changed."
    )
