"""One learning point with all that came of it, and writing one."""

from django.urls import reverse

from sscb import clock
from sscb.access.policy import can
from sscb.access.views import FormPage, RecordPage
from sscb.history.queries import history_of
from sscb.learning import services
from sscb.learning.forms.plans import PointForm
from sscb.learning.models import LearningPoint
from sscb.learning.queries.actions import with_proofs
from sscb.learning.queries.sources import source_of
from sscb.learning.views.looking import LooksFirst
from sscb.people.models import Group


class OnePoint(RecordPage):
    access_rule = "learning.read_actions"
    queryset = LearningPoint.objects.all()
    template_name = "learning/point.html"

    def context(self):
        point, person, as_at = self.record, self.request.user, clock.today()
        source = source_of(point, person)
        actions = with_proofs(point.actions.visible_to(person)).select_related("agency")
        return {
            **super().context(),
            "kicker": f"{point.reference} · learned from {source.words}",
            "source": source,
            "heading": point.title,
            "actions": [{"action": one, "state": one.status(as_at)} for one in actions],
            "recommendations": point.recommendations.visible_to(person),
            "history": history_of(point),
            "may_recommend": bool(can(person, "learning.recommend")),
        }


class WritePoint(LooksFirst, FormPage):
    access_rule = "learning.write_point"
    template_name = "learning/form.html"
    form_class = PointForm

    def form_kwargs(self):
        return {"groups": Group.objects.exclude(kind=Group.Kind.FORUM)}

    def context(self):
        return {
            "kicker": "Learning", "heading": "Write down what was learned", "button": "Write it down",
            "lead": "One sentence that a practitioner would recognise; then what lies behind it.",
            "back": reverse("learning:actions"),
        }  # fmt: skip

    def write(self, told):
        told["group"] = Group.objects.get(uuid=told["group"])
        self.made = services.write_point(**told, by=self.request.user, on=clock.today())
        return f"Written down as {self.made.reference}."

    def next_url(self):
        return reverse("learning:point", args=[self.made.uuid])
