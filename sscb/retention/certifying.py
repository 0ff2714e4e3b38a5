"""The certificate of a disposal: written with it, marked, put into the log that outlives a restore."""

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from sscb import clock
from sscb.access.queries import role_words
from sscb.people.models import Person
from sscb.records.services import next_reference
from sscb.retention.models import Certificate
from sscb.retention.periods import newest
from sscb.retention.sockets import Gone

TOLD = ("number", "line", "version", "kind", "reference", "object_uuid", "also", "rows", "hashes", "began_on",
        "kept_until", "method", "approved", "disposed_on")  # fmt: skip
BY_RULE = "By the daily sweep, as the rule {rule} says: rows of the database deleted, files deleted from the store."
ROWS_AND_FILES = (
    "Rows of the database deleted, with its words in the search; files and kept pages deleted from the store. The "
    "reference and dates stay. Backups expire within the times of RET-13; after a restore the log of disposals is "
    "played again."
)
NAME_REMOVED = "Name, post and address removed, with the means to sign in; the account’s number stays for the trail."


def mark_of(one: Certificate) -> str:
    """SHA-256 over what it tells, so that a changed certificate is found."""
    return hashlib.sha256(_line(one).encode()).hexdigest()


def _line(one: Certificate) -> str:
    return json.dumps({name: _plain(getattr(one, name)) for name in TOLD}, sort_keys=True, ensure_ascii=False)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | list | dict) else str(value)


def approver(person: Person, on: date) -> dict[str, str]:
    return {"name": person.name, "office": str(role_words(person)), "on": on.isoformat()}


def certify(
    thing: Any, *, line: str, kind: str, gone: Gone, method: str, on: date, version: int = 0,
    approved: list | None = None, also: list[str] | None = None, began_on: date | None = None,
    kept_until: date | None = None,
) -> Certificate:
    """In the transaction of the disposal itself, so that neither is without the other."""
    one = Certificate(
        number=next_reference("DC", on), line=line, version=version or newest(line).number, kind=kind,
        reference=str(getattr(thing, "reference", "") or "Account"), object_uuid=thing.uuid, also=also or [],
        rows=gone.rows, hashes=sorted(set(gone.files)), began_on=began_on, kept_until=kept_until, method=method,
        approved=approved or [], disposed_on=on, issued_at=clock.now(),
    )  # fmt: skip
    one.mark = mark_of(one)
    one.save(force_insert=True)
    return one


def log_path() -> Path:
    """Beside the files, outside the database: a restore of an older database does not take it back with it."""
    return Path(settings.STORE) / "disposals" / "log.jsonl"


def put_in_log(one: Certificate) -> None:
    """Once: a worker that died in between finds its line and adds none."""
    if any(told["number"] == one.number and told["mark"] == one.mark for told in read_log(log_path())):
        return
    path = log_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    told = {**json.loads(_line(one)), "mark": one.mark}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_log(path: Path) -> Iterator[dict]:
    """Its lines, the oldest first; half a line, where a machine stopped, is passed over: its job wrote it again."""
    if not path.exists():
        return
    for text in path.read_text(encoding="utf-8").splitlines():
        try:
            yield json.loads(text)
        except ValueError:
            continue
