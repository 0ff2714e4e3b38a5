"""What was told: the notification (form A) and each agency's form (form B and its supplements)."""

import uuid as uuid_module

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cdop.models.cases import ChildDeathReview
from cdop.models.sealing import Unsealed, UnsealedByForm
from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet

OLD_KINDS = {
    "B": "Agency report", "B2": "Neonatal death", "B3": "Known life-limiting condition",
    "B4": "Sudden unexpected death, birth to 2 years", "B5": "Road traffic", "B6": "Drowning", "B7": "Fire or burns",
    "B8": "Poisoning", "B9": "Other injury", "B10": "Substance misuse", "B11": "Apparent homicide",
    "B12": "Apparent suicide",
}  # fmt: skip
"""Form B and its supplements. Grade U but for B, B2 and B4, whose text was read."""
NEW_KINDS = {
    "R": "Reporting form", "RA": "Asthma or anaphylaxis", "RC": "Cardiac condition", "RP": "Care pathway",
    "RG": "Chromosomal, genetic or congenital condition", "RN": "Delivery suite or neonatal unit", "RD": "Drowning",
    "RS": "Sudden unexpected death",
}  # fmt: skip
"""The reporting form of 2018 and those of its supplementary forms that were seen; more exist. Grade U."""
SUPPLEMENTS = OLD_KINDS | NEW_KINDS


def _person(**more) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class Notification(models.Model):
    """One notification of a death. A second one about the same child joins the first; the first decides."""

    class How(models.TextChoices):
        FORM = "form", "Form"
        PHONE = "phone", "Telephone"
        MAIL = "mail", "Secure mail"

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_KNOWN = "nk", "Not known"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    review = models.ForeignKey(ChildDeathReview, on_delete=models.PROTECT, related_name="notifications")
    received_at = models.DateTimeField()
    received_on = models.DateField(help_text="The day of receipt in London")
    how = models.CharField(max_length=6, choices=How.choices, default=How.FORM)
    note = models.TextField(blank=True, help_text="Who took the call, when, from whom")
    keyed_at = models.DateTimeField()
    keyed_on = models.DateField(help_text="The day of keying in London")
    keyed_by = _person()
    agency = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    referrer = models.CharField(max_length=120, blank=True)
    referrer_phone = models.CharField(max_length=40, blank=True)
    referrer_email = models.EmailField(blank=True)
    certificate_issued = models.CharField(max_length=3, choices=Answer.choices, default="nk")
    cause = models.CharField(max_length=300, blank=True)
    confirmed_by_doctor = models.CharField(max_length=3, choices=Answer.choices, default="nk")
    post_mortem = models.CharField(max_length=3, choices=Answer.choices, default="nk")
    other_review = models.CharField(max_length=200, blank=True)
    urgent_action = models.TextField(blank=True)
    professionals = models.TextField(blank=True)

    objects = Unsealed()
    everything = models.Manager()

    class Privacy:
        identifying = {
            "note", "referrer", "referrer_phone", "referrer_email", "cause", "other_review", "urgent_action",
            "professionals",
        }  # fmt: skip
        personal = {"keyed_by"}
        plain = {
            "id", "uuid", "review", "received_at", "received_on", "how", "keyed_at", "keyed_on", "agency",
            "certificate_issued", "confirmed_by_doctor", "post_mortem",
        }  # fmt: skip

    class Meta:
        base_manager_name = "objects"
        ordering = ["received_at", "id"]
        constraints = [
            CheckConstraint(
                name="notification_not_keyed_before_received", condition=Q(keyed_at__gte=F("received_at"))
            ),
            CheckConstraint(
                name="notification_keyed_late_has_a_note", condition=Q(keyed_on=F("received_on")) | ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return f"Notification received on {self.received_on}"


class AgencyForm(Record):
    """One agency's form, a record of its own: whoever is named reads and answers it by a grant (SEC-09), and sees
    nothing else of the review. The answers of a paper form are keyed by the co-ordinator, who says whose they are.
    """

    TYPE, LEVEL, PREFIX = "cdop.form", "P5", "CDF"

    review = models.ForeignKey(ChildDeathReview, on_delete=models.PROTECT, related_name="agency_forms")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=SUPPLEMENTS.items(), default="B")
    named = _person(help_text="Who answers")
    asked_on = models.DateField()
    asked_by = _person()
    chased_on = models.DateField(null=True, blank=True, help_text="The last time")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = _person(null=True, blank=True)
    signed_by = models.CharField(max_length=120, blank=True, help_text="Who filled a paper form in")
    came_on = models.DateField(null=True, blank=True, help_text="The day the paper form came")
    keyed_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="keyed_again",
        help_text="The old form that this one was keyed from",
    )  # fmt: skip

    objects = Unsealed.from_queryset(RecordQuerySet)()
    everything = models.Manager()
    _unsealed = Unsealed()

    class Privacy:
        identifying = {"signed_by"}
        personal = {"named", "asked_by", "answered_by"}
        plain = {
            "record_ptr", "review", "agency", "kind", "asked_on", "chased_on", "answered_on", "came_on", "keyed_from",
        }  # fmt: skip

    class Meta:
        base_manager_name = "_unsealed"
        ordering = ["asked_on", "record_ptr_id"]
        constraints = [
            UniqueConstraint(name="agencyform_once_per_agency_and_kind", fields=["review", "agency", "kind"]),
            CheckConstraint(
                name="agencyform_answered_on_and_by",
                condition=Q(answered_on=None, answered_by=None)
                | Q(answered_on__isnull=False, answered_by__isnull=False),
            ),
            CheckConstraint(
                name="agencyform_not_answered_before_asked",
                condition=Q(answered_on=None) | Q(answered_on__gte=F("asked_on")),
            ),
            CheckConstraint(
                name="agencyform_paper_is_signed",
                condition=Q(came_on=None, signed_by="") | (Q(came_on__isnull=False) & ~Q(signed_by="")),
            ),
        ]

    @property
    def form_title(self) -> str:
        """Form B4, sudden unexpected death, birth to 2 years; the new ones have a name and no letter."""
        words = self.get_kind_display()
        return f"Form {self.kind}, {words[:1].lower()}{words[1:]}" if self.kind in OLD_KINDS else words


class FormAnswer(models.Model):
    """A value, not known (NK), not applicable (NA) or blank. NK proves that the question was considered."""

    class State(models.TextChoices):
        VALUE = "value", "Answered"
        NOT_KNOWN = "nk", "Not known"
        NOT_APPLICABLE = "na", "Not applicable"
        BLANK = "blank", "Left blank"

    form = models.ForeignKey(AgencyForm, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=30, help_text="The code of the question, such as A.4")
    answer_state = models.CharField(max_length=5, choices=State.choices, default=State.BLANK)
    value = models.TextField(blank=True)

    objects = UnsealedByForm()
    everything = models.Manager()

    class Privacy:
        identifying = {"value"}
        personal: set[str] = set()
        plain = {"id", "form", "question", "answer_state"}

    class Meta:
        base_manager_name = "objects"
        ordering = ["question"]
        constraints = [
            UniqueConstraint(name="formanswer_once_per_question", fields=["form", "question"]),
            CheckConstraint(
                name="formanswer_value_only_when_answered",
                condition=(Q(answer_state="value") & ~Q(value="")) | (~Q(answer_state="value") & Q(value="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.get_answer_state_display()}"
