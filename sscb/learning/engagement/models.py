"""What was heard, from whom, and what came of it (audits handbook 6.7 to 6.10). No child is named here."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sscb.people.models import Organisation
from sscb.records.models import Record, RecordQuerySet


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


def _together(name: str, on: str, by: str, *filled: str) -> CheckConstraint:
    """Day and person are both there or both not; what `filled` names is not empty once they are."""
    there = Q(**{f"{on}__isnull": False, f"{by}__isnull": False})
    for field in filled:
        there &= ~Q(**{field: ""})
    return CheckConstraint(name=name, condition=Q(**{on: None, by: None}) | there)


class ForumMeeting(Record):
    """A meeting of a practitioner forum (the record's `group`), and who came to it for the Board."""

    meets_on = models.DateField()
    theme = models.CharField(max_length=60, blank=True)
    speaker = models.CharField(max_length=200, blank=True)
    board_person = models.CharField(max_length=120, blank=True, help_text="Name or role of who came for the Board")
    told = models.TextField(blank=True, help_text="What was talked about, in a few sentences")
    not_held_why = models.CharField(max_length=300, blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("told",)
        identifying: set[str] = set()
        personal = {"board_person", "speaker"}
        plain = {"record_ptr", "meets_on", "theme", "told", "not_held_why"}


class ForumAttendance(models.Model):
    """How many people of an agency came to one meeting."""

    meeting = models.ForeignKey(ForumMeeting, on_delete=models.PROTECT, related_name="attendance")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    came = models.PositiveSmallIntegerField()

    class Privacy:
        plain = frozenset({"__all__"})

    class Meta:
        ordering = ["-came", "agency__name"]
        constraints = [UniqueConstraint(name="forumattendance_once", fields=["meeting", "agency"])]

    def __str__(self) -> str:
        return f"{self.came} of {self.agency_id}"


class ForumIssue(Record):
    """What practitioners raised. Not closed before the answer was given back to the forum."""

    class Type(models.TextChoices):
        BARRIER = "barrier", "Barrier"
        GAP = "gap", "Gap"
        GOOD = "good", "Good practice"
        PROCEDURE = "procedure", "Procedure"
        TRAINING = "training", "Training"

    class Weight(models.TextChoices):
        HIGH = "high", "Children are at risk until it is answered"
        MIDDLE = "middle", "It holds work up"
        LOW = "low", "Good to know"

    class Back(models.TextChoices):
        MEETING = "meeting", "At a later meeting of the forum"
        BULLETIN = "bulletin", "In a bulletin or newsletter"

    forum_meeting = models.ForeignKey(ForumMeeting, on_delete=models.PROTECT, related_name="issues")
    text = models.TextField()
    raised_by = models.CharField(max_length=120, help_text="The agency or the role, never a name")
    kind = models.CharField(max_length=10, choices=Type.choices)
    weight = models.CharField(max_length=6, choices=Weight.choices)
    sent_on = models.DateField(null=True, blank=True)
    sent_by = _person()
    reply = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = _person()
    fed_back_on = models.DateField(null=True, blank=True)
    fed_back_by = _person()
    fed_back_how = models.CharField(max_length=10, choices=Back.choices, blank=True)
    fed_back_words = models.CharField(max_length=300, blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("text", "reply")
        identifying: set[str] = set()
        personal = {"sent_by", "answered_by", "fed_back_by"}
        plain = {
            "record_ptr", "forum_meeting", "text", "raised_by", "kind", "weight", "sent_on", "reply", "answered_on",
            "fed_back_on", "fed_back_how", "fed_back_words",
        }  # fmt: skip

    class Meta:
        constraints = [
            _together("forumissue_sent_on_and_by", "sent_on", "sent_by"),
            _together("forumissue_answered_on_and_by", "answered_on", "answered_by", "reply"),
            _together("forumissue_fed_back_on_and_by", "fed_back_on", "fed_back_by", "fed_back_how"),
        ]


class Consultation(Record):
    """One time that children and young people were asked, however it was done."""

    class Method(models.TextChoices):
        SURVEY = "survey", "Survey"
        GROUP = "group", "Focus group"
        VISIT = "visit", "Visit"
        BODY = "body", "A body of young people"

    met_on = models.DateField()
    how = models.CharField(max_length=8, choices=Method.choices)
    partner = models.CharField(max_length=120, blank=True)
    ages = models.CharField(max_length=40, blank=True)
    asked = models.PositiveIntegerField(null=True, blank=True, help_text="How many took part; empty: fewer than five")
    questions = models.TextField(blank=True)

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("questions",)
        plain = {"record_ptr", "met_on", "how", "partner", "ages", "asked", "questions"}

    class Meta:
        constraints = [
            CheckConstraint(name="consultation_no_small_number", condition=Q(asked=None) | Q(asked__gte=5)),
        ]


class YoungView(Record):
    """Said, considered, done, told. A no needs its reason; silence is no answer."""

    class Strength(models.TextChoices):
        MOST = "most", "Most said it"
        SOME = "some", "Some said it"
        FEW = "few", "A few said it, and it matters"

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        PART = "part", "In part"
        NO = "no", "No"

    heard_in = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="views")
    said = models.TextField()
    quotes = models.TextField(blank=True, help_text="In their words, with consent, without names")
    strength = models.CharField(max_length=5, choices=Strength.choices)
    answer = models.CharField(max_length=4, choices=Answer.choices, blank=True)
    reason = models.TextField(blank=True)
    considered_on = models.DateField(null=True, blank=True)
    considered_by = _person()
    did = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = _person()
    told_how = models.CharField(max_length=300, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_by = _person()
    verdict = models.TextField(blank=True, help_text="What children say of it")

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("said", "did", "reason")
        identifying: set[str] = set()
        personal = {"considered_by", "done_by", "told_by"}
        plain = {
            "record_ptr", "heard_in", "said", "quotes", "strength", "answer", "reason", "considered_on", "did",
            "done_on", "told_how", "told_on", "verdict",
        }  # fmt: skip

    class Meta:
        constraints = [
            _together("youngview_considered_on_and_by", "considered_on", "considered_by", "answer"),
            _together("youngview_done_on_and_by", "done_on", "done_by", "did"),
            _together("youngview_told_on_and_by", "told_on", "told_by", "told_how"),
            CheckConstraint(
                name="youngview_no_needs_a_reason", condition=~Q(answer__in=["no", "part"]) | ~Q(reason="")
            ),
        ]


class Conversation(Record):
    """A structured talk between the Board and an agency's team (the record's `owner`). Working definition: the 2018
    framework names the method and does not describe it."""

    team = models.CharField(max_length=120)
    meets_on = models.DateField()
    who = models.CharField(max_length=200, help_text="Who talked, by role")
    prompts = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    worries = models.TextField(blank=True)
    offers = models.TextField(blank=True)
    agreed = models.TextField(blank=True)
    theme = models.CharField(max_length=60, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    followed = models.TextField(blank=True, help_text="What had changed at the follow-up")

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("strengths", "worries", "offers", "agreed")
        plain = {
            "record_ptr", "team", "meets_on", "who", "prompts", "strengths", "worries", "offers", "agreed", "theme",
            "follow_up_on", "followed",
        }  # fmt: skip


class Signal(Record):
    """A pattern in complaints, in allegations against people who work with children, or elsewhere. Totals only.

    A total of one to four is never kept: `size` is then empty and `fewer` true.
    """

    class Source(models.TextChoices):
        COMPLAINTS = "complaints", "Complaints"
        LADO = "lado", "Allegations against people who work with children (LADO)"
        OTHER = "other", "Another source"

    source = models.CharField(max_length=10, choices=Source.choices)
    from_on = models.DateField()
    to_on = models.DateField()
    size = models.PositiveIntegerField(null=True, blank=True)
    fewer = models.BooleanField(default=False, help_text="One to four: the number itself is not kept")
    pattern = models.TextField()
    means = models.TextField(blank=True, help_text="What it may mean for practice")
    sent_on = models.DateField(null=True, blank=True)
    sent_by = _person()
    result = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = _person()

    objects = RecordQuerySet.as_manager()

    class Privacy:
        searched = ("pattern", "means")
        identifying: set[str] = set()
        personal = {"sent_by", "answered_by"}
        plain = {
            "record_ptr", "source", "from_on", "to_on", "size", "fewer", "pattern", "means", "sent_on", "result",
            "answered_on",
        }  # fmt: skip

    class Meta:
        constraints = [
            CheckConstraint(name="signal_not_backwards", condition=Q(to_on__gte=F("from_on"))),
            CheckConstraint(
                name="signal_no_small_number",
                condition=Q(size=None) | (Q(fewer=False) & (Q(size=0) | Q(size__gte=5))),
            ),
            _together("signal_sent_on_and_by", "sent_on", "sent_by"),
            _together("signal_answered_on_and_by", "answered_on", "answered_by", "result"),
        ]
