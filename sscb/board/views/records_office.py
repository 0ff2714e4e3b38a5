"""The Board as a keeper of records: legal holds, and what it knew on a day."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sscb import clock
from sscb.access.levels import marking
from sscb.access.rations import EXPORT, take
from sscb.access.views import ActPage, FormPage
from sscb.board import services
from sscb.board.meeting_forms import HoldForm, RewindForm
from sscb.board.models import LegalHold
from sscb.board.rewind import take_rewind
from sscb.board.views.planning import TRAIL
from sscb.records.files import hand_out
from sscb.records.models import Record


class Rewind(FormPage):
    """Asks for a day and hands out the bundle."""

    access_rule = "board.rewind"
    template_name = "board/meeting_form.html"
    form_class = RewindForm

    def context(self):
        return {
            **super().context(), "kicker": "Board meetings", "heading": "What the Board knew on a day",
            "button": "Take the bundle", "back": reverse("board:meetings"), "breadcrumbs": [TRAIL],
            "marking": marking("P3"),
            "told": "One file with the packs issued by that day, their figures, decisions, actions, challenges and "
            "registers as they stood, each with its hash. It holds what you may see, and taking it is written down.",
        }  # fmt: skip

    def do(self, form):
        day = form.cleaned_data["day"]
        take(self.request.user, EXPORT)
        content, _ = take_rewind(on_day=day, by=self.request.user, on=clock.today())
        return hand_out(content, name=f"what-the-board-knew-{day.isoformat()}.zip", kind="zip")

    def next_url(self):
        return reverse("board:rewind")


class Holds(FormPage):
    access_rule = "board.hold"
    template_name = "board/holds.html"
    form_class = HoldForm

    def holds(self):
        seen = Record.objects.visible_to(self.request.user).values("pk")
        found = LegalHold.objects.filter(record__in=seen)
        return found.select_related("record", "placed_by", "asked_by", "released_by")

    def context(self):
        rows = list(self.holds())
        held = sum(1 for one in rows if one.released_on is None)
        heading = f"{held} record{'s are' if held != 1 else ' is'} under a legal hold" if held else "Nothing is held"
        return {**super().context(), "rows": rows, "kicker": "Legal holds", "heading": heading, "breadcrumbs": [TRAIL],
                "marking": marking("P3"), "person": self.request.user}  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        found = Record.objects.visible_to(self.request.user).filter(reference=told["record"].strip()).first()
        if found is None:
            raise ValidationError({"record": f"You see no record {told['record']}. Look at the reference again"})
        services.place_hold(
            record=found, reason=told["reason"], reference=told["reference"], by=self.request.user, on=clock.today()
        )
        return f"{found.reference} is under a legal hold: nothing in it changes until two people have released it."

    def next_url(self):
        return reverse("board:holds")


class StepHold(ActPage):
    """Ask for a release, or agree to it."""

    access_rule = "board.hold"

    def do(self):
        seen = Record.objects.visible_to(self.request.user).values("pk")
        hold = get_object_or_404(LegalHold.objects.filter(record__in=seen), uuid=self.kwargs["hold"])
        told = {"hold": hold, "by": self.request.user, "on": clock.today()}
        if "why" in self.request.POST:
            try:
                services.ask_release(why=self.request.POST["why"][:300], **told)
            except ValidationError as refused:
                return " ".join(refused.messages)
            return "The release is asked for. Another person must agree to it."
        services.release_hold(**told)
        return f"{hold.record.reference} is released."

    def next_url(self):
        return reverse("board:holds")
