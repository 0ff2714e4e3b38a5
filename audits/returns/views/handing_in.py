"""Checking, signing and handing in; the way back, an appeal, and the year-round trail."""


from audits.returns import services
from audits.returns.forms.small import SignForm, WhyForm
from audits.returns.lifecycle import Stage
from audits.returns.models import AnswerRevision
from audits.returns.queries.checking import check_page
from audits.returns.queries.criterion import trail_of
from audits.returns.reading import kind_of
from audits.returns.views.acting import OfReturn, SaysWhyNot
from sscb import clock
from sscb.access.views import RecordActPage, RecordFormPage, RecordPage


class CheckAnswers(OfReturn, RecordPage):
    """Everything that will be handed in, and what still stops it."""

    access_rule = "audits.keep_up"
    template_name = "audits/returns/check.html"

    def context(self):
        shown = check_page(self.record, clock.today())
        return {**super().context(), "shown": shown, "heading": shown.heading}


class AskForSignature(OfReturn, SaysWhyNot, RecordActPage):
    access_rule = "audits.answer"

    def do(self):
        services.ask_for_signature(one=self.record, by=self.request.user, on=clock.today())
        return "It waits for the signature now. Nobody can change it meanwhile; you can take it back."


class Start(OfReturn, SaysWhyNot, RecordActPage):
    """Begin, take up what was sent back, or answer late."""

    access_rule = "audits.answer"

    def do(self):
        services.start_return(one=self.record, by=self.request.user, on=clock.today())
        return "It is open for your answers."


class WhyPage(OfReturn, RecordFormPage):
    """One reason, and one act."""

    template_name = "audits/returns/why.html"
    form_class = WhyForm
    heading, lead, button = "", "", ""

    def context(self):
        return {**super().context(), "heading": self.heading, "lead": self.lead, "button": self.button,
                "back": self.next_url()}  # fmt: skip

    def do(self, form):
        self.act(why=form.cleaned_data["why"], by=self.request.user, on=clock.today())
        return self.done


class TakeBack(WhyPage):
    access_rule = "audits.answer"
    heading = "Take the return back, to change an answer"
    lead = "What was signed no longer stands under it: whoever signed signs again."
    button, done = "Take it back", "It is open for your answers again."

    def act(self, **told):
        services.change_again(one=self.record, **told)


class Appeal(WhyPage):
    access_rule = "audits.appeal"
    heading = "Appeal against a moderated grade"
    lead = "An appeal is made once. Say which grade and why; the chair of the moderating group decides."
    button, done = "Send the appeal", "The appeal is sent."

    def act(self, **told):
        services.appeal(one=self.record, **told)


class Sign(OfReturn, RecordFormPage):
    """Whoever signs reads it whole first. The last signature hands it in."""

    access_rule = "audits.sign"
    template_name = "audits/returns/sign.html"
    form_class = SignForm

    @property
    def offices(self) -> list[str]:
        signed = set(self.record.signatures.filter(withdrawn_on=None).values_list("office", flat=True))
        return [office for office in kind_of(self.record.cycle).signed_by if office not in signed]

    def form_kwargs(self):
        return {"offices": self.offices}

    def initial(self):
        return {"office": self.offices[0]} if len(self.offices) == 1 else {}

    def context(self):
        one = self.record
        shown = check_page(one, clock.today())
        return {
            **super().context(),
            "shown": shown,
            "waits": one.stage == Stage.AWAITING_SIGN_OFF,
            "wrote": AnswerRevision.objects.filter(answer__of=one, made_by=self.request.user).exists(),
            "signed": one.signatures.filter(withdrawn_on=None).select_related("signed_by"),
            "offices": self.offices,
            "heading": f"Sign the return: {shown.progress.sentence.lower()}, {shown.below_words}",
        }

    def do(self, form):
        person, on = self.request.user, clock.today()
        if self.offices:
            services.sign_return(one=self.record, office=form.cleaned_data["office"], by=person, on=on)
        if self.offices:
            return f"You have signed. It waits for: {', '.join(self.offices)}."
        services.hand_in(one=self.record, by=person, on=on)
        return "The return is signed and handed in. Thank you."


class HandIn(OfReturn, SaysWhyNot, RecordActPage):
    """Everybody has signed, and the last step was interrupted."""

    access_rule = "audits.sign"

    def do(self):
        services.hand_in(one=self.record, by=self.request.user, on=clock.today())
        return "The return is handed in. Thank you."


class Trail(OfReturn, RecordPage):
    """Who changed what, when, from what, to what, and why."""

    access_rule = "audits.keep_up"
    template_name = "audits/returns/trail.html"

    def context(self):
        rows = trail_of(self.record)
        count = len(rows)
        return {**super().context(), "rows": rows,
                "heading": f"{count} change{'' if count == 1 else 's'} of answers"}  # fmt: skip


