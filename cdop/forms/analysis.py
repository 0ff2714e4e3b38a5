"""Form C and the analysis form of 2018, as a form to fill in; and what came of a review."""

from collections.abc import Sequence
from typing import Any

from crispy_forms_gds.layout import HTML, Div, Field, Layout
from django import forms

from cdop.analysis_forms import THEMES, AnalysisForm, hierarchy_sentence, printed
from cdop.forms.panel import NO_NAMES, PanelForm, day, words
from cdop.models import Analysis, Finding
from cdop.models.analysis import CATEGORIES, DOMAINS, INFLUENCE
from cdop.services import FactorTold, ThemeTold

BLANK_ROWS = 2
MOST = 6000


class AnalysisFormForm(PanelForm):
    """`form`: which of the two it is. `counts`: rows that stand, by domain and for modifiable factors.

    Rows are fields named domain_0_text, domain_0_influence; theme_0_theme, ..._domain, ..._text. An empty row is none.
    """

    rows = {"cause": 2, "summary": 6, "documents": 3, "follow_up": 3, "why": 2}

    def __init__(self, *args, form: AnalysisForm, counts: dict[str, int], correcting: bool, **kwargs):
        self.form_c, self.counts, self.correcting = form, counts, correcting
        super().__init__(*args, **kwargs)
        self.helper.layout = self._layout()

    def add_fields(self):
        add = self.fields
        add["cause"] = words("Cause of death, as the panel understands it", NO_NAMES, most=MOST, required=False,
                             long=True)  # fmt: skip
        add["summary"] = words("Short summary of the case", NO_NAMES, most=MOST, required=False, long=True)
        add["documents"] = words("What the panel saw", "Kinds of documents.", most=MOST, required=False, long=True)
        for domain in self.form_c.domains:
            for place in range(self._count(domain)):
                add[f"{domain}_{place}_text"] = words(f"Factor {place + 1}", required=False)
                add[f"{domain}_{place}_influence"] = forms.ChoiceField(
                    label=f"Influence of factor {place + 1}", required=False,
                    choices=[("", "Choose"), *((c, f"{printed(c)}: {INFLUENCE[c]}") for c in self.form_c.influence)],
                )  # fmt: skip
        add["category"] = forms.TypedChoiceField(
            label="Primary category: the uppermost that applies", coerce=int, empty_value=None, required=False,
            choices=[("", "Not decided yet"), *((number, f"{number}. {name}") for number, name in CATEGORIES.items())],
        )  # fmt: skip
        add["secondary"] = forms.TypedMultipleChoiceField(
            label="Other categories that apply", coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(number, f"{number}. {name}") for number, name in CATEGORIES.items()],
        )  # fmt: skip
        add["modifiable"] = forms.ChoiceField(
            label="Were there modifiable factors?", required=False, widget=forms.RadioSelect,
            choices=Analysis.Modifiable.choices,
        )  # fmt: skip
        for place in range(self._count("theme")):
            add[f"theme_{place}_theme"] = forms.ChoiceField(
                label=f"Theme {place + 1}", required=False, choices=[("", "None"), *((one, one) for one in THEMES)]
            )
            add[f"theme_{place}_domain"] = forms.ChoiceField(
                label=f"Domain of theme {place + 1}", required=False,
                choices=[("", "Choose"), *((code, DOMAINS[code]) for code in self.form_c.domains)],
            )  # fmt: skip
            add[f"theme_{place}_text"] = words(f"Note on theme {place + 1}", required=False)
        add["follow_up"] = words("Immediate follow-up for the family", NO_NAMES, most=MOST, required=False, long=True)
        if self.correcting:
            add["why"] = words("Why is the form put right?", "The panel completed this review. It is written down.",
                               error_messages={"required": "Say why the form is put right"})  # fmt: skip
        add["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def _count(self, code: str) -> int:
        return self.counts.get(code, 0) + BLANK_ROWS

    def _layout(self) -> Layout:
        lay = self._lay_out
        parts: list[Any] = [lay("cause"), lay("summary"), lay("documents")]
        for domain in self.form_c.domains:
            rows = [
                Div(Field.text(f"{domain}_{place}_text"), Field.select(f"{domain}_{place}_influence"), css_class="pair")
                for place in range(self._count(domain))
            ]
            parts += [HTML(f'<h2 class="section__title" id="domain-{domain}">{DOMAINS[domain]}</h2>'), *rows]
        parts += [HTML('<h2 class="section__title">Category of death</h2>'), lay("category"), lay("secondary")]
        parts += [HTML('<h2 class="section__title">Modifiable factors</h2>'), lay("modifiable")]
        for place in range(self._count("theme")):
            parts.append(
                Div(
                    Field.select(f"theme_{place}_theme"), Field.select(f"theme_{place}_domain"),
                    Field.text(f"theme_{place}_text"), css_class="pair",
                )
            )
        parts.append(lay("follow_up"))
        return Layout(*parts, *([lay("why")] if self.correcting else []), "version")

    def clean(self):
        told = super().clean()
        for domain in self.form_c.domains:
            for place in range(self._count(domain)):
                text, influence = (told.get(f"{domain}_{place}_{part}") for part in ("text", "influence"))
                if text and not influence:
                    self.add_error(f"{domain}_{place}_influence", "Choose how far this factor bore on the death")
                if influence in ("1S", "2", "3") and not text:
                    self.add_error(f"{domain}_{place}_text", "Say which factor: this code says that there was one")
        for place in range(self._count("theme")):
            if told.get(f"theme_{place}_theme") and not told.get(f"theme_{place}_domain"):
                self.add_error(f"theme_{place}_domain", "Choose the domain of this factor")
        fault = hierarchy_sentence(told.get("category"), told.get("secondary") or [], CATEGORIES)
        if fault:
            self.add_error("category", fault)
        themes = any(told.get(f"theme_{place}_theme") for place in range(self._count("theme")))
        if themes and told.get("modifiable") != Analysis.Modifiable.IDENTIFIED:
            self.add_error("modifiable", "Modifiable factors are listed below: choose that they were identified")
        if told.get("modifiable") == Analysis.Modifiable.IDENTIFIED and not themes:
            self.add_error("modifiable", "Choose a theme for what was modifiable, or another answer")
        return told

    def texts(self) -> dict[str, str]:
        """Every text that was typed, by its field, for the check."""
        return {name: value for name, value in self.cleaned_data.items() if isinstance(value, str) and self._long(name)}

    def _long(self, name: str) -> bool:
        return isinstance(self.fields[name], forms.CharField)

    def told(self) -> dict[str, Any]:
        """As `write_analysis` takes it."""
        told = self.cleaned_data
        factors = [
            FactorTold(domain, told[f"{domain}_{place}_text"], told[f"{domain}_{place}_influence"])
            for domain in self.form_c.domains for place in range(self._count(domain))
            if told[f"{domain}_{place}_influence"]
        ]  # fmt: skip
        themes = [
            ThemeTold(told[f"theme_{place}_domain"], told[f"theme_{place}_theme"], told[f"theme_{place}_text"])
            for place in range(self._count("theme")) if told[f"theme_{place}_theme"]
        ]  # fmt: skip
        return {
            **{name: told[name] for name in ("cause", "summary", "documents", "follow_up", "category", "modifiable")},
            "secondary": told["secondary"], "factors": factors, "modifiable_factors": themes,
            "version": told["version"], "why": told.get("why", ""),
        }  # fmt: skip


def initial_of(analysis: Analysis | None, version: int) -> dict[str, Any]:
    if analysis is None:
        return {"version": version}
    told: dict[str, Any] = {
        **{name: getattr(analysis, name) for name in ("cause", "summary", "documents", "follow_up", "modifiable")},
        "category": analysis.category, "secondary": [one.category for one in analysis.secondary.all()],
        "version": version,
    }  # fmt: skip
    places: dict[str, int] = {}
    for factor in analysis.factors.all():
        place = places.get(factor.domain, 0)
        places[factor.domain] = place + 1
        told[f"{factor.domain}_{place}_text"] = factor.text
        told[f"{factor.domain}_{place}_influence"] = factor.influence
    for place, one in enumerate(analysis.modifiable_factors.all()):
        for part in ("theme", "domain", "text"):
            told[f"theme_{place}_{part}"] = getattr(one, part)
    return told


def counts_of(analysis: Analysis | None) -> dict[str, int]:
    if analysis is None:
        return {}
    found: dict[str, int] = {"theme": analysis.modifiable_factors.count()}
    for factor in analysis.factors.all():
        found[factor.domain] = found.get(factor.domain, 0) + 1
    return found


class FindingForm(PanelForm):
    """`agencies` and `people`: (id, words) from which the reader may choose."""

    rows = {"text": 4}

    kind = forms.ChoiceField(label="What is it?", widget=forms.RadioSelect, choices=Finding.Kind.choices,
                             error_messages={"required": "Choose what it is"})  # fmt: skip
    text = words("In a sentence or two", NO_NAMES, most=3000, long=True,
                 error_messages={"required": "Write it down"})  # fmt: skip
    agency = forms.ChoiceField(label="For which agency of the Board?", required=False,
                               help_text="A recommendation or an action. Others below.")  # fmt: skip
    to_body = words("Or for which other body?", "Such as a national body. Whoever a recommendation is for is told.",
                    most=120, required=False)  # fmt: skip
    owner = forms.ChoiceField(label="Who leads it there?", required=False)
    due_on = day("By when?", "An action needs a date.", required=False)

    def __init__(self, *args, agencies: Sequence[tuple[str, str]], people: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "None"), *agencies]
        self.fields["owner"].choices = [("", "Nobody named"), *people]


class ForBoardForm(PanelForm):
    rows = {"plain_text": 5}

    plain_title = words("Title", "As the whole partnership reads it.", most=150,
                        error_messages={"required": "Enter a title"})  # fmt: skip
    plain_text = words("What the Board may learn", f"True of many children, not of one. {NO_NAMES}", most=3000,
                       long=True, error_messages={"required": "Write what the Board may learn"})  # fmt: skip
    theme = forms.ChoiceField(label="Theme", required=False, choices=[("", "None"), *((one, one) for one in THEMES)])


class TellForm(PanelForm):
    how = words("How did you tell them?", "Leave it empty to write to the agency’s leads through the portal.",
                most=120, required=False)  # fmt: skip
