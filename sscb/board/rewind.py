"""What the Board knew on a day, as one bundle: packs issued by then, figures in them, decisions, actions, registers.

Everything comes from what was written at the time: frozen packs, and dates that never change. Every file is listed with
its SHA-256, so that a later reader can show that nothing was changed. The same day asked twice gives the same files.
"""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Q

from sscb import clock
from sscb.access.policy import require
from sscb.board.models import Challenge, Decision, PackVersion
from sscb.board.packs.copies import copy_for, figures_for
from sscb.board.packs.issuing import file_name
from sscb.history.models import Entry
from sscb.history.services import log_view, write_history
from sscb.learning.models import Action
from sscb.people.models import Person
from sscb.records.models import Record

FIXED = (1980, 1, 1, 0, 0, 0)
CARRIED = "learning.action_carried"
READ_ME = """What the Board knew on {day}

packs/            each pack issued on or before that day and not replaced by a later version then, as it was issued
figures.csv       every figure printed in the newest pack of that day, with its source and state
decisions.csv     the decision log
actions.csv       actions asked for by that day: their date as agreed then, and how they stood then
challenges.csv    questions to chief officers and whether they were answered then
registers.csv     every other record (risks, concerns, audits, reviews) that was open to its taker: opened and closed
manifest.json     the SHA-256 of each file above

Texts of registers are not in it: they are read in the portal, where each change stands in the history.
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
    log_view(by, None, kind="bundle", sha256=sha256, why=f"what the Board knew on {on_day.isoformat()}")
    write_history(None, "board.rewound", by=by, on=on, day=f"{on_day:%-d %B %Y}", sha256=sha256)
    return content, sha256


def packs_known(on_day: date, person: Person) -> list[PackVersion]:
    """Of each meeting the newest version issued by that day, the latest meeting first."""
    meetings = Record.objects.visible_to(person).filter(type="board.meeting")
    found = PackVersion.objects.filter(state="issued", issued_on__lte=on_day, meeting__in=meetings.values("pk"))
    newest: dict[int, PackVersion] = {}
    for version in found.select_related("meeting", "meeting__group").order_by("number"):
        newest[version.meeting_id] = version
    return sorted(newest.values(), key=lambda one: one.meeting.meets_on, reverse=True)


def _files(on_day: date, person: Person, on: date) -> dict[str, bytes]:
    packs = packs_known(on_day, person)
    files = {f"packs/{file_name(one)}": copy_for(one, person, on) for one in packs}
    figures = figures_for(packs[0], person) if packs else []
    files["README.txt"] = READ_ME.format(day=f"{on_day:%-d %B %Y}").encode()
    files["figures.csv"] = _table(
        ("figure", "value", "out of", "period", "page", "source", "received", "state"),
        [[one["what"], one["shown"], one["out_of"], one["period"], one["page"], one["source"], one["received"],
          one["state"]] for one in figures],
    )  # fmt: skip
    seen = Record.objects.visible_to(person).filter(type="board.meeting").values("pk")
    decided = Decision.objects.filter(taken_on__lte=on_day, item__meeting__in=seen, item__part_b=False)
    files["decisions.csv"] = _table(
        ("number", "decided on", "decision", "why"),
        [[one.reference, one.taken_on, one.text, one.reason] for one in decided.order_by("taken_on", "reference")],
    )
    files["actions.csv"] = _actions(on_day, person)
    files["challenges.csv"] = _table(
        ("reference", "put on", "to", "question", "how it stood"),
        [[one.reference, one.opened_on, f"{one.owner}, {one.to_office}", one.asks, _challenge_state(one, on_day)]
         for one in Challenge.objects.visible_to(person).filter(opened_on__lte=on_day).select_related("owner")
         .order_by("opened_on", "reference")],
    )  # fmt: skip
    rows = Record.objects.visible_to(person).filter(opened_on__lte=on_day, level__lte="P3")
    files["registers.csv"] = _table(
        ("kind", "reference", "title", "opened", "closed by then"),
        [[one.type, one.reference, one.title, one.opened_on, _by(one.closed_on, on_day)]
         for one in rows.order_by("type", "reference")],
    )  # fmt: skip
    return files


def _actions(on_day: date, person: Person) -> bytes:
    """As agreed by that day: a date that was moved later stands as it stood then."""
    end = datetime.combine(on_day, time.max, clock.LONDON)
    moved: dict[Any, str] = {}
    for entry in Entry.objects.filter(Q(on__lte=on_day) & Q(at__lte=end), code=CARRIED).order_by("number"):
        moved[entry.object_uuid] = entry.facts.get("due", "")
    rows = []
    found = Action.objects.visible_to(person).filter(opened_on__lte=on_day).select_related("agency")
    for one in found.order_by("opened_on", "reference"):
        due = moved.get(one.uuid) or f"{one.first_due_on:%-d %B %Y}"
        rows.append([one.reference, one.title, one.agency.name, one.opened_on, due, _action_state(one, on_day)])
    return _table(("reference", "action", "agency", "asked on", "due, as agreed then", "how it stood"), rows)


def _action_state(action: Action, on_day: date) -> str:
    if action.closed_on and action.closed_on <= on_day:
        return "closed"
    return "done, to be checked" if action.done_on and action.done_on <= on_day else "open"


def _challenge_state(challenge: Challenge, on_day: date) -> str:
    if challenge.closed_on and challenge.closed_on <= on_day:
        return "closed"
    return "answered" if challenge.answered_on and challenge.answered_on <= on_day else "waiting for its answer"


def _by(day: date | None, on_day: date) -> str:
    return day.isoformat() if day and day <= on_day else ""


def _table(heads: tuple[str, ...], rows: list[list]) -> bytes:
    """CSV as spreadsheets read it; no cell begins as a formula would."""
    out = io.StringIO()
    written = csv.writer(out)
    written.writerow(heads)
    for row in rows:
        written.writerow([_harmless(one) for one in row])
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: Any) -> str:
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
