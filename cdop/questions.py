"""The questions of the agencies' forms, read once from `questions.toml`. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("questions.toml")
GRADES = ("2S", "1S", "U")
KEYED_ON = {"B": "R", "B2": "RN", "B4": "RS", "B6": "RD"}
"""An old form that comes after 1 April 2019 is accepted and keyed again on this new one (rule forms-switch)."""


@dataclass(frozen=True)
class Question:
    """`kind`: line, text or choice; `same_as`: the code of the same question on the old form."""

    code: str
    kind: str
    words: str
    choices: tuple[str, ...] = ()
    same_as: str = ""


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class FormAsked:
    """`grade` says how well the form's text was read (handbook 0.1), `note` says it in words for whoever answers."""

    kind: str
    grade: str
    note: str
    sections: tuple[Section, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def to_confirm(self) -> bool:
        return self.grade == "U"


@cache
def every_form() -> dict[str, FormAsked]:
    """By kind. Raises ValueError for a form whose data cannot be."""
    raw = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return {kind: _form(kind, told) for kind, told in raw.items()}


def _form(kind: str, told: dict) -> FormAsked:
    sections = tuple(
        Section(one["code"], one["title"], tuple(_question(*row) for row in one["questions"]))
        for one in told["section"]
    )
    made = FormAsked(kind, told["grade"], told["note"], sections)
    codes = [question.code for question in made.questions]
    if made.grade not in GRADES or len(codes) != len(set(codes)):
        raise ValueError(f"Form {kind}: no such grade, or a question's code stands there twice.")
    return made


def _question(code: str, kind: str, words: str, same_as: str = "") -> Question:
    choices = tuple(kind.split("|")) if "|" in kind else ()
    if not choices and kind not in ("line", "text"):
        raise ValueError(f"Question {code}: no such kind as {kind}.")
    return Question(code, "choice" if choices else kind, words, choices, same_as)


def form_asked(kind: str) -> FormAsked:
    return every_form()[kind]


def carried_over(old: str, answers: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """What an old form's answers say on the new one: same questions only, a choice only where the new one has it."""
    carried = {}
    for question in form_asked(KEYED_ON[old]).questions:
        state, value = answers.get(question.same_as, ("blank", ""))
        if state == "blank" or (state == "value" and question.choices and value not in question.choices):
            continue
        carried[question.code] = (state, value)
    return carried
