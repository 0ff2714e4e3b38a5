"""What the co-ordinator and the panel's chair are asked about a report."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from cdop.report_words import HINTS, PARTS
from sscb.access.fields import FieldsAlone


class ReportForm(forms.Form):
    """One box for each part of the report; a part may be left for later."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        for code, title in PARTS[kind].items():
            self.fields[code] = forms.CharField(
                label=title, help_text=HINTS[code], widget=forms.Textarea, max_length=4000, required=False,
                error_messages={"max_length": f"“{title}” takes 4,000 characters. Nothing you wrote was lost."},
            )  # fmt: skip
        self.helper = FieldsAlone()
        self.helper.layout = Layout(*(Field.textarea(code, rows=5) for code in PARTS[kind]), "version")

    def texts(self) -> dict[str, str]:
        return {code: text for code, text in self.cleaned_data.items() if code != "version"}


class OpenAgainForm(forms.Form):
    why = forms.CharField(
        label="Why is it opened again?", max_length=300, widget=forms.Textarea,
        help_text="Kept in its history. What its figures hid stays hidden.",
        error_messages={"required": "Say why it is opened again"},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        self.helper.layout = Layout(Field.textarea("why", rows=3))
