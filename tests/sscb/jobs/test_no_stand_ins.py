"""No worker, broker or clock of the tests is a stand-in: tasks are never run inside the asking process."""

from pathlib import Path

import pytest
from django.conf import settings

from sscb.celery import app

HERE = Path(__file__)
STAND_INS = ["memory://", "always_eager", "eager_propagates", ".apply(args", "celery.contrib.testing"]


@pytest.mark.req("REL-04")
def test_no_file_names_a_stand_in():
    root = Path(settings.BASE_DIR)
    places = [root / "sscb", root / "tests", root / ".ci", root / "run", *(root / name for name in settings.PROGRAMMES)]
    files = [
        file
        for place in places
        for file in ([place] if place.is_file() else place.rglob("*"))
        if file.is_file() and file.suffix in {".py", ".toml", ".sh", ""} and file != HERE and ".git" not in file.parts
    ]
    assert len(files) > 50
    found = [f"{file.relative_to(root)}: {word}" for file in files for word in STAND_INS if word in file.read_text()]
    assert found == []


@pytest.mark.req("REL-04")
def test_the_portal_is_set_to_use_a_real_broker():
    assert not app.conf["task_always_eager"]
    assert settings.CELERY_BROKER_URL.startswith(("filesystem://", "redis://", "rediss://", "redis+socket://"))
