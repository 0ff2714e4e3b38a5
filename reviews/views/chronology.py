"""The integrated chronology of a review, narrowed and printed, for those who read its file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse

from reviews.lifecycle import STAGES
from reviews.models import CaseReview
from reviews.models.reports import ABOUT
from reviews.printing import print_chronology
from reviews.queries import chronology as of
from reviews.views.acting import trail
from sscb import clock
from sscb.access.rations import EXPORT
from sscb.access.views import ListPage, RecordMixin, RecordPage
from sscb.history.services import log_view
from sscb.learning.themes import theme_words
from sscb.pdf.printing import CannotPrint
from sscb.records.files import hand_out


class Chronology(RecordMixin, ListPage):
    access_rule = "reviews.read_file"
    queryset = CaseReview.objects.all()
    template_name = "reviews/chronology.html"

    def rows(self):
        self.chosen = of.chosen_of(self.request.GET)
        return of.narrowed(of.integrated(self.record), self.chosen)

    def context(self):
        context = super().context()
        case, chosen = self.record, self.chosen
        agencies, themes = of.choices_of(case)
        count = context["page"].paginator.count
        told = self.request.GET.copy()
        told.pop("page", None)
        return {
            **context,
            "count": count,
            "chosen": chosen,
            "agencies": agencies,
            "abouts": ABOUT.items(),
            "themes": [(theme, theme_words(theme)) for theme in themes],
            "narrowed": chosen.words,
            "query": told.urlencode(),
            "kicker": f"{case.reference} · {STAGES[case.stage]}",
            "heading": f"Integrated chronology: {count} row{'' if count == 1 else 's'}",
            "lead": "What each agency’s records say, in order of time.",
            "breadcrumbs": trail(case, "Chronology"),
            "marking": case.marking,
        }  # fmt: skip


class PrintChronology(RecordPage):
    """As it is narrowed on the page. Who printed it is written down before its bytes are sent (SEC-25)."""

    access_rule = "reviews.read_file"
    rationed = EXPORT
    queryset = CaseReview.objects.all()

    def get(self, request, *args, **kwargs):
        case, person = self.record, request.user
        chosen = of.chosen_of(request.GET)
        rows = list(of.narrowed(of.integrated(case), chosen))
        now = clock.now()
        try:
            content, sha256 = print_chronology(
                case, rows, narrowed=chosen.words, made_at=now,
                copy=f"Copy of {person.name}, {clock.today():%-d %B %Y}",
            )  # fmt: skip
        except (CannotPrint, ValidationError) as refused:
            words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
            messages.error(request, f"{words} The chronology can be read on the page all the same.")
            return redirect(reverse("reviews:chronology", args=[case.uuid]))
        log_view(person, case, kind="export", why="Integrated chronology, printed", sha256=sha256)
        name = f"{case.marking.lower()}-chronology-{case.reference.lower()}.pdf"
        return hand_out(content, name=name, kind="pdf")
