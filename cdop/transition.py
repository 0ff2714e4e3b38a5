"""Who is responsible for a child's death review on a given day, and what may be done with it (reviews handbook 3.9).

Pure: no Django, no clock, no database. The last day belongs to the Board's panel and is whole in London; a moment is
turned into its date there before anything is decided. What may be done is a table; a refusal is a sentence that names
its rule and the next lawful step.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sscb.timetable.allow import LONDON
from sscb.timetable.days import add_days, add_months, in_words
from sscb.timetable.regimes import END_OF_CDOP_GRACE, NCMD
from sscb.timetable.starts import CDR_START, EARLIEST

NO_NEW, GRACE_END, HANDOVER = "cdop-no-new-in-grace", "cdop-grace-end", "cdop-handover"
GUIDANCE = "Working Together: transitional guidance, July 2018"
OLD_FORMS, NEW_FORMS = "2015", "2018"
UNCHANGED = "Nothing was changed."


class Body(StrEnum):
    """Whose review it is."""

    LSCB = "lscb-cdop"
    PARTNERS = "cdr-partners"
    OTHER_AREA = "other-area"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Body.LSCB: "the Board’s child death overview panel",
    Body.PARTNERS: "the child death review partners",
    Body.OTHER_AREA: "the child death review body of the area where the child lived",
}


class Period(StrEnum):
    BEFORE = "before"
    GRACE = "grace"
    AFTER = "after"


class Act(StrEnum):
    RECORD = "record a notification"
    OPEN = "open a review"
    CHASE = "send or chase forms"
    PANEL = "hold a meeting or panel"
    CLASSIFY = "classify the death"
    CORRECT = "correct a completed case"
    HAND_OVER = "hand the case over"
    RECEIVE = "receive the case"


class Answer(StrEnum):
    """A cell of the table of what may be done."""

    YES = "yes"
    ROUTE_ON = "yes, and pass it on"
    AUDITED = "yes, and it is written down"
    MAY = "may"
    MUST = "must"
    NO = "no"
    READ_ONLY = "read only"

    @property
    def allows(self) -> bool:
        return self not in (Answer.NO, Answer.READ_ONLY)


_Y, _N = Answer.YES, Answer.NO
ALLOWED: dict[tuple[Body, Act], dict[Period, Answer]] = {
    (Body.LSCB, act): dict(zip(Period, answers, strict=True))
    for act, answers in {
        Act.RECORD: (_Y, Answer.ROUTE_ON, Answer.ROUTE_ON),
        Act.OPEN: (_Y, _N, _N),
        Act.CHASE: (_Y, _Y, _N),
        Act.PANEL: (_Y, _Y, _N),
        Act.CLASSIFY: (_Y, _Y, _N),
        Act.CORRECT: (_Y, Answer.AUDITED, Answer.READ_ONLY),
        Act.HAND_OVER: (Answer.MAY, _Y, Answer.MUST),
        Act.RECEIVE: (_N, _N, _N),
    }.items()
} | {
    (Body.PARTNERS, act): dict(zip(Period, (_N, answer, answer), strict=True))
    for act, answer in {
        Act.RECORD: _Y, Act.OPEN: _Y, Act.CHASE: _Y, Act.PANEL: _Y, Act.CLASSIFY: _Y,
        Act.CORRECT: Answer.READ_ONLY, Act.HAND_OVER: _N, Act.RECEIVE: _Y,
    }.items()
}  # fmt: skip
"""The table of handbook 3.9: who may do what, before the start, in the four months, and after them."""


class StartRefused(ValueError):
    """A local start date that the law does not allow."""


@dataclass(frozen=True)
class Case:
    """What decides: the day the notification was received (in London), and when and by whom the review was completed.

    `lives_here`: the child was normally resident in the Board's area; where not, `home_area` is its name.
    """

    notified_on: date
    completed_on: date | None = None
    completed_by: Body = Body.LSCB
    lives_here: bool = True
    home_area: str = ""

    def complete_on(self, day: date) -> bool:
        return self.completed_on is not None and self.completed_on <= day


@dataclass(frozen=True)
class Ruling:
    """`answer` is the cell of the table that holds; where it refuses, `sentence` says why, by which rule, what next.

    Where it allows, `sentence` is what must be minded (pass it on, hand it over), or empty.
    """

    act: Act
    answer: Answer
    rule: str = ""
    sentence: str = ""

    def __bool__(self) -> bool:
        return self.answer.allows


# --- the dates --------------------------------------------------------------------------------------------------------


def check_start(day: date) -> date:
    """The day, if arrangements could lawfully begin on it. Raises StartRefused with a sentence otherwise."""
    if day > CDR_START.latest:
        raise StartRefused(
            f"{in_words(day)} is after the statutory latest date, {in_words(CDR_START.latest)}. Enter the day on which "
            f"the child death review partners’ arrangements began. {UNCHANGED}"
        )
    if day < EARLIEST:
        raise StartRefused(f"No arrangements could begin before {in_words(EARLIEST)}. {UNCHANGED}")
    return day


def start_or_latest(recorded: date | None) -> tuple[date, str]:
    """The start date to go by, and a sentence for the configuration fault where none is recorded (else empty)."""
    if recorded is not None:
        return check_start(recorded), ""
    return CDR_START.latest, (
        f"No start date of the child death review partners is recorded. The statutory latest, "
        f"{in_words(CDR_START.latest)}, is taken. Record the date and where it is published."
    )


def last_day(start: date) -> date:
    """The last day, whole in London, on which the Board's panel may finish a review: start + 4 months, capped."""
    return END_OF_CDOP_GRACE.on({CDR_START.code: start})


def days_left(today: date, start: date) -> int:
    """Days after today up to and with the last day; 0 on the last day, below 0 once it has ended."""
    return (last_day(start) - today).days


def period(today: date, start: date) -> Period:
    if today < start:
        return Period.BEFORE
    return Period.GRACE if today <= last_day(start) else Period.AFTER


def must_begin_by(published_on: date) -> date:
    """Arrangements begin within three months of their publication, at the latest on the statutory date."""
    return min(add_months(published_on, 3), CDR_START.latest)


def received_day(moment: datetime) -> date:
    """The day in London on which a notification was received: 23:30 UTC on 28 September 2019 is the 29th."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone has no day in London.")
    return moment.astimezone(LONDON).date()


def keying_fault(*, received_on: date, keyed_on: date, note: str) -> str:
    """What is wrong with a notification keyed on another day than it was received, or ""."""
    if received_on > keyed_on:
        return f"It cannot have been received on {in_words(received_on)}, which has not come. Check the date."
    if received_on < keyed_on and not note.strip():
        return (
            f"It was received on {in_words(received_on)} and is keyed on {in_words(keyed_on)}. The day of receipt "
            "decides whose review it is, so add a note of the call or message: who took it, when, from whom."
        )
    return ""


# --- scope ------------------------------------------------------------------------------------------------------------


def eighteenth_birthday(born_on: date) -> date:
    """Somebody born on 29 February turns 18 on 1 March where that year has no 29th."""
    year = born_on.year + 18
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def death_fault(*, born_on: date | None, died_on: date, today: date) -> str:
    """Dates that cannot be, as a sentence; or ""."""
    if died_on > today:
        return f"The date of death, {in_words(died_on)}, has not come. Check it with whoever told you of the death."
    if born_on and born_on > died_on:
        return (
            f"The date of birth, {in_words(born_on)}, is after the date of death, {in_words(died_on)}. Check both; for "
            "a stillbirth no child death review is held."
        )
    return ""


def out_of_scope(
    *, born_on: date | None, died_on: date, live_birth: bool = True, planned_termination: bool = False
) -> str:
    """Why this is no child death in law, with the next step; or "" where it is."""
    if planned_termination:
        return "A lawful planned termination is not reviewed, even after a live birth. Tell the sender; keep no form."
    if not live_birth:
        return (
            "A stillbirth or late foetal loss is not reviewed. Tell the sender; where it happened at home with no "
            "professional present, a joint agency response begins."
        )
    if born_on and died_on >= eighteenth_birthday(born_on):
        return (
            f"The 18th birthday was {in_words(eighteenth_birthday(born_on))}: from that day on it is not a child’s "
            "death. Tell the sender, who may look to the safeguarding adults board."
        )
    return ""


def goes_to_national_database(case: Case, today: date) -> bool:
    """From 1 April 2019 every case not yet reviewed on that day goes in; what was reviewed before is refused there."""
    return today >= NCMD and (case.completed_on is None or case.completed_on >= NCMD)


def forms_on(day: date) -> str:
    """Which national forms are sent out on this day."""
    return NEW_FORMS if day >= NCMD else OLD_FORMS


# --- who and what -----------------------------------------------------------------------------------------------------


def responsible(case: Case, today: date, start: date) -> Body:
    """The one body whose review it is on `today`. Residence first, then completion, then the dates."""
    if not case.lives_here:
        return Body.OTHER_AREA
    if case.complete_on(today):
        return case.completed_by
    if case.notified_on >= start:
        return Body.PARTNERS
    return Body.PARTNERS if period(today, start) is Period.AFTER else Body.LSCB


def responsible_if_reopened(case: Case, on: date, start: date) -> Body:
    """Reopening is a new review: whoever would take a death notified on `on`."""
    return responsible(Case(on, lives_here=case.lives_here, home_area=case.home_area), on, start)


def needs_handover(case: Case, today: date, start: date) -> bool:
    """The Board's panel holds what is not, or no longer, its review: it must pass on all that it has."""
    return responsible(case, today, start) is not Body.LSCB and not case.complete_on(today)


def decide(act: Act, case: Case, today: date, start: date, *, acting: Body = Body.LSCB) -> Ruling:
    """May `acting` do `act` with this case on `today`? The table, read for the body whose case it is."""
    answer = ALLOWED[acting, act][period(today, start)]
    if acting is Body.PARTNERS:
        return _for_partners(act, answer, case, today, start)
    if act is Act.RECORD:
        return Ruling(act, *_on_recording(answer, case, today, start))
    if act is Act.RECEIVE:
        return Ruling(act, answer, HANDOVER, f"The Board hands cases over; it receives none. {UNCHANGED}")
    if not case.lives_here:
        return _elsewhere(act, case)
    if case.complete_on(today):
        return _completed(act, answer, case, today, start)
    if responsible(case, today, start) is Body.LSCB:
        if answer is Answer.NO and act is Act.OPEN:
            return Ruling(act, Answer.NO, NO_NEW, _no_new(start, "Go on with the review that its receipt opened."))
        return Ruling(act, answer)
    if act is Act.HAND_OVER:
        return Ruling(act, Answer.MUST, HANDOVER, f"Hand it over to {Body.PARTNERS.words} (rule {HANDOVER}).")
    return Ruling(act, Answer.NO, *_not_ours(case, start))


def _no_new(start: date, then: str) -> str:
    return (
        f"The child death review partners’ arrangements began on {in_words(start)}. From that day the Board’s panel "
        f"may begin no new review (rule {NO_NEW}; {GUIDANCE}). {then} {UNCHANGED}"
    )


def _not_ours(case: Case, start: date) -> tuple[str, str]:
    if case.notified_on >= start:
        which = "on that day" if case.notified_on == start else "after it"
        return NO_NEW, _no_new(
            start,
            f"This death was notified on {in_words(case.notified_on)}, {which}: keep the notification and pass it to "
            f"{Body.PARTNERS.words}.",
        )
    return GRACE_END, (
        f"The last day on which the Board’s panel could finish this review was {in_words(last_day(start))} "
        f"(rule {GRACE_END}; {GUIDANCE}). Hand all that is held over to {Body.PARTNERS.words} "
        f"(rule {HANDOVER}). {UNCHANGED}"
    )


def _on_recording(answer: Answer, case: Case, today: date, start: date) -> tuple[Answer, str, str]:
    """A notification is always taken; what is not the panel's is passed on."""
    body = responsible(case, today, start)
    if body is Body.LSCB:
        return Answer.YES, "", ""
    if body is Body.OTHER_AREA:
        to = f"the child death review body of {case.home_area}" if case.home_area else body.words
        return Answer.ROUTE_ON, "cd-review-duty", f"The area of residence reviews it: pass the notification to {to}."
    return Answer.ROUTE_ON, NO_NEW, f"Pass the notification to {body.words} (rule {NO_NEW})."


def _elsewhere(act: Act, case: Case) -> Ruling:
    to = f"the child death review body of {case.home_area}" if case.home_area else Body.OTHER_AREA.words
    if act is Act.HAND_OVER:
        return Ruling(act, Answer.MUST, "cd-review-duty", f"Pass the notification to {to}.")
    return Ruling(
        act, Answer.NO, "cd-review-duty",
        f"The child did not live in the Board’s area, and the area of residence reviews the death "
        f"(rule cd-review-duty). Pass the notification to {to}. {UNCHANGED}",
    )  # fmt: skip


def _completed(act: Act, answer: Answer, case: Case, today: date, start: date) -> Ruling:
    if act is Act.OPEN:
        if responsible_if_reopened(case, today, start) is Body.LSCB:
            return Ruling(act, Answer.YES)
        then = f"Reopening is a new review: pass the new facts to {Body.PARTNERS.words}."
        return Ruling(act, Answer.NO, NO_NEW, _no_new(start, then))
    if act is Act.HAND_OVER:
        may = Answer.MAY if period(today, start) is Period.BEFORE else Answer.YES
        return Ruling(act, may, "", f"The review is complete: its archive passes to {Body.PARTNERS.words}.")
    if act is Act.CORRECT:
        if answer.allows:
            return Ruling(act, answer)
        return Ruling(
            act, answer, GRACE_END,
            f"This review was completed on {in_words(case.completed_on)} and can only be read since "
            f"{in_words(add_days(last_day(start), 1))} (rule {GRACE_END}). Tell {Body.PARTNERS.words}, who hold the "
            f"archive. {UNCHANGED}",
        )  # fmt: skip
    return Ruling(
        act, Answer.NO, "",
        f"This review was completed on {in_words(case.completed_on)}. To change its findings it must be reopened, "
        f"which is a new review. {UNCHANGED}",
    )  # fmt: skip


def _for_partners(act: Act, answer: Answer, case: Case, today: date, start: date) -> Ruling:
    if not answer.allows:
        if act is Act.HAND_OVER:
            why = f"The partners receive cases; they hand none over. {UNCHANGED}"
        else:
            why = f"Their arrangements begin on {in_words(start)}; until then the Board’s panel acts. {UNCHANGED}"
            if period(today, start) is not Period.BEFORE:
                why = f"A completed review can only be read. {UNCHANGED}"
        return Ruling(act, answer, "" if act is Act.CORRECT else "cdr-arrangements-begin", why)
    if act in (Act.RECORD, Act.RECEIVE):
        return Ruling(act, answer)
    if case.complete_on(today) and case.lives_here:
        if act is Act.OPEN:
            return Ruling(act, answer)
        return Ruling(act, Answer.READ_ONLY, "", f"The review is complete and can only be read. {UNCHANGED}")
    body = responsible(case, today, start)
    if body is not Body.PARTNERS:
        return Ruling(act, Answer.NO, "cd-review-duty", f"This review belongs to {body.words}. {UNCHANGED}")
    return Ruling(act, answer)
