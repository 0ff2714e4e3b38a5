"""What a person finds: never more than they may read, and never counted either (SEC-04)."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from sscb.access.policy import granted_q, visible_q
from sscb.access.sockets import rules
from sscb.access.views import lets_in, rule_of
from sscb.records.models import Record
from sscb.records.search.keeping import engine
from sscb.records.sockets import types

MOST = 100
SHORTEST = 3
LONGEST = 100


@dataclass(frozen=True)
class Found:
    title: str
    reference: str
    kind: str
    stands: str
    url: str
    on: Any
    marking: str


@dataclass(frozen=True)
class Results:
    """The keys of what was found, the nearest first; `more` when there were more than are shown."""

    keys: list[int] = field(default_factory=list)
    more: bool = False


def search(person: Any, text: str) -> Results:
    """Every record that holds all of these words, of those whose page this person may open."""
    readable = Record.objects.visible_to(person).filter(_page_opens(person) | granted_q(person))
    keys = list(engine().holding(readable, text).values_list("pk", flat=True)[: MOST + 1])
    return Results(keys[:MOST], len(keys) > MOST)


def shown(keys: list[int]) -> list[Found]:
    """Of keys that `search` gave for the same person in the same request."""
    rows = Record.objects.all_for_job("what the search has just found among what its reader may read").in_bulk(keys)
    return [_shown(rows[key]) for key in keys if key in rows]


def _page_opens(person: Any) -> Q:
    """A few pages ask more than reading: one to hand a paper in is for those who may."""
    by_verb: dict[str, list[str]] = {}
    for code, rule in _pages(tuple((kind.code, kind.url_name) for kind in types)):
        if lets_in(person, rule):
            by_verb.setdefault(rules[rule].verb if rule in rules else "read", []).append(code)
    found = Q(type__in=by_verb.pop("read", []))
    for verb, codes in by_verb.items():
        found |= Q(type__in=codes) & visible_q(person, verb)
    return found


@cache
def _pages(kinds: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """The access rule of the page of each type of record: found once, since addresses do not change."""
    return [(code, rule_of(reverse(url_name, args=[UUID(int=0)]))) for code, url_name in kinds]


def _shown(one: Record) -> Found:
    kind = types[one.type]
    return Found(
        one.title, one.reference, kind.title, kind.stages.get(one.stage, ""),
        reverse(kind.url_name, args=[one.uuid]), one.opened_on, one.marking,
    )  # fmt: skip
