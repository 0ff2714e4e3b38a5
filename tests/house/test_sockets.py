"""One contract for every socket, run over all that is plugged in (habit 15)."""

import re

import pytest
from django.template import loader
from django.urls import NoReverseMatch, reverse

from sscb.access.levels import Level
from sscb.access.matrix import VERBS
from sscb.access.sockets import EVERYBODY, AccessRule
from sscb.access.sockets import rules as access_rules
from sscb.board.sockets import Whose, menu, sections, tiles
from sscb.history.sockets import sentences
from sscb.jobs.sockets import checkups, kinds
from sscb.learning.sockets import findings
from sscb.records.sockets import types
from sscb.sockets import Socket, SocketError
from sscb.timetable.sockets import effects
from sscb.timetable.sockets import rules as statutory_rules
from tests.house.walk import NOT_THERE

CODE = re.compile(r"^[a-z][a-z_]*\.[a-z0-9][a-z0-9_-]*$")
STATUTORY = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
ROOMS = {"portal", "access", "board", "dataset", "history", "jobs", "learning", "people", "records", "timetable",
         "retention", "reviews", "audits", "training", "cdop"}  # fmt: skip
PLUGS = [
    pytest.param(socket, plug, id=f"{socket.name}: {plug.code}")
    for socket in (access_rules, sentences, kinds, types, tiles, sections, menu, effects, findings, checkups)
    for plug in socket
]


def test_something_is_plugged_in():
    for socket, least in {access_rules: 20, sentences: 30, kinds: 3, types: 4, statutory_rules: 60, menu: 3}.items():
        assert len(socket) >= least, socket.name


@pytest.mark.parametrize(("socket", "plug"), PLUGS)
def test_codes_are_programme_dot_thing(socket, plug):
    assert CODE.match(plug.code), plug.code
    assert plug.code.partition(".")[0] in ROOMS


@pytest.mark.parametrize("rule", statutory_rules, ids=lambda r: r.code)
def test_statutory_rules_keep_the_handbook_s_ids(rule):
    assert STATUTORY.match(rule.code.partition("@")[0]), rule.code
    assert rule.title and rule.versions


@pytest.mark.req("SEC-01")
@pytest.mark.parametrize(
    ("socket", "plug"), [one for one in PLUGS if hasattr(one.values[1], "rule")], ids=lambda v: getattr(v, "code", "")
)
def test_the_rule_a_plug_names_exists(socket, plug):
    assert plug.rule in access_rules, f"{plug.code} names {plug.rule}, which nobody plugged in"


@pytest.mark.parametrize("kind", types, ids=lambda k: k.code)
def test_a_kind_of_record_is_whole(kind):
    assert kind.title and kind.highest_level in Level.values
    assert reverse(kind.url_name, kwargs={"uuid": NOT_THERE})
    for move in kind.moves:
        assert move.rule in access_rules, f"{kind.code}: {move.rule}"
        assert {move.start, move.to} <= set(kind.stages), f"{kind.code}: {move}"
        assert set(move.needs) <= set(kind.guards), f"{kind.code}: {move.needs}"
    assert len({(move.start, move.to) for move in kind.moves}) == len(kind.moves), "two moves say the same"


@pytest.mark.parametrize("entry", menu, ids=lambda e: e.code)
def test_an_entry_of_the_menu_leads_somewhere(entry):
    try:
        assert reverse(entry.url_name)
    except NoReverseMatch:
        pytest.fail(f"{entry.code} leads to {entry.url_name}, which is no route")


@pytest.mark.parametrize("tile", tiles, ids=lambda t: t.code)
def test_what_waits_on_a_record_is_written_in_known_words(tile):
    """Type, stages, rule, page and places in the words of every step that a tile says waits."""
    for one in tile.owing:
        kind = types.get(one.type)
        assert kind and set(one.stages) <= set(kind.stages), f"{tile.code}: {one.type} {one.stages}"
        assert one.rule in access_rules or one.rule in VERBS, f"{tile.code}: {one.rule}"
        if one.whose is Whose.AGENCY:
            assert access_rules[one.rule].roles & {"AGL", "AGC"}, f"{tile.code}: no agency's role has {one.rule}"
        assert not one.url_name or reverse(one.url_name, args=[NOT_THERE])
        words = dict.fromkeys(("title", "reference", "owner", "stage", "due", "late"), "x")
        for text in (one.title, one.about, one.late or "", *(one.state or ())):
            assert text.format(*["x"] * len(one.more), **words) is not None
        assert one.step


@pytest.mark.parametrize("section", sections, ids=lambda s: s.code)
def test_a_section_has_its_template(section):
    assert loader.get_template(section.template)
    assert callable(section.gather) and section.title


@pytest.mark.parametrize("kind", kinds, ids=lambda k: k.code)
def test_a_kind_of_work_leads_to_a_function(kind):
    assert callable(kind.function())
    assert kind.title and kind.tries >= 1


@pytest.mark.parametrize("rule", access_rules, ids=lambda r: r.code)
def test_a_rule_reads_as_a_sentence_and_somebody_has_it(rule):
    assert rule.sentence[0].isupper() and not rule.sentence.endswith(".")
    assert rule.roles <= EVERYBODY and bool(rule.roles) is not rule.by_grant


@pytest.mark.parametrize("sentence", sentences, ids=lambda s: s.code)
def test_a_sentence_of_the_history_can_be_told(sentence):
    facts = dict.fromkeys(sentence.keeps, "x")
    told = sentence.text.format(**{"by": "Bea", "reference": "R-1", "why": "w", **facts})
    assert told and "{" not in told
    assert sentence.level in Level.values


# --- the socket itself ------------------------------------------------------------------------------------------------


def rule(code: str) -> AccessRule:
    return AccessRule(code, "Try this", {"BMGR"})


def test_a_socket_refuses_what_does_not_fit_and_what_comes_late():
    socket = Socket("a socket of this test", AccessRule)
    try:
        socket.plug(rule("test.one"))
        with pytest.raises(SocketError, match="is taken"):
            socket.plug(rule("test.one"))
        with pytest.raises(SocketError, match="takes AccessRule"):
            socket.plug("a text")
        socket.close()
        with pytest.raises(SocketError, match="closed"):
            socket.plug(rule("test.two"))
        assert [one.code for one in socket] == ["test.one"]
        with socket.only(rule("test.three")):
            assert [one.code for one in socket] == ["test.three"]
        with socket.also(rule("test.a")):
            assert [one.code for one in socket] == ["test.a", "test.one"]
        assert "test.a" not in socket and socket.get("test.a") is None
    finally:
        Socket.every.remove(socket)


def test_every_socket_is_closed_once_the_portal_has_started():
    for socket in Socket.every:
        with pytest.raises(SocketError, match="closed"):
            socket.plug(rule("test.late"))


@pytest.mark.parametrize(
    "wrong",
    [{"roles": {"KING"}}, {"roles": {"BMGR"}, "verb": "devour"}],
)
def test_a_rule_with_an_unknown_role_or_verb_stops_the_start(wrong):
    with pytest.raises(ValueError, match="no such"):
        AccessRule("test.wrong", "Try this", **wrong)
