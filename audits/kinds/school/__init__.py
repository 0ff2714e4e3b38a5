"""The schools' safeguarding audit (sections 175 and 157)."""
