"""Where learning came from: the record itself for those who may read it, and for everybody the method and its words."""

from dataclasses import dataclass
from typing import Any

from sscb.learning.methods import Method, method_of
from sscb.learning.sockets import Finding, findings
from sscb.records.models import Record
from sscb.records.sockets import types
from sscb.timetable.queries.late import url_of


@dataclass(frozen=True)
class Source:
    """`url` is empty where there is no record, or none whose page its reader may open: they look alike."""

    method: Method
    words: str
    url: str = ""
    reference: str = ""


def source_of(thing: Any, person: Any) -> Source:
    """Of a learning point or a recommendation."""
    method = method_of(thing.source)
    record = None
    if thing.source_uuid:
        record = Record.objects.visible_to(person).filter(uuid=thing.source_uuid).first()
    words = thing.source_words or words_of(record, method)
    if record is None or record.type not in types:
        return Source(method, words)
    url = url_of(record, person)
    return Source(method, words, url, record.reference if url else "")


def words_of(record: Record | None, method: Method) -> str:
    """What the programme calls such a record; it never says which one it was."""
    found = finding_of(record) if record is not None else None
    return found.words if found else method.title


def finding_of(record: Record) -> Finding | None:
    """How learning from such a record is called, where a programme has said it."""
    return next((one for one in findings if one.fits(record)), None)
