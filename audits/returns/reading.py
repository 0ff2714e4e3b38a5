"""Which kind and which version of its questions a cycle or a return holds to."""

from audits.questions import QuestionSet
from audits.sockets import Kind, kinds
from sscb.access.errors import Conflict


class NoSuchVersion(Conflict, LookupError):
    """A cycle remembers a question set that is not here as it was: a set in use is never edited or taken away."""


def kind_of(cycle) -> Kind:
    return kinds[cycle.kind]


def questions_of(cycle) -> QuestionSet:
    """The set as it stood when the cycle was planned. Raises NoSuchVersion."""
    for version in kind_of(cycle).versions:
        if version.name == cycle.questions:
            if cycle.fingerprint not in ("", version.fingerprint):
                raise NoSuchVersion(
                    f"The questions of {cycle.questions} were edited while {cycle.reference} is asked with them, so "
                    "its answers would no longer answer what was asked. Put the old file back, and give the edited "
                    "one the next version number. Nothing was changed."
                )
            return version
    raise NoSuchVersion(
        f"{cycle.reference} was asked with {cycle.questions}, which is no version of the {kind_of(cycle).title} here. "
        "Put its file back into the kind's folder. Nothing was changed."
    )


def asked_with(cycle) -> str:
    """The set in words, for a paper: its title and version."""
    version = questions_of(cycle)
    return f"asked with “{version.title}”, version {version.version}"
