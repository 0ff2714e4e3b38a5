"""A case passes to the safeguarding partners: the manager asks and sends, the chair agrees, the receipt ends it."""

from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from reviews import services
from reviews.forms.cases import NothingForm
from reviews.forms.handing_over import AskHandoverForm, ReceiptForm, SendingForm
from reviews.models import CaseReview, Handover
from reviews.views.acting import ByRole, OfficePage
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.views import RecordPage
from sscb.people.models import Organisation
from sscb.records.bundles import archive
from sscb.records.files import hand_out


class AskHandover(OfficePage):
    access_rule = "reviews.hand_over"
    form_class = AskHandoverForm
    heading = "Hand it over to the safeguarding partners"
    lead = "The Independent Chair must agree. The case is handed over when the partners have confirmed its receipt."
    button = "Ask the chair"

    def form_kwargs(self):
        return {"bodies": Organisation.objects.on(clock.today()).filter(kind__in=("LA", "LA-CSC", "POL", "CCG"))}

    def do(self, form):
        told = {**form.cleaned_data, "to": form.body}
        services.ask_handover(case=self.record, by=self.request.user, on=clock.today(), **told)
        return "The Independent Chair is asked to agree."


class _OfAHandover(OfficePage):
    @property
    def handover(self) -> Handover:
        found = Handover.objects.select_related("to", "asked_by").filter(case=self.record).first()
        if found is None:
            raise Conflict(f"Nobody has asked that {self.record.reference} be handed over. Nothing was changed.")
        return found


class AgreeHandover(_OfAHandover):
    access_rule = "reviews.agree_handover"
    form_class = NothingForm
    heading = "Agree that it passes to the safeguarding partners"
    button = "Agree"

    @property
    def lead(self):
        one = self.handover
        return f"{one.asked_by.name} asks, to {one.to.name}: {one.why} From then on the Board changes nothing in it."

    def do(self, form):
        services.agree_handover(case=self.record, by=self.request.user, on=clock.today())
        return "Agreed. The business manager sends it now."


@method_decorator(sensitive_post_parameters("passphrase"), name="dispatch")
class RecordSending(_OfAHandover):
    access_rule = "reviews.hand_over"
    form_class = SendingForm
    template_name = "reviews/handover.html"
    heading = "Send it: write the passphrase down first"
    lead = "Everything held on the case is put into one archive and encrypted with it."
    button = "Encrypt it, and record the sending"

    def page(self, *, form=None, **more):
        typed = form.data.get("passphrase") if form is not None else ""
        return super().page(form=form, passphrase=typed or (form.initial["passphrase"] if form else ""), **more)

    def initial(self):
        return {"sent_on": clock.today(), "passphrase": archive.new_passphrase()}

    def do(self, form):
        services.record_sending(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "Recorded. Take the encrypted archive; the case is handed over once the partners confirm it."


class RecordReceipt(_OfAHandover):
    access_rule = "reviews.hand_over"
    form_class = ReceiptForm
    heading = "Who confirmed the receipt?"
    template_name = "reviews/handover.html"
    lead = "From then on the case cannot be read here: its reference, its dates and its receiver remain."
    button = "Record the receipt"

    def context(self):
        return {**super().context(), "handover": self.handover}

    def initial(self):
        return {"received_on": clock.today()}

    def do(self, form):
        services.record_receipt(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"{self.record.reference} is handed over."


class TakeArchive(ByRole, RecordPage):
    """The encrypted archive, for whoever sends it."""

    access_rule = "reviews.hand_over"
    queryset = CaseReview.objects.all()
    view_kind = "export"
    takes_away = True

    def get(self, request, *args, **kwargs):
        content = services.take_archive(case=self.record, by=request.user)
        return hand_out(request.user, content, name=f"{self.record.reference.lower()}.zip", kind="zip", of=self.record,
                        why="The encrypted archive for the partners")  # fmt: skip
