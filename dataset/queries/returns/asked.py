"""What is asked of whom: from the indicators, the agencies that send them and the dates from which they do."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from dataset.models import DataReturn, Indicator, IndicatorVersion, Provider, ReturnRow
from dataset.returns.cells import Asked
from dataset.returns.spans import YEAR, Span, frequencies, spans
from dataset.returns.template import Stamp, fingerprint
from sscb.people.models import Organisation
from sscb.timetable.queries.calendar import start_dates, working_days
from sscb.timetable.rules import due_for
from sscb.timetable.sockets import rules


@dataclass(frozen=True)
class Expected:
    """One return that there should be: whose, for which period, with which indicators."""

    agency_id: int
    span: Span
    indicators: tuple[Indicator, ...]

    @property
    def key(self) -> tuple[int, date, date]:
        return self.agency_id, self.span.start, self.span.end


def senders() -> dict[str, int]:
    """Organisation by the words of the indicators' list."""
    return dict(Provider.objects.exclude(organisation=None).values_list("words", "organisation_id"))


def expected(first: date, last: date) -> list[Expected]:
    """The returns of periods that end from `first` to `last`, from what is asked today: two queries."""
    who = senders()
    found: dict[tuple[int, Span], list[Indicator]] = defaultdict(list)
    for one in Indicator.objects.on_scorecard().filter(asked_from__isnull=False):
        agency = one.organisation_id or who.get(one.provider)
        if agency is None:
            continue
        for frequency in frequencies(one.frequency):
            for span in spans(frequency, one.asked_from, last):
                if span.end >= first:
                    found[agency, span].append(one)
    return [
        Expected(agency, span, tuple(indicators))
        for (agency, span), indicators in sorted(found.items(), key=lambda pair: (pair[0][1].end, pair[0][0]))
    ]


def due_days() -> Callable[[Span], date]:
    """The last day for the figures of a period, by the rule in force: right before there is a return. Two queries."""
    days, starts = working_days(), start_dates()
    return lambda span: due_for(rules[rule_of(span.frequency)], span.end, days, starts).due_on


def rule_of(frequency: str) -> str:
    return "data-return-year" if frequency == YEAR else "data-return"


def newest_versions(indicator_ids, on: date) -> dict[int, IndicatorVersion]:
    """The definition in force for periods that begin on `on`, by indicator."""
    found: dict[int, IndicatorVersion] = {}
    rows = IndicatorVersion.objects.filter(indicator__in=indicator_ids).order_by("indicator", "number")
    for one in rows:
        if one.indicator_id not in found or one.from_on is None or one.from_on <= on:
            found[one.indicator_id] = one
    return found


def asked_of(row: ReturnRow) -> Asked:
    """What a row asks, from its definition; labels that a version leaves empty are the indicator's."""
    indicator, version = row.indicator, row.version
    return Asked(
        code=indicator.code, title=indicator.title, definition=version.definition or indicator.definition,
        numerator=version.numerator_label or indicator.numerator_label or "the figure",
        denominator=version.denominator_label or indicator.denominator_label, unit=indicator.unit,
        multiplier=indicator.multiplier, decimals=indicator.decimals, version=version.number,
    )  # fmt: skip


def rows_of(record: DataReturn) -> list[ReturnRow]:
    """The rows of a return with their indicators, in the order of the Board's list: one query."""
    return list(record.rows.select_related("indicator", "version", "typed_by"))


def stamp_of(record: DataReturn, rows: list[ReturnRow]) -> Stamp:
    """What a template of this return must say it is."""
    start, end = record.period_start.isoformat(), record.period_end.isoformat()
    return Stamp(
        reference=record.reference, agency=record.agency.code, frequency=record.frequency, start=start, end=end,
        fingerprint=fingerprint(reference=record.reference, agency=record.agency.code, start=start,
                                asked=[asked_of(row) for row in rows]),
    )  # fmt: skip


def span_of_return(record: DataReturn) -> Span:
    return Span(record.frequency, record.period_start, record.period_end)


def agencies(ids) -> Mapping[int, Organisation]:
    return Organisation.objects.in_bulk(list(ids))
