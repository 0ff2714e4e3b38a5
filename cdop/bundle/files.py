"""The files of a child death review's bundle, the hashes of all of them last. Pure but for the facts given."""

from typing import Any

from sscb.records.bundles.packing import SUMS, File, as_json, with_sums

README = """\
{marking}

{reference}: what the {body}'s child death overview panel held on this case
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
        marking=facts["marking"], reference=reference, body=facts["body"], rule="=" * 74, as_at=facts["as_at"],
        what=facts["handover"]["what"][:1].lower() + facts["handover"]["what"][1:], listing=listing, sums=SUMS,
    )  # fmt: skip
    checked = [File("README.txt", "Start here", readme.encode()), *found, inventory]
    return with_sums(checked)
