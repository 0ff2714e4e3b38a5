"""An agency that is asked for figures, in a board with its own area."""

from dataclasses import dataclass
from datetime import date

import pytest

from dataset.importing.lookups import plain_name
from dataset.models import Area, AreaCode, DataReturn, Provider
from dataset.services import returns
from dataset.services.returns import Row
from sscb import clock
from tests.dataset.figures import indicator, own_area

TODAY = date(2019, 11, 12)
WORDS = {"what": "Nothing unusual.", "so_what": "Children were seen in time.", "now_what": "We go on."}


@dataclass
class Asked:
    """The agency's return for September 2019: one share, one count."""

    record: DataReturn
    area: Area

    def again(self) -> DataReturn:
        return DataReturn._base_manager.select_related("agency").get(pk=self.record.pk)


@pytest.fixture
def area(db):
    area = own_area()
    AreaCode.objects.get_or_create(scheme="name", code=plain_name(area.name), defaults={"area": area})
    return area


@pytest.fixture
def ask(db, settings, tmp_path, area, business_manager):
    """`ask(agency, codes, from_on=…)`: these indicators are asked of the agency; their returns up to `on` are there."""
    settings.DATA = tmp_path

    def make(agency, codes, *, words="CSC", from_on=date(2019, 9, 1), on=TODAY) -> list[DataReturn]:
        provider, _ = Provider.objects.get_or_create(words=words)
        with clock.at(on):
            returns.ask_provider(provider=provider, organisation=agency, indicators=codes, from_on=from_on,
                                 by=business_manager, on=on)  # fmt: skip
        found = DataReturn._base_manager.filter(agency=agency).select_related("agency")
        return list(found.order_by("period_start", "period_end"))

    return make


@pytest.fixture
def two_indicators(db):
    share = indicator("ZA01", use_spc=False, title="Seen in time", numerator_label="seen", denominator_label="children")
    count = indicator("ZA02", use_spc=False, title="Contacts", unit="n", numerator_label="contacts",
                      denominator_label="", multiplier=1, decimals=0)  # fmt: skip
    return share, count


@pytest.fixture
def asked(ask, agency, two_indicators, area):
    return Asked(ask(agency, ["ZA01", "ZA02"])[0], area)


@pytest.fixture
def fill(contributor):
    """Fill the return whole, or with other rows; as the agency's contributor."""

    def make(record, *, by=None, rows=None, words=None, on=TODAY) -> DataReturn:
        rows = rows or {"ZA01": Row(numerator="62", denominator="83"), "ZA02": Row(numerator="1,204")}
        return returns.fill_return(record=record, rows=rows, words=WORDS if words is None else words,
                                   by=by or contributor, on=on)  # fmt: skip

    return make
