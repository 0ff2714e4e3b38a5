"""Longer, or excused: asked by the agency, decided by the office; the Independent Chair approves an exemption."""

from django.http import Http404
from django.urls import reverse

from audits.moderation.seats import may_moderate
from audits.returns import services
from audits.returns.forms.small import LongerForm, WhyForm
from audits.returns.models import Plea
from audits.returns.queries.cycles import exemptions_waiting
from audits.returns.views.acting import OfReturn, SaysWhyNot
from audits.returns.views.handing_in import WhyPage
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.policy import Decision, Refused, can
from sscb.access.views import ActPage, Page, RecordActPage


class AskLonger(WhyPage):
    access_rule = "audits.answer"
    form_class = LongerForm
    heading = "Ask for longer"
    lead = "The Board’s office decides. The first day stays on record beside the new one."
    button, done = "Ask for longer", "You have asked for longer. The Board’s office will answer here."

    def do(self, form):
        services.ask_longer(one=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return self.done


class AskToBeExcused(WhyPage):
    access_rule = "audits.answer"
    heading = "Ask to be excused from this audit"
    lead = "Only the Independent Chair excuses an agency. Until then it stays to be answered."
    button, done = "Ask to be excused", "You have asked to be excused. The Board’s office will answer here."

    def act(self, **told):
        services.ask_to_be_excused(one=self.record, **told)


class ByOffice(OfReturn):
    """A step of the Board's office about one return: back to its cycle's page, where all of them stand."""

    access_rule = "audits.handle_return"

    def next_url(self):
        return reverse("audits:cycle", args=[self.record.cycle.uuid])


class Extend(ByOffice, WhyPage):
    form_class = LongerForm
    heading = "Give this agency longer"
    lead = "The first day stays on record, and the Board is told who has longer and why."
    button, done = "Give it longer", "The agency has longer."

    def do(self, form):
        services.extend_return(one=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return self.done


class PutForward(ByOffice, WhyPage):
    heading = "Ask the Independent Chair to excuse this agency"
    lead = "For instance because it has closed, or merged with another that answers."
    button, done = "Put it to the Chair", "It waits for the Independent Chair."

    def act(self, **told):
        services.ask_to_be_excused(one=self.record, **told)


class SendBack(WhyPage):
    """By the office while nobody has begun to moderate it, then by its moderators: one page for both."""

    access_rule = "audits.read_returns"
    heading = "Send the return back to its agency"
    lead = "It reads what is missing, then answers and signs again. What it handed in stays frozen."
    button, done = "Send it back", "It is with the agency again."

    def dispatch(self, request, *args, **kwargs):
        if not (may_moderate(request.user, self.record) or can(request.user, "audits.handle_return", self.record)):
            raise Refused(Decision(False, "own agency", reveal_existence=True), "You may not send this return back.")
        return super().dispatch(request, *args, **kwargs)

    def act(self, **told):
        services.send_back(one=self.record, **told)

    def next_url(self):
        return reverse("audits:moderation", args=[self.record.uuid])


class WriteOff(ByOffice, SaysWhyNot, RecordActPage):
    def do(self):
        services.write_off_return(one=self.record, by=self.request.user, on=clock.today())
        return f"{self.record.owner.name} stands as not returned. It can still answer late."


class CloseReturn(ByOffice, SaysWhyNot, RecordActPage):
    def do(self):
        services.close_return(one=self.record, by=self.request.user, on=clock.today())
        return f"The return of {self.record.owner.name} is closed; the agency keeps it up to date from here."


class OfPlea(ByOffice):
    """What the agency asks for and waits to hear about: one thing at a time."""

    @property
    def plea(self) -> Plea:
        found = Plea.objects.filter(of=self.record, decided_on=None).first()
        if found is None:
            raise Conflict("Nothing that this agency asked waits for an answer any more. Nothing was changed.")
        found.of = self.record
        return found


class Grant(OfPlea, SaysWhyNot, RecordActPage):
    def do(self):
        plea = services.grant_plea(plea=self.plea, by=self.request.user, on=clock.today())
        longer = plea.kind == Plea.Kind.LONGER
        return f"{self.record.owner.name} {'has longer' if longer else 'is excused'}."


class Decline(OfPlea, WhyPage):
    form_class = WhyForm
    heading = "Decline what the agency asked"
    lead = "The agency reads your reason."
    button, done = "Decline", "The agency is told."

    def act(self, **told):
        services.decline_plea(plea=self.plea, **told)


class Exemptions(Page):
    """What waits for the Independent Chair: which agency, and why. Nothing of a return is shown."""

    access_rule = "audits.approve_exemption"
    template_name = "audits/returns/exemptions.html"

    def context(self):
        rows = exemptions_waiting()
        count = len(rows)
        return {
            "rows": rows, "kicker": "Audits", "marking": "OFFICIAL",
            "heading": f"{count} agenc{'y asks' if count == 1 else 'ies ask'} to be excused from an audit." if count
            else "No agency asks to be excused.",
        }  # fmt: skip


class ApproveExemption(SaysWhyNot, ActPage):
    access_rule = "audits.approve_exemption"

    def do(self):
        found = Plea.objects.filter(uuid=self.kwargs["plea"], kind=Plea.Kind.EXCUSED).select_related("of").first()
        if found is None:
            raise Http404
        services.approve_exemption(plea=found, by=self.request.user, on=clock.today())
        return "You have approved it. The Board’s office excuses the agency and tells it."

    def next_url(self):
        return reverse("audits:exemptions")

