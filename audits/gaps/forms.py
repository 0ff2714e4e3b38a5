"""How a training gap ends."""

from django import forms

from audits.gaps.models import TrainingGap
from audits.moderation.forms import Laid


class EndGapForm(Laid):
    end = forms.ChoiceField(
        label="It is", choices=TrainingGap.End.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose how it ends"},
    )  # fmt: skip
    why = forms.CharField(
        label="Which course, which other way, or why not", max_length=300,
        error_messages={"required": "Say which course, which other way, or why not"},
    )  # fmt: skip
