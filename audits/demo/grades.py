"""Invented grades, agency by agency and standard by standard, and the answers that come to just these grades."""

import hashlib
from collections.abc import Mapping

from audits.grading import graded
from audits.questions import QuestionSet, Standard
from audits.scales import Scale

Row = tuple[str, str]
"""The agency's own grades and the moderated ones, a digit a standard."""

IN_2015: dict[str, Row] = {
    "council-csc": ("2212212122", "2112212112"),
    "council-asc": ("2112211211", "2112211111"),
    "council-ph": ("2222211122", "2222211122"),
    "district-south": ("1111212111", "1111112111"),
    "ccg": ("2222222222", "2222222222"),
    "trust-west": ("2222222222", "2222212122"),
    "trust-east": ("2222222222", "2222122122"),
    "community-trust": ("2212222222", "2212222222"),
    "police": ("2222222222", "2222212221"),
    "probation": ("2222122222", "2222122222"),
    "voluntary": ("1112211121", "1112211121"),
}  # fmt: skip
IN_2017: dict[str, Row] = {
    "council-csc": ("2222222222", "2222212222"),
    "council-asc": ("2212212222", "1212212112"),
    "council-ph": ("2222212222", "2222212122"),
    "council-other": ("2212222122", "2112222122"),
    "district-north": ("2122222222", "2122212222"),
    "district-south": ("2121212211", "2121112211"),
    "ccg": ("2222222322", "2222222222"),
    "trust-west": ("2222222222", "2222212222"),
    "trust-east": ("2222222222", "2222122222"),
    "community-trust": ("2222222322", "2222222322"),
    "ambulance": ("2222222122", "2222222122"),
    "police": ("2222222222", "2222222222"),
    "probation": ("2222222222", "2222222212"),
    "yos": ("2222222222", "2222222222"),
    "family-court": ("2332223323", "2332223323"),
    "voluntary": ("1112212121", "1112211121"),
    "early-years": ("2122212222", "2122212122"),
}  # fmt: skip
IN_2019: dict[str, Row] = {
    "council-asc": ("2212222222", "2212212112"),
    "council-ph": ("3222223222", "2222222222"),
    "district-south": ("2222211211", "2222211210"),
    "ccg": ("3322332322", "3322322322"),
    "trust-west": ("3223322222", "3222321122"),
    "trust-east": ("2222223222", "2222221222"),
    "community-trust": ("2233222322", "2233222322"),
    "police": ("2222222223", "2222222221"),
    "family-court": ("3332333332", "3332333332"),
    "voluntary": ("2212222122", "2212222122"),
    "early-years": ("2122212222", "2122212222"),
    "council-csc": ("2223222222", "2222221222"),
    # handed in, not yet moderated
    "ambulance": ("2222222222", ""),
    "gp": ("2222212222", ""),
    "yos": ("2232222222", ""),
    "council-other": ("2222222222", ""),
    "prison": ("2222212222", ""),
}  # fmt: skip


def number(*parts: object) -> float:
    """A number from 0 up to 1, always the same for the same parts."""
    told = " ".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:4]) / 2**32


SCHOOLS: dict[str, Row] = {
    "school-hill": ("2222", "2212"),
    "school-valley": ("2232", ""),
}
"""A digit for each graded part."""


def grades_of(asked: QuestionSet, scale: Scale, row: str) -> dict[str, int]:
    """Answers to every graded question that come to these grades of the graded standards, in their order."""
    standards = [standard for standard in asked.standards if graded(standard)]
    return {
        key: value
        for standard, digit in zip(standards, row, strict=True)
        for key, value in _within(standard, int(digit), scale).items()
    }


def _within(standard: Standard, grade: int, scale: Scale) -> dict[str, int]:
    """One question holds it down, where it is below "in place": a critical one, since these rule."""
    questions = graded(standard)
    if not scale.is_gap(grade):
        return dict.fromkeys([question.key for question in questions], grade)
    critical = next((question.key for question in questions if question.critical), None)
    if critical is None:
        return dict.fromkeys([question.key for question in questions], grade)
    return {question.key: grade if question.key == critical else scale.enough for question in questions}


def both(asked: QuestionSet, scale: Scale, row: Row) -> dict[str, tuple[int | None, int | None]]:
    own = grades_of(asked, scale, row[0])
    moderated: Mapping[str, int] = grades_of(asked, scale, row[1]) if row[1] else {}
    return {key: (value, moderated.get(key)) for key, value in own.items()}
