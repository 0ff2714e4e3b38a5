"""What the Board's office is asked when it plans a cycle."""

from django import forms

from audits.returns.forms.small import Small, day
from audits.sockets import kinds


class PlanForm(Small):
    """A cycle of one kind, with the newest version of its questions."""

    kind = forms.ChoiceField(label="Kind of audit", error_messages={"required": "Choose the kind of audit."})
    title = forms.CharField(label="Title", max_length=150, error_messages={"required": "Give it a title."},
                            help_text="For instance: Section 11 audit 2020.")  # fmt: skip
    opens_on = day("The window opens on", required="Enter the first day.")
    closes_on = day("Last day for handing in", required="Enter the last day for handing in.",
                    help_text="That day is whole: what comes on it is in time.")  # fmt: skip

    def __init__(self, *args, cycles, **kwargs):
        follows = forms.ModelChoiceField(
            label="It follows", queryset=cycles, required=False, empty_label="No earlier cycle",
            help_text="Answers are carried forward from it, to be confirmed, where the question is the same.",
        )  # fmt: skip
        super().__init__(*args, more={"follows": follows}, **kwargs)
        self.fields["kind"].choices = [("", "Choose"), *((kind.code, kind.title) for kind in kinds)]
        self.fields["follows"].label_from_instance = lambda one: f"{one.title} ({one.reference})"


class InviteForm(Small):
    """One more agency, while the window is open."""

    def __init__(self, *args, agencies, **kwargs):
        agency = forms.ModelChoiceField(label="Agency", queryset=agencies, empty_label="Choose",
                                        error_messages={"required": "Choose the agency."})  # fmt: skip
        super().__init__(*args, more={"agency": agency}, **kwargs)
