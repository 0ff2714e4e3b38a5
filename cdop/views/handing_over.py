"""Handing one case over, for the co-ordinator: check, build, send once, ask for the receipt or record a letter."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from cdop import services
from cdop.forms.handing_over import BuildForm, LetterForm, SendAgainForm, SendForm
from cdop.models import ChildDeathReview, Handover
from cdop.queries.handing_over import handover_page
from cdop.services.sending import receiving_bodies
from sscb import clock
from sscb.access.views import RecordActPage, RecordFormPage, RecordPage
from sscb.records.bundles import archive, storing
from sscb.records.files import hand_out

CASES = ChildDeathReview.objects.select_related("handed_to")


class _OfOneCase:
    """What the pages of one handover share. From the receipt on there is one page, of what remains."""

    access_rule = "cdop.hand_over"
    queryset = CASES

    @property
    def handover(self) -> Handover | None:
        found = Handover.objects.select_related("review", "receiving_body", "evidence")
        return found.filter(review=self.record).first()

    def owed(self) -> Handover:
        found = self.handover
        if found is None:
            raise Http404
        return found

    def next_url(self):
        return reverse("cdop:handover", args=[self.record.uuid])

    def back(self):
        return redirect(self.next_url())


class OneHandover(_OfOneCase, RecordFormPage):
    """Where it stands, and the one thing that may be done next."""

    template_name = "cdop/handover.html"
    form_class = BuildForm
    shows_what_remains = True

    def get(self, request, *args, **kwargs):
        if self.record.sealed_on:
            return redirect(reverse("cdop:review", args=[self.record.uuid]))
        return super().get(request, *args, **kwargs)

    def initial(self):
        found = self.handover
        return {"outstanding": found.outstanding if found else ""}

    def context(self):
        page = handover_page(self.record, self.handover, clock.today())
        return {
            **super().context(),
            "shown": page,
            "kicker": f"{self.record.reference} · handing over",
            "heading": page.heading,
            "lead": page.lead,
            "marking": self.record.marking,
        }

    def do(self, form):
        if self.record.sealed_on:
            raise Http404
        services.build_bundle(
            handover=self.owed(), outstanding=form.cleaned_data["outstanding"], by=self.request.user,
            on=clock.today(),
        )  # fmt: skip
        return "The bundle is being built. This page shows when it is ready."


class Owe(_OfOneCase, RecordActPage):
    """Decide to hand an unfinished review over before its last day."""

    def do(self):
        try:
            services.owe_handover(review=self.record, by=self.request.user, on=clock.today())
        except ValidationError as refused:
            messages.error(self.request, " ".join(refused.messages))
            return self.back()
        return f"{self.record.reference} is locked and is to be handed over. Its bundle is being built."


@method_decorator(sensitive_post_parameters("passphrase"), name="dispatch")
class Send(_OfOneCase, RecordFormPage):
    """To whom, how, and with which passphrase: shown here, before it is sent, and nowhere afterwards."""

    template_name = "cdop/handover_send.html"
    form_class = SendForm
    again = False

    def form_kwargs(self):
        return {"bodies": receiving_bodies(clock.today())}

    def initial(self):
        found, bodies = self.handover, list(receiving_bodies(clock.today())[:2])
        to = (found.receiving_body_id if found else None) or (bodies[0].pk if len(bodies) == 1 else None)
        return {"passphrase": archive.new_passphrase(), "to": to, "method": Handover.Method.PORTAL}

    def get(self, request, *args, **kwargs):
        stage = handover_page(self.record, self.owed(), clock.today()).stage
        if stage != ("sent" if self.again else "ready"):
            return self.back()
        return super().get(request, *args, **kwargs)

    def context(self):
        found = self.owed()
        page = handover_page(self.record, found, clock.today())
        return {
            **super().context(),
            "shown": page,
            "again": self.again,
            "kicker": f"{self.record.reference} · handing over",
            "heading": f"Send {self.record.reference} again, with a new passphrase"
            if self.again
            else f"Send {self.record.reference}: write the passphrase down first",
            "lead": "It is shown on this page and nowhere else, and is not kept. Give it to the receiver another way, "
            "such as by telephone, never with the archive.",
            "marking": self.record.marking,
        }

    def do(self, form):
        told = {name: form.cleaned_data[name] for name in ("to", "method", "passphrase")}
        sent = services.send_bundle(handover=self.owed(), **told, by=self.request.user, on=clock.today())
        return f"{self.record.reference} was sent to {sent.to.name}. It counts as handed over when they confirm it."


class SendAgain(Send):
    form_class = SendAgainForm
    again = True

    def do(self, form):
        told = {name: form.cleaned_data[name] for name in ("to", "method", "passphrase", "because")}
        sent = services.send_again(handover=self.owed(), **told, by=self.request.user, on=clock.today())
        return f"{self.record.reference} was sent again to {sent.to.name}. The archive sent before opens no more here."


class TakeArchive(_OfOneCase, RecordPage):
    """The encrypted archive, for sending it by mail or on a disk."""

    view_kind = "file"
    takes_away = True

    def get(self, request, *args, **kwargs):
        found = self.owed()
        sending = found.sendings.filter(withdrawn_on=None).first()
        if sending is None or found.received_on:
            raise Http404
        content = storing.read(found.uuid, sending.sha256)
        return hand_out(request.user, content, name=f"{self.record.reference}.zip", kind="zip", of=self.record,
                        log_as="file", why="The encrypted archive, to be sent")  # fmt: skip


class AskForReceipt(_OfOneCase, RecordActPage):
    def do(self):
        try:
            told = services.ask_for_receipt(handover=self.owed(), by=self.request.user, on=clock.today())
        except ValidationError as refused:
            messages.error(self.request, " ".join(refused.messages))
            return self.back()
        if told:
            return f"Asked for the receipt once more: {told} letter{'s' if told > 1 else ''}."
        return "Nobody there has an account here: ask by telephone or letter. That you asked is written down."


class RecordLetter(_OfOneCase, RecordFormPage):
    """A body without an account confirmed by letter: kept as evidence, for a second person to confirm."""

    template_name = "cdop/handover_letter.html"
    form_class = LetterForm

    def initial(self):
        return {"arrived_on": clock.today()}

    def context(self):
        return {
            **super().context(),
            "kicker": f"{self.record.reference} · handing over",
            "heading": f"Record the letter of receipt for {self.record.reference}",
            "lead": "For a receiver without an account. A second person must see the letter before it counts.",
            "marking": self.record.marking,
        }

    def do(self, form):
        letter = form.cleaned_data["letter"]
        services.record_receipt(
            handover=self.owed(), arrived_on=form.cleaned_data["arrived_on"], name=letter.name, letter=letter.read(),
            by=self.request.user, on=clock.today(),
        )  # fmt: skip
        return "The letter is kept. It counts when a second person of the Board’s office has confirmed it."


