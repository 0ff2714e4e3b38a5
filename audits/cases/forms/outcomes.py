"""What comes of it: issues, the report, learning, the re-audit, and audits done elsewhere."""

from django import forms

from audits.cases.forms.laying_out import NO_NAMES, Laid, choose, count, day, keep, line, lines
from audits.cases.forms.planning import WhyForm
from audits.cases.words import THEMES


class IssueForm(Laid):
    title = line("In a few words", "Enter the issue in a few words")
    text = lines(
        "What must agencies do together?", "Enter what the issue is", "The Board may read it. It names no case."
    )
    tag = choose("Which theme is it about?", "Choose a theme", THEMES.items())
    keep_because = keep()


class MoveIssueForm(WhyForm):
    """`others`: (uuid, words) of issues that it may be joined to, where that is the move."""

    def __init__(self, *args, others=(), **kwargs):
        super().__init__(*args, **kwargs)
        if others:
            self.fields["joined_to"] = forms.ChoiceField(label="Which issue is it joined to?", choices=others)
            self.lay_out()


class TaskForm(Laid):
    """`agencies`: (uuid, name)."""

    agency = forms.ChoiceField(label="Which agency?", error_messages={"required": "Choose an agency"})
    text = lines(
        "What is it to do?", "Enter what the agency is to do", "The agency reads it. No names of children.", most=1000
    )
    due_on = day("By when?", "Enter the last day")

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "Choose"), *agencies]


class ReportForm(Laid):
    ROWS = {"report_words": 10, "asks": 3}
    report_words = lines("What does the group conclude?", "Enter what the group concludes",
                         "The portal counts the grades; you say what they mean. " + NO_NAMES, most=6000)  # fmt: skip
    asks = lines("What is the Board asked?", "Enter what the Board is asked", "A line each, verb first: Note, Decide.",
                 most=600)  # fmt: skip
    keep_because = keep()
    version = forms.IntegerField(widget=forms.HiddenInput)


class LearningForm(Laid):
    point_1 = lines(
        "What was learned?", "Enter at least one thing that was learned", "Its first sentence becomes its title."
    )
    tag_1 = choose("Its theme", "Choose a theme", THEMES.items())
    point_2 = lines("Something else that was learned")
    tag_2 = forms.ChoiceField(label="Theme of the second", required=False, choices=[("", "Choose"), *THEMES.items()])
    point_3 = lines("And a third thing")
    tag_3 = forms.ChoiceField(label="Theme of the third", required=False, choices=[("", "Choose"), *THEMES.items()])
    told_how = lines("How did it go out?", "Enter how the learning went out", "Such as: bulletin, forum, course.",
                     most=600)  # fmt: skip
    keep_because = keep()
    ROWS = {"point_1": 2, "point_2": 2, "point_3": 2, "told_how": 2}

    @property
    def points(self) -> list[tuple[str, str]]:
        told = self.cleaned_data
        found = ((told[f"point_{n}"].strip(), told[f"tag_{n}"]) for n in (1, 2, 3))
        return [(text, tag or told["tag_1"]) for text, tag in found if text]


class ReauditForm(Laid):
    reaudit_on = day("When is it audited again?", "Enter the day of the re-audit", "6 to 12 months after the report.")


class LogForm(Laid):
    """`groups` and `agencies`: (uuid, name)."""

    title = line("Which audit?", "Enter what was audited", "Such as: chronologies in neglect cases.")
    done_by = forms.ChoiceField(label="Who did it?", required=False)
    theme = choose("Which theme is it about?", "Choose a theme", THEMES.items())
    done_on = day("When was it done?", "Enter the day on which it was finished")
    files = count("How many files were looked at?", "", most=5000, required=False)
    strengths = lines("What was good?", "", "One a line. " + NO_NAMES)
    to_improve = lines("What is to be better?", "", "One a line.")
    learned = lines(
        "What should others learn?", "", "One a line; each becomes a learning point that every agency can read."
    )
    group = forms.ChoiceField(label="For which group?", error_messages={"required": "Choose a group"})
    keep_because = keep()
    ROWS = {"strengths": 3, "to_improve": 3, "learned": 2}

    def __init__(self, *args, groups, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups
        self.fields["done_by"].choices = [("", "Several agencies"), *agencies]
