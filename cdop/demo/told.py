"""What the invented panel told the Board: reports and papers, and the campaigns that came of its themes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cdop import services
from cdop.models import Campaign, Report
from cdop.years import Year
from sscb.learning.services import write_point

ANNUAL = {
    "foreword": "Each number in this report is a child who died, and a family who will not forget. We count them "
    "together so that no child is told alone, and so that fewer die.",
    "process": "Deaths are notified to the co-ordinator, agencies answer in writing, those who knew the child meet, "
    "and the panel, which did not, reads anonymised papers. It met six times.",
    "themes": "Smoking in pregnancy and at home is the theme met most often, and unsafe sleeping the one that can be "
    "changed soonest. Young people on the roads come next.",
    "learning": "Parents who smoke had not been told plainly about sharing a bed. A campaign on safer sleep runs since "
    "June, and every health visitor shows it at the ten-day visit.",
    "progress": "Three actions of last year are closed with evidence. One, on waiting times for support, goes on.",
    "serious_cases": "Fewer than five reviews were referred for a serious case review.",
    "future": "From 29 September 2019 the child death review partners take new notifications. This panel finishes what "
    "is open until 29 January 2020 and hands over the rest.",
}
FIRST_QUARTER = {
    "summary": "The panel met once and cleared what had waited for agencies’ forms. Inquests keep some waiting.",
    "learning": "The safer sleep campaign began in June. Its reach is counted in September.",
    "asks": "Note the report.",
}
SECOND_QUARTER = {
    "summary": "The panel met once and plans two more meetings before its last day, 29 January 2020. What they cannot "
    "take is handed over to the partners.",
    "learning": "Safer sleep was shown to most parents at the ten-day visit; whether it works is asked next February. "
    "The water campaign has ended and was looked back on.",
    "asks": "Support the handover of what the panel cannot finish.\nNote the campaigns.",
}


@dataclass
class Told:
    """The events of reports and campaigns. `events()` gives (day, what happens)."""

    world: Any
    reports: dict[str, Report] = field(default_factory=dict)
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    points: dict[str, Any] = field(default_factory=dict)

    def events(self) -> Iterator[tuple[date, Callable[[], Any]]]:
        yield from self._report("year", date(2019, 4, 2), date(2019, 8, 20), date(2019, 9, 17), date(2019, 9, 18),
                                ANNUAL, Year(2018), None)  # fmt: skip
        yield date(2019, 6, 14), lambda: services.send_return(
            report=self.reports["year"], by=self._cdc, on=date(2019, 6, 14)
        )
        yield from self._report("first", date(2019, 7, 4), date(2019, 7, 18), date(2019, 7, 25), date(2019, 7, 26),
                                FIRST_QUARTER, Year(2019), 1)  # fmt: skip
        yield from self._report("second", date(2019, 10, 8), date(2019, 10, 21), date(2019, 11, 5), date(2019, 11, 6),
                                SECOND_QUARTER, Year(2019), 2)  # fmt: skip
        yield from self._sleeping()
        yield from self._water()
        yield date(2019, 10, 30), lambda: self._plan(
            "roads", date(2019, 10, 30), "First winter on the road", "Road safety", "Drivers of 17 and their parents",
            "In your first winter, leave earlier and take nobody along after dark.", date(2019, 12, 2),
            date(2020, 2, 28),
        )  # fmt: skip

    @property
    def _cdc(self):
        return self.world.people["cdc"]

    def _report(self, key, begun, written, agreed, sent, texts, year, quarter) -> Iterator:
        chair = self.world.people["cdop-chair"]

        def begin():
            kind = Report.Kind.QUARTERLY if quarter else Report.Kind.ANNUAL
            self.reports[key] = services.begin_report(kind=kind, year=year, quarter=quarter, by=self._cdc, on=begun)

        yield begun, begin
        yield written, lambda: services.write_report(
            report=self.reports[key], version=self.reports[key].version, texts=texts, by=self._cdc, on=written
        )
        yield agreed, lambda: services.agree_report(report=self.reports[key], by=chair, on=agreed)
        yield sent, lambda: services.send_report(report=self.reports[key], by=self._cdc, on=sent)

    def _plan(self, key, on, title, theme, audience, message, starts_on, ends_on, point="") -> None:
        self.campaigns[key] = services.plan_campaign(
            title=title, theme=theme, audience=audience, message=message, starts_on=starts_on, ends_on=ends_on,
            by=self._cdc, on=on, points=[self.points[point]] if point else (),
        )  # fmt: skip

    def _sleeping(self) -> Iterator:
        def learn():
            self.points["sleeping"] = write_point(
                title="Parents who smoke were not told plainly about sharing a bed",
                text="Over several years the panel found that advice on safer sleep was given, but not the one "
                "sentence that mattered: never share a bed or sofa with a baby if anybody in it smokes.",
                source="child death reviews", source_words="Themes of child death reviews",
                group=self.world.groups["cdop"], by=self.world.people["cdop-chair"], on=date(2019, 5, 15),
                theme="Safe sleeping",
            )  # fmt: skip

        yield date(2019, 5, 15), learn
        yield date(2019, 5, 16), lambda: self._plan(
            "sleeping", date(2019, 5, 16), "Safer sleep, every sleep", "Safe sleeping",
            "Parents of new babies, and everybody who visits them",
            "On the back, in their own clear space, every sleep; never in a bed or on a sofa with somebody who smokes.",
            date(2019, 6, 3), date(2019, 12, 31), "sleeping",
        )  # fmt: skip
        for title, link in (
            ("A card for the fridge, in six languages", "https://materials.example/safer-sleep-card"),
            ("Four minutes of film for the ten-day visit", "https://materials.example/safer-sleep-film"),
        ):
            yield date(2019, 5, 28), lambda t=title, k=link: services.add_material(
                campaign=self.campaigns["sleeping"], title=t, link=k, by=self._cdc, on=date(2019, 5, 28)
            )
        yield date(2019, 6, 3), lambda: services.start_campaign(
            campaign=self.campaigns["sleeping"], by=self._cdc, on=date(2019, 6, 3)
        )
        yield date(2019, 9, 30), lambda: self._reach(
            "sleeping", date(2019, 9, 30), "Parents shown the film at the ten-day visit", 1240,
            "Health visitors’ own record of visits, June to September",
        )  # fmt: skip
        yield date(2019, 11, 4), lambda: self._reach(
            "sleeping", date(2019, 11, 4), "Midwives and health visitors at a briefing", 186, "Signing-in sheets"
        )

    def _water(self) -> Iterator:
        yield date(2019, 4, 15), lambda: self._plan(
            "water", date(2019, 4, 15), "Know the water", "Water safety", "Families with children under five",
            "Empty it, cover it or fence it: a small child drowns without a sound.", date(2019, 5, 6),
            date(2019, 8, 31),
        )  # fmt: skip
        yield date(2019, 4, 29), lambda: services.add_material(
            campaign=self.campaigns["water"], title="A poster for nurseries",
            link="https://materials.example/know-the-water", by=self._cdc, on=date(2019, 4, 29),
        )  # fmt: skip
        yield date(2019, 5, 6), lambda: services.start_campaign(
            campaign=self.campaigns["water"], by=self._cdc, on=date(2019, 5, 6)
        )
        yield date(2019, 8, 30), lambda: self._reach(
            "water", date(2019, 8, 30), "Families told at nurseries and playgroups", 2310,
            "Nurseries’ returns, 74 of 112",
        )
        yield date(2019, 8, 31), lambda: services.end_campaign(
            campaign=self.campaigns["water"], by=self._cdc, on=date(2019, 8, 31)
        )
        yield date(2019, 10, 29), lambda: services.look_back(
            campaign=self.campaigns["water"], worked="partly", by=self._cdc, on=date(2019, 10, 29),
            looked_back="Of 60 parents asked in October, 41 knew the message; few had changed their garden.",
        )  # fmt: skip

    def _reach(self, key, on, what, people, evidence) -> None:
        services.record_reach(
            campaign=self.campaigns[key], what=what, people=people, evidence=evidence, counted_on=on, by=self._cdc,
            on=on,
        )
