"""Planning: a meeting, its agenda with times, the forward plan, and one's own calendar."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from sscb import clock
from sscb.access.levels import marking
from sscb.access.views import FormPage, Page, RecordActPage, RecordFormPage, open_to_all
from sscb.board import services
from sscb.board.bodies import BOARD, agenda_for, is_boards, numbered, run_by
from sscb.board.calendar_feed import feed_for, new_address
from sscb.board.meeting_forms import ItemForm, MeetingForm, PlannedForm, ReaderForm
from sscb.board.models import AgendaItem, Meeting, PlannedItem
from sscb.board.queries.bodies import trail_of
from sscb.board.queries.minutes import members_on
from sscb.board.queries.planning import agenda_page, forward_plan, lines_of
from sscb.board.queries.shown import many
from sscb.people.models import Group, Person
from sscb.records.moving import SomeoneElseWasFirst

TRAIL = trail_of(None)


class PlanMeeting(FormPage):
    """A new meeting of the Board or of a subgroup, with the agenda that this body begins with."""

    access_rule = "board.plan_meeting"
    template_name = "board/meeting_form.html"
    form_class = MeetingForm

    def form_kwargs(self):
        return {"bodies": [(one.code, one.name) for one in run_by(self.request.user)]}

    def initial(self):
        return {"body": self.request.GET.get("body", BOARD)}

    def context(self):
        return {
            **super().context(), "kicker": "Board meetings", "heading": "Plan a meeting", "marking": marking("P3"),
            "button": "Plan the meeting", "back": reverse("board:meetings"), "breadcrumbs": [TRAIL],
            "told": "It begins with the agenda that this body always has; papers are asked for, and its dates follow "
            "from the day. The child death panel, audit groups and practitioner forums meet in rooms of their own.",
        }  # fmt: skip

    def do(self, form):
        told = dict(form.cleaned_data)
        told.pop("version")
        group = Group.objects.get(code=told.pop("body"))
        reference, title = numbered(group, told.pop("reference"))
        if Meeting.objects.all_for_job("is this number taken?").filter(reference=reference).exists():
            raise ValidationError({"reference": f"There is a meeting {reference} already. Enter another number"})
        self.made = services.plan_meeting(
            group=group, reference=reference, title=title, agenda=agenda_for(group), by=self.request.user,
            on=clock.today(), **told,
        )  # fmt: skip
        return f"{self.made.title} is planned, and its papers are asked for."

    def next_url(self):
        return reverse("board:agenda", args=[self.made.uuid])


class OfMeeting:
    queryset = Meeting.objects.select_related("group")

    def trail(self):
        own = {"title": self.record.title, "url": reverse("board:meeting", args=[self.record.uuid])}
        return [trail_of(self.record.group), own]

    def next_url(self):
        return reverse("board:meeting", args=[self.record.uuid])


class ChangeMeeting(OfMeeting, RecordFormPage):
    access_rule = "board.plan_meeting"
    template_name = "board/meeting_form.html"
    form_class = MeetingForm
    names = ("meets_on", "starts", "ends", "place", "questions_to", "note")

    def initial(self):
        return {name: getattr(self.record, name) for name in (*self.names, "reference", "version")}

    def make_form(self, data=None, files=None):
        form = super().make_form(data, files)
        for name in ("reference", "body"):
            del form.fields[name]
        form.helper.layout.fields = [
            one for one in form.helper.layout.fields if _name(one) not in ("reference", "body")
        ]
        return form

    def context(self):
        return {
            **super().context(), "kicker": self.record.title, "heading": "Change day, time or place",
            "button": "Save", "back": self.next_url(), "breadcrumbs": self.trail(), "marking": self.record.marking,
            "told": "The dates of its cycle, and of papers that are not in, move with the day.",
        }  # fmt: skip

    def do(self, form):
        told = {name: form.cleaned_data[name] for name in self.names}
        services.change_meeting(
            meeting=self.record, version=form.cleaned_data["version"], by=self.request.user, on=clock.today(), **told
        )
        return "The meeting is changed, and its dates follow."


def _name(laid) -> str:
    return laid if isinstance(laid, str) else laid.fields[0]


class Agenda(OfMeeting, RecordFormPage):
    """The agenda builder: order, minutes and times, in one form that needs no script; and one more item."""

    access_rule = "board.plan_meeting"
    template_name = "board/agenda.html"
    form_class = ItemForm

    def form_kwargs(self):
        return {"of_board": is_boards(self.record.group)}

    def context(self):
        page = agenda_page(self.record, self.request.user, getattr(self, "typed", None))
        return {**super().context(), "page": page, "breadcrumbs": self.trail(), "marking": self.record.marking}

    def post(self, request, *args, **kwargs):
        if "add" in request.POST:
            return super().post(request, *args, **kwargs)
        lines, faults = lines_of(self.record, request.POST)
        self.typed = request.POST
        form = self.make_form()
        version = request.POST.get("version", "")
        try:
            if faults:
                raise ValidationError(faults)
            services.set_agenda(
                meeting=self.record, lines=lines, by=request.user, on=clock.today(),
                version=int(version) if version.isdigit() else self.record.version,
            )  # fmt: skip
        except ValidationError as refused:
            return self.page(form=form, refusals=refused.messages, status=422)
        except SomeoneElseWasFirst as refused:
            return self.page(form=form, refusals=[str(refused)], status=409)
        return redirect("board:agenda", uuid=self.record.uuid)

    def do(self, form):
        item = services.add_item(meeting=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        written = form.cleaned_data["section"]
        paper = "the portal writes its paper." if written else "its paper is asked for."
        paper = "." if item.oral else f", and {paper}"
        return f"Item {item.number} is on the agenda{paper}"

    def next_url(self):
        return reverse("board:agenda", args=[self.record.uuid])


class MoveItem(OfMeeting, RecordActPage):
    """Put an item off to the forward plan, or take one from it."""

    access_rule = "board.plan_meeting"

    def do(self):
        asked, told = self.request.POST, {"by": self.request.user, "on": clock.today()}
        try:
            if asked.get("off"):
                item = get_object_or_404(AgendaItem.objects.filter(meeting=self.record), uuid=uuid_of(asked["off"]))
                item.meeting = self.record
                services.put_off(item=item, **told)
                return f"“{item.title}” is in the forward plan."
            own = PlannedItem.objects.filter(group=self.record.group)
            planned = get_object_or_404(own, uuid=uuid_of(asked.get("take", "")))
            services.take_from_plan(planned=planned, meeting=self.record, **told)
        except ValidationError as refused:
            return " ".join(refused.messages)
        return f"“{planned.title}” is on the agenda, and its paper is asked for."

    def next_url(self):
        return reverse("board:agenda", args=[self.record.uuid])


class NameReader(OfMeeting, RecordFormPage):
    """Part B goes to named readers alone, meeting by meeting."""

    access_rule = "board.issue_pack"
    template_name = "board/meeting_form.html"
    form_class = ReaderForm

    def form_kwargs(self):
        return {"people": [(one.person.uuid.hex, one.person.name) for one in members_on(self.record)]}

    def context(self):
        return {
            **super().context(), "kicker": self.record.title, "heading": "Name a reader of part B",
            "button": "Name them",
            "back": self.next_url(), "breadcrumbs": self.trail(), "marking": self.record.marking,
            "told": "They can take part B as a file of their own until a month after the meeting. Their name stands on "
            "each page of it.",
        }  # fmt: skip

    def do(self, form):
        person = Person.objects.get(uuid=form.cleaned_data["who"])
        papers = services.name_reader(meeting=self.record, person=person, by=self.request.user, on=clock.today())
        return f"{person.name} may read part B: {many(papers, 'paper')}."


def uuid_of(typed: str):
    try:
        return UUID(typed)
    except ValueError:
        raise Http404 from None


class ForwardPlan(FormPage):
    access_rule = "board.plan_meeting"
    template_name = "board/forward_plan.html"
    form_class = PlannedForm

    def form_kwargs(self):
        self.bodies = run_by(self.request.user)
        return {"bodies": [(one.code, one.name) for one in self.bodies]}

    def context(self):
        page = forward_plan(self.request.user, clock.today(), self.bodies)
        return {**super().context(), "page": page, "breadcrumbs": [TRAIL], "marking": marking("P3")}

    def do(self, form):
        told = dict(form.cleaned_data)
        group = Group.objects.get(code=told.pop("body"))
        services.plan_item(by=self.request.user, on=clock.today(), group=group, **told)
        return "It is in the forward plan."

    def next_url(self):
        return reverse("board:forward_plan")


class Calendar(Page):
    """The private address of one's own calendar feed: made here, shown once."""

    access_rule = "board.calendar"
    template_name = "board/calendar.html"
    http_method_names = ["get", "head", "options", "post"]

    def context(self):
        return {"kicker": "Board meetings", "heading": "Board meetings in your own calendar", "breadcrumbs": [TRAIL]}

    def post(self, request):
        token = new_address(person=request.user, on=clock.today())
        return self.page(address=request.build_absolute_uri(reverse("board:calendar_feed", args=[token])))


@open_to_all("calendar programmes cannot sign in: a private address shows its owner days, times and places, no more")
@require_safe
def calendar_feed(request, token):
    content = feed_for(token)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private"})
