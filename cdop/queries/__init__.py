"""What a reader of child death reviews sees: worked out from the dates, whether or not the sweep has run."""

from cdop.queries.cases import review_page
from cdop.queries.lists import reviews_of, row_of
from cdop.queries.standing import Plan, Standing, standing, work_plan, work_plan_sentence

__all__ = [
    "Plan", "Standing", "review_page", "reviews_of", "row_of", "standing", "work_plan", "work_plan_sentence",
]  # fmt: skip
