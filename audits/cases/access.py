"""Who may do what in case audits (audits handbook 7). A tool is filled in by a named grant and by nothing else."""

from sscb.access.sockets import AccessRule, rules

OFFICE, GROUPS = {"BMGR", "OFF"}, {"SGC", "SGM"}

for rule in (
    AccessRule("audits.read_case_audits", "See multi-agency case audits", OFFICE | GROUPS | {"CHAIR", "BM"}),
    AccessRule("audits.run_cases", "Plan and run a multi-agency case audit", OFFICE | {"SGC"}, verb="change"),
    AccessRule(
        "audits.accept_case_report", "Accept the report of a case audit for Quality and Performance", {"SGC"},
        group="qp",
    ),
    AccessRule("audits.read_case", "Read a case of an audit", OFFICE | GROUPS | {"CHAIR"}),
    AccessRule("audits.hold_meeting", "Hold the meeting of a case audit", OFFICE | {"SGC"}, verb="change"),
    AccessRule("audits.read_tool", "Read an agency’s audit of a case", OFFICE | GROUPS | {"CHAIR"}),
    AccessRule("audits.run_tool", "Ask an agency for its audit of a case", OFFICE, verb="change"),
    AccessRule("audits.fill_tool", "Fill in your agency’s audit of a case", set(), verb="change", by_grant=True),
    AccessRule("audits.answer_safety", "Say what was done for a child who may be unsafe", set(), by_grant=True),
    AccessRule("audits.see_case_keys", "See which record a case is", OFFICE, verb="change", sensitive=True),
    AccessRule("audits.triage_issue", "Decide on an issue from a case audit", {"SGC"}, verb="change", group="qp"),
    AccessRule("audits.follow_issue", "Follow an issue from a case audit", OFFICE | {"SGC"}, verb="change"),
    AccessRule("audits.log_audit", "Log an audit that was done elsewhere", OFFICE | {"SGC"}, verb="change"),
    AccessRule("audits.own_tools", "See the case audits that you are asked for", {"AGC", "AGL"}),
):  # fmt: skip
    rules.plug(rule)
