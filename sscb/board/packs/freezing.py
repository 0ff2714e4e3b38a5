"""Facts, frozen: plain JSON with a hash. A pack can be printed again for ever from what is stored here."""

import hashlib
import json
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One figure shown in a paper, for the annex that says where every figure came from.

    `key` names it for ever (indicator, place, period), so that two versions can be compared; the element that shows
    it first has the id `anchor`; `shown` is exactly what is printed. Figures with the same `series` (one indicator, one
    place) stand in one row of the annex, in the order given; the newest has a row of its own beside it.

    A percentage says what it is a share of (`share_of`, the same words in every paper) and of which group (`among`), so
    that two papers which reckon one thing differently are found before the pack is issued.
    """

    key: str
    what: str
    shown: str
    out_of: str
    period: str
    source: str
    received: str
    state: str
    check: str
    series: str = ""
    share_of: str = ""
    among: str = ""
    anchor: str = ""

    def __post_init__(self):
        object.__setattr__(self, "anchor", f"fig-{digest(self.key)[:12]}")


def plain(value: Any) -> Any:
    """Facts as JSON knows them. Raises TypeError for anything a template could use to ask the database."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, str | bool | int | float):
        return str(value) if isinstance(value, str) else value
    raise TypeError(f"A fact of a pack must be plain, not {type(value).__name__}.")


def frozen_text(facts: Any) -> str:
    """The one way in which facts are written down: sorted keys, no spare space. Same facts, same bytes."""
    return json.dumps(plain(facts), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def check_mark(*parts: Any) -> str:
    """Six characters by which a printed figure is found again in the portal."""
    return digest("|".join(str(part) for part in parts))[:6]
