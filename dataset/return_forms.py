"""What an agency is asked for a period, and what those are asked who check it."""

from collections.abc import Sequence
from pathlib import Path

from crispy_forms_gds.layout import Field, Layout
from django import forms

from dataset.laid_form import LOOKED, Laid
from dataset.queries.returns.page import WHAT, Missing, ReturnShown, RowShown
from dataset.returns.cells import Fault
from dataset.services.returns import Row
from sscb.access.fields import FieldsAlone

LARGEST_TEMPLATE = 5 * 1024 * 1024
TEMPLATE_NAMES = {".xlsx", ".csv", ".txt"}
_CELLS = {"numerator": "n", "denominator": "d", "missing": "m", "why": "w", "why_missing": "w", "what": "what",
          "so_what": "so_what", "now_what": "now_what"}  # fmt: skip
KEPT = "Everything that you typed is saved."


def field_name(code: str, cell: str) -> str:
    """The name of a cell's field: n_FD01 for the number counted; a return's own words have no code."""
    return f"{_CELLS[cell]}_{code}" if code else cell


class GridForm(forms.Form):
    """Every cell of a return as text, so that whatever was typed is kept as it was typed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, shown: ReturnShown, **kwargs):
        super().__init__(*args, **kwargs)
        self.shown = shown
        self.kept_words = ""
        for one in shown.rows:
            self._add_row(one)
        for name, label in WHAT:
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
            )

    def _add_row(self, one: RowShown) -> None:
        code = one.code
        self._text(code, "numerator", f"{code}: {one.asked.numerator}", 60, "decimal")
        if one.asked.has_parts:
            self._text(code, "denominator", f"{code}: out of {one.asked.denominator}", 60, "decimal")
        self.fields[field_name(code, "missing")] = forms.BooleanField(label=f"{code}: not available", required=False)
        self._text(code, "why_missing", f"{code}: why it is not available", 300, "text")
        for name, label in WHAT:
            self.fields[field_name(code, name)] = forms.CharField(
                label=f"{code}: {label[:1].lower()}{label[1:]}", required=False, max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    def _text(self, code: str, cell: str, label: str, most: int, mode: str) -> None:
        self.fields[field_name(code, cell)] = forms.CharField(
            label=label, required=False, max_length=most, widget=forms.TextInput(attrs={"inputmode": mode})
        )

    @classmethod
    def initial_of(cls, shown: ReturnShown) -> dict[str, object]:
        """What is saved, by field."""
        found: dict[str, object] = {"version": shown.record.version}
        for one in shown.rows:
            for cell in ("numerator", "denominator", "missing", "why_missing", "what", "so_what", "now_what"):
                found[field_name(one.code, cell)] = getattr(one.row, cell)
        for name, _ in WHAT:
            found[name] = getattr(shown.record, name)
        return found

    def typed_rows(self) -> dict[str, Row]:
        """What was typed, by indicator."""
        told = self.cleaned_data
        return {
            one.code: Row(**{
                cell: told.get(field_name(one.code, cell), False if cell == "missing" else "")
                for cell in ("numerator", "denominator", "missing", "why_missing", "what", "so_what", "now_what")
            })
            for one in self.shown.rows
        }  # fmt: skip

    def typed_words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name, _ in WHAT}

    def point_at(self, faults: list[tuple[str, Fault]]) -> None:
        """Put each fault at its cell."""
        for code, fault in faults:
            name = field_name(code, fault.cell)
            self.add_error(name if name in self.fields else field_name(code, "numerator"), f"{code}: {fault.sentence}")

    def point_at_missing(self, missing: list[Missing]) -> None:
        """Put what is missing before the return can be handed in at its cell."""
        for one in missing:
            name = field_name(one.code, one.cell)
            said = f"{one.code}: {one.short}" if one.short else one.sentence
            self.add_error(name if name in self.fields else field_name(one.code, "numerator"), said)


class TemplateForm(forms.Form):
    """The template of this return, filled in."""

    file = forms.FileField(
        label="The filled template",
        help_text="The Excel workbook (.xlsx) that you downloaded here, or its sheet saved as CSV. Up to 5 MB.",
        error_messages={"required": "Choose the filled template", "empty": "This file is empty. Choose it again"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        self.helper.layout = Layout("file")

    def clean_file(self):
        """The name's ending and the content must agree, and the size be within reason."""
        file = self.cleaned_data["file"]
        ending = Path(file.name).suffix.lower()
        packed = file.read(2) == b"PK"
        file.seek(0)
        if ending not in TEMPLATE_NAMES:
            raise forms.ValidationError("Choose the Excel workbook (.xlsx) that the portal made for this return")
        if packed != (ending == ".xlsx"):
            what = "a workbook" if packed else "not a workbook"
            raise forms.ValidationError(f"The name ends in {ending}, but the content is {what}. Save it again")
        if file.size > LARGEST_TEMPLATE:
            raise forms.ValidationError("This file is larger than 5 MB, and a template is far smaller. Choose it again")
        return file


class SubmitForm(Laid):
    """The agency's lead stands for the figures, and looks again at small numbers in the words beside them."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label="I have looked at these figures and hand them in for my agency",
        error_messages={"required": "Tick the box to hand the figures in"},
    )

    def __init__(self, *args, words: Sequence[tuple[str, str]] = (), **kwargs):
        """`words`: what names them ("FD01"), and the words."""
        super().__init__(*args, **kwargs)
        self.words = words

    def goes_out(self) -> bool:
        return bool(self.words)

    def read_wider(self, told: dict) -> list[tuple[str, str, str]]:
        return [(LOOKED, f"{name}: ", text) for name, text in self.words]


class _Explain(forms.Form):
    why = forms.CharField(
        label="What should the agency look at again?", required=False, max_length=1000, widget=forms.Textarea,
        help_text="The agency reads this. No names of children or families.",
    )  # fmt: skip
    explain = forms.MultipleChoiceField(
        label="Which figures should be explained?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Words are asked for beside these.",
    )  # fmt: skip

    def __init__(self, *args, shown: ReturnShown, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["explain"].choices = [(one.code, f"{one.code} {one.asked.title}") for one in shown.rows]
        self.helper = FieldsAlone()


class CheckForm(_Explain):
    """Confirm the figures, or send them back with why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label="Are the figures right?", widget=forms.RadioSelect,
        choices=[("confirm", "Yes: confirm them"), ("back", "No: send them back")],
        error_messages={"required": "Choose whether the figures are right"},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.radios("decision"), Field.textarea("why", rows=3), Field.checkboxes("explain"), "version"
        )

    def clean(self):
        told = super().clean()
        if told.get("decision") == "back" and not told.get("why", "").strip():
            self.add_error("why", "Enter what the agency should look at again")
        return told


class ReopenForm(_Explain):
    """Open a checked return again."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].label = "Why is the return opened again?"
        self.fields["why"].required = True
        self.fields["why"].error_messages["required"] = "Enter why the return is opened again"
        self.helper.layout = Layout(Field.textarea("why", rows=3), Field.checkboxes("explain"))


class ExtendForm(forms.Form):
    """More time, until when and why."""

    to = forms.DateField(
        label="New last day", help_text="For example 29 11 2019", input_formats=["%d %m %Y", "%d/%m/%Y", "%Y-%m-%d"],
        error_messages={"required": "Enter the new last day", "invalid": "Enter a day such as 29 11 2019"},
    )  # fmt: skip
    why = forms.CharField(
        label="Why", max_length=500, widget=forms.Textarea, error_messages={"required": "Enter why"},
        help_text="The agency and the history show it.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsAlone()
        self.helper.layout = Layout(Field.text("to"), Field.textarea("why", rows=3))


class ProviderForm(forms.Form):
    """Which agency sends these figures, which of them, and from when."""

    organisation = forms.ChoiceField(label="Agency that sends them", required=False)
    indicators = forms.MultipleChoiceField(
        label="Figures that are asked for", required=False, widget=forms.CheckboxSelectMultiple
    )
    from_on = forms.DateField(
        label="From the period that begins on", required=False, input_formats=["%d %m %Y", "%d/%m/%Y", "%Y-%m-%d"],
        help_text="For example 1 10 2019. Figures that are asked for already keep their date.",
        error_messages={"invalid": "Enter a day such as 1 10 2019"},
    )  # fmt: skip

    def __init__(self, *args, organisations, indicators, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "Nobody yet"), *((str(o.uuid), o.name) for o in organisations)]
        self.fields["indicators"].choices = [(i.code, f"{i.code} {i.title} ({i.frequency})") for i in indicators]
        self.helper = FieldsAlone()
        self.helper.layout = Layout(
            Field.select("organisation"), Field.checkboxes("indicators"), Field.text("from_on")
        )
