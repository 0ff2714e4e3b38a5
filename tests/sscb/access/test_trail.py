"""The way to a page has no step that refuses its reader."""

from uuid import uuid4

from django.urls import reverse

from sscb.access import views
from sscb.access.views import Page, is_of_one, opens


def test_a_list_that_no_role_opens_is_no_step_and_a_record_s_own_page_may_be(rf, practitioner, monkeypatch):
    told = {}
    monkeypatch.setattr(views, "render", lambda request, name, context, status: told.update(context))
    lists, one = reverse("reviews:register"), reverse("reviews:review", args=[uuid4()])
    library = reverse("learning:library")

    class Somewhere(Page):
        access_rule = "learning.read"

        def context(self):
            steps = [("Reviews", lists), ("A case", one), ("Library", library), ("Here", "")]
            return {"breadcrumbs": [{"title": title, "url": url} for title, url in steps]}

    request = rf.get("/")
    request.user = practitioner
    Somewhere.as_view()(request)
    assert [crumb["title"] for crumb in told["breadcrumbs"]] == ["A case", "Library", "Here"]
    assert not opens(practitioner, lists) and opens(practitioner, f"{library}?q=x") and is_of_one(one)
