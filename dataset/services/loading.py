"""Loading the lists that come with the portal: areas, the default indicators, what they claim of published files."""

import csv
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from dataset.importing.lookups import plain_name
from dataset.models import Area, AreaCode, Claim, Indicator, IndicatorVersion, Neighbour, Provider
from sscb.history.services import write_history

HERE = Path(__file__).resolve().parent.parent
SOMERSET = "E06000066"
PARTS = {"column": Claim.Part.VALUE, "numerator": Claim.Part.NUMERATOR, "denominator": Claim.Part.DENOMINATOR}


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text("utf-8"))


@transaction.atomic(durable=True)
def load_default_indicators(*, by: Any, on: date, own: str = SOMERSET) -> int:
    """Load the 79 default indicators, background figures, areas and claims. Again: adds what is missing, no more.

    `own` is the ONS code of the Board's own area. Returns how many indicators were added.
    """
    _load_areas(own)
    added = 0
    listed = _read("indicators.toml")
    for order, told in enumerate([*listed["indicator"], *listed["background"]], start=1):
        added += _load_indicator(order, told, background=order > len(listed["indicator"]))
    for told in _read("claims.toml")["claim"]:
        _load_claim(told)
    _load_providers(listed["indicator"])
    if added:
        write_history(None, "dataset.list_loaded", by=by, on=on, indicators=added)
    return added


@transaction.atomic(durable=True)
def load_areas(*, own: str = SOMERSET) -> int:
    """Load England's authorities and regions. Returns how many were added; a second time none."""
    return _load_areas(own)


def _load_indicator(order: int, told: dict[str, Any], *, background: bool) -> bool:
    definition = {
        "definition": told["definition"],
        "numerator_label": told.get("numerator", ""),
        "denominator_label": told.get("denominator", ""),
        "multiplier": told["multiplier"],
    }
    indicator, added = Indicator.objects.get_or_create(
        code=told["code"],
        defaults={
            **definition,
            "theme": told["theme"], "title": told["title"], "unit": told["unit"], "polarity": told["polarity"],
            "frequency": told["frequency"], "measure_kind": told["measure_kind"], "provider": told["provider"],
            "source": told["source"], "target": told.get("target"), "tolerance": told.get("tolerance"),
            "target_words": told.get("target_words", ""), "decimals": told["decimals"], "use_spc": told["use_spc"],
            "comparators": told["comparators"], "order": order,
            "status": Indicator.Status.BACKGROUND if background else Indicator.Status.PROPOSED,
        },
    )  # fmt: skip
    if added:
        IndicatorVersion.objects.create(indicator=indicator, number=1, **definition)
    return added


def _load_providers(told: list[dict[str, Any]]) -> None:
    """A row for each provider that the list names; which agency answers to it is the Board's to say."""
    known = set(Provider.objects.values_list("words", flat=True))
    Provider.objects.bulk_create(
        Provider(words=words) for words in sorted({one["provider"] for one in told} - known)
    )


def _load_claim(told: dict[str, Any]) -> None:
    indicator = Indicator.objects.get(code=told["indicator"])
    for name, part in PARTS.items():
        if column := told.get(name):
            claim = Claim(
                indicator=indicator, layout=told["layout"], column=column, dimensions=told.get("dimensions", {}),
                part=part, basis=told.get("basis", "financial"), decimals=told.get("decimals"),
                among=told.get("among", "") if part == Claim.Part.NUMERATOR else "",
                leave_out=told.get("leave_out", []),
            )  # fmt: skip
            claim.dimensions_key = claim.key_of(claim.dimensions)
            if not Claim.objects.filter(
                indicator=indicator, layout=claim.layout, column=column, part=part, dimensions_key=claim.dimensions_key
            ).exists():
                claim.save()


def _load_areas(own: str) -> int:
    if AreaCode.objects.filter(scheme=AreaCode.Scheme.ONS, code=own).exists():
        return 0
    with (HERE / "areas.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    regions: dict[str, Area] = {}
    by_number: dict[str, Area] = {}
    taken: set[tuple[str, str]] = set(AreaCode.objects.values_list("scheme", "code"))
    codes: list[AreaCode] = []
    for row in rows:
        dated = [_dated(text) for text in row["ons"].split("; ") if text]
        area = Area.objects.create(
            name=row["name"], kind=row["kind"], region=regions.get(row["region"]),
            is_own=any(code == own for code, _, _ in dated), rounded=row["kind"] in ("region", "country"),
        )  # fmt: skip
        if row["kind"] == Area.Kind.REGION:
            regions[row["name"]] = area
        told = [(AreaCode.Scheme.ONS, *one) for one in dated]
        if row["number"]:
            by_number[row["number"]] = area
            told.append((AreaCode.Scheme.DFE, row["number"], None, None))
        told += [(AreaCode.Scheme.NAME, plain_name(name), None, None)
                 for name in (row["name"], *filter(None, row["also"].split("; ")))]  # fmt: skip
        for scheme, code, from_on, to_on in told:
            if (scheme, code) not in taken:
                taken.add((scheme, code))
                codes.append(AreaCode(area=area, scheme=scheme, code=code, from_on=from_on, to_on=to_on))
    AreaCode.objects.bulk_create(codes)
    _load_neighbours(by_number)
    return len(rows)


def _dated(text: str) -> tuple[str, date | None, date | None]:
    code, *words = text.split(" ")
    dates = dict(zip(words[::2], words[1::2], strict=True)) if words and words[0] in ("from", "to") else {}
    if words and not dates:
        code = text  # two authorities that are published as one
    start, end = dates.get("from"), dates.get("to")
    return code, date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None


def _load_neighbours(by_number: dict[str, Area]) -> None:
    for told in _read("neighbours.toml")["model"]:
        Neighbour.objects.bulk_create(
            [
                Neighbour(area=by_number[told["area"]], neighbour=by_number[number], rank=rank, model=told["name"],
                          closeness=told["closeness"][rank - 1], from_on=told["from_on"])
                for rank, number in enumerate(told["neighbours"], start=1)
            ]
        )  # fmt: skip
