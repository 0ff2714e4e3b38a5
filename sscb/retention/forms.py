"""What is asked when something is held, stopped, kept longer, or kept another time."""

from django import forms

from sscb.access.fields import FieldsAlone
from sscb.retention.models import Hold

NARROW = "govuk-input govuk-input--width-10"
ON = [
    (Hold.On.RECORD, "This record, and all that belongs to it"),
    (Hold.On.CHILD, "The child whom this record is about: every record about the same child, also later ones"),
    (Hold.On.ACCOUNT, "A person with an account: their places and bookings, and the account"),
]


class HouseForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()


def _line(label: str, missing: str, most: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, error_messages={"required": missing}, help_text=help_text)


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=150, required=False, widget=forms.NumberInput(attrs={"class": NARROW}),
        error_messages={"invalid": f"Enter {label.lower()} as a number"},
    )  # fmt: skip


def _day(label: str, missing: str, **more) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date", "class": NARROW}),
        error_messages={"required": missing, "invalid": "Enter a real date, such as 2020-01-30"}, **more,
    )  # fmt: skip


class HoldForm(HouseForm):
    on = forms.ChoiceField(
        label="What is held?", choices=ON, widget=forms.RadioSelect, error_messages={"required": "Choose what is held"}
    )
    record = _line("Which record, or which person?", "Enter the reference or the address", 120,
                   "Its reference, such as CR-2019-003. For a person, the address they sign in with.")  # fmt: skip
    reason = _line("Why?", "Enter why it is held", 300, "Coroner, police, inquiry, court. No names.")
    reference = _line("Their reference", "Enter the reference of whoever asked for the hold", 80)


class StopForm(HouseForm):
    reason = _line("Why does all disposal stop?", "Enter why all disposal stops", 300, "Such as a public inquiry.")
    reference = _line("Their reference", "Enter the reference of whoever asked for it", 80)


class PeriodForm(HouseForm):
    years, months, days = _number("Years"), _number("Months"), _number("Days")
    why = _line("Why, and who decided it?", "Enter why it changes and who decided it", 300)
    from_on = _day("From which day?", "Enter the day from which it counts")


class ExtendForm(HouseForm):
    until = _day("Keep it until", "Enter the day until which it is kept")
    why = _line("Why is it kept longer?", "Enter why it is kept longer", 300, "No names.")
