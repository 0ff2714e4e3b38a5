"""What a child death review partner sees: what was handed over to their body, to collect and acknowledge. No more."""

from django.http import Http404
from django.urls import reverse

from cdop import services
from cdop.models import ChildDeathReview, Handover, Sending
from cdop.queries.collecting import collect_heading, collect_rows
from sscb import clock
from sscb.access.levels import marking
from sscb.access.views import Page, RecordActPage, RecordPage
from sscb.records.bundles import storing
from sscb.records.files import hand_out


class Collect(Page):
    access_rule = "cdop.collect"
    template_name = "cdop/collect.html"

    def context(self):
        rows = collect_rows(self.request.user)
        return {
            "rows": rows,
            "kicker": "Handed over to you",
            "heading": collect_heading(rows),
            "lead": "Collect each archive, check it by its hash and confirm its receipt. Until then the case does not "
            "count as yours.",
            "marking": marking(ChildDeathReview.LEVEL),
        }


class _OfOneCase:
    access_rule = "cdop.collect"
    queryset = ChildDeathReview.objects.select_related("handed_to")

    @property
    def handover(self) -> Handover:
        found = Handover.objects.select_related("review", "receiving_body").filter(review=self.record).first()
        if found is None:
            raise Http404
        return found

    @property
    def sending(self) -> Sending | None:
        return Sending.objects.filter(handover__review=self.record, withdrawn_on=None).first()


class CollectOne(_OfOneCase, RecordPage):
    template_name = "cdop/collect_one.html"
    shows_what_remains = True

    def context(self):
        handover, sending = self.handover, self.sending
        received = handover.received_on is not None
        reference = self.record.reference
        return {
            **super().context(),
            "handover": handover,
            "sending": None if received else sending,
            "in_portal": sending is not None and sending.method == Handover.Method.PORTAL,
            "kicker": f"{reference} · handed over to {handover.receiving_body.name}",
            "heading": f"You confirmed that {reference} arrived" if received else f"{reference} waits for your receipt",
            "lead": "What was in it can no longer be read in this portal: the archive you collected is the record."
            if received
            else "Its passphrase comes to you another way: the portal does not know it.",
            "marking": self.record.marking,
        }


class CollectFile(_OfOneCase, RecordPage):
    """The encrypted archive. Written down each time; gone with the receipt."""

    view_kind = "file"
    takes_away = True

    def get(self, request, *args, **kwargs):
        sending = self.sending
        if sending is None or self.handover.received_on or sending.method != Handover.Method.PORTAL:
            raise Http404
        content = storing.read(self.handover.uuid, sending.sha256)
        services.note_collected(sending=sending, review=self.record, by=request.user, on=clock.today())
        return hand_out(request.user, content, name=f"{self.record.reference}.zip", kind="zip", of=self.record,
                        log_as="file", why="The encrypted archive, collected")  # fmt: skip


class Receive(_OfOneCase, RecordActPage):
    """One button: it arrived, whole, and opens."""

    access_rule = "cdop.receive"

    def do(self):
        services.receive_handover(handover=self.handover, by=self.request.user, on=clock.today())
        return f"The receipt of {self.record.reference} is confirmed. The case is yours."

    def next_url(self):
        return reverse("cdop:collect_one", args=[self.record.uuid])
