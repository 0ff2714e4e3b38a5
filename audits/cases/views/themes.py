"""Pages of themes: the list, planning, the list of pseudonyms, the draw, and each move."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from audits.cases import services
from audits.cases.forms.planning import DateForm, DrawForm, ListForm, PlanForm, QuestionsForm, WhyForm
from audits.cases.lifecycle import Theme
from audits.cases.models import CaseTheme
from audits.cases.queries.report import came_of_it
from audits.cases.queries.themes import list_heading, other_audits, theme_page, theme_rows
from audits.cases.views.pages import AboutPage, MovePage
from audits.cases.words import MOST_QUESTIONS
from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import can
from sscb.access.views import FormPage, Page, RecordPage
from sscb.board.models import Meeting
from sscb.history.queries import history_of
from sscb.timetable.days import in_words

AUDITS = "Multi-agency case audits"
THEMES = CaseTheme.objects.select_related("follows", "draw", "group", "accepted_by")


class CaseAudits(Page):
    access_rule = "audits.read_case_audits"
    template_name = "audits/cases/list.html"

    def context(self):
        person = self.request.user
        rows = theme_rows(person, clock.today())
        return {
            "rows": rows, "others": other_audits(person), "kicker": AUDITS, "heading": list_heading(rows),
            "may_plan": can(person, "audits.run_cases"), "may_log": can(person, "audits.log_audit"),
            "marking": marking(CaseTheme.LEVEL),
        }  # fmt: skip


class Plan(FormPage):
    access_rule = "audits.run_cases"
    form_class = PlanForm
    template_name = "audits/cases/form.html"

    def form_kwargs(self):
        person, today = self.request.user, clock.today()
        meetings = Meeting.objects.visible_to(person).filter(group__code="board", meets_on__gt=today)
        before = CaseTheme.objects.visible_to(person).exclude(reaudit_on=None)
        return {
            "meetings": [(str(one.uuid), f"{one.reference}, {in_words(one.meets_on)}") for one in meetings],
            "follows": [(str(one.uuid), f"{one.reference} {one.title}") for one in before],
        }  # fmt: skip

    def context(self):
        return {
            "kicker": AUDITS, "heading": "Plan a case audit", "button": "Plan it",
            "back": reverse("audits:case_audits"),
            "lead": "Choose its Board meeting: every step gets its date, counted back from that day.",
            "marking": marking(CaseTheme.LEVEL),
        }  # fmt: skip

    def do(self, form):
        told, person = dict(form.cleaned_data), self.request.user
        meeting = Meeting.objects.visible_to(person).get(uuid=told.pop("for_meeting"))
        follows = told.pop("follows")
        before = CaseTheme.objects.visible_to(person).get(uuid=UUID(follows)) if follows else None
        self.made = services.plan_theme(
            for_meeting=meeting, follows=before, board_on=meeting.meets_on, by=person, on=clock.today(), **told
        )
        return f"{self.made.reference} is planned. Its steps have their dates."

    def next_url(self):
        return reverse("audits:theme", args=[self.made.uuid])


class OneTheme(RecordPage):
    access_rule = "audits.read_case_audits"
    queryset = THEMES
    template_name = "audits/cases/theme.html"

    def context(self):
        theme, person = self.record, self.request.user
        shown = theme_page(theme, person, clock.today())
        return {
            **super().context(), "shown": shown, "kicker": f"{theme.reference} · {AUDITS.lower()}",
            "heading": shown.heading, "came": came_of_it(theme, person) if shown.inside else [],
            "questions": theme.questions.all(), "history": history_of(theme, of="audits.") if shown.inside else [],
            "has_report": theme.stage in (Theme.REPORTING, Theme.ACCEPTED, Theme.CLOSED), "marking": theme.marking,
            "may_move_date": can(person, "audits.run_cases", theme) and theme.accepted_on is None,
        }  # fmt: skip


class ThemeForm(AboutPage):
    access_rule = "audits.run_cases"
    queryset = THEMES
    about = "theme"


class ThemeMove(MovePage):
    access_rule = "audits.read_case_audits"
    queryset = THEMES
    form_class = WhyForm
    about = "theme"

    def do(self, form):
        told = form.cleaned_data
        if told["to"] == Theme.ACCEPTED:
            raise Http404
        services.move_theme(theme=self.record, by=self.request.user, on=clock.today(), **told)
        return f"{self.record.reference} has moved on."


class MoveDate(ThemeForm):
    form_class = DateForm
    heading, button = "Move it to another day of the Board", "Move it"

    def initial(self):
        return {"board_on": self.record.board_on}

    def do(self, form):
        services.move_board_date(theme=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "Its open steps moved with it."


class WriteQuestions(ThemeForm):
    form_class = QuestionsForm
    heading, button = "The theme’s own questions", "Save the questions"
    lead = f"Up to {MOST_QUESTIONS}, beside those of every case audit. Once agencies are asked they stay as they are."

    def initial(self):
        found = {}
        for number, one in enumerate(self.record.questions.all(), start=1):
            found |= {f"text_{number}": one.text, f"answer_{number}": one.answer}
        return found

    def do(self, form):
        services.write_questions(theme=self.record, questions=form.questions, by=self.request.user, on=clock.today())
        return "The theme’s questions are saved."


class EnterList(ThemeForm):
    form_class = ListForm
    heading, button = "The list that the sample is drawn from", "Enter the list"
    lead = "Pseudonyms only. Whoever made the list keeps the key to them; the portal never has it."

    def do(self, form):
        many = services.enter_list(theme=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"{many} lines are entered. Now draw the sample."


class DrawSample(ThemeForm):
    form_class = DrawForm
    heading, button = "Draw the sample", "Draw"
    lead = "Cases and substitutes are drawn together. The seed is kept, so that anybody can draw the same again."

    def do(self, form):
        told = dict(form.cleaned_data)
        told["chosen"] = [line.strip() for line in told["chosen"].splitlines() if line.strip()]
        made = services.draw_sample(theme=self.record, by=self.request.user, on=clock.today(), **told)
        return made.procedure
