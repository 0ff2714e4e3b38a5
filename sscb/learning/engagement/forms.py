"""What is asked about forums, young people, conversations and patterns elsewhere."""

from typing import Any

from django import forms

from sscb import clock
from sscb.learning.engagement.models import Consultation, ForumIssue, Signal, YoungView
from sscb.learning.forms.fields import NO_NAMES, day, lay_out, line, one_of, pick, words
from sscb.learning.themes import THEMES
from sscb.people.models import Group, Organisation

NO_CHILD = "In their own words, with their consent. No names, no schools, no places."


def number_of(label: str, help_text: str = "", most: int = 100_000) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, required=False, min_value=0, max_value=most,
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-5"}),
        error_messages={"min_value": "Enter a number of none or more"},
    )  # fmt: skip


def theme() -> forms.ChoiceField:
    return pick("Theme")


class AskedForm(forms.Form):
    """`person` fills it in, about the record `about`. Choices of groups and agencies come as things, not as ids."""

    rows: dict[str, int] = {}

    def __init__(self, *args: Any, person: Any, about: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.person, self.about = person, about
        if "theme" in self.fields:
            self.fields["theme"].choices = [("", "None of the list"), *THEMES.items()]
        self.prepare()
        lay_out(self, **self.rows)

    def prepare(self) -> None:
        """Give lists of things to choose from."""

    def choose(self, name: str, label: str, things: Any, missing: str, *, required: bool = True) -> None:
        self.fields[name] = forms.ModelChoiceField(
            queryset=things, to_field_name="uuid", label=label, empty_label=missing, required=required,
            error_messages={"required": missing, "invalid_choice": missing},
        )  # fmt: skip


class Nothing(AskedForm):
    """A step that asks nothing: the button says it all."""


class PlanForumForm(AskedForm):
    meets_on = day("When it meets")
    theme = theme()
    speaker = line("Who speaks", "", "By role.")

    field_order = ["forum", "meets_on", "theme", "speaker"]

    def prepare(self):
        forums = Group.objects.on(clock.today()).filter(kind=Group.Kind.FORUM)
        self.choose("forum", "Which forum", forums, "Choose the forum")
        self.order_fields(self.field_order)


class HoldForumForm(AskedForm):
    board_person = line("Who came for the Board", "", "By role. Leave it empty if nobody came.", 120)
    told = words("What was talked about", "Enter what was talked about", NO_NAMES)

    def prepare(self):
        self.agencies = list(Organisation.objects.on(clock.today()).exclude(kind="LSCB"))
        for one in self.agencies:
            self.fields[f"came_{one.code}"] = number_of(f"How many came: {one.name}", most=500)

    def clean(self):
        told = super().clean()
        told["attendance"] = {one: told.pop(f"came_{one.code}", None) or 0 for one in self.agencies}
        return told


class WhyForm(AskedForm):
    why = line("Why", "Enter why", most=300)


class IssueForm(AskedForm):
    title = line("The issue, in one sentence", "Enter the issue in one sentence")
    text = words("What practitioners said", "Enter what was said", f"What happens, and how often. {NO_NAMES}")
    raised_by = line("Who raised it", "Enter the agency or the role", "The agency or the role, never a name.", 120)
    kind = one_of("What is it?", ForumIssue.Type.choices, "Choose what it is")
    weight = one_of("How much does it matter?", ForumIssue.Weight.choices, "Choose how much it matters")


def answering_groups() -> Any:
    return Group.objects.on(clock.today()).exclude(kind__in=[Group.Kind.FORUM, Group.Kind.AUDIT])


class SendForm(AskedForm):
    def prepare(self):
        self.choose("group", "To which group", answering_groups(), "Choose the group")


class SendIssueForm(SendForm):
    note = words("What the forum still misses", "", "Only where it was answered before.", 1000)

    def prepare(self):
        super().prepare()
        if self.about.stage != "fed-back":
            del self.fields["note"]
        self.order_fields(["group", "note"])


class ReplyForm(AskedForm):
    reply = words("Your answer", "Enter the answer", "Practitioners read it. What changes, or why nothing does.")


class FeedBackForm(AskedForm):
    how = one_of("How was it given back?", ForumIssue.Back.choices, "Choose how it was given back")
    given_on = day("On which day")
    words = line("What was said there", "", "Such as: the forum will look in spring whether it holds.", 300)


class ConsultForm(AskedForm):
    title = line("What it was about", "Enter what it was about")
    met_on = day("When they were asked")
    how = one_of("How?", Consultation.Method.choices, "Choose how they were asked")
    partner = line("With whom", "", "Such as the children in care council.", 120)
    ages = line("Their ages", "", "Such as 11 to 17.", 40)
    asked = number_of("How many took part", "One to four is kept as “fewer than five”.")
    questions = words("What they were asked", "", "The questions, one a line.")


class ViewForm(AskedForm):
    title = line("In one sentence", "Enter it in one sentence")
    said = words("What they said", "Enter what they said", NO_NAMES)
    quotes = words("In their words", "", NO_CHILD, 1000)
    strength = one_of("How many said it?", YoungView.Strength.choices, "Choose how many said it")


class ConsiderForm(AskedForm):
    answer = one_of("The answer", YoungView.Answer.choices, "Choose the answer")
    reason = words("Why", "", "A no, whole or in part, needs its reason, in words that children understand.")

    def clean(self):
        told = super().clean()
        if told.get("answer") in ("no", "part") and not (told.get("reason") or "").strip():
            self.add_error("reason", "Enter the reason: a no without one is no answer")
        return told


class DidForm(AskedForm):
    did = words("What was done", "Enter what was done")


class TellForm(AskedForm):
    how = line("How they were told", "Enter how they were told", "Such as a visit, a letter, a film.", 300)
    told_on = day("On which day")
    verdict = words("What they say of it", "", NO_CHILD, 1000)


class PlanConversationForm(AskedForm):
    team = line("Which team", "Enter the team", "", 120)
    meets_on = day("When")
    who = line("Who talks, by role", "Enter who talks, by role")
    prompts = words("What to talk about", "", "What the figures and audits show; what helps, what gets in the way.")
    theme = theme()

    def prepare(self):
        known = Organisation.objects.on(clock.today()).exclude(kind="LSCB")
        self.choose("agency", "Which agency", known, "Choose the agency")
        self.order_fields(["agency", "team", "meets_on", "who", "prompts", "theme"])


class HoldConversationForm(AskedForm):
    strengths = words("What works well", "Enter what works well", NO_NAMES)
    worries = words("What worries the team", "Enter what worries the team, or that nothing does", NO_NAMES)
    offers = words("What the Board offers")
    agreed = words("What was agreed", "Enter what was agreed, or that nothing was")
    follow_up_on = day("When the Board looks again")


class FollowForm(AskedForm):
    followed = words("What had changed", "Enter what had changed", NO_NAMES)


class SignalForm(AskedForm):
    title = line("The pattern, in one sentence", "Enter the pattern in one sentence")
    source = one_of("Where it was seen", Signal.Source.choices, "Choose where it was seen")
    from_on = day("From")
    to_on = day("To")
    size = number_of("How many in all", "The total alone. One to four is kept as “fewer than five”.")
    pattern = words("What the pattern is", "Enter what the pattern is", "Totals only: no person, no single allegation.")
    means = words("What it may mean for practice")


class ResultForm(AskedForm):
    result = words("What was found, and what comes of it", "Enter what was found", "Totals only.")
