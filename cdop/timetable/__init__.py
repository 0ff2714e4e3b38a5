"""The time limits of child death reviews: every rule of the reviews handbook, table 1.4, under its id there.
Declared only; counted by the timetable."""

from cdop.timetable import database, forms, notices, reviews, transition

__all__ = ["database", "forms", "notices", "reviews", "transition"]
