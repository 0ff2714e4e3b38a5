"""What the Board's office is asked when it plans, runs and minutes a meeting."""

from crispy_forms_gds.layout import Field, Fieldset, Layout
from django import forms

from sscb import clock
from sscb.access.fields import FieldsAlone
from sscb.board.models import AgendaItem, Meeting
from sscb.board.sockets import sections

KINDS = [(code, words) for code, words in AgendaItem.Kind.choices if code != "none"]
NARROW = "govuk-input govuk-input--width-10"
NO_NAMES = "No names of children or families."


def a_day(label: str, missing: str = "", *, required: bool = True, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date", "class": NARROW}),
        error_messages={"required": missing, "invalid": "Enter a real date, such as 2020-01-30"},
    )  # fmt: skip


def a_time(label: str, missing: str) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=forms.TimeInput(attrs={"type": "time", "class": NARROW}, format="%H:%M"),
        error_messages={"required": missing, "invalid": "Enter a real time, such as 09:30"},
    )  # fmt: skip


def a_line(label: str, missing: str, most: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, error_messages={"required": missing}, help_text=help_text)


def a_text(label: str, most: int, *, required: bool = False, missing: str = "", help_text: str = ""):
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.Textarea(attrs={"rows": 4}), help_text=help_text,
        error_messages={"required": missing},
    )  # fmt: skip


class HouseForm(forms.Form):
    """Laid out by crispy, one field below the other; `groups` puts fields under a heading."""

    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        grouped = {name for _, names in self.groups for name in names}
        alone = [_laid(name, field) for name, field in self.fields.items() if name not in grouped]
        sets = [
            Fieldset(*(_laid(name, self.fields[name]) for name in names), legend=legend, legend_size="m")
            for legend, names in self.groups
        ]
        self.helper.layout = Layout(*alone, *sets)


def _laid_name(laid) -> str:
    return laid if isinstance(laid, str) else laid.fields[0]


def _laid(name: str, field: forms.Field):
    if isinstance(field.widget, forms.HiddenInput):
        return name
    if isinstance(field.widget, forms.Textarea):
        return Field.textarea(name, rows=4)
    if isinstance(field, forms.ChoiceField):
        return Field.select(name)
    if isinstance(field, forms.BooleanField):
        return Field(name)
    return Field.text(name)


class OfABody(HouseForm):
    """Asks whose it is, where its writer plans for more than one body."""

    body = forms.ChoiceField(label="Of which body?", error_messages={"required": "Choose the body"})

    def __init__(self, *args, bodies: list[tuple[str, str]] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = bodies


class MeetingForm(OfABody):
    """A meeting: whose, when and where. Its cycle follows from its day."""

    reference = a_line("Meeting number", "Enter the meeting’s number, such as 2020/1", 20, "Year and number: 2020/1")
    meets_on = a_day("Day", "Enter the day of the meeting")
    starts = a_time("Starts", "Enter when it starts")
    ends = a_time("Ends", "Enter when it ends")
    place = a_line("Place", "Enter where it meets", 120)
    questions_to = forms.CharField(label="Questions to", max_length=200, required=False)
    note = forms.CharField(
        label="Note", max_length=300, required=False, help_text="Said on the front sheet, such as a polling day."
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self):
        told = super().clean()
        if told.get("starts") and told.get("ends") and told["ends"] <= told["starts"]:
            self.add_error("ends", "Enter an end after the start")
        return told


class ItemForm(HouseForm):
    """One more item on an agenda."""

    title = a_line("Title", "Enter the item’s title", 150)
    kind = forms.ChoiceField(label="For", choices=KINDS)
    lead = a_line("Lead", "Enter who leads it, by office", 80, "By office, not by name.")
    minutes = forms.IntegerField(
        label="Minutes", min_value=0, max_value=240, initial=10, error_messages={"required": "Enter its minutes"},
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-3"}),
    )
    oral = forms.BooleanField(label="Spoken to, without a paper", required=False)
    part_b = forms.BooleanField(label="In part B, for named readers only", required=False)
    section = forms.ChoiceField(
        label="Who writes its paper?", required=False, help_text="What the portal writes is always of the day.",
    )  # fmt: skip

    def __init__(self, *args, of_board: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        written = [(one.code, one.title) for one in sections if of_board or not one.part_b]
        if not of_board:  # all of it is for the group's members alone
            del self.fields["part_b"]
            self.helper.layout.fields = [one for one in self.helper.layout.fields if _laid_name(one) != "part_b"]
        self.fields["section"].choices = [("", "It is handed in"), ("The portal writes it", written)]


class PlannedForm(OfABody):
    """A line of the forward plan."""

    title = a_line("What comes to it", "Enter what comes to it", 150)
    kind = forms.ChoiceField(label="For", choices=KINDS)
    lead = a_line("Lead", "Enter who leads it, by office", 80, "By office, not by name.")
    minutes = forms.IntegerField(
        label="Minutes", min_value=0, max_value=240, initial=10, error_messages={"required": "Enter its minutes"},
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-3"}),
    )
    wanted_on = a_day("From", "Enter from which day", help_text="Offered to the first meeting on or after this day.")
    why = forms.CharField(label="Why, or where it comes from", max_length=200, required=False)


class InterestForm(HouseForm):
    who = forms.ChoiceField(label="Who declares?", error_messages={"required": "Choose who declares the interest"})
    text = a_line("What interest?", "Enter the interest", 300)
    handled = a_line("What was done about it?", "Enter what was done about it", 200, "Such as: left the room.")

    def __init__(self, *args, people: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", "Choose a person"), *people]


class MinuteForm(HouseForm):
    """One item, as it happens. What is left empty is not written."""

    text = a_text("What was said", 8000, help_text=NO_NAMES)
    decision = a_text("What was decided", 2000, help_text="It gets a number of the decision log.")
    reason = forms.CharField(label="Why", max_length=1000, required=False)
    voted = forms.CharField(
        label="Who was for and against", max_length=300, required=False, help_text="Only where there was no consensus."
    )
    review_on = a_day("To be looked at again on", required=False)
    action = a_text("What an agency is asked to do", 2000)
    action_agency = forms.ChoiceField(label="Which agency acts?", required=False)
    action_due_on = a_day("By", required=False)
    challenge = a_text("What is put to a chief officer", 2000)
    challenge_agency = forms.ChoiceField(label="Whose chief officer?", required=False)
    challenge_office = forms.CharField(label="By office", max_length=120, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    groups = (
        ("Decision", ("decision", "reason", "voted", "review_on")),
        ("Action", ("action", "action_agency", "action_due_on")),
        ("Challenge", ("challenge", "challenge_agency", "challenge_office")),
    )

    def __init__(self, *args, agencies: list[tuple[str, str]], may_challenge: bool, **kwargs):
        if not may_challenge:
            self.groups = self.groups[:2]
        super().__init__(*args, **kwargs)
        for name in ("action_agency", "challenge_agency"):
            self.fields[name].choices = [("", "Choose an agency"), *agencies]
        if not may_challenge:
            for name in ("challenge", "challenge_agency", "challenge_office"):
                del self.fields[name]
            self.helper.layout = Layout(
                _laid("text", self.fields["text"]), "version",
                *(Fieldset(*(_laid(n, self.fields[n]) for n in names), legend=legend, legend_size="m")
                  for legend, names in self.groups),
            )  # fmt: skip

    def clean(self):
        told = super().clean()
        for what, needs in (("action", ("action_agency", "action_due_on")),
                            ("challenge", ("challenge_agency", "challenge_office"))):  # fmt: skip
            for name in needs if (told.get(what) or "").strip() else ():
                if not told.get(name):
                    self.add_error(name, f"Enter this for the {what}")
        return told


class MessagesForm(HouseForm):
    text = a_text("Messages to staff from this meeting", 4000, help_text=f"For newsletters and teams. {NO_NAMES}")


class WithdrawForm(HouseForm):
    why = a_line("Why is it withdrawn?", "Enter why the paper is withdrawn", 300, "It is printed in the pack.")


class CorrectionForm(HouseForm):
    item = forms.ChoiceField(label="Which item?", required=False)
    text = a_text(
        "What is put right", 4000, required=True, missing="Enter what is put right",
        help_text="It stands beside the approved words, with your name and the day.",
    )  # fmt: skip

    def __init__(self, *args, items: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", "The minutes as a whole"), *items]


class UpwardForm(HouseForm):
    """Where a group's approved minutes go, and how much of them."""

    to = forms.ChoiceField(label="Before which meeting?", error_messages={"required": "Choose the meeting"})
    what = forms.ChoiceField(label="What goes there?", choices=Meeting.Upward.choices)

    def __init__(self, *args, meetings: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "Choose a meeting"), *meetings]


class NoteForm(HouseForm):
    """A reader's own note beside a paper."""

    paper = forms.ChoiceField(label="Beside which paper?", error_messages={"required": "Choose the paper"})
    page = forms.CharField(
        label="Page, as printed", max_length=8, required=False, help_text="Such as 34a.",
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-5"}),
    )  # fmt: skip
    text = a_text("Your note", 4000, required=True, missing="Enter the note", help_text=NO_NAMES)

    def __init__(self, *args, papers: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = [("", "Choose a paper"), *papers]


class RewindForm(HouseForm):
    day = a_day("Which day?", "Enter the day", help_text="Not later than today.")

    def clean_day(self):
        if self.cleaned_data["day"] > clock.today():
            raise forms.ValidationError(f"Enter a day not later than {clock.today():%-d %B %Y}")
        return self.cleaned_data["day"]


class ReaderForm(HouseForm):
    who = forms.ChoiceField(label="Who reads part B?", error_messages={"required": "Choose the reader"})

    def __init__(self, *args, people: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", "Choose a person"), *people]
