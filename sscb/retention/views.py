"""How long records are kept, what is disposed of, and what is held: three pages, and what may be done on them."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import can
from sscb.access.views import ActPage, FormPage, Page
from sscb.pdf.printing import CannotPrint
from sscb.people.models import Person
from sscb.records.files import hand_out
from sscb.records.models import Record
from sscb.retention import queries, services
from sscb.retention.forms import ExtendForm, HoldForm, PeriodForm, StopForm
from sscb.retention.models import Certificate, Hold, KeptLonger, Moratorium, Proposal
from sscb.retention.periods import newest
from sscb.retention.printing import certificate_pdf
from sscb.retention.schedule import LINE, REVIEW

KICKER = "What is kept, and how long"
UNKNOWN = "There is no record {}. Look at the reference again"


class Tabbed:
    here = ""

    def context(self):
        return {
            **super().context(), "kicker": KICKER, "tabs": queries.tabs(self.request.user, self.here),
            "stopped": queries.stopped(), "marking": marking("P3"), "person": self.request.user,
        }  # fmt: skip


class Schedule(Tabbed, Page):
    access_rule = "retention.read"
    template_name = "retention/schedule.html"
    here = "retention:schedule"

    def context(self):
        rows = queries.schedule(self.request.user, clock.today())
        missing = queries.unsigned(rows)
        heading = f"{missing} of {len(rows)} periods wait for sign-off" if missing else "Every period is signed off"
        return {**super().context(), "rows": rows, "heading": heading}


class SignOff(ActPage):
    access_rule = "retention.sign_off"

    def do(self):
        line = _line(self.kwargs["line"])
        number = self.request.POST.get("number", "")
        if not number.isdigit():
            return "Read the page again and sign off what it shows. Nothing was changed."
        try:
            services.sign_off(line=line, number=int(number), by=self.request.user, on=clock.today())
        except ValidationError as refused:
            return " ".join(refused.messages)
        return f"{line} is signed off."

    def next_url(self):
        return reverse("retention:schedule")


def _line(code: str) -> str:
    if code not in LINE:
        raise Http404
    return code


class ChangePeriod(FormPage):
    access_rule = "retention.change"
    template_name = "retention/form.html"
    form_class = PeriodForm

    def initial(self):
        now = newest(_line(self.kwargs["line"])).period
        return {"years": now.years, "months": now.months, "days": now.days, "from_on": clock.today()}

    def context(self):
        line = LINE[_line(self.kwargs["line"])]
        return {
            **super().context(), "kicker": f"{KICKER} · {line.code}", "heading": f"How long: {line.title}",
            "told": f"Now: {newest(line.code).period}. Reason on record: {line.reason} The change counts once the data "
            "protection officer has signed it off; until then the period above does.",
            "button": "Save as the next version", "back": self.next_url(), "marking": marking("P3"),
        }  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        made = services.change_period(
            line=_line(self.kwargs["line"]), years=told["years"] or 0, months=told["months"] or 0,
            days=told["days"] or 0, why=told["why"], from_on=told["from_on"], by=self.request.user, on=clock.today(),
        )  # fmt: skip
        return f"{made.line} has version {made.number}. It waits for the sign-off of the data protection officer."

    def next_url(self):
        return reverse("retention:schedule")


class Disposals(Tabbed, Page):
    access_rule = "retention.read"
    template_name = "retention/disposals.html"
    here = "retention:disposals"

    def context(self):
        rows = queries.proposals(self.request.user)
        waiting = sum(1 for row in rows if row.may_extend)
        return {
            **super().context(), "rows": rows, "certificates": queries.certificates(),
            "longer": queries.kept_longer(), "to_offer": queries.to_offer(self.request.user, clock.today()),
            "heading": f"{waiting} {'disposals wait' if waiting != 1 else 'disposal waits'} for people" if waiting
            else "No disposal waits for anybody",
        }  # fmt: skip


class Offer(ActPage):
    """What is kept for good, to the county archive."""

    access_rule = "retention.offer"

    def do(self):
        told = {"reference": self.request.POST.get("reference", "")[:80], "by": self.request.user, "on": clock.today()}
        try:
            made = services.offer_to_archive(**told)
        except ValidationError as refused:
            return " ".join(refused.messages)
        return f"{made.reference} are offered; certificate {made.number} names them."

    def next_url(self):
        return reverse("retention:disposals")


def _proposal(view) -> Proposal:
    return get_object_or_404(Proposal, uuid=view.kwargs["uuid"])


class Approve(ActPage):
    access_rule = "retention.approve"

    def do(self):
        told = {"proposal": _proposal(self), "by": self.request.user, "on": clock.today()}
        try:
            one = services.approve(looked=self.request.POST.get("looked") == "yes", **told)
        except ValidationError as refused:
            return " ".join(refused.messages)
        if one.state == Proposal.State.ONCE:
            return "Approved. A second person must approve it too."
        return "Approved by two: it is being disposed of, and its certificate follows."

    def next_url(self):
        return reverse("retention:disposals")


class KeepLonger(FormPage):
    access_rule = "retention.approve"
    template_name = "retention/form.html"
    form_class = ExtendForm

    def context(self):
        one = _proposal(self)
        of = one.record.reference if one.record_id else "an account"
        return {
            **super().context(), "kicker": f"{KICKER} · {one.line}", "heading": f"Keep {of} longer",
            "told": f"{LINE[one.line].title}: kept until {one.kept_until:%-d %B %Y}. When the day that you enter has "
            "passed, it is proposed again.", "button": "Keep it longer", "back": self.next_url(),
            "marking": marking("P3"), "because": KeptLonger.Because.choices if LINE[one.line].end == REVIEW else (),
            "from_birth": reverse("retention:from_birth", args=[one.uuid]),
        }  # fmt: skip

    def do(self, form):
        told = {"proposal": _proposal(self), "by": self.request.user, "on": clock.today()}
        services.extend(until=form.cleaned_data["until"], why=form.cleaned_data["why"], **told)
        return "Kept longer; the reason is on record."

    def next_url(self):
        return reverse("retention:disposals")


class FromBirth(ActPage):
    """75 years from birth: the child was looked after, or sexual abuse is alleged."""

    access_rule = "retention.approve"

    def do(self):
        told = {"proposal": _proposal(self), "by": self.request.user, "on": clock.today()}
        try:
            services.extend(until=None, why="", because=self.request.POST.get("because", ""), **told)
        except ValidationError as refused:
            return " ".join(refused.messages)
        return "Kept 75 years from birth. It is proposed again when that day has passed."

    def next_url(self):
        return reverse("retention:disposals")


class CertificatePdf(Page):
    access_rule = "retention.read"

    def get(self, request, *args, **kwargs):
        one = get_object_or_404(Certificate, uuid=self.kwargs["uuid"])
        try:
            content = certificate_pdf(one)
        except CannotPrint as fault:
            return HttpResponse(str(fault), status=503, content_type="text/plain; charset=utf-8")
        return hand_out(request.user, content, name=f"{one.number.lower()}-official.pdf", kind="pdf", level="P1",
                        log_as="file", why=f"Certificate of disposal {one.number}")  # fmt: skip


class Holds(Tabbed, FormPage):
    access_rule = "retention.hold"
    template_name = "retention/holds.html"
    form_class = HoldForm
    here = "retention:holds"

    def initial(self):
        return {"on": Hold.On.RECORD}

    def context(self):
        rows = queries.holds()
        held = sum(1 for one in rows if one.released_on is None)
        heading = f"{held} legal hold{'s stand' if held != 1 else ' stands'}" if held else "Nothing is held"
        return {
            **super().context(), "rows": rows, "heading": heading, "moratoria": queries.moratoria(),
            "stop_form": StopForm(prefix="stop"), "may_stop": bool(can(self.request.user, "retention.stop")),
        }  # fmt: skip

    def do(self, form):
        told, by = form.cleaned_data, self.request.user
        words = {"reason": told["reason"], "reference": told["reference"], "by": by, "on": clock.today()}
        named = told["record"].strip()
        if told["on"] == Hold.On.ACCOUNT:
            person = Person.objects.filter(email=named.lower()).first()
            if person is None:
                raise ValidationError({"record": f"Nobody signs in as {named}. Look at the address again"})
            hold = services.hold_person(person=person, **words)
        else:
            found = Record.objects.all_for_job("a hold is placed by reference; nothing of the record is shown")
            record = found.filter(reference=named).first()
            if record is None or can(by, "read", record).code == "conflict of interest":
                raise ValidationError({"record": UNKNOWN.format(named)})
            hold = services.place_hold(record=record, child=told["on"] == Hold.On.CHILD, **words)
        count = hold.reached.count()
        return f"The hold stands: it reaches {count} record{'s' if count != 1 else ''}. Two people release it."

    def next_url(self):
        return reverse("retention:holds")


class StepHold(ActPage):
    """Ask for a release, or agree to it."""

    access_rule = "retention.hold"

    def do(self):
        told = {"hold": get_object_or_404(Hold, uuid=self.kwargs["uuid"]), "by": self.request.user, "on": clock.today()}
        if "why" in self.request.POST:
            try:
                services.ask_release(why=self.request.POST["why"][:300], **told)
            except ValidationError as refused:
                return " ".join(refused.messages)
            return "The release is asked for. Another person must agree to it."
        services.release_hold(**told)
        return "The hold is released. What another hold reaches stays held."

    def next_url(self):
        return reverse("retention:holds")


class Stop(ActPage):
    access_rule = "retention.stop"

    def do(self):
        form = StopForm(self.request.POST, prefix="stop")
        if not form.is_valid():
            return " ".join(str(said[0]) for said in form.errors.values()) + ". Disposal was not stopped."
        try:
            services.stop_disposal(**form.cleaned_data, by=self.request.user, on=clock.today())
        except ValidationError as refused:
            return " ".join(refused.messages)
        return "All disposal is stopped. Two people let it go on."

    def next_url(self):
        return reverse("retention:holds")


class StepStop(ActPage):
    """Ask for disposal to go on, or agree to it."""

    access_rule = "retention.stop"

    def do(self):
        one = get_object_or_404(Moratorium, uuid=self.kwargs["uuid"])
        told = {"moratorium": one, "by": self.request.user, "on": clock.today()}
        if "why" in self.request.POST:
            try:
                services.ask_lift(why=self.request.POST["why"][:300], **told)
            except ValidationError as refused:
                return " ".join(refused.messages)
            return "It is asked for. Another person must agree to it."
        services.lift(**told)
        return "Disposal goes on."

    def next_url(self):
        return reverse("retention:holds")
