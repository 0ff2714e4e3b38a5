"""What those who attended, managers, observers and the co-ordinator are asked."""

from crispy_forms_gds.layout import Field, Layout, Size
from django import forms

from sscb.access.fields import FieldsAlone
from training.evaluating.items import FIVE, KEPT, LONGEST_TEXT, Asked
from training.evaluating.observing import GRADES, STANDARDS
from training.evaluating.scoring import STRENGTHS

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "govuk-input govuk-input--width-10"})
TEN = [(str(n), str(n)) for n in range(1, 11)]


class Laid(forms.Form):
    """Fields in the order they are written down, laid out by their kind."""

    inline: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.lay_out()

    def lay_out(self) -> None:
        self.helper = FieldsAlone()
        self.helper.layout = Layout(*(self._laid(name, field) for name, field in self.fields.items()))

    def _laid(self, name: str, field: forms.Field):
        widget = field.widget
        if isinstance(widget, forms.HiddenInput):
            return Field(name)
        if isinstance(widget, forms.Textarea):
            return Field.textarea(name, rows=3)
        if isinstance(widget, forms.CheckboxInput):
            return Field.checkbox(name)
        if isinstance(widget, forms.RadioSelect):
            return Field.radios(name, inline=len(field.choices) > 4, small=len(field.choices) > 4,
                                legend_size=Size.SMALL)  # fmt: skip
        if isinstance(widget, forms.Select):
            return Field.select(name)
        return Field(name) if isinstance(widget, forms.DateInput) else Field.text(name)


class EvaluationForm(Laid):
    """One form of one point, made from its items. Nothing in it is needed; `trap` is seen by machines alone."""

    quote = forms.CharField(
        label="Words of yours that we may quote", required=False, max_length=300, widget=forms.Textarea,
        help_text="Leave it empty if you like. No names of children, families or colleagues.",
    )  # fmt: skip
    quote_consent = forms.BooleanField(
        label="Quote these words, without my name, in reports on training", required=False
    )
    trap = forms.CharField(required=False, label="Leave this empty", widget=forms.HiddenInput)

    def __init__(self, *args, asked: tuple[Asked, ...], **kwargs):
        own = {one.name: _field(one) for one in asked}
        self.base_fields = own | {name: type(self).base_fields[name] for name in ("quote", "quote_consent", "trap")}
        super().__init__(*args, **kwargs)


def _field(one: Asked) -> forms.Field:
    item, label = one.item, f"{one.about}. {one.text}" if one.about else one.text
    told = {"label": label, "required": False, "help_text": item.hint}
    choices = {"confidence": TEN, "five": list(FIVE.items()), "kept": list(KEPT.items()),
               "choice": list(item.choices.items())}.get(item.kind)  # fmt: skip
    if choices:
        return forms.ChoiceField(**told, choices=choices, widget=forms.RadioSelect)
    if item.kind == "intentions":
        first = one.name.endswith("-1")
        return forms.CharField(**{**told, "label": f"{item.text} ({one.name[-1]})",
                                  "help_text": item.hint if first else ""}, max_length=200)  # fmt: skip
    return forms.CharField(**told, max_length=LONGEST_TEXT, widget=forms.Textarea)


class ObservationForm(Laid):
    observed_on = forms.DateField(label="Day", widget=DAY, error_messages={"required": "Enter the day"})
    strengths = forms.CharField(label="What went well", widget=forms.Textarea, max_length=2000,
                                error_messages={"required": "Say what went well"})  # fmt: skip
    change = forms.CharField(label="What the trainer is asked to do otherwise", required=False, widget=forms.Textarea,
                             max_length=2000, help_text="Needed for a grade of 1 or 2.")  # fmt: skip
    grade = forms.ChoiceField(label="The session as a whole", choices=list(GRADES.items()), widget=forms.RadioSelect,
                              error_messages={"required": "Choose a grade for the whole"})  # fmt: skip

    def __init__(self, *args, **kwargs):
        standards = {
            f"s-{key}": forms.ChoiceField(label=words, choices=[("", "Not seen"), *GRADES.items()], required=False)
            for key, words in STANDARDS.items()
        }
        base = type(self).base_fields
        self.base_fields = {"observed_on": base["observed_on"], **standards,
                            **{name: base[name] for name in ("grade", "strengths", "change")}}  # fmt: skip
        super().__init__(*args, **kwargs)

    def standards(self) -> dict[str, str]:
        return {key[2:]: value for key, value in self.cleaned_data.items() if key.startswith("s-") and value}


class ReplyForm(Laid):
    words = forms.CharField(label="What do you take from it?", widget=forms.Textarea, max_length=2000,
                            error_messages={"required": "Say what you take from it"})  # fmt: skip


class StoryForm(Laid):
    strength = forms.ChoiceField(
        label="How strongly does it show that something changed for a child?", choices=list(STRENGTHS.items()),
        widget=forms.RadioSelect, error_messages={"required": "Choose how strongly it shows it"},
        help_text="Said: somebody says so. Seen: somebody else has seen it. Measured: a figure or an audit shows it.",
    )  # fmt: skip


class ReadingForm(Laid):
    """`offered`: (code of the source, its (code, title) pairs)."""

    figure = forms.ChoiceField(label="Which figure should move if the course works?",
                               error_messages={"required": "Choose a figure"})  # fmt: skip
    why = forms.CharField(label="Why should it move?", max_length=300, widget=forms.Textarea,
                          error_messages={"required": "Say why it should move"})  # fmt: skip

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        words = {"audits.case_questions": "Questions of case audits", "dataset.indicators": "Indicators"}
        self.fields["figure"].choices = [("", "Choose"), *(
            (words.get(source, source), [(f"{source} {code}", title) for code, title in pairs])
            for source, pairs in offered
        )]  # fmt: skip
