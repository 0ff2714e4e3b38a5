"""The integrated chronology of a review, narrowed and printed, for those who read its file."""

from django.urls import reverse

from reviews.lifecycle import STAGES
from reviews.models import CaseReview
from reviews.models.reports import ABOUT
from reviews.printing import print_chronology
from reviews.queries import chronology as of
from reviews.views.acting import trail
from reviews.views.papers import hand_paper
from sscb import clock
from sscb.access.rations import EXPORT
from sscb.access.views import ListPage, RecordMixin, RecordPage
from sscb.learning.themes import theme_words


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
        return hand_paper(
            request, case,
            lambda: print_chronology(
                case, rows, narrowed=chosen.words, made_at=clock.now(),
                copy=f"Copy of {person.name}, {clock.today():%-d %B %Y}",
            ),
            what="The chronology", name=f"chronology-{case.reference.lower()}",
            why="Integrated chronology, printed", back=reverse("reviews:chronology", args=[case.uuid]),
            rows=len(rows), narrowed=chosen.words,
        )  # fmt: skip
