"""The single-agency tool on a page: its questions come from data; words that look identifying stand beside them."""

from dataclasses import dataclass

from django import forms

from audits.cases.checking import answer_faults
from audits.cases.models import ToolAnswer
from audits.cases.tool import Asked
from audits.cases.words import GRADES, YES_NO
from audits.questions import Question
from sscb.disclosure.identifiers import Fault


@dataclass(frozen=True)
class Row:
    """One question with its fields, as the template draws it. `doubts`: what looks identifying and has no reason."""

    question: Question
    choice: forms.BoundField | None
    words: forms.BoundField
    kept: forms.BoundField | None
    doubts: list[Fault]


@dataclass(frozen=True)
class Part:
    number: str
    title: str
    rows: list[Row]


class ToolForm(forms.Form):
    """`asked`: the sections; `saved`: key -> the answer as it was kept."""

    kept_words = "What you wrote is kept on this page. Nothing is lost."

    def __init__(self, *args, asked: list[Asked], saved: dict[str, ToolAnswer], initial=None, **more):
        self.asked, self.saved = asked, saved
        self.doubtful = {key: found for key, answer in saved.items() if (found := answer_faults(answer))}
        super().__init__(*args, initial={**(initial or {}), **self._kept()}, **more)
        for question in self._questions():
            self._add(question)

    def _questions(self):
        return [question for section in self.asked for question in section.questions]

    def _kept(self) -> dict[str, str]:
        kept = {}
        for key, answer in self.saved.items():
            kept |= {f"c-{key}": answer.choice, f"w-{key}": answer.words, f"k-{key}": answer.kept_because}
        return kept

    def _add(self, question: Question) -> None:
        label = f"{question.number} {question.text}"
        choices = {
            "yes_partly_no": list(YES_NO.items()),
            "grade": [(code, f"{code}: {words}") for code, (words, _) in GRADES.items()],
            "choice": [(one, one) for one in question.choices],
        }.get(question.answer)
        if choices:
            self.fields[f"c-{question.key}"] = forms.ChoiceField(
                label=label, choices=choices, widget=forms.RadioSelect, required=False
            )
        most = 4 if question.answer == "number" else 4000
        self.fields[f"w-{question.key}"] = forms.CharField(
            label=f"{question.number}: how do you know?" if choices else label, required=False, max_length=most,
            widget=forms.TextInput if question.answer == "number" else forms.Textarea(attrs={"rows": 3}),
        )  # fmt: skip
        saved = self.saved.get(question.key)
        if question.key in self.doubtful or (saved and saved.kept_because):
            self.fields[f"k-{question.key}"] = forms.CharField(
                label=f"{question.number}: why may the words stay?", required=False, max_length=200
            )

    @property
    def answers(self) -> dict[str, tuple[str, str, str]]:
        """key -> (choice, words, why words may stay), for the service."""
        told = self.cleaned_data
        return {
            one.key: (told.get(f"c-{one.key}", ""), told[f"w-{one.key}"], told.get(f"k-{one.key}", ""))
            for one in self._questions()
        }

    @property
    def parts(self) -> list[Part]:
        return [
            Part(section.number, section.title, [self._row(question) for question in section.questions])
            for section in self.asked
        ]

    def _row(self, question: Question) -> Row:
        choice, kept = f"c-{question.key}", f"k-{question.key}"
        return Row(
            question, self[choice] if choice in self.fields else None, self[f"w-{question.key}"],
            self[kept] if kept in self.fields else None, self.doubtful.get(question.key, []),
        )  # fmt: skip
