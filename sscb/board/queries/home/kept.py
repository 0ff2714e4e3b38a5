"""A home page is worked out once for as long as nothing has happened, and then again.

Every change is written into the history with it, so the newest mark of the history is the version of all that the
portal knows. Kept in this process only, for one person as they stand today, and never longer than a few seconds, since
a grant may end without anybody doing anything (SEC-15).
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from typing import Any

from sscb.access.policy import Standing, standing
from sscb.board.packs.laying_out import POLICY_VERSION
from sscb.board.queries.home.shared import Home
from sscb.history.queries import newest_mark

SECONDS = 20
MOST = 300

_kept: OrderedDict[tuple, tuple[float, Home]] = OrderedDict()
_lock = threading.Lock()


def kept_home(person: Any, as_at: date, work_out: Callable[[Any, date], Home]) -> Home:
    """The person's home as at this day: as it was worked out a moment ago, if nothing was written since.

    The mark is read before the page is worked out, so a page can only ever be newer than its mark, never older.
    """
    mark = newest_mark()
    if not mark:
        return work_out(person, as_at)
    key = (_who(standing(person)), as_at, mark, POLICY_VERSION)
    with _lock:
        found = _kept.get(key)
    if found and time.monotonic() - found[0] < SECONDS:
        return found[1]
    home = work_out(person, as_at)
    with _lock:
        _kept[key] = (time.monotonic(), home)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return home


def forget() -> None:
    """Work every page out again, as after something was done."""
    with _lock:
        _kept.clear()


def _who(who: Standing) -> tuple:
    """This person, and all that decides what they may see."""
    return who.uuid, who.active, who.organisation_id, who.held, who.places
