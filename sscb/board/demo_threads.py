"""The demonstration's golden threads: return interviews for missing children, and what was learned beside them.

All invented; every step is made through the learning room's own services, on the day it tells of.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sscb import clock
from sscb.learning.models import Action, LearningPoint, Product
from sscb.learning.services import (
    add_proof,
    answer_national,
    answer_recommendation,
    approve_product,
    ask_together,
    close_action,
    close_point,
    confirm_receipt,
    judge_check,
    judge_practice,
    plan_check,
    publish_product,
    receive_national,
    say_done,
    say_reach,
    send_product,
    verify_proof,
    write_point,
    write_product,
    write_recommendation,
)

AUDIT = "Multi-agency case audit, children missing from care"
INTERVIEWS = "Interviews after a child was missing come too late to help"
AUDITED = date(2018, 1, 16)

BRIEFING = """When a child comes back, somebody they may trust talks with them within 72 hours.

# What happened
In the audit of November 2017 five of eight children waited longer. Most had gone again before anybody asked why.

# Why it matters
What a child says on coming back is often the first word about where they were and who was there.

# What to do
- Tell the interview team on the same day, weekends too.
- Ask the child whom they would talk to.
- Write down what changes in the plan because of it.

# Talk about it in your team
Who tells the interview team when a child comes back on a Saturday night?"""

BABIES = """A bruise on a baby who cannot move is looked at by a paediatrician on the same day.

# What to do
- Ask for the paediatrician at once; do not wait for the ward round.
- Say what you see, not what you think caused it."""


def threads(world: Any) -> None:
    """Everything up to the world's date; the police force's weekend notices stay the promise that was broken."""
    told = _Telling(world)
    point = told.on(AUDITED, lambda on: write_point(
        title=INTERVIEWS,
        text="In the audit of November 2017 most return interviews took place after the child had gone missing again. "
        "A child who comes back talks within 72 hours, to somebody they may trust, and what they say changes the plan.",
        source="case-audits", group=world.groups["li"], by=None, on=on, theme="exploitation", source_words=AUDIT,
    ))  # fmt: skip
    _asked(told, point)
    _told(told, point)
    _checked(told, point)
    _beside(told)
    _national(told)


class _Telling:
    """Does a thing on its day, when that day has come in this world."""

    def __init__(self, world: Any):
        self.world, self.people, self.groups = world, world.people, world.groups
        self.agencies = world.organisations

    def on(self, day: date, act: Callable[[date], Any]) -> Any:
        if day > self.world.on:
            return None
        with clock.at(day):
            return act(day)


def _fresh(thing: Any) -> Any:
    return type(thing)._base_manager.get(pk=thing.pk)


def _asked(told: _Telling, point: LearningPoint) -> None:
    people, agencies = told.people, told.agencies
    provider = told.on(date(2018, 1, 30), lambda on: write_recommendation(
        title="Every child who comes back is heard within 72 hours",
        text="Agree one provider of return interviews for the whole county, and let what children say reach those who "
        "plan for them.", strength="system", source="case-audits", source_words=AUDIT, group=told.groups["li"],
        by=people["bm"], on=on, points=[point], theme="exploitation",
        finding="5 of 8 cases required improvement; in 5 what the child said never reached anyone who could act.",
    ))  # fmt: skip
    told.on(date(2018, 2, 15), lambda on: answer_recommendation(
        recommendation=_fresh(provider), accepted="yes", response="", responded_for="the Board, 15 February 2018",
        by=people["chair"], on=on,
    ))  # fmt: skip
    for title, agency, lead, due, done, closed, shows in (
        ("One interview provider for the county", "council-csc", "dcs", date(2018, 3, 31), date(2018, 3, 29),
         date(2018, 4, 3), "The contract, signed 28 March, and its rota."),
        ("Interview notes reach the safeguarding hub in 2 days", "council-csc", "dcs", date(2018, 6, 30),
         date(2018, 6, 21), date(2018, 6, 28), "A count of May and June: 41 of 43 notes within 2 days."),
        ("School nurses are told of each missing episode", "community-trust", "community-lead", date(2018, 9, 30),
         date(2018, 10, 8), date(2018, 10, 12), "The form that the hub sends, and a sample of ten."),
    ):  # fmt: skip
        (action,) = told.on(date(2018, 2, 20), lambda on, title=title, agency=agency, lead=lead, due=due: ask_together(
            recommendation=_fresh(provider), title=title, text=f"{title}.", agencies=[agencies[agency]], due_on=due,
            leads={agencies[agency].pk: people[lead]}, by=people["bm"], on=on,
            impact="Children are heard before they go again.", measure="Share of interviews within 72 hours",
        ))  # fmt: skip
        told.on(done, lambda on, action=action, lead=lead, shows=shows: say_done(
            action=_fresh(action), evidence=shows, by=people[lead], on=on))  # fmt: skip
        told.on(closed, lambda on, action=action: close_action(action=_fresh(action), by=people["li-chair"], on=on))
        if title.startswith("One interview"):
            _worked(told, action)


def _worked(told: _Telling, action: Action) -> None:
    people = told.people
    for day, kind, text in (
        (date(2018, 11, 5), "indicator", "Interviews within 72 hours: 61% before April 2018, 81% since."),
        (date(2018, 11, 12), "sample", "Talked through in supervision in 14 of 20 records."),
    ):
        proof = told.on(day, lambda on, kind=kind, text=text: add_proof(
            record=_fresh(action), shows="practice", kind=kind, text=text, seen_on=on, by=people["office"], on=on
        ))  # fmt: skip
        told.on(day + timedelta(days=3), lambda on, proof=proof: verify_proof(
            proof=proof, record=_fresh(action), by=people["li-chair"], on=on))  # fmt: skip
    told.on(date(2018, 11, 20), lambda on: judge_practice(
        action=_fresh(action), practice="changed", by=people["chair"], on=on,
        judgement="One door for the whole county, and it is used: two kinds of evidence say the same.",
    ))  # fmt: skip


def _told(told: _Telling, point: LearningPoint) -> None:
    product = _product(told, point, date(2018, 2, 20), "When a child comes back", "seven", BRIEFING,
                       "Seven minutes for a team: why the first 72 hours matter, and what to do on a Saturday.",
                       "everybody who works with children who go missing")  # fmt: skip
    sent = ("council-csc", "ccg", "police", "trust-west", "trust-east", "community-trust", "probation", "voluntary",
            "gp", "district-north", "district-south", "rehabilitation")  # fmt: skip
    _send(told, product, sent, date(2018, 2, 26), (
        ("dcs", 96, 118), ("ccg-lead", 14, 16), ("police-acc", 88, 132), ("trust-west-lead", 52, 64),
        ("trust-east-lead", 47, 58), ("community-lead", 71, 88), ("probation-lead", 19, 24), ("voluntary-lead", 25, 30),
        ("gp-lead", None, None),
    ))  # fmt: skip


def _product(
    told: _Telling, point, day: date, title: str, kind: str, typed: str, summary: str, audience: str
) -> Product:
    people = told.people
    product = told.on(day - timedelta(days=10), lambda on: write_product(
        title=title, kind=kind, summary=summary, typed=typed, audience=audience, group=told.groups["li"],
        by=people["office"], on=on, theme=point.theme, points=[point],
    ))  # fmt: skip
    told.on(day - timedelta(days=3), lambda on: approve_product(product=_fresh(product), by=people["li-chair"], on=on))
    told.on(day, lambda on: publish_product(product=_fresh(product), by=people["bm"], on=on))
    return product


def _send(told: _Telling, product, codes, day: date, replies) -> None:
    people = told.people
    told.on(day, lambda on: send_product(
        product=_fresh(product), agencies=[told.agencies[code] for code in codes], by=people["bm"], on=on))  # fmt: skip
    for who, reached, of in replies:
        told.on(day + timedelta(days=4), lambda on, who=who: confirm_receipt(
            product=_fresh(product), by=people[who], on=on))  # fmt: skip
        if of:
            told.on(day + timedelta(days=60), lambda on, who=who, reached=reached, of=of: say_reach(
                product=_fresh(product), route="Team meetings and supervision", reached=reached, of=of, by=people[who],
                on=on,
            ))  # fmt: skip


def _checked(told: _Telling, point: LearningPoint) -> None:
    people = told.people
    known = told.on(date(2018, 3, 1), lambda on: plan_check(
        point=_fresh(point), asks="known", how="Staff survey, the same questions as a year before",
        judge=people["li-chair"], due_on=date(2018, 10, 31), by=people["bm"], on=on,
    ))  # fmt: skip
    told.on(date(2018, 10, 18), lambda on: judge_check(
        check=_fresh(known), verdict="partly", by=people["li-chair"], on=on,
        finding="61% could name the rule. 187 of 306 who answered; it was 34% a year before.",
    ))  # fmt: skip
    made = told.on(date(2018, 3, 1), lambda on: plan_check(
        point=_fresh(point), asks="difference", how="The indicator, the audit done again, what children say",
        judge=people["chair"], due_on=date(2019, 10, 31), by=people["bm"], on=on,
    ))  # fmt: skip
    for day, seen, kind, text in (
        (date(2019, 10, 8), date(2019, 9, 30), "indicator", "61% before, 81% for 16 months after, 58.7% now."),
        (date(2019, 6, 3), date(2019, 5, 20), "reaudit", "2 of 8 required improvement, from 5 of 8."),
        (date(2019, 6, 17), date(2019, 6, 12), "children", "“She asked why, not where.” A young person, June 2019."),
    ):  # fmt: skip
        proof = told.on(day, lambda on, seen=seen, kind=kind, text=text: add_proof(
            record=_fresh(made), shows="practice", kind=kind, text=text, seen_on=seen, by=people["office"], on=on
        ))  # fmt: skip
        told.on(day + timedelta(days=2), lambda on, proof=proof: verify_proof(
            proof=proof, record=_fresh(made), by=people["li-chair"], on=on))  # fmt: skip
    told.on(date(2019, 10, 16), lambda on: judge_check(
        check=_fresh(made), verdict="lost", by=people["chair"], on=on,
        finding="Children were heard sooner for 16 months. The figure fell in August 2019; what followed what is not "
        "shown to be cause.",
    ))  # fmt: skip


def _beside(told: _Telling) -> None:
    """Four other threads: one closed with its difference, one not confirmed, one never told, one never asked."""
    people, group = told.people, told.groups
    closed = told.on(AUDITED, lambda on: write_point(
        title="Placements changed after a child went missing, and nobody had talked it through",
        text="In 3 of 8 records the plan changed without the child.", source="case-audits", group=group["li"], by=None,
        on=on, theme="voice", source_words=AUDIT,
    ))  # fmt: skip
    check = told.on(date(2018, 3, 1), lambda on: plan_check(
        point=_fresh(closed), asks="difference", how="The audit done again", judge=people["chair"],
        due_on=date(2019, 6, 28), by=people["bm"], on=on,
    ))  # fmt: skip
    shows = (("reaudit", "In 8 of 8 records the child was asked."), ("children", "“They waited for my answer.”"))
    for kind, text in shows:
        proof = told.on(date(2019, 5, 21), lambda on, kind=kind, text=text: add_proof(
            record=_fresh(check), shows="practice", kind=kind, text=text, seen_on=on, by=people["office"], on=on
        ))  # fmt: skip
        told.on(date(2019, 5, 24), lambda on, proof=proof: verify_proof(
            proof=proof, record=_fresh(check), by=people["li-chair"], on=on))  # fmt: skip
    told.on(date(2019, 6, 6), lambda on: judge_check(
        check=_fresh(check), verdict="yes", finding="Children are asked before a placement changes.",
        by=people["chair"], on=on,
    ))  # fmt: skip
    told.on(date(2019, 6, 12), lambda on: close_point(point=_fresh(closed), by=people["chair"], on=on))

    babies = told.on(date(2019, 5, 14), lambda on: write_point(
        title="Bruises in babies who cannot move are not always looked at on the same day",
        text="In an audit of April 2019 two wards did not know of the protocol.", source="reviews", theme="infants",
        group=group["li"], by=None, on=on, source_words="Learning review, shared in 2018",
    ))  # fmt: skip
    if babies:
        product = _product(told, babies, date(2019, 7, 9), "A bruise on a baby who cannot move", "bulletin", BABIES,
                           "One rule for every ward and every visit.", "everybody who sees babies")  # fmt: skip
        _send(told, product, ("trust-west", "trust-east", "community-trust", "gp", "ambulance"), date(2019, 7, 15),
              (("trust-east-lead", 131, 164), ("community-lead", 74, 90), ("gp-lead", None, None)))  # fmt: skip
    told.on(date(2019, 3, 19), lambda on: write_point(
        title="Supervision notes seldom say what life is like for the child",
        text="Four agencies graded themselves high on it; their notes did not bear it out.", theme="supervision",
        source="section-11", group=group["li"], by=None, on=on, source_words="Section 11 audit, moderation",
    ))  # fmt: skip
    told.on(date(2019, 9, 5), lambda on: write_point(
        title="Schools do not see the early help assessment that they asked for",
        text="Head teachers said so in two forums.", source="forums", theme="early help", group=group["li"], by=None,
        on=on, source_words="Practitioner forums, spring and summer 2019",
    ))  # fmt: skip


def _national(told: _Telling) -> None:
    people, group = told.people, told.groups["li"]
    answered = told.on(date(2019, 8, 20), lambda on: receive_national(
        title="Invented example: young people in supported lodgings by the sea", group=group, by=people["bm"], on=on,
        text="Nobody held the whole picture of young people placed far from home.",
    ))  # fmt: skip
    told.on(date(2019, 9, 24), lambda on: answer_national(
        review=_fresh(answered), applies=False, by=people["li-chair"], on=on,
        why="No such lodgings are used here; placements far from home are watched in the dataset (quarterly).",
    ))  # fmt: skip
    told.on(date(2019, 10, 22), lambda on: receive_national(
        title="Invented example: safe sleep where families stay with friends", group=group, by=people["bm"], on=on,
        text="Advice was given for the home, and not for the nights elsewhere.",
    ))  # fmt: skip
