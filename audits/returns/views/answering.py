"""Answering: one criterion at a time, kept as it is typed, saved when it is said, nothing lost between two authors."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from audits.grading import gaps
from audits.returns import services
from audits.returns.forms.answering import KEPT, MOST_WORDS, SAVED, AnswerForm, initial_of
from audits.returns.lifecycle import WRITABLE, Stage
from audits.returns.models import AuditReturn, Improvement
from audits.returns.queries.criterion import criterion_page, known_of
from audits.returns.queries.meanwhile import compared_rows, plain, saved_by
from audits.returns.reading import questions_of
from audits.returns.services import AnsweredMeanwhile
from audits.returns.services.standing import require_writable
from audits.returns.views.acting import OfAnswer, SaysWhyNot
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.typed import FORM_KEY, FORM_TOKEN
from sscb.access.views import RecordActPage, RecordFormPage

NOT_TYPED = {FORM_TOKEN, FORM_KEY, "then"}


class AnswerPage(OfAnswer, RecordFormPage):
    """One criterion: grade, how it is known, what it changed, evidence, and an action where there is a gap."""

    access_rule = "audits.keep_up"
    template_name = "audits/returns/answer.html"

    @property
    def may_write(self) -> bool:
        return self.record.stage in (Stage.NOT_STARTED, *WRITABLE)

    def make_form(self, data=None, files=None, initial=None):
        question = questions_of(self.record.cycle).question(self.answer.key)
        return AnswerForm(
            data, question=question, scale=self.kind.scale, value=self.answer.value,
            closed=self.record.stage == Stage.CLOSED, initial={**initial_of(self.answer), **(initial or {})},
        )  # fmt: skip

    def get(self, request, *args, **kwargs):
        shown = criterion_page(self.record, self.answer, request.user, clock.today())
        typed = _typed_again(shown.draft) if shown.draft else {}
        if shown.draft:
            typed["edition"] = shown.draft.edition
        return self.page(form=self.make_form(initial=typed), shown=shown)

    def post(self, request, *args, **kwargs):
        form = self.make_form(request.POST)
        if not self.may_write:
            return self._refused(form)
        if not form.is_valid():
            return self._kept(form)
        said, confirms = form.said, True
        if request.POST.get("then") == "known":
            confirms = self._changes(said)
            said["words"] = self._with_known(said["words"])
        try:
            if self._says_anything(said, confirms):
                services.save_answer(
                    answer=self.answer, edition=form.cleaned_data["edition"], by=request.user, on=clock.today(),
                    why=form.cleaned_data.get("why", ""), confirms=confirms, **said,
                )  # fmt: skip
        except ValidationError as refused:
            _point_at(form, refused)
            return self._kept(form)
        except AnsweredMeanwhile as meanwhile:
            return self._meanwhile(form, meanwhile)
        return self._after_saving(form)

    def _with_known(self, words: str) -> str:
        """What the portal knows is put below the author's own words, once."""
        known = known_of(self.record, self.answer.key, clock.today())
        if known is None or known.words in words:
            return words
        return f"{words}\n{known.words}".strip()[:MOST_WORDS]

    def _changes(self, said) -> bool:
        """Whether the author said something: one press takes over what the portal knows, and confirms nothing else."""
        answer = self.answer
        return any(plain(getattr(answer, name)) != plain(value) for name, value in said.items())

    def _says_anything(self, said, confirms: bool) -> bool:
        """Nothing is written into the trail for a page that was only looked at."""
        answer, changed = self.answer, self._changes(said)
        if not changed:
            services.drop_draft(answer=answer, by=self.request.user, on=clock.today())
        return changed or (confirms and answer.is_given and not answer.confirmed)

    def _after_saving(self, form):
        then = self.request.POST.get("then", "next")
        if form.question.answer == "grade" and form.planned:
            try:
                services.plan_improvement(answer=self.answer, by=self.request.user, on=clock.today(), **form.planned)
            except ValidationError as refused:
                for name, sentences in refused.message_dict.items():
                    form.add_error(f"action_{name.removesuffix('_on')}", sentences)
                return self._saved_but(form)
        if then not in ("later", "evidence", "known") and self._is_open_gap():
            form.add_error(
                "action_text",
                f"Grade {self.answer.self_grade} needs an action, or a reason why there is none.",
            )
            return self._saved_but(form)
        return redirect(self._next(then))

    def _is_open_gap(self) -> bool:
        grades = {self.answer.key: self.answer.grade}
        if not gaps(questions_of(self.record.cycle), grades, self.kind.scale) or self.answer.gap_reason.strip():
            return False
        return not Improvement.objects.filter(answer=self.answer, dropped_on=None).exists()

    def _next(self, then: str) -> str:
        one = self.record
        if then == "known":
            return self.next_url()
        if then == "evidence":
            return reverse("audits:add_evidence", args=[one.uuid, self.answer.key])
        shown = criterion_page(one, self.answer, self.request.user, clock.today())
        if then == "next" and shown.next:
            return reverse("audits:answer", args=[one.uuid, shown.next.key])
        return reverse("audits:return", args=[one.uuid])

    # --- what is wrong, and nothing lost ------------------------------------------------------------------------------

    def _saved_but(self, form):
        form.kept_words = SAVED
        typed = form.data.copy()
        typed["edition"] = str(self.answer.edition)
        form.data = typed
        return self.page(form=form, status=422)

    def _kept(self, form):
        self._keep_draft()
        form.kept_words = KEPT
        return self.page(form=form, status=422)

    def _keep_draft(self) -> None:
        edition = self.request.POST.get("edition", "")
        services.keep_draft(
            answer=self.answer, edition=int(edition) if edition.isdecimal() and edition.isascii() else 0,
            typed=_typed(self.request.POST), by=self.request.user, on=clock.today(),
        )  # fmt: skip

    def _meanwhile(self, form, meanwhile: AnsweredMeanwhile):
        """Both texts side by side; saving again, having seen both, replaces what is saved."""
        self._keep_draft()
        self._answer = None
        typed = form.data.copy()
        typed["edition"] = str(self.answer.edition)
        again = self.make_form(typed)
        again.is_valid()
        again.add_error(None, str(meanwhile))
        again.kept_words = KEPT
        return self.page(
            form=again, status=409, compared=compared_rows(meanwhile, self.kind.scale), latest=saved_by(self.answer)
        )

    def _refused(self, form):
        """It was handed in, or taken out of their hands, while they were writing."""
        try:
            require_writable(self.record)
        except Conflict as refused:
            form.is_valid()
            form.add_error(None, str(refused))
        return self.page(form=form, status=409, typed=True)

    def page(self, *, status=200, form, shown=None, typed=False, **more):
        shown = shown or criterion_page(self.record, self.answer, self.request.user, clock.today())
        question = shown.question
        return super().page(
            status=status, form=form, shown=shown, may_write=self.may_write, typed=typed, kicker=shown.kicker,
            heading=f"{question.number} {question.text}", lead=shown.critical, **more,
        )  # fmt: skip


class KeepDraft(OfAnswer, RecordActPage):
    """What the page's script sends while somebody types. It changes nothing but their own draft."""

    access_rule = "audits.keep_up"
    queryset = AuditReturn.objects.all()
    alone = True
    sent_often = True

    def do(self):
        post, answer = self.request.POST, self.answer
        edition = post.get("edition", "")
        if edition != str(answer.edition) and answer.changed_by_id == self.request.user.pk:
            # Sent before their own save and overtaken by it: a draft would bring back what is saved already.
            return JsonResponse({"says": "You have saved this answer since this page was opened."})
        try:
            draft = services.keep_draft(
                answer=answer, edition=int(edition) if edition.isdecimal() and edition.isascii() else 0,
                typed=_typed(post), by=self.request.user, on=clock.today(),
            )  # fmt: skip
        except ValidationError as refused:
            return JsonResponse({"says": " ".join(refused.messages)}, status=422)
        at = draft.typed_at.astimezone(clock.LONDON)
        behind = "" if draft.edition == answer.edition else " Somebody else has saved this answer meanwhile."
        return JsonResponse({"says": f"Draft kept at {at:%H:%M}.{behind}"})


class DropDraft(OfAnswer, SaysWhyNot, RecordActPage):
    access_rule = "audits.keep_up"

    def do(self):
        services.drop_draft(answer=self.answer, by=self.request.user, on=clock.today())
        return "Your draft is gone; what was saved stands here."


class Confirm(OfAnswer, SaysWhyNot, RecordActPage):
    """What was carried over still holds: said with one button, and the next one follows."""

    access_rule = "audits.answer"

    def do(self):
        services.confirm_answer(answer=self.answer, by=self.request.user, on=clock.today())
        shown = criterion_page(self.record, self.answer, self.request.user, clock.today())
        if shown.next:
            return redirect("audits:answer", uuid=self.record.uuid, key=shown.next.key)
        return redirect("audits:return", uuid=self.record.uuid)


class WithdrawEvidence(OfAnswer, SaysWhyNot, RecordActPage):
    access_rule = "audits.keep_up"

    def do(self):
        found = _named(self.request.POST, self.answer.evidence.all())
        if found is None:
            return "It is not here any more."
        found.answer = self.answer
        services.withdraw_evidence(evidence=found, by=self.request.user, on=clock.today())
        return f"“{found.title}” is taken out of the answer. It stays on record."


class DropImprovement(OfAnswer, SaysWhyNot, RecordActPage):
    access_rule = "audits.answer"

    def do(self):
        found = _named(self.request.POST, self.answer.improvements.all())
        if found is None:
            return "It is not here any more."
        found.answer = self.answer
        services.drop_improvement(improvement=found, by=self.request.user, on=clock.today())
        return "It is taken out of the plan."


def _named(post: QueryDict, those):
    """The one of these that was posted by its uuid: of this answer, or none."""
    return next((one for one in those if str(one.uuid) == post.get("of")), None)


def _typed(post: QueryDict) -> dict[str, list[str]]:
    return {name: values for name, values in post.lists() if name not in NOT_TYPED}


def _typed_again(draft) -> dict[str, object]:
    """A draft as the controls show it: what was emptied is empty, what may be many is a list."""
    return {name: values if len(values) > 1 else values[0] for name, values in draft.typed.items() if values}


def _point_at(form: AnswerForm, refused: ValidationError) -> None:
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for name, sentences in refused.message_dict.items():
        field = form.field_of_value if name in ("value", "not_applicable") else name
        form.add_error(field if field in form.fields else None, sentences)
