"""The people of the house, the clock they live by, and what every test is held to."""

import gc
import json
import os
import shutil
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from time import time as seconds

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests import fresh, whole_suite
from tests.guards import close_the_way_out, let_flush_empty_the_history, open_the_way_out

TODAY = date(2019, 11, 12)
LONG_AGO = date(2018, 4, 1)
BUDGETS = Path(__file__).with_name("budgets.json")
CI_STRICT = bool(os.environ.get("CI")) and os.environ.get("SSCB_CI_STRICT") == "1"


SHARED_FIXTURE = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
"""`suppress_health_check` of a property whose examples share the test's fixtures. A list of its own takes the place of
the profile's, so it says again that a busy machine is no fault."""

# A busy machine is no fault of a property; and CI tries the same examples each time, so that red means changed.
hypothesis_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=CI_STRICT
)
hypothesis_settings.load_profile("house")


# --- what every test is held to ---------------------------------------------------------------------------------------


def pytest_configure(config):
    from sscb import clock

    config.addinivalue_line("markers", "tool_absent(why): put on by conftest where a tool is missing")
    close_the_way_out()
    let_flush_empty_the_history()
    whole_suite.watch_answers()
    # A default and not a value: threads and a live server stand at the same date as the test that started them.
    moment = datetime.combine(TODAY, time(12), clock.LONDON)
    clock._held = type(clock._held)("held in tests", default=moment.astimezone(clock.UTC))


def pytest_unconfigure(config):
    open_the_way_out()


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return "" if found else "Chromium is not installed: apt install chromium"


def _redis() -> str:
    return "" if shutil.which("redis-server") else "redis-server is not installed: apt install redis-server"


def _pdf() -> str:
    from sscb.pdf.libraries import missing_libraries

    return missing_libraries()


def _postgresql() -> str:
    if django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return ""
    return "This run is on SQLite: give DATABASE_URL, or run it under pg_virtualenv"


TOOLS = {"browser": _chromium, "redis": _redis, "pdf": _pdf, "postgresql": _postgresql}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """A test whose tool is absent says so; in CI it fails. What needs PostgreSQL is left to the run on PostgreSQL."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_together(item)))
    items.sort(key=_longest_first)
    missing = {name: why for name, tool in TOOLS.items() if (why := tool())}
    elsewhere = []
    for item in items:
        for name in missing.keys() & {mark.name for mark in item.iter_markers()}:
            if CI_STRICT and name == "postgresql":
                elsewhere.append(item)
            else:
                item.add_marker(pytest.mark.tool_absent(f"{name}: {missing[name]}"))
    if elsewhere:
        config.stash[LEFT_TO_POSTGRESQL] = len(elsewhere)
        items[:] = [item for item in items if item not in elsewhere]
        config.hook.pytest_deselected(items=elsewhere)


def pytest_collection_finish(session):
    """What is there by now stays there: looking for rubbish among it took a tenth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


LEFT_TO_POSTGRESQL = pytest.StashKey[int]()
LONG = ("tests/journeys/", "tests/sscb/board/", "tests/sscb/jobs/")
"""Rooms whose tests share something slow to make (a served portal, a printed pack) or that wait for processes."""


def _together(item) -> str:
    """What one of the suite's processes runs: a long room, or a file."""
    path = item.nodeid.partition("::")[0]
    return next((room for room in LONG if path.startswith(room)), path).strip("/").replace("/", ".")


def _longest_first(item) -> tuple[int, bool]:
    place = next((place for place, room in enumerate(LONG) if item.nodeid.startswith(room)), len(LONG))
    return place, item.get_closest_marker("steps_the_date") is not None


def pytest_runtest_setup(item):
    for mark in item.iter_markers("tool_absent"):
        if CI_STRICT:
            pytest.fail(f"CI must have what its tests need. {mark.args[0]}", pytrace=False)
        print(f"not run: {mark.args[0]}")
        pytest.skip(mark.args[0])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    report.proves = sorted({rule for mark in item.iter_markers("req") for rule in mark.args})
    return report


def pytest_runtest_logreport(report):
    whole_suite.note_report(report)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    said = getattr(node, "workeroutput", {})
    whole_suite.note_answers(said.get("answers", []))
    node.config.stash[LEFT_TO_POSTGRESQL] = said.get("left", 0)


def pytest_sessionfinish(session, exitstatus):
    worker = getattr(session.config, "workeroutput", None)
    if worker is not None:
        worker["answers"] = sorted(whole_suite.answered)
        worker["left"] = session.config.stash.get(LEFT_TO_POSTGRESQL, 0)
    elif whole_suite.is_whole(session.config) and exitstatus in (0, 1):
        session.config.stash[FAULTS] = whole_suite.faults()
        if session.config.stash[FAULTS]:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


FAULTS = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter, config):
    if left := config.stash.get(LEFT_TO_POSTGRESQL, 0):
        terminalreporter.write_line(f"{left} tests belong to the run on PostgreSQL and were left to it.")
    found = config.stash.get(FAULTS, None)
    if found:
        terminalreporter.section("the suite as a whole", red=True)
        for sentence in found:
            terminalreporter.write_line(sentence)
    elif found is not None:
        terminalreporter.write_line(whole_suite.praise())


# --- database and clock -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings_parallel_suffix):
    """A test database of this run's own, so that two people may run tests from one folder; it begins as a copy."""
    from django.db import connections

    known = connections["default"].settings_dict
    if fresh.on_postgresql():
        known["TEST"]["TEMPLATE"] = fresh.make()
        yield
        return
    mine = Path(known["TEST"]["NAME"])
    if not request.config.getvalue("reuse_db"):
        mine = mine.with_name(f"{mine.stem}-{os.getpid()}{mine.suffix}")
        known["TEST"]["NAME"] = str(mine)
        shutil.copyfile(fresh.make(), mine)
    yield
    if not request.config.getvalue("reuse_db"):
        for leftover in mine.parent.glob(f"{mine.name}*"):
            leftover.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings):
    """A copy is used as it is, not made anew."""
    return request.config.getvalue("reuse_db") or not fresh.on_postgresql()


@pytest.fixture
def real_clock():
    """The Board's time as production has it, instead of 12 November 2019."""
    from sscb import clock

    token = clock._held.set(None)
    yield
    clock._held.reset(token)


@pytest.fixture(autouse=True)
def sessions_written_once(settings):
    """On a slow machine a test can last longer than the minute after which a session is written anew.

    Those three queries would be counted as the page's, so no test meets them unless it holds the machine's time.
    """
    settings.SESSION_SEEN_SECONDS = settings.SESSION_COOKIE_AGE


@pytest.fixture(autouse=True)
def names_known(monkeypatch):
    """No name was changed, and nobody has to ask: the one query a minute for names is never counted as a page's.

    Whoever writes a name in a test makes it count at once, as in the portal.
    """
    from sscb.people import naming

    monkeypatch.setattr(naming, "_kept", (float("inf"), {}))
    monkeypatch.setattr(naming, "KEPT_SECONDS", float("inf"))  # nor is it asked again in a test that lasts a minute


@pytest.fixture
def wall(monkeypatch, settings, sessions_written_once):
    """The machine's time in the test's hands: `wall(moment)` sets it; session age, leases and attempts go by it."""
    from sscb import clock

    settings.SESSION_SEEN_SECONDS = 60

    def stand_at(moment: datetime) -> None:
        monkeypatch.setattr(clock, "wall", lambda: moment)

    return stand_at


@pytest.fixture
def unrationed(settings):
    """For tests that ask for everything there is: the hour's share of exports, uploads and builds has no end."""
    settings.RATIONS = dict.fromkeys(settings.RATIONS, 10_000)


@pytest.fixture
def budget():
    """`with budget("timetable.late_list"):` at most as many queries as budgets.json says, worked out afresh (habit 16).

    Gives the captured queries, so that a test can also say that 3 records and 300 cost the same.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from sscb.board.queries import kept

    @contextmanager
    def at_most(name: str, *, afresh: bool = True):
        known = json.loads(BUDGETS.read_text(encoding="utf-8"))
        if afresh:
            kept.forget()
        with CaptureQueriesContext(connection) as queries:
            yield queries
        spent = len(queries)
        assert name in known, f"{name} has no budget in tests/budgets.json; it spent {spent} queries."
        said = "\n".join(query["sql"][:160] for query in queries.captured_queries)
        assert spent <= known[name], f"{name} spent {spent} queries; its budget is {known[name]}:\n{said}"

    return at_most


# --- the people of the house ------------------------------------------------------------------------------------------


@pytest.fixture
def agency(db):
    return _organisation("county-council", "County council", "LA")


@pytest.fixture
def other_agency(db):
    return _organisation("hospital-trust-west", "Hospital trust, west", "NHS-AC")


@pytest.fixture
def new_partners(db):
    return _organisation("child-death-partners", "Child death review partners", "CDRP")


def _organisation(code, name, kind):
    from sscb.people.models import Organisation

    known = Organisation.objects.filter(code=code).first()
    return known or Organisation.objects.create(code=code, name=name, kind=kind, duty_basis="s11", from_on=LONG_AGO)


GROUPS = {
    "board": ("The Board", "board"), "qp": ("Quality and Performance", "subgroup"),
    "li": ("Learning and Improvement", "subgroup"), "td": ("Training and Development", "subgroup"),
    "cdop": ("Child Death Overview Panel", "panel"),
}  # fmt: skip


@pytest.fixture
def group(db):
    """`group("qp")`: the group with this code, made when it is not there yet."""
    from sscb.people.models import Group

    def make(code: str) -> Group:
        name, kind = GROUPS.get(code, (code, "subgroup"))
        return Group.objects.get_or_create(code=code, defaults={"name": name, "kind": kind})[0]

    return make


@pytest.fixture
def person(db, group):
    """`person("Mona Mills", role="AGL", organisation=agency)`; `sits={"qp": "chair"}` for places in groups."""
    from sscb.people import services

    def make(name: str, *, role: str = "", organisation=None, sits: dict | None = None, job_title: str = "", **more):
        email = f"{name.lower().replace(' ', '.')}@example.org"
        made = services.add_person(email=email, name=name, job_title=job_title, organisation=organisation, **more)
        if role:
            scoped = organisation if role in ("AGC", "AGL", "CDRP") else None
            services.give_role(person=made, role=role, on=LONG_AGO, organisation=scoped)
        for code, position in (sits or {}).items():
            services.join(person=made, group=group(code), on=LONG_AGO, position=position)
        return made

    return make


@pytest.fixture
def business_manager(person):
    return person("Bea Manning", role="BMGR", job_title="Business manager")


@pytest.fixture
def board_office(person):
    return person("Olive Office", role="OFF", job_title="Board officer")


@pytest.fixture
def chair(person):
    return person("Ines Chairman", role="CHAIR", job_title="Independent Chair")


@pytest.fixture
def board_member(person, agency):
    return person("Bo Member", organisation=agency, sits={"board": "member"})


@pytest.fixture
def qp_chair(person, agency):
    return person("Quentin Chair", organisation=agency, sits={"qp": "chair"})


@pytest.fixture
def qp_member(person, agency):
    return person("Queenie Member", organisation=agency, sits={"qp": "member"})


@pytest.fixture
def agency_lead(person, agency):
    return person("Alma Lead", role="AGL", organisation=agency)


@pytest.fixture
def contributor(person, agency):
    return person("Connor Tribe", role="AGC", organisation=agency)


@pytest.fixture
def other_lead(person, other_agency):
    return person("Ottilie Lead", role="AGL", organisation=other_agency)


@pytest.fixture
def practitioner(person, agency):
    return person("Pat Practice", role="PRAC", organisation=agency)


@pytest.fixture
def system_administrator(person):
    return person("Sid Stem", role="SYS")


@pytest.fixture
def dpo(person):
    return person("Dora Potts", role="DPO")


@pytest.fixture
def cdc(person):
    return person("Cody Cole", role="CDC")


@pytest.fixture
def training_coordinator(person):
    return person("Tracy Corde", role="TRC")


@pytest.fixture
def cdrp(person, new_partners):
    return person("Cedric Partner", role="CDRP", organisation=new_partners)


@pytest.fixture
def nobody(person):
    """An account with no role and no place in any group."""
    return person("Noah Boddy")


@pytest.fixture
def second_factor():
    """`second_factor(person)`: set up as after the first visit. Gives its secret."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    def give(to) -> str:
        known = Authenticator.objects.filter(user=to, type=Authenticator.Type.TOTP).first()
        if known:
            from allauth.mfa.utils import decrypt

            return decrypt(known.data["secret"])
        secret = generate_totp_secret()
        TOTP.activate(to, secret)
        return secret

    return give


@pytest.fixture
def as_(second_factor):
    """`as_(business_manager).get("/")`: a browser in which this person is signed in, second factor and all.

    They have entered a factor again just now; with `stale` they have not, and are asked before what matters most.
    """
    from django.test import Client

    def sign_in(who, *, confined: bool = False, stale: bool = False) -> Client:
        if not confined:
            second_factor(who)
        client = Client()
        client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        if not confined and not stale:
            session, proved = client.session, {"method": "mfa", "type": "totp", "reauthenticated": True}
            session["account_authentication_methods"] = [{**proved, "at": seconds()}]
            session["account_authentication_methods_user"] = session["_auth_user_id"]
            session.save()
        return client

    return sign_in
