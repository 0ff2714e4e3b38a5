"""Pages of child death reviews: the list, and one case. Nothing here says who the child was."""

from cdop.models import ChildDeathReview
from cdop.queries import review_page, reviews_of, row_of, standing, work_plan_sentence
from cdop.views.acting import ByRole
from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import can
from sscb.access.views import ListPage, RecordPage
from sscb.history.queries import history_of


class Reviews(ListPage):
    access_rule = "cdop.read_reviews"
    template_name = "cdop/reviews.html"

    def rows(self):
        return reviews_of(self.request.user)

    def context(self):
        context, as_at = super().context(), clock.today()
        stands, may_run = standing(as_at), can(self.request.user, "cdop.run_review")
        return {
            **context,
            "rows": [row_of(one, as_at, stands.start) for one in context["rows"]],
            "kicker": "Child death reviews",
            "heading": stands.heading,
            "lead": stands.sentence,
            "fault": stands.fault,
            "work_plan": work_plan_sentence(self.request.user, as_at) if may_run else "",
            "marking": marking(ChildDeathReview.LEVEL),
        }


class OneReview(ByRole, RecordPage):
    access_rule = "cdop.read_reviews"
    queryset = ChildDeathReview.objects.select_related("handed_to")
    template_name = "cdop/review.html"

    def context(self):
        review, as_at = self.record, clock.today()
        shown = review_page(review, self.request.user, as_at)
        return {
            **super().context(),
            "shown": shown,
            "kicker": f"{review.reference} · {shown.row.stage}",
            "heading": "Child death review",
            "lead": shown.sentence or f"{shown.row.body} reviews this death.",
            "history": history_of(review),
            "marking": review.marking,
        }
