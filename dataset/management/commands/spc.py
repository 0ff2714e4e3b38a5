"""`manage.py spc FILE`: the charts' numbers for every series in a file, as JSON."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from dataset.spc import Refusal, analyse, read_case, to_oracle


class Command(BaseCommand):
    help = "Work out the XmR chart of every case in a JSON file and print the results as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="JSON with a list of cases, each with an id, options and input")

    def handle(self, *args, file: Path, **options):
        try:
            cases = read_cases(file)
        except ValueError as problem:
            self.stderr.write(str(problem))
            sys.exit(2)
        self.stdout.write(json.dumps({"cases": [result(case) for case in cases]}, allow_nan=False))


def read_cases(file: Path) -> list:
    """The cases of a file, those under `invalid` among them. Raises ValueError with a sentence."""
    try:
        document = json.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError:
        raise ValueError(f"The file {file} cannot be opened. Check its name and try again.") from None
    except (ValueError, RecursionError):
        raise ValueError(f"The file {file} is not JSON. Give a JSON file with a list called cases.") from None
    lists = [document[name] for name in ("cases", "invalid") if name in document] if isinstance(document, dict) else []
    if not lists or not all(isinstance(part, list) for part in lists):
        raise ValueError(f"The file {file} has no list called cases. Give a JSON file with a list called cases.")
    return [case for part in lists for case in part]


def result(case: object) -> dict:
    """One case's `id` with `expected`, or with `error` where the input has to be refused."""
    name = case.get("id") if isinstance(case, dict) else None
    if not isinstance(name, str | int):
        name = None
    try:
        return {"id": name, "expected": to_oracle(analyse(*read_case(case)))}
    except Refusal as refusal:
        return {"id": name, "error": str(refusal)}
