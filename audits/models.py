"""The audits' tables. The rooms that use them hold them; one app, one line of migrations."""

from audits.returns.models import (
    Answer,
    AnswerRevision,
    AuditCycle,
    AuditReturn,
    Chased,
    Comment,
    Draft,
    Evidence,
    Extension,
    Improvement,
    Plea,
    Signature,
    Snapshot,
)

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
