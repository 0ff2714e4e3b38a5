"""Planning a theme, its list and its draw, and asking agencies."""

from collections.abc import Sequence

from crispy_forms_gds.layout import Field
from django import forms

from audits.cases.drawing import METHODS
from audits.cases.forms.laying_out import NO_NAMES, Laid, choose, count, day, line, lines
from audits.cases.words import AGES, AREAS, ASKED_AS, MOST_QUESTIONS, STATUSES, THEMES
from audits.questions import ANSWERS


class PlanForm(Laid):
    """`meetings`: (uuid, words) of Board meetings to come; `follows`: of themes that may be audited again."""

    title = line("What is audited?", "Enter the theme in a few words", "As the Board will read it.")
    theme = choose("Which theme is it?", "Choose a theme", THEMES.items())
    area = choose("Which area?", "Choose the area", AREAS.items(), radios=True)
    scope = lines("Why, and why now?", "Enter why this theme is audited", "What the data, reviews or children said.")
    lines = lines("Lines of enquiry", "Enter at least one line of enquiry", "One a line.")
    for_meeting = forms.ChoiceField(label="For which Board meeting?", help_text="The steps count back from its day.")
    follows = forms.ChoiceField(label="Does it repeat an audit?", required=False,
                                help_text="A re-audit asks the same questions again.")  # fmt: skip

    def __init__(self, *args, meetings, follows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["for_meeting"].choices = meetings
        self.fields["follows"].choices = [("", "No"), *follows]


class DateForm(Laid):
    board_on = day("When does the Board meet?", "Enter the day of the Board meeting",
                   "Every step that is still open moves with it.")  # fmt: skip


class QuestionsForm(Laid):
    """Six rows: a question and how it is answered; empty ones are left out."""

    def __init__(self, *args, **kwargs):
        forms.Form.__init__(self, *args, **kwargs)
        for number in range(1, MOST_QUESTIONS + 1):
            self.fields[f"text_{number}"] = line(f"H{number}", most=300)
            self.fields[f"answer_{number}"] = forms.ChoiceField(
                label=f"How H{number} is answered", choices=[(kind, ANSWERS[kind]) for kind in ASKED_AS]
            )
        self.lay_out()

    @property
    def questions(self) -> list[tuple[str, str]]:
        told = self.cleaned_data
        rows = ((told[f"text_{n}"].strip(), told[f"answer_{n}"]) for n in range(1, MOST_QUESTIONS + 1))
        return [(text, answer) for text, answer in rows if text]


class ListForm(Laid):
    ROWS = {"population": 14}
    source = line("Which list, of which agency?", "Enter where the list comes from", "Such as: missing from care.")
    extracted_on = day("Day of the extract", "Enter the day on which the list was taken")
    population = lines(
        "The list", "Paste the list",
        f"One child a line: pseudonym, age band ({', '.join(AGES)}), status ({', '.join(STATUSES)}), number of "
        "agencies, and why it may not be drawn; pasted from a spreadsheet or separated by commas. Never a name.",
        most=200_000,
    )  # fmt: skip


class DrawForm(Laid):
    method = choose("How?", "Choose how the sample is drawn", METHODS.items(), radios=True)
    size = count("How many cases?", "Enter how many cases", least=1, most=12, initial=6)
    spare = count("How many substitutes?", "Enter how many substitutes", most=12, initial=3)
    seed = line(
        "Seed", "", "Any words, such as the day and the room. With it anybody can draw the same again.", most=60
    )
    chosen = lines("References chosen on purpose", "", "One a line; only where they are chosen on purpose.", most=1000)
    why = line("Why they are chosen on purpose", "", most=300)


class WhyForm(Laid):
    """`to` is where the record goes; `why` is asked where the move needs it."""

    to = forms.CharField(widget=forms.HiddenInput)
    why = lines("Why?", "", NO_NAMES, most=300)
    ROWS = {"why": 3}


class ReasonForm(Laid):
    why = lines("Why?", "Say why", NO_NAMES, most=300)
    ROWS = {"why": 3}


class AskForm(Laid):
    """A list for each agency: who audits its file, or that it is not asked. `agencies`: (uuid, name, people)."""

    due_on = day("By when?", "Enter the last day")
    too = forms.BooleanField(label="Ask the same auditors for every case that nobody was asked for yet", required=False,
                             widget=forms.CheckboxInput)  # fmt: skip

    def __init__(self, *args, agencies: Sequence, **kwargs):
        forms.Form.__init__(self, *args, **kwargs)
        self.names = []
        for uuid, name, people in agencies:
            self.fields[f"agency_{uuid}"] = forms.ChoiceField(
                label=name, required=False, choices=[("", "Not asked"), *people]
            )
            self.names.append((f"agency_{uuid}", str(uuid)))
        self.lay_out()

    def _laid(self, name, field):
        return Field.checkbox(name, small=True) if name == "too" else super()._laid(name, field)

    @property
    def auditors(self) -> dict[str, str]:
        """uuid of the agency -> uuid of its auditor."""
        return {uuid: self.cleaned_data[name] for name, uuid in self.names if self.cleaned_data.get(name)}


class KeysForm(Laid):
    """The record number of each agency that is asked. `agencies`: (uuid of its tool, name)."""

    def __init__(self, *args, agencies, **kwargs):
        forms.Form.__init__(self, *args, **kwargs)
        for uuid, name in agencies:
            self.fields[f"key_{uuid}"] = line(f"{name}: its own record number", most=40)
        self.lay_out()
