"""Writing a record's own columns; what stands on the base table moves through `sscb.records.moving` alone."""

from typing import Any


def write(record: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(record, name, value)
    type(record)._base_manager.filter(pk=record.pk).update(**fields)
