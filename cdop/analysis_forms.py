"""Form C and the analysis form of 2018 as data: domains, influence codes, what is known of each. Pure."""

from dataclasses import dataclass

from cdop.transition import NEW_FORMS, OLD_FORMS


@dataclass(frozen=True)
class AnalysisForm:
    """`grade`: how well the form's text was read (handbook 0.1); U is told on the page, and is changed here alone."""

    code: str
    title: str
    version: int
    domains: tuple[str, ...]
    influence: tuple[str, ...]
    grade: str
    cites: str


FORM_C = AnalysisForm(
    OLD_FORMS, "Form C", 1, ("child", "parenting", "environment", "services"), ("0", "1", "1S", "2", "3"), "1S",
    "Department for Education, child death reviews: Form C",
)  # fmt: skip
ANALYSIS_2018 = AnalysisForm(
    NEW_FORMS, "Analysis form, 2018", 1, ("A", "B", "C", "D"), ("0", "1", "2"), "U",
    "Child Death Review: Statutory and Operational Guidance, 2018",
)  # fmt: skip
FORMS = {form.code: form for form in (FORM_C, ANALYSIS_2018)}

THEMES = (
    "Safe sleeping",
    "Smoking in pregnancy or the home",
    "Alcohol or drugs in the household",
    "Domestic abuse in the household",
    "Parents’ mental health",
    "Safety in the home",
    "Water safety",
    "Road safety",
    "Recognising a sick child",
    "Access to services",
    "Communication between services",
    "Following a care pathway or guideline",
    "Care in pregnancy and birth",
    "Young people’s mental health",
    "Online safety",
    "Immunisation",
    "Consanguinity and genetic advice",
    "Housing and poverty",
)
"""What may be said of a modifiable factor in a table: a theme, never words about this child (grade D, but for safe
sleeping, which the Board's framework names)."""


def printed(influence: str) -> str:
    """1S is printed 1*."""
    return influence.replace("1S", "1*")


def hierarchy_sentence(category: int | None, others: list[int], names: dict[int, str]) -> str:
    """Why a choice of categories is wrong, or "": the uppermost that applies is the primary one."""
    above = sorted(other for other in others if category is None or other <= category)
    if not above:
        return ""
    if category is None:
        return f"Choose the primary category: the uppermost that applies is “{names[above[0]]}”."
    if above[0] == category:
        return f"“{names[category]}” is the primary category already: take it out of the others."
    return (
        f"“{names[above[0]]}” stands above “{names[category]}” in the list, and the uppermost that applies is the "
        f"primary category: make it the primary one, and “{names[category]}” another."
    )
