"""One's own notes on the papers of a meeting."""

from django.core.exceptions import ValidationError
from django.urls import reverse

from sscb.access.views import RecordFormPage
from sscb.board import services
from sscb.board.meeting_forms import NoteForm
from sscb.board.models import Paper, ReaderNote
from sscb.board.views.planning import OfMeeting, uuid_of


class Notes(OfMeeting, RecordFormPage):
    """Notes stay when a paper is replaced, and say that they were written beside another file."""

    access_rule = "board.read_pack"
    template_name = "board/notes.html"
    form_class = NoteForm

    def papers(self):
        found = Paper.objects.filter(item__meeting=self.record, item__taken_off_on=None)
        return found.visible_to(self.request.user).select_related("item", "file").order_by("item__position")

    def form_kwargs(self):
        return {"papers": [(str(one.uuid), f"{one.item.number} {one.title}") for one in self.papers()]}

    def context(self):
        papers = {one.pk: one for one in self.papers()}
        notes = ReaderNote.objects.filter(person=self.request.user, paper__in=papers).order_by("written_at")
        rows = [
            {"note": one, "paper": papers[one.paper_id],
             "replaced": (papers[one.paper_id].file.sha256 if papers[one.paper_id].file_id else "") != one.sha256}
            for one in notes
        ]  # fmt: skip
        rows.sort(key=lambda row: (row["paper"].item.position, row["note"].written_at))
        return {
            **super().context(), "rows": rows, "kicker": self.record.title, "heading": "Your notes on the papers",
            "breadcrumbs": self.trail(), "marking": self.record.marking,
        }  # fmt: skip

    def post(self, request, *args, **kwargs):
        if request.POST.get("away"):
            note = ReaderNote.objects.filter(person=request.user, uuid=uuid_of(request.POST["away"])).first()
            if note:
                services.take_note_away(note=note, by=request.user)
            return self.get(request)
        return super().post(request, *args, **kwargs)

    def do(self, form):
        paper = self.papers().filter(uuid=form.cleaned_data["paper"]).first()
        if paper is None:
            raise ValidationError("This paper is not in the pack any more. Your note is kept below.")
        services.write_note(
            paper=paper, text=form.cleaned_data["text"], page=form.cleaned_data["page"], by=self.request.user
        )
        return "Your note is kept. Nobody else sees it."

    def next_url(self):
        return reverse("board:notes", args=[self.record.uuid])
