"""What an agency is asked about an action."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from sscb.access.fields import FieldsAlone


class ProgressForm(forms.Form):
    text = forms.CharField(
        label="How does it stand?",
        help_text="Two or three sentences. No names of children or families.",
        widget=forms.Textarea,
        max_length=1000,
        error_messages={"required": "Enter how the action stands"},
    )
    evidence = forms.CharField(
        label="What shows it?",
        help_text="Needed before it can be called done: a document, a count, an audit.",
        widget=forms.Textarea,
        max_length=1000,
        required=False,
    )

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        self.helper.layout = Layout(Field.textarea("text", rows=4), Field.textarea("evidence", rows=3), "version")
