"""What is asked when a case is referred, gathered, considered and decided."""

from collections.abc import Iterable

from django import forms

from reviews.forms.fields import YES_NO, choice, day, line, paragraph, pick, tick
from reviews.law import ABUSE, AUTOMATIC, Answers
from reviews.models import Consideration, Decision
from sscb.people.models import Organisation, Person

FOUND_ON = "Say what this was found on"
NO_NAMES = "No names: say “the mother”, “the health visitor”."


class ReferForm(forms.Form):
    """The Case for Consideration form. Who the child is goes to a place of its own."""

    child_name = line("Child’s name", help_text="Kept apart from everything else you write here.",
                      missing="Enter the child’s name")  # fmt: skip
    born_on = day("Date of birth", required=False)
    address = line("Address", required=False, most=300)
    family = paragraph("Parents, carers and other children", required=False, rows=3, help_text="One a line.")
    incident_on = day("When did it happen?", required=False)
    aware_on = day("When did the local authority become aware?", required=False,
                   help_text="If you know. It decides which rules apply.")  # fmt: skip
    what_happened = paragraph("What happened?", help_text=NO_NAMES, missing="Say what happened")
    abuse = choice("Is abuse or neglect of the child known or suspected?", ABUSE.items())
    died = choice("Did the child die?", YES_NO)
    seriously_harmed = choice("Was the child seriously harmed?", YES_NO)
    joint_working = paragraph(
        "What worries you about how agencies worked together?", required=False, rows=3, help_text=NO_NAMES
    )
    learning = paragraph("What may there be to learn?", help_text=NO_NAMES, missing="Say what there may be to learn")
    agencies = paragraph("Which agencies were involved?", required=False, rows=3)

    WHO = ("child_name", "born_on", "address", "family")

    @property
    def who_fields(self):
        return [self[name] for name in self.WHO]

    @property
    def case_fields(self):
        return [self[name] for name in self.fields if name not in self.WHO]


class AskForm(forms.Form):
    """`people`: uuid -> (agency, person), from the view."""

    ROWS = 5

    def __init__(self, *args, people: dict[str, tuple[Organisation, Person]], **more):
        super().__init__(*args, **more)
        self._people = people
        words = [("", "Nobody"), *((uuid, f"{agency.name}: {one.name}") for uuid, (agency, one) in people.items())]
        for row in range(1, self.ROWS + 1):
            self.fields[f"person_{row}"] = pick(f"Person {row}", required=False)
            self.fields[f"person_{row}"].choices = words

    def clean(self):
        told = super().clean()
        if not self.errors and not self.chosen:
            self.add_error("person_1", "Choose who answers for the agency")
        return told

    @property
    def chosen(self) -> list[tuple[Organisation, Person]]:
        picked = [self.cleaned_data.get(f"person_{row}") for row in range(1, self.ROWS + 1)]
        return [self._people[uuid] for uuid in dict.fromkeys(picked) if uuid]


class GatherForm(forms.Form):
    """A press of the button: the list of likely duplicates stands above it."""

    looked = tick("I have looked at the cases listed above, and this is not one of them", required=True,
                  missing="Look at them first, and say so")  # fmt: skip


class WhyForm(forms.Form):
    def __init__(self, *args, label: str, hint: str = "No names: the reason is kept.", **more):
        super().__init__(*args, **more)
        self.fields["why"] = line(label, help_text=hint, most=300, missing="Say why")


class NothingForm(forms.Form):
    """A press of the button."""


class ConsiderForm(forms.Form):
    """The subgroup's meeting. `people`: uuid -> member, from the view."""

    met_on = day("Day of the meeting")
    present = forms.MultipleChoiceField(label="Who was present?", widget=forms.CheckboxSelectMultiple, required=False)
    abuse = choice("1. Is abuse or neglect known or suspected?", ABUSE.items())
    abuse_evidence = paragraph("What was this found on?", rows=2, help_text=NO_NAMES, missing=FOUND_ON)
    died = choice("2. Did the child die?", YES_NO)
    died_evidence = paragraph("If so, what was this found on?", required=False, rows=2)
    seriously_harmed = choice("3. Was the child seriously harmed?", YES_NO, help_text="A potentially life-threatening "
        "injury, or a serious or likely long-term impairment. Recovery does not undo it.")  # fmt: skip
    seriously_harmed_evidence = paragraph("If so, what was this found on? ", required=False, rows=2)
    joint_working = choice("4. Is there concern about how agencies worked together?", YES_NO)
    joint_working_evidence = paragraph("If so, what was this found on?  ", required=False, rows=2)
    automatic = choice("5. Did the child die in custody or detention?", AUTOMATIC.items(), required=False)
    recommends = choice("What does the subgroup recommend?", Consideration.Recommends.choices)
    reasons = paragraph("Why?", help_text=NO_NAMES, missing="Say why the subgroup recommends it")
    dissent = paragraph("Who did not agree, and why?", required=False, rows=2, help_text="By agency and role. "
                        "Leave it empty if everybody agreed.")  # fmt: skip

    def __init__(self, *args, people: Iterable[Person], **more):
        super().__init__(*args, **more)
        self._people = {str(one.uuid): one for one in people}
        self.fields["present"].choices = [(uuid, one.name) for uuid, one in self._people.items()]

    @property
    def limb_fields(self):
        limbs = ("abuse", "died", "seriously_harmed", "joint_working")
        return [self[name] for limb in limbs for name in (limb, f"{limb}_evidence")] + [self["automatic"]]

    @property
    def recommendation_fields(self):
        return [self[name] for name in ("recommends", "reasons", "dissent")]

    @property
    def answers(self) -> Answers:
        told = self.cleaned_data
        return Answers(
            told["abuse"], told["died"] == "yes", told["seriously_harmed"] == "yes", told["joint_working"] == "yes",
            automatic=told["automatic"],
        )  # fmt: skip

    @property
    def evidence(self) -> dict[str, str]:
        limbs = ("abuse", "died", "seriously_harmed", "joint_working")
        return {limb: self.cleaned_data[f"{limb}_evidence"] for limb in limbs}

    @property
    def people_present(self) -> list[Person]:
        return [self._people[uuid] for uuid in self.cleaned_data["present"]]


class DecideForm(forms.Form):
    """`again`: a decision not to review is taken up again; `late`: the month has ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = choice("What do you decide?", Decision.Outcome.choices)
    rationale = paragraph("Your reasons", rows=6, missing="Give your reasons", help_text="Kept with the decision, and "
                          f"sent to the Panel where no review is held. {NO_NAMES}")  # fmt: skip

    def __init__(self, *args, again: bool, late: bool, **more):
        super().__init__(*args, **more)
        if again:
            self.fields["outcome"].choices = [one for one in Decision.Outcome.choices if one[0] != "none"]
            self.fields["new_facts"] = paragraph("Which new facts, or which challenge of the Panel?", rows=3,
                                            missing="Say what is new")  # fmt: skip
        if late:
            self.fields["late_because"] = paragraph("Why is the decision late?", rows=2, required=False,
                                               help_text="It is kept, and may be asked about.")  # fmt: skip


class SummaryForm(forms.Form):
    known = choice("Did your agency know the child or the family?", (("yes", "Yes"), ("no", "No")))
    text = paragraph("Your agency’s part, in a page", required=False, rows=14, help_text="What your agency knew, did "
                     f"and decided, in order of time. At most 4,000 characters. {NO_NAMES}")  # fmt: skip
    together_words = paragraph("How did the agencies work together, as yours saw it?", required=False, rows=4)
    files_secured = tick("Our records on the child and family are locked against change")
