"""What is late, the rules behind the dates, and what staff add to the calendar."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.urls import reverse

from sscb import clock
from sscb.access.levels import highest, marking
from sscb.access.policy import can
from sscb.access.views import FormPage, ListPage, Page
from sscb.timetable import queries, services
from sscb.timetable.days import in_words
from sscb.timetable.forms import ConfirmForm, HolidayForm, StartForm
from sscb.timetable.queries.late import BINDING, clock_of, many

MOST_SOON = 10
PLACES = (
    ("Bank holidays", "timetable:holidays", "timetable.holidays"),
    ("When the new arrangements begin", "timetable:starts", "timetable.starts"),
)


@dataclass(frozen=True)
class Place:
    text: str
    url: str


@dataclass(frozen=True)
class Group:
    title: str
    rows: list


def _grouped(rows, title) -> list[Group]:
    """In the order in which each title first comes; a title comes once, wherever its rows stand."""
    groups: dict[str, list] = {}
    for row in rows:
        groups.setdefault(title(row), []).append(row)
    return [Group(name, some) for name, some in groups.items()]


class LateList(ListPage):
    """Everything late that the reader may read, of all programmes: binding ones first, then the longest late."""

    access_rule = "timetable.late"
    template_name = "timetable/late.html"

    def rows(self):
        return queries.late_rows(self.request.user, clock.today())

    def context(self):
        as_at, found = clock.today(), super().context()
        shown = [clock_of(row, as_at, person=self.request.user) for row in found["rows"]]
        total = found["page"].paginator.count
        binding = self.rows().filter(strength__in=BINDING).count() if total else 0
        soon = queries.soon(self.request.user, as_at, most=MOST_SOON)
        return {
            **found,
            "marking": marking(highest(row.level for row in [*shown, *soon])),
            "kicker": "What is late",
            "heading": late_heading(total, binding),
            "lead": "Worked out for today from what you may read. A row goes when the portal sees the thing done.",
            "groups": _grouped(shown, lambda row: row.group),
            "soon": soon,
        }


def late_heading(total: int, binding: int) -> str:
    """Nothing is late. 1 duty is late. 5 duties are late, 3 of them set by statute or guidance."""
    if not total:
        return "Nothing is late."
    if total == 1:
        return f"1 duty is late{', set by statute or guidance' if binding else ''}."
    return f"{total} duties are late" + (f", {binding} of them set by statute or guidance." if binding else ".")


class Rules(Page):
    """The time limits in force on a date, with their source and how far it is confirmed."""

    access_rule = "timetable.rules"
    template_name = "timetable/rules.html"

    def context(self):
        asked = self.request.GET.get("on", "")
        try:
            on, wrong = (date.fromisoformat(asked) if asked else clock.today()), ""
        except ValueError:
            on = clock.today()
            wrong = f"“{asked[:20]}” is not a date. Today’s rules are shown. Write a date as 2019-11-12."
        rules = queries.rules_in_force(on)
        unconfirmed = sum(rule.to_confirm for rule in rules)
        return {
            "kicker": "Time limits",
            "heading": f"{many(len(rules), 'rule')} in force on {in_words(on)}"
            + (f", {unconfirmed} of them still to be confirmed." if unconfirmed else "."),
            "lead": "Each date in the portal is worked out from the version in force on the day its clock began.",
            "groups": _grouped(rules, lambda rule: rule.chapter),
            "on": on,
            "wrong": wrong,
            "may_confirm": bool(can(self.request.user, "timetable.confirm")),
            "places": [Place(text, reverse(name)) for text, name, rule in PLACES if can(self.request.user, rule)],
        }


class Holidays(FormPage):
    """The bank holidays, and adding one announced after the list was made."""

    access_rule = "timetable.holidays"
    template_name = "timetable/holidays.html"
    form_class = HolidayForm

    def context(self):
        today = clock.today()
        years = queries.bank_holidays(date(today.year - 1, 1, 1), date(today.year + 2, 12, 31))
        return {
            "kicker": "Calendar",
            "heading": f"{len(years)} bank holidays from {today.year - 1} to {today.year + 2}",
            "lead": "Working days leave them out. One-off days are announced late: add them here, and every open "
            "deadline that counts across the day is worked out again.",
            "years": _grouped(years, lambda row: row.on.year),
        }

    def do(self, form):
        moved = services.add_bank_holiday(**form.cleaned_data, by=self.request.user, on=clock.today())
        return f"{in_words(form.cleaned_data['day'])} is a bank holiday now. {moved_words(moved)}"

    def next_url(self):
        return reverse("timetable:holidays")


class Starts(FormPage):
    """When the new arrangements begin here: two dates, each with its source."""

    access_rule = "timetable.starts"
    template_name = "timetable/starts.html"
    form_class = StartForm

    def context(self):
        return {
            "kicker": "The change to the new arrangements",
            "heading": "When the new arrangements begin here",
            "lead": "Two dates, not one. On each, the Board’s powers on that side end and its last months begin.",
            "starts": queries.starts_shown(),
        }

    def do(self, form):
        moved = services.record_local_date(**form.cleaned_data, by=self.request.user, on=clock.today())
        return f"The date is recorded. {moved_words(moved)}"

    def next_url(self):
        return reverse("timetable:starts")


class Confirm(FormPage):
    """The business manager has read the text of a rule that was written down from memory of its source."""

    access_rule = "timetable.confirm"
    template_name = "timetable/confirm.html"
    form_class = ConfirmForm

    def shown(self):
        found = queries.rule_shown(self.kwargs["key"])
        if found is None:
            raise Http404
        return found

    def context(self):
        rule = self.shown()
        return {
            "kicker": f"{rule.code}, version {rule.version}",
            "heading": f"Is it right that the rule allows {rule.allows}?",
            "lead": f"{rule.title}. {rule.note}".strip(),
            "rule": rule,
        }

    def do(self, form):
        rule = self.shown()
        services.confirm_rule(
            rule=rule.code, version=rule.version, by=self.request.user, on=clock.today(), **form.cleaned_data
        )
        return f"{rule.code} is confirmed."

    def next_url(self):
        return reverse("timetable:rules")


def moved_words(moved: int) -> str:
    return f"{many(moved, 'open deadline')} moved." if moved else "No open deadline moved."
