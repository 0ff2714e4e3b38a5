"""Who came without a place, and why a certificate is withdrawn. The marks themselves are one button a line."""

from django import forms

from training.evaluating.forms import Laid


class WriteInForm(Laid):
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter their name"})
    agency = forms.ChoiceField(label="Agency", required=False)

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "Not known"), *agencies]


class WithdrawForm(Laid):
    why = forms.CharField(label="Why is it withdrawn?", max_length=200, error_messages={"required": "Say why"})
