"""Who takes the register, reads what was said of an event, observes, and reads what training was worth."""

from sscb.access.sockets import AccessRule, rules

OFFICE, AGENCY, GROUPS = {"BMGR", "OFF", "TRC"}, {"AGC", "AGL"}, {"SGC", "SGM"}
ANYBODY = OFFICE | AGENCY | GROUPS | {"BM", "CHAIR", "PRAC", "CDC"}
"""A trainer may be anybody with an account: that it is their own event is asked beside the rule."""

for rule in (
    AccessRule("training.keep_register", "Take the register of an event that you give", ANYBODY),
    AccessRule("training.see_certificate", "See certificates that are yours to see", OFFICE | AGENCY | {"PRAC"}),
    AccessRule("training.run_evaluation", "Ask what a course was worth and issue certificates", OFFICE, verb="change"),
    AccessRule("training.read_evaluation", "See what was said of an event", ANYBODY),
    AccessRule("training.observe", "Observe a session for quality", OFFICE | GROUPS, group="td"),
    AccessRule("training.judge_story", "Judge how strongly a story shows change", {"SGC", "SGM"}, group="td"),
    AccessRule("training.read_impact", "See whether a course changed practice", ANYBODY),
    AccessRule("training.read_report", "Read the annual report on training", OFFICE | GROUPS | {"BM", "CHAIR"}),
    AccessRule("training.read_own_agency", "See who of your agency is in date", AGENCY),
):
    rules.plug(rule)
