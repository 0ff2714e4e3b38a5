"""The ladders of reminders, as data (audits handbook 1.7, default). Pure: no Django, no clock."""

from dataclasses import dataclass
from datetime import date, timedelta

from audits.sockets import Chase
from audits.statutory import has_a_duty

AUTHORS, LEADS, HEAD, CHAIR, OFFICE = "authors", "leads", "head of agency", "Independent Chair", "Board’s office"


@dataclass(frozen=True)
class Step:
    """`days` from the last day: below nought before it. `to`: offices. `says`: what it is, in the list of steps."""

    code: str
    days: int
    to: tuple[str, ...]
    says: str
    softly: bool = False
    """It goes to bodies without a statutory duty too: nothing in it speaks of lateness to them."""

    def on(self, due_on: date) -> date:
        return due_on + timedelta(days=self.days)


_BEFORE = (
    Step("remind-28", -28, (AUTHORS,), "Reminder to the authors", softly=True),
    Step("remind-7", -7, (AUTHORS, LEADS), "Reminder to the authors and the lead", softly=True),
    Step("after-1", 1, (LEADS,), "The lead is asked for it"),
)
_AT_THE_END = Step("board-30", 30, (OFFICE,), "To be named in the Board paper and the challenge log")

LADDERS: dict[Chase, tuple[Step, ...]] = {
    Chase.SECTION_11: (
        *_BEFORE,
        Step("head-10", 10, (HEAD,), "Letter to the head of agency", softly=True),
        Step("chair-20", 20, (CHAIR,), "The Independent Chair is asked to write to the chief officer"),
        _AT_THE_END,
    ),
    Chase.SCHOOL_TERMS: (
        *_BEFORE,
        Step("head-15", 15, (HEAD,), "Letter to the head teacher", softly=True),
        _AT_THE_END,
    ),
    Chase.LEARNING: (
        *_BEFORE,
        Step("head-10", 10, (HEAD,), "Letter to the head of service", softly=True),
        _AT_THE_END,
    ),
}  # fmt: skip


def steps_for(chase: Chase, duty_basis: str) -> tuple[Step, ...]:
    """All of the ladder for a body with the duty by statute; only the soft steps for one that agreed to answer."""
    ladder = LADDERS[chase]
    return ladder if has_a_duty(duty_basis) else tuple(step for step in ladder if step.softly)


def steps_due(chase: Chase, duty_basis: str, *, invited_on: date, due_on: date, as_at: date) -> list[Step]:
    """What should have gone out by `as_at`, first to last. What would have come before the invitation is none."""
    return [step for step in steps_for(chase, duty_basis) if invited_on < step.on(due_on) <= as_at]


def letter_words(step: Step, duty_basis: str, *, title: str, reference: str, due_on: str, days: int) -> tuple[str, str]:
    """Subject and body: a title, a date, what to do. `days` past the last day; below nought, days left."""
    about = f"{title} ({reference})"
    if days <= 0:
        left = "today" if days == 0 else "tomorrow" if days == -1 else f"in {-days} days"
        return f"{title}: to be handed in {left}", (
            f"{about} is to be handed in by {due_on}, {left}. Everything you have written is kept. If you need longer, "
            "ask for it on its page before the day."
        )
    if not has_a_duty(duty_basis):
        return f"{title}: your answers would still help", (
            f"{about} was hoped for by {due_on}. No law asks it of your organisation, and the Board would still be "
            "glad of it. If it cannot be done, please say so on its page."
        )
    counted = "1 day" if days == 1 else f"{days} days"
    if CHAIR in step.to:
        return f"{title}: an agency has not returned it", (
            f"{about} was due on {due_on} and is {counted} late. The ladder of reminders now asks the Independent "
            "Chair to write to the agency’s chief officer. The page of the cycle says which agency it is."
        )
    if OFFICE in step.to:
        return f"{title}: an agency has not returned it", (
            f"{about} was due on {due_on} and is {counted} late. The ladder of reminders ends here: name the agency in "
            "the Board paper and write it into the challenge log."
        )
    return f"{title}: late {counted}", (
        f"{about} was due on {due_on} and is {counted} late. Everything you have written is kept: hand it in as soon "
        "as it is signed, or ask for longer on its page."
    )
