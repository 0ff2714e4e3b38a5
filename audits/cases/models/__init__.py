"""The tables of multi-agency case audits."""

from audits.cases.models.cases import AgencyAudit, AuditCase, Finding, SafetyFlag, ToolAnswer, Voice
from audits.cases.models.outcomes import AuditIssue, OtherAudit, ThemeLearning
from audits.cases.models.themes import Attending, CaseTheme, Draw, PopulationLine, ThemeQuestion

__all__ = [
    "AgencyAudit", "Attending", "AuditCase", "AuditIssue", "CaseTheme", "Draw", "Finding", "OtherAudit",
    "PopulationLine", "SafetyFlag", "ThemeLearning", "ThemeQuestion", "ToolAnswer", "Voice",
]  # fmt: skip
