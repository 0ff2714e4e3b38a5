"""One's own account, and the demonstration's way in as any role."""

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views import View

from sscb import clock
from sscb.access.queries import people_to_try
from sscb.access.signing_in import has_second_factor
from sscb.access.standing import standing
from sscb.access.views import OPEN, Page
from sscb.history.services import write_history
from sscb.people.models import Person, Role


def no_signing_up(request):
    return redirect("account_login")


class OwnAccount(Page):
    access_rule = "portal.own_account"
    template_name = "access/account.html"

    def context(self):
        person = self.request.user
        labels = dict(Role.choices)
        return {
            "person": person,
            "roles": [labels[role] for role in sorted(standing(person).roles)],
            "second_factor": has_second_factor(person),
            "second_factor_needed": settings.SECOND_FACTOR,
        }


class PeopleToTry(Page):
    """Only the demonstration has this page: elsewhere the route answers as if it did not exist."""

    access_rule = OPEN
    open_because = "the demonstration is entered without an account; elsewhere it answers 404"
    template_name = "access/people_to_try.html"

    def get(self, request, *args, **kwargs):
        if not settings.DEMONSTRATION:
            raise Http404
        return super().get(request, *args, **kwargs)

    def context(self):
        return {"people": people_to_try()}


class EnterAs(View):
    """One click signs in as an invented person. Never outside the demonstration (SEC-22, SEC-45)."""

    access_rule = OPEN
    open_because = "the demonstration is entered without an account; elsewhere it answers 404"
    http_method_names = ["post"]

    def post(self, request, uuid):
        if not settings.DEMONSTRATION:
            raise Http404
        person = get_object_or_404(Person, uuid=uuid, is_active=True)
        login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
        with transaction.atomic():
            write_history(
                None, "access.signed_in_as", by=person, on=clock.today(), role=", ".join(sorted(standing(person).roles))
            )
        return redirect(settings.LOGIN_REDIRECT_URL)
