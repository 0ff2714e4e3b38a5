"""What the Board's office is asked when it prepares the transition."""

from django import forms

from sscb.board.meeting_forms import HouseForm, a_line, a_text
from sscb.board.transition.models import GroupChange, SeatChange
from sscb.people.models import Membership, Role

GIVEN = ("CHAIR", "BMGR", "OFF", "CDC", "TRC", "DPO")
"""Roles that somebody holds for the Board as a whole, not for an agency."""


class BodyForm(HouseForm):
    """What the Board is called from the start on."""

    new_name = a_line("Name from that day on", "Enter the name", 120, "As the arrangements were published.")
    new_short = a_line("Short form", "Enter the short form, such as SSCP", 12, "Printed at the foot of every page.")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class GroupForm(HouseForm):
    """What becomes of a group that there is."""

    outcome = forms.ChoiceField(
        label="What becomes of it?", choices=[pair for pair in GroupChange.Outcome.choices if pair[0] != "begins"]
    )
    name = forms.CharField(label="Its name from then on", max_length=120, required=False,
                           help_text="Only where it continues under another name.")  # fmt: skip
    into = forms.ChoiceField(
        label="Which group has its work from then on?", required=False,
        help_text="Needed where it merges, and wherever something of it is still open. Its open records pass there.",
    )  # fmt: skip
    members_follow = forms.BooleanField(label="Its members sit on that group from then on", required=False)
    why = a_text("Why does it end?", 300, help_text="Only where it merges or ends.")

    def __init__(self, *args, others: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", "None"), *others]


class NewGroupForm(HouseForm):
    """A group that begins with the partners."""

    name = a_line("Name", "Enter the name of the group", 120)
    does = a_line("What it does", "Enter what it does", 200)


class SeatForm(HouseForm):
    """Somebody leaves, joins, gives up or takes on."""

    kind = forms.ChoiceField(label="What happens?", choices=SeatChange.Kind.choices)
    person = forms.ChoiceField(label="Who?", error_messages={"required": "Choose the person"})
    line = forms.ChoiceField(label="Which group?", required=False, help_text="For leaving or joining a group.")
    position = forms.ChoiceField(
        label="As what?", required=False, choices=[("", "Member"), *Membership.Position.choices[:1],
                                                   *Membership.Position.choices[2:]],
        help_text="For joining a group.",
    )  # fmt: skip
    role = forms.ChoiceField(
        label="Which role?", required=False, help_text="For giving up or taking on a role of the Board’s office.",
        choices=[("", "None"), *((code, label) for code, label in Role.choices if code in GIVEN)],
    )  # fmt: skip

    def __init__(self, *args, people: list[tuple[str, str]], lines: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose a person"), *people]
        self.fields["line"].choices = [("", "None"), *lines]
