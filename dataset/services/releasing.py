"""What the dataset counts, for a release that it shares with other rooms: the Board's pack is decided as one."""

from datetime import date

from django.db import transaction

from dataset.models import Indicator
from dataset.services.disclosing import gathered_and_kept, keep_hidden
from dataset.services.readings import refresh_readings
from sscb.disclosure import Counts, Disclosed


def counts_for_release(as_at: date) -> Counts:
    """Every figure of the Board's area with what was hidden before. What is hidden now is hidden on every page too."""
    gathered, masks = gathered_and_kept(as_at)

    @transaction.atomic
    def keep(disclosed: Disclosed) -> None:
        if fresh := keep_hidden(gathered, masks, disclosed, on=as_at):
            refresh_readings(Indicator.objects.on_scorecard().filter(pk__in=fresh))

    earlier = gathered.earlier(masks.items())
    hidden = {key: one.hidden for key, one in earlier.items()}
    return Counts(gathered.release, known_as=gathered.known_as, hidden=hidden, keep=keep)
