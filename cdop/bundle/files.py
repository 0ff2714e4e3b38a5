"""The files of a bundle, with an inventory that `sha256sum -c` reads, as one zip. Pure but for the facts given."""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

SUMS = "SHA256SUMS"
README = """\
{marking}

{reference}: what the Somerset Safeguarding Children Board's child death overview panel held on this case
{rule}

Put together on {as_at}. It is {what}.

WHAT IS HERE
{listing}
HOW TO CHECK THAT IT IS WHOLE
Open a command line in this folder and give:

    sha256sum -c {sums}

Every line must end in OK. On Windows, compare each line of {sums} with
the answer of: certutil -hashfile FILE SHA256
The SHA-256 of the whole archive is in the Board's transition register; ask
the Board's office for it by telephone.

HOW TO READ IT
{reference}.pdf holds everything in plain words; start there.
{reference}.json holds the same for a computer. schema.json describes every
field of it. An agency's answer is kept as value, nk (not known), na (not
applicable) or blank (left blank): these four mean different things.
Dates are those of London.

WHAT TO DO NOW
Confirm the receipt: in the portal with your own account, or by a signed
letter to the Board's office. Until then the case does not count as yours;
from then on the Board can no longer read it.
"""


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


def files_of(facts: dict[str, Any], schema: dict[str, Any], pdf: bytes, attachments: list[bytes]) -> list[File]:
    """The files in their order; README first, the hashes of all of them last."""
    reference = facts["case"]["reference"]
    found = [
        File(f"{reference}.pdf", "Everything held, in plain words", pdf),
        File(f"{reference}.json", "The same for a computer", as_json(facts)),
        File("schema.json", "What each field of the JSON means", as_json(schema)),
    ]
    for place, (told, content) in enumerate(zip(facts["attachments"], attachments, strict=True), start=1):
        found.append(File(f"attachments/{place:02d}.{told['kind']}", "A file kept with the case", content))
    inventory = File("inventory.json", "What is here, with sizes and hashes", as_json([one.told for one in found]))
    listing = "".join(f"  {one.name:<28} {one.what}\n" for one in [*found, inventory])
    readme = README.format(
        marking=facts["marking"], reference=reference, rule="=" * 74, as_at=facts["as_at"],
        what=facts["handover"]["what"][:1].lower() + facts["handover"]["what"][1:], listing=listing, sums=SUMS,
    )  # fmt: skip
    checked = [File("README.txt", "Start here", readme.encode()), *found, inventory]
    sums = "".join(f"{one.told['sha256']}  {one.name}\n" for one in checked)
    return [*checked, File(SUMS, "The hash of each file", sums.encode())]


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
