"""The Board's one page on quality and performance, on screen: the same facts as in the pack."""

from django.urls import reverse

from dataset.queries.overview import gather_overview
from sscb import clock
from sscb.access.levels import marking
from sscb.access.views import Page


class Overview(Page):
    access_rule = "dataset.read_concerns"
    template_name = "dataset/overview.html"

    def context(self):
        facts = gather_overview(None, clock.now())
        trail = [
            {"title": "Dataset", "url": reverse("dataset:scorecard")},
            {"title": "The Board’s one page", "url": ""},
        ]
        shown = {"facts": facts, "breadcrumbs": trail, "as_at": clock.today(), "marking": marking("P3")}
        shown["heading"] = facts["lead"]
        return {**super().context(), **shown}
