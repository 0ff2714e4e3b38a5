"""Training's own rules: who reads the programme, asks for places, agrees to them, and runs it all."""

import training.evaluating.plugs  # noqa: F401 - it plugs in what the register and the evaluation declare
from sscb.access.sockets import AccessRule, rules

OFFICE, AGENCY, GROUPS = {"BMGR", "OFF", "TRC"}, {"AGC", "AGL"}, {"SGC", "SGM"}
WHO_COME = OFFICE | AGENCY | GROUPS | {"PRAC", "BM", "CHAIR", "CDC"}
"""Whoever may have a place of their own. To agree and to give up one's own place need reading alone: whose it is, is
asked beside the rule."""

for rule in (
    AccessRule("training.read", "See courses and their dates", WHO_COME),
    AccessRule("training.book", "Ask for a place on a course and give it up", WHO_COME),
    AccessRule("training.book_team", "Ask for places for your agency’s staff", AGENCY | OFFICE),
    AccessRule("training.agree", "Agree that somebody of your agency goes on a course", AGENCY),
    AccessRule("training.answer_account", "Say who of your agency may have an account", {"AGL"} | OFFICE),
    AccessRule("training.plan", "See how the training programme is planned", OFFICE | GROUPS, group="td"),
    AccessRule("training.agree_programme", "Record that Training and Development agreed", {"SGC", "BMGR"}, group="td"),
    AccessRule("training.run", "Run the training programme", OFFICE, verb="change"),
    AccessRule("training.add", "Add courses, dates, venues and trainers", OFFICE),
):
    rules.plug(rule)
