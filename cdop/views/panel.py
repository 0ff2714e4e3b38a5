"""Pages of the panel's meetings."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from cdop import services
from cdop.forms.panel import (
    AgendaForm,
    ConflictForm,
    DecideForm,
    HoldForm,
    MoveForm,
    PlanForm,
    QuorumForm,
    SeatForm,
    WhyForm,
)
from cdop.models import Attendance, ChildDeathReview, PanelItem, PanelMeeting
from cdop.queries.panel import meeting_page, meetings_of, ready_cases
from cdop.queries.quorum import missing_for, quorum_on, quorum_rule_on
from cdop.quorum import in_words as quorum_words
from cdop.quorum import joined
from cdop.views.saying import SaysWhy
from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import can
from sscb.access.views import FormPage, Page, RecordActPage, RecordFormPage, RecordPage
from sscb.history.queries import history_of
from sscb.people.models import Organisation, Person
from sscb.timetable.days import in_words

PANEL = "Child death overview panel"


class Panel(Page):
    """The meetings, next first."""

    access_rule = "cdop.read_panel"
    template_name = "cdop/panel.html"

    def context(self):
        as_at, person = clock.today(), self.request.user
        coming, past, heading, lead = meetings_of(person, as_at)
        rule = quorum_rule_on(as_at)
        return {
            "kicker": PANEL, "heading": heading, "lead": lead, "coming": coming, "past": past,
            "quorum": quorum_words(quorum_on(as_at)), "quorum_source": rule.source if rule else "",
            "may_plan": can(person, "cdop.plan_panel"), "marking": marking(PanelMeeting.LEVEL),
        }  # fmt: skip


class Plan(FormPage):
    access_rule = "cdop.plan_panel"
    form_class = PlanForm
    template_name = "cdop/panel_form.html"

    def context(self):
        return {
            "kicker": PANEL, "heading": "Plan a meeting of the panel", "button": "Plan the meeting",
            "lead": "The members of the panel are asked to it at once; others can be added on its page.",
            "back": reverse("cdop:panel"),
        }  # fmt: skip

    def do(self, form):
        self.made = services.plan_panel(by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"The panel meets on {in_words(self.made.planned_on)}. Put cases on its agenda next."

    def next_url(self):
        return reverse("cdop:meeting", args=[self.made.uuid])


class SetQuorum(FormPage):
    access_rule = "cdop.set_quorum"
    form_class = QuorumForm
    template_name = "cdop/panel_form.html"

    def initial(self):
        held = quorum_on(clock.today())
        return {
            "from_on": clock.today(), "agencies": held.agencies, "needs_chair": held.needs_chair,
            "needs_health": held.needs_health,
        }  # fmt: skip

    def context(self):
        return {
            "kicker": PANEL, "heading": "What does the panel need to decide?", "button": "Record it",
            "lead": f"Now: {quorum_words(quorum_on(clock.today()))} The panel sets its own rule; meetings before the "
            "day keep theirs.",
            "back": reverse("cdop:panel"),
        }  # fmt: skip

    def do(self, form):
        services.set_quorum(by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "The panel’s quorum is recorded."

    def next_url(self):
        return reverse("cdop:panel")


class OneMeeting(RecordPage):
    access_rule = "cdop.read_panel"
    queryset = PanelMeeting.objects
    template_name = "cdop/meeting.html"

    def context(self):
        meeting = self.record
        return {
            **super().context(),
            "kicker": f"{PANEL} · {meeting.reference}",
            "shown": meeting_page(meeting, self.request.user, clock.today()),
            "history": history_of(meeting) if can(self.request.user, "cdop.minute_panel", meeting) else [],
            "marking": meeting.marking,
        }


class MeetingForm(RecordFormPage):
    """A form about a meeting; back to its page."""

    access_rule = "cdop.plan_panel"
    queryset = PanelMeeting.objects
    template_name = "cdop/panel_form.html"
    heading, button, lead = "", "", ""

    def context(self):
        meeting = self.record
        return {
            **super().context(), "kicker": f"{PANEL} · {meeting.reference} · {in_words(meeting.planned_on)}",
            "heading": self.heading, "button": self.button, "lead": self.lead,
            "back": reverse("cdop:meeting", args=[meeting.uuid]), "marking": meeting.marking,
        }  # fmt: skip

    def next_url(self):
        return reverse("cdop:meeting", args=[self.record.uuid])


class Move(MeetingForm):
    form_class = MoveForm
    heading, button = "Move the meeting to another day", "Move it"
    lead = "Its agenda stays with it. Papers that are out must be sent again, so that they open long enough."

    def initial(self):
        return {"planned_on": self.record.planned_on, "version": self.record.version}

    def do(self, form):
        told, meeting = form.cleaned_data, self.record
        meeting.version = told["version"]
        services.move_panel(
            meeting=meeting, to=told["planned_on"], why=told["why"], by=self.request.user, on=clock.today()
        )
        return f"The meeting is on {in_words(told['planned_on'])}."


class Cancel(MeetingForm):
    form_class = WhyForm
    heading, button = "Cancel the meeting", "Cancel the meeting"
    lead = "Its cases go back to those that are ready for another."

    def do(self, form):
        services.cancel_panel(meeting=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "The meeting is cancelled. Its cases are ready for another."


class AddCase(MeetingForm):
    form_class = AgendaForm
    heading, button = "Put a case on the agenda", "Put it on"

    def form_kwargs(self):
        return {"cases": ready_cases(self.request.user)}

    def context(self):
        none = "No case is ready. A case is ready once its stage is “Papers ready for the panel”."
        return {**super().context(), "empty": "" if ready_cases(self.request.user) else none}

    def do(self, form):
        wanted = ChildDeathReview.objects.visible_to(self.request.user).filter(uuid=form.cleaned_data["review"])
        item = services.put_on_agenda(
            meeting=self.record, review=wanted.get(), by=self.request.user, on=clock.today()
        )
        return f"{item.review.reference} is on the agenda. Write its paper next."


class Ask(MeetingForm):
    access_rule = "cdop.minute_panel"
    form_class = SeatForm
    heading, button = "Ask somebody to the meeting", "Put on the list"
    lead = "A deputy, or somebody without an account. Somebody who is on the list already is put right."

    def form_kwargs(self):
        people = Person.objects.filter(is_active=True).select_related("organisation")
        agencies = Organisation.objects.on(clock.today())
        return {
            "people": [(str(one.uuid), f"{one.name}, {one.job_title}") for one in people],
            "agencies": [(str(one.uuid), one.name) for one in agencies],
        }

    def do(self, form):
        told = form.cleaned_data
        person = Person.objects.filter(uuid=told.pop("person") or None).first()
        agency = Organisation.objects.filter(uuid=told.pop("agency") or None).first()
        row = services.ask_to_meeting(
            meeting=self.record, person=person, agency=agency, by=self.request.user, on=clock.today(), **told
        )
        return f"{row.who} is on the list."


class Send(SaysWhy, RecordActPage):
    access_rule = "cdop.plan_panel"
    queryset = PanelMeeting.objects

    def do(self):
        sent = services.send_papers(meeting=self.record, by=self.request.user, on=clock.today())
        readers = "1 reader" if sent.copies == 1 else f"{sent.copies} readers"
        return f"The papers are out: numbered copies for {readers}, open until {in_words(sent.ends_on)}."

    def next_url(self):
        return reverse("cdop:meeting", args=[self.record.uuid])


class Hold(MeetingForm):
    access_rule = "cdop.minute_panel"
    form_class = HoldForm
    heading, button = "Who is at the meeting?", "Record who is there"
    lead = "From then on the panel’s decisions can be recorded, case by case."

    def form_kwargs(self):
        rows = self.record.attendance.select_related("person", "agency")
        return {
            "seats": [
                (str(row.uuid), ", ".join(filter(None, [
                    row.who, row.get_seat_display().lower(), row.agency.name if row.agency else "",
                    "designated health professional" if row.is_health else "",
                ])))
                for row in rows
            ]
        }  # fmt: skip

    def initial(self):
        return {"met_on": min(clock.today(), self.record.planned_on)}

    def do(self, form):
        services.hold_panel(
            meeting=self.record, seats=[UUID(one) for one in form.cleaned_data["seats"]], by=self.request.user,
            on=form.cleaned_data["met_on"],
        )  # fmt: skip
        return "The meeting is recorded. Record what the panel decides on each case."


# --- what belongs to a meeting ----------------------------------------------------------------------------------------


class PartOfMeeting(MeetingForm):
    """A form about one row of a meeting: found by the row's uuid, shown to whoever may see the meeting."""

    parts: Any = None
    part: Any = None
    access_rule = "cdop.minute_panel"

    def _fetch(self):
        if self.part is None:
            self.part = self.parts.filter(uuid=self.kwargs["uuid"]).select_related("meeting").first()
            if self.part is None:
                raise Http404
            self.kwargs = {**self.kwargs, "uuid": self.part.meeting.uuid}
        return super()._fetch()


class ItemForm(PartOfMeeting):
    parts = PanelItem.objects.exclude(outcome=PanelItem.Outcome.TAKEN_OFF).select_related("review")

    def _fetch(self):
        if self._record is not None:
            return self._record
        meeting = super()._fetch()
        mine = self.part.conflicts.filter(attendance__person=self.request.user).exists()
        if mine and not can(self.request.user, "cdop.write_paper"):
            raise Http404
        return meeting

    def context(self):
        return {**super().context(), "about": f"{self.part.review.reference}"}


class Decide(ItemForm):
    form_class = DecideForm
    button = "Record the decision"

    def context(self):
        item: PanelItem = self.part
        lacks = missing_for(item, self.record.met_on) if self.record.met_on else []
        said = f"There is no quorum for this case: it lacks {joined(lacks)}." if lacks else "The quorum is met."
        return {
            **super().context(), "heading": f"What did the panel decide on {item.review.reference}?", "lead": said,
        }  # fmt: skip

    def do(self, form):
        told, item = form.cleaned_data, self.part
        because = told["without_quorum_because"]
        if told["outcome"] == "deferred":
            services.defer_item(
                item=item, why=told["why"], decision=told["decision"], by=self.request.user, on=clock.today()
            )
            return f"{item.review.reference} is deferred."
        services.agree_item(
            item=item, decision=told["decision"], without_quorum_because=because, by=self.request.user,
            on=clock.today(),
        )  # fmt: skip
        return f"The review {item.review.reference} is complete."


class TakeOff(ItemForm):
    access_rule = "cdop.plan_panel"
    form_class = WhyForm
    button = "Take it off"

    def context(self):
        return {
            **super().context(), "heading": f"Take {self.part.review.reference} off the agenda",
            "lead": "It is ready for another meeting then.",
        }  # fmt: skip

    def do(self, form):
        services.take_off_agenda(item=self.part, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"{self.part.review.reference} is off the agenda."


class DeclareConflict(ItemForm):
    access_rule = "cdop.read_panel"
    form_class = ConflictForm
    button = "Declare it"

    def _rows(self):
        rows = self.record.attendance.select_related("person")
        return rows if can(self.request.user, "cdop.minute_panel", self.record) else rows.filter(
            person=self.request.user
        )  # fmt: skip

    def form_kwargs(self):
        return {"people": [(str(row.uuid), row.who) for row in self._rows()]}

    def context(self):
        return {
            **super().context(), "heading": f"Declare a conflict of interest on {self.part.review.reference}",
            "lead": "The person leaves for this case. The case and its paper are closed to them from now on, whatever "
            "their role.",
        }  # fmt: skip

    def do(self, form):
        row = self._rows().get(uuid=form.cleaned_data["attendance"])
        services.declare_conflict(
            item=self.part, attendance=row, why=form.cleaned_data["why"], by=self.request.user, on=clock.today()
        )
        return f"The conflict is declared. {row.who} takes no part in this case."


class SeatOff(SaysWhy, RecordActPage):
    """Takes somebody off the list."""

    seat: Any = None
    access_rule = "cdop.minute_panel"
    queryset = PanelMeeting.objects

    def _fetch(self):
        if self.seat is None:
            self.seat = Attendance.objects.filter(uuid=self.kwargs["uuid"]).select_related("meeting").first()
            if self.seat is None:
                raise Http404
            self.kwargs = {**self.kwargs, "uuid": self.seat.meeting.uuid}
        return super()._fetch()

    def do(self):
        who = self.seat.who
        services.let_go(attendance=self.seat, by=self.request.user, on=clock.today())
        return f"{who} is off the list."

    def next_url(self):
        return reverse("cdop:meeting", args=[self.record.uuid])


