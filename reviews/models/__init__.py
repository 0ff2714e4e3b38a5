"""The reviews' tables. What identifies a child stands in `identity.py` alone."""

from reviews.models.cases import CaseReview, Referral
from reviews.models.commissioning import PanelMeeting, PanelMember, Reviewer, Terms
from reviews.models.considering import Consideration, Decision
from reviews.models.drafts import BoardMinute, Draft, DraftCopy
from reviews.models.handover import Handover
from reviews.models.identity import Identity, Opening
from reviews.models.incidents import Incident
from reviews.models.processes import ClockStop, ParallelProcess
from reviews.models.publications import KeptWords, PublicReport
from reviews.models.reports import AgencyReport, ChronologyRow, QualityCheck
from reviews.models.summaries import AgencySummary
from reviews.models.telling import Notice
from reviews.models.voices import EarlyLearning, FamilyVoice, PractitionerEvent

__all__ = [
    "AgencyReport", "AgencySummary", "BoardMinute", "CaseReview", "ChronologyRow", "ClockStop", "Consideration",
    "Decision", "Draft", "DraftCopy", "EarlyLearning", "FamilyVoice", "Handover", "Identity", "Incident", "KeptWords",
    "Notice", "Opening", "PanelMeeting", "PanelMember", "ParallelProcess", "PractitionerEvent", "PublicReport",
    "QualityCheck", "Referral", "Reviewer", "Terms",
]  # fmt: skip
