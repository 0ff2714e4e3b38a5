"""What may be compared from one cycle to the next: only where wording, scale and weight are equivalent. No Django."""

import re
from dataclasses import dataclass

from audits.questions import Question, QuestionSet, Standard


@dataclass(frozen=True)
class Compared:
    """For one key. `reason`: why no comparison may be shown, as a sentence; empty where it may."""

    key: str
    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


def same_words(one: str, other: str) -> bool:
    """Equivalent apart from spacing, capitals and punctuation."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w%]+", " ", text.casefold()).split())


def compare_question(key: str, before: QuestionSet, after: QuestionSet) -> Compared:
    """May the answers to this question be compared between two versions? Raises KeyError for a key in neither."""
    old, new = _find(before, key), _find(after, key)
    if old is None and new is None:
        raise KeyError(key)
    if old is None:
        return Compared(key, f"New in {after.name}: there is nothing to compare with.")
    if new is None:
        return Compared(key, f"Not asked in {after.name}.")
    (_, was), (_, now) = old, new
    if before.scale != after.scale:
        return Compared(key, f"Another scale: {before.scale} before, {after.scale} now.")
    if was.answer != now.answer:
        return Compared(key, "It is answered in another way now.")
    if not same_words(was.text, now.text):
        return Compared(key, f"The wording changed in {after.name}.")
    if was.critical != now.critical:
        return Compared(key, "It became critical." if now.critical else "It is no longer critical.")
    return Compared(key)


def compare_standard(key: str, before: QuestionSet, after: QuestionSet) -> Compared:
    """May a standard's grade be compared? Only where the same questions, comparable one by one, weigh the same."""
    was = {standard.key: standard for standard in before.standards}.get(key)
    now = {standard.key: standard for standard in after.standards}.get(key)
    if was is None and now is None:
        raise KeyError(key)
    if was is None:
        return Compared(key, f"New in {after.name}: there is nothing to compare with.")
    if now is None:
        return Compared(key, f"Not in {after.name}.")
    if was.weight != now.weight:
        return Compared(key, f"Another weight: {was.weight} before, {now.weight} now.")
    added = _keys(now) - _keys(was)
    dropped = _keys(was) - _keys(now)
    if added or dropped:
        told = [f"{len(added)} new" if added else "", f"{len(dropped)} no longer asked" if dropped else ""]
        return Compared(key, f"Its questions changed: {' and '.join(word for word in told if word)}.")
    changed = [question for question in now.questions if not compare_question(question.key, before, after)]
    if changed:
        numbers = ", ".join(question.number for question in changed)
        return Compared(key, f"Not comparable question by question: {numbers}.")
    return Compared(key)


def _keys(standard: Standard) -> set[str]:
    return {question.key for question in standard.questions}


def _find(found: QuestionSet, key: str) -> tuple[Standard, Question] | None:
    return next(((standard, question) for standard, question in found if question.key == key), None)
