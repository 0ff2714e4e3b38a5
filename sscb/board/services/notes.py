"""What one reader writes beside a paper, for themselves alone."""

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb import clock
from sscb.access.policy import require
from sscb.board.models import Paper, ReaderNote
from sscb.people.models import Person


@transaction.atomic(durable=True)
def write_note(*, paper: Paper, text: str, page: str, by: Person) -> ReaderNote:
    """It hangs on the paper: when the paper is replaced, the note stays and says so. No history: it is its writer's."""
    require(by, "board.read_pack", paper)
    if not text.strip():
        raise ValidationError({"text": "Enter the note"})
    return ReaderNote.objects.create(
        paper=paper, person=by, page=page, text=text, sha256=paper.file.sha256 if paper.file_id else "",
        written_at=clock.now(),
    )  # fmt: skip


@transaction.atomic(durable=True)
def take_note_away(*, note: ReaderNote, by: Person) -> None:
    """Its writer takes it away; nobody else can."""
    ReaderNote.objects.filter(pk=note.pk, person=by).delete()
