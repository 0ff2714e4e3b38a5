"""Templates keep the house rules: nothing inline, each component says what it takes and renders from its example."""

import json
import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html") if path.stem != "page")
# What is laid out for the pack has rules of its own and never reaches a browser.
EVERY = sorted(path for path in TEMPLATES.rglob("*.html") if "pack" not in path.parent.parts)

INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script without a file": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "an htmx event": re.compile(r"hx-on", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
}
SUMS = re.compile(r"\|\s*(add|divisibleby|widthratio)\b|\{%\s*widthratio")
DISALLOWED_WORDS = re.compile(r"\boverdue\b", re.IGNORECASE)


def name_of(path):
    return str(path.relative_to(TEMPLATES))


def with_markup(item):
    """Examples come from our own file: their drawings are markup, as the ones from sscb.charts are."""
    return {key: mark_safe(value) if key == "svg" else value for key, value in item.items()}  # noqa: S308


@pytest.fixture(scope="module")
def examples():
    return json.loads((TEMPLATES / "components" / "examples.json").read_text(encoding="utf-8"), object_hook=with_markup)


@pytest.mark.req("SEC-42")
@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_nothing_is_inline(path):
    text = path.read_text(encoding="utf-8")
    assert not [what for what, pattern in INLINE.items() if pattern.search(text)]


def test_the_scan_finds_what_it_looks_for():
    spoiled = {
        "a style attribute": '<p style="color:red">',
        "a style element": "<style>p{}</style>",
        "a script without a file": "<script>alert(1)</script>",
        "an event attribute": '<p onclick="go()">',
        "an htmx event": "<p hx-on:click>",
        "a javascript address": '<a href="javascript:go()">',
    }
    assert {what for what, text in spoiled.items() if INLINE[what].search(text)} == set(INLINE)


@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_no_arithmetic_and_plain_words(path):
    text = path.read_text(encoding="utf-8")
    assert not SUMS.search(text)
    assert not DISALLOWED_WORDS.search(text)


@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_begins_with_what_it_is(path):
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith("{# ") and first.endswith(" #}")


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_says_what_it_takes(name):
    first = (TEMPLATES / "components" / f"{name}.html").read_text(encoding="utf-8").split("\n", 1)[0]
    assert re.search(r"\b[Tt]akes\b", first)


def test_every_component_has_an_example(examples):
    assert sorted(examples) == COMPONENTS


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_renders_from_its_example(name, examples):
    html = render_to_string(f"components/{name}.html", {"csrf_token": "t" * 64, **examples[name]})
    assert html.strip()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for drawing in re.findall(r"<svg\b[^>]*>", html):
        assert "aria-hidden" in drawing or "role=" in drawing or "viewBox=\"0 0 40 40\"" in drawing


PAGES = [
    "board/home_board_member", "board/home_business_manager", "board/home_subgroup_chair", "board/home_agency_lead",
    "board/home_other", "board/meeting", "board/meetings", "board/pack", "dataset/scorecard", "dataset/indicator",
]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_page_draws_when_there_is_nothing_to_show(name):
    html = render_to_string(f"{name}.html", {"page": {"heading": "Nothing is late"}})
    assert html.count("<h1") == 1 and "Nothing is late" in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.req("SEC-50")
@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500, 503])
def test_error_page_needs_nothing_and_tells_nothing(status):
    html = render_to_string(f"errors/{status}.html", {"reference": "a1b2c3d4"})
    assert "a1b2c3d4" in html and html.count("<h1") == 1
    assert "<form" not in html and "{{" not in html


def test_not_permitted_and_not_found_say_the_same():
    refused, missing = (render_to_string(f"errors/{status}.html") for status in (403, 404))
    title = re.compile(r"<h1[^>]*>([^<]+)</h1>")
    assert title.search(refused).group(1) == title.search(missing).group(1)


def test_components_page_shows_all(examples):
    shown = [
        {"name": name, "wrap": examples[name].get("wrap"),
         "html": render_to_string(f"components/{name}.html", {"csrf_token": "t" * 64, **examples[name]})}
        for name in COMPONENTS
    ]
    html = render_to_string("components/page.html", {"heading": "Every part of a page, once", "examples": shown})
    assert all(f"<h2>{name}</h2>" in html for name in COMPONENTS)
    assert html.count("<h1") == 1
