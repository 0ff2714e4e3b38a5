"""The child death reviews' tables. What identifies a child stands in `identity.py` alone."""

from cdop.models.analysis import Analysis, Factor, Finding, ModifiableFactor, SecondaryCategory
from cdop.models.cases import ChildDeathReview
from cdop.models.counting import Counted
from cdop.models.forms import AgencyForm, FormAnswer, Notification
from cdop.models.handover import Bundle, Handover, Sending
from cdop.models.identity import Identity, Relative
from cdop.models.panel import Attendance, PanelItem, PanelMeeting
from cdop.models.steps import CaseStep, DatabaseEntry

__all__ = [
    "AgencyForm", "Analysis", "Attendance", "Bundle", "CaseStep", "ChildDeathReview", "Counted", "DatabaseEntry",
    "Factor", "Finding", "FormAnswer", "Handover", "Identity", "ModifiableFactor", "Notification", "PanelItem",
    "PanelMeeting", "Relative", "SecondaryCategory", "Sending",
]  # fmt: skip
