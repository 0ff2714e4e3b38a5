"""The challenge log: its list, its pages, and what people do with a challenge."""

from django.core.exceptions import ValidationError
from django.urls import reverse

from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import Decision, Refused
from sscb.access.views import FormPage, Page, RecordActPage, RecordFormPage, RecordPage
from sscb.board import services
from sscb.board.forms import ChallengeAnswerForm, ChallengeForm, ChallengeOutcomeForm
from sscb.board.models import Challenge
from sscb.board.queries.challenges import challenge_log, challenge_page, may_answer
from sscb.board.queries.shown import many
from sscb.history.queries import history_of
from sscb.people.models import Organisation

TRAIL = {"title": "Challenge log", "url": "/challenges/"}


class Log(Page):
    """What the Board has asked of chief officers, the longest late first."""

    access_rule = "board.read_challenges"
    template_name = "board/challenges.html"

    def context(self):
        return {**super().context(), "page": challenge_log(self.request.user, clock.today()),
                "marking": marking("P3")}


class Raise(FormPage):
    access_rule = "board.raise_challenge"
    template_name = "board/challenge_form.html"
    form_class = ChallengeForm

    def form_kwargs(self):
        known = Organisation.objects.on(clock.today()).exclude(kind="LSCB").order_by("name")
        return {"agencies": [(str(one.uuid), one.name) for one in known]}

    def context(self):
        return {
            **super().context(), "kicker": "Challenge log", "heading": "Put a challenge to a chief officer",
            "button": "Raise the challenge", "back": reverse("board:challenges"), "breadcrumbs": [TRAIL],
        }  # fmt: skip

    def do(self, form):
        told = dict(form.cleaned_data)
        agency = Organisation.objects.get(uuid=told.pop("agency"))
        self.made = services.raise_challenge(agency=agency, by=self.request.user, on=clock.today(), **told)
        return (
            f"{self.made.reference} is in the challenge log. The agency is asked to answer by "
            f"{self.made.due_on:%-d %B %Y}."
        )

    def next_url(self):
        return reverse("board:challenge", args=[self.made.uuid])


class OfChallenge:
    queryset = Challenge.objects.select_related("owner", "group", "raised_by", "about")

    def next_url(self):
        return reverse("board:challenge", args=[self.record.uuid])


class OneChallenge(OfChallenge, RecordPage):
    access_rule = "board.read_challenges"
    template_name = "board/challenge.html"

    def context(self):
        return {
            **super().context(), "page": challenge_page(self.record, self.request.user, clock.today()),
            "history": history_of(self.record), "marking": self.record.marking,
            "breadcrumbs": [TRAIL, {"title": self.record.reference, "url": ""}],
        }  # fmt: skip


class ChallengeFormPage(OfChallenge, RecordFormPage):
    template_name = "board/challenge_form.html"

    def context(self):
        trail = [TRAIL, {"title": self.record.reference, "url": self.next_url()}]
        return {**super().context(), "kicker": self.record.reference, "back": self.next_url(), "breadcrumbs": trail,
                "marking": self.record.marking}


class Answer(ChallengeFormPage):
    access_rule = "board.answer_challenge"
    form_class = ChallengeAnswerForm

    def dispatch(self, request, *args, **kwargs):
        if not may_answer(request.user, self.record):
            raise Refused(
                Decision(False, "own agency", reveal_existence=True),
                f"{self.record.reference} waits for no answer of yours: only the agency asked and the Board's office "
                "answer, and only while it is open.",
            )
        return super().dispatch(request, *args, **kwargs)

    def context(self):
        return {
            **super().context(), "heading": f"Answer: {self.record.title}", "button": "Send the answer",
            "asked": self.record.asks,
        }  # fmt: skip

    def initial(self):
        return {"version": self.record.version}

    def do(self, form):
        services.answer_challenge(
            challenge=self.record, by=self.request.user, on=clock.today(), answer=form.cleaned_data["answer"],
            version=form.cleaned_data["version"],
        )  # fmt: skip
        return "The answer is in the challenge log. The Independent Chair considers it."


class Chase(OfChallenge, RecordActPage):
    access_rule = "board.chase_challenge"

    def do(self):
        try:
            sent = services.chase_challenge(challenge=self.record, by=self.request.user, on=clock.today())
        except ValidationError as refused:
            return " ".join(refused.messages)
        return (
            f"Asked again: {many(sent, 'letter')} written."
            if sent
            else ("Noted. Nobody leads for this agency in the portal, so no letter was written: send one by post.")
        )


class Close(ChallengeFormPage):
    access_rule = "board.close_challenge"
    form_class = ChallengeOutcomeForm

    def context(self):
        return {
            **super().context(), "heading": f"What came of it: {self.record.title}", "button": "Record it",
            "asked": self.record.asks, "answered": self.record.answer,
        }  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        if told["verdict"] == "again":
            services.ask_challenge_again(
                challenge=self.record, why=told["text"], by=self.request.user, on=clock.today()
            )
            return f"The agency is asked again, and answers by {self.record.due_on:%-d %B %Y}."
        services.close_challenge(
            challenge=self.record, outcome=told["text"], difference=told["difference"], by=self.request.user,
            on=clock.today(),
        )  # fmt: skip
        return "The challenge is closed and stays in the log."
