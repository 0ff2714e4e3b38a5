"""The transition register, the letters that a second person confirms, and the sums for the Board."""

from django.http import Http404
from django.urls import reverse

from cdop import services
from cdop.models import ChildDeathReview, Handover
from cdop.queries import register
from cdop.queries.handing_over import METHODS
from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import can
from sscb.access.views import ActPage, Page
from sscb.records.files import hand_out
from sscb.records.services import read_stored


class Register(Page):
    """Sums for the Board; each case by its reference for those who read the inventory."""

    access_rule = "cdop.see_transition"
    template_name = "cdop/register.html"

    def context(self):
        sums = register.sums(clock.today())
        whole = bool(can(self.request.user, "cdop.read_register"))
        return {
            "kicker": "Child death reviews: transition register",
            "heading": sums.heading,
            "lead": sums.lead,
            "sums": sums,
            "sum_rows": [
                (words, list(zip((*sums.steps.values(), "All"), sums.row(kind), strict=True)))
                for kind, words in (*sums.kinds.items(), ("all", "All"))
            ],
            "rows": register.rows() if whole else [],
            "whole": whole,
            "letters": _letters() if can(self.request.user, "cdop.confirm_receipt") else [],
            "marking": marking(ChildDeathReview.LEVEL if whole else "P3"),
        }


def _letters():
    waiting = Handover.objects.filter(told_on__isnull=False, received_on=None)
    return list(waiting.select_related("review", "receiving_body", "told_by"))


class _OfOneLetter:
    access_rule = "cdop.confirm_receipt"

    @property
    def handover(self) -> Handover:
        found = Handover.objects.select_related("review", "receiving_body", "told_by", "evidence")
        one = found.filter(uuid=self.kwargs["uuid"], told_on__isnull=False).first()
        if one is None:
            raise Http404
        return one


class OneLetter(_OfOneLetter, Page):
    """The letter of receipt, for the second person. Nothing of the case but its reference."""

    template_name = "cdop/letter.html"

    def context(self):
        one = self.handover
        own = one.told_by_id == self.request.user.pk
        return {
            "handover": one,
            "method": METHODS.get(one.method, one.method).lower(),
            "own": own,
            "kicker": f"{one.review.reference} · letter of receipt",
            "heading": f"Does the letter say that {one.review.reference} arrived?",
            "lead": f"{one.told_by.name} recorded it. When you confirm it, the case counts as handed over and what was "
            "held can no longer be read here.",
            "marking": marking("P5"),
        }


class Evidence(_OfOneLetter, Page):
    def get(self, request, *args, **kwargs):
        one = self.handover
        content = read_stored(one.evidence.sha256)
        return hand_out(request.user, content, name=f"{one.review.reference}-receipt.pdf", kind="pdf", of=one.review,
                        log_as="file", why="The letter of receipt", as_it_came=True)  # fmt: skip


class Confirm(_OfOneLetter, ActPage):
    def do(self):
        services.confirm_receipt(handover=self.handover, by=self.request.user, on=clock.today())
        return "The receipt is confirmed: the case is handed over."

    def next_url(self):
        return reverse("cdop:register")
