"""The panel's paper of one case: written, approved when it names nobody, and sent to those who attend."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from cdop.ages import BANDS
from cdop.lifecycle import MeetingStage
from cdop.models import (
    Analysis,
    Attendance,
    ChildDeathReview,
    Conflict,
    Identity,
    PanelItem,
    PanelMeeting,
    PanelPaper,
    PaperCopy,
    PaperPart,
)
from cdop.models.papers import SECTIONS
from cdop.services.anonymising import check_plain, plain_faults
from cdop.services.lawful import require_lawful, write
from cdop.services.panel.seats import keep_out, still_open
from cdop.transition import UNCHANGED, Act
from sscb import clock
from sscb.access.policy import can, require
from sscb.access.services import grant_access
from sscb.disclosure.identifiers import month_of
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Organisation, Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.days import in_words

DAYS_OPEN = 5
"""After the meeting: long enough to check the minutes, no longer."""


def paper_of(review: ChildDeathReview) -> PanelPaper | None:
    return PanelPaper._base_manager.filter(review=review).first()


@transaction.atomic(durable=True)
def write_paper(
    *, review: ChildDeathReview, texts: Mapping[str, str], agencies: Mapping[Organisation, str], by: Person, on: date,
    version: int | None = None,
) -> PanelPaper:  # fmt: skip
    """Write the paper, or write it again: an approved one goes back to being written.

    `texts`: section -> words; `agencies`: agency -> what it told, in words that identify nobody. `version`: the
    paper's that the form showed. A draft may still hold what the approval will refuse.
    """
    require(by, "cdop.run_review", review)
    require_lawful(review, Act.CLASSIFY)
    if unknown := set(texts) - set(SECTIONS):
        raise TypeError(f"Not in a paper: {sorted(unknown)}")
    paper = paper_of(review) or _begin(review, by, on)
    paper.version = paper.version if version is None else version
    advance(paper)
    if paper.stage == "approved":
        move(paper, to="draft", by=by, on=on)
        write(paper, approved_on=None, approved_by=None)
    write(paper, **{name: text.strip() for name, text in texts.items()})
    for agency, text in agencies.items():
        if text.strip():
            PaperPart.objects.update_or_create(paper=paper, agency=agency, defaults={"text": text.strip()})
        else:
            PaperPart.objects.filter(paper=paper, agency=agency).delete()
    write_history(paper, "cdop.paper_written", by=by, on=on)
    return paper


def _begin(review: ChildDeathReview, by: Person, on: date) -> PanelPaper:
    paper = PanelPaper.objects.create(
        type=PanelPaper.TYPE, level=PanelPaper.LEVEL, title=PanelPaper.TITLE, stage="draft", opened_on=on,
        reference=next_reference(PanelPaper.PREFIX, on), review=review,
    )  # fmt: skip
    declared = Conflict.objects.filter(item__review=review, attendance__person__isnull=False)
    for one in declared.select_related("attendance__person"):
        keep_out(review, one.attendance.person, why=one.why, by=by)
    return paper


def paper_faults(paper: PanelPaper) -> dict[str, list[str]]:
    """What stands in the way of its approval: part -> sentences. An agency's part goes by the agency's name."""
    texts = {name: getattr(paper, name) for name in SECTIONS}
    texts |= {part.agency.name: part.text for part in paper.parts.select_related("agency")}
    found = plain_faults(paper.review, texts)
    if not paper.summary:
        found.setdefault("summary", []).append("Say in short what happened.")
    return found


@transaction.atomic(durable=True)
def approve_paper(*, paper: PanelPaper, by: Person, on: date) -> PanelPaper:
    """The co-ordinator answers for it: it names nobody, and the check found nothing. Raises ValidationError."""
    require(by, "cdop.write_paper", paper)
    found = paper_faults(paper)
    if found:
        raise ValidationError([sentence for sentences in found.values() for sentence in sentences])
    review = paper.review
    sex = Identity.objects.filter(review=review).values_list("sex", flat=True).first()
    move(paper, to="approved", by=by, on=on)
    write(
        paper, approved_on=on, approved_by=by, age=BANDS[review.age_band], month=month_of(review.died_on),
        sex=Identity.Sex(sex).label if sex else "Not known", expected=review.get_expected_display(),
    )  # fmt: skip
    write_history(paper, "cdop.paper_approved", by=by, on=on)
    return paper


# --- out to those who attend ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sent:
    copies: int
    ends_on: date


def opens_until(meeting: PanelMeeting) -> date:
    return meeting.planned_on + timedelta(days=DAYS_OPEN)


def not_ready(meeting: PanelMeeting) -> list[str]:
    """References of the cases on the agenda whose paper is not approved, or has no analysis form begun."""
    rows = meeting.items.filter(outcome=PanelItem.Outcome.OPEN).select_related("review").order_by("order")
    approved = set(
        PanelPaper._base_manager.filter(review__panel_items__meeting=meeting, stage="approved").values_list(
            "review_id", flat=True
        )
    )
    return [row.review.reference for row in rows if row.review_id not in approved]


@transaction.atomic(durable=True)
def send_papers(*, meeting: PanelMeeting, by: Person, on: date) -> Sent:
    """Open each paper of the agenda to each person with an account who is asked, until some days after the meeting.

    A numbered copy each; whoever declared a conflict on a case gets all but that. Again: only what is missing goes out.
    Raises ValidationError when a paper is not approved, nobody is asked, or the meeting is too far off for a grant.
    """
    require(by, "cdop.plan_panel", meeting)
    still_open(meeting)
    items = list(meeting.items.filter(outcome=PanelItem.Outcome.OPEN).select_related("review"))
    if not items:
        raise ValidationError(f"Nothing is on the agenda. Put a case on it first. {UNCHANGED}")
    if missing := not_ready(meeting):
        raise ValidationError(
            f"Papers that are not approved yet: {', '.join(missing)}. Approve them, or take them off. {UNCHANGED}"
        )
    readers = [row for row in _readers(meeting) if row.person_id != by.pk]
    if not readers:
        raise ValidationError(f"Nobody with an account is asked to this meeting. Ask the members first. {UNCHANGED}")
    ends_on = opens_until(meeting)
    papers = [paper_of(item.review) for item in items]
    for row in readers:
        _copy(meeting, row, papers, ends_on, by=by, on=on)
    if meeting.stage == MeetingStage.PLANNED:
        move(meeting, to=MeetingStage.PAPERS_OUT, by=by, on=on)
    write(meeting, papers_out_on=on)
    write_history(meeting, "cdop.papers_sent", by=by, on=on, copies=len(readers), until=in_words(ends_on))
    return Sent(len(readers), ends_on)


def _readers(meeting: PanelMeeting) -> list[Attendance]:
    rows = meeting.attendance.filter(person__isnull=False, person__is_active=True).select_related("person")
    return [row for row in rows if not can(row.person, "cdop.write_paper")]


def _copy(meeting, row: Attendance, papers: list[PanelPaper], ends_on: date, *, by: Person, on: date) -> None:
    person = row.person
    copy = PaperCopy.objects.filter(meeting=meeting, person=person).first()
    ended = copy is None or copy.ends_on < ends_on
    if copy is None:
        number = meeting.copies.count() + 1
        PaperCopy.objects.create(meeting=meeting, person=person, number=number, sent_on=on, ends_on=ends_on)
    elif ended:
        write(copy, sent_on=on, ends_on=ends_on)
    ends_at = clock.end_of(ends_on)
    purpose = f"Papers of {meeting.reference}, {in_words(meeting.planned_on)}"
    if not can(person, "cdop.read_panel", meeting):
        grant_access(record=meeting, to=person, purpose=purpose, ends_at=ends_at, by=by, rule="cdop.send_papers")
    for paper in papers:
        out = person.pk in {
            one.attendance.person_id
            for one in Conflict.objects.filter(item__review=paper.review).select_related("attendance")
        }
        if not out and (ended or not can(person, "cdop.read_paper", paper)):
            grant_access(record=paper, to=person, purpose=purpose, ends_at=ends_at, by=by, rule="cdop.send_papers")
    send_mail(
        key=f"panel-papers:{meeting.uuid}:{person.uuid}:{ends_on}", to=person, on=on, about=meeting,
        subject="Papers for a meeting of the child death overview panel",
        body=(
            f"Your numbered copy of the papers for {in_words(meeting.planned_on)} is ready. It opens to you alone, and "
            f"until {in_words(ends_on)}. If your own work touches a case, say so on the meeting’s page before you open "
            "its paper."
        ),
        path=reverse("cdop:meeting", args=[meeting.uuid]),
    )  # fmt: skip


def analysis_begun(review: ChildDeathReview) -> bool:
    return Analysis.objects.filter(review=review).exists()


__all__ = ["approve_paper", "check_plain", "not_ready", "paper_faults", "paper_of", "send_papers", "write_paper"]
