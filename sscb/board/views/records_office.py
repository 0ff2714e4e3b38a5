"""The Board as a keeper of records: what it knew on a day."""

from django.urls import reverse

from sscb import clock
from sscb.access.levels import marking
from sscb.access.rations import EXPORT, take
from sscb.access.views import FormPage
from sscb.board.meeting_forms import RewindForm
from sscb.board.rewind import take_rewind
from sscb.board.views.planning import TRAIL
from sscb.records.files import hand_out


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
        return hand_out(self.request.user, content, name=f"what-the-board-knew-{day.isoformat()}.zip", kind="zip",
                        level="P3", log_as="bundle", why=f"what the Board knew on {day.isoformat()}")  # fmt: skip

    def next_url(self):
        return reverse("board:rewind")
