"""The single-agency tool as data: its versions, and what its questions say about which Section 11 standard. Pure."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from audits.questions import Question, QuestionSet, read_package

VERSIONS: tuple[QuestionSet, ...] = (read_package(__name__, "maca-1.toml"),)
"""Oldest first. One in use is never edited: a change is a new file beside it."""
OVERALL, UNSAFE, PARENT, PRACTITIONER, CHILD = (
    "overall-grade", "unsafe-now", "parent-view", "practitioner-view", "child-said",
)  # fmt: skip
STANDARDS: dict[str, list[str]] = tomllib.loads(files(__name__).joinpath("standards.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Asked:
    """A section as an auditor meets it."""

    number: str
    title: str
    questions: tuple[Question, ...]


def tool_named(name: str) -> QuestionSet:
    """The version with this name, as CODE/version. Raises KeyError."""
    return {one.name: one for one in VERSIONS}[name]


def sections(name: str, theme_questions: list[Question]) -> list[Asked]:
    """The tool with the theme's own questions as section H, where there are any."""
    found = [Asked(one.number, one.title, one.questions) for one in tool_named(name).standards]
    if theme_questions:
        found.append(Asked("H", "This theme", tuple(theme_questions)))
    return sorted(found, key=lambda one: one.number)
