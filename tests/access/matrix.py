"""The access matrix: what the security page allows, spelled out case by case from `matrix.csv`.

The CSV was typed by hand from section 2.3 of the security page. Its first row that fits a case wins, as in the page's
order of decision; `*` fits anything and `a|b` either. Columns:

shape      the access shape of the record (RULINGS 17): a plain record, an agency's return, a Board paper, a case of
           Learning and Improvement, a case of an audit, a child death review, a course, or a booking (a training
           record of one person)
role       the only role of the person; SGM and SGC name their subgroup (`SGC:qp`)
level      P0 to P5
agency     the record's agency is the person's `own`, an `other` or `none`
group      the record's group is one the person sits in (`own`), an `other` or `none`
whose      a booking is the person's own (`self`) or an `other`'s; `none` for what belongs to nobody
released   handed in, published or issued
grant      what the person was given on this record: none, read, write, expired, revoked, or a `reason` given within
           the hour (SEC-10)
exclusion  a conflict of interest of the `person` or of their `agency` on this record
state      open, locked, held, disposed; handed over to the person's own body (also while locked or held) or to another
verb       what they try to do

To read it spelled out:  python -m tests.access.matrix [shape=cdop] [role=BMGR] [verb=read] ...
"""

import csv
import itertools
import sys
from dataclasses import astuple, dataclass, fields
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("matrix.csv")
LEVELS = ("P0", "P1", "P2", "P3", "P4", "P5")
SHAPES = {
    # shape: (record type, code of its group)
    "plain": ("plain.record", ""),
    "return": ("audits.return", ""),
    "board": ("board.paper", "board"),
    "case": ("reviews.review", "li"),
    "audited": ("audits.case", "li"),
    "cdop": ("cdop.review", "cdop"),
    "training": ("training.course", "td"),
    "booking": ("training.booking", ""),
}
ROLES = (
    "PRAC", "AGC", "AGL", "BM", "SGM:li", "SGC:li", "SGM:qp", "SGC:qp", "SGM:cdop", "SGC:cdop", "SGM:td", "SGC:td",
    "PNL", "CDC", "TRC", "CDRP", "CHAIR", "OFF", "BMGR", "SYS", "DPO",
)  # fmt: skip
VERBS = (
    "read", "export", "print", "change", "attach", "delete",
    "submit", "update", "reopen", "moderate", "decide", "acknowledge", "metadata",
)  # fmt: skip
AGENCIES = ("own", "other", "none")


@dataclass(frozen=True)
class Situation:
    """A record as one person meets it, but for who that person is: one record of the world stands for each."""

    shape: str
    level: str
    agency: str = "none"
    whose: str = "none"
    released: str = "no"
    grant: str = "none"
    exclusion: str = "none"
    state: str = "open"

    def __str__(self) -> str:
        return " ".join(f"{field.name}={getattr(self, field.name)}" for field in fields(self))


def group_of(role: str, shape: str) -> str:
    """Whether the record's group is one in which a person with this role sits."""
    theirs = SHAPES[shape][1]
    if not theirs:
        return "none"
    mine = role.partition(":")[2] or ("board" if role == "BM" else "")
    return "own" if theirs == mine else "other"


def situations() -> list[Situation]:
    """Every situation that is tried: all scopes; then each scope under each grant, each exclusion and each state."""
    found: dict[Situation, None] = {}
    for shape, level, agency in itertools.product(SHAPES, LEVELS, AGENCIES):
        for whose in ("self", "other") if shape == "booking" else ("none",):
            here = {"shape": shape, "level": level, "agency": agency, "whose": whose}
            for released in ("no", "yes"):
                found[Situation(**here, released=released)] = None
            for grant in ("read", "write", "expired", "revoked", "reason"):
                found[Situation(**here, grant=grant)] = None
            for exclusion in ("person", "agency"):
                found[Situation(**here, exclusion=exclusion)] = None
                found[Situation(**here, exclusion=exclusion, grant="write" if level != "P5" else "reason")] = None
            if agency == "none":
                continue
            for state in ("locked", "held", "disposed"):
                found[Situation(**here, state=state, released="yes" if level in ("P2", "P3") else "no")] = None
                found[Situation(**here, state=state, grant="write")] = None
            for state in ("handed", "handed-locked", "handed-held", "handed-other") if shape != "booking" else ():
                found[Situation(**here, state=state)] = None
    return list(found)


@dataclass(frozen=True)
class Row:
    line: int
    fitting: tuple[frozenset[str], ...]
    allow: bool
    source: str

    def fits(self, case: tuple[str, ...]) -> bool:
        return all(value in values for value, values in zip(case, self.fitting, strict=True))


COLUMNS = {
    "shape": tuple(SHAPES), "role": ROLES, "level": LEVELS, "agency": AGENCIES, "group": AGENCIES,
    "whose": ("self", "other", "none"), "released": ("no", "yes"),
    "grant": ("none", "read", "write", "expired", "revoked", "reason"), "exclusion": ("none", "person", "agency"),
    "state": ("open", "locked", "held", "disposed", "handed", "handed-locked", "handed-held", "handed-other"),
    "verb": VERBS,
}  # fmt: skip


def _fitting(cell: str, column: str) -> frozenset[str]:
    found = frozenset(v for v in COLUMNS[column] for part in cell.split("|") if fnmatchcase(v, part))
    for part in cell.split("|"):
        if not any(fnmatchcase(value, part) for value in COLUMNS[column]):
            raise ValueError(f"matrix.csv: {column} has no value like {part!r}")
    return found


@cache
def rows() -> tuple[Row, ...]:
    """The table as it stands in the file. Raises ValueError for a row that is not whole or names what is not there."""
    read = []
    with TABLE.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader)
        if header != [*COLUMNS, "allow", "source"]:
            raise ValueError(f"matrix.csv: its columns are {', '.join(COLUMNS)}, allow and source")
        for cells in reader:
            if not cells or cells[0].startswith("#"):
                continue
            if len(cells) != len(header) or cells[-2] not in ("yes", "no") or not cells[-1].strip():
                raise ValueError(f"matrix.csv, line {reader.line_num}: not a whole row: {cells}")
            fitting = tuple(_fitting(cell, column) for cell, column in zip(cells, COLUMNS, strict=False))
            read.append(Row(reader.line_num, fitting, cells[-2] == "yes", cells[-1]))
    return tuple(read)


def case_of(role: str, situation: Situation, verb: str) -> tuple[str, ...]:
    """In the order of the table's columns."""
    s = situation
    group = group_of(role, s.shape)
    return (s.shape, role, s.level, s.agency, group, s.whose, s.released, s.grant, s.exclusion, s.state, verb)


@cache
def _rows_for(role: str, verb: str, shape: str, level: str) -> tuple[Row, ...]:
    """Only those that could fit: the table is asked some hundred thousand times."""
    return tuple(
        row for row in rows()
        if shape in row.fitting[0] and role in row.fitting[1] and level in row.fitting[2] and verb in row.fitting[-1]
    )  # fmt: skip


def row_for(role: str, situation: Situation, verb: str) -> Row:
    case = case_of(role, situation, verb)
    return next(row for row in _rows_for(role, verb, situation.shape, situation.level) if row.fits(case))


def allowed(role: str, situation: Situation, verb: str) -> bool:
    """What the table says."""
    return row_for(role, situation, verb).allow


def spell_out(wanted: dict[str, str]) -> int:
    """Print every case that fits `wanted`, with the row of the table that decides it. Returns how many."""
    printed = 0
    for role, situation, verb in itertools.product(ROLES, situations(), VERBS):
        told = {"role": role, "verb": verb, **{f.name: v for f, v in zip(fields(situation), astuple(situation))}}
        if all(fnmatchcase(told[name], pattern) for name, pattern in wanted.items()):
            row = row_for(role, situation, verb)
            print(f"{'yes' if row.allow else 'no ':3} {role:8} {verb:11} {situation}   [line {row.line}: {row.source}]")
            printed += 1
    return printed


if __name__ == "__main__":
    print(spell_out(dict(word.split("=", 1) for word in sys.argv[1:])), "cases")
