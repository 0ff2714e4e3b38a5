"""One child's death under review: its dates and how far it has come. Never a name: that is in `Identity`."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from cdop.ages import BANDS
from cdop.lifecycle import UNFINISHED
from cdop.transition import NEW_FORMS, OLD_FORMS, Case
from sscb.records.models import Record, RecordQuerySet


class ReviewQuerySet(RecordQuerySet):
    def unfinished(self):
        """Not completed by a panel, and not ended in another way."""
        return self.filter(completed_on=None, stage__in=UNFINISHED)


class ChildDeathReview(Record):
    """Level P5. `notified_on` is the day in London on which the first notification was received: it decides whose
    review it is. `completed_on`: the panel agreed the analysis form; the fact that the four months' rule reads.
    """

    TYPE, LEVEL, PREFIX, TITLE = "cdop.review", "P5", "CDR", "Child death review"

    class Expected(models.TextChoices):
        EXPECTED = "expected", "Expected"
        UNEXPECTED = "unexpected", "Unexpected"
        UNKNOWN = "unknown", "Not known"

    class Regime(models.TextChoices):
        LSCB = "lscb-wt2015", "Board’s panel (Working Together 2015)"
        CDR = "cdr-2018", "Child death review partners (guidance of 2018)"

    class Forms(models.TextChoices):
        OLD = OLD_FORMS, "Forms A, B and C"
        NEW = NEW_FORMS, "Notification, reporting and analysis forms of 2018"

    notified_at = models.DateTimeField(help_text="The moment of receipt")
    notified_on = models.DateField(help_text="The day of receipt in London")
    died_on = models.DateField(null=True, help_text="Empty once the content of a case handed over is destroyed")
    age_band = models.CharField(max_length=10, choices=BANDS.items(), default="unknown")
    expected = models.CharField(max_length=10, choices=Expected.choices, default=Expected.UNKNOWN)
    lives_here = models.BooleanField(default=True, help_text="Normally resident in the Board's area")
    home_area = models.CharField(max_length=60, blank=True)
    regime = models.CharField(max_length=12, choices=Regime.choices, help_text="Frozen when the notification was taken")
    forms = models.CharField(max_length=4, choices=Forms.choices)
    waits_for = models.CharField(max_length=200, blank=True, help_text="Inquest, criminal case, post-mortem results")
    ended_because = models.CharField(max_length=300, blank=True, help_text="Why it is no child death in law")
    completed_on = models.DateField(null=True, blank=True)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    why_now = ""
    """The reason given for the move at hand; the moves that need one ask for it. Kept in the history, not here."""

    objects = ReviewQuerySet.as_manager()

    class Privacy:
        identifying = {"died_on", "waits_for", "ended_because"}
        personal = {"completed_by"}
        plain = {
            "record_ptr", "notified_at", "notified_on", "age_band", "expected", "lives_here", "home_area", "regime",
            "forms", "completed_on",
        }  # fmt: skip

    class Meta:
        ordering = ["notified_on", "record_ptr_id"]
        constraints = [
            CheckConstraint(
                name="cdr_completed_on_and_by",
                condition=Q(completed_on=None, completed_by=None)
                | Q(completed_on__isnull=False, completed_by__isnull=False),
            ),
            CheckConstraint(name="cdr_notified_after_the_death", condition=Q(notified_on__gte=F("died_on"))),
            CheckConstraint(
                name="cdr_not_completed_before_notified",
                condition=Q(completed_on=None) | Q(completed_on__gte=F("notified_on")),
            ),
            CheckConstraint(name="cdr_home_area_named", condition=Q(lives_here=True) | ~Q(home_area="")),
        ]

    @property
    def case(self) -> Case:
        """What the transition decides by."""
        return Case(self.notified_on, self.completed_on, lives_here=self.lives_here, home_area=self.home_area)

    @property
    def is_receipted(self) -> bool:
        """Somebody of the receiving body confirmed the receipt."""
        handover = getattr(self, "handover", None)
        return handover is not None and handover.received_on is not None
