"""An agency takes its return away on any day, and takes in answers that it has."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect

from audits.returns import services
from audits.returns.files.making import Issued, as_json, as_pdf, as_workbook
from audits.returns.files.reading import read_answers
from audits.returns.forms.small import FileForm
from audits.returns.models import Answer
from audits.returns.queries.checking import check_page
from audits.returns.queries.shown import whose_move_words
from audits.returns.reading import kind_of, questions_of
from audits.returns.services.handing_in import as_it_stands
from audits.returns.views.acting import OfReturn
from sscb import clock
from sscb.access.rations import EXPORT
from sscb.access.views import RecordFormPage, RecordPage
from sscb.pdf.printing import CannotPrint
from sscb.records.files import hand_out
from sscb.tables import Refused

FORMS = ("pdf", "xlsx", "json")


class TakeAway(OfReturn, RecordPage):
    """As it stands today. Who took it is written down before its bytes are sent (SEC-25)."""

    access_rule = "audits.take_away"
    rationed = EXPORT

    def get(self, request, *args, **kwargs):
        one, form, person = self.record, self.kwargs["form"], request.user
        if form not in FORMS:
            raise Http404
        name = f"{one.reference.lower()}-{clock.today().isoformat()}.{form}"
        try:
            return hand_out(
                person, lambda issued: self._content(form, issued), name=name, kind=form, of=one, why=one.reference
            )
        except (CannotPrint, ValidationError) as refused:
            words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
            messages.error(request, f"{words} The workbook and the JSON file can be taken away all the same.")
            return redirect(self.next_url())

    def _content(self, form: str, issued: Issued) -> bytes:
        one = self.record
        if form == "json":
            return as_json(as_it_stands(one), issued)
        shown = check_page(one, clock.today())
        if form == "pdf":
            return as_pdf(one, shown, whose_move_words(one), issued)
        said = {
            answer.key: "N" if answer.not_applicable else answer.self_grade if answer.value is None else answer.value
            for answer in Answer.objects.filter(of=one) if answer.is_given
        }  # fmt: skip
        return as_workbook(one, shown, said, issued)


class TakeIn(OfReturn, RecordFormPage):
    """All of a file, or nothing and every fault by its place; what is taken waits to be confirmed unless it holds."""

    access_rule = "audits.answer"
    template_name = "audits/returns/take_in.html"
    form_class = FileForm

    def context(self):
        lead = "From a JSON file of a return, this board’s or another’s, or from the workbook of this return."
        return {**super().context(), "heading": "Take in answers that you have", "lead": lead}

    def do(self, form):
        file = form.cleaned_data["file"]
        with tempfile.NamedTemporaryFile() as kept:
            for chunk in file.chunks():
                kept.write(chunk)
            kept.flush()
            try:
                taken = read_answers(
                    Path(kept.name), name=file.name, kind=self.record.cycle.kind,
                    asked=questions_of(self.record.cycle), scale=kind_of(self.record.cycle).scale,
                    as_at=clock.today(),
                )  # fmt: skip
            except Refused as refused:
                form.add_error("file", str(refused))
                return self.page(form=form, status=422)
        if taken.faults:
            count = len(taken.faults)
            form.add_error("file", f"{count} {'place' if count == 1 else 'places'} of the file cannot be taken, so "
                                   "nothing of it was. Put them right and choose it again.")  # fmt: skip
            return self.page(form=form, status=422, faults=taken.faults[:200])
        try:
            count = services.take_answers(
                one=self.record, answers=taken.answers, actions=taken.actions, over=form.cleaned_data["over"],
                hold=form.cleaned_data["hold"], source=file.name, by=self.request.user, on=clock.today(),
            )  # fmt: skip
        except ValidationError as refused:
            form.add_error("file", refused)
            return self.page(form=form, status=422)
        left = f" {len(taken.left_out)} are not asked here and were left out." if taken.left_out else ""
        wait = "" if form.cleaned_data["hold"] else ", to be confirmed one by one"
        return f"{count} answer{'' if count == 1 else 's'} taken in{wait}.{left}"
