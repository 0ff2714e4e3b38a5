"""The golden thread's tables: what was learned, what is recommended, who acts, and what shows it."""

from sscb.learning.models.actions import Action
from sscb.learning.models.points import LearningPoint
from sscb.learning.models.proofs import Proof
from sscb.learning.models.recommendations import Recommendation

__all__ = ["Action", "LearningPoint", "Proof", "Recommendation"]
