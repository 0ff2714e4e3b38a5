"""Going through the action log while the minutes are written."""

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from sscb import clock
from sscb.access.views import RecordPage
from sscb.board.queries.log_at_meeting import CARRY, CLOSE, DONE, log_lines
from sscb.board.queries.shown import many
from sscb.board.services.carrying import Line, go_through_log
from sscb.board.views.minutes import OfMinutes
from sscb.learning.models import Action


class ActionLog(OfMinutes, RecordPage):
    """Each open action of the body: close it, carry it, or leave it. One form that needs no script."""

    access_rule = "board.carry_log"
    template_name = "board/log_at_meeting.html"
    http_method_names = ["get", "head", "options", "post"]

    def context(self):
        typed = getattr(self, "typed", {})
        lines = [replace(one, **typed.get(one.key, {}))
                 for one in log_lines(self.record, self.request.user, clock.today())]  # fmt: skip
        return {**super().context(), "lines": lines, "marking": self.record.marking,
                "heading": f"Action log: {many(len(lines), 'action is', 'actions are')} open" if lines
                else "Action log: nothing is open"}  # fmt: skip

    def post(self, request, *args, **kwargs):
        if self.record.stage == "approved":
            raise Http404
        told = {key.removeprefix("what_"): value for key, value in request.POST.items() if key.startswith("what_")
                and value in (CARRY, DONE, CLOSE)}  # fmt: skip
        found = {one.uuid.hex: one for one in Action.objects.visible_to(request.user).filter(group=self.record.group)
                 .select_related("agency", "group")}  # fmt: skip
        lines = [
            Line(found[key], what, request.POST.get(f"words_{key}", "")[:2000],
                 _day(request.POST.get(f"due_{key}", "")))
            for key, what in told.items() if key in found
        ]  # fmt: skip
        done, gone = go_through_log(meeting=self.record, lines=lines, by=request.user, on=clock.today())
        for sentence in done:
            messages.success(request, sentence)
        if gone:
            keys = {one.reference: key for key, one in found.items()}
            self.typed = {
                key: {"what": told[key], "refusal": one.sentence, "words": request.POST.get(f"words_{key}", ""),
                      "due_typed": request.POST.get(f"due_{key}", "")}
                for one in gone for key in [keys[one.reference]]
            }  # fmt: skip
            return self.page(refusals=[f"{one.reference}: {one.sentence}" for one in gone], status=422)
        return redirect(reverse("board:minutes", args=[self.record.uuid]))


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
