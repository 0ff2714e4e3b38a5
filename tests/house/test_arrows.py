"""Imports go one way (habit 1)."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOMS, ROOT

LINT = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [LINT, "--no-cache", "--config", "pyproject.toml"], cwd=folder, capture_output=True, text=True, timeout=600,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


def test_every_import_follows_the_arrows():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "Contracts: 3 kept, 0 broken" in done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The product as it stands, to plant a wrong import in."""
    folder = tmp_path_factory.mktemp("house")
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "*.pyc*"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("sscb/records/planted.py", "def hidden():\n    from sscb.board import models\n    return models\n"),
        ("sscb/jobs/planted.py", "import dataset.spc\n"),
        ("reviews/planted.py", "from dataset import periods\n"),
        ("dataset/spc/planted.py", "from django.db import models\n"),
    ],
    ids=["upwards, inside a function", "the kernel names a programme", "programme to programme", "not pure"],
)
def test_a_wrong_arrow_is_found(copy, where, line):
    planted = copy / where
    planted.write_text(line)
    try:
        done = lint(copy)
        assert done.returncode == 1, done.stdout[-2000:] + done.stderr[-2000:]
        assert "planted" in done.stdout
    finally:
        planted.unlink()
