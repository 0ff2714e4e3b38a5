"""What keeps the suite honest: no way out of this machine, and a history that only a superuser can empty."""

import socket
from contextlib import contextmanager
from ipaddress import ip_address

from django.db import connection as default_connection

HISTORY_TABLES = ("history_entry", "history_view")

_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex


class WayOutClosed(RuntimeError):
    """A test tried to reach another machine (SEC-40)."""


def stays_here(family: int, address) -> bool:
    """Unix sockets and the loopback only. A name that is not an address is refused unless it is localhost."""
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = address[0].decode() if isinstance(address[0], bytes) else address[0]
    if host in ("localhost", ""):
        return True
    try:
        return ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


def _guarded(connect):
    def to(self, address):
        if not stays_here(self.family, address):
            raise WayOutClosed(f"Tests reach no other machine; this one tried {address!r}.")
        return connect(self, address)

    return to


def close_the_way_out() -> None:
    socket.socket.connect = _guarded(_connect)
    socket.socket.connect_ex = _guarded(_connect_ex)


def open_the_way_out() -> None:
    socket.socket.connect, socket.socket.connect_ex = _connect, _connect_ex


@contextmanager
def history_unlocked(connection=default_connection):
    """As the owner of the tables would: the triggers are away within the block, and back after it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in _present(connection):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        try:
            yield
        finally:
            if not connection.needs_rollback:
                with connection.cursor() as cursor:
                    for table in _present(connection):
                        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)", HISTORY_TABLES
        )
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for _, sql in triggers:
                cursor.execute(sql)


def _present(connection) -> list[str]:
    known = set(connection.introspection.table_names())
    return [table for table in HISTORY_TABLES if table in known]


def let_flush_empty_the_history() -> None:
    """Tests that commit are followed by a flush of every table; the history refuses that to everybody else."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    flush = BaseDatabaseOperations.execute_sql_flush

    def execute_sql_flush(self, sql_list):
        with history_unlocked(self.connection):
            flush(self, sql_list)

    BaseDatabaseOperations.execute_sql_flush = execute_sql_flush
