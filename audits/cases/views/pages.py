"""What the pages of case audits share: forms about a record, buttons that say why not, moves named by `to`."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from sscb.access.errors import Conflict
from sscb.access.policy import can
from sscb.access.views import RecordFormPage
from sscb.records.sockets import types


class SaysWhyNot:
    """For a page of one button: what the service refuses is said on the page that the button stands on."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except (ValidationError, Conflict) as refused:
            words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
            messages.error(request, words)
            return redirect(self.next_url())


class ByRole:
    """A grant on one record opens what it was given for. This page is for those whose role holds its rule; to anybody
    else it does not exist."""

    def dispatch(self, request, *args, **kwargs):
        if not can(request.user, self.access_rule):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class AboutPage(RecordFormPage):
    """A form about one record; back to the record's own page."""

    template_name = "audits/cases/form.html"
    heading, lead, button, about = "", "", "Save", ""

    def context(self):
        record = self.record
        return {
            **super().context(), "kicker": f"{record.reference} · {record.title}", "heading": self.heading,
            "lead": self.lead, "button": self.button, "back": self.next_url(), "marking": record.marking,
        }  # fmt: skip

    def next_url(self):
        return reverse(f"audits:{self.about}", args=[self.record.uuid])


class MovePage(AboutPage):
    """One move of a record's stage, named by `to`: at once where it needs no reason, else with a form that asks why."""

    @property
    def step(self):
        to = self.request.POST.get("to") or self.request.GET.get("to", "")
        moves = types[self.record.type].moves
        return next((one for one in moves if one.start == self.record.stage and one.to == to), None)

    def get(self, request, *args, **kwargs):
        if self.step is None or not can(request.user, self.step.rule, self.record):
            raise Http404
        return super().get(request, *args, **kwargs)

    def initial(self):
        return {"to": self.request.GET.get("to", "")}

    def make_form(self, data=None, files=None):
        if data is not None and not data.get("to"):
            data = data.copy()
            data["to"] = self.request.GET.get("to", "")
        return super().make_form(data, files)

    def context(self):
        step = self.step
        words = step.button if step else "This step is not open now"
        return {**super().context(), "heading": words, "button": words}
