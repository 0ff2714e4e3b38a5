"""The notification of a child's death (form A, or the notification form of 2018): every field group of handbook 3.4."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms

from cdop.models import ChildDeathReview, Identity, Notification, Relative
from cdop.models.counting import PLACES
from cdop.services import ChildTold, DeathTold, RelativeTold
from sscb import clock

ETHNICITIES = (
    "White: English, Welsh, Scottish, Northern Irish or British", "White: Irish", "White: Gypsy or Irish Traveller",
    "Any other White background", "White and Black Caribbean", "White and Black African", "White and Asian",
    "Any other mixed background", "Indian", "Pakistani", "Bangladeshi", "Chinese", "Any other Asian background",
    "African", "Caribbean", "Any other Black background", "Arab", "Any other ethnic group",
)  # fmt: skip
NOT_KNOWN = [("", "Not known")]
PROFESSIONALS = {
    "gp": "General practitioner", "nurse": "Midwife, health visitor or school nurse", "social_care": "Social care",
    "school": "School or nursery", "consultant": "Consultant", "others": "Others",
}  # fmt: skip
YES_NO = [("yes", "Yes"), ("no", "No")]


def _day(label: str, *, required: bool, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text, input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": f"Enter the {label[:1].lower()}{label[1:]}",
            "invalid": "Enter a day that exists, such as 2019-09-02",
        },
    )  # fmt: skip


def _line(label: str, most: int, *, help_text: str = "", required: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, help_text=help_text, required=bool(required),
        error_messages={"required": required},
    )  # fmt: skip


def _text(label: str, *, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=8000, help_text=help_text, required=False, widget=forms.Textarea
    )


def _list(label: str, choices: Iterable, **more) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), required=False, **more)


def _radios(label: str, choices: Iterable, required: str, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=list(choices), widget=forms.RadioSelect, help_text=help_text,
        error_messages={"required": required},
    )  # fmt: skip


class RelativeForm(forms.Form):
    """One person of the family or household; an empty row is nobody."""

    name = _line("Name", 200)
    kind = _list("Who they are", Relative.Kind.choices)
    relationship = _line("Relationship to the child", 60)
    born_on = _day("Date of birth", required=False)
    age = _line("Age, where the date of birth is not known", 20)
    sex = _list("Sex", Identity.Sex.choices, initial="unknown")
    address = _line("Address, where it is another", 300)
    at_risk = _list("May this child be at risk?", [("", "Not known, or not a child"), ("yes", "Yes"), ("no", "No")])

    def clean(self):
        told = super().clean()
        said = [name for name in ("relationship", "born_on", "age", "address", "at_risk") if told.get(name)]
        if said and not told.get("name"):
            self.add_error("name", "Enter the name, or “not known”")
        return told

    @property
    def told(self) -> RelativeTold | None:
        data = self.cleaned_data
        if not data["name"].strip():
            return None
        at_risk = {"yes": True, "no": False}.get(data["at_risk"])
        rest = {name: data[name] for name in ("kind", "name", "relationship", "born_on", "age", "sex", "address")}
        return RelativeTold(**rest, at_risk=at_risk)


@dataclass(frozen=True)
class Group:
    """A part of the form: its fields in their order, and what stands above them."""

    code: str
    title: str
    fields: list[forms.BoundField]
    note: str = ""


GROUPS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("told", "How you were told",
     ("received_day", "received_time", "how", "note", "agency", "referrer", "referrer_phone", "referrer_email"),
     "The moment of receipt decides whose review it is. A call counts from the call, whenever it is keyed."),
    ("child", "The child",
     ("name", "other_names", "sex", "born_on", "nhs_number", "nhs_number_state", "ethnicity"),
     "Kept apart from the case, and opened only with a reason."),
    ("lived", "Where the child lived",
     ("address", "postcode", "other_address", "lives_here", "home_area"), ""),
    ("death", "The death",
     ("died_on", "time_of_death", "place_kind", "place_of_death", "live_birth", "planned_termination",
      "certificate_issued", "cause", "circumstances"), ""),
    ("status", "What is known so far",
     ("expected", "confirmed_by_doctor", "post_mortem", "other_review", "urgent_action"),
     "In doubt, treat a death as unexpected."),
    ("professionals", "Professionals who knew the child", tuple(PROFESSIONALS), "Name, place and telephone."),
)  # fmt: skip


class NotificationForm(forms.Form):
    """`agencies`: code -> name, from the view."""

    kept_words = "Everything you typed is kept on this page."

    received_day = _day("Day it was received", required=True)
    received_time = forms.TimeField(
        label="Time it was received", help_text="In London, such as 16:05", widget=forms.TimeInput(
            attrs={"type": "time"}, format="%H:%M"
        ),
        error_messages={"required": "Enter the time it was received", "invalid": "Enter a time, such as 16:05"},
    )  # fmt: skip
    how = _radios("How it came", Notification.How.choices, "Say how it came")
    note = _text("Note of the call or message",
                 help_text="Needed when it is keyed on a later day: who took it, when, from whom.")  # fmt: skip
    agency = _list("Agency", [])
    referrer = _line("Who told you", 120)
    referrer_phone = _line("Their telephone", 40)
    referrer_email = forms.EmailField(
        label="Their email", required=False, error_messages={"invalid": "Enter an email address, or leave it empty"}
    )
    name = _line("Child’s name", 200, required="Enter the child’s name",
                 help_text="For a baby without one: “Baby” and the mother’s family name.")  # fmt: skip
    other_names = _line("Other names", 200)
    sex = _list("Sex", Identity.Sex.choices, initial="unknown")
    born_on = _day("Date of birth", required=False)
    nhs_number = _line("NHS number", 14, help_text="Ten digits. It is what best shows that two notifications are of "
                       "one child.")  # fmt: skip
    nhs_number_state = _list("If there is none", [("", "It is above"), ("not-yet", "Not available yet"),
                                                  ("none", "None: not resident")])  # fmt: skip
    ethnicity = _list("Ethnicity", [*NOT_KNOWN, *((one, one) for one in ETHNICITIES)])
    address = _line("Home address", 300)
    postcode = _line("Postcode", 10)
    other_address = _line("Other address", 300)
    lives_here = _radios("Did the child normally live in the Board’s area?", YES_NO, "Say where the child lived",
                         "The area of residence reviews the death, wherever it happened.")  # fmt: skip
    home_area = _line("If not, in which area?", 60)
    died_on = _day("Date of death", required=True)
    time_of_death = _line("Time of death", 40)
    place_kind = _list("Kind of place", [(code, words) for code, words in PLACES.items() if code != "unknown"])
    place_of_death = _line("Place of death, or where the fatal event began", 200)
    live_birth = _radios("Was the child born alive?", YES_NO, "Say whether the child was born alive")
    planned_termination = _list("Lawful planned termination?", [("no", "No"), ("yes", "Yes")])
    certificate_issued = _list("Has the certificate of cause of death been issued?", Notification.Answer.choices)
    cause = _line("Cause of death, as certified or as told", 300)
    circumstances = _text("Circumstances of the death")
    expected = _radios("Was the death expected?", ChildDeathReview.Expected.choices, "Say whether it was expected",
                       "Unexpected: not thought a real possibility 24 hours before.")  # fmt: skip
    confirmed_by_doctor = _list("Confirmed by the designated doctor?", Notification.Answer.choices)
    post_mortem = _list("Is a post-mortem required?", Notification.Answer.choices)
    other_review = _line("Another review or investigation under way", 200)
    urgent_action = _text("Urgent action taken")

    def __init__(self, *args, agencies: Mapping[str, str], rows: int = 2, initial=None, **more):
        initial = {"received_day": clock.today(), "how": "form", "place_kind": "", **(initial or {})}
        super().__init__(*args, initial=initial, **more)
        for code, label in PROFESSIONALS.items():
            self.fields[code] = _line(label, 300)
        self.fields["agency"].choices = [("", "Not one of the list, or not known"), *agencies.items()]
        self.fields["place_kind"].choices = [*NOT_KNOWN, *self.fields["place_kind"].choices]
        for name in ("certificate_issued", "confirmed_by_doctor", "post_mortem"):
            self.fields[name].initial = "nk"
        told = self.data if self.is_bound else None
        self.relatives = [
            RelativeForm(told, prefix=f"r{place}", initial=_of_row(initial, place)) for place in range(rows)
        ]

    @property
    def groups(self) -> list[Group]:
        return [Group(code, title, [self[name] for name in names], note) for code, title, names, note in GROUPS]

    def is_valid(self) -> bool:
        rows = [one.is_valid() for one in self.relatives]
        return super().is_valid() and all(rows)

    @property
    def row_errors(self) -> list[tuple[str, str]]:
        """(address of the field, sentence) of each fault in the rows, for the summary."""
        return [
            (one[name].auto_id, words)
            for one in (self.relatives if self.is_bound else ())
            for name, some in one.errors.items()
            for words in some
        ]

    # --- what was told ----------------------------------------------------------------------------------------------

    @property
    def received_at(self) -> datetime:
        data = self.cleaned_data
        moment = datetime.combine(data["received_day"], data["received_time"], clock.LONDON)
        return moment.astimezone(clock.UTC)

    @property
    def child(self) -> ChildTold:
        names = ("name", "born_on", "other_names", "nhs_number", "nhs_number_state", "ethnicity", "address",
                 "postcode", "other_address", "place_of_death", "time_of_death", "circumstances")  # fmt: skip
        return ChildTold(**{one: self.cleaned_data[one] for one in names}, sex=self.cleaned_data["sex"] or "unknown")

    @property
    def death(self) -> DeathTold:
        data = self.cleaned_data
        return DeathTold(
            died_on=data["died_on"], expected=data["expected"], lives_here=data["lives_here"] == "yes",
            home_area="" if data["lives_here"] == "yes" else data["home_area"], live_birth=data["live_birth"] == "yes",
            planned_termination=data["planned_termination"] == "yes", place_kind=data["place_kind"] or "unknown",
        )  # fmt: skip

    @property
    def people(self) -> list[RelativeTold]:
        return [one.told for one in self.relatives if one.told]

    @property
    def further(self) -> dict[str, Any]:
        """The other columns of the notification."""
        data = self.cleaned_data
        known = [f"{label}: {data[code]}" for code, label in PROFESSIONALS.items() if data[code].strip()]
        names = ("how", "referrer", "referrer_phone", "referrer_email", "cause", "other_review", "urgent_action")
        answers = {one: data[one] or "nk" for one in ("certificate_issued", "confirmed_by_doctor", "post_mortem")}
        return {**{one: data[one] for one in names}, **answers, "professionals": "\n".join(known)}

    @property
    def summary(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each group with what was answered, for checking; what was left empty is left out."""
        found = []
        for group in self.groups:
            rows = [(field.label, _said(field, self.cleaned_data[field.name])) for field in group.fields]
            found.append((group.title, [row for row in rows if row[1]]))
        family = [
            (str(Relative.Kind(one.kind).label), ", ".join(part for part in (one.name, one.relationship) if part))
            for one in self.people
        ]
        return [*found, ("Family and household", family)] if family else found


def _of_row(initial: Mapping[str, Any], place: int) -> dict[str, Any]:
    start = f"r{place}-"
    return {name.removeprefix(start): value for name, value in initial.items() if name.startswith(start)}


def _said(field: forms.BoundField, value: Any) -> str:
    if value in (None, ""):
        return ""
    if isinstance(field.field, forms.ChoiceField):
        return str(dict(field.field.choices).get(value, value))
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return value.strftime("%H:%M") if hasattr(value, "strftime") else str(value)
