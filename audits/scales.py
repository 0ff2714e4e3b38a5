"""Scales of grades, as tables: the words, shape and meaning of each step. No Django."""

from dataclasses import dataclass

from sscb.sockets import Socket


@dataclass(frozen=True)
class Step:
    """One grade. `shape` names the drawing shown beside its words: colour alone never tells."""

    value: int
    label: str
    meaning: str
    shape: str


@dataclass(frozen=True)
class Scale:
    """`enough`: the lowest value that counts as in place; below it a gap needs an action or an accepted reason."""

    code: str
    title: str
    steps: tuple[Step, ...]
    enough: int
    not_applicable: bool = True

    @property
    def lowest(self) -> int:
        return self.steps[0].value

    @property
    def highest(self) -> int:
        return self.steps[-1].value

    def step(self, value: int) -> Step:
        """Raises LookupError for a value that is not on the scale."""
        for one in self.steps:
            if one.value == value:
                return one
        raise LookupError(f"{value} is not a grade of {self.title}.")

    def is_gap(self, value: int) -> bool:
        return value < self.enough


scales: Socket[Scale] = Socket("scales of grades", Scale)

S11_4 = scales.plug(
    Scale(
        code="S11-4",
        title="In place, 0 to 3",
        enough=2,
        steps=(
            Step(0, "Not in place", "Nothing, or a paper with no life", "cross"),
            Step(1, "Partly in place", "Begun; gaps in coverage, currency or proof", "half"),
            Step(2, "In place", "Works across the agency; evidence within 12 months", "tick"),
            Step(3, "Embedded", "As in place, and evidence shows better outcomes or practice", "star"),
        ),
    )
)

SELF_4 = scales.plug(
    Scale(
        code="LDA-4",
        title="Strength, 0 to 3",
        enough=2,
        not_applicable=False,
        steps=(
            Step(0, "None", "Nothing that could be shown", "cross"),
            Step(1, "Said", "Stated, and not yet seen", "half"),
            Step(2, "Seen", "Seen in practice by somebody who was not the trainer", "tick"),
            Step(3, "Measured", "Measured, and compared with before", "star"),
        ),
    )
)
