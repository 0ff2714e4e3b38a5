"""What is asked about impact checks, reasons, and reviews from elsewhere."""

from django import forms

from sscb.learning.forms.fields import NO_NAMES, day, lay_out, line, named, one_of, pick, words
from sscb.learning.models import ImpactCheck
from sscb.learning.themes import THEMES


class ExcuseForm(forms.Form):
    what = one_of(
        "What is not needed?",
        [("product", "Nobody needs to be told of it"), ("check", "Its impact is not checked")],
        "Choose what is not needed",
    )
    why = words("Why", "Enter the reason", "It stands on the thread for everybody to read.", 300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lay_out(self, why=2)


class CheckForm(forms.Form):
    asks = one_of("What is asked?", ImpactCheck.Asks.choices, "Choose what is asked")
    how = line("How it will be found out", "Enter how it will be found out", "A survey, the audit done again.")
    judge = pick("Who judges", "Choose who judges", "Somebody who owns none of its actions.")
    due_on = day("To be judged by", "Six to nine months after the learning.")

    def __init__(self, *args, judges, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["judge"].choices = named(judges, "Choose a judge")
        lay_out(self)


class VerdictForm(forms.Form):
    verdict = one_of("Your verdict", ImpactCheck.Verdict.choices, "Choose a verdict")
    finding = words("What it rests on", "Enter what it rests on", f"First one sentence that says it all. {NO_NAMES}")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lay_out(self)


class NationalForm(forms.Form):
    title = line("Title of the review", "Enter its title")
    text = words("What it says, in three sentences", "Enter what it says", NO_NAMES)
    link = forms.URLField(
        label="Where it is published", required=False, assume_scheme="https",
        error_messages={"invalid": "Enter a whole address, such as https://example.org/review"},
    )  # fmt: skip
    published_on = day("Published on", required=False)
    group = pick("Subgroup that answers", "Choose the subgroup")

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = named(groups, "Choose a subgroup")
        lay_out(self)


class AppliesForm(forms.Form):
    applies = one_of(
        "Does this apply here?", [("yes", "Yes: it becomes a learning point"), ("no", "No")],
        "Say whether it applies here",
    )
    why = words("Why", "Enter why", "For a yes: what is learned here. For a no: the reason, which stays.")
    theme = pick("Theme")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "None of the list"), *THEMES.items()]
        lay_out(self)
