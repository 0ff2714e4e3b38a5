"""Answering by a link: once, within its days, and nothing else. Whoever has the link learns nothing by it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.timetable.days import in_words
from training.evaluating.items import fits, read_items
from training.evaluating.models import Answered, Asking
from training.evaluating.queries.asked import form_of
from training.evaluating.services.asking import hashed


class NoSuchLink(Exception):
    """The link is unknown, was used, or is not open: a sentence that says what to do, and nothing of whose it was."""

    def __init__(self, sentence: str, status: int):
        self.status = status
        super().__init__(sentence)


UNKNOWN = (
    "This link is not known here. It may have been cut short by a mail program, or a newer one was sent: open the "
    "newest letter, or ask the training co-ordinator for a new link."
)


def find_asking(token: str, on: date) -> Asking:
    """The one form that this token opens. Raises NoSuchLink for a guess, a used link and one out of its days."""
    found = Asking.objects.filter(token_hash=hashed(token)).select_related("booking").first()
    if found is None:
        raise NoSuchLink(UNKNOWN, 404)
    if found.answered_on:
        raise NoSuchLink(
            f"This link was used on {in_words(found.answered_on)}, and it works once. The answer is kept. If it was "
            "not yours, tell the training co-ordinator.", 410,
        )  # fmt: skip
    if on < found.opens_on:
        raise NoSuchLink(f"This form opens on {in_words(found.opens_on)}. Keep the letter until then.", 410)
    if on > found.closes_on:
        raise NoSuchLink(
            f"This form could be answered until {in_words(found.closes_on)}. What you wish to say is still welcome: "
            "write to the training co-ordinator.", 410,
        )  # fmt: skip
    return found


@transaction.atomic(durable=True)
def answer(*, token: str, said: dict[str, str], quote: str, quote_consent: bool, on: date) -> Answered:
    """Keep one answer and end the link, in one step: of two who press at once, one is told that it was used."""
    asking = find_asking(token, on)
    asked = {one.name: one for one in form_of(asking)}
    given = {name: value.strip() for name, value in said.items() if name in asked and value.strip()}
    wrong = {name: "Choose one of the answers, or shorten the text." for name, value in given.items()
             if not fits(asked[name], value)}  # fmt: skip
    if wrong:
        raise ValidationError(wrong)
    if not given:
        raise ValidationError("Answer at least one question. Nothing was sent yet, and your link still works.")
    if not Asking.objects.filter(pk=asking.pk, answered_on=None, token_hash=asking.token_hash).update(answered_on=on):
        raise NoSuchLink(f"This link was used on {in_words(on)}, and it works once. The answer is kept.", 410)
    return Answered.objects.create(
        to=asking, items=read_items()[0], said=given, quote=quote.strip()[:300],
        quote_consent=bool(quote.strip()) and quote_consent,
    )  # fmt: skip
