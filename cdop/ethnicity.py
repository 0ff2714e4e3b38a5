"""Ethnicity in the groups that may be reported: five of the census and "not known". Pure."""

GROUPS = {"white": "White", "mixed": "Mixed or multiple", "asian": "Asian", "black": "Black", "other": "Other",
          "unknown": "Not known"}  # fmt: skip

_WORDS = (
    ("mixed", ("mixed", "multiple", " and ")),
    ("asian", ("asian", "indian", "pakistani", "bangladeshi", "chinese")),
    ("black", ("black", "african", "caribbean")),
    ("other", ("arab", "other ethnic")),
    ("white", ("white", "british", "irish", "gypsy", "traveller", "roma")),
    ("other", ("other",)),
)
"""In this order: "White and Asian" is mixed, "Asian British" is Asian."""


def ethnic_group(told: str) -> str:
    """The group of an ethnicity as it was told; what says nothing is not known."""
    text = f" {told.casefold().strip()} "
    return next((group for group, words in _WORDS if any(word in text for word in words)), "unknown")
