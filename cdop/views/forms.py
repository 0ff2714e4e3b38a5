"""Agencies' forms: answered by the one person named, read and looked after by the co-ordinator."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from cdop import services
from cdop.forms.agency import AnswersForm, PaperForm
from cdop.forms.cases import NameAnotherForm
from cdop.models import AgencyForm
from cdop.queries.forms import (
    asked_of,
    due_dates,
    heading_of_form,
    how_far,
    new_form_for,
    own_forms,
    saved_answers,
    sections_shown,
    state_of_form,
)
from cdop.queries.people import people_of
from cdop.questions import carried_over
from cdop.services import refusal_to_answer
from cdop.transition import NEW_FORMS, forms_on
from cdop.views.acting import ByRole, SaysWhyNot
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import Page, RecordActPage, RecordFormPage
from sscb.history.queries import history_of

FORMS = AgencyForm.objects.select_related("agency", "named", "review", "review__handover", "answered_by", "keyed_from")


class OwnForms(Page):
    """What somebody is asked for. Empty for most people."""

    access_rule = "cdop.own_forms"
    template_name = "cdop/own_forms.html"

    def context(self):
        forms = own_forms(self.request.user, clock.today())
        count = len(forms)
        return {
            "rows": forms,
            "kicker": "Forms about a child’s death",
            "heading": f"{count or 'No'} form{'s wait' if count > 1 else ' waits'} for you",
            "marking": "OFFICIAL-SENSITIVE",
        }  # fmt: skip


class FormBase(RecordFormPage):
    """What the pages of one form share: whose it is, how far it is, and whether it may be answered."""

    access_rule = "cdop.read_form"
    queryset = FORMS
    form_class = AnswersForm

    @property
    def is_mine(self) -> bool:
        return self.record.named_id == self.request.user.pk

    def form_kwargs(self):
        return {"asked": asked_of(self.record), "saved": saved_answers(self.record)}

    def context(self):
        form, as_at = self.record, clock.today()
        due_on, saved = due_dates([form]).get(form.pk), saved_answers(form)
        asked = asked_of(form)
        return {
            **super().context(),
            "asked": asked,
            "state": state_of_form(form, due_on, as_at),
            "due_on": due_on,
            "kicker": f"{form.reference} · {form.agency.name}",
            "heading": heading_of_form(form, due_on, as_at),
            "lead": how_far(asked, saved),
            "sections": sections_shown(asked, saved),
            "is_mine": self.is_mine,
            "refused": refusal_to_answer(form),
            "marking": form.marking,
        }

    def next_url(self):
        return reverse("cdop:form", args=[self.record.uuid])


class OneForm(FormBase):
    """The named person answers; the co-ordinator, and whoever has handed it in, read."""

    template_name = "cdop/form.html"

    def context(self):
        form, person = self.record, self.request.user
        may_run = bool(can(person, "cdop.run_review") and can(person, "cdop.run_review", form))
        return {
            **super().context(),
            "may_answer": self.is_mine and not refusal_to_answer(form),
            "may_run": may_run and not self.is_mine,
            "new_kind": new_form_for(form) if may_run and forms_on(clock.today()) == NEW_FORMS else "",
            "history": history_of(form) if may_run else [],
            "breadcrumbs": self._trail(may_run),
        }

    def _trail(self, may_run):
        if may_run and not self.is_mine:
            return [
                {"title": "Child deaths", "url": reverse("cdop:reviews")},
                {"title": self.record.review.reference, "url": reverse("cdop:review", args=[self.record.review.uuid])},
                {"title": self.record.title, "url": ""},
            ]
        return []

    def post(self, request, *args, **kwargs):
        if not self.is_mine:
            raise Http404
        return super().post(request, *args, **kwargs)

    def do(self, form):
        finished = "hand_in" in self.request.POST
        services.answer_form(
            form=self.record, answers=form.answers, by=self.request.user, on=clock.today(), finished=finished
        )
        if finished:
            return "Your form is handed in. Thank you: there is nothing more for you to do."
        place = self.request.POST.get("save", "")
        known = {section.code for section in asked_of(self.record).sections}
        return HttpResponseRedirect(f"{self.next_url()}?saved=yes#part-{place if place in known else 'top'}")

    def page(self, *, status=200, **more):
        # Where the case takes no more answers, what was typed stays on the page, to be copied from there.
        typed = more.get("form") is not None and more["form"].is_bound
        return super().page(status=status, typed=typed, saved_now=self.request.GET.get("saved") == "yes", **more)


class WhoItIsAbout(FormBase):
    """To find the records: the child's name, dates and NHS number, shown once to whoever answers, and written down."""

    template_name = "cdop/form_about.html"

    def get(self, request, *args, **kwargs):
        return redirect(self.next_url())

    def post(self, request, *args, **kwargs):
        if not self.is_mine:
            raise Http404
        try:
            told = services.open_identity_for_form(form=self.record, by=request.user, on=clock.today())
        except ValidationError as refused:
            return self.page(form=self.make_form(), status=422, told=None, refused=" ".join(refused.messages))
        return self.page(form=None, told=told)

    def context(self):
        return {
            **super().context(),
            "heading": "Who the form is about",
            "lead": "Shown once. Use it to find your agency’s records, and write none of it into the answers.",
        }


class KeyPaper(ByRole, FormBase):
    """The co-ordinator keys what came on paper."""

    access_rule = "cdop.run_review"
    template_name = "cdop/form_paper.html"
    form_class = PaperForm

    def initial(self):
        return {"signed_by": self.record.signed_by, "came_on": self.record.came_on}

    def context(self):
        return {**super().context(), "heading": f"Key what {self.record.agency.name} sent on paper"}

    def do(self, form):
        finished = "hand_in" in self.request.POST
        services.key_paper_form(
            form=self.record, answers=form.answers, signed_by=form.cleaned_data["signed_by"],
            came_on=form.cleaned_data["came_on"], by=self.request.user, on=clock.today(), finished=finished,
        )  # fmt: skip
        return "The form is keyed and handed in." if finished else "Saved. It is not handed in yet."


class ActOnForm(ByRole, SaysWhyNot, RecordActPage):
    access_rule = "cdop.run_review"
    queryset = FORMS

    def next_url(self):
        return reverse("cdop:review", args=[self.record.review.uuid])


class Chase(ActOnForm):
    def do(self):
        services.chase_form(form=self.record, by=self.request.user, on=clock.today())
        return f"A letter to {self.record.named.name} is on its way. It names nobody and no case."


class Withdraw(ActOnForm):
    def do(self):
        services.withdraw_form(form=self.record, by=self.request.user, on=clock.today())
        return f"{self.record.agency.name} is not asked for this form any more."


class KeyAgain(ActOnForm):
    """The old form stays; the new one is begun beside it with what both ask."""

    def do(self):
        old = self.record
        kind = new_form_for(old)
        if not kind:
            raise Http404
        new = services.key_again(
            form=old, kind=kind, answers=carried_over(old.kind, saved_answers(old)), by=self.request.user,
            on=clock.today(),
        )  # fmt: skip
        return redirect("cdop:form_paper", uuid=new.uuid)


class NameAnother(ByRole, RecordFormPage):
    access_rule = "cdop.run_review"
    queryset = FORMS
    template_name = "cdop/name_another.html"
    form_class = NameAnotherForm

    def form_kwargs(self):
        people = people_of(self.record.agency).exclude(pk=self.record.named_id)
        return {"people": people.exclude(pk=self.request.user.pk)}

    def context(self):
        form = self.record
        return {
            **super().context(),
            "kicker": f"{form.reference} · {form.agency.name}",
            "heading": f"Ask somebody else than {form.named.name}",
            "lead": "Whoever has it now sees the form no more; what was saved stays in it.",
            "marking": form.marking,
        }

    def do(self, form):
        services.name_another(
            form=self.record, named=form.person, by=self.request.user, on=clock.today()
        )  # fmt: skip
        return f"The form is asked of {form.person.name} now."

    def next_url(self):
        return reverse("cdop:review", args=[self.record.review.uuid])
