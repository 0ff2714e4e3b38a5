"""A survey is made for one agency and cycle; whoever has its link can add a reply and do nothing else."""

import hashlib
from datetime import date, timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction

from audits.returns.models import AuditReturn
from audits.returns.reading import kind_of
from audits.survey.models import Reply, Survey
from audits.survey.statements import CHOICES
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.timetable.days import in_words

LONGEST = timedelta(days=62)
AN_HOUR, FROM_ONE_PLACE, IN_ALL = 3600, 60, 600
"""Replies taken in an hour from one address (an office shares one), and to one link in all."""


class TooManyReplies(Exception):
    """More replies than people could give: the sentence is shown, nothing is kept."""


@transaction.atomic(durable=True)
def make_survey(*, one: AuditReturn, opens_on: date, closes_on: date, by: Person, on: date) -> Survey:
    """Make the link for one agency's staff. Raises ValidationError; nothing is changed then."""
    require(by, "audits.run_survey", one)
    faults = {}
    if not kind_of(one.cycle).survey:
        faults["opens_on"] = "This kind of audit asks staff nothing."
    if Survey.objects.filter(of=one).exists():
        faults["opens_on"] = "There is a survey for this return already: each has one link."
    if opens_on < on:
        faults["opens_on"] = "Enter a first day that is not in the past."
    if closes_on < opens_on:
        faults["closes_on"] = "The last day comes before the first."
    elif closes_on - opens_on > LONGEST:
        faults["closes_on"] = f"Close it within two months: by {in_words(opens_on + LONGEST)}."
    if faults:
        raise ValidationError(faults)
    made = Survey.objects.create(of=one, opens_on=opens_on, closes_on=closes_on, made_on=on, made_by=by)
    write_history(
        one, "audits.survey_made", by=by, on=on, opens=in_words(opens_on), closes=in_words(closes_on)
    )
    return made


def add_reply(*, survey: Survey, said: dict[str, str], on: date, address: str) -> None:
    """Keep one reply, with nothing that says whose. Raises ValidationError when it is closed, TooManyReplies."""
    if not survey.opens_on <= on <= survey.closes_on:
        raise ValidationError(f"This survey is open from {in_words(survey.opens_on)} to {in_words(survey.closes_on)}.")
    known = {one.key for one in kind_of(survey.of.cycle).survey}
    kept = {key: int(value) for key, value in said.items() if key in known and value in CHOICES}
    if not kept:
        raise ValidationError("Answer at least one of the statements.")
    _count(survey, address)
    Reply.objects.create(to=survey, said=kept)


def _count(survey: Survey, address: str) -> None:
    """The counters hold a keyed mark of the address for an hour, apart from the replies, and no address."""
    mark = hashlib.sha256(f"{settings.SECRET_KEY} {survey.pk} {address}".encode()).hexdigest()[:32]
    for key, most in ((f"survey-{survey.pk}", IN_ALL), (f"survey-{mark}", FROM_ONE_PLACE)):
        cache.add(key, 0, AN_HOUR)
        try:
            taken = cache.incr(key)
        except ValueError:
            taken = 1
        if taken > most:
            raise TooManyReplies(
                "More replies came than this survey takes in an hour, so yours was not kept. Please try again later."
            )


def add_replies(*, survey: Survey, replies: list[dict[str, int]], by: Person, on: date) -> int:
    """Replies gathered on paper, typed in by the agency or the Board's office: all or none. Returns how many."""
    require(by, "audits.run_survey", survey.of)
    known = {one.key for one in kind_of(survey.of.cycle).survey}
    for reply in replies:
        if not reply or set(reply) - known or {str(value) for value in reply.values()} - set(CHOICES):
            raise ValidationError("A reply holds an answer that is none of the choices. Nothing was added.")
    with transaction.atomic(durable=True):
        Reply.objects.bulk_create(Reply(to=survey, said=reply) for reply in replies)
        write_history(survey.of, "audits.replies_added", by=by, on=on)
    return len(replies)
