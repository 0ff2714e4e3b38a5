"""Taking a notification: asked, checked, taken; nothing typed is lost on the way."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from cdop import services
from cdop.forms.notification import NotificationForm
from cdop.models import ChildDeathReview
from cdop.queries.people import agencies
from cdop.services import AlreadyThere
from cdop.transition import Body
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.typed import FORM_KEY, FORM_TOKEN
from sscb.access.views import Page
from sscb.people.models import Organisation

FIELD_OF = (
    ("18th birthday", "born_on"), ("date of birth", "born_on"), ("date of death", "died_on"),
    ("stillbirth", "live_birth"), ("termination", "planned_termination"), ("moment of receipt", "received_day"),
    ("add a note", "note"), ("in which area", "home_area"), ("NHS number", "nhs_number"), ("child’s name", "name"),
)  # fmt: skip
"""Words of a refusal -> the field it is about, so that the summary leads there."""
MOST_ROWS = 12
STEPS = ("take", "check", "change", "row", "join", "another", FORM_TOKEN, FORM_KEY, "another_child_because")


class Notify(Page):
    """One address for all three steps. A GET asks; each POST carries everything that was typed."""

    access_rule = "cdop.take_notification"
    template_name = "cdop/notify.html"
    http_method_names = ["get", "head", "options", "post"]

    def context(self):
        return {
            **super().context(),
            "kicker": "Child deaths",
            "heading": "Take the notification of a child’s death",
            "lead": "It is taken whatever the date. Whose review it will be is said before you take it.",
            "marking": ChildDeathReview(level="P5").marking,
            "breadcrumbs": [
                {"title": "Child deaths", "url": reverse("cdop:reviews")}, {"title": "Notification", "url": ""}
            ],
        }  # fmt: skip

    def get(self, request, *args, **kwargs):
        now = clock.now().astimezone(clock.LONDON)
        return self.page(form=self._form(initial={"received_day": now.date(), "received_time": now.strftime("%H:%M")}))

    def post(self, request, *args, **kwargs):
        if "change" in request.POST or "row" in request.POST:
            rows = self._rows + ("row" in request.POST)
            return self.page(form=self._form(initial=request.POST.dict(), rows=min(rows, MOST_ROWS)))
        form = self._form(data=request.POST, rows=self._rows)
        if not form.is_valid():
            return self.page(form=form, status=422)
        try:
            if request.POST.get("join"):
                return self._join(form, request.POST["join"])
            if "take" in request.POST:
                return self._take(form)
            return self._check(form)
        except AlreadyThere as refused:
            return self._check(form, status=409, refused=" ".join(refused.messages))
        except (ValidationError, Conflict) as refused:
            self._say(form, refused)
            return self.page(form=form, status=422)

    # --- the steps --------------------------------------------------------------------------------------------------

    def _check(self, form, *, status=200, refused=""):
        body, minded, alike = services.look_at_notification(
            child=form.child, death=form.death, received_at=form.received_at, by=self.request.user, on=clock.today(),
            note=form.cleaned_data["note"],
        )  # fmt: skip
        kept = [(name, value) for name, value in self.request.POST.items() if name not in STEPS]
        context = {
            **self.context(),
            "heading": _heading(body, form.death.home_area, alike),
            "lead": "Check what you typed. Nothing is kept until you press the button at the end.",
        }
        self.template_name = "cdop/notify_check.html"
        return self.page(**{
            **context, "status": status, "typed": form, "summary": form.summary, "minded": minded, "alike": alike,
            "certain": any(one.certain for one in alike), "kept": kept, "refused": refused,
            "takes_words": "Take the notification" if body is Body.LSCB else "Take it, to be passed on",
            "because": self.request.POST.get("another_child_because", ""),
        })  # fmt: skip

    def _take(self, form):
        review = services.take_notification(
            child=form.child, death=form.death, relatives=form.people, **self._receipt(form),
            another_child_because=self.request.POST.get("another_child_because", ""),
        )  # fmt: skip
        messages.success(self.request, f"The notification is taken as {review.reference}.")
        return redirect("cdop:review", uuid=review.uuid)

    def _join(self, form, uuid):
        reviews = ChildDeathReview.objects.visible_to(self.request.user)
        review = reviews.filter(uuid=uuid).first() if _is_uuid(uuid) else None
        if review is None:
            raise Http404
        services.join_notification(review=review, child=form.child, relatives=form.people, **self._receipt(form))
        messages.success(
            self.request, f"The notification is added to {review.reference}. What was not known there is filled in."
        )
        return redirect("cdop:review", uuid=review.uuid)

    def _receipt(self, form) -> dict:
        agency = Organisation.objects.filter(code=form.cleaned_data["agency"]).first()
        return {
            "received_at": form.received_at, "note": form.cleaned_data["note"], "agency": agency,
            "by": self.request.user, "on": clock.today(), **form.further,
        }  # fmt: skip

    # --- helpers of the page ----------------------------------------------------------------------------------------

    @property
    def _rows(self) -> int:
        told = self.request.POST.get("rows", "")
        return min(int(told), MOST_ROWS) if told.isdigit() else 2

    def _form(self, *, data=None, initial=None, rows=2):
        known = {one.code: one.name for one in agencies(clock.today())}
        return NotificationForm(data, initial=initial, agencies=known, rows=rows)

    def _say(self, form, refused) -> None:
        words = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
        field = next((field for part, field in FIELD_OF if part.casefold() in words.casefold()), None)
        form.add_error(field, words)


def _heading(body, home_area, alike) -> str:
    """What becomes of it, before it is taken."""
    if alike:
        return f"This death may be known already as {alike[0].reference}"
    if body is Body.OTHER_AREA:
        return f"{home_area} reviews this death: the notification is taken and passed on"
    if body is Body.PARTNERS:
        return "The child death review partners review this death: the notification is taken and passed on"
    return "The Board’s panel reviews this death"


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
