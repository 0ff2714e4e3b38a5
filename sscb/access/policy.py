"""The only module that decides (SEC-02): may this person do this, to this? As an answer, and as SQL.

Order of decision, first match wins: the account is not active; a conflict of interest excludes the person or their
agency; the record is locked, on hold or disposed of and the act would write; a named grant in date; the matrix of
role, scope and level; refusal.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from sscb.access.matrix import MATRIX, READING, RW, VERBS
from sscb.access.named import NONE, Kept, Known
from sscb.access.sockets import rules
from sscb.access.standing import Standing, standing
from sscb.history.context import whereabouts

QP, TD = "qp", "td"
TRAINING, CHILD_DEATHS = "training.", "cdop."
"""How the codes of record types of these two kinds begin: the page gives each a scope of its own."""
CASE = "reviews.review"
"""A case for review: its subgroup's chair alone knows of it until it was laid before the members (handbook 2.4)."""
OFFICE_GROUPS = {"own office: child deaths": "cdop", "own office: training": "td"}


@dataclass(frozen=True)
class Decision:
    """`allow`; `code` says which step decided; `reveal_existence`: a refusal may say that the thing exists (403)."""

    allow: bool
    code: str
    reveal_existence: bool = False

    def __bool__(self) -> bool:
        return self.allow


class Refused(Exception):
    """This person may not do this. Becomes 403, or 404 where even existence is not theirs to know (SEC-05)."""

    def __init__(self, decision: Decision, sentence: str = ""):
        self.decision = decision
        super().__init__(sentence or "You may not do this. Ask the Board's office if you think you should.")


class ProveAgain(Exception):
    """Whoever is at this browser enters a factor again first (SEC-20). The threshold asks them, and goes on with it."""


def ask_again() -> None:
    """Before what matters most. Raises ProveAgain in a request whose person has not entered a factor for ten minutes.

    A rule plugged with `sensitive` asks by itself when it is required to change something. This is for what hangs on
    the case: a return is opened again that was signed. In a job, or in a service called by one, nobody is asked.
    """
    if whereabouts().stale():
        raise ProveAgain()


# --- scopes: each said twice, for one record in hand and as SQL; a test holds the two together ------------------------

def _within(scope: str, role: str, who: Standing, record: Any) -> bool:
    if scope == "any":
        return True
    if scope == "own agency":
        return record.owner_id in who.organisations(role)
    if scope == "own agency, not handed in":
        return record.owner_id in who.organisations(role) and record.released_on is None
    if scope == "own booking":
        return record.type.startswith(TRAINING) and record.person_id is not None and record.person_id == who.person_id
    if scope == "any but another's booking":
        return not record.type.startswith(TRAINING) or record.person_id in (None, who.person_id)
    if scope == "training":
        return record.type.startswith(TRAINING)
    if scope == "child deaths":
        return record.type.startswith(CHILD_DEATHS)
    if scope == "not child deaths":
        return not record.type.startswith(CHILD_DEATHS)
    if scope == "handed in":
        return record.released_on is not None
    if scope == "Q&P":
        return who.sits_on(role, QP)
    if scope == "Q&P, handed in":
        return who.sits_on(role, QP) and record.released_on is not None
    if scope == "T&D, handed in":
        return (
            who.sits_on(role, TD)
            and record.group is not None
            and record.group.code == TD
            and record.released_on is not None
        )
    if scope == "own group":
        return record.group_id in who.groups(role)
    if scope == "own group, laid before it":
        return record.group_id in who.groups(role) and (record.type != CASE or record.released_on is not None)
    if scope in OFFICE_GROUPS:
        return record.group is not None and record.group.code == OFFICE_GROUPS[scope]
    if scope == "handed over to own body":
        return (
            record.type.startswith(CHILD_DEATHS)
            and record.handed_on is not None
            and record.handed_to_id in who.organisations(role)
        )
    if scope == "reason given, not child deaths":
        return not record.type.startswith(CHILD_DEATHS) and who.named.reasons().has(record)
    raise LookupError(scope)


def _scope_sql(scope: str, role: str, who: Standing) -> Q:
    if scope == "any":
        return Q()
    if scope == "own agency":
        return Q(owner_id__in=who.organisations(role))
    if scope == "own agency, not handed in":
        return Q(owner_id__in=who.organisations(role), released_on=None)
    if scope == "own booking":
        return Q(type__startswith=TRAINING, person_id=who.person_id)
    if scope == "any but another's booking":
        return ~Q(type__startswith=TRAINING) | Q(person_id=None) | Q(person_id=who.person_id)
    if scope == "training":
        return Q(type__startswith=TRAINING)
    if scope == "child deaths":
        return Q(type__startswith=CHILD_DEATHS)
    if scope == "not child deaths":
        return ~Q(type__startswith=CHILD_DEATHS)
    if scope == "handed in":
        return Q(released_on__isnull=False)
    if scope == "Q&P":
        return Q() if who.sits_on(role, QP) else NONE
    if scope == "Q&P, handed in":
        return Q(released_on__isnull=False) if who.sits_on(role, QP) else NONE
    if scope == "T&D, handed in":
        return Q(group__code=TD, released_on__isnull=False) if who.sits_on(role, TD) else NONE
    if scope == "own group":
        return Q(group_id__in=who.groups(role))
    if scope == "own group, laid before it":
        return Q(group_id__in=who.groups(role)) & (~Q(type=CASE) | Q(released_on__isnull=False))
    if scope in OFFICE_GROUPS:
        return Q(group__code=OFFICE_GROUPS[scope])
    if scope == "handed over to own body":
        return Q(type__startswith=CHILD_DEATHS, handed_on__isnull=False, handed_to_id__in=who.organisations(role))
    if scope == "reason given, not child deaths":
        return ~Q(type__startswith=CHILD_DEATHS) & who.named.reasons().q()
    raise LookupError(scope)


def _grants(who: Standing, *, write: bool) -> Known | Kept:
    """None for the technical administrator: they have no content, even where somebody gave it (RULINGS 9)."""
    return Known({}) if "SYS" in who.roles else who.named.granted(write=write)


LEFT_WHEN_SEALED = frozenset({"read", "metadata"})
"""What its receiver has confirmed is not read here any more: a page of what remains is all that `read` opens."""
GRANTABLE = RW
"""A grant opens a record of P4 or P5 for reading or writing; it never decides, submits or hands over."""


# --- the two gates ----------------------------------------------------------------------------------------------------


def can(person: Any, action: str, obj: Any = None) -> Decision:
    """May `person` do `action` (a plugged rule, or a verb of the matrix when `obj` is given)?

    It asks the database nothing that it was told: who the person is, and a record, or a row of a list with the columns
    of one and the code of its group.

    Raises LookupError for an action that nobody plugged in: a wrong name must never be a silent no.
    """
    who = standing(person)
    if not who.active:
        return Decision(False, "not active")
    rule = rules.get(action)
    if rule is None and action not in VERBS:
        raise LookupError(f"No access rule has the code {action}.")
    verb = rule.verb if rule else action
    if rule and not _holds(who, rule) and not (obj is not None and _granted(who, verb, obj)):
        return Decision(False, "role", reveal_existence=obj is None or bool(_can_record(who, "read", obj)))
    if obj is None:
        return Decision(True, "role")
    return _can_record(who, verb, obj)


def _holds(who: Standing, rule: Any) -> bool:
    """One of the rule's roles; a place in a subgroup only of the rule's own group, where it names one."""
    held = rule.roles & who.roles
    if not rule.group:
        return bool(held)
    return any(role not in ("SGM", "SGC") or who.sits_on(role, rule.group) for role in held)


def _granted(who: Standing, verb: str, record: Any) -> bool:
    return record.level in ("P4", "P5") and verb in GRANTABLE and _grants(who, write=verb not in READING).has(record)


def _can_record(who: Standing, verb: str, record: Any) -> Decision:
    if who.named.excluded().has(record):
        return Decision(False, "conflict of interest")
    if record.sealed_on and verb not in LEFT_WHEN_SEALED:
        return Decision(False, "sealed", reveal_existence=_can_record(who, "read", record).allow)
    if verb not in READING and verb != "metadata" and _closed_to_writing(record):
        seen = verb != "read" and _can_record(who, "read", record).allow
        if verb != "acknowledge" or record.held_on or record.disposed_on:
            return Decision(False, "locked", reveal_existence=seen)
    if _granted(who, verb, record):
        return Decision(True, "grant")
    for role, level, verbs, scope in MATRIX:
        if level == record.level and verb in verbs and role in who.roles and _within(scope, role, who, record):
            return Decision(True, f"matrix: {role}, {scope}")
    if verb == "read":
        needs_reason = "BMGR" in who.roles and record.level == "P5" and not record.type.startswith(CHILD_DEATHS)
        return Decision(False, "reason needed" if needs_reason else "outside", reveal_existence=needs_reason)
    return Decision(False, "matrix", reveal_existence=_can_record(who, "read", record).allow)


def _closed_to_writing(record: Any) -> bool:
    return bool(record.locked_on or record.held_on or record.disposed_on)


def _levels_by_scope(who: Standing, verb: str) -> dict[tuple[str, str], set[str]]:
    """The rows of the matrix for this person, those alike together: less for the database to work through."""
    found: dict[tuple[str, str], set[str]] = {}
    for role, level, verbs, scope in MATRIX:
        if verb in verbs and role in who.roles:
            found.setdefault((scope, "" if scope == "any" else role), set()).add(level)
    everywhere = found.get(("any", ""), set())
    for key in [key for key in found if key[0] != "any"]:
        found[key] -= everywhere
    return {key: levels for key, levels in found.items() if levels}


def visible_q(person: Any, verb: str = "read") -> Q:
    """The same rules as SQL, for querysets of records: which rows may this person `verb`?"""
    who = standing(person)
    if not who.active:
        return NONE
    allowed = NONE
    for (scope, role), levels in _levels_by_scope(who, verb).items():
        allowed |= Q(level__in=sorted(levels)) & _scope_sql(scope, role, who)
    if verb in GRANTABLE:
        allowed |= Q(level__in=("P4", "P5")) & _grants(who, write=verb not in READING).q()
    wanted = allowed & ~who.named.excluded().q()
    if verb not in READING and verb != "metadata":
        wanted &= Q(held_on=None, disposed_on=None)
        # A review is locked before it is handed over: its receipt is the one act that a lock leaves open (RULINGS 3).
        if verb != "acknowledge":
            wanted &= Q(locked_on=None)
    if verb not in LEFT_WHEN_SEALED:
        wanted &= Q(sealed_on=None)
    return wanted


def granted_q(person: Any) -> Q:
    """Of the records that they may read: those that were opened to them by name, whatever their roles open."""
    return _grants(standing(person), write=False).q()


def require(person: Any, action: str, obj: Any = None) -> Decision:
    """As `can`, but a refusal is raised, and a sensitive rule asks who is there. Services begin with it."""
    decision, rule = can(person, action, obj), rules.get(action)
    if not decision:
        words = f"You may not {rule.sentence[0].lower()}{rule.sentence[1:]}." if rule else "You may not do this."
        raise Refused(decision, f"{words} Ask the Board's office if you think you should. Nothing was changed.")
    if rule and rule.sensitive and whereabouts().acts:
        ask_again()
    return decision


class Unscoped(RuntimeError):
    """A list of records was read for a person without `visible_to`: the fault is found before a row is shown."""


class ScopedQuerySet(models.QuerySet):
    """In a request, refuses to be read before it has been narrowed to what the reader may see (SEC-03, SEC-04)."""

    _scoped = False

    def _clone(self):
        copy = super()._clone()
        copy._scoped = self._scoped
        return copy

    def visible_to(self, person: Any, verb: str = "read"):
        narrowed = self.filter(visible_q(person, verb))
        narrowed._scoped = True
        return narrowed

    def all_for_job(self, why: str):
        """Everything, for work that no reader asked for, or inside a service after `require`. Say why."""
        if not why:
            raise ValueError("Say why everything is needed.")
        everything = self._chain()
        everything._scoped = True
        return everything

    def _guard(self) -> None:
        if whereabouts().in_request and not self._scoped:
            raise Unscoped(f"{self.model.__name__}: narrow it with visible_to() first")

    def _fetch_all(self):
        if self._result_cache is None:
            self._guard()
        super()._fetch_all()

    def count(self):
        self._guard()
        return super().count()

    def exists(self):
        self._guard()
        return super().exists()

    def iterator(self, *args, **kwargs):
        self._guard()
        return super().iterator(*args, **kwargs)

    def aggregate(self, *args, **kwargs):
        self._guard()
        return super().aggregate(*args, **kwargs)
