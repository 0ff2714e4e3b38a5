"""How the forms of case audits are laid out, and the fields they are made of."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from sscb.access.fields import FieldsAlone

NO_NAMES = "No names, initials, dates or places: write who somebody is to the child, and “early summer”."
KEEP = "Only if you were stopped: why may the words stay?"
KEEP_HINT = "When what looks like a name, a date or a place is none. Your reason is kept."


class Laid(forms.Form):
    """Fields in the order they are written down, laid out by their kind; `ROWS`: heights of long texts."""

    ROWS: dict[str, int] = {}
    kept_words = "What you wrote is kept on this page. Nothing is lost."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.lay_out()

    def lay_out(self) -> None:
        self.helper = FieldsAlone()
        self.helper.layout = Layout(*(self._laid(name, field) for name, field in self.fields.items()))

    def _laid(self, name: str, field: forms.Field):
        widget = field.widget
        if widget.is_hidden:
            return name
        if isinstance(widget, forms.Textarea):
            return Field.textarea(name, rows=self.ROWS.get(name, 4))
        for kind, lay in ((forms.CheckboxSelectMultiple, Field.checkboxes), (forms.RadioSelect, Field.radios)):
            if isinstance(widget, kind):
                return lay(name, small=True)
        return Field.select(name) if isinstance(widget, forms.Select) else Field.text(name)


def line(label: str, wrong: str = "", hint: str = "", *, most: int = 160, **more) -> forms.CharField:
    """One line; `wrong`: what is said when it is empty, "" where it may be."""
    return forms.CharField(label=label, max_length=most, required=bool(wrong), help_text=hint,
                           error_messages={"required": wrong}, **more)  # fmt: skip


def lines(label: str, wrong: str = "", hint: str = "", *, most: int = 4000) -> forms.CharField:
    return line(label, wrong, hint, most=most, widget=forms.Textarea)


def day(label: str, wrong: str, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={"required": wrong, "invalid": "Enter a date that exists, such as 2019-11-26"},
    )  # fmt: skip


def choose(label: str, wrong: str, choices, *, hint: str = "", radios: bool = False) -> forms.ChoiceField:
    """A list to choose from, or radios where there are few."""
    shown = list(choices) if radios else [("", "Choose"), *choices]
    widget = forms.RadioSelect if radios else forms.Select
    return forms.ChoiceField(
        label=label, choices=shown, widget=widget, help_text=hint, error_messages={"required": wrong}
    )


def count(label: str, wrong: str, *, least: int = 0, most: int = 40, **more) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, error_messages={"required": wrong},
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-3"}), **more,
    )  # fmt: skip


def keep() -> forms.CharField:
    return line(KEEP, hint=KEEP_HINT, most=200)
