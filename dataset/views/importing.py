"""Bringing a file of figures in: choose, look, accept or leave; map a column."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from dataset import services
from dataset.forms import MapForm, UploadForm
from dataset.importing.comparing import Report
from dataset.models import Import
from dataset.queries.imports import import_page, import_rows
from sscb import clock
from sscb.access.views import ActPage, FormPage, ListPage, Page
from sscb.tables import Refused


class Imports(ListPage):
    """Every file that was looked at, the latest first."""

    access_rule = "dataset.import"
    template_name = "dataset/imports/list.html"

    def rows(self):
        return import_rows()

    def context(self):
        shown = super().context()
        page = shown["page"]
        pages = {
            "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
            "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
            "words": f"{page.number} of {page.paginator.num_pages}",
        }
        return {**shown, "page": None, "pages": pages, "kicker": "Dataset", "heading": "Files of figures"}


class ChooseFile(FormPage):
    """Choose a file. It is looked at, and nothing is imported."""

    access_rule = "dataset.import"
    template_name = "dataset/imports/choose.html"
    form_class = UploadForm

    def context(self):
        return {"kicker": "Dataset", "heading": "Import figures"}

    def do(self, form):
        file = form.cleaned_data["file"]
        made = services.upload_file(stream=file, name=file.name, by=self.request.user, on=clock.today())
        return redirect("dataset:import", uuid=made.uuid)


class ImportMixin:
    """One import, found by its public identifier."""

    access_rule = "dataset.import"

    @property
    def import_(self) -> Import:
        return get_object_or_404(Import.objects.select_related("uploaded_by", "accepted_by"), uuid=self.kwargs["uuid"])

    def next_url(self) -> str:
        return reverse("dataset:import", args=[self.kwargs["uuid"]])


class OneImport(ImportMixin, Page):
    """What a file would change, or did."""

    template_name = "dataset/imports/one.html"

    def context(self):
        return {"kicker": "Import of figures", "page": import_page(self.import_)}


class AcceptImport(ImportMixin, ActPage):
    """Import what was looked at: small files at once, large ones as a job."""

    def do(self):
        import_ = self.import_
        told = {"import_": import_, "by": self.request.user, "on": clock.today()}
        if import_.size > services.SMALL:
            services.accept_as_job(**told)
            return "The file is being imported."
        try:
            services.accept_import(**told)
        except (services.Faulty, services.AlreadyRunning, Refused) as why:
            return str(why)
        except ValidationError as why:
            return "; ".join(why.messages)
        return "The file was imported."


class LeaveImport(ImportMixin, ActPage):
    """Do not import it."""

    def do(self):
        try:
            services.leave_import(import_=self.import_, by=self.request.user, on=clock.today())
        except ValidationError as why:
            return "; ".join(why.messages)
        return "The file was left. Nothing of it was imported."

    def next_url(self) -> str:
        return reverse("dataset:imports")


class MapColumn(ImportMixin, FormPage):
    """Say which indicator a column belongs to, then look at the file again."""

    access_rule = "dataset.map"
    template_name = "dataset/imports/map.html"
    form_class = MapForm

    @property
    def column(self) -> dict:
        name = self.request.GET.get("column", "")
        report = Report.from_json(self.import_.report)
        for one in report.unclaimed:
            if one["column"] == name:
                return one
        raise Http404

    def form_kwargs(self):
        return {"kinds": self.column.get("kinds", [])}

    def context(self):
        return {"kicker": self.import_.file_name, "heading": f"Which indicator is “{self.column['column']}”?",
                "uuid": self.kwargs["uuid"], "column": self.column}

    def do(self, form):
        import_, told = self.import_, form.cleaned_data
        services.map_column(
            layout=import_.layout, column=self.column["column"], indicator=told["indicator"], part=told["part"],
            basis=told["basis"], dimensions=told["rows"], by=self.request.user, on=clock.today(),
        )  # fmt: skip
        again = services.look_again(import_=import_, by=self.request.user, on=clock.today())
        return redirect("dataset:import", uuid=again.uuid)
