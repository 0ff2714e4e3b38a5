"""One folder for each questionnaire to agencies: its questions, its grading and worked examples, as data."""

import tomllib
from importlib.resources import files

from audits.sockets import Example


def read_examples(package: str) -> tuple[Example, ...]:
    told = tomllib.loads(files(package).joinpath("examples.toml").read_text(encoding="utf-8"))
    return tuple(Example(grade=one.pop("grade", None), **one) for one in told["example"])
