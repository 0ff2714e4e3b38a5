"""Deciding restated figures: one by one, or all of a file."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse

from dataset import services
from dataset.forms import DecideForm
from dataset.models import Import, Restatement
from dataset.queries.imports import restatement_row, restatement_rows
from sscb import clock
from sscb.access.views import ActPage, FormPage, Page
from sscb.charts import numbers


class Restatements(Page):
    """Figures that a later file gives otherwise, and what was decided."""

    access_rule = "dataset.accept_restatement"
    template_name = "dataset/imports/restatements.html"

    def context(self):
        rows = restatement_rows(open_only=True)
        waiting = len(rows)
        heading = f"{numbers.capital(numbers.counted(waiting, 'restated figure'))} to be decided"
        return {
            "kicker": "Dataset", "heading": heading if waiting else "No restated figure waits for a decision",
            "rows": rows, "decided": restatement_rows(open_only=False, limit=20),
        }  # fmt: skip


class OneRestatement(FormPage):
    """Accept or refuse one restated figure."""

    access_rule = "dataset.accept_restatement"
    template_name = "dataset/imports/restatement.html"
    form_class = DecideForm

    @property
    def restatement(self) -> Restatement:
        found = Restatement.objects.select_related(
            "stands__version__indicator", "stands__area", "stands__came_from", "came_from"
        )
        return get_object_or_404(found, uuid=self.kwargs["uuid"])

    def context(self):
        row = restatement_row(self.restatement)
        return {"kicker": f"{row.indicator} {row.title}, {row.area}, {row.period}", "row": row,
                "heading": f"{row.stands} stands; a later file says {row.proposed}"}

    def do(self, form):
        told = {"restatement": self.restatement, "by": self.request.user, "on": clock.today(),
                "why": form.cleaned_data["why"]}
        if form.cleaned_data["decision"] == "accept":
            services.accept_restatement(**told)
            return "The new figure counts from now on. The old one is kept in the history."
        services.refuse_restatement(**told)
        return "The old figure stands."

    def next_url(self) -> str:
        return reverse("dataset:restatements")


class AcceptAllOfFile(ActPage):
    """Accept every open restatement of one file."""

    access_rule = "dataset.accept_restatement"

    def do(self):
        import_ = get_object_or_404(Import, uuid=self.kwargs["uuid"])
        waiting = list(Restatement.objects.filter(came_from=import_, state=Restatement.State.OPEN))
        if not waiting:
            return "No restated figure of this file waits any more."
        try:
            count = services.accept_restatements(restatements=waiting, by=self.request.user, on=clock.today())
        except ValidationError as why:
            return "; ".join(why.messages)
        return f"{numbers.capital(numbers.counted(count, 'new figure'))} of {import_.file_name} counts from now on."

    def next_url(self) -> str:
        return reverse("dataset:restatements")
