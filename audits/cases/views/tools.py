"""Pages of one agency's audit of a case: filled in by the auditor named, read by the others when it is opened."""

from django.http import HttpResponseRedirect
from django.urls import reverse

from audits.cases import services
from audits.cases.checking import unresolved
from audits.cases.forms.meeting import DoneForm
from audits.cases.forms.planning import ReasonForm
from audits.cases.forms.tool import ToolForm
from audits.cases.keys import unseal
from audits.cases.lifecycle import AWAITED, Tool
from audits.cases.models import AgencyAudit
from audits.cases.queries.own import own_rows, tool_state
from audits.cases.queries.tools import answers_of, is_given, may_read_answers, missing, sections_of
from audits.cases.views.pages import AboutPage, ByRole, SaysWhyNot
from audits.cases.words import GRADES, YES_NO
from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import can
from sscb.access.views import Page, RecordActPage, RecordFormPage
from sscb.board.queries.shown import many
from sscb.history.queries import history_of

TOOLS = AgencyAudit.objects.select_related("owner", "case", "case__theme", "auditor", "asked_by", "group")


class OwnTools(Page):
    access_rule = "audits.own_tools"
    template_name = "audits/cases/own_tools.html"

    def context(self):
        rows = own_rows(self.request.user, clock.today())
        waiting = sum(row.state.code in ("late", "soon", "waiting") for row in rows)
        return {
            "rows": rows, "kicker": "Case audits that your agency is asked for",
            "heading": f"{many(waiting, 'audit')} to do" if waiting else "No case audit waits for your agency",
            "marking": marking(AgencyAudit.LEVEL),
        }  # fmt: skip


class OneTool(RecordFormPage):
    """Saved as far as the auditor came, by section; handed in when it is whole and names nobody."""

    access_rule = "audits.read_tool"
    queryset = TOOLS
    form_class = ToolForm
    template_name = "audits/cases/tool.html"

    def form_kwargs(self):
        return {"asked": self._sections(), "saved": answers_of(self.record) if self._open() else {}}

    def _sections(self):
        return sections_of(self.record.case.theme)

    def _open(self) -> bool:
        return may_read_answers(self.request.user, self.record)

    def _may_fill(self) -> bool:
        return services.may_fill(self.record) and bool(can(self.request.user, "audits.fill_tool", self.record))

    def context(self):
        tool, person, as_at = self.record, self.request.user, clock.today()
        sections, answers = self._sections(), answers_of(tool) if self._open() else {}
        asked = [question for section in sections for question in section.questions]
        left = missing(asked, answers)
        needed = sum(not one.optional for one in asked)
        flags = list(tool.flags.select_related("agency"))
        own = tool.owner_id == person.organisation_id
        may_run = bool(can(person, "audits.run_tool") and can(person, "audits.run_tool", tool))
        return {
            **super().context(), "state": tool_state(tool, as_at), "kicker": f"{tool.reference} · {tool.owner.name}",
            "heading": self._heading(needed - len(left), needed), "open": self._open(), "may_fill": self._may_fill(),
            "sections": [(section, self._shown(section, answers)) for section in sections] if self._open() else [],
            "flags": flags, "may_answer_flag": own and bool(can(person, "audits.answer_safety", tool)),
            "case": tool.case, "theme": tool.case.theme, "number": unseal(tool.key_sealed) if own else "",
            "left": left if self._may_fill() else [], "doubtful": unresolved(tool) if self._may_fill() else {},
            "may_run": may_run, "is_awaited": tool.stage in AWAITED,
            "may_send_back": tool.stage == Tool.HANDED_IN and tool.opened_on_day is None
            and may_run,
            "may_see_case": bool(can(person, "audits.read_case", tool.case)), "marking": tool.marking,
            "history": history_of(tool, of="audits.") if may_run else [],
        }  # fmt: skip

    def _heading(self, done: int, needed: int) -> str:
        tool = self.record
        if tool.stage == Tool.HANDED_IN:
            return "This audit is handed in" if tool.opened_on_day is None else f"What {tool.owner.name} found"
        if tool.stage == Tool.NOT_INVOLVED:
            return f"{tool.owner.name} holds nothing on this child"
        if tool.stage == Tool.WITHDRAWN:
            return "This audit is not asked for any more"
        if not self._open():
            return f"{tool.owner.name} is auditing its file"
        return f"{done} of {needed} questions answered"

    @staticmethod
    def _shown(section, answers):
        rows = []
        for question in section.questions:
            answer = answers.get(question.key)
            if not is_given(question, answer) and not (answer and answer.words):
                continue
            words = YES_NO.get(answer.choice) or GRADES.get(answer.choice, (answer.choice,))[0]
            rows.append({"question": question, "choice": words, "words": answer.words})
        return rows

    def do(self, form):
        tool, on = self.record, clock.today()
        services.fill_tool(tool=tool, answers=form.answers, by=self.request.user, on=on)
        if self.request.POST.get("hand_in"):
            services.hand_in_tool(tool=tool, by=self.request.user, on=on)
            return "Handed in. It stays sealed until the meeting opens all grades together."
        part = self.request.POST.get("save", "")
        return HttpResponseRedirect(f"{self.next_url()}?saved=yes#part-{part or 'top'}")

    def next_url(self):
        return reverse("audits:tool", args=[self.record.uuid])


class ToolFormPage(AboutPage):
    access_rule = "audits.read_tool"
    queryset = TOOLS
    about = "tool"


class NotInvolved(ToolFormPage):
    access_rule = "audits.fill_tool"
    form_class = ReasonForm
    heading, button = "We hold nothing on this child", "Say so"
    lead = "Look before you say so. The meeting sees that your agency was asked and why it holds nothing."

    def do(self, form):
        services.say_not_involved(tool=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "It is recorded. Thank you for looking."


class SendBack(ByRole, ToolFormPage):
    access_rule = "audits.run_tool"
    form_class = ReasonForm
    heading, button = "Send it back to its auditor", "Send it back"

    def do(self, form):
        services.send_tool_back(tool=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "Its auditor can change it again."


class AnswerFlag(ToolFormPage):
    access_rule = "audits.answer_safety"
    form_class = DoneForm
    heading, button = "What was done for the child?", "Record it"

    def do(self, form):
        flag = self.record.flags.filter(answered_on=None).first() or self.record.flags.first()
        services.answer_flag(flag=flag, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "It is recorded. The Board’s office and the audit group’s chair can read it."


class ToolAct(ByRole, SaysWhyNot, RecordActPage):
    access_rule = "audits.run_tool"
    queryset = TOOLS

    def next_url(self):
        return reverse("audits:tool", args=[self.record.uuid])


class Chase(ToolAct):
    def do(self):
        services.chase_tool(tool=self.record, by=self.request.user, on=clock.today())
        return "A letter is on its way."


class Withdraw(ToolAct):
    def do(self):
        services.withdraw_tool(tool=self.record, by=self.request.user, on=clock.today())
        return "It is not asked for any more."
