"""Who there is: organisations, people, groups, and who belonged to what from when to when."""

import uuid as uuid_module

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Lower

from sscb import clock
from sscb.people import naming

ALL = frozenset({"__all__"})
"""`plain = ALL` in a Privacy class: no field of this table is about a person."""


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        """Those that hold on `day`; the last day counts."""
        return self.filter(Q(from_on__lte=day), Q(to_on=None) | Q(to_on__gte=day))


def not_backwards(name: str) -> CheckConstraint:
    return CheckConstraint(name=name, condition=Q(to_on=None) | Q(to_on__gte=F("from_on")))


class Organisation(models.Model):
    """A partner agency, or another body the Board deals with."""

    class DutyBasis(models.TextChoices):
        S11 = "s11", "Section 11, Children Act 2004"
        S175 = "s175", "Section 175, Education Act 2002"
        S157 = "s157", "Section 157, Education Act 2002"
        CHILDCARE = "childcare_s40", "Section 40, Childcare Act 2006"
        CONTRACT = "contract", "Contract"
        VOLUNTARY = "voluntary", "By agreement"
        OWN = "own_statute", "A statute of its own"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, help_text="The handbook's code of the kind of body, such as POL or NHS-AC")
    duty_basis = models.CharField(max_length=20, choices=DutyBasis.choices)
    required_for_quorum = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["name"]
        constraints = [not_backwards("organisation_not_backwards")]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(email=username.strip().lower())


class Person(AbstractBaseUser):
    """Somebody with an account. What they may do follows from roles and memberships, never from a mark on this row."""

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    is_active = models.BooleanField(default=True)
    left_on = models.DateField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = PersonManager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"email", "name", "job_title", "password"}
        plain = {"id", "uuid", "organisation", "is_active", "left_on", "last_login"}

    class Meta:
        ordering = ["name"]
        constraints = [CheckConstraint(name="person_email_in_small_letters", condition=Q(email=Lower("email")))]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_fallback_hash(self):
        """A new key ends every session; what an old key signed lives on only until its own end (SEC-45)."""
        return iter(())

    def save(self, *args, **kwargs):
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)


class GroupQuerySet(models.QuerySet):
    def on(self, day):
        """Those that there are on `day`; the last day counts."""
        return self.filter(Q(from_on=None) | Q(from_on__lte=day), Q(to_on=None) | Q(to_on__gte=day))

    def to_follow_up(self, day):
        """Those that may be given something to follow up: a forum asks and is answered."""
        return self.on(day).exclude(kind=Group.Kind.FORUM)

    def called(self, name: str):
        """Whichever bears this name, or has borne it: agendas of other years say who led an item in words."""
        return self.filter(Q(named=name) | Q(names__name=name)).distinct()


class Group(models.Model):
    """The Board, one of its subgroups, a panel or a practitioner forum. Names change; the code does not.

    `from_on` empty: it was there before the portal; `to_on`: its last day, and then nobody sits on it.
    """

    class Kind(models.TextChoices):
        BOARD = "board", "Board"
        SUBGROUP = "subgroup", "Subgroup"
        PANEL = "panel", "Panel"
        AUDIT = "audit", "Audit group"
        FORUM = "forum", "Practitioner forum"

    uuid = models.UUIDField(default=uuid_module.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    named = models.CharField(max_length=120, help_text="What it was called when it was set up")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    does = models.CharField(max_length=200, blank=True)
    meets = models.CharField(max_length=60, blank=True)
    reports_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    order = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    passes_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Which group has its work once its last day has ended",
    )  # fmt: skip

    objects = GroupQuerySet.as_manager()

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["order", "named"]
        constraints = [
            CheckConstraint(
                name="group_not_backwards",
                condition=Q(to_on=None) | Q(from_on=None) | Q(to_on__gte=F("from_on")),
            ),
            CheckConstraint(name="group_passes_to_another", condition=Q(passes_to=None) | ~Q(passes_to=F("id"))),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Today's."""
        return self.name_on(clock.today())

    @name.setter
    def name(self, called: str) -> None:
        self.named = called

    def at_work(self, day) -> "Group":
        """Itself, or whichever group has its work on a day."""
        return self.passes_to.at_work(day) if self.to_on and self.to_on < day and self.passes_to_id else self

    def name_on(self, day) -> str:
        """What it is called on a day, for whatever is of that day."""
        return naming.group_name(self.pk, self.named, day)


class Name(models.Model):
    """What the Board (no group), or one of its groups, is called from a day on. `sscb.people.naming` reads it."""

    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=120)
    short = models.CharField(max_length=12, blank=True, help_text="Such as SSCP; for the Board alone")
    from_on = models.DateField()

    class Privacy:
        plain = ALL

    class Meta:
        ordering = ["from_on"]
        constraints = [
            UniqueConstraint(name="name_one_a_day", fields=["group", "from_on"]),
            UniqueConstraint(name="name_of_the_board_one_a_day", fields=["from_on"], condition=Q(group=None)),
        ]

    def __str__(self) -> str:
        return f"{self.name} from {self.from_on}"


class Membership(models.Model):
    """A person's place in a group, from when to when."""

    class Position(models.TextChoices):
        CHAIR = "chair", "Chair"
        MEMBER = "member", "Member"
        DEPUTY = "deputy", "Deputy"
        ADVISER = "adviser", "Adviser"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    position = models.CharField(max_length=10, choices=Position.choices, default=Position.MEMBER)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "position"}
        plain = {"id", "group", "from_on", "to_on"}

    class Meta:
        ordering = ["group__order", "person__name"]
        constraints = [
            not_backwards("membership_not_backwards"),
            UniqueConstraint(
                name="membership_one_open_per_person_and_group", fields=["person", "group"], condition=Q(to_on=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_position_display().lower()} of {self.group}"


class Role(models.TextChoices):
    """The role codes of the permission matrix. BM, SGM and SGC follow from memberships and are not held as rows."""

    PRAC = "PRAC", "Practitioner"
    AGC = "AGC", "Agency contributor"
    AGL = "AGL", "Agency safeguarding lead"
    BM = "BM", "Board member"
    SGM = "SGM", "Subgroup member"
    SGC = "SGC", "Subgroup chair"
    PNL = "PNL", "Panel member"
    CHAIR = "CHAIR", "Independent Chair"
    BMGR = "BMGR", "Business manager"
    OFF = "OFF", "Board office"
    SYS = "SYS", "Technical administrator"
    DPO = "DPO", "Data protection officer"
    CDC = "CDC", "Child death review co-ordinator"
    TRC = "TRC", "Training co-ordinator"
    CDRP = "CDRP", "Child death review partner"


class RoleHeld(models.Model):
    """A role given to a person, from when to when, where it matters for one organisation."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=8, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Privacy:
        identifying: set[str] = set()
        personal = {"person", "role"}
        plain = {"id", "organisation", "from_on", "to_on"}

    class Meta:
        ordering = ["person__name", "role"]
        constraints = [
            not_backwards("roleheld_not_backwards"),
            CheckConstraint(
                name="roleheld_agency_roles_name_their_agency",
                condition=~Q(role__in=["AGC", "AGL", "CDRP"]) | Q(organisation__isnull=False),
            ),
            CheckConstraint(name="roleheld_not_by_membership", condition=~Q(role__in=["BM", "SGM", "SGC", "PNL"])),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
