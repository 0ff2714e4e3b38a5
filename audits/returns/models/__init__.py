"""The tables of the engine for returns."""

from audits.returns.models.answers import Answer, AnswerRevision, Comment, Evidence
from audits.returns.models.cycles import AuditCycle, AuditReturn, Extension
from audits.returns.models.handing_in import Improvement, Signature, Snapshot

__all__ = [
    "Answer",
    "AnswerRevision",
    "AuditCycle",
    "AuditReturn",
    "Comment",
    "Evidence",
    "Extension",
    "Improvement",
    "Signature",
    "Snapshot",
]  # fmt: skip
