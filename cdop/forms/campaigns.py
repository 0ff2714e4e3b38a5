"""What the co-ordinator is asked about a campaign."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from cdop.models import Campaign
from sscb.access.fields import FieldsAlone


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={
            "required": f"Enter the day for “{label}”", "invalid": "Enter a date that exists, such as 2019-06-03",
        },
    )  # fmt: skip


class CampaignForm(forms.Form):
    title = forms.CharField(
        label="Name of the campaign", max_length=120, error_messages={"required": "Enter the campaign’s name"}
    )
    theme = forms.CharField(
        label="Theme", max_length=60, help_text="As the panel’s analysis has it, such as Safe sleeping. No child.",
        error_messages={"required": "Enter the theme it answers"},
    )
    audience = forms.CharField(
        label="Whom it is for", max_length=200, error_messages={"required": "Enter whom it is for"}
    )
    message = forms.CharField(
        label="What it tells them", max_length=600, widget=forms.Textarea,
        help_text="One or two sentences, in the words they would hear.",
        error_messages={"required": "Enter what it tells them"},
    )
    starts_on = _day("Starts on")
    ends_on = _day("Ends on")
    points = forms.MultipleChoiceField(
        label="Learning points it answers", required=False, widget=forms.CheckboxSelectMultiple
    )
    actions = forms.MultipleChoiceField(
        label="Actions it belongs to", required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, points, actions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["points"].choices, self.fields["actions"].choices = map(_choices, (points, actions))
        self.helper = FieldsAlone()
        rows = [
            "title", "theme", "audience", Field.textarea("message", rows=3), "starts_on", "ends_on",
        ]  # fmt: skip
        ticked = [name for name, some in (("points", points), ("actions", actions)) if some]
        rows += [Field.checkboxes(name, small=True) for name in ticked]
        self.helper.layout = Layout(*rows, "version")


def _choices(records) -> list[tuple[str, str]]:
    """What its writer may see, by public identifier."""
    return [(str(one.uuid), f"{one.title} ({one.reference})") for one in records]


class MaterialForm(forms.Form):
    title = forms.CharField(
        label="What it is", max_length=120, help_text="Such as a leaflet, a film, a page.",
        error_messages={"required": "Enter what it is"},
    )
    link = forms.URLField(
        label="Address where it is kept", required=False, assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "govuk-input"}),
        error_messages={"invalid": "Enter a whole address, such as https://example.org/safer-sleep"},
    )
    file = forms.FileField(label="Or its PDF", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()


class ReachForm(forms.Form):
    what = forms.CharField(
        label="Who was reached, and how", max_length=120,
        help_text="Such as parents shown it at the ten-day visit. Nobody who could be known.",
        error_messages={"required": "Enter who was reached"},
    )
    people = forms.IntegerField(
        label="How many people", min_value=1, max_value=10_000_000,
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-5"}),
        error_messages={"required": "Enter how many people", "min_value": "Enter a number of one or more"},
    )
    counted_on = _day("Counted on")
    evidence = forms.CharField(
        label="What shows it", max_length=200, error_messages={"required": "Enter what shows it"}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()


class LookBackForm(forms.Form):
    worked = forms.ChoiceField(
        label="Did it work?", choices=Campaign.Worked.choices, widget=forms.RadioSelect,
        error_messages={"required": "Say whether it worked"},
    )
    looked_back = forms.CharField(
        label="What shows it", max_length=600, widget=forms.Textarea,
        help_text="A count, an audit, what parents said. “Cannot be told” needs its reason too.",
        error_messages={"required": "Enter what shows it"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        self.helper.layout = Layout(Field.radios("worked", small=True), Field.textarea("looked_back", rows=3))
