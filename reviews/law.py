"""The law of serious case reviews: which regime, whether the test is met, what may still be begun or finished. Pure."""

from dataclasses import dataclass
from datetime import date

from sscb.timetable.days import add_months, in_words
from sscb.timetable.regimes import END_OF_SCR_GRACE, PANEL, WT2015
from sscb.timetable.starts import EARLIEST, SAFEGUARDING_PARTNER_START

GUIDANCE = "Working Together: transitional guidance, July 2018"
NO_NEW, GRACE_END = "scr-no-new-after-start", "scr-grace-end"
SEND_BEFORE = "scr-send-before-publish"
UNCHANGED = "Nothing was changed."
TEST = "Local Safeguarding Children Boards Regulations 2006, regulation 5"

REGIMES: dict[str, str] = {
    "lscb-wt2013": "The Board, under Working Together 2013",
    "lscb-wt2015": "The Board, under Working Together 2015; Ofsted is told of incidents",
    "panel-2018": "The Board, under Working Together 2015; the national Panel is told of incidents",
    "partners-wt2018": "The safeguarding partners, under Working Together 2018",
}


def regime_on(trigger: date, start: date) -> str:
    """Chosen by the trigger date (becoming aware, or receipt) and frozen on the case (handbook 1.5)."""
    if trigger >= start:
        return "partners-wt2018"
    if trigger >= PANEL:
        return "panel-2018"
    return "lscb-wt2015" if trigger >= WT2015 else "lscb-wt2013"


def grace_end(start: date) -> date:
    """The last day on which the Board may finish a serious case review: twelve months from the start, capped."""
    return END_OF_SCR_GRACE.on({SAFEGUARDING_PARTNER_START.code: start})


def grace_is_over(today: date, start: date) -> bool:
    """The last day belongs to the Board (RULINGS 3)."""
    return today > grace_end(start)


def must_begin_by(published_on: date) -> date:
    """Arrangements begin within three months of their publication, at the latest on the statutory date."""
    return min(add_months(published_on, 3), SAFEGUARDING_PARTNER_START.latest)


def no_new_review(on: date, start: date) -> str:
    """Why the Board may not begin a serious case review on this day, with the next lawful step; or ""."""
    if on < start:
        return ""
    return (
        f"The safeguarding partners’ arrangements began on {in_words(start)}. From that day the Board may not begin a "
        f"serious case review (rule {NO_NEW}; {GUIDANCE}). Pass the case to the safeguarding partners, who consider a "
        f"rapid review and a local child safeguarding practice review. {UNCHANGED}"
    )


def too_late_to_finish(today: date, start: date) -> str:
    """Why the Board may not go on with a serious case review; or ""."""
    if not grace_is_over(today, start):
        return ""
    return (
        f"The last day on which the Board could finish a serious case review was {in_words(grace_end(start))} "
        f"(rule {GRACE_END}; {GUIDANCE}). Hand it over to the safeguarding partners. {UNCHANGED}"
    )


def copies_too_late(sent_on: date | None, wanted: date, first: date, cites: str) -> str:
    """Why a report cannot be published on the day that is wanted, and on which day it can at the earliest."""
    went = f"went on {in_words(sent_on)}" if sent_on else "have not gone yet"
    return (
        f"The copies for Ofsted, the Department and the Panel {went}; a report is sent to them some working days "
        f"before it is published (rule {SEND_BEFORE}; {cites}). It cannot be published on {in_words(wanted)}; the "
        f"earliest day is {in_words(first)}. {UNCHANGED}"
    )


def start_fault(day: date) -> str:
    """What is wrong with a day on which arrangements are said to begin; or ""."""
    if day > SAFEGUARDING_PARTNER_START.latest:
        return f"{in_words(day)} is after the statutory latest date, {in_words(SAFEGUARDING_PARTNER_START.latest)}."
    return f"No arrangements could begin before {in_words(EARLIEST)}." if day < EARLIEST else ""


# --- the test ---------------------------------------------------------------------------------------------------------

ABUSE: dict[str, str] = {"known": "Known", "suspected": "Suspected", "no": "Neither known nor suspected"}
AUTOMATIC: dict[str, str] = {
    "": "None of these",
    "police-custody": "The child died in police custody",
    "remand": "The child died on remand or after sentence",
    "secure": "The child died in a young offender institution, secure training centre or secure children’s home",
    "detained": "The child died while detained under the Mental Health Act 1983",
}


@dataclass(frozen=True)
class Answers:
    """What the subgroup found for each limb of the test."""

    abuse: str
    died: bool
    seriously_harmed: bool
    joint_working: bool
    automatic: str = ""


@dataclass(frozen=True)
class Limb:
    code: str
    words: str
    met: bool


@dataclass(frozen=True)
class Test:
    met: bool
    sentence: str
    limbs: tuple[Limb, ...]


def scr_test(told: Answers) -> Test:
    """Abuse or neglect known or suspected, and: the child died; or was seriously harmed, with concern about how the
    agencies worked together. A death in custody or detention is enough by itself (regulation 5; guidance, chapter 4).
    """
    abuse, custody = told.abuse in ("known", "suspected"), bool(told.automatic)
    harmed = told.seriously_harmed and told.joint_working
    limbs = (
        Limb("abuse", "Abuse or neglect is known or suspected", abuse),
        Limb("died", "The child died", told.died),
        Limb("seriously_harmed", "The child was seriously harmed", told.seriously_harmed),
        Limb("joint_working", "There is cause for concern about how agencies worked together", told.joint_working),
        Limb("automatic", "The child died in custody or detention", custody),
    )
    if custody:
        return Test(True, "The test is met: a death in custody or detention is always reviewed.", limbs)
    if abuse and told.died:
        return Test(True, "The test is met: the child died, and abuse or neglect is known or suspected.", limbs)
    if abuse and harmed:
        return Test(
            True, "The test is met: the child was seriously harmed, abuse or neglect is known or suspected, and there "
            "is concern about joint working.", limbs,
        )  # fmt: skip
    if not abuse:
        why = "abuse or neglect is neither known nor suspected"
    elif not told.seriously_harmed:
        why = "the child neither died nor was seriously harmed"
    else:
        why = "there is no concern about how agencies worked together"
    return Test(False, f"The test is not met: {why}.", limbs)
