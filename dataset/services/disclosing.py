"""Deciding which figures are hidden outside Quality and Performance: once, when figures arrive."""

from datetime import date

from dataset.models import Indicator, Mask
from dataset.queries.release import Place, gather
from dataset.queries.series import own_figures, place_ids
from sscb.disclosure import Audience


def decide_small_numbers(*, on: date) -> set[int]:
    """Decide for all figures of the Board's area together and keep what is hidden; nothing is ever shown again.

    Called within the transaction in which figures arrive. Returns the ids of the indicators for which it decided
    something new.
    """
    gathered = gather(own_figures(Indicator.objects.all(), as_at=on))
    own, stands_in = place_ids()
    kept = {
        (Place(pk, area != own, start, end, part)): how
        for pk, area, start, end, part, how in Mask.objects.values_list(
            "indicator_id", "area_id", "period_start", "period_end", "part", "how"
        )
    }
    disclosed = gathered.release.decide(Audience.BOARD, gathered.earlier(kept.items()))
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
