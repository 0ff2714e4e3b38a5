"""Accounts for practitioners: the address says which agency, and the agency says yes or no."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from sscb import clock
from sscb.access.policy import Decision, Refused, require
from sscb.access.standing import standing
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Organisation, Person
from sscb.people.services import add_person, give_role
from training.models import AccountAsked, AgencyDomain
from training.services.booking import LEAD, OFFICE, leads_of

MOST_WAITING = 200
"""Of one agency: somebody who fills in the form again and again fills no more than this."""
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
EVERYBODYS = frozenset({"gmail.com", "outlook.com", "hotmail.com", "yahoo.co.uk", "icloud.com", "btinternet.com"})
"""Anybody can have an address there, so it says nothing of where somebody works."""


@transaction.atomic
def add_domain(*, agency: Organisation, domain: str, by: Person, on: date) -> AgencyDomain:
    """Whoever has an address under it may ask this agency for an account."""
    require(by, "training.add")
    domain = domain.strip().lower().rpartition("@")[2]
    if not DOMAIN.fullmatch(domain):
        raise ValidationError({"domain": "Enter what stands after the @, such as trust.nhs.uk. Nothing was added."})
    if domain in EVERYBODYS:
        raise ValidationError({"domain": f"Anybody can have an address at {domain}. Nothing was added."})
    try:
        with transaction.atomic():
            made = AgencyDomain.objects.create(agency=agency, domain=domain)
    except IntegrityError:
        whose = AgencyDomain.objects.select_related("agency").get(domain=domain).agency
        raise ValidationError({"domain": f"{domain} belongs to {whose} already. Nothing was added."}) from None
    write_history(None, "training.domain_added", by=by, on=on, domain=domain, agency=agency.name)
    return made


@transaction.atomic
def retire_domain(*, domain: AgencyDomain, by: Person, on: date) -> None:
    """Nobody new can ask by it. Whoever has an account keeps it, and the history keeps whose it was."""
    require(by, "training.add")
    write_history(None, "training.domain_retired", by=by, on=on, domain=domain.domain, agency=domain.agency.name)
    domain.delete()


@transaction.atomic
def ask_for_account(*, name: str, email: str, job_title: str, on: date) -> AccountAsked | None:
    """None when nothing more is to be asked: there is an account, or it is asked for already. Nobody is told which."""
    name, email = " ".join(name.split()), email.strip().lower()
    known = AgencyDomain.objects.select_related("agency").filter(domain=email.rpartition("@")[2]).first()
    if known is None:
        raise ValidationError({
            "email": "No agency of the Board has addresses like this. Use your address at work, or ask the training "
            "co-ordinator. Nothing was sent."
        })  # fmt: skip
    waiting = AccountAsked.objects.filter(agency=known.agency, state=AccountAsked.State.ASKED)
    if (
        Person.objects.filter(email=email).exists()
        or waiting.filter(email=email).exists()
        or waiting.count() >= MOST_WAITING
    ):
        return None
    asked = AccountAsked.objects.create(
        agency=known.agency, email=email, name=name[:120], job_title=job_title.strip()[:120], asked_at=clock.now()
    )
    write_history(asked, "training.account_asked", by=None, on=on, agency=known.agency.name)
    for lead in leads_of(known.agency_id, on=on):
        send_mail(
            key=f"training-account:{asked.uuid}:{lead.pk}", to=lead, on=on,
            subject="Somebody of your agency asks for an account for training",
            body="They want to book courses. Say on the page whether they work for you.", path=reverse("training:team"),
        )  # fmt: skip
    return asked


def may_answer(person: Person, agency: Organisation) -> bool:
    who = standing(person)
    return bool(who.roles & OFFICE) or agency.pk in who.organisations(LEAD)


@transaction.atomic
def answer_account(*, asked: AccountAsked, given: bool, by: Person, on: date) -> Person | None:
    """An account as a practitioner of the agency, entered with a password of their own; or none."""
    require(by, "training.answer_account")
    if not may_answer(by, asked.agency):
        raise Refused(Decision(False, "not their agency"))
    state = AccountAsked.State.GIVEN if given else AccountAsked.State.DECLINED
    if not AccountAsked.objects.filter(pk=asked.pk, state=AccountAsked.State.ASKED).update(
        state=state, answered_on=on, answered_by=by
    ):
        raise ValidationError("This was answered already. Nothing was changed.")
    code = "training.account_given" if given else "training.account_declined"
    write_history(asked, code, by=by, on=on, agency=asked.agency.name)
    if not given or Person.objects.filter(email=asked.email).exists():
        return None
    person = add_person(email=asked.email, name=asked.name, job_title=asked.job_title, organisation=asked.agency)
    give_role(person=person, role="PRAC", organisation=asked.agency, on=on)
    send_mail(
        key=f"training-account-given:{asked.uuid}", to=person, on=on, subject="You have an account for training",
        body="Your agency agreed. Choose a password first: ask for one with this address on the page. Then sign in and "
             "book.",
        path=reverse("account_reset_password"),
    )  # fmt: skip
    return person
