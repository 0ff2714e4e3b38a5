"""Files with an inventory that `sha256sum -c` reads, as one zip. Pure."""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class File:
    """One file of a bundle: its name from the case's folder, what it is, and its bytes."""

    name: str
    what: str
    content: bytes

    @property
    def told(self) -> dict[str, Any]:
        sha256 = hashlib.sha256(self.content).hexdigest()
        return {"name": self.name, "what": self.what, "bytes": len(self.content), "sha256": sha256}


def as_json(thing: Any) -> bytes:
    """The one way in which it is written: same facts, same bytes."""
    return (json.dumps(thing, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def with_sums(files: list[File]) -> list[File]:
    """The same files, and last the hash of each."""
    sums = "".join(f"{one.told['sha256']}  {one.name}\n" for one in files)
    return [*files, File(SUMS, "The hash of each file", sums.encode())]


def pack(reference: str, files: list[File]) -> bytes:
    """One zip, every file under a folder named after the case. Same files, same bytes: no clock stands in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in files:
            packed.writestr(zipfile.ZipInfo(f"{reference}/{one.name}"), one.content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpack(bundle: bytes) -> dict[str, bytes]:
    """Name -> bytes, as `pack` put them there."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as packed:
        return {one.filename: packed.read(one) for one in packed.infolist()}
