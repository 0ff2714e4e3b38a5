"""Home pages, the demonstration's date, letters, help and health."""

import json
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from sscb import clock
from sscb.access.views import FormPage, Page, open_to_all
from sscb.board import services
from sscb.board.forms import StepDateForm
from sscb.board.queries.health import health_facts, is_ready
from sscb.board.queries.home import home_of
from sscb.charts.icons import assurance_icon, variation_icon
from sscb.jobs.queries import outbox

HELP_PAGES = {page.stem for page in (settings.BASE_DIR / "templates" / "help").glob("*.html")} - {"index", "page"}


class HomePage(Page):
    access_rule = "board.home"

    def get(self, request, *args, **kwargs):
        page = home_of(request.user, clock.today())
        self.template_name = page.template
        return self.page(page=page)


class StepDate(FormPage):
    """Step the demonstration's date. Elsewhere the route answers as if it did not exist (SEC-45)."""

    access_rule = "board.step_date"
    template_name = "board/step_date.html"
    form_class = StepDateForm

    def dispatch(self, request, *args, **kwargs):
        if not settings.DEMONSTRATION:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def context(self):
        return {
            "kicker": "Demonstration",
            "heading": f"The demonstration stands at {clock.today():%-d %B %Y}",
            "lead": "Step its date forward and see what the portal enforces. The sweep of that day runs at once.",
        }

    def do(self, form):
        day = services.step_date(to=form.cleaned_data["to"], by=self.request.user)
        return f"The demonstration now stands at {day:%A %-d %B %Y}. Its sweep is running."

    def next_url(self):
        return reverse("board:home")


class Outbox(Page):
    access_rule = "board.see_outbox"
    template_name = "board/outbox.html"

    def context(self):
        letters = outbox()
        return {
            "kicker": "Letters",
            "heading": f"{len(letters)} letter{'s' if len(letters) != 1 else ''}, the newest first"
            if letters
            else "No letter has been written",
            "lead": "Who was told what, and when. The demonstration sends none of them out."
            if settings.DEMONSTRATION
            else "Who was told what, and when.",
            "letters": letters,
        }


class Help(Page):
    access_rule = "board.help"

    def get(self, request, page="index"):
        if page != "index" and page not in HELP_PAGES:
            raise Http404
        self.template_name = f"help/{page}.html"
        return self.page(icons=_icons() if page == "dataset" else {})


def _icons() -> dict[str, str]:
    drawn = {
        "usual": variation_icon("usual", ""),
        "improvement": variation_icon("improvement", "high"),
        "concern": variation_icon("concern", "low"),
        "unusual": variation_icon("unusual", "high"),
        "none": variation_icon("none", ""),
        "pass": assurance_icon("pass"),
        "hit_and_miss": assurance_icon("hit-and-miss"),
        "fail": assurance_icon("fail"),
    }
    return {name: mark_safe(svg) for name, svg in drawn.items()}  # noqa: S308 - our own drawing


class HealthDetail(Page):
    access_rule = "portal.health"
    template_name = "board/health.html"

    def context(self):
        facts = health_facts()
        bad = [fact for fact in facts if fact.state and fact.state.code in ("late", "stop", "soon")]
        return {
            "kicker": "How the portal is doing",
            "heading": "Everything the portal needs is working"
            if not bad
            else f"{len(bad)} thing{'s need' if len(bad) > 1 else ' needs'} looking at",
            "facts": facts,
        }


@open_to_all("a load balancer must know that the process answers")
def live(request):
    """No database, no session: the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@open_to_all("a load balancer must know whether to send people here")
def ready(request):
    good = is_ready()
    return HttpResponse("ok" if good else "fail", content_type="text/plain", status=200 if good else 503)


class Components(Page):
    """Every component of the templates with an example: for those who build, in the demonstration only."""

    access_rule = "board.help"
    template_name = "components/page.html"

    def get(self, request, *args, **kwargs):
        if settings.PRODUCTION:
            raise Http404
        return super().get(request, *args, **kwargs)

    def context(self):
        return {"examples": component_examples(), "heading": "Components", "kicker": "For those who build the portal"}


def component_examples() -> list[dict]:
    """Each example of `components/examples.json`, drawn."""
    path = Path(settings.BASE_DIR) / "templates/components/examples.json"
    told = json.loads(path.read_text(encoding="utf-8"), object_hook=_with_drawings)
    return [
        {"name": name, "wrap": one.get("wrap", ""), "html": render_to_string(f"components/{name}.html", one)}
        for name, one in told.items()
    ]


def _with_drawings(item: dict) -> dict:
    """The examples' drawings are ours, so they may be shown as drawings."""
    return {
        key: mark_safe(one) if isinstance(one, str) and one.startswith("<svg") else one  # noqa: S308
        for key, one in item.items()
    }
