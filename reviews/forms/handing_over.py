"""What is asked when a case passes to the safeguarding partners."""

from collections.abc import Iterable

from django import forms

from reviews.forms.fields import choice, day, line, paragraph, pick
from reviews.models import Handover
from sscb.people.models import Organisation


class AskHandoverForm(forms.Form):
    """`bodies`: who may receive it for the partners, from the view."""

    receiver = pick("Which partner receives it, for all three?")
    why = line("Why does it pass to the partners?", most=300, help_text="No names.", missing="Say why")
    inventory = paragraph("What is handed over?", help_text="One thing a line.", missing="List what is handed over")
    outstanding = paragraph("What is still to come in?", required=False, rows=2)

    def __init__(self, *args, bodies: Iterable[Organisation], **more):
        super().__init__(*args, **more)
        self._bodies = {one.code: one for one in bodies}
        self.fields["receiver"].choices = [(code, one.name) for code, one in self._bodies.items()]

    def clean(self):
        told = super().clean()
        self.body = self._bodies.get(told.pop("receiver", ""))
        return told


class SendingForm(forms.Form):
    """The passphrase is shown above it, once; it comes back with the form and is kept nowhere."""

    passphrase = forms.CharField(max_length=60, widget=forms.HiddenInput)
    sent_on = day("Day it was sent")
    method = choice("How?", Handover.Method.choices)


class ReceiptForm(forms.Form):
    received_on = day("Day of the receipt")
    receipt = line("Who confirmed it for the partners, and how?", missing="Say who confirmed it, and how")
