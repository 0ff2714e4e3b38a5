"""The tables of the engine for returns."""

from audits.returns.models.answers import Answer, AnswerRevision, Comment, Evidence
from audits.returns.models.asking import Chased, Draft, Plea
from audits.returns.models.cycles import AuditCycle, AuditReturn, Extension
from audits.returns.models.handing_in import Improvement, Signature, Snapshot

__all__ = [
    "Answer",
    "AnswerRevision",
    "AuditCycle",
    "AuditReturn",
    "Chased",
    "Comment",
    "Draft",
    "Evidence",
    "Extension",
    "Improvement",
    "Plea",
    "Signature",
    "Snapshot",
]  # fmt: skip
