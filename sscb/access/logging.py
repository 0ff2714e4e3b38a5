"""The log file holds no child: one JSON line an event, allow-listed keys, ids only, no bodies, no queries (SEC-26)."""

import json
import logging

KEPT = ("rule", "person", "object", "job", "kind", "reference", "status", "seconds")
OURS = "sscb"


class JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "level": record.levelname.lower(),
            "from": record.name,
            "event": _event(record),
        }
        for key in KEPT:
            if hasattr(record, key):
                line[key] = str(getattr(record, key))
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line, ensure_ascii=True)


def _event(record: logging.LogRecord) -> str:
    """Our own words whole: a test reads each of them. Of a library's, the words without what it puts into them; where
    it may have put them together already, only where they stand."""
    if record.name.partition(".")[0] == OURS:
        return record.getMessage()[:500]
    return str(record.msg)[:300] if record.args else f"{record.filename}:{record.lineno}"


def _where(trace) -> str:
    """The innermost line of ours; never the values on it."""
    found = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        found = f"{code.co_filename.rsplit('/', 2)[-2]}/{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
