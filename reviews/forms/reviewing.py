"""What is asked while a review is held: its reviewers, terms and panel; events, the family, other proceedings."""

from collections.abc import Iterable
from typing import Any

from django import forms

from reviews.forms.fields import choice, day, line, many, paragraph, pick, tick
from reviews.models import ClockStop, FamilyVoice, ParallelProcess, PractitionerEvent, Reviewer
from reviews.models.commissioning import METHODS
from sscb.learning.themes import THEMES

NO_NAMES = "No names: say “the child”, “the mother”, “the school nurse”."
SIGNED = "On which day did they sign the confidentiality agreement?"


class Choosing(forms.Form):
    """`people`, `members`, `processes`: uuid -> what may be chosen, from the view; `do` gets the thing itself."""

    CHOOSES: dict[str, str] = {}

    def __init__(self, *args, choose: dict[str, dict[str, Any]] | None = None, **more):
        super().__init__(*args, **more)
        self._choose = choose or {}
        for name, of in self.CHOOSES.items():
            named = self._choose.get(of, {})
            first = [] if isinstance(self.fields[name], forms.MultipleChoiceField) else [("", "Choose")]
            self.fields[name].choices = [*first, *((uuid, words) for uuid, (words, _) in named.items())]

    def clean(self):
        told = super().clean()
        for name, of in self.CHOOSES.items():
            picked = told.get(name)
            if isinstance(picked, list):
                told[name] = [self._choose[of][uuid][1] for uuid in picked]
            elif picked:
                told[name] = self._choose[of][picked][1]
        return told


class ReviewerForm(Choosing):
    person = pick("Who?", help_text="Somebody who signs in here and holds no office of the Board.")
    part = choice("What do they do?", Reviewer.Part.choices)
    works_for_board = tick("They are, or were, of the Board, or are paid by it for other work")
    works_for_agency = tick("They work, or worked, for an agency that is involved")
    knew_the_case = tick("They managed, advised on or knew the case or the family")
    independence_words = paragraph(
        "How was their independence checked?", rows=3, missing="Say how it was checked, and what was found",
        help_text="What they were asked, by whom, and what was found. Tick above whatever holds: then they cannot be "
        "appointed.",
    )  # fmt: skip
    agreement_on = day(SIGNED)
    contract_on = day("When was the contract signed?", required=False)
    fee = line("Fee", required=False, most=60)
    CHOOSES = {"person": "people"}


class TermsForm(forms.Form):
    """`again`: a later version says what changed, and why."""

    method = pick("Method")
    method_why = paragraph("Why this method?", rows=3, help_text="In proportion to the case; a systems approach: why "
                           "people acted as they did.", missing="Say why")  # fmt: skip
    from_on = day("The time reviewed begins on")
    to_on = day("The time reviewed ends on")
    questions = paragraph("What does the review ask?", rows=5, help_text=f"One question a line. {NO_NAMES}",
                          missing="Say what the review asks")  # fmt: skip
    family_plan = paragraph("How are the family and the child asked to take part?", rows=3, missing="Say how")
    media_plan = paragraph("What is planned for the media?", rows=2, required=False)
    agreed_on = day("On which day were they agreed?")
    agreed_words = line("Who agreed them?", help_text="By office, such as: the Independent Chair, at the panel’s "
                        "first meeting.", missing="Say who agreed them")  # fmt: skip

    def __init__(self, *args, again: bool, **more):
        super().__init__(*args, **more)
        self.fields["method"].choices = [("", "Choose"), *METHODS.items()]
        if again:
            self.fields["changed"] = paragraph("What changed?", rows=2, missing="Say what changed")
            self.fields["why"] = paragraph("Why did it change?", rows=2, missing="Say why")


class MemberForm(Choosing):
    person = pick("Who?", help_text="A senior person of an agency, who had no part in the case.")
    chairs = tick("Chairs the panel")
    agreement_on = day(SIGNED)
    no_conflict = tick("They were asked, and have no conflict of interest in this case")
    CHOOSES = {"person": "people"}


class PlanPanelForm(forms.Form):
    planned_on = day("On which day?")
    about = line("What is it for?", missing="Say what it is for", help_text="No names.")


class HoldPanelForm(Choosing):
    held_on = day("On which day was it held?")
    present = many("Who was there?")
    conflicts = line("Which conflicts of interest were declared?", most=500, help_text="“None” where nothing was.",
                     missing="Say what was declared; “None” where nothing was")  # fmt: skip
    decided = paragraph("What was decided?", required=False, help_text=NO_NAMES)
    CHOOSES = {"present": "members"}



class AskReportForm(Choosing):
    author = pick("Who writes it?", help_text="Not the line manager of the case.")
    asks = paragraph("What is this agency asked?", help_text=f"Beside the terms of reference. {NO_NAMES}",
                     missing="Say what this agency is asked")  # fmt: skip
    CHOOSES = {"author": "authors"}


class CheckForm(forms.Form):
    answers_terms = tick("It answers the terms of reference")
    analyses = tick("It says why, and not only what")
    no_names = tick("It names no child, family or member of staff")
    accept = choice("What do you decide?", (("yes", "Accept it"), ("no", "Send it back")))
    words = paragraph("If it goes back: what is wanted?", required=False, help_text=f"The agency reads it. {NO_NAMES}")


class SendReportForm(forms.Form):
    """`again`: a file that was sent before is kept."""

    findings = paragraph("What did your agency learn?", rows=8, help_text=f"In a few sentences. {NO_NAMES}",
                         missing="Say in a few sentences what your agency learned")  # fmt: skip
    file = forms.FileField(label="The report, as a PDF", help_text="At most 20 MB.", error_messages={
        "required": "Choose the report, as a PDF", "empty": "This file is empty. Choose it again."})  # fmt: skip

    def __init__(self, *args, again: bool, **more):
        super().__init__(*args, **more)
        self.fields["file"].required = not again


class RowForm(forms.Form):
    happened_on = day("When?")
    about = pick("Whom does it concern?")
    what = paragraph("What happened?", rows=3, help_text=NO_NAMES, missing="Say what happened")
    response = paragraph("What did your agency do?", rows=2, required=False)
    source = line("In which record does it stand?", most=120, missing="Say in which record it stands")
    theme = pick("Theme", required=False)

    def __init__(self, *args, about: dict[str, str], **more):
        super().__init__(*args, **more)
        self.fields["about"].choices = [("", "Choose"), *about.items()]
        self.fields["theme"].choices = [("", "None"), *THEMES.items()]


class RowsFileForm(forms.Form):
    file = forms.FileField(label="Your rows, as a CSV file or workbook", error_messages={
        "required": "Choose the file.", "empty": "This file is empty. Choose it again."})  # fmt: skip


class PlanEventForm(forms.Form):
    kind = choice("What is it?", PractitionerEvent.Kind.choices)
    planned_on = day("On which day?")
    invited = line("Who is invited?", most=300, help_text="Agencies and posts; no names.", missing="Say who is invited")


class HoldEventForm(forms.Form):
    held_on = day("On which day was it held?")
    came = forms.IntegerField(label="How many came?", min_value=0, max_value=500, error_messages={
        "required": "Say how many came", "invalid": "Enter a number"})  # fmt: skip
    notes = paragraph("What did they say?", rows=8, help_text=f"Read by the reviewer, the Independent Chair and the "
                      f"Board’s office. {NO_NAMES}", missing="Say what they said")  # fmt: skip


class InviteForm(forms.Form):
    who = pick("Who?")
    invited_on = day("On which day were they invited?")
    invited_how = line("How?", help_text="Such as: a letter brought by the health visitor.", missing="Say how")

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["who"].choices = FamilyVoice.Who.choices


class HearForm(forms.Form):
    answer = choice("What did they answer?", [one for one in FamilyVoice.Answer.choices if one[0]])
    answered_on = day("On which day?")
    heard_on = day("If they were spoken with: when?", required=False)
    said = paragraph("What do they want the review to know?", required=False, rows=6, help_text=NO_NAMES)


class SumUpForm(forms.Form):
    text = paragraph("What did the family say, in summary?", rows=6, missing="Say what the family said",
                     help_text=f"Board and lay members read it beside the report before they decide. {NO_NAMES}")


class TellFamilyForm(forms.Form):
    told_on = day("On which day were they told of the report, and of the day of its publication?")
    told_how = line("How?", missing="Say how")


class EarlyForm(forms.Form):
    text = paragraph("What was learned?", rows=4, missing="Say what was learned",
                     help_text="In words that lead to nobody.")  # fmt: skip
    done = paragraph("What was done at once, and by whom?", rows=2, required=False)


class PointForm(forms.Form):
    title = line("In one line", missing="Say it in one line")
    text = paragraph("What every agency should know", rows=4, help_text="The whole partnership reads it: nothing of "
                     "the case, the child or the family.", missing="Say what was learned")  # fmt: skip
    theme = pick("Theme", required=False)

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["theme"].choices = [("", "None"), *THEMES.items()]


class ProcessForm(forms.Form):
    kind = pick("What goes on?")
    body = line("Who runs it?", most=120, help_text="By office: the senior investigating officer, the coroner.",
                missing="Say who runs it")  # fmt: skip
    began_on = day("When did it begin?", required=False)
    next_on = day("Next hearing, or when it is asked about again", required=False)
    agreed = paragraph("What is agreed: who leads, what may be shared?", rows=2, required=False)
    legal_notes = paragraph("Legal notes", rows=2, required=False,
                            help_text="For the Independent Chair and the business manager alone.")  # fmt: skip

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["kind"].choices = [("", "Choose"), *ParallelProcess.Kind.choices]


class FollowForm(forms.Form):
    next_on = day("Next hearing, or when it is asked about again", required=False)
    ended_on = day("If it ended: when?", required=False)
    outcome = line("What came of it?", required=False, most=300)


class StopForm(Choosing):
    """`whole`: the review itself is put on hold, from today."""

    process = pick("For which proceedings?", help_text="They are recorded first, among the proceedings beside it.")
    ground = choice("On what ground?", ClockStop.Ground.choices)
    words = line("Which step stands still, and why?", most=300, missing="Say which step stands still, and why")
    authority = line("On whose authority?", help_text="Who asked or ordered it, and in what: a letter, an order.",
                     missing="Say on whose authority")  # fmt: skip
    CHOOSES = {"process": "processes"}

    def __init__(self, *args, whole: bool = False, **more):
        super().__init__(*args, **more)
        if not whole:
            self.fields["from_on"] = day("Since when?")
            self.fields["to_on"] = day("If it runs again: since when?", required=False)


class RunForm(forms.Form):
    to_on = day("Since when does it run again?")


def named(rows: Iterable[Any], words) -> dict[str, tuple[str, Any]]:
    """What a form may choose from: by its uuid."""
    return {str(one.uuid): (words(one), one) for one in rows}
