"""What the pages of the reviews add to the base pages."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from reviews.lifecycle import STAGES
from reviews.models import CaseReview
from sscb.access.errors import Conflict
from sscb.access.policy import can
from sscb.access.views import RecordFormPage


class ByRole:
    """A grant on one record opens what it was given for. This page is for those whose office holds its rule; to
    anybody else it does not exist."""

    def dispatch(self, request, *args, **kwargs):
        if not can(request.user, self.access_rule):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class SaysWhyNot:
    """For a page of one button: what the service refuses is said above the page it came from; nothing was changed."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except (ValidationError, Conflict) as refused:
            words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
            messages.error(request, words)
            return redirect(self.next_url())


def trail(case: CaseReview, crumb: str) -> list[dict]:
    return [
        {"title": "Reviews", "url": reverse("reviews:register")},
        {"title": case.reference, "url": reverse("reviews:review", args=[case.uuid])},
        {"title": crumb, "url": ""},
    ]


class CasePage(RecordFormPage):
    """A form about a case. What its service refuses is said with the form as it was typed."""

    queryset = CaseReview.objects.select_related("from_incident")
    template_name = "reviews/form.html"
    crumb = heading = lead = ""
    button = "Save"

    def context(self):
        case = self.record
        return {
            **super().context(),
            "kicker": f"{case.reference} · {STAGES[case.stage]}",
            "heading": self.heading,
            "lead": self.lead,
            "button": self.button,
            "back": reverse("reviews:review", args=[case.uuid]),
            "breadcrumbs": trail(case, self.crumb or self.heading),
            "marking": case.marking,
        }

    def next_url(self):
        return reverse("reviews:review", args=[self.record.uuid])


class OfficePage(ByRole, CasePage):
    """A form about a case for those whose office holds its rule."""
