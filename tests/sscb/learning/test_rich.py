"""What people type with headings and lists: whatever it holds, a page of it runs nothing and fetches nothing."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from sscb.learning.models import Product
from sscb.learning.rich import TAGS, clean, shown, typed_to_html
from tests.sscb.learning.test_threads import at, li_chair, point, written  # noqa: F401 - fixtures

HOSTS = ("http://evil.example/x", "//evil.example/x", "javascript:evil()", "JaVaScRiPt:evil()",
         "java\tscript:evil()",
         "&#106;avascript:evil()", "data:text/html,<script>evil()</script>", "vbscript:evil()", "file:///etc/evil",
         "/evil", "evil.html", "ftp://evil.example", " javascript:evil()", "\x01javascript:evil()",
         "blob:evil")  # fmt: skip
FETCHING = ('<img src="{}">', '<a href="{}">a</a>', '<iframe src="{}"></iframe>', '<link rel="stylesheet" href="{}">',
            '<object data="{}"></object>', '<base href="{}">',
            '<form action="{}"><button>b</button></form>')  # fmt: skip
HANDLED = ("p", "br", "strong", "em", "ul", "li", "h3", "blockquote", "a", "svg", "math", "body", "details", "video",
           "input", "marquee", "select", "custom-one")  # fmt: skip
ODD = (
    "<script>evil()</script>", "<SCRIPT SRC=//evil.example></SCRIPT>", "<scr<script>ipt>evil()</script>",
    "<style>@import 'http://evil.example';</style>", "<p style=\"background:url(http://evil.example)\">a</p>",
    "<svg><animate onbegin=evil() attributeName=x></svg>", "<svg><style><img src=x onerror=evil()></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=evil()></style></mglyph></table></mtext></math>",
    "<noscript><p title=\"</noscript><img src=x onerror=evil()>\">", "<!--<img src=\"--><img src=x onerror=evil()>\">",
    "<![CDATA[<script>evil()</script>]]>", "<?php evil() ?>", "<template><script>evil()</script></template>",
    "<a href=\"https://ok.example\" onclick=\"evil()\" style=\"evil\" target=\"evil\">a</a>", "<p id=\"evil\">a</p>",
    "<meta http-equiv=\"refresh\" content=\"0;url=http://evil.example\">", "<plaintext>evil()", "<xmp><script>evil()",
    "<textarea><script>evil()</script></textarea>", "<title><script>evil()</script></title>",
    "\"><img src=x onerror=evil()>",
    "<img/src/onerror=evil()>", "<a href='x' href='javascript:evil()'>a</a>", "<ul><li><svg/onload=evil()>",
    "<<p>evil()",
    "<p class=\"evil\">a</p>", "<video><source onerror=evil()></video>", "<embed src=\"http://evil.example\">",
)  # fmt: skip
PAYLOADS = (
    *(how.format(host) for how in FETCHING for host in HOSTS),
    *(f'<{tag} {handler}="evil()">a' for tag in HANDLED for handler in ("onclick", "onerror")),
    *ODD,
)


class Found(HTMLParser):
    """Every element of a page with its attributes, and what stands inside script and style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.run = ""
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside in ("script", "style"):
            self.run += data

    def hostile(self) -> list:
        return [
            (tag, name) for tag, attrs in self.elements for name, value in attrs.items()
            if name.startswith("on") or name in ("style", "srcdoc") or "evil" in (value or "")
        ] + ([self.run] if "evil" in self.run else [])  # fmt: skip


@pytest.mark.req("SEC-38")
def test_whatever_is_typed_or_stored_only_plain_markup_remains():
    assert len(PAYLOADS) >= 150
    faults = []
    for payload in PAYLOADS:
        for made in (clean(payload), str(shown(payload)), typed_to_html(payload), typed_to_html(f"# a\n- {payload}")):
            found = Found(made)
            strange = {tag for tag, _ in found.elements} - TAGS
            other = {name for _, attrs in found.elements for name in attrs} - {"href", "rel"}
            away = [attrs["href"] for _, attrs in found.elements
                    if not attrs.get("href", "https://").startswith(("https://", "mailto:"))]  # fmt: skip
            if strange or other or away or found.hostile() or clean(made) != made:
                faults.append((payload, made))
    assert not faults, faults[:5]
    kept = '<a href="https://ok.example" rel="noopener noreferrer">a</a>'
    assert clean('<a href="https://ok.example">a</a>') == kept == clean(kept)


@pytest.mark.req("SEC-38")
def test_a_page_of_it_runs_and_fetches_nothing_whatever_became_of_the_row(
    point, group, business_manager, li_chair, as_  # noqa: F811
):  # fmt: skip
    """Typed in every field of it; then written over in the database, as if saving had cleaned nothing."""
    said = dict.fromkeys(("title", "summary", "audience"), '<img src="//evil.example" onerror="evil()">')
    one = written(point, group, business_manager, li_chair)
    for body in (typed_to_html("\n\n".join(PAYLOADS)), "<p>words that stay</p>" + "\n".join(PAYLOADS)):
        Product._base_manager.filter(pk=one.pk).update(body=body, summary=said["summary"], audience=said["audience"],
                                                       title=said["title"])  # fmt: skip
        for client, name in ((Client(), "library_item"), (as_(business_manager), "product")):
            page = client.get(at(name, one))
            assert page.status_code == 200 and "evil" in page.text
            assert not Found(page.text).hostile(), Found(page.text).hostile()
