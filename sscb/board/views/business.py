"""The framework's page, and the pages of the Board's own business."""

from sscb import clock
from sscb.access.views import Page
from sscb.board.business.framework import framework_heading, framework_year, last_twelve_months
from sscb.board.business.kinds import KINDS
from sscb.board.business.queries import review_mark, reviews_for, reviews_heading
from sscb.records.stepping_pages import AddPage, NewPage, StepFormPage, StepList, StepPage


class Framework(Page):
    """The ten methods for learning and this year of each: what has been silent?"""

    access_rule = "learning.read_actions"
    template_name = "board/framework.html"

    def context(self):
        person, as_at = self.request.user, clock.today()
        from_on, to_on = last_twelve_months(as_at)
        rows = framework_year(person, from_on, to_on)
        reviews = list(reviews_for(person))
        agreed = [one for one in reviews if one.agreed_on]
        return {
            "kicker": "Learning and Improvement Framework", "heading": framework_heading(rows),
            "lead": f"The ten methods by which the Board learns, from {from_on:%-d %B %Y} to {to_on:%-d %B %Y}.",
            "ten": [row for row in rows if row.method.of_ten],
            "beside": [row for row in rows if not row.method.of_ten and not row.silent],
            "review_words": reviews_heading(reviews, as_at),
            "reviews": [(one, review_mark(one, as_at)) for one in reviews if not one.agreed_on],
            "in_force": agreed[0] if agreed else None, "versions": agreed,
        }  # fmt: skip


class Business:
    room, kinds, local = "board", KINDS, "board/parts/business.html"
    access_rule = "board.read_business"


class List(Business, StepList):
    """One of: plan, risks, budget, annual reports, letters, other boards, reviews of the framework."""


class One(Business, StepPage):
    pass


class New(Business, NewPage):
    access_rule = "board.run_business"


class Add(Business, AddPage):
    access_rule = "board.run_business"


class Take(Business, StepFormPage):
    access_rule = "board.say_plan"
