"""Support, as it is offered and as it ends."""

from crispy_forms_gds.layout import Layout
from django import forms

from audits.moderation.forms import Laid
from audits.results.models import Support


class OfferSupportForm(Laid):
    """`standards`: (key, title). `wanted`: what the agency asked for."""

    need = forms.CharField(label="What is the help for?", max_length=200, error_messages={"required": "Say what for"})
    kind = forms.ChoiceField(
        label="What is offered?", choices=Support.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what is offered"},
    )  # fmt: skip
    asked = forms.ChoiceField(label="Does it answer what the agency asked for?", required=False)
    standard = forms.ChoiceField(label="Standard", required=False)

    def __init__(self, *args, standards, wanted, **kwargs):
        super().__init__(*args, **kwargs)
        if wanted:
            self.fields["asked"].choices = [("", "No: the Board saw the need"), *((one, one) for one in wanted)]
        else:
            del self.fields["asked"]
            self.helper.layout = Layout(*(self._laid(name, field) for name, field in self.fields.items()))
        self.fields["standard"].choices = [("", "The whole return"), *standards]


class CloseSupportForm(Laid):
    taken_up = forms.ChoiceField(
        label="Was it taken up?", choices=(("yes", "Yes"), ("no", "No")), widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no"},
    )  # fmt: skip
    result = forms.CharField(label="What did it change?", max_length=300, required=False)
