"""What files bring besides figures: statistical neighbours and publishers' definitions. Few rows, so plain ORM."""

from datetime import date

from dataset.importing.figures import Ledger
from dataset.importing.lookups import Areas
from dataset.layouts import Definition
from dataset.models import Import, Neighbour, SourceMeasure
from sscb import clock

DEFINED_IN = {"lait-metadata": "lait"}
"""A list of definitions speaks of the columns of files of another layout."""

Ranked = dict[int, list[tuple[int, int, str]]]


def neighbours_told(ledger: Ledger, areas: Areas) -> Ranked:
    """Per place: rank, neighbour and closeness, for places that are known."""
    told: Ranked = {}
    for one in ledger.neighbours:
        place, other = areas.find(one.area_code, None), areas.find(one.neighbour_code, None)
        if place is None or other is None:
            ledger.unknown_areas[one.area_name if place is None else one.neighbour_name] += 1
            continue
        told.setdefault(place.area_id, []).append((one.rank, other.area_id, one.closeness))
    return {area: sorted(ranks) for area, ranks in told.items()}


def neighbours_new(told: Ranked) -> Ranked:
    """Those whose list differs from the latest one in force today."""
    kept: dict[int, dict[tuple[date, str], list[tuple[int, int, str]]]] = {}
    rows = Neighbour.objects.filter(area__in=told, from_on__lte=clock.today())
    for one in rows:
        kept.setdefault(one.area_id, {}).setdefault((one.from_on, one.model), []).append(
            (one.rank, one.neighbour_id, one.closeness)
        )
    latest = {area: sorted(models[max(models)]) for area, models in kept.items()}
    return {area: ranks for area, ranks in told.items() if latest.get(area) != ranks}


def write_neighbours(new: Ranked, *, import_: Import, on: date) -> None:
    """Add dated rows; what was in force before stays and is told of its time."""
    model = f"Imported {on.day} {on:%B %Y}"
    taken = set(
        Neighbour.objects.filter(area__in=new, model__startswith=model).values_list("model", flat=True)
    )
    number = 2
    name = model
    while name in taken:
        name, number = f"{model} ({number})", number + 1
    Neighbour.objects.bulk_create(
        [
            Neighbour(area_id=area, neighbour_id=other, rank=rank, model=name, closeness=closeness, from_on=on,
                      came_from=import_)
            for area, ranks in new.items() for rank, other, closeness in ranks
        ],
        batch_size=2000,
    )  # fmt: skip


def definitions_new(ledger: Ledger, layout: str) -> list[SourceMeasure]:
    """Measures whose definition is new or reads otherwise than the one kept. Unsaved where they are new."""
    told: dict[str, Definition] = {}
    for one in ledger.definitions:
        told.setdefault(one.measure, one)  # one measure is listed under two topics: the first counts
    files = DEFINED_IN.get(layout, layout)
    kept = {one.column: one for one in SourceMeasure.objects.filter(layout=files, column__in=told)}
    changed = []
    for column, one in told.items():
        words = {"title": one.title[:300], "description": one.description, "unit": one.unit[:80],
                 "polarity": one.polarity, "year_type": one.year_type[:40], "decimals": one.decimals,
                 "updated": one.updated[:60]}  # fmt: skip
        measure = kept.get(column) or SourceMeasure(layout=files, column=column)
        if measure.pk is None or any(getattr(measure, name) != value for name, value in words.items()):
            for name, value in words.items():
                setattr(measure, name, value)
            changed.append(measure)
    return changed


def write_definitions(changed: list[SourceMeasure], *, import_: Import) -> None:
    for measure in changed:
        measure.came_from = import_
        measure.save()
