"""What the co-ordinator is asked on the pages of a case."""

from django import forms

from sscb.people.models import Person


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
