"""Support, as it is offered and as it ends."""

from django import forms

from audits.moderation.forms import Laid
from audits.results.models import Support


class OfferSupportForm(Laid):
    """`standards`: (key, title)."""

    need = forms.CharField(label="What is the help for?", max_length=200, error_messages={"required": "Say what for"})
    kind = forms.ChoiceField(
        label="What is offered?", choices=Support.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what is offered"},
    )  # fmt: skip
    standard = forms.ChoiceField(label="Standard", required=False)

    def __init__(self, *args, standards, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["standard"].choices = [("", "The whole return"), *standards]


class CloseSupportForm(Laid):
    taken_up = forms.ChoiceField(
        label="Was it taken up?", choices=(("yes", "Yes"), ("no", "No")), widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no"},
    )  # fmt: skip
    result = forms.CharField(label="What did it change?", max_length=300, required=False)
