"""An event, asking for a place, one's own places, and agreeing to those of one's team."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse

from sscb import clock
from sscb.access.policy import can
from sscb.access.standing import standing
from sscb.access.views import Page, RecordActPage, RecordFormPage, RecordPage
from sscb.people.models import Person
from training import services
from training.calendar import calendar_of
from training.forms import AnswerForm, BookForm, GiveUpForm, PassOnForm, TeamForm
from training.lifecycle import EVENTS, LIVE, OFFERED, Place
from training.models import Booking, Event
from training.queries import places
from training.queries.catalogue import groups_in_words
from training.services.answering import may_agree, may_give_up
from training.services.booking import NOTHING, OFFICE
from training.views.rooms import pages_of, rooms_of

EVENTS_SHOWN = Event.objects.select_related("course", "venue")
BOOKINGS = Booking.objects.select_related("event__venue", "event__course", "owner", "delegate", "manager")


def own_booking(person, event: Event) -> Booking | None:
    return Booking.objects.visible_to(person).filter(event=event, delegate=person, live=True).first()


class OneEvent(RecordPage):
    access_rule = "training.read"
    queryset = EVENTS_SHOWN
    template_name = "training/event.html"

    def context(self):
        event, person, as_at = self.record, self.request.user, clock.today()
        if event.stage == "planned" and not can(person, "training.plan"):
            raise Http404
        own = own_booking(person, event)
        runs = bool(can(person, "training.run", event))
        open_now = event.stage in OFFERED and as_at <= event.closes_on
        left = max(event.capacity - event.taken, 0)
        listed = places.list_of(event, person) if runs else []
        return {
            **super().context(), "kicker": f"{event.course.get_kind_display()} {event.reference}",
            "heading": event.title, "stage": EVENTS[event.stage], "event": event, "days": list(event.days.all()),
            "trainers": [str(one.person) for one in event.trainers.select_related("person")],
            "groups": groups_in_words(event.course), "left": left, "open": open_now, "own": own,
            "own_words": places.PlaceShown(own, places.ahead_of(own)).words if own else "",
            "may_book": open_now and own is None and bool(can(person, "training.book", event)),
            "may_team": open_now and bool(can(person, "training.book_team")),
            "runs": runs, "listed": [(one, places.PlaceShown(one, None)) for one in listed],
            "told": places.who_waits(listed),
            "free_until": services.free_until(event), "marking": event.marking,
            "movable": event.stage in ("planned", *OFFERED), "postponed": event.stage == "postponed",
            "planned": event.stage == "planned", "sure": event.stage == "confirmed",
            "pages": pages_of(person, event, "event"),
        }  # fmt: skip


class _AboutEvent(RecordFormPage):
    queryset = EVENTS_SHOWN
    template_name = "training/form.html"
    button, asks = "Save", ""

    def context(self):
        return {
            **super().context(), "kicker": self.record.reference, "heading": f"{self.asks}: {self.record.title}",
            "button": self.button, "back": reverse("training:event", args=[self.record.uuid]),
        }  # fmt: skip

    def next_url(self):
        return reverse("training:event", args=[self.record.uuid])


class Book(_AboutEvent):
    access_rule = "training.book"
    form_class = BookForm
    button, asks = "Ask for a place", "Ask for a place"

    def form_kwargs(self):
        event, person = self.record, self.request.user
        managers = []
        if event.asks_manager and person.organisation_id:
            managers = services.managers_of(person.organisation_id, on=clock.today(), but=person)
        choices = [(str(one.uuid), one.name) for one in managers]
        asked = {"manager": [("", "Not in the list"), *choices] if choices else []}
        if not event.asks_manager or not services.nobody_agrees(person, on=clock.today()):
            asked["why"] = []
        return {"choices": asked}

    def do(self, form):
        person, told = self.request.user, form.cleaned_data
        manager = Person.objects.filter(uuid=told["manager"]).first() if told.get("manager") else None
        self.made = services.book(
            event=self.record, people=[person], by=person, on=clock.today(), manager=manager, food=told["food"],
            access=told["access"], why=told.get("why", ""),
        )[0]  # fmt: skip
        return {
            Place.CONFIRMED: "You have a place.",
            Place.WAITING: "All places are taken just now. You are on the waiting list and hear by letter.",
            Place.ASKED: "Your manager is asked. You hear by letter.",
        }[self.made.stage]

    def next_url(self):
        return reverse("training:booking", args=[self.made.uuid])


class BookTeam(_AboutEvent):
    access_rule = "training.book_team"
    form_class = TeamForm
    button, asks = "Ask for these places", "Places for your team"

    def _staff(self):
        who = standing(self.request.user)
        rows = Person.objects.filter(is_active=True, organisation__isnull=False).order_by("name")
        if not who.roles & OFFICE:
            rows = rows.filter(organisation__in=who.organisations("AGL") | who.organisations("AGC"))
        return rows

    def form_kwargs(self):
        return {"choices": {"people": [(str(one.uuid), one.name) for one in self._staff()[:400]]}}

    def do(self, form):
        chosen = list(self._staff().filter(uuid__in=form.cleaned_data["people"]))
        together = bool(form.cleaned_data["together"])
        groups = [chosen] if together else [[one] for one in chosen]
        made, refused = [], []
        for group in groups:
            try:
                made += services.book(
                    event=self.record, people=group, by=self.request.user, on=clock.today(), together=together
                )
            except ValidationError as fault:
                refused += fault.messages
        if refused and not made:
            raise ValidationError(refused)
        return " ".join([places.who_got_one(made), *(one.removesuffix(NOTHING).strip() for one in refused)])


class Own(Page):
    access_rule = "training.book"
    template_name = "training/own.html"

    def context(self):
        person, as_at = self.request.user, clock.today()
        coming, past = places.own_places(person, as_at)
        return {
            **super().context(), "kicker": "Training", "heading": "My places", "coming": coming, "past": past,
            "lead": "What you have booked, what you wait for, and where you were.",
            "given": places.given_by(person, as_at), "rooms": rooms_of(person, "own"),
        }  # fmt: skip


class _Booking:
    """Only whoever it belongs to, their agency and the office find it: another's booking does not exist."""

    access_rule = "training.book"
    queryset = BOOKINGS


class OneBooking(_Booking, RecordPage):
    template_name = "training/booking.html"

    def context(self):
        one, person, as_at = self.record, self.request.user, clock.today()
        event, yours = one.event, self.record.delegate_id == person.pk
        certificate = places.certificate_of(one) if can(person, "training.see_certificate", one) else None
        shown = places.PlaceShown(one, places.ahead_of(one))
        needs = getattr(one, "needs", None) if yours or can(person, "training.run", one) else None
        live = one.stage in LIVE and as_at <= event.last_day
        return {
            **super().context(), "kicker": f"{'Your place' if yours else 'A place'} {one.reference}",
            "heading": event.title, "booking": one, "event": event, "days": list(event.days.all()), "shown": shown,
            "yours": yours, "certificate": certificate, "needs": needs, "live": live,
            "joins": one.stage == Place.CONFIRMED,
            "answer_by": one.answer_by if services.wants_answer(one, as_at) and may_give_up(person, one) else None,
            "late": live and services.is_late(event, one, as_at), "free_until": services.free_until(event),
            "may_give_up": live and may_give_up(person, one), "may_agree": one.stage == Place.ASKED
            and bool(can(person, "training.agree", one)) and may_agree(person, one),
            "may_pass": live and one.holds_place and may_give_up(person, one) and as_at <= event.first_day
            and one.owner_id is not None, "pounds": f"{event.charge / 100:,.2f}" if event.charge else "",
            "owes": f"{one.charge / 100:,.2f}" if one.charge else "", "marking": one.marking,
            "may_waive": bool(one.charge and not one.waived_why and can(person, "training.run", one)),
        }  # fmt: skip


class Calendar(_Booking, RecordPage):
    def get(self, request, *args, **kwargs):
        event = self.record.event
        answer = HttpResponse(calendar_of(event), content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{event.reference}.ics"'
        return answer


class _AboutBooking(_Booking, RecordFormPage):
    template_name = "training/form.html"
    button, asks = "Save", ""

    def context(self):
        return {
            **super().context(), "kicker": self.record.reference, "heading": f"{self.asks}: {self.record.title}",
            "button": self.button, "back": self.next_url(),
        }  # fmt: skip

    def next_url(self):
        return reverse("training:booking", args=[self.record.uuid])


class GiveUp(_AboutBooking):
    form_class = GiveUpForm
    button, asks = "Give it up", "Give up the place"

    def context(self):
        one = self.record
        late = services.is_late(one.event, one, clock.today())
        charged = f" {one.event.charge / 100:,.2f} pounds are charged." if one.event.charge else ""
        return {**super().context(), "lead": f"This is late.{charged} A colleague could take the place instead."
                if late else "In time: nothing is charged."}  # fmt: skip

    def do(self, form):
        services.give_up(booking=self.record, by=self.request.user, on=clock.today(), why=form.cleaned_data["why"])
        return "The place was given up. Whoever waits longest gets it."


class TakeUp(_Booking, RecordActPage):
    """Whoever waited for the place comes."""

    def do(self):
        services.take_up(booking=self.record, by=self.request.user, on=clock.today())
        return "The place is taken: nobody else gets it."

    def next_url(self):
        return reverse("training:booking", args=[self.kwargs["uuid"]])


class PassOn(_AboutBooking):
    form_class = PassOnForm
    button, asks = "Pass it on", "Pass the place to a colleague"

    def _colleagues(self):
        rows = Person.objects.filter(is_active=True, organisation=self.record.owner_id, organisation__isnull=False)
        return rows.exclude(pk=self.record.delegate_id).order_by("name")

    def form_kwargs(self):
        return {"choices": {"to": [("", "Choose"), *((str(one.uuid), one.name) for one in self._colleagues()[:400])]}}

    def do(self, form):
        to = self._colleagues().get(uuid=form.cleaned_data["to"])
        services.pass_on(booking=self.record, to=to, by=self.request.user, on=clock.today())
        return f"{to.name} has the place and hears by letter."


class AnswerPlace(_AboutBooking):
    access_rule = "training.agree"
    form_class = AnswerForm
    button, asks = "Answer", "Agree or decline"

    def context(self):
        one = self.record
        if not may_agree(self.request.user, one):
            raise Http404
        return {**super().context(), "lead": f"{one.delegate.name} asks for a place.", "back": reverse("training:team")}

    def do(self, form):
        told, act = form.cleaned_data, {"booking": self.record, "by": self.request.user, "on": clock.today()}
        if told["answer"] == "agree":
            services.agree(**act)
            return "Agreed. They hear by letter."
        services.decline(**act, why=told["why"])
        return "Declined. They hear by letter."

    def next_url(self):
        return reverse("training:team")


class Team(Page):
    access_rule = "training.book_team"
    template_name = "training/team.html"

    def context(self):
        person = self.request.user
        asked, accounts = places.waits_for(person), places.accounts_waiting(person)
        wait = len(asked) + len(accounts)
        return {
            **super().context(), "kicker": "Training", "asked": asked, "accounts": accounts,
            "rooms": rooms_of(person, "team"),
            "team": [(one, places.PlaceShown(one, None)) for one in places.team_places(person, clock.today())],
            "heading": f"{wait} {'answer waits' if wait == 1 else 'answers wait'} for you" if wait
            else "Nobody waits for your answer",
            "lead": "Places that your staff ask for, and people who ask for an account.",
        }  # fmt: skip
