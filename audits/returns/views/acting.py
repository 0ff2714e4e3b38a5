"""What the pages of returns share: whose move it is on each of them, and buttons that say why they did nothing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from audits.returns.models import AuditReturn
from audits.returns.queries.criterion import answer_of
from audits.returns.queries.shown import whose_move_words
from audits.returns.reading import kind_of
from sscb.access.errors import Conflict
from sscb.access.policy import can

RETURNS = AuditReturn.objects.select_related("owner", "cycle", "cycle__follows")


class OfReturn:
    """A page about one return: its kicker, whose move it is, and the way back."""

    queryset = RETURNS

    def context(self):
        one = self.record
        return {
            **super().context(),
            "kicker": f"{one.title}: {one.owner.name}",
            "whose_move": whose_move_words(one),
            "marking": one.marking,
            "breadcrumbs": [
                {"title": "Audit returns", "url": reverse("audits:returns")},
                {"title": f"{one.title}, {one.reference}", "url": reverse("audits:return", args=[one.uuid])},
            ],
        }

    def next_url(self):
        return reverse("audits:return", args=[self.record.uuid])


class OfAnswer(OfReturn):
    """A page about one answer of a return; a key that its agency is not asked does not exist."""

    alone = False

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self._answer = None

    def dispatch(self, request, *args, **kwargs):
        if self.answer is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def answer(self):
        if self._answer is None:
            self._answer = answer_of(self.record, self.kwargs["key"], alone=self.alone)
        return self._answer

    @property
    def kind(self):
        return kind_of(self.record.cycle)

    def next_url(self):
        return reverse("audits:answer", args=[self.record.uuid, self.kwargs["key"]])


class SaysWhyNot:
    """For a page of one button: what the service refuses is said on the page that the button stands on."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except (ValidationError, Conflict) as refused:
            words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
            messages.error(request, words)
            return redirect(self.next_url())


def is_own(person, one: AuditReturn) -> bool:
    """The reader answers for the agency whose return it is."""
    return bool(can(person, "audits.keep_up")) and bool(can(person, "audits.keep_up", one))
