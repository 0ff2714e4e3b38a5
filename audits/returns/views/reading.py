"""Pages of cycles and returns, to read; the list of tasks of whoever answers."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from audits.returns.models import AuditCycle
from audits.returns.queries import return_page, returns_of, row_of
from audits.returns.queries.cycles import cycle_shown
from audits.returns.queries.steps import steps_and_asks
from audits.returns.queries.tasks import task_page
from audits.returns.reading import kind_of
from audits.returns.views.acting import OfReturn, is_own
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import ListPage, RecordPage
from sscb.history.queries import history_of


@dataclass(frozen=True)
class Pages:
    """Where the pages before and after are, as `components/pagination.html` takes it."""

    previous_url: str
    next_url: str
    words: str


def _pages(page) -> Pages:
    return Pages(
        f"?page={page.previous_page_number()}" if page.has_previous() else "",
        f"?page={page.next_page_number()}" if page.has_next() else "",
        f"Page {page.number} of {page.paginator.num_pages}",
    )


class Returns(ListPage):
    access_rule = "audits.read_returns"
    template_name = "audits/returns.html"

    def rows(self):
        return returns_of(self.request.user, clock.today())

    def context(self):
        context, as_at = super().context(), clock.today()
        rows = [row_of(one, as_at) for one in context["rows"]]
        late = sum(row.state.code == "late" for row in rows)
        return {
            **context,
            "rows": rows,
            "pages": _pages(context["page"]),
            "kicker": "Audits",
            "may_run": bool(can(self.request.user, "audits.run_cycle")),
            "may_excuse": bool(can(self.request.user, "audits.approve_exemption")),
            "heading": f"{late} of {len(rows)} returns here are late." if late else "No return here is late.",
        }


class OneReturn(OfReturn, RecordPage):
    """For its own agency the list of tasks; for everybody else who may see it, what it says."""

    access_rule = "audits.read_returns"

    @property
    def template_name(self):
        return "audits/returns/tasks.html" if is_own(self.request.user, self.record) else "audits/return.html"

    def context(self):
        one, person, as_at = self.record, self.request.user, clock.today()
        told = {**super().context(), "history": history_of(one, most=12, of="audits.")}
        if is_own(person, one):
            shown = task_page(one, person, as_at)
            return {**told, "shown": shown, "heading": shown.heading, "lead": shown.lead,
                    **steps_and_asks(one, person, as_at)}  # fmt: skip
        shown = return_page(one, as_at)
        return {
            **told,
            "shown": shown,
            "kicker": f"{one.reference} · {kind_of(one.cycle).title} · {one.owner.name}",
            "heading": shown.heading,
            "lead": told["whose_move"],
        }


class OneStandard(OfReturn, RecordPage):
    """The criteria of one standard, each with its answer, to go to."""

    access_rule = "audits.keep_up"
    template_name = "audits/returns/standard.html"

    def context(self):
        one = self.record
        shown = task_page(one, self.request.user, clock.today())
        found = next((task for task in shown.standards if task.key == self.kwargs["standard"]), None)
        if found is None:
            raise Http404
        place = shown.standards.index(found)
        return {
            **super().context(),
            "shown": found,
            "heading": f"{found.number}. {found.title}: {found.answered}",
            "next": shown.standards[place + 1] if place + 1 < len(shown.standards) else None,
        }


class OneCycle(RecordPage):
    """How a cycle runs: who has not returned, whom the ladder has reached, and the office's next lawful steps."""

    access_rule = "audits.read_returns"
    queryset = AuditCycle.objects.all()
    template_name = "audits/cycle.html"

    def context(self):
        cycle, person = self.record, self.request.user
        may_run = bool(can(person, "audits.run_cycle")) and bool(can(person, "audits.run_cycle", cycle))
        shown = cycle_shown(cycle, person, clock.today(), may_run=may_run)
        return {
            **super().context(),
            "shown": shown,
            "may_run": may_run,
            "kicker": f"{cycle.reference} · {shown.stage}",
            "heading": shown.heading,
            "lead": shown.lead,
            "history": history_of(cycle, most=12, of="audits."),
            "marking": cycle.marking,
            "breadcrumbs": [{"title": "Audit cycles", "url": reverse("audits:cycles")}] if may_run else [],
        }
