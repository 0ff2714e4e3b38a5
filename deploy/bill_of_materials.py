"""What a release is made of, as a bill of materials (CycloneDX 1.5), from the two lock files and nothing else.

python deploy/bill_of_materials.py > bill-of-materials.json
"""

import base64
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def python_packages(text: str) -> list[dict]:
    """Raises ValueError for a package without a hash: what is not pinned is in no bill."""
    found: list[dict] = []
    for line in text.splitlines():
        if match := PINNED.match(line):
            found.append(_component(f"pkg:pypi/{match[1].lower()}@{match[2]}", match[1], match[2]))
        if found:
            found[-1]["hashes"] += [{"alg": "SHA-256", "content": one} for one in HASH.findall(line)]
    return _pinned(found)


def styles_and_fonts(text: str) -> list[dict]:
    found = []
    for place, told in json.loads(text)["packages"].items():
        if place:
            name = place.rpartition("node_modules/")[2]
            one = _component(f"pkg:npm/{name}@{told['version']}", name, told["version"])
            kind, _, content = told.get("integrity", "").partition("-")
            if kind == "sha512":
                one["hashes"] = [{"alg": "SHA-512", "content": base64.b64decode(content).hex()}]
            found.append(one)
    return _pinned(found)


def _component(purl: str, name: str, version: str) -> dict:
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, "hashes": []}


def _pinned(found: list[dict]) -> list[dict]:
    if bare := [one["name"] for one in found if not one["hashes"]]:
        raise ValueError(f"Not pinned by a hash: {', '.join(bare)}. Write the lock files again.")
    return found


def bill() -> dict:
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "sscb-portal", "name": "sscb-portal"}},
        "components": [
            *python_packages((ROOT / "requirements.txt").read_text(encoding="utf-8")),
            *styles_and_fonts((ROOT / "package-lock.json").read_text(encoding="utf-8")),
        ],
    }


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=1)
    sys.stdout.write("\n")
