"""Small numbers: what may be printed for whom, decided once for everything that goes out together.

`disclose` takes every count of a release with the sums that hold between them, and answers with a `Disclosed`, which
pages, packs, charts and files print from. Templates that go wider than Quality and Performance get nothing else.
`audit` is the attacker: it knows all that is printed, all the sums and these rules, and lists what it could work out.
"""

from sscb.disclosure.attacking import audit
from sscb.disclosure.cells import FEWEST, SMALLEST_GROUP, Audience, Disclosed, Equation, Key, Share, Shown, small
from sscb.disclosure.hiding import CannotProtect, Release, disclose, disclose_share
from sscb.disclosure.together import Counts, decide_together

__all__ = [
    "FEWEST",
    "SMALLEST_GROUP",
    "Audience",
    "CannotProtect",
    "Counts",
    "Disclosed",
    "Equation",
    "Key",
    "Release",
    "Share",
    "Shown",
    "audit",
    "decide_together",
    "disclose",
    "disclose_share",
    "small",
]
