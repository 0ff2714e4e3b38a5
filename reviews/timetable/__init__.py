"""The time limits of serious incidents, rapid reviews, serious case reviews and local child safeguarding practice
reviews: every rule of the reviews handbook, table 1.3, under its id there. Declared only; counted by the timetable."""

from reviews.timetable import incidents, own, practice_reviews, serious_case_reviews

__all__ = ["incidents", "own", "practice_reviews", "serious_case_reviews"]
