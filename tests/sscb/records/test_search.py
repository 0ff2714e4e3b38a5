"""The search finds what its reader may read, all of it and nothing else; its index is kept with every change."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

from sscb import clock
from sscb.access.views import opens
from sscb.board.business.models import BoardRisk
from sscb.history.services import write_history
from sscb.learning.models import LearningPoint
from sscb.records.models import Record
from sscb.records.moving import advance
from sscb.records.search.finding import search, shown
from sscb.records.search.keeping import engine, fill_if_empty, keep_all, searched
from tests.sscb.records.conftest import DAY

LEVELS = ("P1", "P2", "P3", "P4", "P5")
READERS = ("business_manager", "chair", "board_member", "qp_chair", "qp_member", "agency_lead", "contributor",
           "practitioner", "system_administrator", "cdc", "dpo")  # fmt: skip


def point(level, number, *, text="Nobody asked the child", group=None, owner=None, **fields):
    return LearningPoint._base_manager.create(
        type="learning.point", reference=f"LP-2019-{number:03d}", title=f"Point quillon {level}", level=level,
        text=f"{text} zq{level.lower()}x{number}", group=group, owner=owner, opened_on=DAY, stage="open",
        found_on=DAY, **fields,
    )  # fmt: skip


def keys(person, text):
    return set(search(person, text).keys)


@pytest.fixture
def library(group, agency, other_agency):
    made = []
    for level in LEVELS:
        for code in ("board", "qp", "li", "cdop"):
            for owner in (None, agency, other_agency):
                made.append(point(level, len(made) + 1, group=group(code), owner=owner))
    return made


@pytest.mark.req("SEC-04")
def test_each_finds_what_they_may_read_and_no_more_and_nothing_else_is_counted(request, library, as_):
    wrong = []
    for who in READERS:
        person = request.getfixturevalue(who)
        readable = set(Record.objects.visible_to(person).values_list("pk", flat=True))
        if not opens(person, f"/learning/points/{library[0].uuid}/"):
            readable = set()
        found = keys(person, "quillon")
        if found != readable & {one.pk for one in library}:
            wrong.append(f"{who}: {len(found)} found, {len(readable)} readable")
        client, hidden = as_(person), [one for one in library if one.pk not in readable]
        page = client.get("/search/", {"q": "quillon", "page": "1"}).content.decode()
        if any(one.reference in page for one in hidden) or (found and f"{len(found)} found" not in page):
            wrong.append(f"{who}: the page tells of what is hidden, or counts it")
        if hidden:
            word = hidden[0].text.rsplit(" ", 1)[-1]
            if "Nothing found" not in client.get("/search/", {"q": word}).content.decode():
                wrong.append(f"{who}: {word} of {hidden[0]} is found")
    assert not wrong, wrong


@pytest.mark.req("SEC-04")
def test_every_address_that_is_found_opens(request, library, as_):
    for who in READERS:
        person = request.getfixturevalue(who)
        client, found = as_(person), search(person, "quillon").keys
        for one in shown(found[:: max(1, len(found) // 6)]):
            assert client.get(one.url).status_code == 200, f"{who} is led to {one.url} and refused"


def test_the_index_is_kept_with_every_change_and_made_anew(business_manager, group):
    one = point("P1", 1, text="The health visitor was never asked")
    assert keys(business_manager, "visitors ask") == {one.pk}, "other forms of a word are the same word"
    assert keys(business_manager, "lp-2019-001") == {one.pk}
    for hostile in ('"', "visitor AND", "NEAR(a b)", "body:x", "a*", "''; DROP TABLE records_words", "(((", "-visitor"):
        keys(business_manager, hostile)
    one.text = "The midwife knew"
    one.save()
    assert not keys(business_manager, "visitor") and keys(business_manager, "midwife") == {one.pk}
    LearningPoint.objects.filter(pk=one.pk).update(text="By a statement: gymkhana")
    write_history(one, "learning.point_written", by=business_manager, on=DAY)
    assert keys(business_manager, "gymkhana") == {one.pk} and not keys(business_manager, "midwife")
    advance(one, title="Another name: pelican")
    assert keys(business_manager, "pelican gymkhana") == {one.pk}
    many = [point("P1", 2), point("P1", 3)]
    engine().remove([two.pk for two in many])
    keep_all(many)
    assert keys(business_manager, "quillon") == {two.pk for two in many}
    before = sorted(engine().kept())
    engine().remove([one.pk])
    call_command("index_words", verbosity=0)
    assert sorted(engine().kept()) == before and keys(business_manager, "gymkhana")
    engine().empty()  # as after an upgrade: records, and nothing in the index
    assert fill_if_empty() == len(before) and fill_if_empty() == 0 and keys(business_manager, "gymkhana")


@pytest.mark.req("SEC-48")
def test_what_was_handed_over_or_disposed_of_leaves_the_index(business_manager):
    sealed, gone = point("P1", 1), point("P1", 2)
    advance(sealed, sealed_on=DAY)
    advance(gone, disposed_on=DAY)
    assert not engine().holds_some()
    gone.save()
    call_command("index_words", verbosity=0)
    assert not engine().holds_some()


def test_only_what_is_no_secret_of_its_record_is_searched():
    wrong = [
        f"{model.__name__}.{name}"
        for model in Record.__subclasses__()
        for name in searched(model) or ()
        if name not in model.Privacy.plain
    ]
    assert not wrong, wrong
    assert searched(BoardRisk)


@pytest.mark.req("SEC-44")
def test_the_page_says_what_it_wants_and_how_often_it_may_be_asked(as_, business_manager, settings, budget, wall):
    wall(clock.wall())  # all within the minute of which searches are counted
    for number in range(30):
        point("P1", number)
    client = as_(business_manager)
    assert "Give at least 3 letters" in client.get("/search/?q=ab").content.decode()
    page = client.get("/search/?q=quillon").content.decode()
    assert "30 found" in page and "Page 1 of 2" in page and len(re.findall("Learning point LP-", page)) == 20
    assert 'name="q" type="search" value="quillon"' in page
    with budget("records.search") as few:
        client.get("/search/?q=zqp1x3")
    with budget("records.search") as many:
        client.get("/search/?q=quillon")
    assert len(few) == len(many)
    settings.RATIONS = {**settings.RATIONS, "search": 3}
    assert client.get("/search/?q=quillon").status_code == 429
    assert client.get("/search/").status_code == 200
    assert Client().get("/search/?q=quillon").status_code == 302
