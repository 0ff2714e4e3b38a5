"""What the Board knew on a day, as one bundle: packs issued by then, figures in them, decisions, actions, registers.

Everything comes from what was written at the time: frozen packs, and dates that never change. Every file is listed with
its SHA-256, so that a later reader can show that nothing was changed. The same day asked twice gives the same files.
"""

import hashlib
import io
import json
import zipfile
from datetime import date

from django.db import transaction

from sscb.access.policy import can, require
from sscb.board.bodies import is_boards
from sscb.board.models import Decision, PackVersion
from sscb.board.packs.copies import copy_for, figures_for
from sscb.board.packs.issuing import file_name
from sscb.board.queries import standing_then
from sscb.board.sockets import knowns
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.models import Record
from sscb.tables.writing import as_csv

FIXED = (1980, 1, 1, 0, 0, 0)
READ_ME = """What the Board knew on {day}

Everything is as it stood at the end of that day, from what was written at the time. It holds what its taker may see.

packs/            each pack issued on or before that day and not replaced by a later version then, as it was issued
figures.csv       every figure printed in the Board's newest pack of that day, with its source and state
decisions.csv     the decision logs of the Board and its groups
actions.csv       actions asked for by that day: their date as agreed then, how often it had moved, how they stood
plan.csv          actions of the business plan: their date as agreed then, and their state and colour of that day
risks.csv         the risk register: what was done about each risk, its score before that and its score of that day
challenges.csv    questions to chief officers and how they stood then
registers.csv     every other record up to level P3 (concerns, audits, reviews): opened, and whether it was closed then
{known}manifest.json     the SHA-256 of each file above

Titles and questions are told in their words of today; each change to them stands in the history. Words on how something
was going are told only where they were written by that day and not written over since.
"""


@transaction.atomic(durable=True)
def take_rewind(*, on_day: date, by: Person, on: date) -> tuple[bytes, str]:
    """The bundle and its hash. Holds what its taker may see, and the taking is written down."""
    require(by, "board.rewind")
    files = dict(sorted(_files(on_day, by, on).items()))
    manifest = {
        "knew_on": on_day.isoformat(),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    files["manifest.json"] = json.dumps(manifest, indent=1, sort_keys=True).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            bundle.writestr(zipfile.ZipInfo(name, FIXED), content, zipfile.ZIP_DEFLATED)
    content = out.getvalue()
    sha256 = hashlib.sha256(content).hexdigest()
    write_history(None, "board.rewound", by=by, on=on, day=f"{on_day:%-d %B %Y}", sha256=sha256)
    return content, sha256


def packs_known(on_day: date, person: Person) -> list[PackVersion]:
    """Of each meeting the newest version issued by that day, the Board's before its groups', the latest first."""
    meetings = Record.objects.visible_to(person).filter(type="board.meeting")
    found = PackVersion.objects.filter(state="issued", issued_on__lte=on_day, meeting__in=meetings.values("pk"))
    newest: dict[int, PackVersion] = {}
    for version in found.select_related("meeting", "meeting__group").order_by("number"):
        newest[version.meeting_id] = version
    latest = sorted(newest.values(), key=lambda one: one.meeting.meets_on, reverse=True)
    return sorted(latest, key=lambda one: not is_boards(one.meeting.group))


def _files(on_day: date, person: Person, on: date) -> dict[str, bytes]:
    packs = packs_known(on_day, person)
    files = {f"packs/{file_name(one)}": copy_for(one, person, on) for one in packs}
    figures = figures_for(packs[0], person) if packs and is_boards(packs[0].meeting.group) else []
    known = [one for one in knowns if can(person, one.rule)]
    told = "".join(f"{one.file:<17} {one.says}\n" for one in known)
    files["README.txt"] = READ_ME.format(day=f"{on_day:%-d %B %Y}", known=told).encode()
    files |= {one.file: _table(*one.gather(person, on_day)) for one in known}
    files["figures.csv"] = _table(
        ("figure", "value", "out of", "period", "page", "source", "received", "state"),
        [[one["what"], one["shown"], one["out_of"], one["period"], one["page"], one["source"], one["received"],
          one["state"]] for one in figures],
    )  # fmt: skip
    seen = Record.objects.visible_to(person).filter(type="board.meeting").values("pk")
    decided = Decision.objects.filter(taken_on__lte=on_day, item__meeting__in=seen, item__part_b=False)
    files["decisions.csv"] = _table(
        ("number", "of", "decided on", "decision", "why"),
        [[one.reference, one.item.meeting.title, one.taken_on, one.text, one.reason]
         for one in decided.select_related("item__meeting").order_by("taken_on", "reference")],
    )  # fmt: skip
    files["actions.csv"] = _table(*standing_then.actions(person, on_day))
    files["plan.csv"] = _table(*standing_then.plan(person, on_day))
    files["risks.csv"] = _table(*standing_then.risks(person, on_day))
    files["challenges.csv"] = _table(*standing_then.challenges(person, on_day))
    rows = Record.objects.visible_to(person).filter(opened_on__lte=on_day, level__lte="P3")
    files["registers.csv"] = _table(
        ("kind", "reference", "title", "opened", "closed by then"),
        [[one.type, one.reference, one.title, one.opened_on, _by(one.closed_on, on_day)]
         for one in rows.order_by("type", "reference")],
    )  # fmt: skip
    return files


def _by(day: date | None, on_day: date) -> str:
    return day.isoformat() if day and day <= on_day else ""


def _table(heads: tuple[str, ...], rows: list[list]) -> bytes:
    """CSV as spreadsheets read it; no cell begins as a formula would."""
    return as_csv(heads, rows).encode("utf-8-sig")
