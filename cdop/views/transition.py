"""The transition, for the co-ordinator: the countdown, who will make it, what must be handed over."""

from cdop.models import ChildDeathReview
from cdop.queries.transition import transition_page
from sscb import clock
from sscb.access.levels import marking
from sscb.access.views import Page


class Transition(Page):
    access_rule = "cdop.run_transition"
    template_name = "cdop/transition.html"

    def context(self):
        page = transition_page(self.request.user, clock.today())
        return {
            "page": page,
            "kicker": "Child death reviews: transition to the review partners",
            "heading": page.heading,
            "lead": page.lead,
            "marking": marking(ChildDeathReview.LEVEL),
        }
