"""The business manager's pages: plan a cycle, open it, close it, report it; one more agency."""

from django.urls import reverse, reverse_lazy

from audits.returns import services
from audits.returns.forms.cycles import InviteForm, PlanForm
from audits.returns.lifecycle import CycleStage
from audits.returns.models import AuditCycle
from audits.returns.queries.cycles import agencies_not_invited, cycle_rows
from audits.returns.reading import kind_of
from audits.returns.views.acting import SaysWhyNot
from sscb import clock
from sscb.access.views import FormPage, Page, RecordActPage, RecordFormPage

TRAIL = [{"title": "Audit cycles", "url": reverse_lazy("audits:cycles")}]


class Cycles(Page):
    access_rule = "audits.run_cycle"
    template_name = "audits/cycles/list.html"

    def context(self):
        rows = cycle_rows(self.request.user)
        open_now = sum(row.stage.startswith("Open") for row in rows)
        cycles = "cycle is" if open_now == 1 else "cycles are"
        return {"rows": rows, "kicker": "Audits", "marking": "OFFICIAL-SENSITIVE",
                "heading": f"{open_now or 'No'} audit {cycles} open for returns."}  # fmt: skip


class Plan(FormPage):
    access_rule = "audits.run_cycle"
    template_name = "audits/cycles/plan.html"
    form_class = PlanForm

    def form_kwargs(self):
        return {"cycles": AuditCycle.objects.all().visible_to(self.request.user).order_by("-opens_on")}

    def context(self):
        return {"kicker": "Audits", "heading": "Plan an audit cycle", "button": "Plan it", "breadcrumbs": TRAIL,
                "lead": "Agencies are invited when it is opened: every one with the duty on that day."}  # fmt: skip

    def do(self, form):
        self.made = services.plan_cycle(by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"{self.made.reference} is planned with {self.made.questions}."

    def next_url(self):
        return reverse("audits:cycle", args=[self.made.uuid])


class ActOnCycle(SaysWhyNot, RecordActPage):
    access_rule = "audits.run_cycle"
    queryset = AuditCycle.objects.all()

    def next_url(self):
        return reverse("audits:cycle", args=[self.record.uuid])


class OpenCycle(ActOnCycle):
    def do(self):
        invited = services.open_cycle(cycle=self.record, by=self.request.user, on=clock.today())
        return f"It is open, and {len(invited)} agencies are invited."


class CloseWindow(ActOnCycle):
    def do(self):
        services.close_window(cycle=self.record, by=self.request.user, on=clock.today())
        return "The window is closed; moderation goes on."


class ReportCycle(ActOnCycle):
    def do(self):
        services.move_cycle(cycle=self.record, to=CycleStage.REPORTING, by=self.request.user, on=clock.today())
        return "Every return is moderated or written off: the report goes to the Board."


class ReceiveReport(ActOnCycle):
    def do(self):
        services.receive_report(cycle=self.record, by=self.request.user, on=clock.today())
        return "The cycle is closed. Agencies keep their returns up to date."


class Invite(RecordFormPage):
    """An agency that took up its work since, or that agreed to take part."""

    access_rule = "audits.run_cycle"
    queryset = AuditCycle.objects.all()
    template_name = "audits/cycles/plan.html"
    form_class = InviteForm

    def form_kwargs(self):
        return {"agencies": agencies_not_invited(self.record, clock.today())}

    def context(self):
        cycle = self.record
        return {**super().context(), "kicker": f"{cycle.reference} · {kind_of(cycle).title}",
                "heading": f"Invite one more agency to {cycle.title}", "marking": cycle.marking,
                "button": "Invite it", "lead": "It has the same last day as the others."}  # fmt: skip

    def do(self, form):
        made = services.invite_agency(cycle=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"{made.owner.name} is invited."

    def next_url(self):
        return reverse("audits:cycle", args=[self.record.uuid])
