"""The audits' own rules. An agency answers and signs its own; Quality and Performance moderates; the office runs it."""

import audits.cases.access  # noqa: F401 - it plugs in what case audits declare
from sscb.access.sockets import AccessRule, rules

OFFICE, AGENCY = {"BMGR", "OFF"}, {"AGC", "AGL"}

rules.plug(
    AccessRule(
        "audits.read_returns", "See audit returns that are yours to see", OFFICE | AGENCY | {"SGC", "SGM", "CHAIR"}
    )
)
rules.plug(
    AccessRule("audits.read_results", "See what a cycle of an audit showed", OFFICE | {"BM", "SGC", "SGM", "CHAIR"})
)
rules.plug(AccessRule("audits.run_cycle", "Run a cycle of an audit", OFFICE, verb="change"))
rules.plug(
    AccessRule("audits.handle_return", "Extend, excuse, send back or close an audit return", OFFICE, verb="reopen")
)
rules.plug(AccessRule("audits.answer", "Answer your agency’s audit return", AGENCY, verb="change"))
rules.plug(AccessRule("audits.keep_up", "Keep your agency’s closed return up to date", AGENCY, verb="update"))
rules.plug(AccessRule("audits.take_away", "Take your agency’s return away as a file", AGENCY, verb="export"))
rules.plug(AccessRule("audits.sign", "Sign your agency’s audit return", {"AGL"}, verb="submit"))
rules.plug(AccessRule("audits.appeal", "Appeal against a grade of your agency’s return", {"AGL"}))
rules.plug(AccessRule("audits.moderate", "Moderate audit returns", {"SGC", "SGM"}, verb="moderate"))
rules.plug(
    AccessRule(
        "audits.read_moderation", "See moderation while it goes on", OFFICE | {"SGC", "SGM", "CHAIR"}
    )
)
rules.plug(AccessRule("audits.run_survey", "Ask front-line staff of an agency", OFFICE | {"AGL"}))
rules.plug(AccessRule("audits.offer_support", "Offer an agency support after its return", OFFICE | {"SGC"}))
rules.plug(
    AccessRule("audits.end_gap", "Decide how a training gap ends", OFFICE | {"SGC", "TRC"}, verb="change", group="td")
)
rules.plug(
    AccessRule("audits.decide_appeal", "Decide an agency’s appeal against a grade", {"SGC", "CHAIR"}, verb="moderate")
)
rules.plug(AccessRule("audits.approve_exemption", "Approve that an agency is exempt from an audit", {"CHAIR"}))
