"""A meeting as it happens, and its minutes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.levels import marking
from sscb.access.policy import can
from sscb.access.views import Page, RecordActPage, RecordFormPage, RecordPage
from sscb.board import services
from sscb.board.bodies import BOARD, level_of, within
from sscb.board.meeting_forms import CorrectionForm, InterestForm, MessagesForm, MinuteForm
from sscb.board.models import Attendance, Minute
from sscb.board.queries.bodies import bodies_seen, body_links
from sscb.board.queries.minutes import attendance_rows, decision_log, may_read_minutes, minutes_page, shown_items
from sscb.board.queries.shown import many
from sscb.board.services.minutes import Came, Said
from sscb.board.views.planning import TRAIL, OfMeeting
from sscb.people.models import Organisation, Person

STATUSES = [("", "Not recorded"), *Attendance.Status.choices]
MOVES = {
    "held": (services.record_held, "It is recorded that the meeting was held."),
    "minutes": (services.send_minutes, "The draft minutes are open to the members."),
    "approved": (services.approve_minutes, "The minutes are approved. From here on their words do not change."),
}


class Minutes(OfMeeting, RecordPage):
    access_rule = "board.read_minutes"
    template_name = "board/minutes.html"

    def context(self):
        if not may_read_minutes(self.record, self.request.user):
            raise Http404
        page = minutes_page(self.record, self.request.user, clock.today())
        writes = self.record.stage != "approved" and bool(can(self.request.user, "board.minute", self.record))
        return {
            **super().context(), "page": page, "breadcrumbs": self.trail(), "marking": self.record.marking,
            "may_write": writes,
        }  # fmt: skip


class OfMinutes(OfMeeting):
    template_name = "board/meeting_form.html"

    def next_url(self):
        return reverse("board:minutes", args=[self.record.uuid])

    def context(self):
        return {**super().context(), "kicker": self.record.title, "back": self.next_url(), "marking": "OFFICIAL",
                "breadcrumbs": [*self.trail(), {"title": "Minutes", "url": self.next_url()}]}  # fmt: skip


class WhoCame(OfMinutes, RecordFormPage):
    """Attendance as one table, and below it a declaration of interest."""

    access_rule = "board.minute"
    template_name = "board/attendance.html"
    form_class = InterestForm

    def form_kwargs(self):
        self.rows, self.quorum = attendance_rows(self.record)
        return {"people": [(row.key, row.person.name) for row in self.rows]}

    def context(self):
        return {
            **super().context(), "heading": "Who came", "rows": self.rows, "quorum": self.quorum, "statuses": STATUSES,
            "interests": self.record.interests.select_related("person"), "marking": self.record.marking,
        }  # fmt: skip

    def post(self, request, *args, **kwargs):
        if "declare" in request.POST:
            return super().post(request, *args, **kwargs)
        typed = {name.removeprefix("status_"): value for name, value in request.POST.items() if value and
                 name.startswith("status_")}  # fmt: skip
        people = {one.uuid.hex: one for one in Person.objects.filter(uuid__in=_uuids(typed))}
        rows = [
            Came(people[key], status, request.POST.get(f"deputy_{key}", "")[:120])
            for key, status in typed.items()
            if key in people and status in Attendance.Status.values
        ]
        form = self.make_form()
        try:
            said = services.record_attendance(meeting=self.record, rows=rows, by=request.user, on=clock.today())
        except ValidationError as refused:
            return self.page(form=form, refusals=refused.messages, typed=typed, status=422)
        except Conflict as refused:
            return self.page(form=form, refusals=[str(refused)], status=409)
        for sentence in ["Who came is recorded.", *said]:
            messages.success(request, sentence)
        return redirect(self.next_url())

    def do(self, form):
        person = Person.objects.get(uuid=form.cleaned_data["who"])
        services.declare_interest(
            meeting=self.record, person=person, text=form.cleaned_data["text"], by=self.request.user,
            handled=form.cleaned_data["handled"], on=clock.today(),
        )  # fmt: skip
        return "The declaration is recorded."


def _uuids(keys):
    return [key for key in keys if len(key) == 32 and all(char in "0123456789abcdef" for char in key)]


class MinuteItem(OfMinutes, RecordFormPage):
    """One item as it happens: discussion, decision, action, challenge; then the next one."""

    access_rule = "board.minute"
    form_class = MinuteForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self._item = None

    @property
    def item(self):
        if self._item is None:
            self._items = shown_items(self.record, self.request.user)
            wanted = self.request.GET.get("item", "")
            found = next((one for one in self._items if one.number == wanted), None)
            self._item = found or next(iter(self._items), None)
            if self._item is None or (wanted and found is None):
                raise Http404
            self._item.meeting = self.record
        return self._item

    def form_kwargs(self):
        known = Organisation.objects.on(clock.today()).exclude(kind="LSCB").order_by("name")
        return {
            "agencies": [(str(one.uuid), one.name) for one in known],
            "may_challenge": bool(can(self.request.user, "board.raise_challenge")),
        }

    def initial(self):
        minute = Minute.objects.filter(item=self.item).first()
        return {"text": minute.text if minute else "", "version": minute.version if minute else 0}

    def context(self):
        told = {
            **super().context(), "back": super().next_url(),
            "heading": f"Item {self.item.number}: {self.item.title}", "button": "Save and go on",
            "decisions": self.item.decisions.all(), "marking": self.record.marking,
        }  # fmt: skip
        if self.record.stage == "approved":
            told["told"] = "These minutes are approved: their words do not change. Write a correction instead."
        return told

    def do(self, form):
        told = dict(form.cleaned_data)
        agencies = {str(one.uuid): one for one in Organisation.objects.filter(uuid__in=[
            told[name] for name in ("action_agency", "challenge_agency") if told.get(name)])}  # fmt: skip
        version = told.pop("version")
        for name in ("action_agency", "challenge_agency"):
            told[name] = agencies.get(told.get(name) or "")
        made = services.minute_item(
            item=self.item, said=Said(**told), version=version, by=self.request.user, on=clock.today()
        )
        return f"Item {self.item.number} is minuted" + (f": {', '.join(made)}." if made else ".")

    def next_url(self):
        if self.request.method != "POST":
            return super().next_url()
        place = self._items.index(self.item)
        after = self._items[place + 1 :]
        if not after:
            return super().next_url()
        return f"{reverse('board:minute_item', args=[self.record.uuid])}?item={after[0].number}"


class Messages(OfMinutes, RecordFormPage):
    access_rule = "board.minute"
    form_class = MessagesForm

    def initial(self):
        return {"text": self.record.messages}

    def context(self):
        return {**super().context(), "heading": "Messages to staff", "button": "Save"}

    def do(self, form):
        services.write_messages(
            meeting=self.record, text=form.cleaned_data["text"], by=self.request.user, on=clock.today()
        )
        return "The messages to staff are saved."


class StepMinutes(OfMinutes, RecordActPage):
    """Held, sent to members, approved. Approval is the chair's or the business manager's, never the writer's."""

    access_rule = "board.read_minutes"

    def do(self):
        act, done = MOVES.get(self.request.GET.get("to", ""), (None, ""))
        if act is None:
            raise Http404
        act(meeting=self.record, by=self.request.user, on=clock.today())
        return done


class CorrectMinutes(OfMinutes, RecordFormPage):
    access_rule = "board.approve_minutes"
    form_class = CorrectionForm

    def form_kwargs(self):
        return {"items": [(one.number, f"{one.number} {one.title}") for one in self.record.items.all()]}

    def context(self):
        return {**super().context(), "heading": "Correct approved minutes", "button": "Write the correction"}

    def do(self, form):
        item = self.record.items.filter(number=form.cleaned_data["item"]).first() if form.cleaned_data["item"] else None
        services.correct_minutes(
            meeting=self.record, text=form.cleaned_data["text"], item=item, by=self.request.user, on=clock.today()
        )
        return "The correction stands beside the minutes."


class DecisionLog(Page):
    access_rule = "board.read_minutes"
    template_name = "board/decisions.html"

    def context(self):
        body, bodies = self.request.GET.get("body", BOARD), bodies_seen(self.request.user)
        group = next((one for one in bodies if one.code == body), None)
        if group is None and body != BOARD:
            raise Http404
        rows = decision_log(self.request.user, clock.today(), body)
        whose = within(group)
        heading = f"{many(len(rows), 'decision')} of {whose}" if rows else f"No decision of {whose} is recorded yet"
        return {
            "rows": rows, "heading": heading, "kicker": "Decision log", "breadcrumbs": [TRAIL],
            "marking": marking(level_of(group)), "bodies": body_links(reverse("board:decisions"), bodies, body),
        }  # fmt: skip
