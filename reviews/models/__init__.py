"""The reviews' tables. What identifies a child stands in `identity.py` alone."""

from reviews.models.cases import CaseReview, Referral
from reviews.models.considering import Consideration, Decision
from reviews.models.handover import Handover
from reviews.models.identity import Identity, Opening
from reviews.models.incidents import Incident
from reviews.models.summaries import AgencySummary
from reviews.models.telling import Notice

__all__ = [
    "AgencySummary", "CaseReview", "Consideration", "Decision", "Handover", "Identity", "Incident", "Notice",
    "Opening", "Referral",
]  # fmt: skip
