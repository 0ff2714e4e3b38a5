"""What is asked when a case is handed over."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from cdop.models import Handover
from cdop.services.sending import AGAIN
from sscb.access.fields import FieldsAlone


class _Form(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()


class BuildForm(_Form):
    outstanding = forms.CharField(
        label="What is still to come?", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Such as post-mortem results, with who has them. It goes into the bundle, for the receiver.",
    )  # fmt: skip


class SendForm(_Form):
    """`bodies`: those that may receive, from the view. The passphrase was shown with the form and travels with it."""

    method = forms.ChoiceField(
        label="How is it sent?", choices=Handover.Method.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is sent", "invalid_choice": "Choose how it is sent"},
    )  # fmt: skip
    written_down = forms.BooleanField(
        label="I have written the passphrase down and will give it to the receiver another way",
        error_messages={"required": "Write the passphrase down first: it is shown on this page and never again"},
    )
    passphrase = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, bodies, **more):
        super().__init__(*args, **more)
        choose = "Choose the receiving body"
        self.fields["to"] = forms.ModelChoiceField(
            queryset=bodies, label="To whom?", empty_label=choose,
            error_messages={"required": choose, "invalid_choice": choose},
        )  # fmt: skip
        self.helper.layout = Layout(*self.rows())

    def rows(self):
        return [Field.select("to"), Field.radios("method"), Field.checkbox("written_down"), "passphrase"]

    @property
    def passphrase_shown(self) -> str:
        """The one that stands on the page: that which was sent with the form, or the new one."""
        return self["passphrase"].value() or ""


class SendAgainForm(SendForm):
    because = forms.ChoiceField(
        label="Why is it sent again?", choices=AGAIN.items(), widget=forms.RadioSelect,
        error_messages={"required": "Choose why it is sent again", "invalid_choice": "Choose why it is sent again"},
    )  # fmt: skip

    def rows(self):
        return [Field.radios("because"), *super().rows()]


class LetterForm(_Form):
    arrived_on = forms.DateField(
        label="When did it arrive there, by the letter?", input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the date", "invalid": "Enter a date that exists, such as 2020-02-03"},
    )  # fmt: skip
    letter = forms.FileField(
        label="The letter, as a PDF",
        error_messages={"required": "Choose the PDF of the letter", "empty": "The file is empty. Choose it again."},
        help_text="At most 20 MB. It must name the case by its reference only.",
    )
