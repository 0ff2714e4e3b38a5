"""The base every page stands on: it declares its rule, fetches from what its reader may see, asks, does, and goes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from django.views import View

from sscb.access.errors import Conflict, Gone
from sscb.access.policy import ask_again, can, require
from sscb.access.rations import EXPORT, UPLOAD, TooMany, take
from sscb.history.queries import history_of
from sscb.history.services import log_view

OPEN = "open to all"
PAGE_SIZE = 50


def access(rule: str, *, confined_ok: bool = False, rationed: str = "") -> Callable:
    """Declare the rule of a function view. `confined_ok`: reachable before the second factor is set up.

    `rationed`: what of the hour's share it takes (sscb/access/rations.py).
    """

    def declare(view):
        @wraps(view)
        def with_rule(*args, **kwargs):
            return view(*args, **kwargs)

        with_rule.access_rule, with_rule.confined_ok, with_rule.rationed = rule, confined_ok, rationed
        return with_rule

    return declare


def open_to_all(because: str) -> Callable:
    """Declare a route open to everybody, with the reason. The list of them is counted in a test (RULINGS 10)."""

    def declare(view):
        declared = access(OPEN, confined_ok=True)(view)
        declared.open_because = because
        return declared

    return declare


def access_rule_of(view: Callable) -> str | None:
    rule = getattr(view, "access_rule", None)
    if rule is None:
        rule = getattr(getattr(view, "view_class", None), "access_rule", None)
    return rule


def rationed(view: Callable) -> str:
    """What of a person's hourly share this view takes, or ""."""
    return getattr(view, "rationed", "") or getattr(getattr(view, "view_class", None), "rationed", "")


@lru_cache(maxsize=2_000)
def _found(path: str):
    return resolve(path)


def rule_of(url: str) -> str:
    """The access rule of the page of this address."""
    return access_rule_of(_found(url.partition("?")[0].partition("#")[0]).func)


def opens(person: Any, url: str) -> bool:
    """May a role of this person open a page of this kind at all? Whether this very one, is asked by the page itself."""
    return lets_in(person, rule_of(url))


def lets_in(person: Any, rule: str) -> bool:
    return rule == OPEN or bool(can(person, rule))


def is_of_one(url: str) -> bool:
    """Is it the page of one record? That may be open by a named grant, whatever the roles."""
    return bool(_found(url.partition("?")[0].partition("#")[0]).captured_kwargs)


class Page(View):
    """A page of the portal. `access_rule` is required; `context()` gives what the template shows."""

    access_rule: str | None = None
    rationed: str = ""
    template_name: str = ""
    http_method_names = ["get", "head", "options"]

    @classmethod
    def as_view(cls, **kwargs):
        if not cls.access_rule:
            raise ImproperlyConfigured(f"{cls.__name__} declares no access_rule.")
        return super().as_view(**kwargs)

    def context(self) -> dict[str, Any]:
        return {}

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.page()

    def page(self, *, status: int = 200, **more) -> HttpResponse:
        told = {**self.context(), **more}
        if marked := getattr(getattr(self, "_record", None), "marking", ""):
            told["marking"] = max(told.get("marking", ""), marked)  # a page may say more than its record, never less
        if "breadcrumbs" in told:
            told["breadcrumbs"] = [
                crumb for crumb in told["breadcrumbs"]
                if not crumb["url"] or is_of_one(str(crumb["url"])) or opens(self.request.user, str(crumb["url"]))
            ]  # fmt: skip
        return render(self.request, self.template_name, told, status=status)


class ListPage(Page):
    """A list in pages of 50. `rows()` starts from visible_to."""

    page_size = PAGE_SIZE

    def rows(self):
        raise ImproperlyConfigured(f"{type(self).__name__} leaves out what its base page needs.")

    def context(self):
        number = self.request.GET.get("page", "1")
        shown = Paginator(self.rows(), self.page_size).get_page(number if number.isdigit() else 1)
        return {**super().context(), "page": shown, "rows": shown.object_list}


class RecordMixin:
    """One record, found only among those the reader may see: outside that it does not exist (404)."""

    finds_its_record = True
    """The rule is required of the record before anything else, so the threshold leaves 403 or 404 to this page."""
    queryset: Any = None
    slug_field = "uuid"
    slug_kwarg = "uuid"
    view_kind = "page"
    takes_away = False
    """What is read here leaves the portal as a file; of a case, only once its reader has entered a factor again."""
    shows_what_remains = False
    """A page of a record that its receiver has: it shows the reference, dates and receiver, and nothing else."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self._record = None

    def dispatch(self, request, *args, **kwargs):
        # Before anything of the page is worked out, whether or not it uses the record: outside its scope is 404.
        self._fetch()
        return super().dispatch(request, *args, **kwargs)

    @property
    def record(self):
        return self._fetch()

    def _fetch(self):
        if self._record is None:
            found = (
                self.queryset.all()
                .visible_to(self.request.user)
                .filter(**{self.slug_field: self.kwargs[self.slug_kwarg]})
                .first()
            )
            if found is None or (found.disposed_on and not found.sealed_on):
                self._say_if_disposed_of()
                raise Http404
            if found.sealed_on and not self.shows_what_remains:
                raise Gone(
                    f"{found.reference} was handed over, and its receipt is confirmed. What was written in it is not "
                    "shown here any more: ask its receiver. The reference, the dates and the receiver remain."
                )
            require(self.request.user, self.access_rule, found)
            if found.level in ("P4", "P5"):
                if self.takes_away or self.rationed == EXPORT:
                    ask_again()
                log_view(self.request.user, found, kind=self.view_kind)
            self._record = found
        return self._record

    def _say_if_disposed_of(self) -> None:
        """410 to people who could see it before, 404 to all others (2.5)."""
        base = next(iter(self.queryset.model._meta.parents), None)
        if base is None or self.slug_field != "uuid":
            return
        known = base._base_manager.filter(uuid=self.kwargs[self.slug_kwarg]).exclude(disposed_on=None)
        if not known.exists():  # almost always: and who may see it costs ten times as much to ask
            return
        gone = base.objects.visible_to(self.request.user).filter(pk__in=known).first()
        if gone is not None:
            raise Gone(
                f"{gone.reference} had reached the end of its time and was disposed of. The certificate of it is kept: "
                "the business manager and the data protection officer can show it."
            )

    def context(self):
        return {**super().context(), "record": self.record}


class RecordPage(RecordMixin, Page):
    """A page about one record."""


class FormPage(Page):
    """Asks with a form, does one thing through a service, says what was done, and goes on.

    Subclasses give `form_class` and `do(form) -> message` (or a response), and `next_url()`.
    """

    http_method_names = ["get", "head", "options", "post"]
    form_class: Any = None

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def initial(self) -> dict[str, Any]:
        return {}

    def make_form(self, data=None, files=None):
        return self.form_class(data=data, files=files, initial=self.initial(), **self.form_kwargs())

    def get(self, request, *args, **kwargs):
        return self.page(form=self.make_form())

    def post(self, request, *args, **kwargs):
        form = self.make_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form=form, status=422)
        try:
            if request.FILES:
                take(request.user, UPLOAD)
            done = self.do(form)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.page(form=form, status=422)
        except TooMany as refused:
            form.add_error(None, str(refused))
            answer = self.page(form=form, status=429)
            answer["Retry-After"] = str(refused.seconds)
            return answer
        except Conflict as refused:
            return self.conflict_page(form, refused)
        if isinstance(done, HttpResponse):
            return done
        if done:
            messages.success(request, done)
        return redirect(self.next_url())

    def conflict_page(self, form, refused: Conflict) -> HttpResponse:
        """The form as it was typed, the reason above it: nobody loses their text (REL-14)."""
        form.add_error(None, str(refused))
        return self.page(form=form, conflict=refused, status=409)

    def do(self, form):
        raise ImproperlyConfigured(f"{type(self).__name__} leaves out what its base page needs.")

    def next_url(self) -> str:
        raise ImproperlyConfigured(f"{type(self).__name__} leaves out what its base page needs.")


@dataclass(frozen=True)
class Compared:
    """One field of a form that somebody else saved first."""

    label: str
    mine: Any
    saved: Any


class RecordFormPage(RecordMixin, FormPage):
    """A form about one record. With a hidden `version` in it, nobody overwrites what they have not seen (REL-14)."""

    def conflict_page(self, form, refused):
        """What was typed beside what is saved now, field by field; saving again, having seen both, replaces it."""
        self._record = None
        saved = self.initial()
        if "version" in form.fields and "version" in saved:
            typed = form.data.copy()
            typed["version"] = saved["version"]
            form = self.make_form(typed, self.request.FILES)
        rows = [
            Compared(field.label, field.value(), saved[field.name])
            for field in form.visible_fields()
            if field.name in saved and _same_ends(field.value()) != _same_ends(saved[field.name])
        ]
        form.add_error(None, str(refused))
        latest = next(iter(history_of(self.record, most=1)), None)
        return self.page(form=form, conflict=refused, compared=rows, latest=latest, status=409)


def _same_ends(text: Any) -> str:
    """Browsers send other line ends than were saved; that is no difference."""
    return str("" if text is None else text).replace("\r\n", "\n").strip()


class ActPage(Page):
    """A POST button: no form, one service, and back. GET is refused, so that looking never changes anything."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        done = self.do()
        if isinstance(done, HttpResponse):
            return done
        if done:
            messages.success(request, done)
        return redirect(self.next_url())

    def do(self):
        raise ImproperlyConfigured(f"{type(self).__name__} leaves out what its base page needs.")

    def next_url(self) -> str:
        raise ImproperlyConfigured(f"{type(self).__name__} leaves out what its base page needs.")


class RecordActPage(RecordMixin, ActPage):
    """A POST button about one record."""


__all__ = [
    "OPEN", "ActPage", "FormPage", "ListPage", "Page", "RecordActPage", "RecordFormPage", "RecordPage",
    "access", "access_rule_of", "can", "open_to_all", "rationed",
]  # fmt: skip
