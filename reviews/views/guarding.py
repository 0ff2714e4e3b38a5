"""Conflicts of interest, and who the child is."""

from django.http import Http404
from django.urls import reverse

from reviews import services
from reviews.forms.cases import WhyForm
from reviews.forms.incidents import ConflictForm
from reviews.models import CaseReview, Opening
from reviews.views.acting import ByRole, CasePage, SaysWhyNot
from sscb import clock
from sscb.access.policy import can, require
from sscb.access.services import kept_out
from sscb.access.views import ActPage
from sscb.people.models import Person


class Conflict(CasePage):
    """One's own, or another's for whoever runs or considers the case. From then on the case does not exist for them."""

    access_rule = "reviews.read"
    form_class = ConflictForm
    heading = "Record a conflict of interest"
    lead = "From then on the case does not exist for this person: no page, no list, no letter."
    button = "Record it"

    def form_kwargs(self):
        person, case = self.request.user, self.record
        if not (can(person, "reviews.run") or can(person, "reviews.consider")):
            return {"people": {}}
        readers = Person.objects.filter(is_active=True, memberships__group__code="li").distinct()
        readers = readers.exclude(pk__in=kept_out(case))
        return {"people": {str(one.uuid): one for one in readers.order_by("name")}}

    def do(self, form):
        person = form.person or self.request.user
        services.declare_conflict(
            case=self.record, person=person, why=form.cleaned_data["why"], by=self.request.user, on=clock.today()
        )
        self.own = person.pk == self.request.user.pk
        return "Recorded. You do not see the case any more." if self.own else f"{person.name} does not see it any more."

    def next_url(self):
        return reverse("reviews:register" if self.own else "reviews:review", args=[] if self.own else [self.uuid])

    @property
    def uuid(self):
        return self.kwargs["uuid"]


class AskOpening(CasePage):
    access_rule = "reviews.ask_identity"
    form_class = WhyForm
    heading = "Ask to open who the child is"
    lead = "A second person must agree; then it is shown to you once. That you opened it is written down."
    button = "Ask"

    def form_kwargs(self):
        return {"label": "Why do you need to know who the child is?"}

    def do(self, form):
        services.ask_opening(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "Asked. It waits for a second person."


class _OfOneOpening(SaysWhyNot, ActPage):
    finds_its_record = True

    @property
    def opening(self) -> Opening:
        found = Opening.objects.filter(uuid=self.kwargs["uuid"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def case(self) -> CaseReview:
        case = CaseReview.objects.visible_to(self.request.user).filter(pk=self.opening.case_id).first()
        if case is None:
            raise Http404
        require(self.request.user, self.access_rule, case)
        return case

    def next_url(self):
        return reverse("reviews:review", args=[self.case.uuid])


class AgreeOpening(ByRole, _OfOneOpening):
    access_rule = "reviews.open_identity"

    def do(self):
        services.agree_opening(opening=self.opening, case=self.case, by=self.request.user, on=clock.today())
        return "Agreed. Whoever asked may open it once."


class OpenIdentity(_OfOneOpening):
    """Whoever asked, once a second person agreed: by their office, or by their grant on the case."""

    access_rule = "reviews.ask_identity"
    template_name = "reviews/identity.html"

    def do(self):
        case = self.case
        who = services.open_identity(opening=self.opening, case=case, by=self.request.user, on=clock.today())
        return self.page(
            who=who, kicker=case.reference, heading="Who the child is", back=self.next_url(), marking=case.marking,
            lead="Shown once: leaving this page closes it. Write none of it into other parts of the case.",
        )  # fmt: skip
