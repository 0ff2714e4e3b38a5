"""What the daily sweep does to child death reviews when a last day has ended."""

from cdop.services import lock_unfinished
from sscb.timetable.rules import EffectHandler
from sscb.timetable.sockets import effects

effects.plug(
    EffectHandler(
        code="cdop.lock_unfinished",
        title="Lock a child death review that the panel did not finish, and owe it to the partners",
        handle=lock_unfinished,
    )
)
