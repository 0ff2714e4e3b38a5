"""Pages of cycles and returns, to read. Each finds its record among those that its reader may see."""

from dataclasses import dataclass

from audits.returns.models import AuditCycle, AuditReturn
from audits.returns.queries import cycle_returns, return_page, returns_of, row_of
from audits.returns.reading import kind_of
from sscb import clock
from sscb.access.views import ListPage, RecordPage
from sscb.history.queries import history_of
from sscb.timetable.days import in_words


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
        return returns_of(self.request.user)

    def context(self):
        context, as_at = super().context(), clock.today()
        rows = [row_of(one, as_at) for one in context["rows"]]
        late = sum(row.state.code == "late" for row in rows)
        return {
            **context,
            "rows": rows,
            "pages": _pages(context["page"]),
            "kicker": "Audits",
            "heading": f"{late} of {len(rows)} returns here are late." if late else "No return here is late.",
        }


class OneReturn(RecordPage):
    access_rule = "audits.read_returns"
    queryset = AuditReturn.objects.select_related("owner", "cycle")
    template_name = "audits/return.html"

    def context(self):
        one = self.record
        shown = return_page(one, clock.today())
        return {
            **super().context(),
            "shown": shown,
            "kicker": f"{one.reference} · {kind_of(one.cycle).title} · {one.owner.name}",
            "heading": shown.heading,
            "lead": f"Whose move it is: {shown.whose_move.lower()}.",
            "history": history_of(one),
            "marking": one.marking,
        }


class OneCycle(RecordPage):
    access_rule = "audits.read_returns"
    queryset = AuditCycle.objects.all()
    template_name = "audits/cycle.html"

    def context(self):
        cycle, as_at = self.record, clock.today()
        rows = [row_of(one, as_at) for one in cycle_returns(cycle, self.request.user)]
        return {
            **super().context(),
            "rows": rows,
            "kicker": f"{cycle.reference} · {kind_of(cycle).title}",
            "heading": f"{cycle.title}: open from {in_words(cycle.opens_on)} to {in_words(cycle.closes_on)}.",
            "history": history_of(cycle),
            "marking": cycle.marking,
        }
