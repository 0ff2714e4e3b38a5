"""What is asked of a registrar's or a coroner's notice."""

from django import forms

from cdop.forms.cases import day_field
from cdop.notices import NOTICES


def _note() -> forms.CharField:
    return forms.CharField(
        label="Note", required=False, max_length=2000, widget=forms.Textarea,
        help_text="Such as the district or the reference. It stays with the case and is handed over with it.",
    )  # fmt: skip


class NoticeForm(forms.Form):
    kind = forms.ChoiceField(
        label="What does it tell of?",
        choices=[("", "Choose"), *((code, f"{one.sender}: {one.title.lower()}") for code, one in NOTICES.items())],
        error_messages={"required": "Choose what it tells of"},
    )  # fmt: skip
    happened_on = day_field(
        "On which day was that?", required=True, help_text="The day of the registration, the decision or the report."
    )
    arrived_on = day_field(
        "On which day did the notice come?", required=False, help_text="Leave it empty if it has not come yet."
    )
    note = _note()


class ArrivalForm(forms.Form):
    arrived_on = day_field("On which day did it come?", required=True)
    note = _note()
