"""Who may be asked: the agencies of today and the people with an account who work for them."""

from datetime import date

from django.db.models import Q, QuerySet

from sscb.people.models import Organisation, Person


def agencies(as_at: date) -> QuerySet:
    return Organisation.objects.filter(Q(to_on=None) | Q(to_on__gte=as_at), from_on__lte=as_at).order_by("name")


def people_of(agency: Organisation) -> QuerySet:
    return Person.objects.filter(organisation=agency, is_active=True).order_by("name")
