"""Pages about a whole cycle: agencies by standard."""

from typing import Any

from django.urls import reverse

from audits.results.queries.heat import heat_map
from audits.returns.models import AuditCycle
from audits.returns.reading import kind_of
from sscb import clock
from sscb.access.views import RecordPage

PAGES = (("heat_map", "Agencies by standard"), ("cycle", "Returns and history"))


def pages_of(cycle: AuditCycle, current: str) -> list[dict[str, Any]]:
    return [
        {"url": reverse(f"audits:{name}", args=[cycle.uuid]), "title": title, "current": name == current}
        for name, title in PAGES
    ]


class OfCycle:
    queryset = AuditCycle.objects.select_related("group")
    here = ""

    def context(self):
        cycle = self.record
        return {
            **super().context(), "kicker": f"{cycle.title} · {kind_of(cycle).title}", "marking": cycle.marking,
            "pages": pages_of(cycle, self.here),
            "breadcrumbs": [
                {"title": "Audits", "url": reverse("audits:returns")},
                {"title": cycle.title, "url": reverse("audits:cycle", args=[cycle.uuid])},
                {"title": dict(PAGES)[self.here], "url": ""},
            ],
        }  # fmt: skip


class HeatMapPage(OfCycle, RecordPage):
    access_rule = "audits.read_results"
    template_name = "audits/results/heat_map.html"
    here = "heat_map"

    def context(self):
        found = heat_map(self.record, self.request.user, clock.today())
        return {**super().context(), "map": found, "heading": found.heading, "lead": found.lead}
