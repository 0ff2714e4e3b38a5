"""What the co-ordinator is asked on the pages of a case."""

from django import forms

from cdop.lifecycle import Stage
from cdop.models import DatabaseEntry
from cdop.models.forms import NEW_KINDS, OLD_KINDS
from sscb.people.models import Organisation, Person


class NameAnotherForm(forms.Form):
    """`people`: those of the form's own agency, from the view."""

    person_uuid = forms.ChoiceField(
        label="Who answers?", error_messages={"required": "Choose a person", "invalid_choice": "Choose a person"}
    )

    def __init__(self, *args, people, **more):
        super().__init__(*args, **more)
        self._people = {str(one.uuid): one for one in people}
        words = [(uuid, f"{one.name}, {one.job_title}" if one.job_title else one.name) for uuid, one in
                 self._people.items()]  # fmt: skip
        self.fields["person_uuid"].choices = [("", "Choose"), *words]

    @property
    def person(self) -> Person:
        return self._people[self.cleaned_data["person_uuid"]]


def day_field(label: str, *, required: bool, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the day", "invalid": "Enter a day that exists, such as 2019-09-02"},
    )  # fmt: skip


ASKED = {
    Stage.WAITING: ("What does it wait for?", "Such as an inquest, a criminal case, post-mortem results. No names."),
    Stage.OUT_OF_SCOPE: ("Why is it no child’s death in law?", "The sender is told. No names."),
    Stage.REOPENED: ("Which new facts?", "Reopening is a new review. No names: the reason is kept for ever."),
}


class MoveForm(forms.Form):
    """`asks`: this move says why; `to`: where it goes."""

    def __init__(self, *args, asks: bool, to: Stage, **more):
        super().__init__(*args, **more)
        if asks:
            label, hint = ASKED.get(to, ("Why?", "No names."))
            self.fields["why"] = forms.CharField(
                label=label, help_text=hint, max_length=200, error_messages={"required": "Say why"}
            )


class AskForm(forms.Form):
    """`people`: uuid -> (agency, person), from the view; `new_forms`: which forms come first in the list."""

    ROWS = 5
    kind = forms.ChoiceField(label="Which form?")

    def __init__(self, *args, people: dict[str, tuple[Organisation, Person]], new_forms: bool, **more):
        super().__init__(*args, **more)
        self._people = people
        old = [(kind, f"Form {kind}: {words}") for kind, words in OLD_KINDS.items()]
        new = [(kind, f"Of 2018: {words}") for kind, words in NEW_KINDS.items()]
        self.fields["kind"].choices = [*new, *old] if new_forms else [*old, *new]
        choices = [("", "Nobody")] + [
            (uuid, f"{agency.name}: {one.name}{f', {one.job_title}' if one.job_title else ''}")
            for uuid, (agency, one) in people.items()
        ]
        for row in range(1, self.ROWS + 1):
            self.fields[f"person_{row}"] = forms.ChoiceField(
                label=f"Person {row}", choices=choices, required=False,
                error_messages={"invalid_choice": "Choose a person of the list"},
            )  # fmt: skip

    def clean(self):
        told = super().clean()
        if not self.errors and not self.chosen:
            self.add_error("person_1", "Choose who answers for the agency")
        return told

    @property
    def chosen(self) -> list[tuple[Organisation, Person]]:
        picked = [self.cleaned_data.get(f"person_{row}") for row in range(1, self.ROWS + 1)]
        return [self._people[uuid] for uuid in dict.fromkeys(picked) if uuid]


class StepForm(forms.Form):
    done_on = day_field("Day it was done", required=False, help_text="Leave it empty if it was not done.")
    why = forms.CharField(
        label="Why it was late, or was not done", required=False, max_length=2000, widget=forms.Textarea
    )


class DatabaseForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What came of it?", choices=DatabaseEntry.Outcome.choices, widget=forms.RadioSelect,
        error_messages={"required": "Say what came of it"},
    )  # fmt: skip
    entered_on = day_field("On which day?", required=True)
    why = forms.CharField(
        label="If it was refused: what did the database say?", required=False, max_length=200,
        help_text="A case reviewed before 1 April 2019 is refused there.",
    )  # fmt: skip


class WhyForm(forms.Form):
    why = forms.CharField(
        label="Why do you need to know who the child was?", max_length=200,
        help_text="Kept for ever with the case’s history, so no names in it. Such as: the coroner’s officer asked.",
        error_messages={"required": "Say why you need to know"},
    )  # fmt: skip
