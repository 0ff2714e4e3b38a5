"""What is a child's death in law, which dates cannot be, and which national forms and database take it."""

from datetime import date

from cdop.transition.table import Case
from sscb.timetable.days import in_words
from sscb.timetable.regimes import NCMD

OLD_FORMS, NEW_FORMS = "2015", "2018"


def eighteenth_birthday(born_on: date) -> date:
    """Somebody born on 29 February turns 18 on 1 March where that year has no 29th."""
    year = born_on.year + 18
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def death_fault(*, born_on: date | None, died_on: date, today: date) -> str:
    """Dates that cannot be, as a sentence; or ""."""
    if died_on > today:
        return f"The date of death, {in_words(died_on)}, has not come. Check it with whoever told you of the death."
    if born_on and born_on > died_on:
        return (
            f"The date of birth, {in_words(born_on)}, is after the date of death, {in_words(died_on)}. Check both; for "
            "a stillbirth no child death review is held."
        )
    return ""


def out_of_scope(
    *, born_on: date | None, died_on: date, live_birth: bool = True, planned_termination: bool = False
) -> str:
    """Why this is no child death in law, with the next step; or "" where it is."""
    if planned_termination:
        return "A lawful planned termination is not reviewed, even after a live birth. Tell the sender; keep no form."
    if not live_birth:
        return (
            "A stillbirth or late foetal loss is not reviewed. Tell the sender; where it happened at home with no "
            "professional present, a joint agency response begins."
        )
    if born_on and died_on >= eighteenth_birthday(born_on):
        return (
            f"The 18th birthday was {in_words(eighteenth_birthday(born_on))}: from that day on it is not a child’s "
            "death. Tell the sender, who may look to the safeguarding adults board."
        )
    return ""


def goes_to_national_database(case: Case, today: date) -> bool:
    """From 1 April 2019 every case not yet reviewed on that day goes in; what was reviewed before is refused there."""
    return today >= NCMD and (case.completed_on is None or case.completed_on >= NCMD)


def forms_on(day: date) -> str:
    """Which national forms are sent out on this day."""
    return NEW_FORMS if day >= NCMD else OLD_FORMS
