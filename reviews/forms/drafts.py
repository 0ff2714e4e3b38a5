"""What is asked about drafts, their copies and what the Board decided on them."""


from typing import Any

from django import forms

from reviews.forms.fields import choice, day, line, paragraph
from reviews.models import BoardMinute, DraftCopy

NO_NAMES = "No names: pseudonyms, roles, months."
LONGEST_REPORT = 200_000


def long_text(label: str, *, missing: str = "", required: bool = True, help_text: str = "", rows: int = 16):
    return forms.CharField(
        label=label, required=required, max_length=LONGEST_REPORT, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"required": missing},
    )  # fmt: skip


class VersionForm(forms.Form):
    """`version`: of the case as its reader saw it, so that of two who act at once the second sees the first."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DraftForm(VersionForm):
    text = long_text("The draft", missing="Write the report, or paste it", help_text="A blank line begins a paragraph, "
                     f"“# ” a heading, “- ” a line of a list. {NO_NAMES}")  # fmt: skip
    changed = paragraph("What is new in it?", required=False, rows=3,
                        help_text="For those who read the draft before; not needed for the first.")  # fmt: skip


class CopiesForm(forms.Form):
    """`people`: uuid -> (who they are, person), from the view."""

    purpose = choice("What are they to do?", DraftCopy.Purpose.choices)
    due_on = day("By when?", help_text="It opens until a week after that day, for 90 days at most.")
    people = forms.MultipleChoiceField(
        label="Who reads it?", widget=forms.CheckboxSelectMultiple, required=False,
        error_messages={"invalid_choice": "Choose from the list"},
    )  # fmt: skip
    without_account = paragraph("Who reads it with the office, without an account?", required=False, rows=2,
                                help_text="A role a line, such as: the mother, with an advocate.")  # fmt: skip
    extract = long_text("The part that they read", required=False, rows=8, help_text="Leave it empty for the whole "
                        "draft. Whoever checks facts sees the part on their own agency or family alone.")  # fmt: skip

    def __init__(self, *args, people: dict[str, tuple[str, Any]], **more):
        super().__init__(*args, **more)
        self._people = people
        self.fields["people"].choices = [(uuid, words) for uuid, (words, _) in people.items()]

    def clean(self):
        told = super().clean()
        told["people"] = [self._people[uuid][1] for uuid in told.get("people", [])]
        return told


class CopyAnswerForm(forms.Form):
    answer = choice("Is there something to correct?", DraftCopy.Answer.choices[1:])
    said = paragraph("Your comments or corrections", required=False, rows=8,
                     help_text=f"Say where it stands, what it should say, and what shows it. {NO_NAMES}")  # fmt: skip


class SettleForm(forms.Form):
    outcome = choice("What becomes of it?", DraftCopy.Outcome.choices[1:])
    why = paragraph("Why?", required=False, rows=3, help_text="Needed unless it is taken up as it was said.")


class WhyVersionForm(VersionForm):
    def __init__(
        self, *args, label: str, name: str = "why", hint: str = "No names: it is kept.", rows: int = 3, **more
    ):
        super().__init__(*args, **more)
        self.fields[name] = paragraph(label, rows=rows, help_text=hint, missing="Say why")


class MinuteForm(VersionForm):
    outcome = choice("What did the Board decide?", BoardMinute.Outcome.choices)
    board_on = day("On which day did it meet?")
    minute = paragraph("What do the minutes say?", rows=4, missing="Write what the minutes say", help_text="The words "
                       "of the minute, and its number.")  # fmt: skip

    def __init__(self, *args, learning_review: bool, **more):
        super().__init__(*args, **more)
        if not learning_review:
            self.fields["outcome"].choices = [
                one for one in BoardMinute.Outcome.choices if one[0] != BoardMinute.Outcome.KEEP
            ]
            self.fields["outcome"].help_text = "Published as a rule; the Independent Chair may decide not to."


class DeferForm(VersionForm):
    process = line("Which process must end first?", most=300, missing="Name the process",
                   help_text="Such as: the criminal trial. No names.")  # fmt: skip
    look_again_on = day("When is it looked at again?")


class ProposeForm(forms.Form):
    why = paragraph("Why is it not to be published?", rows=5, missing="Give your reasons",
                    help_text="The Panel is told your reasons. No names.")  # fmt: skip


class PublicationForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    heading = line("Heading", most=120, missing="Enter the heading", help_text="As the public "
                   "reads it: a pseudonym, no initials, no place.")  # fmt: skip
    summary = forms.CharField(
        label="Summary, in two or three sentences", max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter the summary"},
    )  # fmt: skip
    words = long_text(
        "The report", missing="Paste the report", help_text="“# ” begins a heading, “- ” a line of a list."
    )
    response = long_text(
        "The Board’s response", missing="Write the Board’s response", rows=8,
        help_text="What was done, what came of it, what remains. Published beside the report on the same day.",
    )  # fmt: skip


class PlanForm(forms.Form):
    planned_on = day("On which day is it to be published?")


class FamilyForm(forms.Form):
    family_told_on = day("On which day was the family told?")
    family_how = line("How, and by whom?", most=300, missing="Say how they were told", help_text="No names.")
    staff_told_on = day("When were the staff involved told?", required=False)


class KeepForm(forms.Form):
    words = forms.CharField(max_length=200, widget=forms.HiddenInput)
    why = line("Why may it stay?", most=300, missing="Say why it may stay")


class CheckForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    legal = forms.BooleanField(
        label="It keeps to data protection law and to every court order", required=True,
        error_messages={"required": "Have that checked first, and say so"},
    )  # fmt: skip


