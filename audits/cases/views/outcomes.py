"""Pages of what comes of a case audit: the report, issues, learning, the re-audit; and audits done elsewhere."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from audits.cases import services
from audits.cases.forms.outcomes import (
    IssueForm,
    LearningForm,
    LogForm,
    MoveIssueForm,
    ReauditForm,
    ReportForm,
    TaskForm,
)
from audits.cases.lifecycle import Issue, Theme
from audits.cases.models import AuditIssue, OtherAudit, ThemeLearning
from audits.cases.printing import print_report
from audits.cases.queries.issues import issue_page, others_of
from audits.cases.queries.report import came_of_it, facts_of
from audits.cases.queries.themes import is_inside
from audits.cases.views.pages import AboutPage, MovePage, SaysWhyNot
from audits.cases.views.themes import THEMES, ThemeForm
from audits.cases.words import THEMES as THEME_WORDS
from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import can
from sscb.access.standing import standing
from sscb.access.views import FormPage, RecordActPage, RecordPage
from sscb.history.queries import history_of
from sscb.learning.models import LearningPoint
from sscb.pdf.printing import CannotPrint
from sscb.people.models import Group, Organisation
from sscb.records.files import hand_out

WRITTEN = (Theme.REPORTING, Theme.ACCEPTED, Theme.CLOSED)


class Report(RecordPage):
    """For the group with its figures; for the Board with small numbers hidden, once it is accepted."""

    access_rule = "audits.read_case_audits"
    queryset = THEMES
    template_name = "audits/cases/report.html"

    def context(self):
        theme, person = self.record, self.request.user
        inside = is_inside(person, theme)
        if theme.stage not in WRITTEN:
            raise Http404
        facts = facts_of(theme, clock.today())
        shown = facts["group" if inside else "board"]
        own_work = theme.written_by_id == person.pk
        return {
            **super().context(), "facts": facts, "shown": shown, "inside": inside, "came": came_of_it(theme, person),
            "kicker": f"{theme.reference} · thematic report", "heading": f"{theme.title}. {shown['lead']}",
            "marking": theme.marking, "points": points_of(theme, person),
            "may_accept": theme.stage == Theme.REPORTING and not own_work
            and bool(can(person, "audits.accept_case_report", theme)),
            "may_write": theme.stage == Theme.REPORTING and bool(can(person, "audits.run_cases", theme)),
        }  # fmt: skip


def points_of(record, person):
    made = ThemeLearning.objects.filter(of_id=record.pk).values("point_id")
    return LearningPoint.objects.visible_to(person).filter(pk__in=made)


class ReportPdf(RecordPage):
    access_rule = "audits.read_case_audits"
    queryset = THEMES

    def get(self, request, *args, **kwargs):
        theme = self.record
        if theme.stage not in WRITTEN:
            raise Http404
        try:
            content = print_report(theme, inside=is_inside(request.user, theme), on=clock.today())
        except CannotPrint as refused:
            return HttpResponse(str(refused), status=503, content_type="text/plain; charset=utf-8")
        return hand_out(request.user, content, name=f"{theme.reference.lower()}-report.pdf", kind="pdf", of=theme,
                        why="The report of a case audit")  # fmt: skip


class WriteReport(ThemeForm):
    form_class = ReportForm
    about = "theme_report"
    heading, button = "Write the report", "Save"
    lead = "Grades, agreement and comparison are counted by the portal and stand beside your words."

    def initial(self):
        theme = self.record
        return {"report_words": theme.report_words, "asks": theme.asks, "version": theme.version}

    def do(self, form):
        services.write_report(theme=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "The report is saved. The chair of Quality and Performance accepts it."


class Accept(SaysWhyNot, RecordActPage):
    access_rule = "audits.accept_case_report"
    queryset = THEMES

    def do(self):
        services.accept_report(theme=self.record, by=self.request.user, on=clock.today())
        return "The report is accepted. The Board may read it, and its figures stay as they are."

    def next_url(self):
        return reverse("audits:theme_report", args=[self.record.uuid])


class RaiseIssue(ThemeForm):
    form_class = IssueForm
    heading, button = "Send an issue to Quality and Performance", "Send it"

    def do(self, form):
        services.raise_issue(theme=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "The issue is sent."


class SendLearning(ThemeForm):
    form_class = LearningForm
    heading, button = "Send the learning out", "Send it out"
    lead = "Each becomes a learning point that every agency can read. It names no case."

    def do(self, form):
        told = form.cleaned_data
        made = services.send_learning(
            theme=self.record, points=form.points, told_how=told["told_how"], keep_because=told["keep_because"],
            by=self.request.user, on=clock.today(),
        )  # fmt: skip
        return f"{len(made)} learning points are written."


class SetReaudit(ThemeForm):
    form_class = ReauditForm
    heading, button = "When is this audited again?", "Set the day"

    def do(self, form):
        services.set_reaudit(theme=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "The day of the re-audit is set."


class OneIssue(RecordPage):
    access_rule = "audits.read_case_audits"
    queryset = AuditIssue.objects.select_related("theme", "joined_to", "task", "group")
    template_name = "audits/cases/issue.html"

    def context(self):
        issue = self.record
        shown = issue_page(issue, self.request.user)
        return {
            **super().context(), "shown": shown, "kicker": f"{issue.reference} · issue from a case audit",
            "heading": issue.title, "lead": shown.waits, "marking": issue.marking,
            "history": history_of(issue, of="audits."),
        }  # fmt: skip


class IssueMove(MovePage):
    access_rule = "audits.read_case_audits"
    queryset = OneIssue.queryset
    form_class = MoveIssueForm
    about = "issue"

    def form_kwargs(self):
        to = self.request.POST.get("to") or self.request.GET.get("to", "")
        return {"others": others_of(self.record, self.request.user) if to == Issue.MERGED else ()}

    def do(self, form):
        told = dict(form.cleaned_data)
        joined = told.pop("joined_to", "")
        other = AuditIssue.objects.visible_to(self.request.user).get(uuid=UUID(joined)) if joined else None
        services.move_issue(issue=self.record, joined_to=other, by=self.request.user, on=clock.today(), **told)
        return f"{self.record.reference} has moved on."


class TaskIssue(AboutPage):
    access_rule = "audits.follow_issue"
    queryset = OneIssue.queryset
    form_class = TaskForm
    about = "issue"
    heading, button = "Give an agency an action", "Ask the agency"

    def form_kwargs(self):
        agencies = Organisation.objects.on(clock.today()).order_by("name")
        return {"agencies": [(str(one.uuid), one.name) for one in agencies]}

    def initial(self):
        return {"text": self.record.text}

    def do(self, form):
        told = dict(form.cleaned_data)
        agency = Organisation.objects.get(uuid=UUID(told.pop("agency")))
        action = services.task_agency(issue=self.record, agency=agency, by=self.request.user, on=clock.today(), **told)
        return f"{agency.name} has {action.reference}."


class LogAudit(FormPage):
    """An audit done elsewhere, with its findings, on one page."""

    access_rule = "audits.log_audit"
    form_class = LogForm
    template_name = "audits/cases/form.html"

    def form_kwargs(self):
        person, today = self.request.user, clock.today()
        who = standing(person)
        choosable = Group.objects.to_follow_up(clock.today())
        if not who.roles & {"BMGR", "OFF"}:
            choosable = choosable.filter(pk__in=who.groups("SGC"))
        return {
            "groups": [(str(one.uuid), one.name) for one in choosable],
            "agencies": [(str(one.uuid), one.name) for one in Organisation.objects.on(today).order_by("name")],
        }  # fmt: skip

    def context(self):
        return {
            "kicker": "Case audits", "heading": "Log an audit that was done elsewhere", "button": "Log it",
            "lead": "What it found, in your words. Each thing others should learn becomes a learning point.",
            "back": reverse("audits:case_audits"), "marking": marking(OtherAudit.LEVEL),
        }  # fmt: skip

    def do(self, form):
        told = dict(form.cleaned_data)
        group, done_by = Group.objects.get(uuid=UUID(told.pop("group"))), told.pop("done_by")
        self.made = services.log_other_audit(
            group=group, done_by=Organisation.objects.get(uuid=UUID(done_by)) if done_by else None,
            by=self.request.user, on=clock.today(), **told,
        )  # fmt: skip
        return f"It is logged as {self.made.reference}."

    def next_url(self):
        return reverse("audits:other_audit", args=[self.made.uuid])


class OneOtherAudit(RecordPage):
    access_rule = "audits.read_case_audits"
    queryset = OtherAudit.objects.select_related("agency", "group")
    template_name = "audits/cases/other_audit.html"

    def context(self):
        one = self.record
        return {
            **super().context(), "kicker": f"{one.reference} · audit done elsewhere", "heading": one.title,
            "theme": THEME_WORDS[one.theme], "strengths": one.strengths.splitlines(),
            "to_improve": one.to_improve.splitlines(), "points": points_of(one, self.request.user),
            "history": history_of(one), "marking": one.marking,
        }  # fmt: skip
