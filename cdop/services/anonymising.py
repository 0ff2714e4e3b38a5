"""What is known of a case, given to the check of a text and to nothing else."""

import re

from django.core.exceptions import ValidationError

from cdop.models import AgencyForm, ChildDeathReview, Identity, Notification
from cdop.transition import UNCHANGED
from sscb.access.policy import can
from sscb.disclosure.identifiers import Secrets, faults
from sscb.people.models import Person

NAMES_OF = ("name", "other_names")
PLACES_OF = ("address", "other_address", "place_of_death", "postcode")
CAPITALS = re.compile(r"\b[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*")


def secrets_of(review: ChildDeathReview) -> Secrets:
    """Every name, place and number that the case's own tables hold. Read by the check alone: no page gets it."""
    names: list[str] = []
    places: list[str] = []
    numbers: list[str] = []
    identity = Identity.objects.filter(review=review).prefetch_related("relatives").first()
    if identity:
        names += [getattr(identity, field) for field in NAMES_OF]
        places += [getattr(identity, field) for field in PLACES_OF]
        numbers += [identity.nhs_number] if identity.nhs_number else []
        for relative in identity.relatives.all():
            names.append(relative.name)
            places.append(relative.address)
    told = Notification.objects.filter(review=review)
    for referrer, professionals in told.values_list("referrer", "professionals"):
        # Titles and agencies stand there too: what begins with a capital letter is taken for a name.
        names += [referrer, *CAPITALS.findall(professionals)]
    forms = AgencyForm.objects.all_for_job("the check of a text knows who answered").filter(review=review)
    for named, signed in forms.values_list("named__name", "signed_by"):
        names += [named, signed]
    return Secrets(tuple(filter(None, names)), tuple(filter(None, places)), tuple(numbers))


def plain_faults(review: ChildDeathReview, texts: dict[str, str], *, wider: bool = False) -> dict[str, list[str]]:
    """Field -> what is wrong with its text, for those that have something wrong."""
    secrets = secrets_of(review)
    found = {name: [one.sentence for one in faults(text, secrets, wider=wider)] for name, text in texts.items() if text}
    return {name: sentences for name, sentences in found.items() if sentences}


def check_plain(review: ChildDeathReview, by: Person, /, *, wider: bool = False, **texts: str) -> None:
    """Raises ValidationError, field by field, for a text that could say who somebody was.

    To anybody but the co-ordinator it does not say which word: a refusal must not confirm a guess.
    """
    found = plain_faults(review, texts, wider=wider)
    if not found:
        return
    if not can(by, "cdop.write_paper"):
        found = {
            name: [f"This could say who somebody was. Take out names, places, dates and numbers. {UNCHANGED}"]
            for name in found
        }
    raise ValidationError(found)

