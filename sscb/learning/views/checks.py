"""Impact checks and the inbox of national reviews."""

from django.urls import reverse

from sscb import clock
from sscb.access.policy import can
from sscb.access.views import FormPage, ListPage, RecordActPage, RecordFormPage, RecordPage
from sscb.history.queries import history_of
from sscb.learning import services
from sscb.learning.forms.checks import AppliesForm, CheckForm, NationalForm, VerdictForm
from sscb.learning.forms.plans import ProofForm
from sscb.learning.models import ImpactCheck, LearningPoint, NationalReview, Proof
from sscb.learning.queries.checks import check_state, checks_for, judges, national_for
from sscb.learning.queries.plans import proofs_of
from sscb.learning.queries.wording import checks_heading, national_heading
from sscb.people.models import Group, Person


class Checks(ListPage):
    access_rule = "learning.read_actions"
    template_name = "learning/checks.html"

    def rows(self):
        return checks_for(self.request.user)

    def context(self):
        context, as_at = super().context(), clock.today()
        rows = [(one, check_state(one, as_at)) for one in context["rows"]]
        late = sum(not one.verdict and one.due_on < as_at for one, _ in rows)
        return {
            **context, "rows": rows, "kicker": "Impact checks", "heading": checks_heading(len(rows), late),
            "lead": "Is it known, is it used, did it make a difference? Each has a last day and a named judge.",
        }  # fmt: skip


class OneCheck(RecordPage):
    access_rule = "learning.read_actions"
    queryset = ImpactCheck.objects.select_related("judge", "judged_by", "point", "group")
    template_name = "learning/check.html"

    def context(self):
        one, person = self.record, self.request.user
        return {
            **super().context(),
            "kicker": f"Impact check {one.reference}",
            "heading": one.title,
            "lead": f"{one.how}. To be judged by {one.due_on:%-d %B %Y}.",
            "state": check_state(one, clock.today()),
            "proofs": proofs_of(one),
            "point": LearningPoint.objects.visible_to(person).filter(pk=one.point_id).first(),
            "history": history_of(one),
            "may_prove": one.stage == "planned" and bool(can(person, "learning.add_proof", one)),
            "may_verify": one.stage == "planned" and bool(can(person, "learning.verify_proof", one)),
            "may_judge": one.stage == "planned" and one.judge_id == person.pk,
            "marking": one.marking,
        }


class PlanCheck(RecordFormPage):
    access_rule = "learning.plan_check"
    queryset = LearningPoint.objects.select_related("group")
    template_name = "learning/form.html"
    form_class = CheckForm

    def form_kwargs(self):
        return {"judges": judges(clock.today())}

    def context(self):
        return {
            **super().context(), "kicker": self.record.reference, "button": "Plan it", "back": self.next_url(),
            "heading": f"Plan an impact check: {self.record.title}", "asked": self.record.text,
        }  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        told["judge"] = Person.objects.get(uuid=told["judge"])
        made = services.plan_check(point=self.record, **told, by=self.request.user, on=clock.today())
        return f"Planned as {made.reference}. Its judge is told before the last day."

    def next_url(self):
        return reverse("learning:point", args=[self.kwargs["uuid"]])


class _About(RecordFormPage):
    queryset = ImpactCheck.objects.select_related("judge", "point", "group")
    template_name = "learning/form.html"
    asks, button = "", "Save"

    def context(self):
        return {
            **super().context(), "kicker": self.record.reference, "heading": f"{self.asks}: {self.record.title}",
            "button": self.button, "back": self.next_url(),
        }  # fmt: skip

    def next_url(self):
        return reverse("learning:check", args=[self.kwargs["uuid"]])


class AddCheckProof(_About):
    access_rule = "learning.add_proof"
    form_class = ProofForm
    asks, button = "What shows it", "Hand it in"

    def form_kwargs(self):
        return {"only": Proof.Shows.PRACTICE}

    def do(self, form):
        services.add_proof(
            record=self.record, shows=Proof.Shows.PRACTICE, **form.cleaned_data, by=self.request.user, on=clock.today()
        )
        return "Handed in. Somebody else verifies it."


class VerifyCheckProof(RecordActPage):
    """The address is that of the proof; what may be seen and done follows from the check it belongs to."""

    access_rule = "learning.verify_proof"
    queryset = ImpactCheck.objects.select_related("group")
    slug_field = "proofs__uuid"

    def do(self):
        proof = Proof.objects.get(uuid=self.kwargs["uuid"])
        services.verify_proof(proof=proof, record=self.record, by=self.request.user, on=clock.today())
        return "Verified, beside your name."

    def next_url(self):
        return reverse("learning:check", args=[self.record.uuid])


class JudgeCheck(_About):
    access_rule = "learning.judge"
    form_class = VerdictForm
    asks, button = "Give the verdict", "Record the verdict"

    def context(self):
        return {**super().context(), "proofs": proofs_of(self.record)}

    def do(self, form):
        services.judge_check(check=self.record, **form.cleaned_data, by=self.request.user, on=clock.today())
        return "Recorded beside your name."


# --- reviews published elsewhere --------------------------------------------------------------------------------------


class NationalReviews(ListPage):
    """The inbox: does this apply here?"""

    access_rule = "learning.read_actions"
    template_name = "learning/national_reviews.html"

    def rows(self):
        return national_for(self.request.user)

    def context(self):
        context, person = super().context(), self.request.user
        rows = list(context["rows"])
        return {
            **context, "waiting": [one for one in rows if not one.answered_on],
            "answered": [one for one in rows if one.answered_on], "kicker": "National reviews",
            "heading": national_heading(sum(not one.answered_on for one in rows)),
            "lead": "A yes becomes learning of this Board, with a thread of its own. A no stays with its reason.",
            "may_answer": bool(can(person, "learning.answer_national")),
        }  # fmt: skip


class OneNationalReview(RecordPage):
    access_rule = "learning.read_actions"
    queryset = NationalReview.objects.select_related("group", "answered_by")
    template_name = "learning/national_review.html"

    def context(self):
        one, person = self.record, self.request.user
        return {
            **super().context(), "kicker": f"National review {one.reference}", "heading": one.title,
            "point": LearningPoint.objects.visible_to(person).filter(pk=one.point_id).first(),
            "history": history_of(one),
            "may_answer": one.stage == "waiting" and bool(can(person, "learning.answer_national", one)),
        }  # fmt: skip


class ReceiveNational(FormPage):
    access_rule = "learning.answer_national"
    template_name = "learning/form.html"
    form_class = NationalForm

    def form_kwargs(self):
        return {"groups": Group.objects.to_follow_up(clock.today())}

    def context(self):
        return {
            "kicker": "National reviews", "heading": "Put a review into the inbox", "button": "Put it in",
            "back": reverse("learning:national_reviews"),
        }  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        told["group"] = Group.objects.get(uuid=told["group"])
        made = services.receive_national(**told, by=self.request.user, on=clock.today())
        return f"In the inbox as {made.reference}."

    def next_url(self):
        return reverse("learning:national_reviews")


class AnswerNational(RecordFormPage):
    access_rule = "learning.answer_national"
    queryset = NationalReview.objects.select_related("group")
    template_name = "learning/form.html"
    form_class = AppliesForm

    def context(self):
        return {
            **super().context(), "kicker": self.record.reference, "button": "Record the answer",
            "back": self.next_url(), "heading": f"Does this apply here? {self.record.title}", "asked": self.record.text,
        }  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        services.answer_national(
            review=self.record, applies=told["applies"] == "yes", why=told["why"], theme=told["theme"],
            by=self.request.user, on=clock.today(),
        )  # fmt: skip
        return "Recorded, with its reason."

    def next_url(self):
        return reverse("learning:national_review", args=[self.kwargs["uuid"]])
