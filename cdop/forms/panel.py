"""What is asked about meetings of the panel: when, who, what was decided, what somebody declares."""

from collections.abc import Sequence

from crispy_forms_gds.layout import Field, Layout
from django import forms

from cdop.models import Attendance
from cdop.models.papers import SECTIONS
from sscb.access.fields import FieldsAlone

NO_NAMES = "No name, no date, no place: the month, and what somebody is."


class PanelForm(forms.Form):
    """Lays its fields out as the rest of the portal does; `rows` are the heights of long texts."""

    rows: dict[str, int] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_fields()
        self.helper = FieldsAlone()
        self.helper.layout = Layout(*[self._lay_out(name) for name in self.fields])

    def add_fields(self) -> None:
        """For forms whose fields depend on the case."""

    def _lay_out(self, name: str):
        widget = self.fields[name].widget
        if widget.is_hidden:
            return name
        if isinstance(widget, forms.CheckboxSelectMultiple):
            return Field.checkboxes(name, small=True)
        if isinstance(widget, forms.RadioSelect):
            return Field.radios(name, small=True)
        if isinstance(widget, forms.CheckboxInput):
            return Field.checkbox(name, small=True)
        if isinstance(widget, forms.Textarea):
            return Field.textarea(name, rows=self.rows.get(name, 3))
        if isinstance(widget, forms.Select):
            return Field.select(name)
        return Field.text(name)


def day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, required=required, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the date", "invalid": "Enter a date that exists, such as 2019-11-26"},
    )  # fmt: skip


def words(label: str, help_text: str = "", *, most: int = 300, required: bool = True, long: bool = False, **more):
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, required=required,
        widget=forms.Textarea if long else forms.TextInput, **more,
    )  # fmt: skip


class PlanForm(PanelForm):
    planned_on = day("When does the panel meet?", "Up to the last day on which it may meet.")
    place = words("Where?", required=False, most=120)
    room_for = forms.IntegerField(
        label="Room for how many cases?", min_value=1, max_value=30, initial=6,
        error_messages={"required": "Enter how many cases the meeting can take"},
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-3"}),
    )  # fmt: skip


class MoveForm(PanelForm):
    planned_on = day("To which day?")
    why = words("Why?", "A few words, without a name.", most=200, error_messages={"required": "Say why it is moved"})
    version = forms.IntegerField(widget=forms.HiddenInput)


class WhyForm(PanelForm):
    why = words("Why?", "A few words, without a name.", most=200, error_messages={"required": "Say why"})


class QuorumForm(PanelForm):
    from_on = day("From which day?")
    agencies = forms.IntegerField(
        label="At least how many agencies?", min_value=1, max_value=30, initial=4,
        error_messages={"required": "Enter how many agencies at least"},
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-3"}),
    )  # fmt: skip
    needs_chair = forms.BooleanField(label="The chair or the deputy chair", required=False, initial=True)
    needs_health = forms.BooleanField(label="A designated health professional", required=False, initial=True)
    source = words("Where did the panel agree it?", "Its terms of reference, or the meeting and its date.", most=200,
                   error_messages={"required": "Say where the panel agreed it"})  # fmt: skip


class AgendaForm(PanelForm):
    """`cases`: (uuid, words) of those whose papers are ready, from what the reader may see."""

    review = forms.ChoiceField(
        label="Which case?", widget=forms.RadioSelect, error_messages={"required": "Choose a case"}
    )

    def __init__(self, *args, cases: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["review"].choices = cases


class SeatForm(PanelForm):
    """`people` and `agencies`: (id, words), from what the reader may choose."""

    person = forms.ChoiceField(label="Somebody with an account", required=False)
    name = words("Or the name of somebody without one", most=120, required=False)
    job_title = words("What they are", "Needed for somebody without an account.", most=120, required=False)
    agency = forms.ChoiceField(label="For which agency?", required=False)
    seat = forms.ChoiceField(label="As what?", choices=Attendance.Seat.choices, initial=Attendance.Seat.MEMBER)
    is_health = forms.BooleanField(label="A designated health professional", required=False)
    stands_in_for = words("Stands in for", "For a deputy: whose place it is.", most=120, required=False)

    def __init__(self, *args, people, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Nobody from the list"), *people]
        self.fields["agency"].choices = [("", "Their own agency, or none"), *agencies]

    def clean(self):
        told = super().clean()
        if not told.get("person") and not (told.get("name") and told.get("job_title")):
            self.add_error("person", "Choose somebody, or enter a name and what the person is")
        if told.get("person") and told.get("name"):
            self.add_error("name", "Choose somebody from the list or enter a name, not both")
        return told


class HoldForm(PanelForm):
    """`seats`: (uuid, words) of everybody on the list."""

    met_on = day("On which day did the panel meet?")
    seats = forms.MultipleChoiceField(
        label="Who is there?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who is there"},
    )  # fmt: skip

    def __init__(self, *args, seats: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seats"].choices = seats


class DecideForm(PanelForm):
    rows = {"decision": 4, "why": 2}

    outcome = forms.ChoiceField(
        label="What did the panel do?", widget=forms.RadioSelect,
        choices=[("reviewed", "It agreed the analysis form: the review is complete"),
                 ("deferred", "It deferred the case: it wants to know more")],
        error_messages={"required": "Choose what the panel did"},
    )  # fmt: skip
    decision = words("The minute of this case", f"What was decided, and by what reasons. {NO_NAMES}", most=3000,
                     required=False, long=True)  # fmt: skip
    why = words("If it was deferred: what does the panel want to know?", NO_NAMES, required=False, long=True)
    without_quorum_because = words(
        "If there is no quorum for this case: why does the panel decide all the same?",
        "Leave it empty when the quorum is met.", required=False,
    )  # fmt: skip


class ConflictForm(PanelForm):
    attendance = forms.ChoiceField(label="Who?", error_messages={"required": "Choose who declares it"})
    why = words("What is the conflict?", "Such as “treated the child”. No name.", most=200,
                error_messages={"required": "Say what the conflict is"})  # fmt: skip

    def __init__(self, *args, people: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["attendance"].choices = people


class PaperForm(PanelForm):
    """The parts of a paper, then one text for each agency that answered: `agencies` is (code, name)."""

    rows = dict.fromkeys(SECTIONS, 5)

    def __init__(self, *args, agencies: Sequence[tuple[str, str]], **kwargs):
        self._agencies = agencies
        super().__init__(*args, **kwargs)

    def add_fields(self):
        for name, label in SECTIONS.items():
            self.fields[name] = words(label, most=6000, required=False, long=True)
        for code, name in self._agencies:
            self.fields[f"agency_{code}"] = words(f"What {name} told", most=6000, required=False, long=True)
            self.rows = {**self.rows, f"agency_{code}": 5}
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SuspicionForm(PanelForm):
    rows = {"words": 5}
    words = words(
        "What makes the panel suspect it?", "Read by the co-ordinator alone. It goes into no mail and no other page.",
        most=2000, long=True, error_messages={"required": "Say what makes the panel suspect it"},
    )  # fmt: skip


class PassedOnForm(PanelForm):
    told_whom = words("To whom was it passed on?", "Bodies and offices, no names.", most=200,
                      error_messages={"required": "Say to whom it was passed on"})  # fmt: skip
    told_on = day("On which day?")
    late_because = words("If not on the same day: why?", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

