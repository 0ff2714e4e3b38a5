"""What the Board's office and authors of papers are asked."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from sscb import clock
from sscb.access.fields import FieldsAlone

LINES = "One a line."


class CoverForm(forms.Form):
    """The cover sheet of a paper: one page, so every field has its limit."""

    title = forms.CharField(
        label="Title",
        max_length=150,
        error_messages={"required": "Enter the paper's title"},
        help_text="As it stands in the agenda and the contents.",
    )
    asked_to = forms.CharField(
        label="What is the Board asked to do?",
        widget=forms.Textarea,
        max_length=1200,
        required=False,
        help_text="One request a line, beginning with the verb: Decide, Agree, Note.",
    )
    summary = forms.CharField(
        label="Summary in three lines", widget=forms.Textarea, max_length=900, required=False, help_text=LINES
    )
    children = forms.CharField(
        label="What does it mean for children?",
        widget=forms.Textarea,
        max_length=700,
        error_messages={"required": "Enter what the paper means for children"},
        help_text="Two or three sentences. No names of children or families.",
    )
    voice = forms.CharField(
        label="Child’s voice", max_length=300, required=False, help_text="What children said, or why nobody asked."
    )
    equality = forms.CharField(
        label="Equality", max_length=300, required=False, help_text="Any difference found, or “not looked at” and why."
    )
    resources = forms.CharField(
        label="Resources", max_length=300, required=False, help_text="“None asked for” if none."
    )
    risk = forms.CharField(
        label="Risks this paper touches", max_length=300, required=False, help_text="Numbers from the risk register."
    )
    seen_before = forms.CharField(label="Seen before by", max_length=300, required=False, help_text="Groups and dates.")
    author = forms.CharField(
        label="Author", max_length=120, error_messages={"required": "Enter who wrote the paper"}, help_text="By office."
    )
    sponsor = forms.CharField(label="Sponsor", max_length=120, required=False, help_text="Who speaks to it.")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        self.helper.layout = Layout(
            Field.text("title"),
            Field.textarea("asked_to", rows=4),
            Field.textarea("summary", rows=4),
            Field.textarea("children", rows=4),
            Field.text("voice"),
            Field.text("equality"),
            Field.text("resources"),
            Field.text("risk"),
            Field.text("seen_before"),
            Field.text("author"),
            Field.text("sponsor"),
            "version",
        )

    def clean_asked_to(self):
        """Lines to [verb, rest] pairs."""
        pairs = []
        for line in self.cleaned_data["asked_to"].splitlines():
            verb, _, rest = line.strip().partition(" ")
            if not verb:
                continue
            if not rest:
                raise forms.ValidationError(f"Write “{verb}” and what is to be done: one request a line")
            pairs.append([verb, rest])
        return pairs

    def clean_summary(self):
        lines = [line.strip() for line in self.cleaned_data["summary"].splitlines() if line.strip()]
        if len(lines) > 3:
            raise forms.ValidationError("Shorten the summary to three lines: the cover sheet is one page")
        return lines


class PaperFileForm(forms.Form):
    file = forms.FileField(
        label="The paper, as a PDF",
        error_messages={"required": "Choose the PDF of the paper", "empty": "The file is empty. Choose it again."},
        help_text="At most 20 MB. Scripts, forms, links and attachments in it are taken out.",
    )
    late_reason = forms.CharField(
        label="Why is it late?",
        max_length=300,
        required=False,
        help_text="Only if it is handed in after its date. It is printed in the pack.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        self.helper.layout = Layout(Field("file"), Field.text("late_reason"))


class StepDateForm(forms.Form):
    """The demonstration's date: forward only."""

    to = forms.DateField(
        label="Step the date to",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Enter the date to step to", "invalid": "Enter a real date, such as 2020-01-30"},
        help_text="Forward only. For example 2020-01-29, the last day of the child death panel.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        self.helper.layout = Layout(Field("to"))

    def clean_to(self):
        day = self.cleaned_data["to"]
        if day <= clock.today():
            raise forms.ValidationError(
                f"Enter a date after {clock.today():%-d %B %Y}. To start at an earlier one, rebuild the demonstration"
            )
        if day.year > clock.today().year + 5:
            raise forms.ValidationError("Enter a date within the next five years")
        return day


NO_NAMES = "No names of children or families."


class ChallengeForm(forms.Form):
    """A question to an agency's chief officer. `agencies`: (uuid, name) pairs to choose from, given by the page."""

    agency = forms.ChoiceField(
        label="Which agency is asked?", error_messages={"required": "Choose the agency that is asked"}
    )
    to_office = forms.CharField(
        label="Whose office is it put to?", max_length=120, help_text="By office, such as Chief Constable.",
        error_messages={"required": "Enter the office it is put to, such as Chief Constable"},
    )  # fmt: skip
    title = forms.CharField(
        label="In a few words", max_length=120, error_messages={"required": "Enter what it is about in a few words"}
    )
    asks = forms.CharField(
        label="What does the Board ask?", widget=forms.Textarea, max_length=2000, help_text=NO_NAMES,
        error_messages={"required": "Enter what the Board asks"},
    )  # fmt: skip
    evidence = forms.CharField(
        label="What does it rest on?", widget=forms.Textarea, max_length=2000, required=False,
        help_text="Figures, audits, answers that have not come.",
    )  # fmt: skip

    def __init__(self, *args, agencies: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "Choose an agency"), *agencies]
        self.helper = FieldsAlone()
        self.helper.layout = Layout(
            Field.select("agency"), Field.text("to_office"), Field.text("title"), Field.textarea("asks", rows=5),
            Field.textarea("evidence", rows=4),
        )  # fmt: skip


class ChallengeAnswerForm(forms.Form):
    answer = forms.CharField(
        label="The agency’s answer", widget=forms.Textarea, max_length=5000,
        help_text=f"What is so, what was done, and by when the rest will be. {NO_NAMES}",
        error_messages={"required": "Enter the answer"},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        self.helper.layout = Layout(Field.textarea("answer", rows=8), "version")


class ChallengeOutcomeForm(forms.Form):
    """Either the answer is enough and the challenge is closed, or the agency is asked again."""

    verdict = forms.ChoiceField(
        label="Is the answer enough?", widget=forms.RadioSelect,
        choices=[("close", "Yes: close the challenge"), ("again", "No: ask again, and the clock begins afresh")],
        error_messages={"required": "Choose whether the answer is enough"},
    )  # fmt: skip
    text = forms.CharField(
        label="What came of it, or why it is not enough", widget=forms.Textarea, max_length=3000,
        error_messages={"required": "Enter what came of it, or why the answer is not enough"},
    )  # fmt: skip
    difference = forms.CharField(
        label="What difference did it make for children?", widget=forms.Textarea, max_length=2000, required=False,
        help_text=f"If that can be said yet. {NO_NAMES}",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        self.helper.layout = Layout(
            Field.radios("verdict"), Field.textarea("text", rows=4), Field.textarea("difference", rows=3)
        )
