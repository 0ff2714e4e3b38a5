"""Deciding which figures are hidden outside Quality and Performance: once, when figures arrive."""

from datetime import date

from dataset.models import Indicator, Mask
from dataset.queries.release import Gathered, Place, gather
from dataset.queries.series import own_figures, place_ids
from sscb.disclosure import Audience, Disclosed


def decide_small_numbers(*, on: date) -> set[int]:
    """Decide for all figures of the Board's area together and keep what is hidden; nothing is ever shown again.

    Called within the transaction in which figures arrive. Returns the ids of the indicators for which it decided
    something new.
    """
    gathered, kept = gathered_and_kept(on)
    return keep_hidden(gathered, kept, gathered.release.decide(Audience.BOARD, gathered.earlier(kept.items())), on=on)


def gathered_and_kept(as_at: date) -> tuple[Gathered, dict[Place, str]]:
    """The release as it stands, and what was decided before."""
    gathered = gather(own_figures(Indicator.objects.all(), as_at=as_at))
    own, _ = place_ids()
    return gathered, {
        (Place(pk, area != own, start, end, part)): how
        for pk, area, start, end, part, how in Mask.objects.values_list(
            "indicator_id", "area_id", "period_start", "period_end", "part", "how"
        )
    }


def keep_hidden(gathered: Gathered, kept: dict[Place, str], disclosed: Disclosed, *, on: date) -> set[int]:
    """Write down what is hidden and was not, or otherwise; the ids of the indicators it concerns."""
    own, stands_in = place_ids()
    fresh = [(place, how) for place, how in gathered.hidden(disclosed) if kept.get(place) != how]
    Mask.objects.bulk_create(
        [
            Mask(indicator_id=place.indicator, area_id=stands_in if place.invented else own, period_start=place.start,
                 period_end=place.end, part=place.part, how=how, decided_on=on)
            for place, how in fresh
        ],
        update_conflicts=True, unique_fields=["indicator", "area", "period_start", "period_end", "part"],
        update_fields=["how"],
    )  # fmt: skip
    return {place.indicator for place, _ in fresh}
