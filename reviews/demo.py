"""The demonstration's cases: all invented, told through the services, the clock stood at each day.

By 12 November 2019: a serious case review decided before the partners began; a learning review under way; a case that
was not decided in time and passes to the partners. Started at 2 September, the first two are still to be decided. A
serious case review that runs on either day is told in `demo_held`.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

from reviews import demo_held, demo_published, services
from reviews.law import Answers
from reviews.models import AgencySummary, CaseReview, Notice
from reviews.services import ChildTold
from sscb import clock

INVENTED = "Written to show the page: nothing of this took place."


def build(world: Any) -> None:
    """Everything that had happened by the world's date."""
    for on, happen in sorted(Told(world).events(), key=lambda one: one[0]):
        if on <= world.on:
            with clock.at(datetime.combine(on, time(11), clock.LONDON)):
                happen(on)


class Told:
    """Keeps the cases by the words they are told under."""

    def __init__(self, world: Any):
        self.world, self.people = world, world.people
        self.cases: dict[str, CaseReview] = {}

    def events(self) -> Iterator[tuple[date, Callable[[date], Any]]]:
        yield from demo_published.events(self)
        yield from demo_held.events(self)
        yield date(2019, 8, 20), self.incident
        yield date(2019, 8, 22), lambda on: self.refer("baby", "community-lead", on, harmed=True, incident=True)
        yield date(2019, 8, 23), lambda on: self.ask("baby", ("police-agc", "trust-west-agc", "gp-lead"), on)
        for key, on in (("police-agc", 28), ("trust-west-agc", 29), ("gp-lead", 30)):
            yield date(2019, 8, on), lambda on, key=key: self.answer("baby", key, on)
        yield date(2019, 9, 10), lambda on: self.consider("baby", on, Answers("known", False, True, True), "scr")
        yield date(2019, 9, 17), lambda on: self.decide("baby", "scr", on)
        yield date(2019, 9, 20), lambda on: self.tell("baby", on)
        yield date(2019, 8, 27), lambda on: self.refer("school", "school-lead", on, harmed=False)
        yield date(2019, 9, 3), lambda on: self.ask("school", ("police-agc", "gp-lead"), on)
        for key, on in (("gp-lead", 9), ("police-agc", 11)):
            yield date(2019, 9, on), lambda on, key=key: self.answer("school", key, on)
        yield date(2019, 9, 18), lambda on: self.consider("school", on, Answers("suspected", False, False, True), "mlr")
        yield date(2019, 9, 24), lambda on: self.decide("school", "mlr", on)
        yield date(2019, 9, 19), lambda on: self.refer("late", "probation-lead", on, harmed=True)
        yield date(2019, 9, 23), lambda on: self.ask("late", ("police-agc", "trust-west-agc"), on)
        yield date(2019, 9, 27), lambda on: self.answer("late", "police-agc", on)

    def incident(self, on: date) -> None:
        self.one = services.record_incident(
            kind="harmed", aware_on=date(2019, 8, 19), authority=self.world.organisations["council-csc"],
            summary=f"A baby was found to be injured at a routine visit. {INVENTED}", by=self.people["bm"], on=on,
        )  # fmt: skip
        for line in Notice.objects.filter(record_id=self.one.pk):
            services.record_told(notice=line, record=self.one, told_on=on, how="form", by=self.people["bm"], on=on)
        services.record_rapid_review(
            incident=self.one, completed_on=on, sent_on=on, by=self.people["bm"], on=on
        )
        services.settle_incident(incident=self.one, by=self.people["bm"], on=on)

    def refer(
        self, key: str, by: str, on: date, *, harmed: bool, incident: bool = False, born_on: date = date(2019, 2, 4)
    ) -> None:
        self.cases[key] = services.refer_case(
            child=ChildTold(f"Invented Child {key.title()}", born_on, "1 Invented Street", "Invented Parent"),
            what_happened=f"What happened stands here, without names. {INVENTED}", abuse="suspected",
            seriously_harmed=harmed, learning="How what each agency knew could have been put together sooner.",
            joint_working="Two meetings were held without an agency that knew most.",
            incident=self.one if incident else None, by=self.people[by], on=on,
        )  # fmt: skip

    def ask(self, key: str, named: tuple[str, ...], on: date) -> None:
        told = {"case": self.cases[key], "by": self.people["bm"], "on": on}
        services.check_duplicates(**told)
        services.start_gathering(**told)
        for one in named:
            services.ask_agency(agency=self.people[one].organisation, named=self.people[one], **told)

    def answer(self, key: str, named: str, on: date) -> None:
        summary = AgencySummary.objects.get(case=self.cases[key], named=self.people[named])
        services.answer_summary(
            summary=summary, known="yes", text=f"What the agency knew and did, in order of time. {INVENTED}",
            files_secured=True, by=self.people[named], on=on,
        )  # fmt: skip

    def consider(self, key: str, on: date, answers: Answers, recommends: str) -> None:
        services.consider_case(
            case=self.fresh(key), met_on=on, answers=answers, recommends=recommends, by=self.people["li-chair"], on=on,
            evidence={"abuse": "The agencies’ pages.", "seriously_harmed": "The hospital’s page.",
                      "joint_working": "Meetings held without the agency that knew most."},
            reasons="What the agencies knew was not put together.", present=[self.people["li-chair"]],
        )  # fmt: skip

    def decide(self, key: str, outcome: str, on: date) -> None:
        case = self.fresh(key)
        services.decide(
            case=case, outcome=outcome, version=case.version, by=self.people["chair"], on=on,
            rationale="I accept the subgroup’s recommendation and its reasons.",
        )  # fmt: skip

    def tell(self, key: str, on: date) -> None:
        case = self.fresh(key)
        for line in Notice.objects.filter(record_id=case.pk, told_on=None):
            services.record_told(notice=line, record=case, told_on=on, how="mail", by=self.people["bm"], on=on)

    def fresh(self, key: str) -> CaseReview:
        return CaseReview.objects.get(pk=self.cases[key].pk)
