"""Django's SQLite: a transaction that writes waits in line within its process; between processes SQLite decides."""

from collections import defaultdict

from django.db.backends.sqlite3 import base

from sscb.sqlite3.line import Line

lines: defaultdict[str, Line] = defaultdict(Line)
"""By database file."""


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._in: Line | None = None

    def _start_transaction_under_autocommit(self):
        line = lines[str(self.settings_dict["NAME"])]
        if self._in is None and line.enter(self.settings_dict["OPTIONS"].get("timeout", 5)):
            self._in = line
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave()
            raise

    def _leave(self) -> None:
        line, self._in = self._in, None
        if line is not None:
            line.leave()

    def _commit(self):
        # A commit that fails is followed by a roll-back, which leaves the line.
        done = super()._commit()
        self._leave()
        return done

    def _rollback(self):
        try:
            return super()._rollback()
        finally:
            self._leave()

    def _close(self):
        try:
            return super()._close()
        finally:
            self._leave()
