"""The audits' tables. The rooms that use them hold them; one app, one line of migrations."""

from audits.returns.models import (
    Answer,
    AnswerRevision,
    AuditCycle,
    AuditReturn,
    Comment,
    Evidence,
    Extension,
    Improvement,
    Signature,
    Snapshot,
)

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
