"""The register on a phone, the sign-in sheet, certificates, and the one open page that says whether one is genuine."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sscb import clock
from sscb.access.levels import marking
from sscb.access.standing import standing
from sscb.access.views import RecordActPage, RecordFormPage, RecordPage, open_to_all
from sscb.pdf.printing import CannotPrint
from sscb.people import naming
from sscb.people.models import Organisation
from sscb.records.files import hand_out
from sscb.timetable.days import in_words
from training.models import Booking, Event
from training.printing import CERTIFICATE, SHEET, address_of, print_paper, square_code
from training.registering import services
from training.registering.forms import WithdrawForm, WriteInForm
from training.registering.models import Certificate
from training.registering.queries import register_page
from training.registering.rates import WORDS
from training.registering.services.marking import RUNS
from training.registering.who import gives, outcomes_of
from training.views.rooms import pages_of

EVENTS = Event.objects.select_related("course")


class OfRegister:
    """Only whoever runs training and the trainers of this event see who is on its list: to others it does not exist."""

    access_rule = "training.keep_register"
    queryset = EVENTS

    def _fetch(self):
        event = super()._fetch()
        person = self.request.user
        if not standing(person).roles & RUNS and not gives(person, event):
            raise Http404
        return event

    def next_url(self):
        return reverse("training:register", args=[self.record.uuid])


class RegisterOfEvent(OfRegister, RecordPage):
    """One session a page; each line is four buttons. Every save keeps what was marked, and more may be marked later."""

    template_name = "training/registering/register.html"
    http_method_names = ["get", "head", "options", "post"]

    def session(self, shown):
        wanted = self.request.POST.get("session") or self.request.GET.get("session", "")
        today = clock.today()
        for one in shown.sessions:
            if str(one.pk) == wanted:
                return one
        come = [one for one in shown.sessions if one.on <= today]
        return come[-1] if come else shown.sessions[0] if shown.sessions else None

    def context(self):
        shown = register_page(self.record)
        session = self.session(shown)
        may_run = bool(standing(self.request.user).roles & RUNS)
        marked = shown.marked(session) if session else 0
        return {
            **super().context(), "shown": shown, "session": session, "choices": list(WORDS.items()),
            "rows": [(line, line.marks.get(session.pk, "")) for line in shown.lines] if session else [],
            "pages": pages_of(self.request.user, self.record, "register"),
            "kicker": f"{self.record.reference} · register", "marking": self.record.marking,
            "heading": self.record.title, "lead": self._lead(shown, session, marked), "may_run": may_run,
            "open": shown.closed is None and session is not None and session.on <= clock.today(),
            "may_close": shown.closed is None and clock.today() >= self.record.last_day,
        }  # fmt: skip

    def _lead(self, shown, session, marked) -> str:
        if shown.closed:
            one = shown.closed
            return (
                f"Closed on {in_words(one.closed_on)}: {one.attended_booked} of {one.confirmed} booked people "
                f"attended, and {one.attended_booked + one.walk_ins} of {one.capacity} places were filled."
            )
        if session is None:
            return "This event has no session yet."
        if session.on > clock.today():
            return f"The session is on {in_words(session.on)}. It can be marked when that day has come."
        return f"{in_words(session.on)}: {marked} of {len(shown.lines)} marked."

    def post(self, request, *args, **kwargs):
        shown = register_page(self.record)
        session = self.session(shown)
        if session is None:
            raise Http404
        marks = {key[2:]: value for key, value in request.POST.items() if key.startswith("m-")}
        try:
            done = services.mark_session(event=self.record, session=session, marks=marks, by=request.user,
                                         on=clock.today())  # fmt: skip
        except ValidationError as refused:
            return self.page(refused=refused.messages, status=422)
        messages.success(request, f"{done} marked. You can change a mark until the register is closed.")
        return redirect(f"{self.next_url()}?session={session.pk}")


class WriteIn(OfRegister, RecordFormPage):
    form_class = WriteInForm
    template_name = "training/form.html"

    def agencies(self):
        return Organisation.objects.on(clock.today()).order_by("name")

    def form_kwargs(self):
        return {"agencies": [(str(one.uuid), one.name) for one in self.agencies()]}

    def context(self):
        return {**super().context(), "kicker": self.record.title, "heading": "Write in somebody without a place",
                "lead": "They are counted apart from those who had booked.", "button": "Write them in",
                "back": self.next_url(), "marking": self.record.marking}  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        agency = self.agencies().filter(uuid=told["agency"]).first() if told["agency"] else None
        made = services.write_in(event=self.record, name=told["name"], agency=agency, by=self.request.user,
                                 on=clock.today())  # fmt: skip
        return f"{made.name} is written in. Now mark them."


class SaysWhyNot:
    """A button that may be refused: the sentence stands on the page that it came from."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect(self.next_url())


class CloseRegister(SaysWhyNot, OfRegister, RecordActPage):
    def do(self):
        made = services.close_register(event=self.record, by=self.request.user, on=clock.today())
        return f"The register is closed: {made.attended_booked} of {made.confirmed} booked people attended."


class SignInSheet(OfRegister, RecordPage):
    """For the table at the door: names, agencies, a line to sign, and a square code that opens the register."""

    def get(self, request, *args, **kwargs):
        event, shown = self.record, register_page(self.record)
        facts = {
            "title": event.title, "reference": event.reference,
            "sessions": [in_words(one.on) for one in shown.sessions],
            "lines": [(line.name, line.agency) for line in shown.lines], "blank": range(4),
            "venue": str(event.venue) if event.venue else "", "code": square_code(address_of(self.next_url())),
        }  # fmt: skip
        return paper(request.user, "training/registering/pack/sheet.html", facts, of=event, level="P3",
                     why="The sheet to sign in", reference=event.reference, rows=len(shown.lines),
                     name=f"sign-in-{event.reference}.pdf", style=SHEET)  # fmt: skip


def paper(
    person: Any, template: str, facts: dict, *, level: str, reference: str, name: str, why: str, style: str = "",
    of: Any = None, rows: int | None = None,
) -> HttpResponse:  # fmt: skip
    try:
        content = print_paper(template, facts, marking=marking(level), reference=reference, style=style)
    except CannotPrint as fault:
        return HttpResponse(str(fault), status=503, content_type="text/plain; charset=utf-8")
    return hand_out(person, content, name=name.lower(), kind="pdf", of=of, level=level, why=why, rows=rows)


class IssueCertificates(SaysWhyNot, RecordActPage):
    access_rule = "training.run_evaluation"
    queryset = EVENTS

    def do(self):
        made = services.issue_certificates(event=self.record, by=self.request.user, on=clock.today())
        if not made:
            return "Nobody is waiting for a certificate: it needs 80 per cent attendance and an answer at the end."
        return f"{made} certificates are issued. Whoever has one finds it under their own training."

    def next_url(self):
        return reverse("training:evaluation", args=[self.record.uuid])


class OwnCertificate(RecordPage):
    """The certificate of one booking, for whoever may read the booking: the person, their agency, training."""

    access_rule = "training.see_certificate"
    queryset = Booking.objects.prefetch_related(Prefetch("certificate"))

    def get(self, request, *args, **kwargs):
        one = Certificate.objects.filter(booking=self.record).select_related("booking__person").first()
        if one is None:
            raise Http404
        event = EVENTS.all().visible_to(request.user).filter(pk=self.record.event_id).first()
        if event is None or one.withdrawn_on:
            raise Http404
        days = in_words(event.first_day)
        if event.last_day != event.first_day:
            days = f"{days} to {in_words(event.last_day)}"
        address = address_of(reverse("training:verify", args=[one.code]))
        facts = {
            "body": naming.board(one.issued_on).name, "title": "Certificate of attendance",
            "name": one.booking.person.name, "course": event.course.title,
            "days": days, "number": one.number, "issued": in_words(one.issued_on), "address": address,
            "expires": in_words(one.expires_on) if one.expires_on else "", "outcomes": list(outcomes_of(event)),
            "code": square_code(address),
        }  # fmt: skip
        return paper(request.user, "training/registering/pack/certificate.html", facts, of=self.record, level="P1",
                     why=f"Certificate {one.number}", reference=one.number, name=f"{one.number}.pdf",
                     style=CERTIFICATE)  # fmt: skip


class WithdrawCertificate(RecordFormPage):
    access_rule = "training.run_evaluation"
    queryset = Booking.objects.all()
    form_class = WithdrawForm
    template_name = "training/form.html"

    def event(self):
        return EVENTS.all().visible_to(self.request.user).get(pk=self.record.event_id)

    def context(self):
        one = Certificate.objects.filter(booking=self.record).first()
        if one is None:
            raise Http404
        return {**super().context(), "kicker": one.number, "heading": "Withdraw a certificate",
                "lead": "From then on its link says that it is not genuine.", "button": "Withdraw it",
                "back": self.next_url(), "marking": "OFFICIAL"}  # fmt: skip

    def do(self, form):
        one = Certificate.objects.filter(booking=self.record).first()
        services.withdraw_certificate(certificate=one, event=self.event(), why=form.cleaned_data["why"],
                                      by=self.request.user, on=clock.today())  # fmt: skip
        return f"{one.number} is withdrawn."

    def next_url(self):
        return reverse("training:evaluation", args=[self.event().uuid])


@open_to_all("whoever is shown a certificate may ask whether it is genuine; the page says that and nothing more")
@require_safe
def verify(request, code):
    """Genuine or not: no name, no course, no date, so that a code that is found tells nothing."""
    found = Certificate.objects.filter(code=code, withdrawn_on=None).exists()
    heading = "This certificate is genuine" if found else "This is not a genuine certificate"
    lead = (
        "It was issued by the Board’s training programme. Compare what is printed on it with what you were told."
        if found else
        "No certificate in force has this address. It may have been withdrawn, or the address was copied wrongly."
    )  # fmt: skip
    shown = {"heading": heading, "lead": lead, "kicker": "Training certificates", "marking": "OFFICIAL"}
    return render(request, "training/registering/verify.html", shown, status=200 if found else 404)
