"""What decides is pure: no Django, no clock, no table, however it is reached within the programme."""

import ast
from pathlib import Path

import pytest

ROOM = Path(__file__).resolve().parents[2] / "cdop"
PURE = sorted([*(ROOM / "transition").glob("*.py"), ROOM / "lifecycle.py", ROOM / "ages.py", ROOM / "workplan.py"])
MAY_IMPORT = (
    "cdop.transition", "cdop.lifecycle", "sscb.records.lifecycle", "sscb.timetable.allow", "sscb.timetable.days",
    "sscb.timetable.regimes", "sscb.timetable.starts", "collections.abc", "dataclasses", "datetime", "enum",
)  # fmt: skip


def strays(text: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(text)):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [name.name for name in node.names] if isinstance(node, ast.Import) else []
        found += [name for name in names if not name.startswith(MAY_IMPORT)]
    return found


@pytest.mark.parametrize("path", PURE, ids=lambda path: path.name)
def test_it_imports_nothing_that_asks_the_world(path):
    assert not strays(path.read_text(encoding="utf-8"))


def test_the_scan_sees_what_is_not_pure():
    assert len(PURE) >= 8
    assert strays("from django.db import models") and strays("from sscb import clock")
    assert strays("def f():\n    import cdop.models")
