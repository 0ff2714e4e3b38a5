"""Whose review it is on a day, and what may be done with it then. A refusal names its rule and the next step."""

from datetime import date

from cdop.transition.dates import last_day, period
from cdop.transition.table import (
    ALLOWED,
    GRACE_END,
    GUIDANCE,
    HANDOVER,
    NO_NEW,
    UNCHANGED,
    Act,
    Answer,
    Body,
    Case,
    Period,
    Ruling,
)
from sscb.timetable.days import add_days, in_words


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
