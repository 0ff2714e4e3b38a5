"""One folder for each questionnaire to agencies: its questions, its grading and worked examples, as data."""

import tomllib
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules

from audits.sockets import Example


def plug_every_kind() -> None:
    """Every folder here with a `kind` in it plugs itself in: a new kind is a folder and nothing else."""
    for found in iter_modules(__path__):
        if found.ispkg:
            import_module(f"{__name__}.{found.name}.kind")


def read_examples(package: str) -> tuple[Example, ...]:
    told = tomllib.loads(files(package).joinpath("examples.toml").read_text(encoding="utf-8"))
    return tuple(Example(grade=one.pop("grade", None), **one) for one in told["example"])
