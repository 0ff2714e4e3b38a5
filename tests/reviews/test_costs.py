"""The pages of a report, its publication and its plan cost as many queries with three hundred rows as with three."""

from datetime import date

from django.urls import reverse

from reviews.models import CaseReview, Draft, DraftCopy, KeptWords, PublicReport
from sscb import clock
from sscb.learning.models import Action, Recommendation

from .conftest import REFERRED


def fill(house, case, draft: Draft, numbers: range) -> None:
    li = house.li_chair.memberships.get().group
    own = {"opened_on": REFERRED, "title": "x"}
    for number in numbers:
        DraftCopy._base_manager.create(
            type="reviews.copy", reference=f"CPY-T{number}", level="P4", stage="sent", case=case, draft=draft,
            number=number + 50, purpose="comment", to_words="A reader", sent_on=REFERRED, due_on=REFERRED, **own,
        )  # fmt: skip
        asked = Recommendation._base_manager.create(
            type="learning.recommendation", reference=f"REC-T{number}", level="P4", group=li, stage="accepted",
            source="reviews", source_uuid=case.uuid, text="x", **own,
        )  # fmt: skip
        Action._base_manager.create(
            type="learning.action", reference=f"ACT-T{number}", level="P3", group=li, stage="open", plan=asked,
            agency=house.agency, text="x", due_on=date(2019, 12, 2), first_due_on=date(2019, 12, 2), **own,
        )  # fmt: skip
        other = CaseReview._base_manager.create(
            type="reviews.review", reference=f"CR-T{number}", level="P4", group=li, stage="published",
            pseudonym="Child T", regime="panel-2018", received_on=REFERRED, notified_on=REFERRED, **own,
        )  # fmt: skip
        PublicReport._base_manager.create(
            type="reviews.publication", reference=f"PUB-T{number}", level="P0", stage="published", case=other,
            heading=f"Child T{number}", summary="x", words="x", response="x", published_on=REFERRED,
            published_by=house.chair, released_on=REFERRED, **own,
        )  # fmt: skip
    publication = PublicReport.objects.of(case).get()
    KeptWords.objects.bulk_create(
        KeptWords(publication=publication, words=f"Word {number}", why="x", kept_on=REFERRED, kept_by=house.manager)
        for number in numbers
    )


def test_pages_of_a_report_cost_as_much_with_many_rows_as_with_few(house, report_at, as_, client, budget):
    with clock.at(REFERRED):
        case = report_at("awaiting-publication", ready=True)
    draft = case.drafts.last()
    pages = {
        "reviews.drafts": (as_(house.manager), reverse("reviews:drafts", args=[case.uuid])),
        "reviews.publishing": (as_(house.manager), reverse("reviews:publishing", args=[case.uuid])),
        "reviews.plan": (as_(house.manager), reverse("reviews:plan", args=[case.uuid])),
        "reviews.own_parts": (as_(house.referrer), reverse("reviews:own_parts")),
        "reviews.published": (client, reverse("reviews:published")),
    }
    spent = {}
    with clock.at(REFERRED):
        for numbers in (range(3), range(3, 300)):
            fill(house, case, draft, numbers)
            for name, (reader, page) in pages.items():
                reader.get(page)
                with budget(name) as queries:
                    assert reader.get(page).status_code == 200, name
                assert spent.setdefault(name, len(queries)) == len(queries), name
    assert "Child T299" in client.get(reverse("reviews:published")).content.decode()
