"""The child death reviews' tables. What identifies a child stands in `identity.py` alone."""

from cdop.models.analysis import Analysis, Factor, Finding, ModifiableFactor, SecondaryCategory
from cdop.models.campaigns import Campaign, Material, Reach
from cdop.models.cases import ChildDeathReview
from cdop.models.counting import Counted
from cdop.models.forms import AgencyForm, FormAnswer, Notification
from cdop.models.handover import Bundle, Handover, Sending
from cdop.models.identity import Identity, Relative
from cdop.models.notices import Notice
from cdop.models.panel import Attendance, Conflict, PanelItem, PanelMeeting, QuorumRule
from cdop.models.papers import PanelPaper, PaperCopy, PaperPart
from cdop.models.reports import Report
from cdop.models.steps import CaseStep, DatabaseEntry
from cdop.models.suspicions import Suspicion

__all__ = [
    "AgencyForm", "Analysis", "Attendance", "Bundle", "Campaign", "CaseStep", "ChildDeathReview", "Conflict",
    "Counted", "DatabaseEntry", "Factor", "Finding", "FormAnswer", "Handover", "Identity", "Material",
    "ModifiableFactor", "Notice", "Notification", "PanelItem", "PanelMeeting", "PanelPaper", "PaperCopy", "PaperPart",
    "QuorumRule", "Reach", "Relative", "Report", "SecondaryCategory", "Sending", "Suspicion",
]  # fmt: skip
