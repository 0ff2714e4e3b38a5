"""The four pages that serve every kind of a room's stepping records: list, one, new, and the form of a step."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from sscb import clock
from sscb.access.policy import can, require
from sscb.access.views import FormPage, ListPage, RecordFormPage, RecordPage
from sscb.history.queries import history_of
from sscb.records.models import Record
from sscb.records.sockets import types
from sscb.records.stepping import Kind


class OfRoom:
    """`room`: the namespace of its addresses; `kinds`: what it keeps, by record type."""

    room = ""
    kinds: dict[str, Kind] = {}
    tabs: tuple[tuple[str, str], ...] = ()
    local = ""

    def address(self, name: str, *args: Any) -> str:
        return reverse(f"{self.room}:{name}", args=args)

    def by_slug(self) -> Kind:
        for kind in self.kinds.values():
            if kind.slug == self.kwargs["kind"]:
                return kind
        raise Http404


class StepList(OfRoom, ListPage):
    template_name = "records/steps_list.html"

    def rows(self):
        kind = self.by_slug()
        if not kind.listed:
            raise Http404
        return kind.rows(self.request.user)

    def context(self):
        context, kind, as_at, person = super().context(), self.by_slug(), clock.today(), self.request.user
        rows = list(context["rows"])
        new = self.address("new_kept", kind.slug) if not kind.under and can(person, kind.rule) else ""
        return {
            **context, "kicker": kind.title, "heading": kind.heading(rows, as_at), "lead": kind.lead, "kind": kind,
            "above": kind.above(person, rows, as_at) if kind.above else None, "columns": kind.columns,
            "shown": [kind.row(one, as_at) for one in rows], "new": new, "local": self.local,
        }  # fmt: skip


class _Typed:
    """Finds the base row as every record page does; `one` is the record of its own kind."""

    queryset = Record.objects.select_related("group", "owner")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self._one = None
        self.queryset = self.queryset.filter(type__in=self.kinds)

    @property
    def kind(self) -> Kind:
        return self.kinds[self.record.type]

    @property
    def one(self):
        if self._one is None:
            found = self.kind.model.objects.visible_to(self.request.user).select_related(*self.kind.related)
            self._one = found.get(pk=self.record.pk)
        return self._one

    def next_url(self):
        return self.address("kept", self.kwargs["uuid"])


class StepPage(_Typed, OfRoom, RecordPage):
    template_name = "records/steps_page.html"

    def context(self):
        one, kind, person = self.one, self.kind, self.request.user
        steps = [
            {"text": step.words, "url": self.address("keep_step", one.uuid, step.code), "main": step.main}
            for step in kind.steps
            if one.stage in step.at and can(person, step.rule, one) and (step.only is None or step.only(person, one))
        ]
        below = next((other for other in self.kinds.values() if other.under == one.type), None)
        if below and one.stage in below.adds_at and can(person, below.rule):
            url = self.address("add_kept", one.uuid)
            steps.append({"text": below.new_words, "url": url, "main": not any(step["main"] for step in steps)})
        parent = kind.slug if kind.listed else self.kinds[kind.under].slug
        shown = kind.shown(one, person, clock.today())
        return {
            **super().context(), "kicker": f"{types[one.type].title} {one.reference}", "heading": one.title,
            "shown": shown, "files": one.attachments.all() if shown.files else (), "steps": steps,
            "history": history_of(one),
            "marking": one.marking, "kind": kind, **self.more(one),
            "breadcrumbs": [
                {"title": self.kinds[one.type if kind.listed else kind.under].title,
                 "url": self.address("kept_list", parent)},
                {"title": one.reference, "url": ""},
            ],
        }  # fmt: skip

    def more(self, one) -> dict[str, Any]:
        return {}


class NewPage(OfRoom, FormPage):
    template_name = "records/steps_form.html"

    def form_kwargs(self):
        require(self.request.user, self.by_slug().rule)
        if self.by_slug().under:
            raise Http404
        return {"person": self.request.user, "about": None}

    def make_form(self, data=None, files=None):
        return self.by_slug().form(data=data, files=files, initial=self.initial(), **self.form_kwargs())

    def context(self):
        kind = self.by_slug()
        return {
            "kicker": kind.title,
            "heading": kind.new_words,
            "button": "Save",
            "back": self.address("kept_list", kind.slug),
        }

    def do(self, form):
        self.made = self.by_slug().begin(**form.cleaned_data, by=self.request.user, on=clock.today())
        return f"Saved as {self.made.reference}."

    def next_url(self):
        return self.address("kept", self.made.uuid)


class AddPage(_Typed, OfRoom, RecordFormPage):
    """A record that hangs on this one, such as an issue on the meeting at which it was raised."""

    template_name = "records/steps_form.html"

    @property
    def below(self) -> Kind:
        for kind in self.kinds.values():
            if kind.under == self.record.type:
                return kind
        raise Http404

    def make_form(self, data=None, files=None):
        require(self.request.user, self.below.rule)
        return self.below.form(data=data, files=files, person=self.request.user, about=self.one)

    def context(self):
        return {
            **super().context(),
            "kicker": self.record.reference,
            "button": "Save",
            "back": self.next_url(),
            "heading": f"{self.below.new_words}: {self.record.title}",
        }

    def do(self, form):
        made = self.below.begin(above=self.one, **form.cleaned_data, by=self.request.user, on=clock.today())
        return f"Saved as {made.reference}."


class StepFormPage(_Typed, OfRoom, RecordFormPage):
    template_name = "records/steps_form.html"

    @property
    def step(self):
        found = next((one for one in self.kind.steps if one.code == self.kwargs["step"]), None)
        if found is None:
            raise Http404
        return found

    def make_form(self, data=None, files=None):
        require(self.request.user, self.step.rule, self.one)
        begun = self.step.begun(self.one) if self.step.begun else {}
        return self.step.form(data=data, files=files, initial=begun, person=self.request.user, about=self.one)

    def context(self):
        return {
            **super().context(), "kicker": self.record.reference, "heading": f"{self.step.words}: {self.record.title}",
            "button": self.step.words, "back": self.next_url(), "marking": self.record.marking,
            "shown": self.kind.shown(self.one, self.request.user, clock.today()),
        }  # fmt: skip

    def do(self, form):
        if self.one.stage not in self.step.at:
            stage = types[self.one.type].stages[self.one.stage]
            raise ValidationError(
                f"{self.one.reference} is “{stage}” now, so this waits no longer. Nothing was changed."
            )
        self.step.do(record=self.one, **form.cleaned_data, by=self.request.user, on=clock.today())
        return self.step.done
