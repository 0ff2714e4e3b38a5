"""What the forms of concerns offer to choose from, narrowed to what fits and what the reader may see."""

from datetime import date
from typing import Any

from dataset.lifecycle import Asking
from dataset.models import Concern, Indicator, Question
from dataset.queries.concerns.noticing import noticed
from sscb import clock
from sscb.learning.models import LearningPoint
from sscb.people.models import Organisation

MOST_FINDINGS = 20


def indicators_to_join(but: str = "") -> list[tuple[str, str]]:
    """Those the portal notices and nobody follows: (code, title)."""
    return [(one.code, f"{one.code} {one.title}") for one in noticed(clock.today()) if one.code != but]


def findings_to_join(person: Any) -> list[tuple[str, str]]:
    """Learning points that are not closed, the newest first: (uuid, reference and title)."""
    found = LearningPoint.objects.visible_to(person).exclude(stage="closed").order_by("-found_on")[:MOST_FINDINGS]
    return [(str(one.uuid), f"{one.reference} {one.title}") for one in found]


def agencies_to_ask(concern: Concern, on: date) -> list[tuple[str, str]]:
    """Agencies with no question waiting on this concern; who sends the figures comes first: (uuid, name)."""
    waiting = Question._base_manager.filter(about=concern, stage=Asking.ASKED).values("owner_id")
    senders = set(
        Indicator.objects.filter(joined__concern=concern, organisation__isnull=False).values_list(
            "organisation_id", flat=True
        )
    )
    found = Organisation.objects.on(on).exclude(pk__in=waiting).exclude(kind__in=("LSCB", "CDRP")).order_by("name")
    return [
        (str(one.uuid), one.name) for one in sorted(found, key=lambda one: (one.pk not in senders, one.name))
    ]


def those_asked(concern: Concern) -> list[tuple[str, str]]:
    """Agencies that were asked, those that have not answered first."""
    asked = Question._base_manager.filter(about=concern).exclude(stage=Asking.WITHDRAWN).select_related("owner")
    owing = sorted(asked, key=lambda one: (one.stage != Asking.ASKED, one.due_on))
    return list({str(one.owner.uuid): one.owner.name for one in owing}.items())
