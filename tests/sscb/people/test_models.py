"""Who there is: dates that hold, one open place in a group, and e-mail addresses in small letters."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from sscb.people.models import Membership, Organisation, Person, RoleHeld
from sscb.people.services import add_group, add_organisation, give_role, join

DAY = date(2019, 11, 12)


@pytest.mark.parametrize(
    ("from_on", "to_on", "holds"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (DAY - timedelta(days=9), DAY, True),
        (DAY - timedelta(days=9), DAY - timedelta(days=1), False),
        (DAY + timedelta(days=1), None, False),
    ],
)
def test_the_first_and_the_last_day_both_count(person, group, from_on, to_on, holds):
    somebody = person("Sam Sort")
    Membership.objects.create(person=somebody, group=group("qp"), from_on=from_on, to_on=to_on)
    assert Membership.objects.on(DAY).exists() is holds


def test_nobody_leaves_before_they_came(person, group):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            person=person("Sam Sort"), group=group("qp"), from_on=DAY, to_on=DAY - timedelta(days=1)
        )


def test_one_open_place_in_a_group_for_each_person(qp_member, group):
    with pytest.raises(IntegrityError), transaction.atomic():
        join(person=qp_member, group=group("qp"), on=DAY)
    Membership.objects.filter(person=qp_member).update(to_on=DAY - timedelta(days=1))
    join(person=qp_member, group=group("qp"), on=DAY)


@pytest.mark.parametrize("role", ["AGC", "AGL", "CDRP"])
def test_a_role_for_an_agency_names_the_agency(person, role):
    with pytest.raises(IntegrityError), transaction.atomic():
        give_role(person=person("Sam Sort"), role=role, on=DAY)


@pytest.mark.parametrize("role", ["BM", "SGM", "SGC", "PNL"])
def test_what_follows_from_a_place_in_a_group_is_not_given_as_a_role(person, role):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHeld.objects.create(person=person("Sam Sort"), role=role, from_on=DAY)


def test_an_address_is_kept_in_small_letters_and_used_once(person):
    somebody = person("Sam Sort")
    somebody.email = "  Sam.SORT@Example.org "
    somebody.save()
    assert Person.objects.get(email="sam.sort@example.org") == somebody
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=somebody.pk).update(email="Sam.Sort@example.org")


def test_without_a_password_the_account_cannot_be_entered_by_one(person):
    assert not person("Sam Sort").has_usable_password()
    assert person("Tom Try", password="a long and quiet evening").check_password("a long and quiet evening")


@pytest.mark.django_db
def test_the_same_code_is_the_same_body():
    first = add_organisation(code="police", name="Police", kind="POL", duty_basis="s11", on=DAY)
    again = add_organisation(code="police", name="Police force", kind="POL", duty_basis="s11", on=DAY)
    assert (again.pk, Organisation.objects.get().name) == (first.pk, "Police force")
    first = add_group(code="qp", name="Q&P", kind="subgroup", order=1)
    assert add_group(code="qp", name="Quality and Performance", kind="subgroup", order=2).pk == first.pk
