"""What the Board's office is asked when figures come in."""

import json
from pathlib import Path

from crispy_forms_gds.layout import Field, Layout
from django import forms
from django.template.defaultfilters import filesizeformat

from dataset.models import Claim, Indicator
from sscb.access.fields import FieldsAlone
from sscb.tables.archive import PACKED

LARGEST_TEXT = 50 * 1024 * 1024
TEXT_NAMES = {".csv", ".txt", ".tsv"}
WORKBOOK_NAMES = {".xlsx", ".ods"}


class UploadForm(forms.Form):
    """One file of figures."""

    file = forms.FileField(
        label="File of figures",
        help_text="CSV up to 50 MB, or an Excel (.xlsx) or OpenDocument (.ods) workbook up to 10 MB. "
        "It is looked at first; nothing is imported before you say so.",
        error_messages={"required": "Choose a file", "empty": "This file is empty. Choose the file again"},
        allow_empty_file=False,
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        self.helper.layout = Layout("file")

    def clean_file(self):
        """The name's ending and the content must agree, and the size be within reason."""
        file = self.cleaned_data["file"]
        ending = Path(file.name).suffix.lower()
        packed = file.read(2) == b"PK"
        file.seek(0)
        if ending not in TEXT_NAMES | WORKBOOK_NAMES:
            raise forms.ValidationError("Choose a CSV, XLSX or ODS file")
        if packed != (ending in WORKBOOK_NAMES):
            what = "a workbook" if packed else "not a workbook"
            raise forms.ValidationError(f"The name ends in {ending}, but the content is {what}. Save it again")
        most = PACKED if packed else LARGEST_TEXT
        if file.size > most:
            raise forms.ValidationError(
                f"The file has {filesizeformat(file.size)}; the most is {filesizeformat(most)}. "
                "Ask the portal's administrator to import it by command"
            )
        return file


class MapForm(forms.Form):
    """Which indicator a column belongs to."""

    indicator = forms.ModelChoiceField(
        Indicator.objects.exclude(status=Indicator.Status.RETIRED), label="Indicator", to_field_name="code",
        empty_label="Choose an indicator", error_messages={"required": "Choose an indicator"},
    )  # fmt: skip
    part = forms.ChoiceField(
        label="What the column holds", choices=Claim.Part.choices, initial=Claim.Part.VALUE, widget=forms.RadioSelect
    )
    basis = forms.ChoiceField(
        label="What a bare year such as 2019 means in this file",
        choices=[
            ("financial", "The year ending 31 March"), ("calendar", "The calendar year"),
            ("academic", "The school year ending in August"), ("september", "The year ending 30 September"),
            ("mid-year", "The middle of the year"), ("day", "Periods in this file are days"),
        ],
    )  # fmt: skip
    rows = forms.ChoiceField(label="Which rows", required=False)

    def __init__(self, *args, kinds: list[dict[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        told_apart = [kind for kind in kinds if kind]
        self.fields["rows"].choices = [("", "All rows")] + [
            (json.dumps(kind, sort_keys=True), "; ".join(f"{name}: {word or 'none'}" for name, word in kind.items()))
            for kind in told_apart
        ]
        self.helper = FieldsAlone()
        self.helper.layout = Layout(
            Field.select("indicator"), Field.radios("part"), Field.select("basis"), Field.select("rows")
        )

    def clean_rows(self):
        """The chosen kind of record as dimensions."""
        return json.loads(self.cleaned_data["rows"] or "{}")


class DecideForm(forms.Form):
    """Accept or refuse a restated figure."""

    decision = forms.ChoiceField(
        label="Which figure counts from now on?", choices=[("accept", "The new figure"), ("refuse", "The old figure")],
        widget=forms.RadioSelect, error_messages={"required": "Choose which figure counts"},
    )  # fmt: skip
    why = forms.CharField(
        label="Why", required=False, max_length=500, widget=forms.Textarea,
        help_text="Needed where the old figure stands. No names of children or families.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        self.helper.layout = Layout(Field.radios("decision"), Field.textarea("why", rows=3))

    def clean(self):
        told = super().clean()
        if told.get("decision") == "refuse" and not told.get("why", "").strip():
            self.add_error("why", "Enter why the old figure stands")
        return told
