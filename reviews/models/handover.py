"""A case that passes to the safeguarding partners: two people of the Board agree, it is sent, its receipt is kept."""


from django.db import models
from django.db.models import CheckConstraint, F, Q

from reviews.models.cases import CaseReview
from reviews.models.pairs import one_person, person, together
from sscb.people.models import Organisation


class Handover(models.Model):
    """Handbook 3.10. The business manager asks, the Independent Chair agrees; the receipt makes it handed over."""

    class Method(models.TextChoices):
        MAIL = "mail", "Secure mail, encrypted"
        HAND = "hand", "By hand, on an encrypted medium"

    case = models.OneToOneField(CaseReview, on_delete=models.PROTECT, related_name="handover")
    to = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    inventory = models.TextField(help_text="What is handed over, one a line")
    outstanding = models.TextField(blank=True, help_text="What is still to come in")
    asked_on = models.DateField()
    asked_by = one_person()
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = person()
    method = models.CharField(max_length=4, choices=Method.choices, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_by = person()
    archive = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the encrypted archive that went")
    received_on = models.DateField(null=True, blank=True)
    receipt = models.CharField(max_length=200, blank=True, help_text="Who confirmed it for the partners, and how")

    class Privacy:
        identifying = {"why", "inventory", "outstanding"}
        personal = {"asked_by", "agreed_by", "sent_by", "receipt"}
        plain = {"id", "case", "to", "asked_on", "agreed_on", "method", "sent_on", "archive", "received_on"}

    class Meta:
        constraints = [
            together("review_handover_agreed_on_and_by", "agreed_on", "agreed_by"),
            together("review_handover_sent_on_and_by", "sent_on", "sent_by"),
            CheckConstraint(
                name="review_handover_agreed_by_another", condition=Q(agreed_by=None) | ~Q(agreed_by=F("asked_by"))
            ),
            CheckConstraint(
                name="review_handover_received_after_sent",
                condition=Q(received_on=None) | Q(sent_on__isnull=False, received_on__gte=F("sent_on")),
            ),
            CheckConstraint(
                name="review_handover_receipt_says_who", condition=Q(received_on=None) | ~Q(receipt="")
            ),
        ]

    def __str__(self) -> str:
        return f"Handover to {self.to}"
