"""A page that many open is worked out once for as long as nothing has happened, and then again.

Every change is written into the history with it, so the newest mark of the history is the version of all that the
portal knows. Kept in this process only, for one person as they stand today, and never longer than a few seconds, since
a grant may end without anybody doing anything (SEC-15).
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar

from sscb.access.standing import Standing, standing
from sscb.board.packs.laying_out import POLICY_VERSION
from sscb.history.queries import newest_mark

SECONDS = 20
MOST = 300

_kept: OrderedDict[tuple, tuple[float, Any]] = OrderedDict()
_lock = threading.Lock()
Page = TypeVar("Page")


def kept(person: Any, as_at: date, work_out: Callable[[Any, date], Page], *, of: Hashable) -> Page:
    """What `work_out` says for the person as at this day: as a moment ago, if nothing was written since.

    `of`: which page it is, and how it was asked for. The mark is read before the page is worked out, so a page can only
    ever be newer than its mark, never older.
    """
    mark = newest_mark()
    if not mark:
        return work_out(person, as_at)
    key = (of, _who(standing(person)), as_at, mark, POLICY_VERSION)
    with _lock:
        found = _kept.get(key)
    if found and time.monotonic() - found[0] < SECONDS:
        return found[1]
    page = work_out(person, as_at)
    with _lock:
        _kept[key] = (time.monotonic(), page)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return page


def forget() -> None:
    """Work every page out again, as after something was done."""
    with _lock:
        _kept.clear()


def _who(who: Standing) -> tuple:
    """This person, and all that decides what they may see."""
    return who.uuid, who.active, who.organisation_id, who.held, who.places
