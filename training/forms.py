"""What those who book, those who agree, and the co-ordinator are asked."""

from django import forms

from sscb.learning.forms.fields import day, lay_out, line, one_of, pick, some_of, words
from training.models import Course, CoursePrompt, NeedAnswer, ProgrammeChange
from training.queries.catalogue import GROUPS

KEPT_PRIVATE = "Only you, the training co-ordinator and the trainers read it."


def number(label: str, help_text: str = "", *, least: int = 0, most: int = 9999, required: bool = True):
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=least, max_value=most, required=required,
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={"required": f"{label}: enter a number"},
    )  # fmt: skip


def tick(label: str, help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="", help_text=help_text, required=False, choices=[("yes", label)], widget=forms.CheckboxSelectMultiple
    )


def clock_time(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput(
            attrs={"type": "time", "class": "govuk-input govuk-input--width-5"}, format="%H:%M"
        ), error_messages={"invalid": "Enter a time such as 09:30"},
    )  # fmt: skip


class Laid(forms.Form):
    rows: dict[str, int] = {}

    def __init__(self, *args, choices: dict | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        for name, given in (choices or {}).items():
            if given:
                self.fields[name].choices = given
            else:
                del self.fields[name]
        lay_out(self, **{name: height for name, height in self.rows.items() if name in self.fields})


class BookForm(Laid):
    manager = pick("Your line manager", help_text="They agree to your place. Without one, your agency’s lead is asked.")
    food = line("Food", help_text=f"Allergies, vegetarian, halal. {KEPT_PRIVATE}")
    access = line("What you need to take part", help_text=f"Hearing loop, step-free access. {KEPT_PRIVATE}", most=300)
    why = line("Why should you come?", help_text="Nobody of your agency can agree to it here. The reason is kept.")


class TeamForm(Laid):
    people = some_of("Who is to come", "Choose who is to come")
    people.error_messages["invalid_choice"] = (
        "You can ask for places for the staff of your own agency alone. Nothing was booked; choose again from the list"
    )
    together = tick("All of them or none: they wait until there are places for all")


class GiveUpForm(Laid):
    why = line("Why", help_text="You may leave it empty.")


class PassOnForm(Laid):
    to = pick("Colleague", "Choose a colleague", "Of your own agency. It costs nothing.")


class AnswerForm(Laid):
    answer = one_of("Do you agree?", [("agree", "Agree"), ("decline", "Decline")], "Choose one")
    why = line("Why not", help_text="Needed when you decline; they read it.")


class WhyForm(Laid):
    why = words("Why", "Say why", "Everybody who is booked reads it.", 250)
    rows = {"why": 2}


class WaiveForm(Laid):
    why = line("Why", "Say why the charge is waived", "It stands with the place, and in the report of the year.", 250)


class DomainForm(Laid):
    agency = pick("Agency", "Choose the agency")
    domain = line("Its addresses end in", "Enter what stands after the @", "Such as trust.nhs.uk.", 120)


class AccountForm(Laid):
    name = line("Your name", "Enter your name", most=120)
    email = forms.EmailField(
        label="Your address at work", help_text="It shows which agency you work for.",
        error_messages={"required": "Enter your address at work", "invalid": "Enter an address such as me@agency.org"},
    )  # fmt: skip
    job_title = line("What you do", help_text="Such as health visitor.", most=120)


class CourseForm(Laid):
    title = line("Title", "Enter a title", most=150)
    code = line("Short code", "Enter a short code", "Such as NEG. It stands in lists and in files of completions.", 20)
    kind = one_of("What it is", Course.Kind.choices, "Choose what it is")
    aims = words("Aims", "Say what it is for")
    outcomes = words("What somebody can do afterwards", "Enter at least one", "One on each line.")
    groups = some_of("Whom it is for", "Choose at least one group")
    levels = some_of("Health levels that it counts for")
    hours = number("Hours of learning", least=1, most=200)
    refresher_months = number("To be refreshed after (months)", "Empty: never.", least=1, most=120, required=False)
    before = line("What somebody must have done first", most=300)
    materials = words("Materials", "", "What is handed out, and where it lies.")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rows = {"aims": 3, "outcomes": 4, "materials": 2}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, choices={
            "groups": [(str(n), f"{n}: {told}") for n, told in GROUPS.items()],
            "levels": [(str(n), f"Level {n}") for n in range(1, 6)],
        }, **kwargs)  # fmt: skip

    def told(self) -> dict:
        """As the service takes it."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        told["outcomes"] = [one.strip() for one in told["outcomes"].splitlines() if one.strip()]
        told["groups"] = [int(one) for one in told["groups"]]
        told["levels"] = [int(one) for one in told["levels"]]
        return told


class PromptForm(Laid):
    kind = one_of("What asked for the course", CoursePrompt.Kind.choices, "Choose what asked for it")
    text = words("In words that everybody may read", "Say what asked for it", "No names of children or families.", 300)
    rows = {"text": 2}


class EventForm(Laid):
    first = day("First day")
    second = day("Second day", "If it is held on more days.", required=False)
    third = day("Third day", required=False)
    starts = clock_time("From")
    ends = clock_time("To")
    venue = pick("Where", help_text="Leave it at “Online” and give an address below.")
    online = forms.URLField(
        label="Address to join it", required=False, assume_scheme="https", help_text="Only those booked see it.",
        widget=forms.URLInput(attrs={"class": "govuk-input"}),
    )  # fmt: skip
    capacity = number("Places", least=1, most=1000)
    least = number("Fewest people with whom it is held", least=0, most=500)
    per_agency = number("Most places for one agency", "Empty: no limit.", least=1, most=1000, required=False)
    closes_on = day("Last day for booking")
    trainers = some_of("Trainers", "Choose at least one trainer")
    asks_manager = tick("A line manager agrees to each place")
    cost = number("Pounds a place", most=5000)
    charge = number("Pounds for not coming, or cancelling late", most=5000)
    joining = words("Joining instructions", "", "Only those booked see them.")
    rows = {"joining": 3}

    def sessions(self) -> list:
        told = self.cleaned_data
        days = [told[name] for name in ("first", "second", "third") if told.get(name)]
        return [(one, told.get("starts"), told.get("ends")) for one in sorted(set(days))]


class ChangeEventForm(EventForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("first", "second", "third", "starts", "ends", "least", "asks_manager", "cost", "charge"):
            del self.fields[name]
        lay_out(self, joining=3)


class NewDateForm(Laid):
    first = day("New first day")
    second = day("Second day", required=False)
    third = day("Third day", required=False)
    starts = clock_time("From")
    ends = clock_time("To")
    closes_on = day("Last day for booking")
    sessions = EventForm.sessions


class NeedForm(Laid):
    end = one_of("How is it answered?", NeedAnswer.End.choices, "Choose how it is answered")
    course = pick("Course that answers it", help_text="Only when it is in the programme.")
    text = line(
        "What asked for it, in words that everybody may read", most=300, help_text="When a course answers it: they "
        "stand on its public page, so no names, no cases, and nothing that only the partnership may know.",
    )  # fmt: skip
    why = line("Which way, or why not", "Say which way, or why not", "It stands in the annual report.", 250)

    def clean(self):
        told = super().clean()
        if told.get("course") and not told.get("text", "").strip():
            self.add_error("text", "Say what asked for the course, in words that everybody may read")
        return told


class ProgrammeForm(Laid):
    year = pick("Year", "Choose a year")


class ChangeProgrammeForm(Laid):
    what = one_of("What changes", ProgrammeChange.What.choices, "Choose what changes")
    course = pick("Course", "Choose a course")
    runs = number("How often it runs in the year", least=1, most=60, required=False)
    why = line("Why", help_text="Needed once the programme is agreed; it stands in the annual report.", most=250)


class MinuteForm(Laid):
    minute = line("Meeting and minute", "Enter the meeting and minute", "Such as T&D 12 September 2019, minute 4.", 80)


class StrategyForm(Laid):
    title = line("Title", "Enter a title")
    from_on = day("From")
    to_on = day("To")
    text = words("How the programme is built", "Say how the programme is built", most=8000)
    evaluation = words("Evaluation framework", "Enter at least one point",
                       "One on each line: point; when; what is asked.", 3000)  # fmt: skip
    supervision = words("How learning enters supervision and one to ones", "Say how", most=3000)
    rows = {"text": 8, "evaluation": 5, "supervision": 4}

    def told(self) -> dict:
        told = dict(self.cleaned_data)
        parts = [[part.strip() for part in row.split(";")] for row in told["evaluation"].splitlines() if row.strip()]
        told["evaluation"] = [
            {"point": part[0], "when": part[1] if len(part) > 1 else "", "asks": "; ".join(part[2:])} for part in parts
        ]
        return told


class TrainerForm(Laid):
    person = pick("Who", "Choose somebody with an account")
    prepared_on = day("Prepared as a trainer on")
    topics = line("Topics")


class RefreshForm(Laid):
    refreshed_on = day("Refreshed on")


class VenueForm(Laid):
    name = line("Name", "Enter a name", most=80)
    area = line("Area", help_text="Such as Taunton.", most=40)
    places = number("People its room holds", least=1, most=1000)
    access = line("Access", help_text="Steps, lift, hearing loop, parking.")


class CompletionsForm(Laid):
    file = forms.FileField(
        label="File of the learning system", help_text="CSV with the columns email, name, course, completed.",
        error_messages={"required": "Choose the file"},
    )  # fmt: skip


class WhoseForm(Laid):
    person = pick("Whose completion is it?", "Choose somebody")
