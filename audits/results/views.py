"""Pages about a whole cycle: agencies by standard, gaps and support, and the sources side by side."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from audits.results import services
from audits.results.forms import CloseSupportForm, OfferSupportForm
from audits.results.models import Support
from audits.results.queries.evidence import evidence_lines, impact
from audits.results.queries.gaps import gaps_of
from audits.results.queries.gathering import gather
from audits.results.queries.heat import heat_map
from audits.results.queries.support import support_words, wanted_of
from audits.returns.lifecycle import Stage
from audits.returns.models import AuditCycle, AuditReturn
from audits.returns.reading import kind_of, questions_of
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import RecordFormPage, RecordPage

PAGES = {
    "heat_map": "Agencies by standard", "sources": "Sources side by side", "gaps": "Gaps and support",
    "learning": "Training figures and gaps", "cycle": "Returns and history",
}  # fmt: skip


def pages_of(cycle: AuditCycle, current: str) -> list[dict[str, Any]]:
    return [
        {"url": reverse(f"audits:{name}", args=[cycle.uuid]), "title": title, "current": name == current}
        for name, title in PAGES.items() if name != "learning" or cycle.kind == "learning"
    ]  # fmt: skip


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
                {"title": PAGES[self.here], "url": ""},
            ],
        }  # fmt: skip


class HeatMapPage(OfCycle, RecordPage):
    access_rule = "audits.read_results"
    template_name = "audits/results/heat_map.html"
    here = "heat_map"

    def context(self):
        found = heat_map(self.record, self.request.user, clock.today())
        return {**super().context(), "map": found, "heading": found.heading, "lead": found.lead,
                "next_steps": self._next(found)}  # fmt: skip

    def _next(self, found) -> list[dict[str, str]]:
        """What this reader may lawfully do next."""
        person, cycle = self.request.user, self.record
        steps = []
        if can(person, "audits.offer_support"):
            steps.append({"url": reverse("audits:gaps", args=[cycle.uuid]), "words": "Offer support"})
        if can(person, "board.read_challenges"):
            steps.append({"url": reverse("board:challenges"), "words": "Read the challenge log"})
        steps.append({"url": reverse("audits:sources", args=[cycle.uuid]), "words": "See where sources disagree"})
        return steps


class EvidencePage(OfCycle, RecordPage):
    access_rule = "audits.read_results"
    template_name = "audits/results/sources.html"
    here = "sources"

    def context(self):
        person, as_at = self.request.user, clock.today()
        found = gather(self.record, person, as_at)
        lines = evidence_lines(found, person, as_at)
        first = lines[0] if lines and lines[0].apart > 0 else None
        heading = (
            f"Sources disagree most on {first.title.lower()}: {first.apart} points lie between them"
            if first else "No two sources can be compared yet"
        )  # fmt: skip
        return {
            **super().context(), "lines": lines, "impact": impact(found, as_at), "heading": heading,
            "lead": "What agencies say of themselves, beside moderators, staff, case files and figures.",
        }  # fmt: skip


class GapsPage(OfCycle, RecordPage):
    access_rule = "audits.read_results"
    template_name = "audits/results/gaps.html"
    here = "gaps"

    def context(self):
        found = gather(self.record, self.request.user, clock.today())
        shown = gaps_of(found, clock.today())
        return {
            **super().context(), "shown": shown, "heading": shown.heading,
            "support_words": support_words(shown.support),
            "may_offer": bool(can(self.request.user, "audits.offer_support")),
            "may_learn": bool(can(self.request.user, "learning.write_point")),
            "awaited": [(line.agency, line.late or line.note or line.instead) for line in found.awaited],
        }  # fmt: skip


class OfSupport:
    queryset = AuditReturn.objects.select_related("owner", "cycle")
    access_rule = "audits.offer_support"
    template_name = "audits/moderation/form.html"

    def next_url(self):
        return reverse("audits:gaps", args=[self.record.cycle.uuid])

    def context(self):
        one = self.record
        return {**super().context(), "kicker": f"{one.reference} · {one.owner.name}", "back": self.next_url(),
                "marking": one.marking}  # fmt: skip


class OfferSupport(OfSupport, RecordFormPage):
    form_class = OfferSupportForm

    def form_kwargs(self):
        return {"standards": [(one.key, one.title) for one in questions_of(self.record.cycle).standards],
                "wanted": [one.need for one in wanted_of(self.record)]}  # fmt: skip

    def initial(self):
        """From the request that its link stands beside."""
        place = self.request.GET.get("asked")
        found = next((one.need for one in wanted_of(self.record) if str(one.place) == place), "")
        return {"need": found, "asked": found}

    def context(self):
        return {**super().context(), "heading": f"Offer support to {self.record.owner.name}", "button": "Offer it"}

    def do(self, form):
        if self.record.stage == Stage.EXEMPT:
            raise Http404
        services.offer_support(one=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"Support is offered to {self.record.owner.name}."


class CloseSupport(OfSupport, RecordFormPage):
    form_class = CloseSupportForm

    def support(self) -> Support:
        found = Support.objects.filter(of=self.record, uuid=self.kwargs["support"]).first()
        if found is None:
            raise Http404
        found.of = self.record
        return found

    def context(self):
        return {**super().context(), "heading": f"What came of it? {self.support().need}", "button": "Save"}

    def do(self, form):
        told = form.cleaned_data
        services.close_support(support=self.support(), taken_up=told["taken_up"] == "yes", result=told["result"],
                               by=self.request.user, on=clock.today())  # fmt: skip
        return "What came of it is on record."
