"""Shortening the scorecard: by theme, who sends it, how old its data are, and what its icon says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from dataset.queries import judging
from dataset.queries.rows import Row
from dataset.queries.standing import rows as kept_rows

MOST = 4  # characters of a number in the address


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to shorten the list, with a link of its own."""

    code: str
    text: str
    keeps: Callable[[Row], bool]
    words: str = ""


CUTS = (
    Cut("", "All {}", lambda row: True),
    Cut("concern", "Concern or will fail ({})", lambda row: row.group == judging.CONCERN or row.fails,
        "concern or will fail"),
    Cut("improving", "Improving ({})", lambda row: row.group == judging.IMPROVEMENT, "improving"),
    Cut("late", "Late data ({})", lambda row: row.late, "late data"),
    Cut("figures", "With figures ({})", lambda row: row.group != judging.NEVER, "with figures"),
)  # fmt: skip

ICONS = (
    (judging.CONCERN, "Concern"), (judging.IMPROVEMENT, "Improving"),
    (judging.SHIFT, "Unusual, neither good nor bad"), (judging.USUAL, "Usual variation"),
    (judging.TRIAL, "Trial limits"), (judging.TABLE, "Read the table"), (judging.NO_DATA, "Newest not sent"),
    (judging.NEVER, "No figures"), ("fails", "Will fail its target"),
)  # fmt: skip
AGES = (
    ("2", "at most two months old"), ("6", "two to six months old"), ("12", "six to twelve months old"),
    ("more", "more than a year old"), ("none", "no data"),
)  # fmt: skip
_DAYS = {"2": (0, 62), "6": (63, 183), "12": (184, 366), "more": (367, 1_000_000)}


@dataclass(frozen=True, slots=True)
class Cutting:
    """What the reader asked for, as it stands in the address. `theme` and `agency` count from 1 in their lists."""

    show: str = ""
    theme: str = ""
    agency: str = ""
    age: str = ""
    icon: str = ""

    @property
    def query(self) -> str:
        """For an address: "?theme=2&icon=concern", or "" where nothing is left out."""
        told = [(name, getattr(self, name)) for name in self.__slots__ if getattr(self, name)]
        return f"?{urlencode(told)}" if told else ""

    @property
    def cut(self) -> Cut:
        return next((one for one in CUTS if one.code == self.show), CUTS[0])

    @property
    def words(self) -> str:
        """What is shown, for a file's own account of itself."""
        named = [self.cut.words, f"theme {self.theme}" if self.theme else "",
                 f"sender {self.agency}" if self.agency else "", dict(AGES).get(self.age, ""),
                 dict(ICONS).get(self.icon, "").lower()]  # fmt: skip
        return ", ".join(one for one in named if one) or "all indicators"

    def keep(self, every: list[tuple[str, Row]], as_at: date) -> list[tuple[str, Row]]:
        """The rows asked for. What is not in a list shows everything, as an old address would."""
        theme = chosen(self.theme, themes_of(every))
        agency = chosen(self.agency, agencies_of(every))
        return [
            (name, row) for name, row in every
            if self.cut.keeps(row) and (not theme or name == theme) and (not agency or row.provider == agency)
            and _of_age(row, self.age, as_at) and _with_icon(row, self.icon)
        ]  # fmt: skip

    def codes(self, *, audience: str, as_at: date) -> list[str]:
        """Codes of the indicators shown."""
        return [row.code for _, row in self.keep(kept_rows(audience=audience, as_at=as_at), as_at)]


def cutting(asked: Mapping[str, str]) -> Cutting:
    """From an address; what is not known is left out."""
    return Cutting(
        show=asked.get("show", "") if asked.get("show", "") in {one.code for one in CUTS} else "",
        theme=_number(asked.get("theme", "")), agency=_number(asked.get("agency", "")),
        age=asked.get("age", "") if asked.get("age", "") in dict(AGES) else "",
        icon=asked.get("icon", "") if asked.get("icon", "") in dict(ICONS) else "",
    )  # fmt: skip


def _number(text: str) -> str:
    return text if text.isascii() and text.isdecimal() and len(text) <= MOST else ""


def themes_of(every: list[tuple[str, Row]]) -> list[str]:
    return list(dict.fromkeys(name for name, _ in every))


def agencies_of(every: list[tuple[str, Row]]) -> list[str]:
    """Who sends figures, in the order of the alphabet."""
    return sorted({row.provider for _, row in every})


def chosen(number: str, names: list[str]) -> str:
    """The name with this number in the list, from 1; "" where there is none."""
    return names[int(number) - 1] if number and 0 < int(number) <= len(names) else ""


def _of_age(row: Row, age: str, as_at: date) -> bool:
    if not age:
        return True
    if not row.data_on:
        return age == "none"
    if age == "none":
        return False
    first, last = _DAYS[age]
    return first <= (as_at - date.fromisoformat(row.data_on)).days <= last


def _with_icon(row: Row, icon: str) -> bool:
    return not icon or (row.fails if icon == "fails" else row.group == icon)
