"""Running events: planned, opened, changed, postponed, cancelled; trainers and venues; completions of e-learning."""

import tempfile
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from sscb import clock
from sscb.access.views import FormPage, RecordActPage, RecordFormPage
from sscb.people.models import Person
from sscb.tables import Refused, open_source
from training import services
from training.forms import (
    ChangeEventForm,
    CompletionsForm,
    EventForm,
    NewDateForm,
    RefreshForm,
    TrainerForm,
    VenueForm,
    WaiveForm,
    WhoseForm,
    WhyForm,
)
from training.models import Booking, Completion, Course, Event, Trainer, Venue
from training.queries.planning import pool, trainers_on
from training.views.rooms import rooms_of

FORM = "training/form.html"
LARGEST = 5 * 1024 * 1024


def _venues() -> list[tuple[str, str]]:
    return [("", "Online"), *((str(one.uuid), f"{one.name}, {one.places} people") for one in Venue.objects.all())]


def _trainers(day) -> list[tuple[str, str]]:
    """The whole pool: whoever is out of date is refused with the reason."""
    current = {one.pk for one in trainers_on(day)}
    rows = Trainer.objects.filter(left_on=None).select_related("person")
    return [
        (str(one.person.uuid), one.person.name if one.pk in current else f"{one.person.name}, out of date")
        for one in rows
    ]


def _told(form) -> dict:
    """As the services take it: venue and trainers instead of what was picked, pence instead of pounds."""
    told = form.cleaned_data
    found = {name: told[name] for name in ("capacity", "closes_on", "online", "joining", "per_agency")}
    found["venue"] = Venue.objects.filter(uuid=told["venue"]).first() if told["venue"] else None
    found["trainers"] = list(Person.objects.filter(uuid__in=told["trainers"]))
    return found


class _About(RecordFormPage):
    access_rule = "training.run"
    template_name = FORM
    button, asks, leads_to = "Save", "", "training:event"

    def context(self):
        return {**super().context(), "kicker": self.record.reference, "heading": f"{self.asks}: {self.record.title}",
                "button": self.button, "back": reverse(self.leads_to, args=[self.record.uuid])}  # fmt: skip

    def next_url(self):
        return reverse(self.leads_to, args=[self.record.uuid])

    @property
    def act(self):
        return {"by": self.request.user, "on": clock.today()}


class PlanEvent(_About):
    queryset, form_class = Course.objects.all(), EventForm
    asks, leads_to, button = "Plan a date", "training:course", "Plan it"

    def form_kwargs(self):
        return {"choices": {"venue": _venues(), "trainers": _trainers(clock.today())}}

    def initial(self):
        return {"capacity": 20, "least": 8, "per_agency": 8, "cost": 0, "charge": 0, "asks_manager": ["yes"],
                "starts": "09:30", "ends": "16:00"}  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        self.made = services.plan_event(
            course=self.record, sessions=form.sessions(), least=told["least"], asks_manager=bool(told["asks_manager"]),
            cost=told["cost"] * 100, charge=told["charge"] * 100, **_told(form), **self.act,
        )  # fmt: skip
        return f"{self.made.reference} is planned. Open it for booking when it is ready."

    def next_url(self):
        return reverse("training:event", args=[self.made.uuid])


class ChangeEvent(_About):
    queryset, form_class, asks = Event.objects.select_related("venue"), ChangeEventForm, "Change"

    def form_kwargs(self):
        return {"choices": {"venue": _venues(), "trainers": _trainers(self.record.last_day)}}

    def initial(self):
        one = self.record
        return {
            **{name: getattr(one, name) for name in ("capacity", "closes_on", "online", "joining", "per_agency")},
            "version": one.version,
            "venue": str(one.venue.uuid) if one.venue else "",
            "trainers": [str(uuid) for uuid in one.trainers.values_list("person__uuid", flat=True)],
        }  # fmt: skip

    def do(self, form):
        version = form.cleaned_data["version"] or self.record.version
        services.change_event(event=self.record, version=version, **_told(form), **self.act)
        return "Saved. If the place is another, everybody booked hears of it."


class OpenEvent(RecordActPage):
    access_rule, queryset = "training.run", Event.objects.all()

    def do(self):
        act = {"event": self.record, "by": self.request.user, "on": clock.today()}
        if self.request.POST.get("to") == "confirmed":
            services.make_sure(**act)
            return "It goes ahead."
        services.open_event(**act)
        return "Open for booking. It stands in the catalogue now."

    def next_url(self):
        return reverse("training:event", args=[self.kwargs["uuid"]])


class Postpone(_About):
    queryset, form_class, asks, button = Event.objects.all(), WhyForm, "Postpone", "Postpone it"

    def do(self, form):
        services.postpone(event=self.record, why=form.cleaned_data["why"], **self.act)
        return "Postponed. Everybody booked gets a letter and keeps the place."


class Cancel(_About):
    queryset, form_class, asks, button = Event.objects.all(), WhyForm, "Cancel", "Cancel the event"

    def do(self, form):
        services.cancel_event(event=self.record, why=form.cleaned_data["why"], **self.act)
        return "Cancelled. Everybody booked gets a letter."


class NewDate(_About):
    queryset, form_class, asks = Event.objects.all(), NewDateForm, "A new date"

    def initial(self):
        return {"starts": "09:30", "ends": "16:00", "closes_on": clock.today() + timedelta(days=14)}

    def do(self, form):
        services.give_new_date(
            event=self.record, sessions=form.sessions(), closes_on=form.cleaned_data["closes_on"], **self.act
        )
        return "Open again on the new date. Everybody booked gets a letter."


class Waive(_About):
    queryset, form_class = Booking.objects.select_related("event"), WaiveForm
    asks, leads_to, button = "Waive the charge", "training:booking", "Waive it"

    def do(self, form):
        services.waive(booking=self.record, why=form.cleaned_data["why"], **self.act)
        return "The charge is waived."


class Pool(FormPage):
    """Trainers and venues on one page; the form of each says which it is."""

    access_rule, template_name = "training.add", "training/pool.html"

    @property
    def form_class(self):
        return VenueForm if self.request.POST.get("what") == "venue" else TrainerForm

    def form_kwargs(self):
        if self.form_class is VenueForm:
            return {}
        rows = Person.objects.filter(is_active=True, trainer=None).select_related("organisation").order_by("name")
        return {"choices": {"person": [("", "Choose"), *((str(one.uuid), one.name) for one in rows[:800])]}}

    def context(self):
        rows = pool(clock.today())
        old = sum(not one.current for one in rows)
        return {
            **super().context(), "kicker": "Training", "rooms": rooms_of(self.request.user, "pool"), "rows": rows,
            "venues": list(Venue.objects.all()),
            "heading": f"{old} of {len(rows)} trainers {'is' if old == 1 else 'are'} out of date" if old
            else f"All {len(rows)} trainers are in date" if rows else "Nobody is in the pool of trainers yet",
            "lead": "A trainer is in date for three years after being prepared or refreshed; an event takes no other.",
            "what": "trainer", "adding": "Add somebody to the pool",
        }  # fmt: skip

    def page(self, *, status=200, **more):
        """The form that was sent, and the other one as it is when nothing was typed."""
        if isinstance(more.get("form"), VenueForm):
            more |= {"what": "venue", "adding": "Add a venue"}
        else:
            more["other"] = VenueForm(auto_id="venue_%s")
        return super().page(status=status, **more)

    def do(self, form):
        told, act = dict(form.cleaned_data), {"by": self.request.user, "on": clock.today()}
        if isinstance(form, VenueForm):
            return f"{services.add_venue(**told, **act).name} can be chosen now."
        told["person"] = Person.objects.get(uuid=told["person"])
        return f"{services.add_trainer(**told, **act)} is in the pool."

    def next_url(self):
        return reverse("training:pool")


class _Row(FormPage):
    """A form about one row of a list that only whoever runs training sees."""

    access_rule, template_name, model, related = "training.add", FORM, None, ()
    back = ""

    @property
    def row(self):
        found = self.model.objects.select_related(*self.related).filter(uuid=self.kwargs["row"]).first()
        if found is None:
            raise Http404
        return found

    def next_url(self):
        return reverse(self.back)


class Refresh(_Row):
    form_class, model, related, back = RefreshForm, Trainer, ("person",), "training:pool"

    def context(self):
        return {**super().context(), "kicker": "Trainers", "heading": f"{self.row} was refreshed", "button": "Save",
                "back": self.next_url()}  # fmt: skip

    def do(self, form):
        services.refresh_trainer(trainer=self.row, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "Saved."


class Completions(FormPage):
    access_rule, template_name, form_class = "training.add", "training/completions.html", CompletionsForm

    def context(self):
        rows = Completion.objects.filter(person=None).select_related("course", "agency")
        waiting = list(rows.order_by("email", "pk"))
        return {
            **super().context(), "kicker": "Training", "rooms": rooms_of(self.request.user, "completions"),
            "rows": waiting, "button": "Read the file",
            "heading": f"{len(waiting)} {'completion waits' if len(waiting) == 1 else 'completions wait'} for a name"
            if waiting else "No completion waits for a name",
            "lead": "E-learning that was completed in an agency’s own learning system. Somebody we do not know waits "
            "here and is not lost.",
        }  # fmt: skip

    def do(self, form):
        upload = form.cleaned_data["file"]
        if upload.size > LARGEST:
            raise ValidationError({"file": "The file is larger than 5 MB. Nothing was read."})
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "completions"
            path.write_bytes(upload.read())
            try:
                table = [cells for _, cells in open_source(path, name=upload.name).tables[0].rows()]
            except Refused as refused:
                raise ValidationError({"file": f"{refused} Nothing was read."}) from None
        read = services.read_completions(lines=services.rows_of(table), by=self.request.user, on=clock.today())
        again = f" {read.twice} were known already." if read.twice else ""
        return f"{read.known} completions read. {read.waiting} wait, because nobody has the address.{again}"

    def next_url(self):
        return reverse("training:completions")


class Whose(_Row):
    form_class, model, related, back = WhoseForm, Completion, ("course", "agency"), "training:completions"

    def form_kwargs(self):
        rows = Person.objects.filter(is_active=True).order_by("name")
        if self.row.agency_id:
            rows = rows.filter(organisation=self.row.agency_id)
        return {"choices": {"person": [("", "Choose"), *((str(one.uuid), one.name) for one in rows[:800])]}}

    def context(self):
        row = self.row
        return {**super().context(), "kicker": str(row.course.title), "heading": f"Whose is {row.email}?",
                "lead": f"Named {row.name}, completed on {row.completed_on:%-d %B %Y}." if row.name else "",
                "button": "Save", "back": self.next_url()}  # fmt: skip

    def do(self, form):
        person = Person.objects.get(uuid=form.cleaned_data["person"])
        services.say_whose(completion=self.row, person=person, by=self.request.user, on=clock.today())
        return f"It counts for {person.name}."
