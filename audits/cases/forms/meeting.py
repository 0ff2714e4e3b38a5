"""The meeting: who is there, the agreed grade, safety, findings and voices."""

from django import forms

from audits.cases.forms.laying_out import NO_NAMES, Laid, choose, keep, line, lines
from audits.cases.models import Finding, Voice
from audits.cases.words import GRADES, THEMES


class AttendanceForm(Laid):
    ROWS = {"present": 6}
    present = lines(
        "Who is there, by role", "Enter who is there", "One a line, such as: social worker. Never a name.", most=1500
    )
    apologies = lines("Who sent an apology, by role", most=600)


class AgreeForm(Laid):
    ROWS = {"grade_why": 3, "apart_why": 3}
    grade = choose("Agreed grade for the case", "Choose the grade that the meeting agreed",
                   [(code, words) for code, (words, _) in GRADES.items()], radios=True)  # fmt: skip
    grade_why = lines("Why this grade", "Enter why the meeting agreed this grade", NO_NAMES)
    apart_why = lines("Why two agencies are two steps apart", "", "Needed where they are.")
    keep_because = keep()
    version = forms.IntegerField(widget=forms.HiddenInput)


class UnsafeForm(Laid):
    tool = forms.ChoiceField(label="Which agency is to act?", error_messages={"required": "Choose the agency"})
    why = lines("What makes the child unsafe?", "Say what makes the child unsafe", NO_NAMES)
    keep_because = keep()

    def __init__(self, *args, tools, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tool"].choices = tools


class SafeForm(Laid):
    because = lines("Why is no child unsafe now?", "Say why no child is unsafe now", NO_NAMES)
    keep_because = keep()


class FindingForm(Laid):
    kind = choose("What is it?", "Choose what it is", Finding.Kind.choices, radios=True)
    text = lines("What was found?", "Enter what was found", NO_NAMES)
    theme = choose("Which theme is it about?", "Choose a theme", THEMES.items())
    keep_because = keep()


class VoiceForm(Laid):
    whose = choose("Who said it?", "Choose who said it", Voice.Whose.choices, radios=True)
    words = lines("What did they say or show?", "Enter what they said or showed", NO_NAMES)
    gathered = line("How was it gathered?", "Enter how it was gathered, and whether they agreed to its use",
                    "Such as: by the advocate; the child agreed to its use here.")  # fmt: skip
    keep_because = keep()


class DoneForm(Laid):
    what_was_done = lines("What was done for the child?", "Say what was done, and by which post", NO_NAMES)
    keep_because = keep()
