"""What is asked about a product, whom it is sent to, and how many were told."""

from django import forms

from sscb.learning.forms.fields import NO_NAMES, choices_of, lay_out, line, named, one_of, pick, some_of, words
from sscb.learning.models import Product
from sscb.learning.themes import THEMES

HOW_TO_TYPE = (
    "A blank line begins a paragraph. A line that begins with # is a heading; lines that begin with - are a list. "
)


class ChangeProductForm(forms.Form):
    title = line("Title", "Enter the title")
    summary = line("In one sentence", "Enter it in one sentence", "It stands in the library and in the letter.", 300)
    audience = line("Whom it is for", "Enter whom it is for", "Such as everybody who works with missing children.")
    typed = words("The text", "Enter the text", f"{HOW_TO_TYPE}{NO_NAMES}", 20_000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lay_out(self, typed=18)


class ProductForm(ChangeProductForm):
    kind = one_of("What is it?", Product.Kind.choices, "Choose what it is")
    points = some_of("Learning that it tells of")
    theme = pick("Theme")
    group = pick("Subgroup that answers for it", "Choose the subgroup")

    field_order = ["kind", "title", "summary", "audience", "typed", "points", "theme", "group"]

    def __init__(self, *args, groups, points, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = named(groups, "Choose a subgroup")
        self.fields["theme"].choices = [("", "None of the list"), *THEMES.items()]
        self.fields["points"].choices = choices_of(points)
        lay_out(self, typed=18)


class SendForm(forms.Form):
    agencies = some_of("To which agencies", "Choose at least one agency", "Each one’s safeguarding leads get a letter.")

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agencies"].choices = named(agencies)
        lay_out(self)


class ReachForm(forms.Form):
    route = line("How your staff were told", "Enter how your staff were told", "Team meetings, supervision.")
    reached = forms.IntegerField(
        label="How many were told", min_value=0, max_value=1_000_000,
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-5"}),
        error_messages={"required": "Enter how many were told", "min_value": "Enter a number of none or more"},
    )  # fmt: skip
    of = forms.IntegerField(
        label="Out of how many whom it concerns", min_value=1, max_value=1_000_000,
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-5"}),
        error_messages={"required": "Enter how many it concerns", "min_value": "Enter a number of one or more"},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lay_out(self)
