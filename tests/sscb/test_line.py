"""On SQLite whoever wants to write waits in line: the longest wait comes next, and nobody keeps the line."""

import threading

import pytest
from django.db import connection, transaction

from sscb.sqlite3.line import Line
from tests.workers import wait_until


def test_whoever_waits_longest_comes_next_and_who_has_no_patience_goes_away():
    line, came = Line(), []

    def come(name: str) -> None:
        assert line.enter(60)
        came.append(name)
        line.leave()

    assert line.enter(0) and not line.enter(0), "one at a time; whoever will not wait is told so"
    threads = []
    for number, name in enumerate("abcde", start=1):
        threads.append(threading.Thread(target=come, args=(name,)))
        threads[-1].start()
        wait_until(lambda number=number: len(line._waiting) == number, every=0.001)
    line.leave()
    for one in threads:
        one.join()
    assert came == list("abcde")
    assert line.enter(0), "the line is free again"


@pytest.mark.django_db(transaction=True)
def test_a_transaction_leaves_the_line_however_it_ends():
    if connection.vendor != "sqlite":
        return
    with transaction.atomic(), transaction.atomic():
        assert connection._in is not None
    assert connection._in is None
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert connection._in is None
    with transaction.atomic():
        line = connection._in
        connection.close()
        assert connection._in is None and line.enter(0)
        line.leave()
    with transaction.atomic():
        assert connection._in is not None
