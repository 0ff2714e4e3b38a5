"""The golden thread's tables, from what was learned to whether it made a difference."""

from sscb.learning.engagement.models import (
    Consultation,
    Conversation,
    ForumAttendance,
    ForumIssue,
    ForumMeeting,
    Signal,
    YoungView,
)
from sscb.learning.models.actions import Action
from sscb.learning.models.checks import ImpactCheck, NationalReview
from sscb.learning.models.points import LearningPoint
from sscb.learning.models.products import Cascade, Product
from sscb.learning.models.proofs import Proof
from sscb.learning.models.recommendations import Recommendation

__all__ = [
    "Action", "Cascade", "Consultation", "Conversation", "ForumAttendance", "ForumIssue", "ForumMeeting", "ImpactCheck",
    "LearningPoint", "NationalReview", "Product", "Proof", "Recommendation", "Signal", "YoungView",
]  # fmt: skip
