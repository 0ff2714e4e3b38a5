"""Before what matters most, whoever is at the browser enters a factor again; until then nothing is done (SEC-20)."""

from dataclasses import replace

import pytest
from django.urls import get_resolver

from sscb.access.policy import ProveAgain, ask_again, require
from sscb.access.rations import EXPORT
from sscb.access.services import grant_access
from sscb.access.sockets import rules
from sscb.access.views import RecordMixin
from sscb.history.context import Whereabouts, working_from
from tests.house.walk import routes, view_of

pytestmark = pytest.mark.req("SEC-20")
UNPROVED = Whereabouts(in_request=True, acts=True, stale=lambda: True)
SENSITIVE = {
    # SEC-20 names them
    "access.grant": "granting",
    "board.issue_pack": "issuing a pack",
    "dataset.reopen_return": "reopening a signed return",
    "retention.approve": "disposal",
    "retention.hold": "placing and releasing a legal hold",
    "board.rewind": "taking out what the Board knew, with who did what",
    # as grave as those
    "retention.sign_off": "how long things are kept",
    "retention.change": "how long things are kept",
    "retention.stop": "letting disposal go on",
    "reviews.ask_identity": "who a child is",
    "reviews.open_identity": "who a child is",
    "cdop.open_identity": "who a child was",
    "audits.see_case_keys": "which record a case is",
}
TAKEN_AWAY = {
    "cdop:handover_archive", "cdop:collect_file", "reviews:chronology_print", "reviews:copy_file",
    "reviews:handover_archive",
}  # fmt: skip
"""Files made of a case, which leave the portal: exporting P4 and P5."""


def test_every_rule_of_the_list_is_sensitive_and_no_other():
    assert {rule.code for rule in rules if rule.sensitive} == set(SENSITIVE)


@pytest.mark.parametrize("code", sorted(SENSITIVE))
def test_a_sensitive_rule_asks_whoever_would_act_and_nobody_who_only_looks(code, person, group):
    rule = rules[code]
    role = sorted(rule.roles & {"BMGR", "CHAIR", "DPO", "OFF", "CDC", "CDOP", "SYS"} or rule.roles)[0]
    who = person("Somebody Sensitive", role=role)
    with working_from(UNPROVED), pytest.raises(ProveAgain):
        require(who, code)
    for place in (replace(UNPROVED, acts=False), replace(UNPROVED, stale=lambda: False), Whereabouts(in_worker=True)):
        with working_from(place):
            assert require(who, code)


def test_granting_asks_and_so_does_what_hangs_on_the_case(business_manager, board_member):
    told = {"record": None, "to": board_member, "purpose": "To read it", "ends_at": None, "by": business_manager}
    with working_from(replace(UNPROVED, acts=False)):
        for ask in (lambda: grant_access(**told), ask_again):
            with pytest.raises(ProveAgain):
                ask()


def test_whatever_leaves_of_a_case_as_a_file_asks_first():
    pages = {route.name: view_of(route) for route in routes(get_resolver())}
    of_one = {name: page for name, page in pages.items() if isinstance(page, type) and issubclass(page, RecordMixin)}
    asks = {name for name, page in of_one.items() if page.takes_away or page.rationed == EXPORT}
    assert TAKEN_AWAY <= asks, TAKEN_AWAY - asks
