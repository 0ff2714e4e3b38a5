"""The survey as staff see it, and how it is made."""

from django import forms

from audits.moderation.forms import DAY, Laid
from audits.survey.statements import CHOICES, Statement


class SurveyForm(Laid):
    """One choice a statement, none of them needed. `trap` is seen by machines alone."""

    trap = forms.CharField(required=False, label="Leave this empty", widget=forms.HiddenInput)

    def __init__(self, *args, statements: tuple[Statement, ...], **kwargs):
        self.base_fields = {
            one.key: forms.ChoiceField(
                label=one.text, choices=tuple(CHOICES.items()), required=False, widget=forms.RadioSelect
            )
            for one in statements
        } | {"trap": type(self).base_fields["trap"]}
        super().__init__(*args, **kwargs)


class MakeSurveyForm(Laid):
    opens_on = forms.DateField(label="First day", widget=DAY, error_messages={"required": "Enter the first day"})
    closes_on = forms.DateField(
        label="Last day", widget=DAY, help_text="The link takes replies until the end of this day.",
        error_messages={"required": "Enter the last day"},
    )  # fmt: skip
