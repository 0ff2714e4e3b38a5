"""The register of cases, and one case."""

from django.http import Http404
from django.urls import reverse

from reviews.models import CaseReview
from reviews.queries import register
from reviews.queries.ages import age_of
from reviews.queries.cases import case_page
from reviews.queries.file import conflicted
from reviews.queries.steps import handover_step, next_steps, partners_route
from reviews.queries.timeline import timeline_of
from sscb import clock
from sscb.access import errors
from sscb.access.levels import marking
from sscb.access.policy import can
from sscb.access.views import ListPage, RecordPage
from sscb.history.queries import history_of

CONFLICTED = (
    "A conflict of interest is recorded for you in this case, so it is closed to you. What you wrote in it is kept. "
    "Ask the Board’s office if the conflict was recorded wrongly."
)


class Register(ListPage):
    access_rule = "reviews.read"
    template_name = "reviews/register.html"

    def rows(self):
        return register.cases_of(self.request.user, show=self.request.GET.get("show", ""))

    def context(self):
        context, show, person = super().context(), self.request.GET.get("show", ""), self.request.user
        filters, stages = register.filters(person, reverse("reviews:register"), show)
        return {
            **context,
            "rows": register.rows_of(context["rows"], clock.today()),
            "kicker": "Serious case reviews and learning reviews",
            "heading": register.heading(stages),
            "filters": filters,
            "show": show,
            "may_refer": bool(can(person, "reviews.refer")),
            "may_read_incidents": bool(can(person, "reviews.read_incidents")),
            "marking": marking(CaseReview.LEVEL),
        }


class OneCase(RecordPage):
    """The case: where it stands, its clocks, who was told, what the agencies said, what was decided."""

    access_rule = "reviews.read"
    shows_what_remains = True
    queryset = CaseReview.objects.select_related("from_incident", "referral__agency", "handed_to")
    template_name = "reviews/review.html"

    def dispatch(self, request, *args, **kwargs):
        """Whoever left its panel for a conflict of interest knows of the case: refused in words, not as unknown."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            case = CaseReview.objects.all_for_job("whether its panel's former member asks").filter(uuid=kwargs["uuid"])
            if (found := case.first()) is None or not conflicted(found, request.user):
                raise
        return errors.page(403, sentence=CONFLICTED)

    def get(self, request, *args, **kwargs):
        if self.record.sealed_on:
            self.template_name = "reviews/stub.html"
        return super().get(request, *args, **kwargs)

    def _what_remains(self) -> dict:
        case = self.record
        return {
            **super().context(),
            "handover": case.handover,
            "kicker": f"{case.reference} · handed over",
            "heading": f"{case.reference} is with the safeguarding partners",
            "lead": "Its receipt is confirmed, so what was held on it can no longer be read here. Ask its receiver.",
            "marking": case.marking,
        }

    def context(self):
        case, person, as_at = self.record, self.request.user, clock.today()
        if case.sealed_on:
            return self._what_remains()
        handover = handover_step(case, person)
        steps = [] if case.locked_on else next_steps(case, person, as_at)
        shown = case_page(case, person, as_at)
        reads_file = bool(case.kind and can(person, "reviews.read_file", case))
        runs = bool(can(person, "reviews.run") and can(person, "reviews.run", case))
        return {
            **super().context(),
            "shown": shown,
            "steps": [*steps, *([handover] if handover else [])],
            "reads_file": reads_file,
            "age": age_of(case, as_at),
            "timeline": timeline_of(case, person, as_at, reads_file=reads_file),
            "route": partners_route(case, as_at),
            "runs": runs,
            "may_ask": runs and not case.locked_on and case.stage == "gathering",
            "may_withdraw": runs and not (case.locked_on or case.withdrawal_asked_on) and case.stage == "referred",
            "may_open": bool(can(person, "reviews.ask_identity", case)),
            "may_agree": bool(can(person, "reviews.open_identity")),
            "kicker": f"{case.reference} · {shown.stage}",
            "heading": shown.heading,
            "lead": shown.regime,
            "history": history_of(case, of="reviews."),
            "breadcrumbs": [
                {"title": "Reviews", "url": reverse("reviews:register")}, {"title": case.reference, "url": ""}
            ],
            "marking": case.marking,
        }  # fmt: skip
