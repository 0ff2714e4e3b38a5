"""What the daily sweep does about retention, and what stops the deleting of drafts and the like."""

from sscb.retention.reach import stopped
from sscb.retention.services.proposing import look_after_retention
from sscb.timetable.rules import Opening
from sscb.timetable.sockets import openings
from sscb.timetable.tidying import Brake, brakes

openings.plug(Opening("retention.ended", "What has reached the end of its time", look_after_retention, order=90))
brakes.plug(Brake("retention.moratorium", stopped))
