"""The demonstration board can be built at three dates, and what it tells fits the date."""

import os
import re
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sscb import clock
from sscb.access.standing import standing
from sscb.board.board_list import read_board
from sscb.board.demo import ACTIONS, DEMONSTRATION, build
from sscb.board.models import Meeting
from sscb.board.queries import kept
from sscb.board.queries.home import home_of
from sscb.learning.models import Action
from sscb.people.models import Person
from sscb.records.models import Record
from sscb.records.search.keeping import engine, rebuild
from sscb.records.sockets import types
from sscb.retention.destroying import CannotDestroy, destroy
from sscb.retention.sockets import kept as kinds_kept
from sscb.timetable.models import Deadline
from sscb.timetable.sweeping import sweep
from tests.demonstration import copy_of, read_here
from tests.sscb.board.planting import all_that_is_planted_is_found, nothing_is_found
from tests.workers import shared_by_all

pytestmark = pytest.mark.slow
COMMANDED = [date(2019, 9, 2), clock.FIRST_DEMONSTRATION_DAY]
WINTER = date(2020, 2, 3)


@pytest.fixture
def copied(request, transactional_db, tmp_path_factory):
    """The demonstration as the commands made it, one for this and for the journeys.

    `transactional_db`, since nothing may be open on the tests' own database while the line leads elsewhere.
    """
    day = request.param
    name = f"looked_at_{os.getpid()}_{day:%Y%m%d}"
    copy = copy_of(day, tmp_path_factory.mktemp(name), shared_by_all(tmp_path_factory), called=name)
    with read_here(copy):
        yield day


@pytest.mark.pdf
@pytest.mark.req("REL-30")
@pytest.mark.req("SEC-28")
@pytest.mark.parametrize("copied", COMMANDED, ids=str, indirect=True)
def test_it_is_built_by_the_commands_at(copied, as_):
    with clock.at(copied):
        known = {one.email: one for one in Person.objects.all()}
        told = {one["key"]: one["email"] for one in read_board(DEMONSTRATION)["person"] if "key" in one}
        fits(copied, {key: known[email.lower()] for key, email in told.items()}, as_)


@pytest.mark.pdf
@pytest.mark.req("REL-30")
@pytest.mark.req("SEC-28")
def test_it_is_built_in_winter(db, own_store, settings, as_, tmp_path):
    settings.DEMONSTRATION = True
    settings.DATA = tmp_path  # in the common folder lie files of other tests, and of runs of an hour ago
    with clock.at(WINTER):
        world = build(on=WINTER, say=lambda line: None)
        assert world.on == WINTER
        fits(WINTER, world.people, as_)


def fits(day: date, people: dict[str, Person], as_) -> None:
    """What it tells fits the date, then and half a quarter later."""
    look_over_the_tables()
    assert {one.reference for one in Meeting._base_manager.all()} >= {"2019/3", "2019/4"}
    asked = Action._base_manager.all()
    assert {action.title for action in asked} >= {title for title, _, on, *_ in ACTIONS if on <= day}
    assert all(action.opened_on <= day and (action.progress_on or day) <= day for action in asked)
    assert not Deadline.objects.filter(from_on__isnull=True).exists()
    nothing_is_found()
    for key in ("bm", "chair", "dcs", "qp-chair", "police-acc", "sys", "practitioner"):
        assert as_(people[key]).get("/").status_code == 200, key
    homes_are_cheap(day)
    if day == clock.FIRST_DEMONSTRATION_DAY:
        the_search_knows_it_all()
        homes_lead_somewhere(as_)
        pages_bear_their_marking(as_, people)
        each_kind_can_go(day)
        all_that_is_planted_is_found(day)
    later = day + timedelta(days=45)
    with clock.at(later):
        sweep(later)
        homes_are_cheap(later)
        nothing_is_found()


def pages_bear_their_marking(as_, people: dict[str, Person]) -> None:
    """A record's page is never marked lower than the record (SEC-28)."""
    seen, wrong = set(), []
    for key in ("bm", "chair", "cdc", "qp-chair"):
        if key not in people:
            continue
        client = as_(people[key])
        for kind in types:
            record = Record.objects.visible_to(people[key]).filter(type=kind.code).order_by("-level").first()
            if record is None or record.marking == "OFFICIAL":
                continue
            answer = client.get(reverse(kind.url_name, kwargs={"uuid": record.uuid}))
            if answer.status_code == 200:
                seen.add(kind.code)
                if answer.text.count("OFFICIAL-SENSITIVE") < 2 or "marked--official-sensitive" not in answer.text:
                    wrong.append(f"{kind.code}: {record.reference}, read by {key}")
    assert not wrong, wrong
    assert len(seen) > 8, seen


def each_kind_can_go(day: date) -> None:
    """One record of every kind, with all that hangs on it: destroyed whole, or refused with a sentence that says what
    stands on it (SEC-48). Nothing is kept of it: each is taken back."""
    gone, refused = set(), []
    for one in kinds_kept:
        table = apps.get_model(one.model)
        keys = () if one.within or not one.line else table._base_manager.order_by("pk").values_list("pk", flat=True)
        for record in Record._plain.filter(pk__in=list(keys), held_on=None, disposed_on=None):
            try:
                with transaction.atomic():
                    destroy(record, day)
                    left = table._base_manager.filter(pk=record.pk).exists()
                    assert left is (one.blank is not None), record.reference
                    raise TakenBack
            except TakenBack:
                gone.add(one.code)
                break
            except CannotDestroy as why:
                refused.append(str(why))
    assert len(gone) > 24, gone
    assert all("cannot be destroyed while" in why for why in refused), refused


class TakenBack(Exception):
    """What was destroyed is there again."""


def look_over_the_tables() -> None:
    """What the server does by itself after a while, but not within one transaction: without it PostgreSQL guesses how
    many rows there are, and a query of a millisecond takes seconds."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def the_search_knows_it_all() -> None:
    """Whatever way a record or its text was written, its words came into the index with it: anew it is the same."""
    kept_with_each = engine().kept()
    rebuild()
    anew = engine().kept()
    wrong = [str(one) for one in Record._base_manager.filter(pk__in=[
        key for key in {*anew, *kept_with_each} if anew.get(key) != kept_with_each.get(key)
    ])]  # fmt: skip
    assert anew and not wrong, wrong


def homes_are_cheap(day: date) -> None:
    """On a board that holds all kinds of record at once: at most 15 queries, of which one finds the session and one
    the second factor."""
    for known in Person.objects.filter(is_active=True):
        kept.forget()
        with CaptureQueriesContext(connection) as queries:
            person = Person.objects.get(pk=known.pk)
            if standing(person).roles:
                home_of(person, day)
        told = "\n".join(query["sql"][:200] for query in queries.captured_queries)
        assert len(queries) <= 13, f"{known.name} on {day}: {len(queries) + 2} queries\n{told}"


def homes_lead_somewhere(as_) -> None:
    """No link of a home page, of what is late, or of help leads its reader to a refusal or to nothing."""
    wrong, seen = [], set()
    for person in Person.objects.filter(is_active=True):
        roles = standing(person).held
        if not roles or roles in seen:
            continue
        seen.add(roles)
        client, shapes = as_(person), set()
        for page in ("/", "/timetable/late/", "/help/", "/search/?q=review", "/search/?q=neglect"):
            said = client.get(page).content.decode()
            for link in re.findall(r'href="(/[^"#?]*)["#?]', said):
                shape = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", link)
                if link.startswith(("/static/", "/account/")) or shape in shapes:
                    continue
                shapes.add(shape)
                status = client.get(link).status_code
                if status >= 400:
                    wrong.append(f"{link} on {page} answers {status} to {person.name}")
    assert not wrong, "\n".join(wrong)
    assert len(seen) > 10


def test_everybody_is_invented_and_agencies_are_kinds():
    told = read_board(DEMONSTRATION)
    real = ("Somerset", "Musgrove", "Yeovil", "Avon", "Taunton", "Bridgwater")
    assert not [one["name"] for one in told["organisation"] if any(place in one["name"] for place in real)]
    assert all(one["email"].endswith(".example") for one in told["person"])


def test_every_role_can_be_tried():
    people = read_board(DEMONSTRATION)["person"]
    held = {role for one in people for role in one.get("roles", [])}
    assert held >= {"BMGR", "CHAIR", "OFF", "TRC", "CDC", "AGL", "AGC", "PRAC", "DPO", "SYS", "CDRP"}
    assert sum("board" in [*one.get("member_of", []), *one.get("chairs", [])] for one in people) >= 10
