"""What is asked about the Board's own business."""

from django import forms

from sscb import clock
from sscb.board.business.models import BoardLink, BudgetLine, PlanAction
from sscb.learning.engagement.forms import AskedForm, Nothing, answering_groups
from sscb.learning.forms.fields import day, line, one_of, pick, words
from sscb.people.models import Organisation

LIKELY = [(str(n), words_) for n, words_ in enumerate(
    ("1 Hardly ever", "2 Unlikely", "3 Possible", "4 Likely", "5 Almost certain"), 1)]  # fmt: skip
BAD = [(str(n), words_) for n, words_ in enumerate(
    ("1 Hardly felt", "2 Small", "3 Felt", "4 Large", "5 Children come to harm"), 1)]  # fmt: skip


def five(label: str, choices: list) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=[("", "Choose"), *choices], coerce=int, error_messages={"required": "Choose from 1 to 5"}
    )


def year_from_april(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=2010, max_value=2100,
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-4"}),
        error_messages={"required": "Enter the year, such as 2019", "invalid": "Enter the year, such as 2019",
                        "min_value": "Enter the year, such as 2019", "max_value": "Enter the year, such as 2019"},
    )  # fmt: skip


def money(label: str, missing: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_digits=10, decimal_places=2, help_text="In pounds.",
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-10", "step": "0.01"}),
        error_messages={"required": missing, "invalid": missing, "min_value": "Enter an amount of nothing or more"},
    )  # fmt: skip


class ReviewForm(AskedForm):
    due_on = day("To be agreed by", "A year after the version before was agreed.")


class DraftForm(AskedForm):
    version_name = line("Name of this version", "Enter a name, such as November 2019", "", 40)
    changes = words("What changes", "Enter what changes, or that nothing does")
    text = words("The framework as it stands", "", "The whole text, or where it lies.", 50_000)
    rows = {"text": 14}


class AgreeForm(AskedForm):
    agreed_on = day("Agreed on")
    agreed_where = line("Where", "Enter where it was agreed", "Such as Board meeting 2019/4.", 120)


class IntoPlanForm(AskedForm):
    def prepare(self):
        known = PlanAction.objects.visible_to(self.person).filter(closed_on=None).order_by("due_on")
        self.choose("action", "Which action of the plan carries it", known, "Choose the action")


class PriorityForm(AskedForm):
    title = line("The priority, in one sentence", "Enter the priority")
    why = words("Why it was chosen", "Enter what the choice rests on", "What figures, reviews and children say.")
    outcome = words("What should be different for children", "Enter what should be different")
    measures = words("What would show it", "", "Indicators of the dataset, audits done again.")
    from_year = year_from_april("From the year that begins in April")
    to_year = year_from_april("To the year that begins in April")

    def prepare(self):
        self.choose("group", "Which group leads", answering_groups(), "Choose the group")


class EndPriorityForm(AskedForm):
    came_of_it = words("What came of it for children", "Enter what came of it")


class PlanActionForm(AskedForm):
    title = line("The action, in one sentence", "Enter the action")
    text = words("What is done", "Enter what is done")
    lead = line("Who leads, by role", "Enter who leads", "", 120)
    starts_on = day("Begins on", required=False)
    due_on = day("Done by", "Each action has an end.")


class ProgressForm(AskedForm):
    progress = words("How it stands", "Enter how it stands")


class LaterForm(AskedForm):
    due_on = day("The later day")
    why = line("Why", "Enter why", most=300)


class ClosePlanForm(AskedForm):
    evidence = words("What shows that it was done", "Enter what shows it")
    impact = words("What it changed for children", "", "Leave it empty rather than guess.")


class WhyForm(AskedForm):
    why = words("Why", "Enter why", most=1000)


class RiskForm(AskedForm):
    title = line("What may happen", "Enter what may happen")
    cause = words("Because of", "Enter the cause")
    effect = words("What that would mean for children", "Enter the effect")
    controls = words("What is done about it")
    likelihood = five("How likely, with nothing done", LIKELY)
    impact = five("How bad, with nothing done", BAD)
    left_likelihood = five("How likely now", LIKELY)
    left_impact = five("How bad now", BAD)
    held_by = line("Whose it is, by role", "Enter whose it is", "", 120)
    review_on = day("Looked at again on")


class LookForm(AskedForm):
    left_likelihood = five("How likely now", LIKELY)
    left_impact = five("How bad now", BAD)
    note = words("What has changed", "Enter what has changed, or that nothing has")
    review_on = day("Looked at again on")


class LineForm(AskedForm):
    title = line("What it is", "Enter what it is")
    year = year_from_april("In the year that begins in April")
    side = one_of("Does it come in or go out?", BudgetLine.Side.choices, "Choose whether it comes in or goes out")
    planned = money("Planned", "Enter an amount in pounds, such as 12000")
    notes = words("Notes")

    def prepare(self):
        known = Organisation.objects.on(clock.today()).exclude(kind="LSCB")
        self.choose("agency", "Whose contribution", known, "None", required=False)
        self.order_fields(["title", "year", "side", "agency", "planned", "notes"])


class SettleForm(AskedForm):
    actual = money("What it came to", "Enter an amount in pounds, such as 12000")
    notes = words("Notes", "", "Why it differs, where it does.")


class LetterForm(AskedForm):
    title = line("What it is about", "Enter what it is about")
    to = line("To which office", "Enter to which office", "", 160)
    body = words("The letter", "Enter the letter", "No names of children or families.", 8000)
    rows = {"body": 12}


class SentForm(AskedForm):
    sent_on = day("Sent on")


class LetterAnswerForm(AskedForm):
    replied_on = day("Answered on")
    reply = words("What they answer", "Enter what they answer")


class LinkForm(AskedForm):
    title = line("The paper or the theme", "Enter the paper or the theme")
    other = one_of("With which board", BoardLink.Other.choices, "Choose the board")
    way = one_of("What is it?", BoardLink.Way.choices, "Choose what it is")
    theme = pick("Theme")
    text = words("What it says or asks", "Enter what it says or asks")
    happened_on = day("On which day")


class LinkAnswerForm(AskedForm):
    result = words("What came of it", "Enter what came of it")


class BeginReportForm(AskedForm):
    year = year_from_april("The year that begins in April")


class WriteReportForm(AskedForm):
    foreword = words("Foreword of the Chair", most=6000)
    judgement = words("How well services worked, and what difference they made", most=8000)
    weak = words("What is weak, why, and what is done about it", most=8000)
    lay_view = words("What the lay members say", most=4000)
    next_year = words("What comes next year", most=4000)
    rows = {"foreword": 8, "judgement": 10, "weak": 8}


class LeaveOutForm(AskedForm):
    part = pick("Which part", "Choose a part")
    why = line("Why it is left out", "Enter why: it is printed in its place", most=300)

    def prepare(self):
        parts = (self.about.sections or ()) if self.about else ()
        self.fields["part"].choices = [("", "Choose a part"), *((one["code"], one["title"]) for one in parts)]


class PublishForm(AskedForm):
    why = words("Why what was found may stand", "", "Empty where the check found nothing.", 2000)


class ConsultedForm(AskedForm):
    consulted = words("What the agencies said, and what was changed", "Enter what they said, or that they said nothing")
    agreed_on = day("Agreed by the Board on")


class SentToForm(AskedForm):
    sent_to = words(
        "To whom, and when",
        "Enter to whom it was sent",
        "The council’s chief executive and leader, the commissioner, the Health and Wellbeing Board.",
    )


__all__ = ["Nothing"]
