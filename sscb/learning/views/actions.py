"""Pages of actions and learning points."""

from django.urls import reverse

from sscb import clock
from sscb.access.policy import can
from sscb.access.views import ListPage, RecordActPage, RecordFormPage, RecordPage
from sscb.history.queries import history_of
from sscb.learning import services
from sscb.learning.forms.actions import ProgressForm
from sscb.learning.forms.plans import CarryForm, JudgeForm, ProofForm, WhyForm
from sscb.learning.models import Action, LearningPoint, Proof, Recommendation
from sscb.learning.queries import days_late, may_report, open_actions
from sscb.learning.queries.plans import proofs_of, worked_words


class Actions(ListPage):
    """Open actions, the longest late first."""

    access_rule = "learning.read_actions"
    template_name = "learning/actions.html"

    def rows(self):
        return open_actions(self.request.user)

    def context(self):
        context = super().context()
        as_at = clock.today()
        context["rows"] = [{"action": one, "state": one.status(as_at)} for one in context["rows"]]
        total = context["page"].paginator.count
        late = sum(days_late(one["action"], as_at) > 0 for one in context["rows"])
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
        state, may_judge = action.status(as_at), bool(can(person, "learning.judge", action))
        proofs = proofs_of(action)
        return {
            **super().context(),
            "state": state,
            "worked": worked_words(action),
            "done_proofs": [one for one in proofs if one.shows == "done"],
            "practice_proofs": [one for one in proofs if one.shows == "practice"],
            "plan": Recommendation.objects.visible_to(person).filter(pk=action.plan_id).first(),
            "may_verify": bool(can(person, "learning.verify_proof", action)),
            "may_carry": action.stage == "asked" and bool(can(person, "learning.carry_action", action)),
            "may_prove": action.stage != "cancelled" and bool(can(person, "learning.add_proof", action)),
            "may_judge": action.stage == "closed" and not action.practice and may_judge,
            "marking": action.marking,
            "kicker": f"{action.reference} · {action.agency.name}",
            "heading": action.title,
            "lead": f"Agreed for {action.due_on:%-d %B %Y}. {state.words}.",
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
    queryset = Action.objects.select_related("group")

    def do(self):
        services.close_action(action=self.record, by=self.request.user, on=clock.today())
        return "Closed with evidence."

    def next_url(self):
        return reverse("learning:action", args=[self.record.uuid])


class _About(RecordFormPage):
    """A form about one action."""

    queryset = Action.objects.select_related("agency", "group", "lead")
    template_name = "learning/form.html"
    asks, button = "", "Save"

    def context(self):
        return {
            **super().context(), "kicker": self.record.reference, "heading": f"{self.asks}: {self.record.title}",
            "button": self.button, "back": self.next_url(), "asked": self.record.text,
        }  # fmt: skip

    def next_url(self):
        return reverse("learning:action", args=[self.kwargs["uuid"]])


class Carry(_About):
    access_rule = "learning.carry_action"
    form_class = CarryForm
    asks, button = "Agree a later date", "Move the date"

    def do(self, form):
        services.carry_action(action=self.record, **form.cleaned_data, by=self.request.user, on=clock.today())
        return f"Moved to {self.record.due_on:%-d %B %Y}. The first date stays beside it."


class SendBack(_About):
    access_rule = "learning.close_action"
    form_class = WhyForm
    asks, button = "Send back", "Send it back"

    def do(self, form):
        services.send_back(action=self.record, **form.cleaned_data, by=self.request.user, on=clock.today())
        return f"{self.record.agency.name} is asked again. What was handed in stays."


class Withdraw(_About):
    access_rule = "learning.close_action"
    form_class = WhyForm
    asks, button = "Withdraw", "Withdraw the action"

    def do(self, form):
        services.withdraw_action(action=self.record, **form.cleaned_data, by=self.request.user, on=clock.today())
        return "Withdrawn. The reason stays in the history."


class AddProof(_About):
    access_rule = "learning.add_proof"
    form_class = ProofForm
    asks, button = "What shows it", "Hand it in"

    def do(self, form):
        services.add_proof(record=self.record, **form.cleaned_data, by=self.request.user, on=clock.today())
        return "Handed in. Somebody else verifies it."


class Judge(_About):
    access_rule = "learning.judge"
    form_class = JudgeForm
    asks, button = "Did practice change", "Record the judgement"

    def context(self):
        return {**super().context(), "proofs": [one for one in proofs_of(self.record) if one.shows == "practice"]}

    def do(self, form):
        services.judge_practice(action=self.record, **form.cleaned_data, by=self.request.user, on=clock.today())
        return "Recorded beside your name."


class Verify(RecordActPage):
    """The address is that of the proof; what may be seen and done follows from the action it belongs to."""

    access_rule = "learning.verify_proof"
    queryset = Action.objects.select_related("group", "agency")
    slug_field = "proofs__uuid"

    def do(self):
        proof = Proof.objects.get(uuid=self.kwargs["uuid"])
        services.verify_proof(proof=proof, record=self.record, by=self.request.user, on=clock.today())
        return "Verified, beside your name."

    def next_url(self):
        return reverse("learning:action", args=[self.record.uuid])
