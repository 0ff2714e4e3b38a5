"""The fields that the forms of the reviews are made of."""

from collections.abc import Iterable
from typing import Any

from django import forms


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the day", "invalid": "Enter a day that exists, such as 2019-09-02"},
    )  # fmt: skip


def paragraph(label: str, *, required: bool = True, help_text: str = "", missing: str = "", rows: int = 4):
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=8000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing or f"{label}: write something"},
    )  # fmt: skip


def line(label: str, *, required: bool = True, help_text: str = "", most: int = 200, missing: str = ""):
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=most,
        error_messages={"required": missing or f"{label}: write something"},
    )  # fmt: skip


def choice(label: str, choices: Iterable[tuple[str, Any]], *, help_text: str = "", required: bool = True):
    return forms.ChoiceField(
        label=label, choices=list(choices), widget=forms.RadioSelect, help_text=help_text, required=required,
        error_messages={"required": "Choose one", "invalid_choice": "Choose one of the list"},
    )  # fmt: skip


def pick(label: str, *, help_text: str = "", required: bool = True):
    """A list from which one is picked; the view gives what stands in it."""
    return forms.ChoiceField(
        label=label, help_text=help_text, required=required,
        error_messages={"required": "Choose one", "invalid_choice": "Choose one of the list"},
    )  # fmt: skip


def many(label: str, *, required: bool = True):
    """Several of a list; the view gives what stands in it."""
    return forms.MultipleChoiceField(
        label=label, required=required, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one", "invalid_choice": "Choose from the list"},
    )  # fmt: skip


def tick(label: str, *, required: bool = False, missing: str = ""):
    return forms.BooleanField(label=label, required=required, error_messages={"required": missing})


YES_NO = (("yes", "Yes"), ("no", "No"))
