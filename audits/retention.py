"""How audits are kept: returns six years and the newest cycle always (RET-5), case audits' findings ten (RET-7)."""

from sscb.retention.sockets import Kept, kept

for _one in (
    Kept("audits.cycle", "audits.AuditCycle", "RET-5", "closed_on", newest_of="kind"),
    Kept("audits.return", "audits.AuditReturn", within="cycle"),
    Kept("audits.theme", "audits.CaseTheme", "RET-7", "accepted_on"),
    Kept("audits.case", "audits.AuditCase", within="theme"),
    Kept("audits.tool", "audits.AgencyAudit", within="case"),
    Kept("audits.issue", "audits.AuditIssue", within="theme"),
    Kept("audits.other", "audits.OtherAudit", "RET-7", "done_on"),
):
    kept.plug(_one)
