"""How training is kept: places and attendance six years after the course (RET-9), plans six after they end (RET-5)."""

from sscb.retention.sockets import Kept, kept

for _one in (
    Kept("training.event", "training.Event", "RET-9", "last_day"),
    Kept("training.booking", "training.Booking", within="event"),
    Kept("training.course", "training.Course", "RET-9", "closed_on"),
    Kept("training.strategy", "training.Strategy", "RET-5", "to_on"),
    Kept("training.programme", "training.Programme", within="strategy"),
):
    kept.plug(_one)
