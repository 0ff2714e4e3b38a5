"""The steps of a report to its end, each on a page of its own: who may, what it asks, what is said when it is done."""


from reviews import services
from reviews.forms.drafts import DeferForm, MinuteForm, ProposeForm, VersionForm, WhyVersionForm
from reviews.models import Notice, PublicReport
from reviews.queries.publishing import NOT_TO_PUBLISH, copies_sent_on, earliest_publication
from reviews.views.acting import CasePage, OfficePage
from sscb import clock
from sscb.timetable.days import in_words


class _Seen:
    """With the version of the case as it was shown (REL-14)."""

    form_class = VersionForm

    def initial(self):
        return {"version": self.record.version}

    def told(self, form) -> dict:
        return {"case": self.record, "by": self.request.user, "on": clock.today(), **form.cleaned_data}


class ToCheck(_Seen, OfficePage):
    access_rule = "reviews.steer"
    heading = "Send the draft for a check of its facts"
    lead = "Each agency and the family have the part that is about them, in a numbered copy."
    button = "Send it for the check"

    def do(self, form):
        services.send_to_check(**self.told(form))
        return "The draft is with those who check its facts."


class DraftAgain(_Seen, CasePage):
    access_rule = "reviews.lead"
    form_class = WhyVersionForm
    heading = "Take it back into draft"
    button = "Draft it again"

    def form_kwargs(self):
        return {"label": "What changes so much that it is drafted again?"}

    def do(self, form):
        services.draft_again(**self.told(form))
        return "It is in draft again. Hand in the next version."


class ToBoard(_Seen, OfficePage):
    access_rule = "reviews.steer"
    heading = "Put the report before the Board"
    lead = "Every answer to the check of facts is written down and settled."
    button = "Put it before the Board"

    def do(self, form):
        services.put_before_board(**self.told(form))
        return "The report is with the Board. The office records what it decides."


class MinuteBoard(_Seen, OfficePage):
    access_rule = "reviews.minute_board"
    form_class = MinuteForm
    heading = "What did the Board decide?"
    button = "Record it"

    def form_kwargs(self):
        return {"learning_review": self.record.kind == "mlr"}

    def do(self, form):
        made = services.minute_board(**self.told(form))
        return f"Recorded: {made.get_outcome_display().lower()}."


class Defer(_Seen, OfficePage):
    access_rule = "reviews.steer"
    form_class = DeferForm
    heading = "Defer publication"
    lead = "A live process must end first. What was learned is acted on meanwhile."
    button = "Defer it"

    def do(self, form):
        services.defer_publication(**self.told(form))
        return "Publication is deferred. It is looked at again on the day that you set."


class TakeUp(_Seen, OfficePage):
    access_rule = "reviews.steer"
    heading = "Publication can go on"
    button = "Take it up again"

    def context(self):
        made = PublicReport.objects.of(self.record).first()
        waited = f"It waited for: {made.waits_for}." if made and made.waits_for else ""
        return {**super().context(), "lead": waited}

    def do(self, form):
        services.take_publication_up(**self.told(form))
        return "Publication goes on. Plan its day."


class Propose(OfficePage):
    access_rule = "reviews.steer"
    form_class = ProposeForm
    heading = "Ask the Panel’s view: the report is not to be published"
    lead = "The Panel is told first. You decide when the ledger says that it was, and you have seen what it answered."
    button = "Have the Panel told"

    def do(self, form):
        services.propose_not_publishing(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "The ledger says that the Panel is to be told. The office sends it and writes down the answer."


class NotPublish(_Seen, OfficePage):
    access_rule = "reviews.steer"
    form_class = WhyVersionForm
    heading = "The report is not published"
    button = "Record your decision"

    def form_kwargs(self):
        return {"label": "Your reasons", "name": "rationale", "rows": 5}

    def context(self):
        line = Notice.objects.filter(record_id=self.record.pk, about=NOT_TO_PUBLISH).first()
        told = "Nobody has asked for the Panel to be told."
        if line:
            told = "The Panel is still to be told."
            if line.told_on:
                told = f"The Panel was told on {in_words(line.told_on)}."
            told += f" It answered: {line.reply}" if line.reply else ""
        return {**super().context(), "lead": told if self.record.kind == "scr" else ""}

    def do(self, form):
        services.decide_not_to_publish(**self.told(form))
        return "Recorded: the report is not published. What was learned goes to staff all the same."


class Publish(_Seen, OfficePage):
    access_rule = "reviews.steer"
    heading = "Publish the report"
    button = "Publish it now"

    def context(self):
        sent_on = copies_sent_on(self.record) if self.record.kind == "scr" else None
        lead = "Everybody can read it from this moment, and the Board’s response beside it."
        if sent_on:
            first = in_words(earliest_publication(sent_on))
            lead += f" Its copies went on {in_words(sent_on)}; the earliest day is {first}."
        return {**super().context(), "lead": lead}

    def do(self, form):
        services.publish(**self.told(form))
        return "Published. It stands on the Board’s page of published reviews."


class FollowActions(_Seen, OfficePage):
    access_rule = "reviews.run"
    heading = "Follow its actions"
    button = "Follow its actions"

    def do(self, form):
        services.follow_actions(**self.told(form))
        return "Its actions are followed from now on."


class Close(_Seen, OfficePage):
    access_rule = "reviews.close"
    form_class = WhyVersionForm
    heading = "Close the review"
    lead = "Every action is carried out with checked evidence, or withdrawn. Whether practice changed is judged apart."
    button = "Close it"

    def form_kwargs(self):
        hint = "A few sentences for the Board. No names."
        return {"label": "What came of it?", "name": "report", "hint": hint, "rows": 5}

    def do(self, form):
        services.close_case(**self.told(form))
        return f"{self.record.reference} is closed."


