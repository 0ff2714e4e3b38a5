"""A theme of case audits: what is asked, of which list the sample was drawn, and how."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from audits.cases.words import AREAS, THEMES
from sscb.board.models import Meeting
from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet


def person(**more) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


def both_or_neither(name: str, *fields: str) -> CheckConstraint:
    one, other = fields
    return CheckConstraint(
        name=name,
        condition=Q(**{one: None, other: None}) | Q(**{f"{one}__isnull": False, f"{other}__isnull": False}),
    )


class CaseTheme(Record):
    """One theme, audited for one Board meeting. Level P3; its cases are P4 and records of their own.

    `group` is the audit group that holds the meeting. `released_on`: the Board may read its report.
    """

    TYPE, LEVEL, TITLE = "audits.theme", "P3", "Multi-agency case audit"

    theme = models.CharField(max_length=30, choices=THEMES.items())
    area = models.CharField(max_length=1, choices=AREAS.items())
    scope = models.TextField(help_text="What is audited, and why now")
    lines = models.TextField(help_text="Key lines of enquiry, one a line")
    tool = models.CharField(max_length=40, help_text="The single-agency tool as CODE/version")
    for_meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    board_on = models.DateField(help_text="The day of the Board meeting that the dates count back from")
    window_months = models.PositiveSmallIntegerField(default=12)
    judged_months = models.PositiveSmallIntegerField(default=6)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    planned_by = person()
    list_source = models.CharField(max_length=200, blank=True, help_text="Which list, of which agency")
    list_on = models.DateField(null=True, blank=True, help_text="Day of the extract")
    met_on = models.DateField(null=True, blank=True)
    report_words = models.TextField(blank=True, help_text="What the group concludes")
    asks = models.TextField(blank=True, help_text="What the Board is asked, a line each, beginning with a verb")
    written_by = person(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    accepted_by = person(null=True, blank=True)
    frozen = models.JSONField(default=dict, blank=True, help_text="The report’s figures as they were accepted")
    told_how = models.TextField(blank=True, help_text="How the learning went out")
    told_on = models.DateField(null=True, blank=True)
    reaudit_on = models.DateField(null=True, blank=True)
    keys_destroyed_on = models.DateField(null=True, blank=True)

    why_now = ""
    """The reason given for the move at hand. Kept in the history, not here."""

    objects = RecordQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"planned_by", "written_by", "accepted_by"}
        plain = {
            "record_ptr", "theme", "area", "scope", "lines", "tool", "for_meeting", "board_on", "window_months",
            "judged_months", "follows", "list_source", "list_on", "met_on", "report_words", "asks", "accepted_on",
            "frozen", "told_how", "told_on", "reaudit_on", "keys_destroyed_on",
        }  # fmt: skip

    class Meta:
        ordering = ["-board_on", "record_ptr_id"]
        constraints = [
            both_or_neither("casetheme_accepted_on_and_by", "accepted_on", "accepted_by"),
            CheckConstraint(
                name="casetheme_accepted_by_another",
                condition=Q(accepted_by=None) | Q(written_by=None) | ~Q(accepted_by=models.F("written_by")),
            ),
        ]


class ThemeQuestion(models.Model):
    """One of the theme’s own questions, H1 to H6. Frozen once agencies are asked. `key` carries a re-audit."""

    of = models.ForeignKey(CaseTheme, on_delete=models.PROTECT, related_name="questions")
    key = models.CharField(max_length=40)
    number = models.CharField(max_length=3)
    text = models.CharField(max_length=300)
    answer = models.CharField(max_length=15)

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        ordering = ["number"]
        constraints = [
            UniqueConstraint(name="themequestion_key_once", fields=["of", "key"]),
            UniqueConstraint(name="themequestion_number_once", fields=["of", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"


class PopulationLine(models.Model):
    """One child of the list, by a pseudonym that only whoever made the list can undo. Emptied with the keys."""

    of = models.ForeignKey(CaseTheme, on_delete=models.PROTECT, related_name="population")
    reference = models.CharField(max_length=40, help_text="The list’s own pseudonym")
    age_band = models.CharField(max_length=6)
    status = models.CharField(max_length=4)
    agencies = models.PositiveSmallIntegerField(default=0)
    excluded = models.CharField(max_length=160, blank=True, help_text="Why it may not be drawn")

    class Privacy:
        identifying = {"reference", "age_band", "excluded"}
        personal: set[str] = set()
        plain = {"id", "of", "status", "agencies"}

    class Meta:
        ordering = ["reference"]
        constraints = [UniqueConstraint(name="populationline_once", fields=["of", "reference"])]

    def __str__(self) -> str:
        return "A line of the list"


class Draw(models.Model):
    """How the sample was drawn: with the list and the seed anybody draws the same again."""

    of = models.OneToOneField(CaseTheme, on_delete=models.PROTECT, related_name="draw")
    method = models.CharField(max_length=12)
    seed = models.CharField(max_length=60)
    size = models.PositiveSmallIntegerField()
    spare = models.PositiveSmallIntegerField()
    population = models.PositiveIntegerField(help_text="How many stood in the list")
    eligible = models.PositiveIntegerField(help_text="How many of them could be drawn")
    list_sha256 = models.CharField(max_length=64, help_text="Of the references that could be drawn, in order")
    procedure = models.CharField(max_length=400)
    why = models.CharField(max_length=300, blank=True, help_text="Needed where it was chosen on purpose")
    substitutes = models.JSONField(default=list, help_text="References not yet used, in order")
    drawn_on = models.DateField()
    drawn_by = person()

    class Privacy:
        identifying = {"substitutes"}
        personal = {"drawn_by"}
        plain = {
            "id", "of", "method", "seed", "size", "spare", "population", "eligible", "list_sha256", "procedure", "why",
            "drawn_on",
        }  # fmt: skip

    class Meta:
        constraints = [CheckConstraint(name="draw_on_purpose_says_why", condition=~Q(method="purposive") | ~Q(why=""))]

    def __str__(self) -> str:
        return self.procedure


class Attending(models.Model):
    """Who sat at the meeting, by role and never by name."""

    of = models.ForeignKey(CaseTheme, on_delete=models.PROTECT, related_name="attending")
    agency = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=80)
    apology = models.BooleanField(default=False)

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        ordering = ["apology", "id"]

    def __str__(self) -> str:
        return self.role
