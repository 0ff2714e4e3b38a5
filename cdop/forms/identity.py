"""Putting right who the child was."""

from django import forms

from cdop.forms.notification import ETHNICITIES, NOT_KNOWN
from cdop.models import Identity


class IdentityForm(forms.Form):
    name = forms.CharField(
        label="Child’s name", max_length=200, error_messages={"required": "Enter the child’s name"}
    )
    other_names = forms.CharField(label="Other names", max_length=200, required=False)
    sex = forms.ChoiceField(label="Sex", choices=Identity.Sex.choices)
    born_on = forms.DateField(
        label="Date of birth", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Enter a day that exists, such as 2012-03-04"},
    )  # fmt: skip
    died_on = forms.DateField(
        label="Date of death", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="With another date the time limits that count from it are worked out again.",
        error_messages={
            "required": "Enter the date of death", "invalid": "Enter a day that exists, such as 2019-09-02",
        },
    )  # fmt: skip
    nhs_number = forms.CharField(label="NHS number", max_length=14, required=False)
    ethnicity = forms.ChoiceField(label="Ethnicity", required=False)
    address = forms.CharField(label="Home address", max_length=300, required=False)
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    other_address = forms.CharField(label="Other address", max_length=300, required=False)
    place_of_death = forms.CharField(label="Place of death", max_length=200, required=False)
    time_of_death = forms.CharField(label="Time of death", max_length=40, required=False)
    circumstances = forms.CharField(
        label="Circumstances of the death", max_length=8000, required=False, widget=forms.Textarea
    )
    why = forms.CharField(
        label="Why is it corrected?", max_length=200, error_messages={"required": "Say why it is corrected"},
        help_text="Kept for ever with the case’s history, so no names in it. Such as: the birth certificate came.",
    )  # fmt: skip

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        known = self.initial.get("ethnicity", "")
        others = [(known, known)] if known and known not in ETHNICITIES else []
        self.fields["ethnicity"].choices = [*NOT_KNOWN, *others, *((one, one) for one in ETHNICITIES)]
