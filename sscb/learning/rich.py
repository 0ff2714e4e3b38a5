"""Text with headings, lists and links: the one function that makes what a person typed safe to show (SEC-38).

It runs when a text is saved and again when it is shown. Nobody has to know any markup: a blank line begins a
paragraph, a line that begins with "# " is a heading, lines that begin with "- " are a list.
"""

from html import escape

import nh3
from django.utils.safestring import SafeString, mark_safe

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4", "blockquote", "a"}
LINE_ENDS = str.maketrans("", "", "\r")


def clean(html: str) -> str:
    return nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https", "mailto"}, url_relative="deny",
        link_rel="noopener noreferrer",
    )  # fmt: skip


def typed_to_html(typed: str) -> str:
    """What somebody typed, as safe HTML. Signs that mean something in HTML stay as they were typed."""
    blocks = [one.strip() for one in typed.translate(LINE_ENDS).split("\n\n")]
    return clean("\n".join(_block(one) for one in blocks if one))


def shown(body: str) -> SafeString:
    """Made safe a second time, whatever happened to the row in between."""
    return mark_safe(clean(body))  # noqa: S308 - the one place for people's text (SEC-38)


def _block(block: str) -> str:
    parts, items = [], []
    for line in [*block.split("\n"), ""]:
        if line.startswith("- "):
            items.append(f"<li>{escape(line[2:].strip())}</li>")
            continue
        if items:
            parts.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if line.startswith("# "):
            parts.append(f"<h3>{escape(line[2:].strip())}</h3>")
        elif line.strip():
            parts.append(f"<p>{escape(line.strip())}</p>")
    return "".join(parts)
