"""The room's own people and packs. Printed pages are kept for the whole run, so only the first build is slow."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from django.db import transaction
from django.test import override_settings

from sscb.board.models import PackVersion
from sscb.board.services import papers
from sscb.pdf import fonts, libraries
from sscb.pdf.structure import Structure, structure_report
from sscb.pdf.uploads import rewrite_upload
from sscb.records.services import read_stored
from tests.sscb.board.reading import texts_of
from tests.sscb.board.world import build, make_board, sections_to_try
from tests.workers import redis_server, worker  # noqa: F401


@pytest.fixture(scope="session")
def kept_pages(tmp_path_factory):
    """One store for all tests of the room."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture
def own_store(settings, kept_pages, monkeypatch):
    """The same upload is made harmless once a run, not once a test."""
    settings.STORE = kept_pages
    monkeypatch.setattr(papers, "rewrite_upload", rewritten_once)
    return kept_pages


rewritten_once = cache(rewrite_upload)


@pytest.fixture
def tried():
    """The sections to try, and what they say."""
    with sections_to_try() as told:
        yield told


@pytest.fixture
def board(db, own_store, tried):
    return make_board()


@dataclass(frozen=True, repr=False)
class Built:
    """A pack as its readers have it, with the row that told of it."""

    pdf: bytes
    version: PackVersion
    texts: list[str]
    structure: Structure

    def opened(self):
        return pikepdf.open(BytesIO(self.pdf))


@pytest.fixture(scope="session")
def printing():
    problem = libraries.missing_libraries() or fonts.fonts_ready()
    if problem:
        pytest.skip(problem)


@pytest.fixture(scope="package")
def pack(printing, kept_pages, django_db_setup, django_db_blocker) -> Built:
    """One pack built for all tests that only read it; its rows are taken back, its bytes stay."""
    with django_db_blocker.unblock(), override_settings(STORE=kept_pages), sections_to_try():
        block = transaction.atomic()
        block._from_testcase = True  # so that services may open their own, as in any test
        with block:
            version = build(make_board())
            assert version.state == "ready", version.problem
            version = PackVersion.objects.select_related("meeting").prefetch_related("parts").get(pk=version.pk)
            content = read_stored(version.sha256)
            transaction.set_rollback(True)
    return Built(content, version, texts_of(content), structure_report(content))
