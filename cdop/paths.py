"""What is to be done after a death, by kind of death: neonatal, expected, unexpected (handbook 3.1 to 3.5). Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cdop.ages import NEONATE


@dataclass(frozen=True)
class StepTold:
    """A step that is recorded by hand. `rule`: the time limit that it meets; `trigger`: the clock that it starts."""

    title: str
    rule: str = ""
    trigger: str = ""


STEPS: dict[str, StepTold] = {
    "home-visit": StepTold("Joint agency response: visit to the place of the death", rule="jar-home-visit"),
    "first-meeting": StepTold("Joint agency response: first meeting", rule="jar-first-meeting"),
    "pm-results": StepTold("Post-mortem results", trigger="sudden_death.results_on"),
    "case-discussion": StepTold("Case discussion after the results", rule="rapid-response-case-discussion"),
    "family-told": StepTold("The family was told of the review and who speaks with them"),
}
NEW_OF = {"B": "R", "B2": "RN", "B4": "RS"}
"""An old form that came in the place of the new one: accepted, and keyed again (rule forms-switch)."""
UP_TO_TWO = ("0-27d", "28-364d", "1-4")
"""Bands in which form B4, birth to 2 years, may apply; the last of them reaches further than the form."""


@dataclass(frozen=True)
class Task:
    """`code` of a step, or of a form to be asked for (`form`); `state` done, waiting or now; `why` it stands there."""

    code: str
    title: str
    state: str
    why: str = ""
    form: str = ""


def path_name(age_band: str, expected: str) -> str:
    if age_band == NEONATE:
        return "neonatal"
    return "expected" if expected == "expected" else "unexpected"


def path_words(age_band: str, expected: str) -> str:
    """What the path is called on the page; in doubt a death is treated as unexpected (handbook 3.1)."""
    death = "expected death" if expected == "expected" else "unexpected death"
    doubt = " (not known, so treated as unexpected)" if expected == "unknown" else ""
    return f"{'Neonatal, ' if age_band == NEONATE else ''}{death}{doubt}".capitalize()


def path_of(
    *, age_band: str, expected: str, new_forms: bool, forms: Mapping[str, bool], steps: Collection[str]
) -> list[Task]:
    """The tasks in their order. `forms`: kind -> whether each that was asked has been answered; `steps`: recorded.

    A neonate's own form is done first; a death that is not known to have been expected has the joint agency response.
    """
    wanted: list[tuple[str, str, str]] = []
    neonatal, sudden = ("RN", "RS") if new_forms else ("B2", "B4")
    main = "R" if new_forms else "B"
    if age_band == NEONATE:
        wanted.append((neonatal, "Neonatal form", "Done first for a baby under 28 days."))
    if expected != "expected":
        wanted += [("home-visit", "", "Usually within 24 hours."), ("first-meeting", "", "Within 48 hours.")]
    wanted.append(("family-told", "", ""))
    wanted.append((main, "Reporting forms of the agencies" if new_forms else "Form B of each agency", ""))
    if expected != "expected":
        wanted.append(("pm-results", "", ""))
        if new_forms or age_band in UP_TO_TWO:
            why = "" if new_forms else "Filled in at or after the local meeting; from birth to 2 years."
            wanted.append((sudden, "Form on the sudden unexpected death", why))
        wanted.append(("case-discussion", "", "Held when the post-mortem results are there."))
    return [_task(code, title, why, forms, steps) for code, title, why in wanted]


def _task(code: str, title: str, why: str, forms: Mapping[str, bool], steps: Collection[str]) -> Task:
    if code in STEPS:
        return Task(code, STEPS[code].title, "done" if code in steps else "now", why)
    state = "now" if code not in forms else ("done" if forms[code] else "waiting")
    return Task(code, title, state, why, form=code)
