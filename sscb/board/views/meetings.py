"""Meetings and their papers."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from sscb import clock
from sscb.access.policy import can
from sscb.access.views import Page, RecordActPage, RecordFormPage, RecordPage
from sscb.board import services
from sscb.board.bodies import BOARD
from sscb.board.forms import CoverForm, PaperFileForm
from sscb.board.meeting_forms import WithdrawForm
from sscb.board.models import Meeting, Paper
from sscb.board.queries.bodies import trail_of
from sscb.board.queries.meetings import meeting_page, meetings_page, paper_state
from sscb.board.queries.packs import pack_card
from sscb.history.queries import history_of


class Meetings(Page):
    access_rule = "board.read_meetings"
    template_name = "board/meetings.html"

    def context(self):
        page = meetings_page(self.request.user, clock.today(), self.request.GET.get("body", BOARD))
        if page is None:
            raise Http404
        return {"page": page}


class OneMeeting(RecordPage):
    access_rule = "board.read_meetings"
    queryset = Meeting.objects.select_related("group")
    template_name = "board/meeting.html"

    def context(self):
        person, as_at, meeting = self.request.user, clock.today(), self.record
        card = pack_card(meeting, person, as_at) if can(person, "board.build_pack", meeting) else None
        page = meeting_page(meeting, person, as_at, pack=card)
        return {**super().context(), "page": page, "marking": meeting.marking, "breadcrumbs": [trail_of(meeting.group)]}


class OnePaper(RecordPage):
    """A paper, its cover sheet and its file, for those who hand papers in and for members of the groups."""

    access_rule = "board.read_paper"
    queryset = Paper.objects.select_related("item", "item__meeting", "file")
    template_name = "board/paper.html"

    def context(self):
        paper = self.record
        return {
            **super().context(),
            "state": paper_state(paper, clock.today()),
            "kicker": f"Paper {paper.item.number} · {paper.reference} · {paper.item.meeting.title}",
            "heading": paper.title,
            "history": history_of(paper),
        }


class PaperForm(RecordFormPage):
    access_rule = "board.add_paper"
    queryset = Paper.objects.select_related("item", "item__meeting", "file")
    template_name = "board/paper_form.html"

    def next_url(self):
        return reverse("board:paper", args=[self.record.uuid])


class WriteCover(PaperForm):
    form_class = CoverForm

    def context(self):
        return {
            **super().context(),
            "kicker": f"Paper {self.record.item.number} · {self.record.reference}",
            "heading": "Write the cover sheet",
            "button": "Save the cover sheet",
        }

    def initial(self):
        paper = self.record
        return {
            "title": paper.title,
            "asked_to": "\n".join(" ".join(pair) for pair in paper.asked_to),
            "summary": "\n".join(paper.summary),
            "version": paper.version,
            **{
                name: getattr(paper, name)
                for name in ("children", "voice", "equality", "resources", "risk", "seen_before", "author", "sponsor")
            },
        }

    def do(self, form):
        services.write_cover(paper=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "The cover sheet is saved. It is in the next draft of the pack."


class Withdraw(PaperForm):
    """Off the pack with a reason, also when its number is printed in an issued one."""

    access_rule = "board.plan_meeting"
    form_class = WithdrawForm

    def context(self):
        return {
            **super().context(),
            "kicker": f"Paper {self.record.item.number} · {self.record.reference}",
            "heading": f"Withdraw: {self.record.title}",
            "button": "Withdraw the paper",
        }

    def do(self, form):
        services.withdraw_paper(paper=self.record, why=form.cleaned_data["why"], by=self.request.user, on=clock.today())
        return "The paper is withdrawn. One sheet stands for its pages in the next draft of the pack."


class AskAgain(RecordActPage):
    access_rule = "board.plan_meeting"
    queryset = PaperForm.queryset

    def do(self):
        paper = services.ask_again(paper=self.record, by=self.request.user, on=clock.today())
        return f"The paper is asked for again, by {paper.due_on:%-d %B %Y}."

    def next_url(self):
        return reverse("board:paper", args=[self.record.uuid])


class HandIn(PaperForm):
    form_class = PaperFileForm

    def context(self):
        return {
            **super().context(),
            "kicker": f"Paper {self.record.item.number} · {self.record.reference}",
            "heading": f"Hand in: {self.record.title}",
            "button": "Hand in",
        }

    def do(self, form):
        file = form.cleaned_data["file"]
        if file.size > 20 * 1024 * 1024:
            raise ValidationError(
                {"file": f"“{file.name}” is larger than 20 MB. Make its pictures smaller. Nothing was kept."}
            )
        paper = services.receive_paper(
            paper=self.record,
            name=file.name,
            content=file.read(),
            by=self.request.user,
            on=clock.today(),
            late_reason=form.cleaned_data["late_reason"],
        )
        found = " ".join(sentence for _, sentence in paper.lint)
        return f"The paper is in. It is in the next draft of the pack. {found}".strip()
