"""Writing down what was learned."""

from datetime import date
from typing import Any

from django.db import transaction

from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.learning.models import LearningPoint
from sscb.people.models import Group, Person
from sscb.records.services import next_reference


@transaction.atomic
def write_point(
    *, title: str, text: str, source: str, group: Group, by: Person | None, on: date, theme: str = "",
    level: str = "P1", **more: Any,
) -> LearningPoint:  # fmt: skip
    """What the Board has learned, and by which of the framework's methods (`sscb.learning.methods`).

    `more`: `source_uuid`, the record it came from, and `source_words`, how that is told to whoever may not read it.
    """
    if by is not None:
        require(by, "learning.write_point")
    point = LearningPoint.objects.create(
        type="learning.point", reference=next_reference("LP", on), title=title, level=level, group=group, stage="open",
        opened_on=on, text=text, source=source, theme=theme, found_on=on, **more,
    )  # fmt: skip
    write_history(point, "learning.point_written", by=by, on=on, source=source)
    return point
