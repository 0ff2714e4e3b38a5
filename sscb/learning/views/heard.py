"""What people told the Board: the pages of `sscb.learning.engagement`."""

from urllib.parse import urlencode

from django.urls import reverse

from sscb.access.policy import can
from sscb.learning.engagement.kinds import KINDS
from sscb.learning.models import LearningPoint
from sscb.records.stepping_pages import AddPage, NewPage, StepFormPage, StepList, StepPage


class Heard:
    room, kinds, local = "learning", KINDS, "learning/parts/heard.html"
    access_rule = "learning.read_actions"


class List(Heard, StepList):
    """One of: forums, issues, young people, conversations, other sources."""


class One(Heard, StepPage):
    def more(self, one):
        return {
            "points": LearningPoint.objects.visible_to(self.request.user).filter(source_uuid=one.uuid).order_by("pk"),
            "learn": f"{reverse('learning:write_point')}?{urlencode({'from': one.uuid})}"
            if self.kind.listed and can(self.request.user, "learning.write_point") and one.stage not in
            ("planned", "not-held")
            else "",
        }  # fmt: skip


class New(Heard, NewPage):
    access_rule = "learning.hear"


class Add(Heard, AddPage):
    access_rule = "learning.raise_issue"


class Take(Heard, StepFormPage):
    access_rule = "learning.feed_back"
