"""Small forms about a return: evidence, a comment, a reason, what an agency asks for."""

from pathlib import Path

from crispy_forms_gds.layout import Field, Layout
from django import forms

from audits.returns.models import Evidence
from sscb.access.fields import FieldsAlone

DATE_BOX = {"type": "date", "class": "govuk-input govuk-input--width-10"}
NOT_A_DAY = {"invalid": "Enter a day that exists, such as 2019-03-27"}


def day(label: str, *, required: str = "", **more) -> forms.DateField:
    """A date, chosen or typed. `required`: the sentence when it is missing."""
    return forms.DateField(
        label=label, required=bool(required), widget=forms.DateInput(attrs=DATE_BOX, format="%Y-%m-%d"),
        error_messages={**NOT_A_DAY, "required": required}, **more,
    )  # fmt: skip


class Small(forms.Form):
    """A form laid out field by field, without its own tag."""

    rows: dict[str, int] = {}

    def __init__(self, *args, more: dict[str, forms.Field] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.update(more or {})
        self.helper = FieldsAlone()
        self.helper.layout = Layout(*[
            Field.textarea(name, rows=self.rows[name]) if name in self.rows
            else Field.radios(name) if isinstance(field.widget, forms.RadioSelect) else name
            for name, field in self.fields.items()
        ])  # fmt: skip


class EvidenceForm(Small):
    """A file or an address, the period that it covers, and when it is out of date."""

    title = forms.CharField(label="What it is", max_length=160, error_messages={"required": "Give it a title."},
                            help_text="For instance: training matrix, all posts.")  # fmt: skip
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose"), *Evidence.Kind.choices],
                             error_messages={"required": "Choose what kind of evidence it is."})  # fmt: skip
    from_on = day("First day that it covers", required="Enter the first day that it covers.")
    to_on = day("Last day that it covers", required="Enter the last day that it covers.")
    expires_on = day("Out of date from", help_text="Leave it empty if it has no such day. After 24 months evidence "
                     "is shown as old in any case.")  # fmt: skip
    file = forms.FileField(
        label="File", required=False, error_messages={"empty": "This file is empty. Choose it again."},
        help_text="A PDF, at most 20 MB. No names of children or families in it.",
    )  # fmt: skip
    address = forms.CharField(
        label="Or where it is", max_length=300, required=False,
        help_text="An https:// address, or a place in your own files. The portal shows it and never opens it.",
    )  # fmt: skip

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and Path(file.name).suffix.lower() != ".pdf":
            raise forms.ValidationError("Choose a PDF. Save a document or a picture as PDF first.")
        return file


class CommentForm(Small):
    text = forms.CharField(label="Comment", max_length=1000, widget=forms.Textarea,
                           error_messages={"required": "Write what you want to say."},
                           help_text="Your colleagues read it; so do the moderators once it is handed in.")  # fmt: skip
    rows = {"text": 3}


class WhyForm(Small):
    """A reason."""

    why = forms.CharField(label="Why?", max_length=300, error_messages={"required": "Say why."})


class LongerForm(Small):
    until_on = day("Until when?", required="Enter the day until which you need.")
    why = forms.CharField(label="Why?", max_length=300, error_messages={"required": "Say why."},
                          help_text="The Board is told who was given longer, and why.")  # fmt: skip


class SignForm(Small):
    """Whoever signs stands for the whole of it."""

    office = forms.ChoiceField(label="You sign as", widget=forms.RadioSelect,
                               error_messages={"required": "Choose for which office you sign."})  # fmt: skip
    sure = forms.BooleanField(
        label="I have read this return. It is how things stand in my agency, and what is missing has an action.",
        error_messages={"required": "Tick the box to sign."},
    )

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [(office, office.capitalize()) for office in offices]


class FileForm(Small):
    """A file to take answers from."""

    file = forms.FileField(label="File", error_messages={"required": "Choose the file.",
                                                         "empty": "This file is empty. Choose it again."})  # fmt: skip
    over = forms.BooleanField(
        label="Also replace answers that are there already", required=False,
        help_text="Without this only what is still unanswered is filled.",
    )
    hold = forms.BooleanField(
        label="I know these answers, and they hold today", required=False,
        help_text="Without this each of them waits to be confirmed one by one.",
    )
