"""The transition of the Board: its register, its plan, and the steps of the two who agree to it."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.levels import marking
from sscb.access.rations import EXPORT, take
from sscb.access.views import FormPage, Page, RecordActPage, RecordFormPage, RecordPage
from sscb.board.transition import register, services
from sscb.board.transition.checking import lines_of
from sscb.board.transition.forms import BodyForm, GroupForm, NewGroupForm, SeatForm
from sscb.board.transition.lifecycle import PREPARE
from sscb.board.transition.models import TransitionPlan
from sscb.board.transition.queries import plan_page, register_page, source_words
from sscb.board.views.planning import TRAIL
from sscb.people.models import Person
from sscb.records.files import hand_out
from sscb.tables.writing import as_csv

READ = "board.read_transition"
REGISTER = {"title": "The transition", "url": "/transition/"}


class Register(Page):
    """What was finished, handed over, kept, and is still open; with each record behind the counts."""

    access_rule = READ
    template_name = "board/transition.html"

    def context(self):
        asked = self.request.GET
        page = register_page(
            self.request.user, clock.today(), kind=asked.get("kind", ""), fate=asked.get("fate", ""),
            page=asked.get("page", "1"),
        )  # fmt: skip
        return {"page": page, "breadcrumbs": [TRAIL], "marking": marking("P3")}


class RegisterFile(Page):
    """The same as a table for a spreadsheet: the counts, then each record that its taker may read."""

    access_rule = READ
    HEADS = ("Kind", "Reference", "Title", "Became", "Count", "On", "How it stands", "With, before", "With, since")

    def get(self, request, *args, **kwargs):
        take(request.user, EXPORT)
        as_at, person = clock.today(), request.user
        told = register.since(as_at)
        rows: list[tuple] = []
        for kind in register.counts(person, as_at, told):
            if kind.tally is None:
                rows.append((kind.title, "", kind.words, "", "", "", "", "", ""))
                continue
            for fate, words in (("total", "All"), *register.FATES.items()):
                rows.append((kind.title, "", "", words, getattr(kind.tally, fate), "", "", "", ""))
        for record in register.listed(person, as_at, told):
            one = register.row_of(record, person, told)
            on = one.on.isoformat() if one.on else ""
            rows.append((one.kind, one.reference, one.title, register.FATES[one.fate], "", on, one.words, one.was,
                         one.now))  # fmt: skip
        rows.append((source_words(as_at, told), *[""] * (len(self.HEADS) - 1)))
        content = as_csv(self.HEADS, rows).encode("utf-8-sig")
        return hand_out(
            person, content, name=f"transition-register-{as_at.isoformat()}.csv", kind="csv", level="P3",
            why="the register of the transition", rows=len(rows), columns=self.HEADS,
        )  # fmt: skip


class Begin(FormPage):
    access_rule = PREPARE
    template_name = "board/meeting_form.html"
    form_class = BodyForm

    def context(self):
        return {
            **super().context(), "kicker": "The transition of the Board", "heading": "Begin the plan",
            "button": "Begin the plan", "back": reverse("board:transition"), "breadcrumbs": [TRAIL, REGISTER],
            "marking": marking("P3"),
            "told": "Every group continues until you say else. Nothing takes effect before the Independent Chair has "
            "agreed, and nothing before the day on which the safeguarding partners begin.",
        }  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        self.made = services.begin_plan(
            new_name=told["new_name"], new_short=told["new_short"], by=self.request.user, on=clock.today()
        )
        return "The plan is begun. Say next what becomes of each group."

    def next_url(self):
        return reverse("board:transition_plan", args=[self.made.uuid])


class OfPlan:
    queryset = TransitionPlan.objects.select_related("proposed_by", "agreed_by")

    def next_url(self):
        return reverse("board:transition_plan", args=[self.record.uuid])

    def line(self, uuid):
        found = next((one for one in lines_of(self.record) if str(one.uuid) == str(uuid)), None)
        if found is None:
            raise Http404
        return found


class Plan(OfPlan, RecordPage):
    access_rule = READ
    template_name = "board/transition_plan.html"

    def context(self):
        page = plan_page(self.record, self.request.user, clock.today())
        return {**super().context(), "page": page, "breadcrumbs": [TRAIL, REGISTER], "marking": self.record.marking}


class PlanForm(OfPlan, RecordFormPage):
    access_rule = PREPARE
    template_name = "board/meeting_form.html"
    heading = ""
    button = "Save"
    told = ""

    def context(self):
        return {
            **super().context(), "kicker": self.record.reference, "heading": self.heading, "button": self.button,
            "told": self.told, "back": self.next_url(), "marking": self.record.marking,
            "breadcrumbs": [TRAIL, REGISTER, {"title": "The plan", "url": self.next_url()}],
        }  # fmt: skip

    def said(self):
        return {"plan": self.record, "by": self.request.user, "on": clock.today()}


class NameBody(PlanForm):
    form_class = BodyForm
    heading = "What the Board is called from then on"
    told = "Pages bear it from that day; packs, minutes, letters and reports of the days before keep the old name."

    def initial(self):
        return {name: getattr(self.record, name) for name in ("new_name", "new_short", "version")}

    def do(self, form):
        told = form.cleaned_data
        version = told["version"] if told["version"] is not None else self.record.version
        services.name_body(new_name=told["new_name"], new_short=told["new_short"], version=version, **self.said())
        return "The name is written down."


class ChangeGroup(PlanForm):
    form_class = GroupForm
    told = "Its records, minutes and history stay under its own name. What is still open passes to its successor."

    @property
    def heading(self):
        return f"What becomes of {self.line(self.kwargs['line']).called}?"

    def initial(self):
        one = self.line(self.kwargs["line"])
        return {"outcome": one.outcome, "name": one.name, "into": str(one.into.uuid) if one.into else "",
                "members_follow": one.members_follow, "why": one.why}  # fmt: skip

    def form_kwargs(self):
        lines = lines_of(self.record)
        stay = [(str(one.uuid), one.called) for one in lines if not one.goes and str(one.uuid) != self.kwargs["line"]]
        return {"others": stay}

    def do(self, form):
        told = dict(form.cleaned_data)
        into = self.line(told.pop("into")) if told["into"] else told.pop("into") or None
        line = services.change_group(line=self.line(self.kwargs["line"]), into=into, **told, **self.said())
        return f"{line.called}: {line.get_outcome_display().lower()}."


class AddGroup(PlanForm):
    form_class = NewGroupForm
    heading = "A group that begins"
    button = "Add the group"
    told = "It begins on the day on which the safeguarding partners begin. Say next who sits on it."

    def do(self, form):
        line = services.add_group_to_plan(**form.cleaned_data, **self.said())
        return f"{line.name} begins on that day. Say who takes the chair."


class AddSeat(PlanForm):
    form_class = SeatForm
    heading = "Who moves where"
    button = "Add it"
    told = "Places and roles end with the last day before, and begin on the day. What somebody did before stays theirs."

    def form_kwargs(self):
        people = Person.objects.filter(is_active=True, left_on=None).select_related("organisation")
        return {
            "people": [(str(one.uuid), f"{one.name}, {one.organisation or one.job_title}") for one in people],
            "lines": [(str(one.uuid), one.group.name if one.group else one.called) for one in lines_of(self.record)],
        }

    def do(self, form):
        told = dict(form.cleaned_data)
        person = Person.objects.get(uuid=told.pop("person"))
        line = self.line(UUID(told.pop("line"))) if told["line"] else told.pop("line") or None
        seat = services.change_seat(person=person, line=line, **told, **self.said())
        return f"{seat.person.name}: {seat.get_kind_display().lower()}."


class StepPlan(OfPlan, RecordActPage):
    """Put it to the chair, agree to it, open it again with a reason; or take one line out of it."""

    access_rule = READ

    def do(self):
        told, asked = {"plan": self.record, "by": self.request.user, "on": clock.today()}, self.request.POST
        step = asked.get("step", "")
        if step == "propose":
            services.propose(**told)
            return "It is with the Independent Chair now."
        if step == "agree":
            services.agree(**told)
            return "The plan is agreed. It takes effect on the day by itself."
        if step == "again":
            if not asked.get("why", "").strip():
                raise Conflict("Say why the plan changes, and open it again. Nothing was changed.")
            services.take_up_again(why=asked["why"][:300], **told)
            return "The plan is open again. Two people must agree to it anew."
        if step == "drop-group":
            services.drop_group_from_plan(line=self.line(asked.get("line", "")), **told)
            return "Taken out of the plan."
        if step == "drop-seat":
            seat = next((one for one in self.record.seats.all() if str(one.uuid) == asked.get("seat", "")), None)
            if seat is None:
                raise Http404
            services.drop_seat(seat=seat, **told)
            return "Taken out of the plan."
        raise Conflict("This step is not known here. Nothing was changed.")


