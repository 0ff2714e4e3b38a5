"""Notifiable incidents: the list, one incident, its rapid review."""

from django.http import Http404
from django.urls import reverse

from reviews import services
from reviews.forms.incidents import IncidentForm, RapidReviewForm
from reviews.law import REGIMES
from reviews.models import Incident
from reviews.queries import incidents
from reviews.queries.cases import notices_of
from reviews.queries.shown import clocks_of
from reviews.views.acting import ByRole, SaysWhyNot
from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import can
from sscb.access.views import FormPage, ListPage, RecordActPage, RecordFormPage, RecordPage
from sscb.history.queries import history_of
from sscb.people.models import Organisation


class Incidents(ListPage):
    access_rule = "reviews.read_incidents"
    template_name = "reviews/incidents.html"

    def rows(self):
        return incidents.incidents_of(self.request.user)

    def context(self):
        context = super().context()
        rows = incidents.rows_of(context["rows"], clock.today())
        return {
            **context,
            "rows": rows,
            "kicker": "Notifiable incidents",
            "heading": incidents.heading(rows),
            "may_record": bool(can(self.request.user, "reviews.record_incident")),
            "breadcrumbs": [
                {"title": "Reviews", "url": reverse("reviews:register")}, {"title": "Incidents", "url": ""}
            ],
            "marking": marking(Incident.LEVEL),
        }  # fmt: skip


class RecordIncident(FormPage):
    access_rule = "reviews.record_incident"
    form_class = IncidentForm
    template_name = "reviews/form.html"

    def form_kwargs(self):
        return {"authorities": Organisation.objects.on(clock.today()).filter(kind__in=("LA-CSC", "LA"))}

    def context(self):
        return {
            "kicker": "Notifiable incident",
            "heading": "Record an incident of which the local authority became aware",
            "lead": "The day of becoming aware decides who must be told: the national Panel from 29 June 2018, Ofsted "
            "and the Board before.",
            "button": "Record it",
            "back": reverse("reviews:incidents"),
            "marking": "OFFICIAL-SENSITIVE",
        }

    def do(self, form):
        told = {**form.cleaned_data, "authority": form.chosen_authority}
        self.made = services.record_incident(by=self.request.user, on=clock.today(), **told)
        return f"{self.made.reference} is recorded. Below is who must be told, and by when."

    def next_url(self):
        return reverse("reviews:incident", args=[self.made.uuid])


class OneIncident(RecordPage):
    access_rule = "reviews.read_incidents"
    queryset = Incident.objects.select_related("authority")
    template_name = "reviews/incident.html"

    def context(self):
        one, person, as_at = self.record, self.request.user, clock.today()
        clocks = clocks_of(one, person, as_at)
        late = [clock_ for clock_ in clocks if clock_.state.code == "late"]
        rapid = any(clock_.rule == "rapid-review-complete" for clock_ in clocks)
        may_change = bool(can(person, "reviews.change_incident", one) and can(person, "reviews.change_incident"))
        return {
            **super().context(),
            "clocks": clocks,
            "notices": notices_of(one),
            "cases": one.cases.visible_to(person) if can(person, "reviews.read") else [],
            "may_change": may_change,
            "may_settle": may_change and one.stage == "open" and all(c.state.code == "done" for c in clocks),
            "may_rapid": may_change and rapid and one.rapid_sent_on is None,
            "other_reckoning": incidents.other_reckoning(one) if rapid else "",
            "may_refer": bool(can(person, "reviews.refer")),
            "kicker": f"{one.reference} · {one.get_kind_display()}",
            "heading": f"{late[0].title}: late" if late else f"Known since {one.aware_on:%-d %B %Y}",
            "lead": REGIMES[one.regime],
            "history": history_of(one),
            "breadcrumbs": [
                {"title": "Reviews", "url": reverse("reviews:register")},
                {"title": "Incidents", "url": reverse("reviews:incidents")}, {"title": one.reference, "url": ""},
            ],
            "marking": one.marking,
        }  # fmt: skip


class RapidReview(ByRole, RecordFormPage):
    access_rule = "reviews.change_incident"
    queryset = Incident.objects.select_related("authority")
    form_class = RapidReviewForm
    template_name = "reviews/form.html"

    def form_kwargs(self):
        return {"decides": self.record.regime == "partners-wt2018"}

    def context(self):
        one = self.record
        duty = incidents.duty_of(one, "rapid-review-complete")
        if duty is None:
            raise Http404
        return {
            **super().context(),
            "kicker": f"{one.reference} · rapid review",
            "heading": f"Rapid review: last day {duty.due_on:%-d %B %Y}",
            "lead": f"{duty.sum}. {incidents.other_reckoning(one)}".strip(),
            "button": "Record it",
            "back": reverse("reviews:incident", args=[one.uuid]),
            "marking": one.marking,
        }

    def do(self, form):
        told = dict(form.cleaned_data)
        nationally = told.pop("matters_nationally", "")
        services.record_rapid_review(
            incident=self.record, by=self.request.user, on=clock.today(),
            matters_nationally={"yes": True, "no": False}.get(nationally), **told,
        )  # fmt: skip
        return "The rapid review is recorded."

    def next_url(self):
        return reverse("reviews:incident", args=[self.record.uuid])


class Settle(ByRole, SaysWhyNot, RecordActPage):
    access_rule = "reviews.change_incident"
    queryset = Incident.objects.all()

    def do(self):
        services.settle_incident(incident=self.record, by=self.request.user, on=clock.today())
        return f"{self.record.reference} is settled: everybody is told."

    def next_url(self):
        return reverse("reviews:incident", args=[self.record.uuid])
