"""A group's approved minutes go to the body above it."""

from sscb import clock
from sscb.access.views import RecordFormPage
from sscb.board import services
from sscb.board.bodies import reports_to, within
from sscb.board.meeting_forms import UpwardForm
from sscb.board.models import Meeting
from sscb.board.views.minutes import OfMinutes


class SendUpward(OfMinutes, RecordFormPage):
    access_rule = "board.send_upward"
    form_class = UpwardForm

    def coming(self):
        above = Meeting.objects.visible_to(self.request.user).filter(group=reports_to(self.record.group))
        return above.filter(meets_on__gte=clock.today(), stage__in=("planned", "issued")).order_by("meets_on")

    def form_kwargs(self):
        return {"meetings": [(str(one.uuid), one.title) for one in self.coming()]}

    def context(self):
        above = within(reports_to(self.record.group))
        return {
            **super().context(), "heading": f"Send to {above}", "button": "Send it", "marking": self.record.marking,
            "told": "It becomes a paper of that meeting, and everybody who reads its pack reads it. Until then only "
            "your group, the Independent Chair and the Board’s office do.",
        }  # fmt: skip

    def do(self, form):
        to = self.coming().get(uuid=form.cleaned_data["to"])
        item = services.send_upward(
            meeting=self.record, to=to, what=form.cleaned_data["what"], by=self.request.user, on=clock.today()
        )
        return f"It is item {item.number} of {to.title}."
