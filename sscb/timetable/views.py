"""What is late, and the rules behind the dates."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sscb import clock
from sscb.access.views import ListPage, Page
from sscb.timetable import queries
from sscb.timetable.days import in_words
from sscb.timetable.queries.late import BINDING, clock_of, many

MOST_SOON = 10


@dataclass(frozen=True)
class Group:
    title: str
    rows: list


def _grouped(rows, title) -> list[Group]:
    return [Group(name, list(some)) for name, some in groupby(rows, key=title)]


class LateList(ListPage):
    """Everything late that the reader may read, of all programmes: binding ones first, then the longest late."""

    access_rule = "timetable.late"
    template_name = "timetable/late.html"

    def rows(self):
        return queries.late_rows(self.request.user, clock.today())

    def context(self):
        as_at, found = clock.today(), super().context()
        shown = [clock_of(row, as_at) for row in found["rows"]]
        total = found["page"].paginator.count
        binding = self.rows().filter(strength__in=BINDING).count() if total else 0
        return {
            **found,
            "kicker": "What is late",
            "heading": late_heading(total, binding),
            "lead": "Worked out for today from what you may read. A row goes when the portal sees the thing done.",
            "groups": _grouped(shown, lambda row: row.group),
            "soon": queries.soon(self.request.user, as_at, most=MOST_SOON),
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
        }
