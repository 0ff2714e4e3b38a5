"""What those do who check returns; the data calendar; who is asked for what."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from dataset.models import Indicator, Provider
from dataset.queries.returns import data_calendar
from dataset.queries.returns.page import return_shown
from dataset.queries.returns.providers import organisations_to_ask, provider_rows
from dataset.return_forms import CheckForm, ExtendForm, ProviderForm, ReopenForm
from dataset.services import returns as services
from dataset.views.returns import RETURNS
from dataset.words import provider as provider_words
from sscb import clock
from sscb.access.views import FormPage, Page, RecordFormPage
from sscb.charts import numbers


class _AboutReturn(RecordFormPage):
    """A form about one return, beside what was handed in."""

    queryset = RETURNS

    def next_url(self):
        return reverse("dataset:return", args=[self.record.uuid])


class CheckReturn(_AboutReturn):
    """Confirm the figures, or send them back with why."""

    access_rule = "dataset.check_return"
    template_name = "dataset/returns/check.html"
    form_class = CheckForm

    def form_kwargs(self):
        return {"shown": return_shown(self.record, clock.today())}

    def initial(self):
        return {"version": self.record.version}

    def context(self):
        shown = return_shown(self.record, clock.today())
        return {
            **super().context(), "shown": shown, "kicker": f"{self.record.reference} · {self.record.agency.name}",
            "heading": f"Are the figures of {self.record.agency.name} for {shown.period} right?",
        }  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        common = {"record": self.record, "by": self.request.user, "on": clock.today(), "version": told["version"]}
        if told["decision"] == "confirm":
            services.check_return(**common)
            return "The figures are confirmed."
        services.send_back(why=told["why"], explain=told["explain"], **common)
        return "The return was sent back. The agency is told why."


class ReopenReturn(_AboutReturn):
    """Open a checked return again, with a reason."""

    access_rule = "dataset.reopen_return"
    template_name = "dataset/returns/reopen.html"
    form_class = ReopenForm

    def form_kwargs(self):
        return {"shown": return_shown(self.record, clock.today())}

    def context(self):
        return {
            **super().context(), "kicker": f"{self.record.reference} · {self.record.agency.name}",
            "heading": "Open this return again",
            "lead": "What it then says otherwise waits as a restatement: both figures are kept, with who and why.",
        }  # fmt: skip

    def do(self, form):
        services.reopen_return(
            record=self.record, why=form.cleaned_data["why"], explain=form.cleaned_data["explain"],
            by=self.request.user, on=clock.today(),
        )  # fmt: skip
        return "The return is open again. The agency is told why."


class ExtendReturn(_AboutReturn):
    """More time, with a reason."""

    access_rule = "dataset.extend_return"
    template_name = "dataset/returns/extend.html"
    form_class = ExtendForm

    def context(self):
        return {
            **super().context(), "kicker": f"{self.record.reference} · {self.record.agency.name}",
            "heading": f"Give more time than {numbers.day(self.record.last_day)}",
        }  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        services.extend_return(record=self.record, to=told["to"], why=told["why"], by=self.request.user,
                               on=clock.today())  # fmt: skip
        return f"The last day is now {numbers.day(told['to'])}."


class DataCalendarPage(Page):
    """What is due from whom, when, through the year, and how punctual it was."""

    access_rule = "dataset.read"
    template_name = "dataset/returns/calendar.html"

    def context(self):
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None
        return {"kicker": "Data calendar", "page": data_calendar(self.request.user, clock.today(), first_year=year)}


class Providers(Page):
    """Which agency is asked for which figures."""

    access_rule = "dataset.ask_provider"
    template_name = "dataset/returns/providers.html"

    def context(self):
        rows = provider_rows()
        asked = sum(row.asked for row in rows)
        return {
            "kicker": "Figures from agencies", "rows": rows,
            "heading": f"{numbers.capital(numbers.counted(asked, 'figure'))} {'is' if asked == 1 else 'are'} asked of "
            "agencies" if asked else "No figure is asked of any agency yet",
        }  # fmt: skip


class OneProvider(FormPage):
    """Say which agency sends these figures, which of them, and from when."""

    access_rule = "dataset.ask_provider"
    template_name = "dataset/returns/provider.html"
    form_class = ProviderForm

    @property
    def provider(self) -> Provider:
        return get_object_or_404(Provider.objects.select_related("organisation"), uuid=self.kwargs["uuid"])

    def form_kwargs(self):
        indicators = list(Indicator.objects.on_scorecard().filter(provider=self.provider.words))
        return {"organisations": organisations_to_ask(clock.today()), "indicators": indicators}

    def initial(self):
        provider = self.provider
        asked = Indicator.objects.on_scorecard().filter(provider=provider.words, asked_from__isnull=False)
        return {
            "organisation": str(provider.organisation.uuid) if provider.organisation else "",
            "indicators": list(asked.values_list("code", flat=True)),
        }

    def context(self):
        return {"kicker": "Figures from agencies", "heading": f"Who sends: {provider_words(self.provider.words)}"}

    def do(self, form):
        told = form.cleaned_data
        organisations = {str(one.uuid): one for one in organisations_to_ask(clock.today())}
        services.ask_provider(
            provider=self.provider, organisation=organisations.get(told["organisation"]),
            indicators=told["indicators"], from_on=told["from_on"], by=self.request.user, on=clock.today(),
        )  # fmt: skip
        return "Saved. Periods that have ended since are asked for at once."

    def next_url(self):
        return reverse("dataset:providers")
