"""Returns: the list, one return, the grid, the template, handing in."""

from functools import partial

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from dataset.models import DataReturn
from dataset.queries.returns import returns_page
from dataset.queries.returns.asked import asked_of, rows_of, stamp_of
from dataset.queries.returns.one import return_view
from dataset.queries.returns.page import receipt, return_shown, said_words
from dataset.queries.returns.standing import NOT_SENT
from dataset.return_forms import KEPT, GridForm, SubmitForm, TemplateForm, field_name
from dataset.returns.template import Row as TemplateRow
from dataset.returns.template import make_template
from dataset.returns.uploads import WrongTemplate
from dataset.services import returns as services
from dataset.services.returns.submitting import NotReady
from dataset.views.looking_again import LooksAgain
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.views import Page, RecordFormPage, RecordPage
from sscb.charts import numbers
from sscb.records.files import hand_out
from sscb.tables import Refused

RETURNS = DataReturn.objects.select_related("agency")


class Returns(Page):
    """What an agency owes; for those who check, what is late and what waits."""

    access_rule = "dataset.read_return"
    template_name = "dataset/returns/list.html"

    def context(self):
        return {"kicker": "Figures from agencies", "page": returns_page(self.request.user, clock.today())}


class OneReturn(RecordPage):
    """How far it is, what was typed, what is missing, and the next lawful step."""

    access_rule = "dataset.read_return"
    queryset = RETURNS
    template_name = "dataset/returns/one.html"

    def context(self):
        return {**super().context(), **return_view(self.record, self.request.user, clock.today())}


class OpenToAgency:
    """A return that has been handed in is read: whoever comes late to its form is told so (409)."""

    def dispatch(self, request, *args, **kwargs):
        if self.record.stage not in NOT_SENT:
            return redirect("dataset:return", uuid=self.record.uuid)
        return super().dispatch(request, *args, **kwargs)


class FillReturn(OpenToAgency, RecordFormPage):
    """The grid. What is typed is saved as it is; a cell that cannot be read says why and stays as it was typed."""

    access_rule = "dataset.fill_return"
    queryset = RETURNS
    template_name = "dataset/returns/fill.html"
    form_class = GridForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self._shown = None

    @property
    def shown(self):
        if self._shown is None:
            self._shown = return_shown(self.record, clock.today())
        return self._shown

    def form_kwargs(self):
        return {"shown": self.shown}

    def initial(self):
        return GridForm.initial_of(self.shown)

    def context(self):
        span = self.shown.period
        done, total = self.shown.filled, len(self.shown.rows)
        return {
            **super().context(), "shown": self.shown, "kicker": f"{self.record.reference} · {self.record.agency.name}",
            "heading": f"{done} of {total} figures for {span} are filled in" if done else f"Figures for {span}",
            "due": numbers.day(self.record.last_day),
        }  # fmt: skip

    def page(self, *, status=200, form, **more):
        rows = [
            {"shown": one, **{cell: form[name] for cell, name in _names(one) if name in form.fields}}
            for one in form.shown.rows
        ]
        whole = [form[name] for name in ("what", "so_what", "now_what")]
        return super().page(status=status, form=form, rows=rows, whole=whole, **more)

    def get(self, request, *args, **kwargs):
        form = self.make_form()
        if "check" in request.GET and self.shown.missing:
            form = self.make_form(_as_posted(self.initial()))
            form.is_valid()
            form.point_at_missing(self.shown.missing)
            form.kept_words = KEPT
            return self.page(form=form, status=422)
        return self.page(form=form)

    def post(self, request, *args, **kwargs):
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.page(form=form, status=422)
        try:
            services.fill_return(
                record=self.record, rows=form.typed_rows(), words=form.typed_words(), by=request.user,
                on=clock.today(), version=form.cleaned_data["version"],
            )  # fmt: skip
        except Conflict as refused:
            self._shown = None
            return self.conflict_page(form, refused)
        self._shown = None
        faults = [(one.code, fault) for one in self.shown.rows for fault in one.read.faults]
        if not faults:
            return redirect(self.next_url())
        typed = request.POST.copy()
        typed["version"] = str(self.record.version)
        form = self.make_form(typed)
        form.is_valid()
        form.point_at(faults)
        form.kept_words = KEPT
        return self.page(form=form, status=422)

    def next_url(self):
        if "done" in self.request.POST:
            return reverse("dataset:return", args=[self.record.uuid])
        return reverse("dataset:fill_return", args=[self.record.uuid]) + "?saved"


def _names(one):
    cells = ("numerator", "denominator", "missing", "why_missing", "what", "so_what", "now_what")
    return [(cell, field_name(one.code, cell)) for cell in cells]


def _as_posted(initial: dict) -> dict:
    """What is saved, as a browser would send it: an empty box is not sent."""
    return {name: "on" if told is True else told for name, told in initial.items() if told is not False}


class ReturnTemplate(RecordPage):
    """The spreadsheet of this return: its own rows, with checks and a hidden version."""

    access_rule = "dataset.fill_return"
    queryset = RETURNS
    view_kind = "file"

    def get(self, request, *args, **kwargs):
        record = self.record
        shown = return_shown(record, clock.today())
        rows = [TemplateRow(asked_of(one.row), one.last) for one in shown.rows]
        made = partial(
            make_template, stamp=stamp_of(record, rows_of(record)), agency_name=record.agency.name, period=shown.period,
            due=numbers.day(record.last_day), rows=rows,
        )  # fmt: skip
        return hand_out(
            request.user, lambda issued: made(issued=issued.words), name=f"{record.reference} {shown.period}.xlsx",
            kind="xlsx", of=record, log_as="file", why="The spreadsheet of a return", rows=len(rows),
        )  # fmt: skip


class UploadTemplate(OpenToAgency, RecordFormPage):
    """Take a filled template: all of it, or nothing and every fault by its cell."""

    access_rule = "dataset.fill_return"
    queryset = RETURNS
    template_name = "dataset/returns/upload.html"
    form_class = TemplateForm

    def context(self):
        return {
            **super().context(), "kicker": f"{self.record.reference} · {self.record.agency.name}",
            "heading": f"Send in the template: {self.record.title.lower()}",
        }  # fmt: skip

    def do(self, form):
        file = form.cleaned_data["file"]
        try:
            upload = services.upload_template(
                record=self.record, stream=file, name=file.name, by=self.request.user, on=clock.today()
            )
        except Refused as why:
            form.add_error("file", str(why))
            return self.page(form=form, status=422, wrong=isinstance(why, WrongTemplate))
        if upload.faults:
            many = numbers.counted(len(upload.faults), "cell")
            form.add_error("file", f"{numbers.capital(many)} cannot be taken, so nothing of the file was. "
                                   "Put them right and choose the file again.")  # fmt: skip
            return self.page(form=form, status=422, faults=upload.faults[:200])
        count = len(upload.filled)
        if not count:
            form.add_error("file", "No cell of this template is filled in, so nothing was changed.")
            return self.page(form=form, status=422)
        told = numbers.capital(numbers.counted(count, "figure"))
        return f"{told} of the template {'is' if count == 1 else 'are'} saved."

    def next_url(self):
        return reverse("dataset:return", args=[self.record.uuid])


class SubmitReturn(OpenToAgency, LooksAgain, RecordFormPage):
    """Look once more, and hand in. Small numbers in the words are asked about here, whichever way they came in."""

    access_rule = "dataset.submit_return"
    queryset = RETURNS
    template_name = "dataset/returns/submit.html"
    form_class = SubmitForm

    @cached_property
    def shown(self):
        return return_shown(self.record, clock.today())

    def told_of(self):
        return [one.row.indicator for one in self.shown.rows]

    def form_kwargs(self):
        return {"words": said_words(self.shown) if self.shown.ready else ()}

    def initial(self):
        return {"version": self.record.version}

    def context(self):
        shown = self.shown
        count = len(shown.missing)
        return {
            **super().context(), "shown": shown, "kicker": f"{self.record.reference} · {self.record.agency.name}",
            "heading": f"Hand in the figures for {shown.period}" if shown.ready
            else f"{numbers.capital(numbers.counted(count, 'thing'))} {'is' if count == 1 else 'are'} missing before "
            "these figures can be handed in",
        }  # fmt: skip

    def do(self, form):
        try:
            services.submit_return(
                record=self.record, by=self.request.user, on=clock.today(), version=form.cleaned_data["version"]
            )
        except NotReady:
            return redirect(reverse("dataset:fill_return", args=[self.record.uuid]) + "?check")
        return "The figures are handed in. Here is your receipt."

    def next_url(self):
        return reverse("dataset:return_receipt", args=[self.record.uuid])


class Receipt(RecordPage):
    """What was handed in, when and by whom, as it stood: to print and keep."""

    access_rule = "dataset.read_return"
    queryset = RETURNS
    template_name = "dataset/returns/receipt.html"

    def context(self):
        last = self.record.submissions.select_related("submitted_by", "decided_by").first()
        if last is None:
            return {**super().context(), "receipt": None, "kicker": self.record.reference,
                    "heading": "These figures have not been handed in yet"}
        told = receipt(last)
        return {
            **super().context(), "receipt": told, "kicker": f"{self.record.reference} · {self.record.agency.name}",
            "heading": f"{numbers.capital(numbers.counted(len(told.rows), 'figure'))} for {last.snapshot['period']} "
            f"{'was' if len(told.rows) == 1 else 'were'} handed in on {numbers.day(last.submitted_on)}",
        }  # fmt: skip
