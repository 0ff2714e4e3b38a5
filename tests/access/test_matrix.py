"""The policy against the table that people typed: every case, as an answer and as SQL; and the other way round."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from sscb import clock
from sscb.access import named, policy
from sscb.access.matrix import MATRIX
from sscb.access.models import Exclusion, Grant, ReasonGiven
from sscb.access.policy import can
from sscb.access.standing import forget_standing
from sscb.people.models import Group, Membership, Organisation, Person, RoleHeld
from sscb.records.models import Record
from tests.access.matrix import LEVELS, ROLES, SHAPES, VERBS, Situation, allowed, row_for, rows, situations

TODAY = date(2019, 11, 12)
LONG_AGO = date(2018, 4, 1)
EVERY = situations()

pytestmark = pytest.mark.django_db


@dataclass
class World:
    """One person for each role and one record for each situation; a booking of one's own for each person."""

    people: dict[str, Person]
    records: dict[Situation, Record]
    own_bookings: dict[tuple[str, Situation], Record]

    def __post_init__(self):
        self._found = {record.pk: situation for situation, record in self.records.items()}

    def met_by(self, role: str) -> dict[int, tuple[Situation, Record]]:
        """The records as this person meets them: a booking "of one's own" is this person's."""
        met = {}
        for situation, record in self.records.items():
            mine = self.own_bookings.get((role, situation), record)
            met[mine.pk] = (situation, mine)
        return met


def _record(situation: Situation, number: int, bodies: dict, groups: dict, person=None) -> Record:
    kind, group = SHAPES[situation.shape]
    state = situation.state
    handed = {"handed-other": bodies["other"]}.get(state, bodies["own"] if state.startswith("handed") else None)
    return Record(
        type=kind, reference=f"T-{number}", title="A record of the matrix", level=situation.level, stage="open",
        owner=bodies[situation.agency], group=groups.get(group), person=person, opened_on=LONG_AGO,
        released_on=TODAY if situation.released == "yes" else None,
        handed_to=handed, handed_on=TODAY if handed else None,
        locked_on=TODAY if state in ("locked", "handed-locked") else None,
        held_on=TODAY if state in ("held", "handed-held") else None,
        disposed_on=TODAY if state == "disposed" else None,
    )  # fmt: skip


def _people(bodies: dict, groups: dict) -> dict[str, Person]:
    people = {}
    for role in ROLES:
        address = f"{role.replace(':', '-')}@example.org"
        person = Person.objects.create(email=address, name=role, organisation=bodies["own"])
        name, _, group = role.partition(":")
        if name in ("SGM", "SGC"):
            position = Membership.Position.CHAIR if name == "SGC" else Membership.Position.MEMBER
            Membership.objects.create(person=person, group=groups[group], position=position, from_on=LONG_AGO)
        elif name == "BM":
            Membership.objects.create(person=person, group=groups["board"], from_on=LONG_AGO)
        elif name != "PNL":
            scope = bodies["own"] if name in ("AGC", "AGL", "CDRP") else None
            RoleHeld.objects.create(person=person, role=name, organisation=scope, from_on=LONG_AGO)
        people[role] = person
    return people


def _grant(situation: Situation, record: Record, person: Person, granter: Person):
    now = clock.now()
    if situation.grant == "reason":
        return ReasonGiven(
            record_uuid=record.uuid, person=person, why="Asked by the coroner today",
            given_at=now - timedelta(minutes=9), ends_at=now + timedelta(minutes=51),
        )  # fmt: skip
    ended = now - timedelta(seconds=1)
    return Grant(
        record_uuid=record.uuid, person=person, may_write=situation.grant != "read", purpose="Panel member",
        granted_by=granter, granted_on=TODAY - timedelta(days=9),
        ends_at=ended if situation.grant == "expired" else now + timedelta(days=30),
        revoked_at=ended if situation.grant == "revoked" else None,
    )  # fmt: skip


def build() -> World:
    bodies = {
        code: Organisation.objects.create(code=code, name=code, kind="LA", duty_basis="s11", from_on=LONG_AGO)
        for code in ("own", "other")
    }
    bodies["none"] = None
    groups = {
        code: Group.objects.create(code=code, name=code, kind="board" if code == "board" else "subgroup")
        for code in ("board", "li", "qp", "cdop", "td")
    }
    people = _people(bodies, groups)
    granter = Person.objects.create(email="granter@example.org", name="Granter")
    stranger = Person.objects.create(email="stranger@example.org", name="Stranger")

    made, own = {}, {}
    for number, situation in enumerate(EVERY):
        if situation.whose == "self":
            for role, person in people.items():
                own[role, situation] = _record(situation, f"{number}-{role}", bodies, groups, person)
        person = stranger if situation.shape == "booking" else None
        made[situation] = _record(situation, number, bodies, groups, person)
    Record._plain.bulk_create([*made.values(), *own.values()], batch_size=300)

    grants, reasons, exclusions = [], [], []
    for situation, record in made.items():
        for role, person in people.items():
            mine = own.get((role, situation), record)
            if situation.grant == "reason":
                reasons.append(_grant(situation, mine, person, granter))
            elif situation.grant != "none":
                grants.append(_grant(situation, mine, person, granter))
            if situation.exclusion == "person":
                exclusions.append(Exclusion(record_uuid=mine.uuid, person=person, why="A relative"))
            elif situation.exclusion == "agency" and mine is not record:
                exclusions.append(Exclusion(record_uuid=mine.uuid, organisation=bodies["own"], why="Their own staff"))
        if situation.exclusion == "agency":
            exclusions.append(Exclusion(record_uuid=record.uuid, organisation=bodies["own"], why="Their own staff"))
    for model, found in ((Grant, grants), (ReasonGiven, reasons), (Exclusion, exclusions)):
        model.objects.bulk_create(found, batch_size=300)
    return World(people, made, own)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once and left untouched: every test of this file only reads."""
    from django.db import transaction

    with django_db_blocker.unblock(), clock.at(TODAY):
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            yield build()
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def all_in_hand(monkeypatch):
    """Nobody has as much by name as the people of this table."""
    monkeypatch.setattr(named, "MOST", 100_000)


def differences(role: str, person: Person, met: dict, verb: str, *, level: str | None = None) -> list[str]:
    """Where the SQL and the table part for one person and verb."""
    records = Record.objects.all()
    if level:
        records = records.filter(level=level)
    seen = set(records.visible_to(person, verb).values_list("pk", flat=True))
    found = []
    for pk, (situation, _) in met.items():
        if level and situation.level != level:
            continue
        if (pk in seen) != allowed(role, situation, verb):
            row = row_for(role, situation, verb)
            found.append(
                f"{role} {verb} {situation}: the table says {'yes' if row.allow else 'no'} "
                f"(line {row.line}, {row.source}), the policy says {'yes' if pk in seen else 'no'}"
            )
    return found


@pytest.mark.req("SEC-03")
@pytest.mark.parametrize("role", ROLES)
def test_every_case_of_the_table(world, role):
    person, met = world.people[role], world.met_by(role)
    wrong = []
    for verb in VERBS:
        wrong += differences(role, person, met, verb)
        seen = set(Record.objects.all().visible_to(person, verb).values_list("pk", flat=True))
        wrong += [
            f"{role} {verb} {situation}: can() says {'no' if pk in seen else 'yes'}, visible_to() the opposite"
            for pk, (situation, record) in met.items()
            if bool(can(person, verb, record)) != (pk in seen)
        ]
    assert not wrong, f"{len(wrong)} of {len(met) * len(VERBS)} cases differ:\n" + "\n".join(wrong[:25])


@pytest.mark.req("SEC-03")
def test_a_row_of_a_list_is_decided_as_its_record_is(world, django_assert_num_queries):
    """Who the person is being known, nothing more is asked of the database, and the row says what the table says.

    Of every thirteenth row: thirteen is no factor of the table's, so every column's values are met with every other's.
    """
    wrong = []
    for role, person in world.people.items():
        met = world.met_by(role)
        rows = list(Record.objects.filter(pk__in=list(met)[::13]).visible_to(person).select_related("group"))
        with django_assert_num_queries(0):
            wrong += [
                f"{role} {verb} {met[row.pk][0]}: of the row it is not as in the table"
                for row in rows
                for verb in VERBS
                if bool(can(person, verb, row)) != allowed(role, met[row.pk][0], verb)
            ]
    assert not wrong, f"{len(wrong)} differ:\n" + "\n".join(wrong[:25])


@pytest.mark.req("SEC-03")
def test_it_is_the_same_where_too_much_is_named_to_have_it_in_hand(world, monkeypatch):
    """Then the tables of grants, reasons and exclusions are asked, of a share of the cases."""
    monkeypatch.setattr(named, "MOST", 0)
    wrong = []
    for role, person in world.people.items():
        forget_standing(person)
        met = world.met_by(role)
        chosen = list(met)[::13]
        seen = set(Record.objects.filter(pk__in=chosen).visible_to(person).values_list("pk", flat=True))
        listed = [pk for pk in chosen if (pk in seen) != allowed(role, met[pk][0], "read")]
        wrong += [f"{role} {met[pk][0]}: in the list" for pk in listed]
        rows = Record.objects.filter(pk__in=chosen[::11]).select_related("group")
        wrong += [
            f"{role} {verb} {met[row.pk][0]}: of the record"
            for row in rows
            for verb in VERBS
            if bool(can(person, verb, row)) != allowed(role, met[row.pk][0], verb)
        ]
        forget_standing(person)
    assert not wrong, f"{len(wrong)} differ:\n" + "\n".join(wrong[:25])


@pytest.mark.req("SEC-03")
def test_nobody_else_s_record_is_opened_by_a_grant_on_a_like_one(world):
    """A grant on one case opens no other record of the same shape, level and agency (SEC-09)."""
    person = world.people["PNL"]
    seen = set(Record.objects.all().visible_to(person).values_list("pk", flat=True))
    for situation in EVERY:
        if situation.grant == "read" and situation.level in ("P4", "P5"):
            assert world.records[situation].pk in seen or situation.whose == "self"
            assert world.records[replace(situation, grant="none")].pk not in seen


@pytest.mark.req("SEC-14")
def test_the_technical_administrator_sees_nothing_from_p2_up(world):
    seen = Record.objects.all().visible_to(world.people["SYS"]).filter(level__gte="P2")
    assert not seen.exists()


# --- the table itself ------------------------------------------------------------------------------------------------


def test_every_row_of_the_table_decides_something():
    used = {row_for(role, situation, verb).line for role in ROLES for situation in EVERY for verb in VERBS}
    idle = [f"line {row.line}: {row.source}" for row in rows() if row.line not in used]
    assert not idle, idle


def test_the_table_covers_what_the_security_page_asks_for():
    assert len({role.partition(":")[0] for role in ROLES}) == 15
    assert {s.level for s in EVERY} == set(LEVELS)
    asked = {(s.shape, s.level, s.agency, g) for s in EVERY for g in [s.grant if s.exclusion == "none" else "excluded"]}
    for shape in SHAPES:
        for level in LEVELS:
            for agency in ("own", "other", "none"):
                for grant in ("none", "read", "write", "expired", "revoked", "excluded"):
                    assert (shape, level, agency, grant) in asked
    assert {"read", "change", "delete", "export", "attach", "print"} <= set(VERBS)


# --- flipping a row of the policy turns the table red --------------------------------------------------------------


def _holders(code: str) -> list[str]:
    """The people who have this role: the chair of a subgroup is a member of it too."""
    also = ("SGC",) if code == "SGM" else ()
    return [role for role in ROLES if role.partition(":")[0] in (code, *also)]


def _implied(row) -> bool:
    """A chair's row that repeats what every member may do: the page says it twice, and one of the two may go."""
    role, level, verbs, scope = row
    members = [one for one in MATRIX if one[0] == "SGM" and one[1] == level and one[3] == scope]
    return role == "SGC" and any(verbs <= one[2] for one in members)


def _goes_red(world, monkeypatch, changed: list, row) -> bool:
    with monkeypatch.context() as patch:
        patch.setattr(policy, "MATRIX", tuple(changed))
        return any(
            differences(role, world.people[role], world.met_by(role), verb, level=row[1])
            for role in _holders(row[0])
            for verb in (*sorted(row[2] & set(VERBS)), *VERBS)
        )


@pytest.mark.req("SEC-03")
@pytest.mark.parametrize("number", range(len(MATRIX)), ids=lambda n: "-".join((*MATRIX[n][:2], MATRIX[n][3])))
def test_flipping_a_row_of_the_policy_turns_the_table_red(world, monkeypatch, number):
    row = MATRIX[number]
    role, level, verbs, scope = row
    flipped = (role, level, frozenset(VERBS) - verbs, scope)
    assert _goes_red(world, monkeypatch, [*MATRIX[:number], flipped, *MATRIX[number + 1 :]], row)
    if not _implied(row):
        assert _goes_red(world, monkeypatch, [*MATRIX[:number], *MATRIX[number + 1 :]], row), "taking it away"


@pytest.mark.req("SEC-03")
@pytest.mark.parametrize("code", sorted({role.partition(":")[0] for role in ROLES}))
@pytest.mark.parametrize("level", LEVELS)
def test_a_row_too_many_turns_the_table_red(world, monkeypatch, code, level):
    """Whatever a role may not read: a row that lets it read all of a level is found, where the table says no."""
    row = (code, level, frozenset({"read"}), "any")
    met = [situation for role in _holders(code)[:1] for situation, _ in world.met_by(role).values()]
    if any(s.level == level and s.exclusion == "none" and not allowed(_holders(code)[0], s, "read") for s in met):
        assert _goes_red(world, monkeypatch, [*MATRIX, row], row) or code == "SYS"


def test_forged_times_do_not_help(world):
    """A grant that begins tomorrow does not count today."""
    person, situation = world.people["PNL"], next(s for s in EVERY if s.level == "P5" and s.grant == "none")
    record = world.records[situation]
    with clock.at(datetime(2019, 11, 12, 12, tzinfo=clock.UTC)):
        Grant.objects.create(
            record_uuid=record.uuid, person=person, purpose="Panel", granted_by=world.people["CHAIR"],
            granted_on=TODAY + timedelta(days=1), ends_at=clock.now() + timedelta(days=5),
        )  # fmt: skip
        assert not can(person, "read", record)
        Grant.objects.filter(record_uuid=record.uuid).delete()
