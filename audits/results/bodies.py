"""Kinds of body in the order in which the Board lists them, and which duty lets a return be called late. No Django."""

FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Council", ("LA-CSC", "LA-ASC", "LA-PH", "LA-OTH")),
    ("District councils", ("DIST",)),
    ("Health", ("CCG", "NHSE", "NHS-AC", "NHS-CM", "GP", "AMB")),
    ("Police, probation, youth justice, courts", (
        "POL", "BTP", "NPS", "CRC", "YOS", "PRIS", "YOI", "STC", "SCOL", "CAF")),
    ("Voluntary sector, early years, faith", ("VCS", "EY", "FAITH")),
    ("Schools and colleges", ("SCH",)),
)  # fmt: skip
OTHERS = "Other bodies"
_ORDER = {kind: (place, family) for place, (family, kinds) in enumerate(FAMILIES) for kind in kinds}
_WITHIN = {kind: place for _, kinds in FAMILIES for place, kind in enumerate(kinds)}
DUTY = frozenset({"s11", "s175", "s157"})
"""Only these are called late in a Board paper; who answers by agreement is awaited (audits handbook 1.1, default)."""


def family_of(kind: str) -> str:
    return _ORDER.get(kind, (0, OTHERS))[1]


def place_of(kind: str, name: str) -> tuple[int, int, str]:
    """For sorting: by family, by kind, by name. Never by grade."""
    return _ORDER.get(kind, (len(FAMILIES), OTHERS))[0], _WITHIN.get(kind, 0), name


def overdue_words(duty_basis: str, days: int) -> str:
    """ "late 12 days" where a statute asks, "expected 12 days ago" where it does not; "" when it is not due yet."""
    if days <= 0:
        return ""
    count = f"{days} day{'' if days == 1 else 's'}"
    return f"late {count}" if duty_basis in DUTY else f"expected {count} ago"
