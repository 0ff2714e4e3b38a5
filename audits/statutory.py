"""Who must answer, and who is asked. Pure: no Django."""

BY_STATUTE = frozenset({"s11", "s175", "s157"})
"""Only these may be called late in a Board paper (audits handbook 1.1, default)."""


def has_a_duty(duty_basis: str) -> bool:
    return duty_basis in BY_STATUTE
