"""After a restore: what was disposed of since that backup is disposed of again, so that the dead do not return.

The log lies beside the files, not in the database. A line whose record is there again is done again, with the
certificate it had. What a rule of the sweep destroyed, the next sweep destroys by the same rule.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from sscb import clock
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.models import Record, Series
from sscb.retention.certifying import TOLD, put_in_log, read_log
from sscb.retention.destroying import CannotDestroy, destroy
from sscb.retention.disposing import take_account, take_files
from sscb.retention.models import Certificate
from sscb.retention.reach import is_held, person_is_held
from sscb.retention.sockets import Gone


def replay(path: Path, on: date) -> Iterator[tuple[bool, str]]:
    """For each line of the log: was anything done, and a sentence. Any number of times."""
    for told in read_log(path):
        if not told["approved"]:
            yield False, f"{told['number']}: destroyed by a rule; the next sweep does it again"
        elif Certificate.objects.filter(number=told["number"], mark=told["mark"]).exists():
            yield False, f"{told['number']}: its certificate is here"
        else:
            yield _again(told, on)


def _again(told: dict[str, Any], on: date) -> tuple[bool, str]:
    person = Person.objects.filter(uuid=told["object_uuid"]).first()
    record = Record._plain.filter(uuid=told["object_uuid"]).first()
    thing, number = record or person, told["number"]
    if thing is None:
        return False, f"{number}: {told['reference']} is not in this database; kept in the log"
    if is_held(record) if record else person_is_held(person):
        why = "is under a legal hold here: two people release it, then run this again"
        return False, f"{number}: NOT DONE. {told['reference']} {why}"
    try:
        gone = _destroy(thing, told, on)
    except CannotDestroy as why:
        return False, f"{number}: NOT DONE. {why}"
    take_files({"files": gone.files, "folders": gone.folders})
    put_in_log(Certificate.objects.get(number=number))
    return True, f"{number}: {told['reference']} disposed of again"


@transaction.atomic(durable=True)
def _destroy(thing: Any, told: dict[str, Any], on: date) -> Gone:
    gone = Gone()
    if isinstance(thing, Person):
        gone = take_account(thing)
    elif not thing.disposed_on:
        gone = destroy(thing, on)
    made = Certificate.objects.create(
        **{name: told[name] for name in TOLD}, mark=told["mark"], issued_at=clock.now()
    )
    prefix, _, number = made.number.rpartition("-")
    Series.objects.get_or_create(prefix=prefix)
    Series.objects.filter(prefix=prefix).update(last=Greatest(F("last"), Value(int(number))))
    write_history(thing, "retention.replayed", by=None, on=on, line=made.line, number=made.number, mark=made.mark)
    return gone
