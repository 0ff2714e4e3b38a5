"""What staff are asked when they add to the calendar or confirm a value."""

from django import forms

from sscb.access.fields import FieldsAlone
from sscb.timetable.starts import STARTS

SOURCE = "The document and its page or paragraph, or the decision and its date."


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the date", "invalid": "Enter a date that exists, such as 2020-05-08"},
    )


class _Form(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()


class HolidayForm(_Form):
    day = _day("Date", "A weekday in England and Wales, such as one announced for a single year.")
    title = forms.CharField(label="What is it called?", max_length=100, error_messages={"required": "Enter its name"})
    note = forms.CharField(
        label="Note", max_length=100, required=False, help_text="Such as “Substitute day”, or where it was announced."
    )


class StartForm(_Form):
    code = forms.ChoiceField(label="What begins?", choices=[(start.code, start.title) for start in STARTS.values()])
    day = _day("Date", "From 29 June 2018 to 29 September 2019.")
    source = forms.CharField(
        label="Where is it published, or who decided it?", max_length=200, help_text=SOURCE,
        error_messages={"required": "Enter where the date comes from"},
    )  # fmt: skip


class ConfirmForm(_Form):
    source = forms.CharField(
        label="Where did you read it?", max_length=200, help_text=SOURCE,
        error_messages={"required": "Enter where you read the value"},
    )  # fmt: skip
