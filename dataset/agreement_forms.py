"""What is asked when Quality and Performance agrees something about an indicator."""

from datetime import date

from crispy_forms_gds.layout import Field, Layout
from django import forms

from dataset.models import ChartNote
from sscb.access.fields import FieldsAlone

NO_NAMES = "No names of children, families or staff."
MINUTE = "Such as Q&P 2019/22. The minute in which it was agreed."


def _day(label: str, help_text: str = "", **more) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the day", "invalid": "Enter a day that exists, such as 2019-04-01"}, **more,
    )  # fmt: skip


def _words(label: str, needed: str, help_text: str = "", most: int = 300, **more) -> forms.CharField:
    said = {"required": needed}
    return forms.CharField(label=label, max_length=most, help_text=help_text, error_messages=said, **more)


def _minute() -> forms.CharField:
    return _words("Minute", "Enter the minute in which it was agreed", MINUTE, 60)


class _Form(forms.Form):
    areas: tuple[str, ...] = ()
    radios: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        self.helper.layout = Layout(*(self._laid(name) for name in self.fields))

    def _laid(self, name: str):
        field = self.fields[name]
        if name in self.radios:
            return Field.radios(name)
        if name in self.areas:
            return Field.textarea(name, rows=3)
        if isinstance(field, forms.ChoiceField):
            return Field.select(name)
        return name


class LimitsForm(_Form):
    """Propose to draw the limits afresh."""

    areas = ("why",)
    from_on = _day("First day of the new limits", "The first day of the month or quarter in which the shift began.")
    why = _words(
        "What caused the shift, and why will it last?", "Say what caused the shift and why it will last",
        f"Without a known cause and a lasting shift the limits stay. {NO_NAMES}", widget=forms.Textarea,
    )  # fmt: skip


class LimitsDecisionForm(_Form):
    """The chair's decision."""

    radios, areas = ("decision",), ("why",)
    decision = forms.ChoiceField(
        label="Are the limits to be drawn afresh?", widget=forms.RadioSelect,
        choices=[("approve", "Yes, approve them"), ("refuse", "No, they stay as they are")],
        error_messages={"required": "Choose whether the limits are drawn afresh"},
    )  # fmt: skip
    minute = _words("Minute", "", f"{MINUTE} Needed where you approve.", 60, required=False)
    why = _words("Why not", "", "Needed where the limits stay as they are.", required=False, widget=forms.Textarea)

    def clean(self):
        told = super().clean()
        if told.get("decision") == "approve" and not told.get("minute", "").strip():
            self.add_error("minute", "Enter the minute in which it was agreed")
        if told.get("decision") == "refuse" and not told.get("why", "").strip():
            self.add_error("why", "Say why the limits stay as they are")
        return told


class TargetForm(_Form):
    """Another target from a day on."""

    areas = ("why",)
    from_on = _day("From which day?", "A day to come is allowed: until then the present target stands.")
    target = forms.FloatField(
        label="Target", required=False, help_text="Leave empty where there is to be no target from that day on.",
        error_messages={"invalid": "Enter the target as a number, such as 85 or 97.5"},
    )  # fmt: skip
    tolerance = forms.FloatField(
        label="Edge of amber", required=False, help_text="Leave empty where it is the target itself.",
        error_messages={"invalid": "Enter the edge of amber as a number, such as 75"},
    )  # fmt: skip
    why = _words("Why", "Say why the target changes", widget=forms.Textarea)
    minute = _minute()


class DefinitionForm(_Form):
    """Another definition from a day on."""

    areas = ("definition", "why")
    from_on = _day("First day of the first period under the new definition")
    definition = _words("Definition", "Enter the definition", "In full: this replaces the old one.", 1000,
                        widget=forms.Textarea)  # fmt: skip
    numerator_label = _words("What is counted", "Enter what is counted", most=160)
    denominator_label = _words("Out of what", "", "Empty for a plain count.", 160, required=False)
    what_changed = _words("What changed, in one sentence", "Say what changed in one sentence")
    why = _words("Why", "Say why the definition changes", most=200, widget=forms.Textarea)
    minute = _minute()
    reading = forms.ChoiceField(
        label="How is it read from now on?", widget=forms.RadioSelect,
        choices=[("chart", "With a chart and limits, where there are enough figures"),
                 ("seasonal", "It follows a season: like months or quarters side by side"),
                 ("table", "As a table only")],
    )  # fmt: skip
    radios = ("reading",)


class RuleForm(_Form):
    """How charts are read."""

    radios, areas = ("run", "trend", "screening"), ("why",)
    run = forms.TypedChoiceField(label="How many points on one side of the mean make a run?", coerce=int,
                                 choices=[(7, "Seven"), (8, "Eight")], widget=forms.RadioSelect)  # fmt: skip
    trend = forms.TypedChoiceField(label="How many points rising or falling make a trend?", coerce=int,
                                   choices=[(6, "Six"), (7, "Seven")], widget=forms.RadioSelect)  # fmt: skip
    screening = forms.TypedChoiceField(
        label="Are exceptional changes left out of the limits?", coerce=lambda text: text == "yes",
        choices=[("yes", "Yes: a change of 3.267 times the average or more is left out"), ("no", "No, none is")],
        widget=forms.RadioSelect,
    )  # fmt: skip
    why = _words("Why", "Say why charts are to be read so", "Printed with the chart.", widget=forms.Textarea)


class OwnRuleForm(RuleForm):
    """How one indicator's chart is read."""

    radios = ("whose", *RuleForm.radios)
    whose = forms.ChoiceField(
        label="Whose rule is it read by?", widget=forms.RadioSelect,
        choices=[("own", "A rule of its own, as below"), ("board", "The Board’s rule, as all others")],
    )  # fmt: skip
    field_order = ("whose", "run", "trend", "screening", "why")


class NoteForm(_Form):
    """Mark on the chart what happened."""

    radios = ("kind",)
    happened_on = _day("When did it happen?")
    kind = forms.ChoiceField(
        label="What kind of thing is it?", choices=ChartNote.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of thing it is"},
    )  # fmt: skip
    text = _words("What happened?", "Say in a few words what happened", f"In a few words. {NO_NAMES}", 160)
    action = forms.ChoiceField(label="Which action, if any?", required=False)

    def __init__(self, *args, actions, **kwargs):
        super().__init__(*args, **kwargs)
        self.actions = {str(action.uuid): action for action in actions}
        self.fields["action"].choices = [
            ("", "None"), *((key, f"{one.reference} {one.title}") for key, one in self.actions.items())
        ]  # fmt: skip

    def clean_action(self):
        return self.actions.get(self.cleaned_data["action"])


class EventDaysForm(_Form):
    """The days of rare events, one a line."""

    areas = ("days",)
    days = forms.CharField(
        label="Days on which it happened", widget=forms.Textarea, max_length=4000,
        help_text="One a line, such as 2019-04-01. Only the gaps between them are shown, rounded to whole weeks. "
        "No names, and nothing else about the event.",
        error_messages={"required": "Enter at least one day"},
    )  # fmt: skip

    def clean_days(self) -> list[date]:
        found, wrong = [], []
        for line in self.cleaned_data["days"].split():
            try:
                found.append(date.fromisoformat(line))
            except ValueError:
                wrong.append(line[:20])
        if wrong:
            raise forms.ValidationError(f"These are not days: {', '.join(wrong[:5])}. Write them like 2019-04-01")
        return found
