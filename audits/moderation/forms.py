"""What moderators, and an agency that appeals, are asked."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from audits.grading import NOT_APPLICABLE
from audits.moderation.models import Moderation
from audits.scales import Scale
from sscb.access.fields import FieldsAlone

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class Laid(forms.Form):
    """Fields in the order they are written down, laid out by their kind."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        self.helper.layout = Layout(*(self._laid(name, field) for name, field in self.fields.items()))

    def _laid(self, name: str, field: forms.Field):
        widget = field.widget
        if isinstance(widget, forms.Textarea):
            return Field.textarea(name, rows=4)
        if isinstance(widget, forms.CheckboxSelectMultiple):
            return Field.checkboxes(name)
        if isinstance(widget, forms.RadioSelect):
            return Field.radios(name)
        if isinstance(widget, forms.Select):
            return Field.select(name)
        return Field(name) if isinstance(widget, forms.DateInput) else Field.text(name)


class WhyForm(Laid):
    """`label` and `hint`: what is asked of the one text."""

    why = forms.CharField(widget=forms.Textarea, max_length=2000, error_messages={"required": "Say why"})

    def __init__(self, *args, label: str, hint: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].label, self.fields["why"].help_text = label, hint


class BeginForm(Laid):
    """`free`: (uuid, words) of who may sit on this panel."""

    kind = forms.ChoiceField(
        label="How is it moderated?", choices=Moderation.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is moderated"},
    )  # fmt: skip
    panel = forms.MultipleChoiceField(
        label="Who moderates with you?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Nobody of the agency whose return it is can be chosen.",
    )  # fmt: skip

    def __init__(self, *args, free, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["panel"].choices = free
        if not free:
            self.fields["panel"].help_text = "Nobody else sits in the group and is of another agency."


class GradeForm(Laid):
    """The Board's grade. `descriptors`: what each grade means in this standard."""

    grade = forms.ChoiceField(
        label="Your grade", widget=forms.RadioSelect, error_messages={"required": "Choose your grade"}
    )
    words = forms.CharField(
        label="Why", required=False, widget=forms.Textarea, max_length=2000,
        help_text="Needed where your grade is another than the agency’s. The agency reads it. No names of children.",
    )  # fmt: skip

    def __init__(self, *args, scale: Scale, descriptors, applies: bool, **kwargs):
        super().__init__(*args, **kwargs)
        meaning = {step.value: text for step, text in descriptors}
        self.fields["grade"].choices = [
            (str(step.value), f"{step.value} {step.label}: {meaning.get(step.value, step.meaning)}")
            for step in scale.steps
        ] + ([] if applies else [(NOT_APPLICABLE, "I agree that it does not apply")])

    def told(self) -> dict:
        given = self.cleaned_data["grade"]
        if given == NOT_APPLICABLE:
            return {"not_applicable": True, "words": self.cleaned_data["words"]}
        return {"grade": int(given), "words": self.cleaned_data["words"]}
