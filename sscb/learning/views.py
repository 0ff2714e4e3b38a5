"""Pages of actions and learning points."""

from django.urls import reverse

from sscb import clock
from sscb.access.policy import can
from sscb.access.views import ListPage, RecordActPage, RecordFormPage, RecordPage
from sscb.history.queries import history_of
from sscb.learning import services
from sscb.learning.forms import ProgressForm
from sscb.learning.models import Action, LearningPoint
from sscb.learning.queries import days_late, may_report, open_actions


def state_of(action, as_at):
    """(code, words) of an action's state mark: late comes from its date, never from a tick."""
    late = days_late(action, as_at)
    if action.stage == "done":
        return {"code": "waiting", "words": "Done, to be checked"}
    if action.stage in ("closed", "cancelled"):
        return {"code": "done", "words": "Closed" if action.stage == "closed" else "Cancelled"}
    if late:
        return {"code": "late", "words": f"Late {late} day{'s' if late != 1 else ''}"}
    left = (action.due_on - as_at).days
    if left <= 14:
        return {"code": "soon", "words": f"Due in {left} day{'s' if left != 1 else ''}" if left else "Due today"}
    return {"code": "waiting", "words": f"In {left} days"}


class Actions(ListPage):
    """Open actions, the longest late first."""

    access_rule = "learning.read_actions"
    template_name = "learning/actions.html"

    def rows(self):
        return open_actions(self.request.user)

    def context(self):
        context = super().context()
        as_at = clock.today()
        context["rows"] = [{"action": one, "state": state_of(one, as_at)} for one in context["rows"]]
        total = context["page"].paginator.count
        late = sum(1 for one in context["rows"] if one["state"]["code"] == "late")
        context["kicker"] = "Actions"
        context["heading"] = (
            f"{total} action{'s' if total != 1 else ''} {'are' if total != 1 else 'is'} open, {late} of them late"
            if total
            else "No action is open"
        )
        return context


class OneAction(RecordPage):
    access_rule = "learning.read_actions"
    queryset = Action.objects.select_related("agency", "lead", "group")
    template_name = "learning/action.html"

    def context(self):
        action, as_at, person = self.record, clock.today(), self.request.user
        state = state_of(action, as_at)
        return {
            **super().context(),
            "state": state,
            "kicker": f"{action.reference} · {action.agency.name}",
            "heading": action.title,
            "lead": f"Agreed for {action.due_on:%-d %B %Y}. {state['words']}.",
            "points": LearningPoint.objects.filter(actions=action).visible_to(person),
            "history": history_of(action),
            "may_report": may_report(person, action),
            "may_close": bool(can(person, "learning.close_action", action)),
        }


class Progress(RecordFormPage):
    access_rule = "learning.report_progress"
    queryset = Action.objects.select_related("agency")
    template_name = "learning/progress.html"
    form_class = ProgressForm

    def initial(self):
        return {"text": self.record.progress, "evidence": self.record.evidence, "version": self.record.version}

    def context(self):
        return {
            **super().context(),
            "kicker": self.record.reference,
            "heading": f"How does it stand: {self.record.title}",
        }

    def do(self, form):
        services.say_progress(
            action=self.record,
            by=self.request.user,
            on=clock.today(),
            text=form.cleaned_data["text"],
            evidence=form.cleaned_data["evidence"],
            version=form.cleaned_data["version"],
        )
        return "Saved. The Board’s office sees it on its page."

    def next_url(self):
        return reverse("learning:action", args=[self.record.uuid])


class SayDone(RecordActPage):
    access_rule = "learning.report_progress"
    queryset = Action.objects.all()

    def do(self):
        services.say_done(action=self.record, evidence=self.record.evidence, by=self.request.user, on=clock.today())
        return "Recorded as done. The Board’s office checks the evidence."

    def next_url(self):
        return reverse("learning:action", args=[self.record.uuid])


class Close(RecordActPage):
    access_rule = "learning.close_action"
    queryset = Action.objects.all()

    def do(self):
        services.close_action(action=self.record, by=self.request.user, on=clock.today())
        return "Closed with evidence."

    def next_url(self):
        return reverse("learning:action", args=[self.record.uuid])


class OnePoint(RecordPage):
    access_rule = "learning.read_actions"
    queryset = LearningPoint.objects.all()
    template_name = "learning/point.html"

    def context(self):
        point = self.record
        actions = point.actions.visible_to(self.request.user).select_related("agency")
        as_at = clock.today()
        return {
            **super().context(),
            "kicker": f"{point.reference} · learned from {point.source_words or point.source}",
            "heading": point.title,
            "actions": [{"action": one, "state": state_of(one, as_at)} for one in actions],
            "history": history_of(point),
        }
