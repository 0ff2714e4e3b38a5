"""Pages of child death reviews: the list, and one case. Nothing here says who the child was."""

from django.shortcuts import redirect
from django.urls import reverse

from cdop.models import ChildDeathReview, Handover
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

    def get(self, request, *args, **kwargs):
        if not can(request.user, "cdop.run_review") and can(request.user, "cdop.collect"):
            return redirect(reverse("cdop:collect"))
        return super().get(request, *args, **kwargs)

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
            "may_run": bool(may_run),
            "work_plan": work_plan_sentence(self.request.user, as_at) if may_run else "",
            "marking": marking(ChildDeathReview.LEVEL),
        }


class OneReview(ByRole, RecordPage):
    """The case; of one that its receiver has, what remains: the reference, the dates and the receiver."""

    shows_what_remains = True
    access_rule = "cdop.read_reviews"
    queryset = ChildDeathReview.objects.select_related("handed_to")
    template_name = "cdop/review.html"

    def get(self, request, *args, **kwargs):
        if not can(request.user, "cdop.run_review") and can(request.user, "cdop.collect"):
            return redirect(reverse("cdop:collect_one", args=[self.record.uuid]))
        if self.record.sealed_on:
            self.template_name = "cdop/stub.html"
        return super().get(request, *args, **kwargs)

    def context(self):
        review, as_at = self.record, clock.today()
        if review.sealed_on:
            return {**super().context(), **_what_remains(review)}
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


def _what_remains(review: ChildDeathReview) -> dict:
    handover = Handover.objects.select_related("receiving_body").get(review=review)
    return {
        "handover": handover,
        "kicker": f"{review.reference} · handed over",
        "heading": f"{review.reference} is with {handover.receiving_body.name}",
        "lead": "Its receipt is confirmed, so what was held on it can no longer be read here. Ask its receiver.",
        "marking": review.marking,
    }
