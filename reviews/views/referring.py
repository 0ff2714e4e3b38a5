"""The Case for Consideration form, and what its sender sees of it afterwards."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from reviews import services
from reviews.forms.cases import ReferForm
from reviews.models import Incident, Referral
from reviews.queries import parts
from reviews.queries.drafts import copies_for
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import FormPage, Page
from sscb.history.services import log_view


class Refer(FormPage):
    access_rule = "reviews.refer"
    form_class = ReferForm
    template_name = "reviews/refer.html"

    def context(self):
        return {
            "kicker": "Case for consideration",
            "heading": "Ask that a case be considered for a review",
            "incident": self.incident(),
            "lead": "Any agency may ask. The Learning and Improvement subgroup considers it, and the Independent Chair "
            "decides within a month.",
            "button": "Send the form",
            "back": reverse("reviews:own_parts"),
            "marking": "OFFICIAL-SENSITIVE",
        }

    def do(self, form):
        told = dict(form.cleaned_data)
        child = services.ChildTold(
            told.pop("child_name"), told.pop("born_on"), told.pop("address"), told.pop("family")
        )
        self.case = services.refer_case(
            incident=self.incident(), child=child, by=self.request.user, on=clock.today(),
            died=told.pop("died") == "yes",
            seriously_harmed=told.pop("seriously_harmed") == "yes", **told,
        )  # fmt: skip
        return f"Your form was received as {self.case.reference}. The Board’s office goes on with it."

    def incident(self) -> Incident | None:
        """The notifiable incident that it comes from, named in the address, if the sender may see that."""
        given = self.request.GET.get("incident", "")
        found = Incident.objects.visible_to(self.request.user).filter(uuid=given) if _is_uuid(given) else None
        return found.first() if found is not None else None

    def next_url(self):
        if can(self.request.user, "reviews.read", self.case):
            return reverse("reviews:review", args=[self.case.uuid])
        return reverse("reviews:referral", args=[self.case.referral.uuid])


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


class OwnReferral(Page):
    """A sender's own form, as they sent it; nothing of the case."""

    access_rule = "reviews.refer"
    template_name = "reviews/referral.html"

    def context(self):
        found = Referral.objects.filter(uuid=self.kwargs["uuid"], sent_by=self.request.user)
        referral = found.select_related("case", "agency").first()
        if referral is None:
            raise Http404
        log_view(self.request.user, referral)
        return {
            "referral": referral,
            "kicker": f"{referral.case.reference} · your form",
            "heading": "What you sent",
            "lead": "You will be told what is decided. Who the child is was kept apart and is not shown again.",
            "marking": "OFFICIAL-SENSITIVE",
        }


class OwnParts(Page):
    """What somebody is asked for on cases, and what they sent. Empty for most people."""

    access_rule = "reviews.own_parts"
    template_name = "reviews/own_parts.html"

    def context(self):
        person = self.request.user
        asked = parts.asked_of(person, clock.today())
        count = len(asked)
        return {
            "asked": asked,
            "answered": parts.answered_by(person),
            "reports": parts.reports_by(person),
            "sits_on": parts.sits_on(person),
            "referrals": parts.referred_by(person),
            "copies": copies_for(person),
            "may_refer": bool(can(person, "reviews.refer")),
            "kicker": "Your part in cases and reviews",
            "heading": f"{count or 'Nothing'} wait{'' if count > 1 else 's'} for you" if count != 1 else
            "1 page waits for you",
            "marking": "OFFICIAL-SENSITIVE",
        }  # fmt: skip
