"""The small shapes that pages show: a state mark, a next step, a link. Templates get these and ask nothing."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class State:
    """`code`: late, soon, done, waiting or stop; the words say it all without the shape."""

    code: str
    words: str


@dataclass(frozen=True)
class Step:
    """The next lawful step: a link that looks like a button, or one POST button."""

    text: str
    url: str
    post: bool = False
    main: bool = False
    about: str = ""


@dataclass(frozen=True)
class OwedRow:
    """One thing that somebody owes, as `components/owed_row.html` shows it. `due_on` puts it in its place."""

    title: str
    url: str
    about: str
    due_words: str
    state: State
    step: Step | None
    due_on: date | None = None


@dataclass(frozen=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True)
class Fact:
    term: str
    text: str
    state: State | None = None
    link: Link | None = None


@dataclass(frozen=True)
class Count:
    figure: str
    words: str
    url: str = ""
    after: str = ""
    icon: str = ""
    state: State | None = None


@dataclass(frozen=True)
class Progress:
    label: str
    done: int
    total: int
    words: str = ""
    large: bool = False
    inline: bool = False


def many(count: int, one: str, more: str = "") -> str:
    """ "1 paper", "3 papers"."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def number_words(count: int) -> str:
    """Small numbers in words, as headings begin with them."""
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[count] if count < len(words) else str(count)


def by_date(due_on: date, as_at: date, *, soon: int = 14) -> State:
    """The state of something that is open and has a date."""
    left = (due_on - as_at).days
    if left < 0:
        return State("late", f"Late {many(-left, 'day')}")
    if left == 0:
        return State("soon", "Due today")
    if left <= soon:
        return State("soon", f"Due in {many(left, 'day')}")
    return State("waiting", f"In {many(left, 'day')}")


def day_words(day: date) -> str:
    return f"{day:%-d %B}"


def full_day(day: date) -> str:
    return f"{day:%-d %B %Y}"
