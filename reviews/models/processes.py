"""What else goes on about the same child, and the days on which a review stood still for it. No due date is edited."""

import uuid as uuid_module

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from reviews.models.cases import CaseReview
from reviews.models.pairs import one_person, person, together


class ParallelProcess(models.Model):
    class Kind(models.TextChoices):
        CRIMINAL = "criminal", "Criminal investigation or trial"
        CORONER = "coroner", "Inquest"
        CARE = "care", "Care proceedings"
        IOPC = "iopc", "Investigation by the Independent Office for Police Conduct"
        NHS = "nhs", "NHS serious incident investigation"
        DHR = "dhr", "Domestic homicide review"
        YOUTH = "youth", "Youth justice review"
        ADULT = "adult", "Safeguarding adults review"
        MAPPA = "mappa", "MAPPA serious case review"
        REGULATOR = "regulator", "Employment or professional regulator"
        CHILD_DEATH = "child-death", "Child death review"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="processes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    body = models.CharField(max_length=120, help_text="Who runs it: by office, no names")
    began_on = models.DateField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True, help_text="Next hearing, or when it is asked about again")
    agreed = models.TextField(blank=True, help_text="Who leads, and what may be shared: with whom agreed, and when")
    legal_notes = models.TextField(blank=True, help_text="For the Independent Chair and the business manager alone")
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True)
    recorded_on = models.DateField()
    recorded_by = one_person()

    class Privacy:
        identifying = {"began_on", "next_on", "agreed", "legal_notes", "ended_on", "outcome"}
        personal = {"recorded_by"}
        plain = {"id", "uuid", "case", "kind", "body", "recorded_on"}

    class Meta:
        ordering = ["recorded_on", "id"]
        verbose_name_plural = "parallel processes"
        constraints = [
            CheckConstraint(
                name="process_ends_after_it_began",
                condition=Q(ended_on=None) | Q(began_on=None) | Q(ended_on__gte=F("began_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ClockStop(models.Model):
    """The review, or a step of it, stood still: on what ground, on whose authority, from when to when."""

    class Ground(models.TextChoices):
        WITNESSES = "witnesses", "Witnesses or suspects must not be spoken to"
        DISCLOSURE = "disclosure", "Papers cannot be disclosed yet"
        COURT_PAPERS = "court-papers", "The court’s leave is needed to use its papers"
        PREJUDICE = "prejudice", "The review would prejudice the proceedings"
        LEAD = "lead", "Another review leads, by agreement"
        FAMILY = "family", "The family cannot take part yet"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="stops")
    process = models.ForeignKey(ParallelProcess, on_delete=models.PROTECT, related_name="stops")
    ground = models.CharField(max_length=12, choices=Ground.choices)
    words = models.CharField(max_length=300, help_text="Which step stands still, and why")
    authority = models.CharField(max_length=200, help_text="Who asked or ordered it, and in what: a letter, an order")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True, help_text="The first day on which the clock ran again")
    holds_case = models.BooleanField(default=False, help_text="The whole review is on hold, and not one step of it")
    recorded_on = models.DateField()
    recorded_by = one_person()
    ended_on = models.DateField(null=True, blank=True)
    ended_by = person()

    class Privacy:
        identifying = {"words", "authority", "from_on", "to_on"}
        personal = {"recorded_by", "ended_by"}
        plain = {"id", "uuid", "case", "process", "ground", "holds_case", "recorded_on", "ended_on"}

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            together("clock_stop_ended_on_and_by", "ended_on", "ended_by"),
            CheckConstraint(
                name="clock_stop_ends_after_it_began", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
            UniqueConstraint(
                name="clock_stop_one_hold_at_a_time", fields=["case"], condition=Q(holds_case=True, to_on=None)
            ),
        ]

    def __str__(self) -> str:
        return self.get_ground_display()
