"""The one search page."""

from django.core.paginator import Paginator

from sscb.access.rations import SEARCH, take
from sscb.access.views import Page
from sscb.records.search.finding import LONGEST, MOST, SHORTEST, search, shown

PAGE_SIZE = 20


class Search(Page):
    """Words in, records out: only those that the reader may read, the nearest first."""

    access_rule = "records.search"
    template_name = "records/search.html"

    def context(self):
        person, text = self.request.user, " ".join(self.request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
        told = {"heading": "Search", "search_text": text, "most": MOST, "asked": False}
        if not text:
            return told
        if len(text) < SHORTEST:
            return {**told, "too_short": SHORTEST}
        take(person, SEARCH)
        results = search(person, text)
        number = self.request.GET.get("page", "1")
        page = Paginator(results.keys, PAGE_SIZE).get_page(number if number.isdigit() else 1)
        return {
            **told, "asked": True, "page": page, "more": results.more, "count": page.paginator.count,
            "rows": shown(list(page.object_list)),
        }  # fmt: skip
