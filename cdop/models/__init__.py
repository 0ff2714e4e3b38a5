"""The child death reviews' tables. What identifies a child stands in `identity.py` alone."""

from cdop.models.analysis import Analysis, Factor, Finding, ModifiableFactor, SecondaryCategory
from cdop.models.cases import ChildDeathReview
from cdop.models.counting import Counted
from cdop.models.forms import AgencyForm, FormAnswer, Notification
from cdop.models.handover import Bundle, Handover, Sending
from cdop.models.identity import Identity, Relative
from cdop.models.panel import Attendance, Conflict, PanelItem, PanelMeeting, QuorumRule
from cdop.models.papers import PanelPaper, PaperCopy, PaperPart
from cdop.models.steps import CaseStep, DatabaseEntry
from cdop.models.suspicions import Suspicion

__all__ = [
    "AgencyForm", "Analysis", "Attendance", "Bundle", "CaseStep", "ChildDeathReview", "Conflict", "Counted",
    "DatabaseEntry", "Factor", "Finding", "FormAnswer", "Handover", "Identity", "ModifiableFactor", "Notification",
    "PanelItem", "PanelMeeting", "PanelPaper", "PaperCopy", "PaperPart", "QuorumRule", "Relative",
    "SecondaryCategory", "Sending", "Suspicion",
]  # fmt: skip
