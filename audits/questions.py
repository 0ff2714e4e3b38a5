"""Question sets as data: read from TOML, checked whole, never edited once a cycle uses them. No Django.

A set in use is kept as it is; a change is a new version beside it. What may be compared from one version to the next
is said by `comparing`.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.resources import files
from typing import Any

ANSWERS: dict[str, str] = {
    "grade": "A grade of the set’s scale",
    "text": "Words",
    "yes_partly_no": "Yes, partly, no or not applicable, with a comment",
    "number": "A whole number",
    "share": "So many of so many",
    "date": "A date",
    "dates": "From a date to a date",
    "choice": "One of a list",
    "choices": "Any of a list",
    "grid": "The same question for each row of a grid",
    "rows": "As many rows as there are",
    "date_and_person": "A date, and who did it",
}
"""Kinds of answer that a page can ask for. `grade` is what compliance is worked out from; the others inform it."""
CELLS = ("number", "share", "months", "yes_partly_no", "grade", "text", "date")
"""What the cells of a grid, or the columns of rows, may hold."""


class QuestionSetFault(ValueError):
    """The set is not whole. `faults` holds one sentence for each thing that is wrong."""

    def __init__(self, code: str, faults: list[str]):
        self.faults = faults
        super().__init__(f"The question set {code or '(without a code)'} cannot be used: {' '.join(faults)}")


@dataclass(frozen=True)
class Column:
    """A column of a grid or of rows."""

    key: str
    title: str
    cell: str = "text"


@dataclass(frozen=True)
class Question:
    """`key` never changes, even when `number` does: it carries comparison from cycle to cycle.

    `critical`: an answer below “in place” rules the standard's grade. `of`: codes of the kinds of agency that it is
    asked of, none meaning all.
    """

    key: str
    number: str
    text: str
    answer: str = "grade"
    hint: str = ""
    critical: bool = False
    optional: bool = False
    choices: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    of: frozenset[str] = frozenset()
    becomes: str = ""
    """What each row of the answer becomes when the return is handed in: `action`, `gap` or `support`."""

    def is_asked_of(self, agency_kind: str) -> bool:
        return not self.of or agency_kind in self.of


@dataclass(frozen=True)
class Standard:
    """`descriptors`: what each grade of the scale means here, lowest first; empty where the questions say it all."""

    key: str
    number: str
    title: str
    reference: str = ""
    weight: int = 1
    descriptors: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    """Codes of figures that speak to it, asked of whoever keeps them."""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class QuestionSet:
    """One version of a set. `follows`: the version that it was made from, as `CODE/version`; empty for the first."""

    code: str
    version: int
    title: str
    valid_from: date
    source: str
    scale: str
    standards: tuple[Standard, ...]
    follows: str = ""
    fingerprint: str = field(init=False, compare=False, default="")
    """Of every word of it: a cycle remembers it, so that a set edited while in use is noticed."""

    def __post_init__(self):
        words = json.dumps(asdict(self), sort_keys=True, default=_plain)
        object.__setattr__(self, "fingerprint", hashlib.sha256(words.encode()).hexdigest())

    @property
    def name(self) -> str:
        return f"{self.code}/{self.version}"

    def __iter__(self) -> Iterator[tuple[Standard, Question]]:
        for standard in self.standards:
            for question in standard.questions:
                yield standard, question

    def __len__(self) -> int:
        return sum(len(standard.questions) for standard in self.standards)

    def question(self, key: str) -> Question:
        """The question with this key. Raises KeyError."""
        return {question.key: question for _, question in self}[key]

    def asked_of(self, agency_kind: str) -> list[tuple[Standard, Question]]:
        return [(standard, question) for standard, question in self if question.is_asked_of(agency_kind)]


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value.isoformat()


def read_package(package: str, name: str = "questions.toml") -> QuestionSet:
    """The set in a kind's own folder. Raises QuestionSetFault with every fault at once."""
    return read_questions(files(package).joinpath(name).read_text(encoding="utf-8"))


def read_questions(text: str) -> QuestionSet:
    """A set from TOML. Raises QuestionSetFault with every fault at once, tomllib.TOMLDecodeError for broken TOML."""
    told = tomllib.loads(text)
    standards = tuple(_standard(one) for one in told.pop("standard", ()))
    faults = [f"“{word}” is missing." for word in _WANTED if not told.get(word)]
    faults += [f"“{word}” is not a word of a question set." for word in told.keys() - {*_WANTED, "follows"}]
    if faults:
        raise QuestionSetFault(str(told.get("code", "")), sorted(faults))
    found = QuestionSet(standards=standards, **told)
    if faults := set_faults(found):
        raise QuestionSetFault(found.code, faults)
    return found


_WANTED = ("code", "version", "title", "valid_from", "source", "scale")


def _standard(told: dict[str, Any]) -> Standard:
    questions = tuple(_question(one) for one in told.pop("question", ()))
    return Standard(questions=questions, descriptors=tuple(told.pop("descriptors", ())),
                    indicators=tuple(told.pop("indicators", ())), **told)  # fmt: skip


def _question(told: dict[str, Any]) -> Question:
    columns = tuple(Column(**one) for one in told.pop("columns", ()))
    lists = {word: tuple(told.pop(word, ())) for word in ("choices", "rows")}
    return Question(columns=columns, of=frozenset(told.pop("of", ())), **lists, **told)


def set_faults(found: QuestionSet) -> list[str]:
    """One sentence for each thing that would make the set unusable; none for a whole one."""
    faults = []
    if not len(found):
        faults.append("It asks nothing.")
    for what, keys in (
        ("standards", [standard.key for standard in found.standards]),
        ("standards’ numbers", [standard.number for standard in found.standards]),
        ("questions", [question.key for _, question in found]),
        ("questions’ numbers", [question.number for _, question in found]),
    ):
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            faults.append(f"Among the {what} these stand twice: {', '.join(twice)}.")
    for standard, question in found:
        here = f"Question {question.number} of standard {standard.number}"
        if not question.text.strip() or not question.key.strip():
            faults.append(f"{here} has no words or no key.")
        if question.answer not in ANSWERS:
            faults.append(f"{here} asks for “{question.answer}”, which no page can ask for.")
        if question.answer in ("choice", "choices") and len(question.choices) < 2:
            faults.append(f"{here} is a choice and gives fewer than two.")
        if question.answer == "grid" and not (question.rows and question.columns):
            faults.append(f"{here} is a grid without rows or columns.")
        if question.answer == "rows" and not question.columns:
            faults.append(f"{here} asks for rows and says no columns.")
        if question.becomes not in ("", "action", "gap", "support"):
            faults.append(f"{here} becomes “{question.becomes}”, which nothing can become.")
        if question.critical and question.answer != "grade":
            faults.append(f"{here} is critical and is not graded.")
        odd = [column.cell for column in question.columns if column.cell not in CELLS]
        faults += [f"{here}: a column holds “{cell}”, which no cell can." for cell in odd]
    return faults
