"""The annual report as everybody reads it, and what must be looked at before they may."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sscb.board.business.models import AnnualReport
from sscb.disclosure.identifiers import faults
from sscb.disclosure.wording import small_counts_in
from sscb.people.models import Organisation

TEXTS = {
    "foreword": "Foreword of the Independent Chair",
    "judgement": "How well services worked, and what difference they made",
    "weak": "What is weak, why, and what is done about it",
    "lay_view": "What the lay members say",
    "consulted": "What the agencies said",
    "next_year": "What comes next year",
}
"""In the order of the report; the parts made from records stand before the lay members' view."""
OWED = ("judgement", "weak", "lay_view", "next_year")
"""Without these it is no annual report (Working Together 2015, chapter 3)."""
WRITTEN = ("foreword", *OWED)
FIRST = ("foreword", "judgement", "weak")
ORDINARY = ("after what.", "kind of place it is.")
"""How the sentences about dates and places end: a report of the Board tells both."""


@dataclass(frozen=True)
class PublicPart:
    """A part as it is printed: words, or a table with its source, or the reason for which it is left out."""

    anchor: str
    title: str
    words: str = ""
    note: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    source: str = ""
    left_out: str = ""

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Rows of (column, cell), as a table that stacks on a telephone wants them."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Doubt:
    """Something that may not be fit for everybody. `never`: it may not be published whatever the reason."""

    part: str
    words: str
    never: bool = False


def public_parts(one: AnnualReport) -> list[PublicPart]:
    """The report as it was agreed, in order. The page, the PDF and the check read this and nothing else."""
    texts = {name: PublicPart(name.replace("_", "-"), title, words=getattr(one, name)) for name, title in TEXTS.items()
             if getattr(one, name).strip()}  # fmt: skip
    tables = [
        PublicPart(f"part-{number}", part["title"], left_out=one.left_out[part["code"]])
        if part["code"] in one.left_out
        else PublicPart(f"part-{number}", part["title"], note=part["note"], columns=part["columns"], rows=part["rows"],
                        source=part["source"])
        for number, part in enumerate(one.sections or (), start=1)
    ]  # fmt: skip
    first = [texts[name] for name in FIRST if name in texts]
    return [*first, *tables, *(part for name, part in texts.items() if name not in FIRST)]


def doubts(one: AnnualReport) -> list[Doubt]:
    """What a person must look at before everybody reads it: identifiers, agencies named in a text, small counts."""
    found: list[Doubt] = []
    agencies = list(Organisation.objects.exclude(kind="LSCB").values_list("name", flat=True))
    for part in public_parts(one):
        text = "\n".join([part.words, part.note, *(" ".join(row) for row in part.rows)])
        found += [Doubt(part.title, fault.sentence, fault.never) for fault in faults(text)
                  if not fault.sentence.endswith(ORDINARY)]  # fmt: skip
        found += [Doubt(part.title, f"“{words}” may be a number too small to print.") for words in
                  small_counts_in(part.words)]  # fmt: skip
        if part.words:
            found += [Doubt(part.title, f"“{name}” is named: may that stand in public?") for name in agencies
                      if name in part.words]  # fmt: skip
    return found


def fingerprint(one: AnnualReport) -> str:
    """SHA-256 of what is printed."""
    told = [one.title, *(asdict(part) for part in public_parts(one))]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def still_owed(one: AnnualReport) -> list[str]:
    """Titles of what has to be written before it can be put to anybody."""
    return [TEXTS[name] for name in OWED if not getattr(one, name).strip()]


def years_of(one: AnnualReport) -> str:
    """As it stands in the address: 2018-19."""
    return f"{one.year}-{(one.year + 1) % 100:02}"


def published():
    """Those that everybody may read, the newest year first."""
    found = AnnualReport.objects.all_for_job("published annual reports are for everybody")
    return found.filter(stage__in=("published", "sent"), level="P0").order_by("-year")
