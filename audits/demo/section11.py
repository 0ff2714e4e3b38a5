"""Three cycles of the Section 11 audit: 2015 and 2017 as an earlier tool left them, and 2019 as it goes on."""

from datetime import date
from typing import Any

from audits.demo.grades import IN_2015, IN_2017, IN_2019, Row, both, grades_of, number
from audits.demo.telling import Teller
from audits.kinds.section11.kind import KIND
from audits.results.services import offer_support
from audits.returns import services
from audits.returns.models import AuditCycle, AuditReturn
from audits.survey.services import add_replies, make_survey
from sscb import clock

CARRIED_ON = date(2019, 4, 2)
PLANNED_ON, OPENED_ON, CLOSES_ON = date(2019, 6, 4), date(2019, 7, 1), date(2019, 10, 31)
ANSWERED_ON, HANDED_IN_ON = date(2019, 9, 16), date(2019, 10, 21)
WRITTEN_OFF_ON, MODERATED_ON, APPEALED_ON = date(2019, 11, 4), date(2019, 11, 6), date(2019, 11, 8)
DUE_ON = date(2020, 2, 28)

LATER = {"district-north": date(2019, 11, 29)}
EARLY = ("family-court", "ccg")
"""Handed in during summer."""
IN_PANEL, WAITING, SENT_BACK, TO_SIGN = ("yos",), ("ambulance", "gp"), ("council-other",), ("prison",)
BEGUN = {"district-north": 31, "probation": 20}
"""How many of the questions have been answered."""
EXEMPT, WRITTEN_OFF = ("faith",), ("railway-police",)
ASKED_STAFF_ON, SURVEYED_ON = date(2019, 9, 2), date(2019, 10, 4)
SURVEYED = {"police": 64, "trust-west": 88, "community-trust": 71, "council-csc": 93, "probation": 7}
"""How many replied; seven are too few to be shown."""
UNSURE = {"supervision": 0.46, "training": 0.24, "information-sharing": 0.2, "working-together": 0.31, "quality": 0.38}
"""About which share hardly or does not agree, standard by standard; a tenth of the others."""
SUPPORT = (("trust-east", "supervision", "Supervision of staff who hold child protection work", "buddy"),
           ("district-south", "quality", "Safeguarding terms in contracts and grants", "template"))  # fmt: skip


def build(world: Any, teller: Teller) -> None:
    if world.on <= CARRIED_ON:
        return
    before = _earlier(world)
    if world.on > OPENED_ON:
        _Current(world, teller).tell(before)


def _earlier(world: Any) -> AuditCycle:
    follows = None
    for title, opens, closes, received, rows in (
        ("Section 11 audit 2015", date(2015, 9, 1), date(2015, 11, 30), date(2016, 3, 10), IN_2015),
        ("Section 11 audit 2017", date(2017, 9, 4), date(2017, 11, 30), date(2018, 3, 8), IN_2017),
    ):
        asked = KIND.questions_on(opens)
        with clock.at(CARRIED_ON):
            follows = services.carry_over_cycle(
                kind="section11", title=title, opens_on=opens, closes_on=closes, received_on=received,
                returns={world.organisations[code]: both(asked, KIND.scale, row) for code, row in rows.items()},
                by=world.people["bm"], on=CARRIED_ON, follows=follows,
            )  # fmt: skip
    return follows


def _reply(lot: float, unsure: float) -> int:
    """Agrees (4 or 3), hardly or not (2 or 1), by lot."""
    if lot < unsure:
        return 1 + (lot > unsure / 3)
    return 4 if lot > 0.6 else 3


class _Current:
    def __init__(self, world: Any, teller: Teller):
        self.world, self.office, self.teller = world, world.people["bm"], teller
        self.happened = self.teller.happened

    def tell(self, before: AuditCycle) -> None:
        with clock.at(PLANNED_ON):
            cycle = services.plan_cycle(
                kind="section11", title="Section 11 audit 2019", opens_on=OPENED_ON, closes_on=CLOSES_ON,
                by=self.office, on=PLANNED_ON, follows=before,
            )  # fmt: skip
        with clock.at(OPENED_ON):
            made = services.open_cycle(cycle=cycle, by=self.office, on=OPENED_ON)
        self.returns = {one.owner.code: one for one in made}
        for code, row in IN_2019.items():
            self._hand_in(self.returns[code], row)
        for code, count in BEGUN.items():
            if self.happened(ANSWERED_ON):
                grades = grades_of(KIND.questions_on(OPENED_ON), KIND.scale, "2222222222")
                self.teller.answer(self.returns[code], dict(list(grades.items())[:count]), ANSWERED_ON)
        self._excuse(cycle)
        self._ask_staff()
        if self.happened(MODERATED_ON):
            self._moderate()

    def _hand_in(self, one: AuditReturn, row: Row) -> None:
        code = one.owner.code
        answered, handed_in = (date(2019, 7, 22), date(2019, 8, 12)) if code in EARLY else (ANSWERED_ON, HANDED_IN_ON)
        if not self.happened(answered):
            return
        self.teller.answer(one, grades_of(KIND.questions_on(OPENED_ON), KIND.scale, row[0]), answered)
        self.teller.plan(one, answered, DUE_ON)
        if not self.happened(handed_in):
            return
        if code in TO_SIGN:
            with clock.at(handed_in):
                services.ask_for_signature(one=one, by=self.teller.staff.author(one.owner), on=handed_in)
        else:
            self.teller.hand_in(one, handed_in)

    def _ask_staff(self) -> None:
        """Front-line staff of a few agencies, on paper: they are less sure than their return."""
        statements = KIND.survey
        if not self.happened(SURVEYED_ON):
            return
        for code, count in SURVEYED.items():
            one = self.returns[code]
            with clock.at(ASKED_STAFF_ON):
                survey = make_survey(one=one, opens_on=ASKED_STAFF_ON, closes_on=SURVEYED_ON, by=self.office,
                                     on=ASKED_STAFF_ON)  # fmt: skip
            replies: list[dict[str, int]] = [
                {one.key: _reply(number(code, one.key, who), UNSURE.get(one.standard, 0.1)) for one in statements}
                for who in range(count)
            ]  # fmt: skip
            with clock.at(SURVEYED_ON):
                add_replies(survey=survey, replies=replies, by=self.office, on=SURVEYED_ON)

    def _excuse(self, cycle: AuditCycle) -> None:
        day = date(2019, 10, 14)
        if self.happened(day):
            with clock.at(day):
                for code, until in LATER.items():
                    services.extend_return(
                        one=self.returns[code], until_on=until, why="Its safeguarding lead was away for two months.",
                        by=self.office, on=day,
                    )  # fmt: skip
                for code in EXEMPT:
                    services.exempt_return(
                        one=self.returns[code], approved_by=self.world.people["chair"], by=self.office, on=day,
                        why="Asked by agreement; its own national audit of this year was read instead.",
                    )  # fmt: skip
        if self.happened(WRITTEN_OFF_ON):
            with clock.at(WRITTEN_OFF_ON):
                services.close_window(cycle=cycle, by=self.office, on=WRITTEN_OFF_ON)
                for code in WRITTEN_OFF:
                    services.write_off_return(one=self.returns[code], by=self.office, on=WRITTEN_OFF_ON)

    def _moderate(self) -> None:
        chair, panel = self.world.people["qp-chair"], self.world.people["qp-police"]
        asked = KIND.questions_on(OPENED_ON)
        for code, row in IN_2019.items():
            one = self.returns[code]
            if row[1]:
                by = panel if one.owner_id == chair.organisation_id else chair
                self.teller.moderate(one, grades_of(asked, KIND.scale, row[1]), MODERATED_ON, by=by)
            elif code in IN_PANEL:
                self.teller.moderate(one, {}, MODERATED_ON, by=chair, end=False)
            elif code in SENT_BACK:
                with clock.at(MODERATED_ON):
                    services.send_back(
                        one=one, why="Every answer is the same sentence. Please say for each how you know.",
                        by=self.office, on=MODERATED_ON,
                    )  # fmt: skip
        if self.happened(APPEALED_ON):
            for code, standard, need, kind in SUPPORT:
                with clock.at(APPEALED_ON):
                    offer_support(one=self.returns[code], standard=standard, need=need, kind=kind, by=self.office,
                                  on=APPEALED_ON)  # fmt: skip
            one = self.returns["trust-east"]
            with clock.at(APPEALED_ON):
                services.appeal(
                    one=one, by=self.teller.staff.signatory(one.owner), on=APPEALED_ON,
                    why="7.1: the policy of June 2019 was with the return, and supervision is recorded since July.",
                )  # fmt: skip
