"""Fonts and cages for the tests of the PDF room. Where Pango or the typeface is absent, what needs them is not run."""

import pytest

from sscb.pdf import fonts, libraries
from sscb.pdf.printing import Printer, pack_stylesheet
from tests.sscb.pdf.papers import page, paper

MORE = '<p class="next">More, as <a href="#top">above</a>.</p><p id="top">Here.</p>'


@pytest.fixture(scope="session")
def fonts_folder():
    problem = libraries.missing_libraries() or fonts.fonts_ready()
    if problem:
        pytest.skip(problem)
    return fonts.folder()


@pytest.fixture(scope="session")
def printer(fonts_folder):
    """One cage for all tests that only need a part printed; it skips and records what it may not fetch."""
    with Printer(1, fonts_folder=fonts_folder, seconds=60) as room:
        yield room


@pytest.fixture(scope="session")
def parts(printer):
    """A contents page that leads to two papers, and the papers, the first of them two pages long."""
    lines = (
        '<li><a href="pack:item-2" title="Paper 2, page 2"><span class="no">2</span><span class="what">Paper 2</span>'
        '<span class="at">2</span></a></li><li><a href="pack:item-3/figures">Paper 3, figures</a></li>'
        '<li><a href="pack:page/34a">Page 34a</a></li>'
    )
    documents = [
        ("contents", page(f'<article><h1>Contents</h1><ol class="contents">{lines}</ol></article>'), pack_stylesheet()),
        ("item-2", paper(2, MORE), pack_stylesheet()),
        ("item-3", paper(3, '<h2 id="figures">Later</h2>'), pack_stylesheet()),
    ]
    printed = printer.print_many(documents)
    assert all(part.ok for part in printed.values()), printed
    return printed
