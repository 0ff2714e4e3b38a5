"""The published values that come with the portal as one short list, beside the publishers' own files.

A figure that one of the publishers' files has given already is not loaded a second time; and where such a file comes
later, it says the same figure again, which changes nothing, or another, which somebody decides.
"""

import csv
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from dataset.importing.lookups import plain_name
from dataset.models import Area, AreaCode, Claim, Import, Value
from dataset.periods import read_period
from dataset.services.importing import import_file
from sscb.tables.writing import as_csv

FILE = Path(__file__).resolve().parent.parent / "published" / "published_values_2014_2019.csv"
NEIGHBOURS = "Statistical neighbours, mean as published"
NAME = "published-values-2014-2019-as-published.csv"
HEADINGS = ("indicator", "area", "period", "value", "numerator", "denominator")


def load_published_values(*, by: Any, on: date) -> int:
    """Load what no file has given yet and what a reader could know on the day. Returns how many figures."""
    _group()
    with FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    claims = Claim.objects.filter(part=Claim.Part.VALUE).exclude(basis="day")
    bases = dict(claims.values_list("indicator__code", "basis"))
    known = set(
        Value.objects.current().filter(version__indicator__code__in={row["indicator"] for row in rows})
        .values_list("version__indicator__code", "area__name", "period_end")
    )  # fmt: skip
    wanted = []
    for row in rows:
        end = read_period(row["period"], basis=bases.get(row["indicator"], "financial"), latest_year=2100).end
        if end < on and (row["indicator"], row["area"], end) not in known:
            wanted.append(row)
    if not wanted:
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        table = as_csv(HEADINGS, [[row[name] for name in HEADINGS] for row in wanted])
        path.write_text(table, encoding="utf-8", newline="")
        import_file(path=path, by=by, on=on, name=NAME)
    _mark_computed([row for row in wanted if row["computed"]])
    return len(wanted)


@transaction.atomic
def _group() -> None:
    """The neighbours as the publisher pools them: a place of its own, used where no single neighbour has a figure."""
    area, made = Area.objects.get_or_create(name=NEIGHBOURS, kind=Area.Kind.GROUP)
    if made:
        AreaCode.objects.create(area=area, scheme=AreaCode.Scheme.NAME, code=plain_name(NEIGHBOURS))


@transaction.atomic
def _mark_computed(rows: list[dict[str, str]]) -> None:
    """By their ids, read once: a join for each row takes a database without statistics seconds each."""
    wanted = {(row["indicator"], row["area"], row["period"]) for row in rows}
    files = list(Import.objects.filter(file_name=NAME).values_list("pk", flat=True))
    found = Value.objects.current().filter(came_from_id__in=files).values_list(
        "pk", "version__indicator__code", "area__name", "period_text"
    )  # fmt: skip
    Value.objects.filter(pk__in=[pk for pk, *told in found if tuple(told) in wanted]).update(computed=True)
