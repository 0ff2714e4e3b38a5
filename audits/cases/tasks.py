"""What the daily sweep does to case audits."""

from audits.cases.services import destroying
from sscb.timetable.rules import EffectHandler
from sscb.timetable.sockets import effects

effects.plug(
    EffectHandler(
        code="audits.destroy_keys",
        title="Destroy what leads from a case audit to children’s records",
        handle=destroying.destroy_keys,
        would=destroying.would_destroy,
    )
)
