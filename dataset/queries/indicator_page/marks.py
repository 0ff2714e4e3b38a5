"""Letters on the chart: where limits begin afresh, what the subgroup marked, and actions that were done."""

from datetime import date

from django.urls import reverse

from dataset.models import ChartNote
from dataset.queries.indicator_page.shapes import Note
from dataset.queries.judging import Judged
from sscb.board.queries.shown import Link
from sscb.charts import numbers
from sscb.charts.forms import MOST_POINTS
from sscb.learning.models import Action

LONGEST_BESIDE = 34
"""Longer words stand in the list only, since two of them would meet above the plot."""


def annotations(found: Judged, person=None) -> list[tuple[int, Note]]:
    """Place on the chart and note, in the order of the chart. Only what lies within the points drawn has a letter."""
    told = _noted(found, person)
    if not (found.reading and found.reading.charted):
        return []
    told += [(one.from_on, _break_text(one), "", None) for one in found.series.breaks]
    marked = []
    for on, text, short, link in sorted(told, key=lambda one: one[0]):
        place = next((n for n, point in enumerate(found.points) if point.end >= on), None)
        if place is None and found.points:
            place = len(found.points) - 1
        if place is not None and on >= found.points[max(0, len(found.points) - MOST_POINTS)].start:
            letter = chr(ord("A") + len(marked) % 26)
            marked.append((place, Note(letter, text, link, short if len(short) <= LONGEST_BESIDE else "")))
    return marked


def _break_text(one) -> str:
    agreed = f" ({one.agreed})" if one.agreed else ""
    return f"Limits drawn afresh, {numbers.month(one.from_on)}: {one.why or 'the definition changed'}{agreed}."


def _noted(found: Judged, person) -> list[tuple[date, str, str, Link | None]]:
    """Typed notes, and actions done that answer what was learned from this indicator; a link where it may be read."""
    indicator, as_at = found.indicator, found.as_at
    notes = list(ChartNote.objects.filter(indicator=indicator, taken_off_on=None, on__lte=as_at))
    actions = {}
    if person is not None:
        for action in (
            Action.objects.visible_to(person)
            .filter(points__source="dataset", points__source_uuid=indicator.uuid, done_on__lte=as_at)
            .distinct()
        ):
            actions[action.pk] = action
        wanted = {note.action_id for note in notes if note.action_id} - actions.keys()
        linked = {one.pk: one for one in Action.objects.visible_to(person).filter(pk__in=wanted)} if wanted else {}
    else:
        linked = {}
    told = []
    for note in notes:
        action = actions.pop(note.action_id, None) or linked.get(note.action_id)
        told.append((note.on, f"{note.text.rstrip('.')}, {numbers.day(note.on)}.", note.text, _link(action)))
    for action in actions.values():
        text = f"{action.title.rstrip('.')}: done {numbers.day(action.done_on)}."
        told.append((action.done_on, text, action.title, _link(action)))
    return told


def _link(action: Action | None) -> Link | None:
    return Link(action.reference, reverse("learning:action", args=[action.uuid])) if action else None
