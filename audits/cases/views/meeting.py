"""Pages of one case: the meeting's page, and what is written down there."""

from uuid import UUID

from django.urls import reverse

from audits.cases import services
from audits.cases.forms.meeting import (
    AgreeForm,
    AttendanceForm,
    FindingForm,
    SafeForm,
    UnsafeForm,
    VoiceForm,
)
from audits.cases.forms.planning import AskForm, KeysForm, ReasonForm
from audits.cases.keys import unseal
from audits.cases.lifecycle import AWAITED, Case, Tool
from audits.cases.models import AgencyAudit, AuditCase
from audits.cases.queries.asking import agencies_with_people, auditors_before, due_of, unasked
from audits.cases.queries.meeting import case_page, tools_of
from audits.cases.queries.tools import says_unsafe
from audits.cases.views.pages import AboutPage
from audits.cases.views.themes import ThemeForm
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import RecordFormPage
from sscb.history.queries import history_of
from sscb.people.models import Organisation, Person

CASES = AuditCase.objects.select_related(
    "theme", "theme__follows", "theme__draw", "group", "instead_of", "opened_by", "agreed_by"
)


class OneCase(RecordFormPage):
    """The page that the room can see; whoever holds the meeting agrees the grade on it."""

    access_rule = "audits.read_case"
    queryset = CASES
    form_class = AgreeForm
    template_name = "audits/cases/case.html"

    def initial(self):
        case = self.record
        return {
            "grade": case.grade, "grade_why": case.grade_why, "apart_why": case.apart_why, "version": case.version,
        }  # fmt: skip

    def context(self):
        case, person = self.record, self.request.user
        shown = case_page(case, person, clock.today())
        return {
            **super().context(), "shown": shown,
            "kicker": f"{case.reference} · {case.theme.title}, {case.group.name}", "heading": shown.heading,
            "may_agree": case.stage == Case.OPENED and can(person, "audits.hold_meeting", case),
            "unsafe_said": says_unsafe(case), "history": history_of(case, of="audits."), "marking": case.marking,
            "breadcrumbs": [
                {"title": "Case audits", "url": reverse("audits:case_audits")},
                {"title": case.theme.reference, "url": reverse("audits:theme", args=[case.theme.uuid])},
                {"title": case.title, "url": ""},
            ] if can(person, "audits.read_case_audits", case.theme) else [],
        }  # fmt: skip

    def do(self, form):
        services.agree_grade(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"{self.record.title}: the agreed grade is recorded."

    def next_url(self):
        following = case_page(self.record, self.request.user, clock.today()).next_case
        return reverse("audits:case", args=[following or self.record.uuid])


class CaseForm(AboutPage):
    access_rule = "audits.hold_meeting"
    queryset = CASES
    about = "case"
    what = None

    def do(self, form):
        return self.act(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)


class Ask(CaseForm):
    access_rule = "audits.hold_meeting"
    form_class = AskForm
    heading, button = "Which agencies audit their files?", "Ask them"
    lead = "Each gets one letter, which names nobody, and sees its own audit alone until the meeting."

    def form_kwargs(self):
        return {"agencies": agencies_with_people(self.record, self.request.user, clock.today())}

    def initial(self):
        return {"due_on": due_of(self.record, clock.today()), **auditors_before(self.record)}

    def do(self, form):
        people = Person.objects.in_bulk(form.auditors.values(), field_name="uuid")
        agencies = Organisation.objects.in_bulk(form.auditors, field_name="uuid")
        by_text = {str(uuid): one for uuid, one in [*people.items(), *agencies.items()]}
        auditors = {by_text[agency]: by_text[person] for agency, person in form.auditors.items()}
        cases = [self.record, *(unasked(self.record) if form.cleaned_data["too"] else ())]
        asked = 0
        for case in cases:
            asked += len(services.ask_agencies(
                case=case, auditors=auditors, due_on=form.cleaned_data["due_on"], by=self.request.user,
                on=clock.today(),
            ))  # fmt: skip
        return f"{asked} audits are asked for."


class Swap(CaseForm):
    form_class = ReasonForm
    heading, button = "Swap this case for the next substitute", "Swap it"
    lead = "Such as: a criminal trial began; audited in the last twelve months. What agencies had begun on it ends."

    def act(self, case, **told):
        new = services.swap_case(case=case, **told)
        return f"{new.reference} takes its place. Ask the agencies for it."


class Open(CaseForm):
    form_class = ReasonForm
    heading, button = "Open the grades", "Open them"

    def make_form(self, data=None, files=None):
        form = super().make_form(data, files)
        waits = any(tool.stage in AWAITED for tool in tools_of(self.record))
        form.fields["why"].required = waits
        form.fields["why"].label = "Why does the meeting not wait for the rest?" if waits else "Anything to note?"
        return form

    def context(self):
        waits = [tool.owner.name for tool in tools_of(self.record) if tool.stage in AWAITED]
        lead = "All are in. They open together, and none can be changed after that."
        if waits:
            lead = f"Not in yet: {', '.join(waits)}. What is not in stays out of this meeting."
        return {**super().context(), "lead": lead}

    def act(self, case, why, **told):
        waits = any(tool.stage in AWAITED for tool in tools_of(case))
        services.open_case(case=case, not_waited=why if waits else "", **told)
        return "The grades are open."


class Unsafe(CaseForm):
    form_class = UnsafeForm
    heading, button = "A child may be unsafe now", "Tell the agency today"
    lead = "The agency’s safeguarding leads, its auditor and the business manager are told at once. Telephone as well."

    def form_kwargs(self):
        live = [tool for tool in tools_of(self.record) if tool.stage != Tool.NOT_INVOLVED]
        return {"tools": [(str(tool.uuid), tool.owner.name) for tool in live]}

    def act(self, case, tool, **told):
        named = next(one for one in tools_of(case) if one.uuid == UUID(tool))
        services.raise_flag(tool=named, **told)
        return f"{named.owner.name} is told. Telephone as well."


class Safe(CaseForm):
    form_class = SafeForm
    heading, button = "No child is unsafe now", "Record it"

    def act(self, case, **told):
        services.say_safe(case=case, **told)
        return "The answer is recorded."


class AddFinding(CaseForm):
    form_class = FindingForm
    heading, button = "Add a finding", "Add it"

    def act(self, case, **told):
        services.add_finding(case=case, **told)
        return "The finding is added."


class AddVoice(CaseForm):
    form_class = VoiceForm
    heading, button = "What was said", "Write it down"

    def act(self, case, **told):
        services.add_voice(case=case, **told)
        return "It is written down."


class Keys(CaseForm):
    access_rule = "audits.see_case_keys"
    form_class = KeysForm
    heading, button = "Which record of each agency is this?", "Save"
    lead = "Kept encrypted. Each agency sees its own number, and twelve months after the report they are destroyed."

    def form_kwargs(self):
        return {"agencies": [(str(tool.uuid), tool.owner.name) for tool in tools_of(self.record)]}

    def initial(self):
        return {f"key_{tool.uuid}": unseal(tool.key_sealed) for tool in tools_of(self.record)}

    def do(self, form):
        numbers: dict[AgencyAudit, str] = {
            tool: form.cleaned_data.get(f"key_{tool.uuid}", "") for tool in tools_of(self.record)
        }
        services.enter_keys(case=self.record, numbers=numbers, by=self.request.user, on=clock.today())
        return "The numbers are saved."


class Attendance(ThemeForm):
    form_class = AttendanceForm
    heading, button = "Who is there?", "Save"
    lead = "By role, never by name."

    def initial(self):
        rows = list(self.record.attending.all())
        return {
            "present": "\n".join(one.role for one in rows if not one.apology),
            "apologies": "\n".join(one.role for one in rows if one.apology),
        }  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        rows = [(None, line.strip(), False) for line in told["present"].splitlines() if line.strip()]
        rows += [(None, line.strip(), True) for line in told["apologies"].splitlines() if line.strip()]
        services.note_attendance(theme=self.record, present=rows, by=self.request.user, on=clock.today())
        return "It is noted who is there."
