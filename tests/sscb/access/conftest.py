import time
from datetime import date
from itertools import count
from unittest import mock

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from sscb.access.sockets import rules
from sscb.records.models import Record
from tests.sscb.access import trying

DAY = date(2019, 11, 12)


@pytest.fixture
def code_of(monkeypatch):
    """`code_of(secret)`: the code of now, or one so many steps away; its half minute stands still in this test."""
    moment = time.time()
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", mock.Mock(time=lambda: moment))
    return lambda secret, steps=0: format_hotp_value(hotp_value(secret, int(moment) // 30 + steps))


@pytest.fixture
def pages(settings):
    """The pages to try, beside the portal's own."""
    settings.ROOT_URLCONF = "tests.sscb.access.trying"
    with rules.also(trying.READ, trying.CHANGE, trying.OFFICE):
        yield


@pytest.fixture
def record(db):
    """`record("P5", group=group("li"))`: made without services, to stand in any scope and state."""
    numbers = count(1)

    def make(level: str, *, type: str = "plain.record", **more) -> Record:
        number = next(numbers)
        return Record.objects.create(
            type=type, reference=f"TRY-{number:03}", title=f"marker-{level}-{number}", level=level, stage="open",
            opened_on=DAY, **more,
        )  # fmt: skip

    return make
