"""What the sweep does by itself in the reviews."""

from reviews import services
from sscb.timetable.rules import EffectHandler
from sscb.timetable.sockets import effects

effects.plug(
    EffectHandler(
        code="reviews.lock_unfinished",
        title="Lock a serious case review whose last day has ended",
        handle=services.lock_unfinished,
        would=services.would_lock,
    )
)
