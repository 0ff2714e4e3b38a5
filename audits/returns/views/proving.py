"""Evidence for an answer, and comments about it: small pages that go back to the criterion."""

from django.urls import reverse

from audits.returns import services
from audits.returns.forms.small import CommentForm, EvidenceForm
from audits.returns.reading import questions_of
from audits.returns.views.acting import OfAnswer
from sscb import clock
from sscb.access.views import RecordFormPage


class SmallPage(OfAnswer, RecordFormPage):
    """One small form about one answer."""

    template_name = "audits/returns/small.html"
    button = "Save"
    multipart = False

    def context(self):
        question = questions_of(self.record.cycle).question(self.answer.key)
        return {
            **super().context(), "heading": f"{self.says} {question.number}", "lead": question.text,
            "button": self.button, "back": self.next_url(), "multipart": self.multipart,
        }  # fmt: skip


class AddEvidence(SmallPage):
    access_rule = "audits.keep_up"
    form_class = EvidenceForm
    says, button, multipart = "Evidence for", "Add the evidence", True

    def do(self, form):
        told = dict(form.cleaned_data)
        file = told.pop("file")
        services.add_evidence(
            answer=self.answer, by=self.request.user, on=clock.today(), content=file.read() if file else b"",
            name=file.name if file else "", **told,
        )  # fmt: skip
        return "The evidence is added."


class AddComment(SmallPage):
    access_rule = "audits.keep_up"
    form_class = CommentForm
    says, button = "Comment on", "Add the comment"

    def do(self, form):
        services.comment_on(
            answer=self.answer, text=form.cleaned_data["text"], by=self.request.user, on=clock.today()
        )
        return "The comment is added."

    def next_url(self):
        return reverse("audits:answer", args=[self.record.uuid, self.answer.key]) + "#comments"
