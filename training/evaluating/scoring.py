"""What answers say together: gains on matched people only, shares with what they are out of. No Django."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FEWEST = 5
"""Nothing said by fewer is shown, alone or within a sum (RULINGS 6)."""
NOT_SHOWN = f"Not shown: fewer than {FEWEST} answered"

Answers = Mapping[str, str]


@dataclass(frozen=True)
class Rate:
    """So many of so many, in whole per cent; never over 100, and a dash where there is nobody."""

    part: int
    of: int

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(self.part + other.part, self.of + other.of)

    @property
    def percent(self) -> int | None:
        return min(100, (200 * self.part + self.of) // (2 * self.of)) if self.of else None

    @property
    def words(self) -> str:
        return f"{self.percent}% ({self.part:,} of {self.of:,})" if self.of else "–"


@dataclass(frozen=True)
class Gain:
    """Mean confidence of the same people at two points. `people`: those who answered both."""

    people: int
    before: float
    after: float

    @property
    def shown(self) -> bool:
        return self.people >= FEWEST

    @property
    def words(self) -> str:
        if not self.shown:
            return NOT_SHOWN
        moved = self.after - self.before
        by = f"{'+' if moved >= 0 else '−'}{abs(moved):.1f}"
        return f"{self.before:.1f} to {self.after:.1f} ({by}, {self.people} people)"


NO_GAIN = Gain(0, 0.0, 0.0)


def confidence(answers: Answers) -> float | None:
    """One person's mean over the outcomes that they rated."""
    given = [int(value) for key, value in answers.items() if key.startswith("confidence-") and value]
    return sum(given) / len(given) if given else None


def gain(before: Mapping[int, Answers], after: Mapping[int, Answers]) -> Gain:
    """Over matched delegates only, and of each only the outcomes rated both times (audits handbook 4.4)."""
    pairs = []
    for who in before.keys() & after.keys():
        was, now = before[who], after[who]
        both = {key for key in was if key.startswith("confidence-") and was[key] and now.get(key)}
        if both:
            pairs.append((confidence({key: was[key] for key in both}),
                          confidence({key: now[key] for key in both})))  # fmt: skip
    if not pairs:
        return NO_GAIN
    return Gain(len(pairs), sum(a for a, _ in pairs) / len(pairs), sum(b for _, b in pairs) / len(pairs))


def together(gains: Iterable[Gain]) -> Gain:
    """Of several events: only those that may be shown alone, so that nobody can take away and see the others."""
    many = [one for one in gains if one.shown]
    people = sum(one.people for one in many)
    if not people:
        return NO_GAIN
    return Gain(people, sum(one.before * one.people for one in many) / people,
                sum(one.after * one.people for one in many) / people)  # fmt: skip


def kept(answers: Iterable[Answers]) -> dict[str, int]:
    """Intentions done, done in part and not done, of all who said."""
    found = {"done": 0, "part": 0, "no": 0}
    for one in answers:
        for key, value in one.items():
            if key.startswith("kept-") and value in found:
                found[value] += 1
    return found


def chose(answers: Iterable[Answers], key: str, wanted: frozenset[str]) -> Rate:
    given = [one[key] for one in answers if one.get(key)]
    return Rate(sum(value in wanted for value in given), len(given))


def mean(answers: Iterable[Answers], key: str) -> tuple[float | None, int]:
    given = [int(one[key]) for one in answers if one.get(key)]
    return (sum(given) / len(given) if given else None), len(given)


def response(answered: int, asked: int) -> Rate:
    return Rate(answered, asked)


STRENGTHS = {"none": "None", "said": "Said", "seen": "Seen", "measured": "Measured"}


@dataclass(frozen=True)
class Evidence:
    """What stands behind a course, in kinds: each True where it is there and may be shown."""

    attended: bool = False
    rated: bool = False
    manager: bool = False
    practice: bool = False
    measured: bool = False


def strength_of(found: Evidence) -> str:
    """That people were trained is evidence of nothing but that; what they say is said, what others look at is seen.

    A figure alone is never more than said: it moves for many reasons. It says how strong a source is, never that it
    found a difference.
    """
    people = found.rated or found.manager
    if found.measured and found.practice:
        return "measured"
    if found.practice or (found.measured and people):
        return "seen"
    return "said" if people or found.measured else "none"


HEADINGS = {
    "none": "nothing shows yet whether practice changed",
    "said": "people say so, and nobody else has looked",
    "seen": "one source outside the course has looked since",
    "measured": "an audit and an indicator have looked since",
}
SENTENCES = {
    "none": "That people were trained is no evidence that practice changed.",
    "said": "What those who attended or their managers say, or one figure alone, is where proof begins.",
    "seen": "Read below whether it bears out what people say.",
    "measured": "Read below whether they bear out what people say.",
}
