"""The product's own code, parsed once, for the scans."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("sscb", "reviews", "audits", "training", "dataset", "cdop")


@dataclass(frozen=True)
class Module:
    path: str
    tree: ast.Module

    def __str__(self) -> str:
        return self.path


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the product but its migrations. Never empty: a scan of nothing proves nothing."""
    found = []
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                found.append(Module(str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))))
    assert len(found) > 100, "The scans found too little of the product to prove anything."
    return tuple(found)


def dotted(node: ast.AST) -> str:
    """`date.today` for that expression; only the last names where it begins with something else."""
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        names.append(node.id)
    return ".".join(reversed(names))


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every dotted name imported, inside functions too, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{name.name}", node.lineno) for name in node.names)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))
