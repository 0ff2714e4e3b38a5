"""The lists of a case audit (audits handbook 2.2 to 2.5 and 6.13): grades, themes, bands. Pure data, no Django."""

from audits.scales import Scale, Step, scales

GRADES = {
    # code: (words, what it means for a case)
    "O": ("Outstanding", "good throughout and the child’s life is clearly and lastingly better through joint work"),
    "G": ("Good", "risk seen in time, child heard, plan works, agencies joined up, minor lapses"),
    "RI": (
        "Requires improvement",
        "child not at immediate risk, but drift, thin analysis or weak joining-up reduce effect",
    ),
    "I": ("Inadequate", "risk missed or left, or child unheard, or urgent action needed"),
    "U": ("Unable to judge", "not enough on file, itself a finding"),
}
LADDER = ("I", "RI", "G", "O")
"""From worst to best. U stands outside it."""
YES_NO = {"yes": "Yes", "partly": "Partly", "no": "No", "na": "Not applicable"}
YES_LADDER = ("no", "partly", "yes")

scales.plug(
    Scale(
        code="CASE-4",
        title="Case grades, inadequate to outstanding",
        enough=2,
        steps=tuple(
            Step(value, GRADES[code][0], GRADES[code][1], shape)
            for value, (code, shape) in enumerate(zip(LADDER, ("cross", "half", "tick", "star"), strict=True))
        ),
    )
)

THEMES = {
    "neglect": "Neglect", "exploitation": "Exploitation and missing children", "domestic-abuse": "Domestic abuse",
    "mental-health": "Mental health", "early-help": "Early help", "voice": "Child’s voice",
    "information-sharing": "Information sharing", "supervision": "Supervision", "thresholds": "Thresholds",
    "transitions": "Transitions", "online": "Online harm", "disability": "Disability", "infants": "Infants",
    "planning": "Planning",
}  # fmt: skip
AREAS = {"W": "West", "E": "East"}
AGES = {"0-1": "0 to 1", "2-4": "2 to 4", "5-9": "5 to 9", "10-15": "10 to 15", "16-17": "16 to 17"}
STATUSES = {
    "EH": "Early help", "CIN": "Child in need", "CPP": "Child protection plan", "CLA": "Looked after",
    "CL": "Care leaver",
}  # fmt: skip

MOST_QUESTIONS = 6
"""Of a theme's own, H1 to H6."""
ASKED_AS = ("yes_partly_no", "grade", "text")
"""How a theme's own question may be answered."""


def steps_between(grades) -> int:
    """How far apart the grades on the ladder are; 0 where fewer than two stand on it."""
    places = [LADDER.index(grade) for grade in grades if grade in LADDER]
    return max(places) - min(places) if places else 0
