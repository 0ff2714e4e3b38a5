"""What must be true before a concern or a question moves on. Each answers for one record, on one day."""

from datetime import date

from dataset.lifecycle import Asking
from dataset.models import Concern, ConcernIndicator, Question
from dataset.queries.concerns.watching import watched
from sscb import clock


def _questions(concern: Concern):
    return Question._base_manager.filter(about_id=concern.pk)


def rests_on_something(concern: Concern, on: date) -> bool:
    joined = ConcernIndicator.objects.filter(concern_id=concern.pk).exists()
    return joined or Concern.points.through.objects.filter(concern_id=concern.pk).exists()


def asks_something(concern: Concern, on: date) -> bool:
    return all(text.strip() for text in (concern.asks, concern.evidence, concern.harm))


def minuted(concern: Concern, on: date) -> bool:
    return bool(concern.minute_now.strip())


def says_why(record: Concern | Question, on: date) -> bool:
    return bool(record.why_now.strip())


def question_put(concern: Concern, on: date) -> bool:
    return _questions(concern).filter(stage=Asking.ASKED).exists()


def action_promised(concern: Concern, on: date) -> bool:
    return _questions(concern).filter(actions__isnull=False).exists()


def all_answered(concern: Concern, on: date) -> bool:
    stages = set(_questions(concern).values_list("stage", flat=True))
    return Asking.ANSWERED in stages and Asking.ASKED not in stages


def may_be_escalated(concern: Concern, on: date) -> bool:
    return _questions(concern).filter(stage=Asking.ASKED, due_on__lt=on).exists()


def condition_met(concern: Concern, on: date) -> bool:
    """The signal gone for as many periods as were set, seen on the day it is; or an explanation, with why."""
    if concern.resolved_how == Concern.Resolved.EXPLAINED:
        return says_why(concern, on)
    found = watched(concern, as_at=clock.today())
    return bool(found) and all(one.met for one in found)


def board_told(concern: Concern, on: date) -> bool:
    return bool(concern.board_told.strip())


def impact_noted(concern: Concern, on: date) -> bool:
    return bool(concern.impact.strip())


def explained(question: Question, on: date) -> bool:
    return bool(question.explanation.strip())
