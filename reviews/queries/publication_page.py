"""What stands between a report and its publication, in the order in which it is done; and what the public finds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from reviews.law import SEND_BEFORE
from reviews.models import CaseReview, KeptWords, Notice, PublicReport
from reviews.queries.publishing import NOT_TO_PUBLISH, copies_sent_on, earliest_publication, fingerprint, unresolved
from reviews.queries.shown import State, many
from reviews.report_guards import family_not_told
from sscb.disclosure.identifiers import Place
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline

FIELDS = {"heading": "Heading", "summary": "Summary", "words": "Report", "response": "Board’s response"}


@dataclass(frozen=True)
class Condition:
    words: str
    state: State
    about: str = ""


@dataclass(frozen=True)
class Found:
    field: str
    place: Place

    @property
    def where(self) -> str:
        return f"{self.field}, line {self.place.line}" if self.place.line else self.field


@dataclass(frozen=True)
class PublicationShown:
    conditions: list[Condition]
    found: list[Found]
    kept: list[KeptWords]
    checked: bool
    heading: str


def publication_page(case: CaseReview, made: PublicReport | None, as_at: date) -> PublicationShown:
    left = [Found(FIELDS[name], place) for name, place in unresolved(made)] if made else []
    checked = made is not None and bool(made.checked) and made.checked == fingerprint(made)
    kept = list(made.kept.select_related("kept_by")) if made else []
    return PublicationShown(_conditions(case, made, checked, len(left), as_at), left, kept, checked,
                            _heading(case, made, as_at))  # fmt: skip


def _heading(case: CaseReview, made: PublicReport | None, as_at: date) -> str:
    if made and made.stage == "published":
        return f"Published on {in_words(made.published_on)}"
    if made and made.stage == "withdrawn":
        return f"Taken off the website on {in_words(made.taken_down_on)}; given on request"
    if case.stage == "deferred-publication" and made:
        late = made.look_again_on and made.look_again_on < as_at
        words = "late, it was to be" if late else "to be"
        return f"Deferred: {words} looked at again on {in_words(made.look_again_on)}"
    if case.stage == "not-publishing":
        return "Not to be published"
    if made and made.planned_on:
        if made.planned_on < as_at:
            return f"Late: it was to be published on {in_words(made.planned_on)}"
        return f"To be published on {in_words(made.planned_on)}"
    return "No day is planned for publication yet"


def _done(yes: bool, words: str, no: str = "To do") -> State:
    return State("done", words) if yes else State("waiting", no)


def _conditions(
    case: CaseReview, made: PublicReport | None, checked: bool, left: int, as_at: date
) -> list[Condition]:  # fmt: skip
    written = made is not None and all((made.words, made.response, made.summary))
    rows = [
        Condition("The report and the Board’s response are written", _done(written, "Written")),
        Condition("Every word is checked for names, dates, places and the law",
                  _done(checked, f"Checked {in_words(made.checked_on)}" if checked else "",
                        f"{many(left, 'place')} to look at" if left else "To do"),
                  f"By {made.checked_by.name}" if checked else ""),
    ]  # fmt: skip
    if case.kind == CaseReview.Kind.SCR:
        rows += _copies(case, made, as_at)
    told = made is not None and made.family_told_on is not None
    untold = family_not_told(case)
    of_them = f"{many(untold, 'member')} of the family, invited to the review, not told yet"
    told_words = f"Told {in_words(made.family_told_on)}" if told else ""
    rows.append(Condition(
        "The family knows the day", _done(told and not untold, told_words, of_them if untold else "To do"),
        made.family_how if told else "",
    ))  # fmt: skip
    return rows


def _copies(case: CaseReview, made: PublicReport | None, as_at: date) -> list[Condition]:
    sent_on = copies_sent_on(case)
    duty = Deadline.objects.filter(record_id=case.pk, rule=SEND_BEFORE).exclude(state="cancelled").last()
    first = earliest_publication(sent_on or as_at)
    about = f"Rule {SEND_BEFORE}, {duty.citation}: {duty.sum}" if duty else f"Rule {SEND_BEFORE}"
    to_go = Notice.objects.filter(record_id=case.pk, rule=SEND_BEFORE, told_on=None).count()
    if sent_on:
        copies = State("done", f"Sent {in_words(sent_on)}")
    elif duty and duty.due_on:
        late = duty.due_on < as_at
        copies = State("late" if late else "soon", f"{'Late: last' if late else 'Last'} day {in_words(duty.due_on)}")
    else:
        copies = State("waiting", "Plan the day first")
    over = sent_on is not None and as_at >= first
    return [
        Condition("Ofsted, the Department and the Panel have their copies", copies,
                  f"{many(to_go, 'copy', 'copies')} to go: the ledger" if to_go else ""),
        Condition("Their days to read it are over", State("done" if over else "waiting", f"From {in_words(first)}"),
                  about),
    ]  # fmt: skip


def panel_line(case: CaseReview) -> Notice | None:
    return Notice.objects.filter(record_id=case.pk, about=NOT_TO_PUBLISH).first()


def published_reports() -> Any:
    return PublicReport.objects.public().select_related("case")


def on_request() -> list[str]:
    """What was published and has been taken down since: the Board's office gives it on request."""
    found = PublicReport.objects.all_for_job("what was published once is no secret").filter(stage="withdrawn")
    return list(found.order_by("-published_on").values_list("heading", flat=True))


