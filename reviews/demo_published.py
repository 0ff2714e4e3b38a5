"""The demonstration's published review, invented from its first word: decided in November 2018, published in July 2019,
its plan partly carried out, its learning told to agencies, its impact still to be judged."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from reviews import services
from reviews.law import Answers
from reviews.models import DraftCopy, Notice, PublicReport
from sscb.learning.models import Action, ImpactCheck, LearningPoint, Product, Recommendation
from sscb.learning.services import (
    add_proof,
    answer_recommendation,
    approve_product,
    ask_together,
    close_action,
    confirm_receipt,
    judge_check,
    judge_practice,
    plan_check,
    publish_product,
    say_done,
    say_progress,
    say_reach,
    send_product,
    verify_proof,
    write_product,
)

KEY = "hollis"
INVENTED = "Written for this demonstration: no such child, and no such review."
HEADING = "Serious case review: a toddler whose home nobody saw whole"
SUMMARY = (
    "Six agencies each knew a part of what life was like for a two-year-old. What each knew was put together only "
    "after the child was badly hurt."
)
REPORT = f"""# Why this review was held

A two-year-old was seriously harmed at home. Neglect was known to some and suspected by others. {INVENTED}

# What was found

Each agency did much of what its own rules ask. Nobody was asked to look at the whole.

- Missed appointments were counted by each service alone. Put together they were nineteen in eleven months.
- Worries about the home were written down in five records, in five words, and no two of them meant the same.
- Workers who asked for help were told to refer again. They stopped asking.
- The father was not spoken with by anybody but the police.

# What life was like for the child

The child was often hungry and seldom outside. A neighbour said so twice, and was thanked.

# What should change

Three recommendations follow. One changes how agencies work, one is about what staff are taught, one is a reminder."""
RESPONSE = """The Board accepts all three recommendations.

- Done: agencies that know a child under five meet each month, and missed appointments are counted together.
- Begun: the neglect tool is taught to all agencies together; two in three of those who need it have been taught.
- Not done yet: in one agency supervision does not ask about fathers. The Board has asked why.

Whether children notice a difference is judged in January 2020, by somebody who owns none of it."""
BRIEFING = """# What happened

A two-year-old was badly hurt. Six agencies each knew a part.

# What we learned

- One missed appointment says little. Nineteen, in five services, say a lot.
- Write what you see: no food in the kitchen at noon, not “home conditions poor”.
- Speak with the father. Nobody had.

# What to do now

- Ask the other services before you close a case.
- Use the neglect tool, with the parents, and take it to the monthly meeting."""
RECOMMENDED = (
    ("Count missed appointments of young children together, across services, each month", "system", "multi",
     "Each service counted alone; put together there were nineteen in eleven months.", "neglect"),
    ("Teach the neglect tool to all agencies together", "training", "multi",
     "Five records used five words for the same home.", "neglect"),
    ("Ask about fathers in every supervision", "reminder", "multi", "Nobody but the police had spoken with him.",
     "voice"),
)  # fmt: skip
TEXT = "What is asked stands in the heading; how, is for each agency to say."


def events(told: Any) -> Iterator[tuple[date, Any]]:
    """`told`: the teller of `reviews.demo`, with its people and its cases."""
    one = _Published(told)
    yield date(2018, 10, 8), lambda on: told.refer(KEY, "community-lead", on, harmed=True)
    yield date(2018, 10, 9), lambda on: told.ask(KEY, ("police-agc", "trust-west-agc", "gp-lead"), on)
    for day, key in ((15, "police-agc"), (16, "trust-west-agc"), (18, "gp-lead")):
        yield date(2018, 10, day), lambda on, key=key: told.answer(KEY, key, on)
    yield date(2018, 10, 25), lambda on: told.consider(KEY, on, Answers("known", False, True, True), "scr")
    yield date(2018, 11, 2), lambda on: told.decide(KEY, "scr", on)
    yield date(2018, 11, 6), lambda on: told.tell(KEY, on)
    yield date(2018, 11, 19), one.commission
    yield date(2018, 12, 10), one.begin
    yield date(2019, 2, 11), one.hear
    yield date(2019, 4, 8), lambda on: one.draft(on, REPORT.replace("nineteen", "eighteen"), "")
    yield date(2019, 4, 9), lambda on: one.copies(on, "comment", date(2019, 4, 26), ("li-chair",))
    yield date(2019, 4, 29), lambda on: one.draft(on, REPORT, "Missed appointments were counted again: nineteen.")
    yield date(2019, 4, 30), one.recommend
    yield date(2019, 5, 1), one.check
    yield date(2019, 5, 16), one.settle
    yield date(2019, 5, 20), one.to_board
    yield date(2019, 6, 13), one.accepted
    yield date(2019, 6, 17), one.prepare
    yield date(2019, 6, 21), lambda on: told.tell(KEY, on)
    yield date(2019, 6, 24), one.plan_actions
    yield date(2019, 7, 1), one.tell_family
    yield date(2019, 7, 9), one.publish
    yield date(2019, 7, 15), one.spread
    yield date(2019, 7, 22), one.received
    yield date(2019, 9, 16), one.reached
    yield date(2019, 9, 20), one.carried_out
    yield date(2019, 10, 14), one.worked
    yield date(2019, 10, 31), one.known


class _Published:
    def __init__(self, told: Any):
        self.told, self.people, self.agencies = told, told.people, told.world.organisations

    @property
    def case(self):
        return self.told.fresh(KEY)

    @property
    def seen(self) -> dict[str, Any]:
        case = self.case
        return {"case": case, "version": case.version}

    # --- the review ---------------------------------------------------------------------------------------------------

    def commission(self, on: date) -> None:
        told = {"by": self.people["bm"], "on": on}
        services.appoint_reviewer(
            case=self.case, person=self.people["lead-reviewer"], part="lead", works_for_board=False,
            works_for_agency=False, knew_the_case=False, agreement_on=on, fee="By the day", contract_on=on,
            independence_words="Has never worked for the Board or an agency of the county.", **told,
        )  # fmt: skip
        services.agree_terms(
            case=self.case, method="learning-together", method_why="A systems approach, proportionate to the case.",
            from_on=date(2017, 9, 1), to_on=date(2018, 8, 31),
            questions="What did each agency know? Who put it together?",
            family_plan="Both parents are asked by the reviewer.", agreed_on=on, agreed_words="The subgroup.", **told,
        )  # fmt: skip
        self.member = services.add_member(
            case=self.case, person=self.people["ccg-lead"], no_conflict=True, agreement_on=on, chairs=True, **told
        )
        self.meeting = services.plan_panel(case=self.case, planned_on=date(2018, 12, 10), about="Scope", **told)
        services.commission(case=self.case, **told)

    def begin(self, on: date) -> None:
        told = {"by": self.people["bm"], "on": on}
        services.hold_panel(
            meeting=self.meeting, case=self.case, held_on=on, present=[self.member], conflicts="None", **told
        )
        services.begin_review(case=self.case, **told)

    def hear(self, on: date) -> None:
        services.renew_access(case=self.case, by=self.people["bm"], on=on)
        told = {"by": self.people["lead-reviewer"], "on": on}
        event = services.plan_event(case=self.case, kind="first", planned_on=on, invited="Eleven workers", **told)
        services.hold_event(
            event=event, case=self.case, held_on=on, came=9, notes="What it was like to work with the family.", **told
        )

    # --- its report ---------------------------------------------------------------------------------------------------

    def draft(self, on: date, text: str, changed: str) -> None:
        case = self.case
        services.write_draft(
            case=case, text=text, changed=changed, version=case.drafts.count(), by=self.people["lead-reviewer"], on=on
        )

    def copies(self, on: date, purpose: str, due_on: date, who: tuple[str, ...], **more: str) -> None:
        services.send_copies(
            case=self.case, purpose=purpose, due_on=due_on, people=[self.people[key] for key in who],
            by=self.people["bm"], on=on, **more,
        )  # fmt: skip

    def check(self, on: date) -> None:
        self.copies(on, "facts", date(2019, 5, 15), ("police-agc", "trust-west-agc"),
                    without_account="The mother, with an advocate", extract="What your records are quoted for.")
        services.send_to_check(by=self.people["chair"], on=on, **self.seen)

    def settle(self, on: date) -> None:
        answers = {"police-agc": ("nothing", ""), "trust-west-agc": ("words", "The clinic was in March, not in May."),
                   None: ("words", "She wants it said that she asked for help.")}  # fmt: skip
        for copy in DraftCopy.objects.of(self.case).filter(purpose="facts"):
            key = next((key for key in answers if key and copy.to_id == self.people[key].pk), None)
            answer, said = answers[key]
            services.answer_copy(copy=copy, answer=answer, said=said, by=copy.to or self.people["bm"], on=on)
            if answer == "words":
                services.settle_answer(copy=DraftCopy.objects.of(self.case).get(pk=copy.pk), outcome="yes", why="",
                                       by=self.people["bm"], on=on)  # fmt: skip

    def to_board(self, on: date) -> None:
        services.put_before_board(by=self.people["chair"], on=on, **self.seen)

    def accepted(self, on: date) -> None:
        services.minute_board(
            outcome="publish", board_on=on, minute="Minute 11 of the Board: accepted, to be published.",
            by=self.people["bm"], on=on, **self.seen,
        )  # fmt: skip
        for one in self.recommendations():
            answer_recommendation(recommendation=one, accepted="yes", response="", responded_for="the Board",
                                  by=self.people["chair"], on=on)  # fmt: skip

    def prepare(self, on: date) -> None:
        told = {"case": self.case, "by": self.people["bm"], "on": on}
        services.write_publication(heading=HEADING, summary=SUMMARY, words=REPORT, response=RESPONSE, version=0, **told)
        services.record_check(version=PublicReport.objects.get(case=self.case).version, legal=True, **told)
        services.plan_publication(planned_on=date(2019, 7, 9), **told)

    def tell_family(self, on: date) -> None:
        services.tell_of_publication(
            case=self.case, family_told_on=on, family_how="Visited by the reviewer, who left the report.",
            staff_told_on=on, by=self.people["bm"], on=on,
        )  # fmt: skip

    def publish(self, on: date) -> None:
        for line in Notice.objects.filter(record_id=self.case.pk, told_on=None):
            services.record_told(notice=line, record=self.case, told_on=on, how="mail", by=self.people["bm"], on=on)
        services.publish(by=self.people["chair"], on=on, **self.seen)

    # --- what came of it ----------------------------------------------------------------------------------------------

    def recommend(self, on: date) -> None:
        for title, strength, reach, finding, theme in RECOMMENDED:
            services.recommend_from(
                case=self.case, title=title, text=TEXT, strength=strength, reach=reach, finding=finding, theme=theme,
                by=self.people["li-chair"], on=on,
            )  # fmt: skip

    def recommendations(self) -> list[Recommendation]:
        return list(Recommendation._base_manager.filter(source_uuid=self.case.uuid).order_by("pk"))

    def plan_actions(self, on: date) -> None:
        count, teach, fathers = self.recommendations()
        asked = (
            (count, "Count missed appointments of under-fives with the others",
             ("council-csc", "community-trust", "gp"), date(2019, 9, 30), "No child is missed by everybody at once."),
            (teach, "Have those who work with families taught the neglect tool",
             ("council-csc", "trust-west", "voluntary"), date(2019, 12, 20), "One home is called by the same words."),
            (fathers, "Ask about fathers in supervision, and look whether it is done", ("trust-west", "police"),
             date(2019, 10, 31), "Fathers are spoken with."),
        )  # fmt: skip
        for recommendation, title, agencies, due_on, impact in asked:
            ask_together(
                recommendation=recommendation, title=title, text=TEXT, due_on=due_on, by=self.people["bm"], on=on,
                agencies=[self.agencies[code] for code in agencies], impact=impact, measure="Twenty records looked at",
            )  # fmt: skip
        self.point = services.learn_from(
            case=self.case, title="What each service misses alone, all of them miss together",
            text="Missed appointments, hunger, a home described in five words: each service knew a part.",
            theme="neglect", by=self.people["li-chair"], on=on,
        )  # fmt: skip

    def actions(self, *codes: str) -> list[Action]:
        found = Action._base_manager.filter(plan__source_uuid=self.case.uuid, agency__code__in=codes)
        return list(found.order_by("due_on", "pk"))

    def spread(self, on: date) -> None:
        people, group = self.people, self.told.world.groups["li"]
        point = LearningPoint._base_manager.get(pk=self.point.pk)
        product = write_product(
            title="A home that nobody saw whole", kind="seven", typed=BRIEFING, group=group, theme="neglect", on=on,
            summary="Seven minutes for a team: nineteen missed appointments, in five services.", points=[point],
            audience="everybody who works with young children", by=people["office"],
        )  # fmt: skip
        approve_product(product=product, by=people["li-chair"], on=on)
        publish_product(product=Product._base_manager.get(pk=product.pk), by=people["bm"], on=on)
        sent = ("council-csc", "ccg", "police", "trust-west", "trust-east", "community-trust", "voluntary", "gp")
        self.product = Product._base_manager.get(pk=product.pk)
        send_product(product=self.product, agencies=[self.agencies[code] for code in sent], by=people["bm"], on=on)
        judges = (("known", "A survey of staff", "li-chair", date(2019, 10, 31)),
                  ("difference", "A sample of records, and what parents say", "chair", date(2020, 1, 31)))  # fmt: skip
        for asks, how, judge, due_on in judges:
            plan_check(point=point, asks=asks, how=how, judge=people[judge], due_on=due_on, by=people["bm"], on=on)

    def received(self, on: date) -> None:
        for key in ("dcs", "ccg-lead", "police-acc", "trust-west-lead", "community-lead", "voluntary-lead"):
            confirm_receipt(product=self.product, by=self.people[key], on=on)

    def reached(self, on: date) -> None:
        for key, reached, of in (("dcs", 131, 164), ("community-lead", 96, 120), ("police-acc", 74, 140)):
            say_reach(product=self.product, route="Team meetings", reached=reached, of=of, by=self.people[key], on=on)

    def carried_out(self, on: date) -> None:
        for code, key in (("council-csc", "dcs"), ("community-trust", "community-lead")):
            action = self.actions(code)[0]
            say_done(action=action, evidence="The count of July and August, with the other services.",
                     by=self.people[key], on=on)  # fmt: skip
            close_action(action=self.fresh(action), by=self.people["li-chair"], on=on)
        for key, code, place, text in (
            ("trust-west-lead", "trust-west", 0, "Supervision forms are being changed."),
            ("dcs", "council-csc", 1, "140 of 210 taught; the rest have places by December."),
            ("trust-west-lead", "trust-west", 1, "Both wards have dates in November."),
            ("voluntary-lead", "voluntary", 0, "Eleven of fourteen taught."),
        ):
            action = self.actions(code)[place]
            say_progress(action=action, text=text, by=self.people[key], on=on)

    def worked(self, on: date) -> None:
        action = self.actions("council-csc")[0]
        for kind, text in (("count", "Missed twice and unseen: 31 children in July, 12 in September."),
                           ("sample", "In 16 of 20 records a call was made within two days.")):  # fmt: skip
            proof = add_proof(record=self.fresh(action), shows="practice", kind=kind, text=text, seen_on=on,
                              by=self.people["office"], on=on)  # fmt: skip
            verify_proof(proof=proof, record=self.fresh(action), by=self.people["li-chair"], on=on)
        judge_practice(action=self.fresh(action), practice="changed", by=self.people["chair"], on=on,
                       judgement="Two kinds of evidence say that children are looked for.")  # fmt: skip

    def known(self, on: date) -> None:
        check = ImpactCheck._base_manager.get(point=self.point, asks="known")
        judge_check(check=check, verdict="partly", by=self.people["li-chair"], on=on,
                    finding="Of 240 who answered 150 could say what to do after two missed appointments.")  # fmt: skip

    @staticmethod
    def fresh(thing: Any) -> Any:
        return type(thing)._base_manager.get(pk=thing.pk)
