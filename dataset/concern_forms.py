"""What people are asked about areas of concern: raising, deciding, putting to agencies, answering, ending."""

from datetime import timedelta

from django import forms

from dataset.laid_form import Laid
from dataset.lifecycle import MOST_PERIODS, PERIODS
from sscb import clock

NO_NAMES = "No names of children or families."
MINUTE_HELP = "The minute that holds the decision, such as Q&P 2019/31."
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def lines(label: str, required: str, *, most: int = 2000, hint: str = "") -> forms.CharField:
    """A text of several lines; `required`: what is said when it is empty, "" where it may be."""
    return forms.CharField(
        label=label, widget=forms.Textarea, max_length=most, required=bool(required), help_text=hint,
        error_messages={"required": required},
    )  # fmt: skip


def line(label: str, required: str, *, most: int = 120, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=bool(required), help_text=hint, error_messages={"required": required}
    )


def minute() -> forms.CharField:
    return line("Minute", "Enter the minute that holds the decision, such as Q&P 2019/31", most=60, hint=MINUTE_HELP)


RESTS_ON = "The figures, an audit, what was seen. The Board reads it: no number under 5."


class RaiseForm(Laid):
    """`findings`: (uuid, words) of what was learned elsewhere; `indicators`: (code, title) of those that may join."""

    title = line("In a few words", "Enter what worries in a few words", hint="As the list and the Board will read it.")
    asks = lines("What is to be answered?", "Enter what is to be answered", hint="One question, as you would say it.")
    evidence = lines("What does it rest on?", "Enter what it rests on", hint=RESTS_ON)
    harm = lines("What may it mean for children?", "Enter what it may mean for children", hint=NO_NAMES)
    indicators = forms.MultipleChoiceField(
        label="Other indicators that belong to it", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Only those with a signal now, or late.",
    )  # fmt: skip
    findings = forms.MultipleChoiceField(
        label="What audits and reviews found", required=False, widget=forms.CheckboxSelectMultiple
    )

    ROWS = {"asks": 3}
    READ_WIDER = ("title", "asks", "evidence", "harm")

    def __init__(self, *args, indicators=(), findings=(), **kwargs):
        super().__init__(*args, **kwargs)
        for name, choices in (("indicators", indicators), ("findings", findings)):
            self.fields[name].choices = list(choices)
            if not choices:
                del self.fields[name]
                self.helper.layout.fields = [
                    one for one in self.helper.layout.fields if name not in getattr(one, "fields", [one])
                ]


class JoinForm(Laid):
    indicators = forms.MultipleChoiceField(
        label="Indicators", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Those with a signal now, or late, that stand in no other open concern.",
    )  # fmt: skip
    findings = forms.MultipleChoiceField(
        label="What audits and reviews found", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, indicators=(), findings=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicators"].choices = list(indicators)
        self.fields["findings"].choices = list(findings)


class DecideForm(Laid):
    verdict = forms.ChoiceField(
        label="Does Quality and Performance take it up?", widget=forms.RadioSelect,
        choices=[("accept", "Yes: it becomes an area of concern"), ("drop", "No: it is not taken up")],
        error_messages={"required": "Choose whether it is taken up"},
    )  # fmt: skip
    minute = minute()
    why = lines("Why", "", hint="Needed where it is not taken up.", most=1000)

    ROWS = {"why": 3}

    def clean(self):
        told = super().clean()
        if told.get("verdict") == "drop" and not (told.get("why") or "").strip():
            self.add_error("why", "Enter why it is not taken up")
        return told


class PassForm(Laid):
    """`agencies`: (uuid, name) to choose from, the providers of the figures first."""

    agencies = forms.MultipleChoiceField(
        label="Which agencies are asked?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one agency"},
    )  # fmt: skip
    title = line("In a few words", "Enter what it is about in a few words")
    text = lines("What is the agency asked?", "Enter what the agency is asked", hint=NO_NAMES)
    because = lines("What the agency should know", "", hint="What the figures show. The agency sees this only.")

    READ_WIDER = ("title", "text", "because")

    def __init__(self, *args, agencies=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agencies"].choices = list(agencies)


class MonitorForm(Laid):
    periods = forms.IntegerField(
        label="For how many periods must the signal be gone?", min_value=1, max_value=MOST_PERIODS, initial=PERIODS,
        error_messages={"required": "Enter a number of periods, such as 3"},
    )  # fmt: skip
    from_on = forms.DateField(
        label="Counted from which day?", widget=DAY,
        help_text="The first day of the first month or quarter that counts.",
        error_messages={"required": "Enter the day from which periods count", "invalid": "Enter a real date"},
    )  # fmt: skip
    minute = minute()
    why = lines("What is expected", "", most=1000, hint="What should be seen in the figures, and by when.")

    READ_WIDER = ("why",)


class ResolveForm(Laid):
    how = forms.ChoiceField(
        label="How was it resolved?", widget=forms.RadioSelect,
        choices=[("signal", "The signal has gone for the periods that were set"),
                 ("explained", "With an explanation that is agreed")],
        error_messages={"required": "Choose how it was resolved"},
    )  # fmt: skip
    minute = minute()
    why = lines("Why", "", most=2000, hint="Needed with an explanation: what it says and why it is agreed.")

    READ_WIDER = ("why",)

    def clean(self):
        told = super().clean()
        if told.get("how") == "explained" and not (told.get("why") or "").strip():
            self.add_error("why", "Enter what the explanation says and why it is agreed")
        return told


class EscalateForm(Laid):
    agency = forms.ChoiceField(label="Which agency?", error_messages={"required": "Choose the agency"})
    to_office = line(
        "Whose office is it put to?",
        "Enter the office, such as Chief Constable",
        hint="By office, such as Chief Constable.",
    )
    asks = lines("What do you ask?", "Enter what you ask the chief officer", hint=NO_NAMES)
    why = lines("Why now", "Enter why it is escalated", hint="Goes into the challenge log as what it rests on.")

    READ_WIDER = ("asks", "why")

    def __init__(self, *args, agencies=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "Choose an agency"), *agencies]


class CloseForm(Laid):
    board_told = line(
        "Where was the Board told?", "Enter where the Board was told, such as Board meeting 2019/4, item 9",
        hint="Such as Board meeting 2019/4, item 9.",
    )  # fmt: skip
    impact = lines(
        "What difference was made?", "Enter what difference was made",
        hint=f"For children, and in the figures. “None that can be seen” is an answer. {NO_NAMES}",
    )  # fmt: skip

    READ_WIDER = ("impact",)


class WhyForm(Laid):
    why = lines("Why", "Enter why", most=1000)


class AnswerForm(Laid):
    """The agency's answer. What is saved is kept as it was typed, and nobody else sees it until it is sent."""

    explanation = lines(
        "What is the explanation?", "Enter your explanation", most=6000,
        hint=f"What happened and why, as far as you know. “We do not know yet” is an answer. {NO_NAMES}",
    )  # fmt: skip
    data = lines("What shows it?", "", most=4000, hint="Figures, a count, an audit of yours.")
    does = lines(
        "What are you doing about it?", "", most=4000, hint="In words. Actions, with owner and date, come below."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    ROWS = {"explanation": 6}
    READ_WIDER = ("explanation", "data", "does")

    def goes_out(self) -> bool:
        return "send" in self.data


class PromiseForm(Laid):
    title = line(
        "What will you do?",
        "Enter what you will do",
        most=150,
        hint=f"One sentence that begins with a verb. {NO_NAMES}",
    )
    lead = forms.ChoiceField(label="Who in your agency owns it?", error_messages={"required": "Choose who owns it"})
    due_on = forms.DateField(
        label="By when?", widget=DAY,
        error_messages={"required": "Enter the day by which it will be done", "invalid": "Enter a real date"},
    )  # fmt: skip

    READ_WIDER = ("title",)

    def __init__(self, *args, leads=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [("", "Choose a person"), *leads]

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < clock.today():
            raise forms.ValidationError("Enter a day that has not passed")
        if day > clock.today() + timedelta(days=730):
            raise forms.ValidationError("Enter a day within the next two years")
        return day
