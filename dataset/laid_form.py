"""The form that the dataset's questions stand on: laid out by itself, and asking to look again at small numbers."""

from collections.abc import Callable, Collection, Sequence

from crispy_forms_gds.layout import Field, Layout
from django import forms

from sscb.access.fields import FieldsAlone
from sscb.disclosure.wording import small_counts_in

LOOKED = "looked_again"
ASK = (
    "this may be a number that is not shown to everybody who reads these words. Write “fewer than 5” or “some”, or "
    "tick the box at the end to let it stand"
)


def quoted(phrases: Sequence[str], most: int = 3) -> str:
    return ", ".join(f"“{one}”" for one in phrases[:most])


class Laid(forms.Form):
    """Fields in the order they are written down, laid out by their kind.

    `READ_WIDER`: words that are read outside Quality and Performance. Where they state a number that is not shown
    there, the writer is asked to look again before they are saved; a tick lets them stand.
    """

    ROWS: dict[str, int] = {}
    READ_WIDER: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.hidden_figures: Callable[[], Collection[str]] = tuple
        self.helper = FieldsAlone()
        self.helper.layout = Layout(*(self._laid(name, field) for name, field in self.fields.items()))
        if LOOKED in self.data:
            self._ask_to_tick()

    def clean(self):
        told = super().clean()
        looked = told.pop(LOOKED, False)
        if self.goes_out() and not looked:
            self._look_again(told)
        return told

    def goes_out(self) -> bool:
        """Whether others read it from now on."""
        return bool(self.READ_WIDER)

    def read_wider(self, told: dict) -> list[tuple[str, str, str]]:
        """Words that others read: the field at which they are pointed at, what names them there, the words."""
        return [(name, "", told[name]) for name in self.READ_WIDER if told.get(name)]

    def _look_again(self, told: dict) -> None:
        texts = self.read_wider(told)
        hidden = self.hidden_figures() if texts else ()
        found = [(name, about, small_counts_in(text, hidden)) for name, about, text in texts]
        if any(phrases for _, _, phrases in found) and LOOKED not in self.fields:
            self._ask_to_tick()
        for name, about, phrases in found:
            if phrases:
                self.add_error(name, f"{about}{quoted(phrases)}: {ASK}")

    def _ask_to_tick(self) -> None:
        self.fields[LOOKED] = forms.BooleanField(
            label="I have looked again: nobody can be known by these numbers", required=False
        )
        self.helper.layout.fields.append(Field.checkbox(LOOKED))

    def _laid(self, name: str, field: forms.Field):
        widget = field.widget
        if isinstance(widget, forms.HiddenInput):
            return name
        if isinstance(widget, forms.Textarea):
            return Field.textarea(name, rows=self.ROWS.get(name, 4))
        if isinstance(widget, forms.CheckboxSelectMultiple):
            return Field.checkboxes(name)
        if isinstance(widget, forms.RadioSelect):
            return Field.radios(name)
        if isinstance(widget, forms.CheckboxInput):
            return Field.checkbox(name)
        if isinstance(widget, forms.Select):
            return Field.select(name)
        return Field(name) if isinstance(widget, forms.DateInput) else Field.text(name)
