"""Moderating one return: the two grades side by side, question by question; the panel, the end, an appeal."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from audits.moderation.forms import BeginForm, GradeForm, WhyForm
from audits.moderation.queries import moderation_page, next_ungraded, question_page
from audits.moderation.seats import may_decide, may_moderate, seats
from audits.returns import services
from audits.returns.lifecycle import Stage
from audits.returns.models import Answer, AuditReturn
from audits.returns.reading import kind_of, questions_of
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.policy import Decision, Refused
from sscb.access.views import RecordActPage, RecordFormPage, RecordPage
from sscb.history.queries import history_of
from sscb.people.models import Person


class OfReturn:
    queryset = AuditReturn.objects.select_related("owner", "cycle", "group")
    here = "Moderation"

    def next_url(self) -> str:
        return reverse("audits:moderation", args=[self.record.uuid])

    def context(self):
        one = self.record
        trail = [
            {"title": "Audits", "url": reverse("audits:returns")},
            {"title": f"{one.owner.name}, {one.title}", "url": reverse("audits:return", args=[one.uuid])},
            {"title": self.here, "url": ""},
        ]
        return {
            **super().context(), "kicker": f"{one.reference} · {one.title} · {one.owner.name}", "breadcrumbs": trail,
            "marking": one.marking, "back": self.next_url(),
        }  # fmt: skip


class ModerationPage(OfReturn, RecordPage):
    access_rule = "audits.read_returns"
    template_name = "audits/moderation/page.html"

    def context(self):
        one = self.record
        shown, history = moderation_page(one, self.request.user, clock.today()), history_of(one, most=8, of="audits.")
        why = next((entry.sentence for entry in history if entry.code == "audits.return_moved"), "")
        return {
            **super().context(), "shown": shown, "heading": shown.heading, "history": history,
            "lead": f"{shown.stage}. Whose move it is: {shown.whose_move[:1].lower()}{shown.whose_move[1:]}.",
            "latest": why if one.stage in (Stage.APPEALED, Stage.RETURNED) else "",
        }  # fmt: skip


class ModerationForm(OfReturn, RecordFormPage):
    """One form about the return; what may not be is said above it, and what was typed is kept."""

    template_name = "audits/moderation/form.html"


class Begin(ModerationForm):
    access_rule = "audits.moderate"
    form_class = BeginForm

    def form_kwargs(self):
        free, _ = seats(self.record)
        return {"free": [(str(who.uuid), f"{who.name}, {who.organisation or 'no agency'}") for who in free
                         if who != self.request.user]}  # fmt: skip

    def initial(self):
        return {"kind": "desk"}

    def context(self):
        _, own = seats(self.record)
        names = ", ".join(who.name for who in own)
        lead = f"{names} cannot moderate: it is their own agency’s return." if names else ""
        return {**super().context(), "heading": f"Begin moderation of {self.record.owner.name}", "lead": lead,
                "button": "Begin moderation"}  # fmt: skip

    def do(self, form):
        panel = list(Person.objects.filter(uuid__in=form.cleaned_data["panel"]))
        services.begin_moderation(
            one=self.record, kind=form.cleaned_data["kind"], panel=panel, by=self.request.user, on=clock.today()
        )
        return f"Moderation of {self.record.reference} has begun."


class Grade(ModerationForm):
    access_rule = "audits.read_returns"
    form_class = GradeForm
    template_name = "audits/moderation/grade.html"

    def dispatch(self, request, *args, **kwargs):
        one = self.record
        appealed = one.stage == Stage.APPEALED
        allowed = may_decide(request.user, one) if appealed else may_moderate(request.user, one)
        if not allowed:
            raise Refused(
                Decision(False, "own agency", reveal_existence=True),
                f"You may not moderate {one.reference}: it takes a seat in {one.group.name}, and another agency.",
            )
        try:
            self.standard, self.question = question_page(one, kwargs["key"], request.user, clock.today())
        except KeyError:
            raise Http404 from None
        return super().dispatch(request, *args, **kwargs)

    def answer(self) -> Answer:
        answer = Answer.objects.get(of=self.record, key=self.question.key)
        answer.of = self.record
        return answer

    def form_kwargs(self):
        return {
            "scale": kind_of(self.record.cycle).scale, "descriptors": self.standard.descriptors,
            "applies": not self.question.why_not_applicable,
        }  # fmt: skip

    def initial(self):
        answer = self.answer()
        given = "N" if answer.moderated_not_applicable else answer.moderated_grade
        return {"grade": given if given is not None else "", "words": answer.moderator_words}

    def context(self):
        return {
            **super().context(), "standard": self.standard, "question": self.question,
            "heading": f"{self.question.number} {self.question.text}", "button": "Save the grade",
            "kicker": f"{self.record.owner.name} · {self.standard.title}",
        }  # fmt: skip

    def do(self, form):
        services.moderate_answer(answer=self.answer(), by=self.request.user, on=clock.today(), **form.told())
        return f"Your grade of {self.question.number} is saved beside the agency’s own."

    def next_url(self):
        following = next_ungraded(self.record, self.question.key) if self.request.method == "POST" else ""
        if following:
            return reverse("audits:grade", args=[self.record.uuid, following])
        return reverse("audits:moderation", args=[self.record.uuid])


class AgreeWithRest(OfReturn, RecordActPage):
    access_rule = "audits.moderate"

    def do(self):
        try:
            count = services.agree_with_rest(one=self.record, by=self.request.user, on=clock.today())
        except ValidationError as refused:
            raise Conflict(" ".join(refused.messages)) from refused
        return f"You agreed with {count} grades as the agency gave them."


class End(OfReturn, RecordActPage):
    access_rule = "audits.moderate"

    def do(self):
        try:
            services.end_moderation(one=self.record, by=self.request.user, on=clock.today())
        except ValidationError as refused:
            raise Conflict(" ".join(refused.messages)) from refused
        return f"Moderation of {self.record.reference} has ended. The agency reads both grades now."


class DecideAppeal(ModerationForm):
    access_rule = "audits.decide_appeal"
    form_class = WhyForm

    def form_kwargs(self):
        return {"label": "What do you decide, and why?",
                "hint": "Change the grades first, where you change any. The agency reads this."}

    def context(self):
        return {**super().context(), "heading": f"Decide the appeal of {self.record.owner.name}",
                "button": "Decide the appeal"}  # fmt: skip

    def do(self, form):
        services.decide_appeal(one=self.record, why=form.cleaned_data["why"], by=self.request.user, on=clock.today())
        return "The appeal is decided. The grades stand as they are now, and were frozen."


class Say(ModerationForm):
    """A comment beside one answer, which the agency reads."""

    access_rule = "audits.moderate"
    form_class = WhyForm

    def form_kwargs(self):
        return {"label": "What do you want to say?", "hint": "It stands beside the answer. The agency reads it."}

    def context(self):
        try:
            number = questions_of(self.record.cycle).question(self.kwargs["key"]).number
        except KeyError:
            raise Http404 from None
        return {**super().context(), "heading": f"Comment on {number}", "button": "Say it"}

    def do(self, form):
        answer = Answer.objects.filter(of=self.record, key=self.kwargs["key"]).first()
        if answer is None:
            raise Http404
        answer.of = self.record
        services.comment_on(answer=answer, text=form.cleaned_data["why"], by=self.request.user, on=clock.today())
        return "Your comment stands beside the answer."
