"""The ledger: who must be told of an incident or a decision, who was, when, how, and what came back."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, F, Q

from reviews.models.pairs import person
from sscb.records.models import Record


class Notice(models.Model):
    """One line: one body, one matter. `rule` is the duty that it meets, where a rule asks for it."""

    class Body(models.TextChoices):
        OFSTED = "ofsted", "Ofsted"
        DFE = "dfe", "Department for Education"
        PANEL = "panel", "Child Safeguarding Practice Review Panel"
        EXPERTS = "experts", "National panel of independent experts"
        BOARD = "board", "Safeguarding children board"
        PARTNERS = "partners", "Safeguarding partners"
        OTHER_AREA = "other-area", "Safeguarding body of another area"
        CORONER = "coroner", "Coroner"
        POLICE = "police", "Police, senior investigating officer"
        REFERRER = "referrer", "Whoever referred the case"
        FAMILY = "family", "Family"
        AGENCIES = "agencies", "The agencies involved"
        OTHER = "other", "Another body"

    class How(models.TextChoices):
        FORM = "form", "National online form"
        MAIL = "mail", "Secure mail"
        LETTER = "letter", "Letter"
        SPOKEN = "spoken", "In person or by telephone"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="told_lines")
    body = models.CharField(max_length=12, choices=Body.choices)
    about = models.CharField(max_length=120)
    rule = models.CharField(max_length=60, blank=True)
    noted_on = models.DateField(help_text="Since when it stands in the ledger")
    told_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=8, choices=How.choices, blank=True)
    recorded_by = person(help_text="Who wrote down that it was done")
    late_because = models.CharField(max_length=300, blank=True)
    reply = models.TextField(blank=True)
    replied_on = models.DateField(null=True, blank=True)

    class Privacy:
        identifying = {"reply", "late_because"}
        personal = {"recorded_by"}
        plain = {"id", "uuid", "record", "body", "about", "rule", "noted_on", "told_on", "how", "replied_on"}

    class Meta:
        ordering = ["noted_on", "id"]
        constraints = [
            CheckConstraint(name="notice_told_says_how", condition=Q(told_on=None) | ~Q(how="")),
            CheckConstraint(
                name="notice_replied_once_told",
                condition=Q(replied_on=None) | Q(told_on__isnull=False, replied_on__gte=F("told_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_body_display()}: {self.about}"
