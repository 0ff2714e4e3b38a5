"""Accounts for training: which addresses belong to which agency, and answering whoever asks for one."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from sscb import clock
from sscb.access.views import ActPage, FormPage
from sscb.people.models import Organisation
from training import services
from training.forms import DomainForm
from training.models import AccountAsked, AgencyDomain
from training.views.rooms import rooms_of


class Domains(FormPage):
    """Whoever has an address of an agency may ask that agency for an account."""

    access_rule, template_name, form_class = "training.add", "training/domains.html", DomainForm

    def _agencies(self):
        return Organisation.objects.on(clock.today()).order_by("name")

    def form_kwargs(self):
        return {"choices": {"agency": [("", "Choose"), *((str(one.uuid), one.name) for one in self._agencies())]}}

    def context(self):
        rows = list(AgencyDomain.objects.select_related("agency").order_by("agency__name", "domain"))
        agencies = len({one.agency_id for one in rows})
        return {
            **super().context(), "kicker": "Training", "rooms": rooms_of(self.request.user, "domains"), "rows": rows,
            "heading": f"{agencies} {'agency has' if agencies == 1 else 'agencies have'} addresses of their own",
            "lead": "Somebody who has one may ask for an account to book courses, and the agency says yes or no. When "
            "one is ended nobody new can ask by it; whoever has an account keeps it.",
        }  # fmt: skip

    def do(self, form):
        agency = self._agencies().get(uuid=form.cleaned_data["agency"])
        made = services.add_domain(agency=agency, domain=form.cleaned_data["domain"], by=self.request.user,
                                   on=clock.today())  # fmt: skip
        return f"Addresses at {made.domain} belong to {agency} now."

    def next_url(self):
        return reverse("training:domains")


class RetireDomain(ActPage):
    access_rule = "training.add"

    def do(self):
        found = AgencyDomain.objects.select_related("agency").filter(domain=self.kwargs["domain"]).first()
        if found is None:
            raise Http404
        services.retire_domain(domain=found, by=self.request.user, on=clock.today())
        return f"{self.kwargs['domain']} is ended. Whoever has an account keeps it."

    def next_url(self):
        return reverse("training:domains")


class AnswerAccount(ActPage):
    access_rule = "training.answer_account"

    def do(self):
        asked = AccountAsked.objects.select_related("agency").filter(uuid=self.kwargs["uuid"]).first()
        if asked is None or not services.may_answer(self.request.user, asked.agency):
            raise Http404
        given = self.request.POST.get("answer") == "yes"
        try:
            services.answer_account(asked=asked, given=given, by=self.request.user, on=clock.today())
        except ValidationError as refused:
            return " ".join(refused.messages)
        return f"{asked.name} has an account and hears by letter." if given else f"{asked.name} gets no account."

    def next_url(self):
        return reverse("training:team")
